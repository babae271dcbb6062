#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD NAME: fuzzes one target for FUZZ_SECONDS (60), beginning with its corpus. What is found
# first stays in BUILD/fuzz/findings and is named; one that was mended becomes a unit test.
set -euo pipefail

build=$1
name=$2
here=$(cd "$(dirname "$0")" && pwd)
nested=$build/fuzz
findings=$nested/findings/$name

build_target ()
{
  (
    flock 9
    [ -f "$nested/build.ninja" ] || CC=clang meson setup "$nested" "$here/../.." \
      -Db_sanitize=address,undefined -Db_lundef=false -Dwerror=false \
      -Dc_args=-fsanitize=fuzzer-no-link
    ninja -C "$nested" "tests/fuzz/fuzz-$name"
  ) 9>"$build/fuzz.lock" >"$build/fuzz-$name.log" 2>&1
}

echo 1..1
if ! build_target; then
  tail -20 "$build/fuzz-$name.log" | sed 's/^/# /'
  echo "not ok 1 $name is built"
  exit 1
fi

mkdir -p "$findings" "$nested/corpus/$name"
# Allocations are told by who made them, which takes whole stacks: the libraries keep no frame pointers.
export G_SLICE=always-malloc UBSAN_OPTIONS=halt_on_error=1
export ASAN_OPTIONS=detect_leaks=1:fast_unwind_on_malloc=0
export LSAN_OPTIONS=suppressions=$here/../support/foreign.supp:print_suppressions=0
export GIO_USE_PROXY_RESOLVER=dummy
if "$nested/tests/fuzz/fuzz-$name" -max_total_time="${FUZZ_SECONDS:-60}" -max_len=16384 -timeout=10 \
  -rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix="$findings/" "$nested/corpus/$name" \
  "$here/corpus/$name" >"$nested/$name.log" 2>&1; then
  grep -E 'number_of_executed_units|cov:' "$nested/$name.log" | tail -2 | sed 's/^/# /'
  echo "ok 1 nothing is found in $name"
else
  tail -40 "$nested/$name.log" | sed 's/^/# /'
  echo "not ok 1 nothing is found in $name"
  exit 1
fi
