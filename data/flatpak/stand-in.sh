#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# stand-in.sh DIR VERSION: where GNOME's public runtime cannot be had, makes a runtime and an SDK of
# the same names and version from packages of Debian 13, in the OSTree repository DIR/repo.
# They are no more than a stand-in (GTK 4.18 and libadwaita 1.7, whatever the version says): for a
# private Flatpak installation, never for the one that a person uses.
set -euo pipefail

suite=trixie
architecture=$(flatpak --default-arch)
multiarch=$(gcc -print-multiarch)

# What a GNOME program finds in the runtime.
packages_platform=(
  libgtk-4-1 libgtk-4-common libgtk-4-bin libadwaita-1-0 libsoup-3.0-0 libjson-glib-1.0-0
  libsecret-1-0 libsqlite3-0 libglib2.0-bin glib-networking dconf-gsettings-backend
  gsettings-desktop-schemas adwaita-icon-theme hicolor-icon-theme librsvg2-common fonts-cantarell
  fonts-dejavu-core fontconfig shared-mime-info xkb-data at-spi2-common iso-codes tzdata
  ca-certificates libgl1 libgles2 libegl1 libegl-mesa0 libglx-mesa0 libgl1-mesa-dri
  locales libc-bin dbus-bin coreutils bash
)

# What it is built with, besides.
packages_sdk=(
  gcc libc6-dev binutils meson ninja-build pkgconf gettext itstool desktop-file-utils
  appstream appstream-util libgtk-4-dev libadwaita-1-dev libsoup-3.0-dev libjson-glib-dev
  libsecret-1-dev libsqlite3-dev libglib2.0-dev-bin libxml2-utils python3 git patch tar gzip
  bzip2 xz-utils unzip file elfutils
)

# What belongs to a machine, and not to what all programs share.
machine_files=(
  etc/apt etc/dpkg etc/resolv.conf etc/hostname etc/hosts etc/mtab etc/machine-id etc/fstab
  etc/localtime etc/timezone etc/shadow etc/gshadow 'etc/*-' local games share/doc-base
)

# fetch_tree FOLDER PACKAGE...: /usr and /etc of a Debian system with these packages.
fetch_tree ()
{
  local folder=$1 wanted

  shift
  wanted=$(IFS=,; echo "$*")
  mkdir -p "$folder"
  # A release of which nothing new comes any more is as good as any here.
  # shellcheck disable=SC2016
  mmdebstrap --quiet --variant=essential --include="$wanted" \
    --aptopt='APT::Install-Recommends "false"' \
    --aptopt='Acquire::Check-Valid-Until "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook='printf "%s.UTF-8 UTF-8\n" de_DE en_US fr_FR > "$1/etc/locale.gen"' \
    --customize-hook='chroot "$1" locale-gen >/dev/null' \
    --customize-hook='chroot "$1" fc-cache -sf' \
    --customize-hook='chroot "$1" glib-compile-schemas /usr/share/glib-2.0/schemas' \
    "$suite" - |
    tar -x --no-same-owner --no-same-permissions -C "$folder" ./usr ./etc
}

# make_tree FOLDER NAME: from a Debian system in FOLDER what Flatpak calls a runtime.
make_tree ()
{
  local folder=$1 name=$2 unwanted

  mv "$folder/usr" "$folder/files"
  mv "$folder/etc" "$folder/files/etc"
  for unwanted in "${machine_files[@]}"; do
    # shellcheck disable=SC2086
    rm -rf "$folder"/files/$unwanted
  done
  find "$folder/files" -type f -perm /6000 -exec chmod ug-s {} +
  cat > "$folder/files/etc/ld.so.conf" <<CONF
include /run/flatpak/ld.so.conf.d/app-*.conf
include /app/etc/ld.so.conf
/app/lib/$multiarch
/app/lib
/usr/lib/$multiarch
include /run/flatpak/ld.so.conf.d/runtime-*.conf
CONF
  cat > "$folder/metadata" <<METADATA
[Runtime]
name=org.gnome.$name
runtime=org.gnome.Platform/$architecture/$version
sdk=org.gnome.Sdk/$architecture/$version

[Environment]
XDG_DATA_DIRS=/app/share:/usr/share
PATH=/app/bin:/usr/bin
LANG=C.UTF-8
METADATA
}

# make_runtime NAME PACKAGE...
make_runtime ()
{
  local name=$1 folder=$work/$1

  shift
  fetch_tree "$folder" "$@"
  make_tree "$folder" "$name"
  # Flatpak wants the line to end in the commit as it does in the file.
  ostree --repo="$work/repo" commit \
    --branch="runtime/org.gnome.$name/$architecture/$version" --tree=dir="$folder" \
    --owner-uid=0 --owner-gid=0 --no-xattrs --canonical-permissions --consume \
    --subject="$name of $suite" --add-metadata-string=xa.metadata="$(cat "$folder/metadata")
"
}

directory=$1
version=$2
mkdir -p "$directory"
work=$(mktemp -d "$directory/stand-in.XXXXXX")
trap 'rm -rf "$work"' EXIT

ostree --repo="$work/repo" init --mode=bare-user-only
make_runtime Sdk "${packages_platform[@]}" "${packages_sdk[@]}" &
sdk=$!
make_runtime Platform "${packages_platform[@]}"
wait "$sdk"
flatpak build-update-repo "$work/repo"
rm -rf "$directory/repo"
mv "$work/repo" "$directory/repo"
