#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh start | refresh | background | crawl | ingest | chart | detector: builds, runs one benchmark
# and prints a line for each figure, "figure NAME VALUE max|min LIMIT". The exit status is 1 when one
# is on the wrong side.
set -euo pipefail
cd "$(dirname "$0")/../.."
. data/packages.sh

case ${1-} in
  start | refresh | background | crawl | ingest | chart | detector) ;;
  *)
    echo "usage: $0 start | refresh | background | crawl | ingest | chart | detector" >&2
    exit 2
    ;;
esac

wanted=("${packages_build[@]}" "${packages_run[@]}" "${packages_desktop[@]}")
if [ "$1" = detector ]; then
  wanted+=("${packages_bench[@]}")
fi
packages_ensure "${wanted[@]}"
build_program
build_locales
exec /usr/bin/python3 "tests/bench/$1.py" build
