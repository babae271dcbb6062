#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# try.sh: builds the program and starts it on the embedded Partner Center, where nothing is real.
# try.sh --screenshot DIR: walks through it on a virtual display and leaves pictures in DIR.
set -euo pipefail
here=$PWD
cd "$(dirname "$0")/.."
. data/packages.sh

usage ()
{
  echo "usage: $0 [--screenshot DIR]" >&2
  exit 2
}

# Signing in opens the emulator's page in a browser, so there has to be one. NetSurf does not offer
# itself for links; that it takes them is said below the prefix, not in anybody's settings.
ensure_browser ()
{
  gio mime x-scheme-handler/http | grep -q '\.desktop' && return
  echo "No web browser is registered here. For the sign-in page a small one is installed: NetSurf."
  packages_ensure netsurf-gtk
  printf '[Default Applications]\nx-scheme-handler/http=netsurf-gtk.desktop\n' \
    > build/prefix/share/applications/mimeapps.list
}

start ()
{
  local runner=()

  if [ -z "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then
    echo "There is no display here. For pictures of every page without one, run:"
    echo "  $0 --screenshot DIR"
    exit 1
  fi

  packages_ensure "${packages_build[@]}" "${packages_run[@]}"
  build_program
  export XDG_DATA_DIRS=$PWD/build/prefix/share:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}
  ensure_browser
  [ -n "${DBUS_SESSION_BUS_ADDRESS-}" ] || runner=(dbus-run-session --)
  exec "${runner[@]}" build/prefix/bin/davylamp --demo
}

take_pictures ()
{
  local folder

  folder=$(cd "$here" && mkdir -p "$1" && cd "$1" && pwd)
  packages_ensure "${packages_build[@]}" "${packages_run[@]}" "${packages_desktop[@]}"
  build_program
  build_locales
  exec /usr/bin/python3 tests/session/screenshots.py build/prefix "$folder"
}

case $# in
  0) start ;;
  2)
    [ "$1" = --screenshot ] || usage
    take_pictures "$2"
    ;;
  *) usage ;;
esac
