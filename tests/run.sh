#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh [SUITE ...]: builds into build/ and runs the suites named, or all that need no asking.
# The last line is "N passed, N failed", and the exit status says the same.
set -euo pipefail
cd "$(dirname "$0")/.."
. data/packages.sh

default_suites=(unit display session lint faults kill)
results=build/meson-logs/results

choose_suites ()
{
  local name

  suites=("$@")
  if [ $# -eq 0 ]; then
    for name in "${default_suites[@]}"; do
      if [ -f "tests/$name/meson.build" ]; then
        suites+=("$name")
      fi
    done
    return
  fi
  for name in "$@"; do
    if [ ! -f "tests/$name/meson.build" ]; then
      echo "There is no suite named $name." >&2
      exit 2
    fi
  done
}

stop_unbuilt ()
{
  echo "The program could not be built, so no test ran." >&2
  echo "0 passed, 1 failed"
  exit 1
}

# How many pictures there are of each language, scheme and width.
count_pictures ()
{
  local folder pictures

  for folder in "$@"; do
    pictures=("$folder"/*.png)
    echo "${#pictures[@]} pictures in $folder"
  done
}

# The suites unit and faults once more, in a build with sanitizers.
run_sanitized ()
{
  if { [ -f build/asan/build.ninja ] ||
    meson setup build/asan -Db_sanitize=address,undefined -Db_lundef=false -Dwerror=false; } &&
    ninja -C build/asan; then
    rm -f build/asan/meson-logs/sanitized-*
    /usr/bin/python3 tests/session/desktop.py meson test -C build/asan --setup asan --no-rebuild \
      --suite unit --suite faults --logbase sanitized || true
    cp build/asan/meson-logs/sanitized-asan.json "$results/asan.json" || true
  fi
}

# A display and a bus of their own for suites whose programs open windows; a session test brings
# its own, one for each story.
run_suite ()
{
  local runner=()

  case $1 in
    display | faults) runner=(/usr/bin/python3 tests/session/desktop.py) ;;
  esac
  echo "== $1"
  if [ "$1" = asan ]; then
    run_sanitized
    return
  fi
  "${runner[@]}" meson test -C build --no-rebuild --suite "$1" --logbase "results/$1" || true
  if [ "$1" = screenshots ]; then
    count_pictures build/screenshots/*
  elif [ "$1" = flatpak ] && [ -f build/flatpak/report.txt ]; then
    cat build/flatpak/report.txt
  fi
}

choose_suites "$@"
wanted=("${packages_build[@]}" "${packages_run[@]}" "${packages_desktop[@]}" "${packages_lint[@]}")
if [[ " ${suites[*]} " = *" faults "* || " ${suites[*]} " = *" asan "* ]]; then
  wanted+=("${packages_faults[@]}")
fi
if [[ " ${suites[*]} " = *" bench "* ]]; then
  wanted+=("${packages_bench[@]}")
fi
if [[ " ${suites[*]} " = *" fuzz "* ]]; then
  wanted+=("${packages_fuzz[@]}")
fi
if [[ " ${suites[*]} " = *" interop "* ]]; then
  wanted+=("${packages_interop[@]}")
fi
if [[ " ${suites[*]} " = *" flatpak "* ]]; then
  wanted+=("${packages_flatpak[@]}" "${packages_flatpak_stand_in[@]}")
fi
packages_ensure "${wanted[@]}" || stop_unbuilt
build_program || stop_unbuilt
build_locales

rm -rf "$results"
mkdir -p "$results"
for suite in "${suites[@]}"; do
  run_suite "$suite"
done

exec /usr/bin/python3 tests/count.py "$results" "${suites[@]}"
