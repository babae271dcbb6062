#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# install.sh [ARGUMENT ...]: builds the Flatpak, tests included, installs it for this user, and
# starts it with the arguments given, as with --demo. With --no-start it is only installed.
set -euo pipefail
cd "$(dirname "$0")/../.."
. data/packages.sh

id=io.github.davylamp.Davylamp
manifest=data/flatpak/$id.yml
work=$PWD/build/flatpak
flathub=https://dl.flathub.org/repo/flathub.flatpakrepo

# Where GNOME's runtime is there, or can be fetched, the program is one of the user's Flatpaks.
has_public_runtime ()
{
  flatpak --user remote-add --if-not-exists flathub "$flathub" 2>/dev/null
}

# Everything in a folder of its own, so that no other program ever meets the stand-in. Tests name one
# by DAVYLAMP_FLATPAK_DIR.
use_stand_in ()
{
  echo "GNOME's runtime cannot be fetched: Flathub does not answer."
  echo "A stand-in is made from Debian packages, for this build alone, in $work."
  packages_ensure "${packages_flatpak_stand_in[@]}"
  export FLATPAK_USER_DIR=${DAVYLAMP_FLATPAK_DIR:-$work/installation}
  [ -d "$work/repo" ] || data/flatpak/stand-in.sh "$work" "$version"
  flatpak --user remote-add --if-not-exists --no-gpg-verify stand-in "file://$work/repo"
  flatpak --user install --noninteractive --or-update stand-in \
    "org.gnome.Platform//$version" "org.gnome.Sdk//$version"
  from=stand-in
}

clean_up ()
{
  rm -rf "$work/tree" "$work/state"
}

packages_ensure "${packages_flatpak[@]}"
version=$(sed -n "s/^runtime-version: '\(.*\)'$/\1/p" "$manifest")
from=flathub
mkdir -p "$work"
has_public_runtime || use_stand_in

trap clean_up EXIT
# Nothing built here is built upon, so no files have to be guarded by a mount of their own.
flatpak-builder --user --install --force-clean --disable-rofiles-fuse --install-deps-from="$from" \
  --state-dir="$work/state" "$work/tree" "$manifest"
clean_up

[ "${1-}" = --no-start ] || exec flatpak --user run "$id" "$@"
