# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
# Sourced by data/try.sh and tests/run.sh: the Debian packages that each of them needs, in one
# place, how the missing ones are installed, and how the program is built.

packages_build=(
  gcc libc6-dev pkgconf meson ninja-build gettext itstool
  libgtk-4-dev libadwaita-1-dev libsoup-3.0-dev libjson-glib-dev libsecret-1-dev libsqlite3-dev
  libglib2.0-dev-bin libglib2.0-bin libgtk-4-bin libxml2-utils desktop-file-utils
)

# What the built program wants to find around it.
packages_run=(
  adwaita-icon-theme librsvg2-common fonts-cantarell fonts-dejavu-core
  shared-mime-info glib-networking ca-certificates dbus-daemon locales
)

# A desktop of its own: display, window manager, accessibility, keyring, a hand on the keyboard.
packages_desktop=(
  xvfb xfwm4 x11-utils xdotool imagemagick
  at-spi2-core gir1.2-atspi-2.0 python3 python3-gi gnome-keyring libsecret-tools gcr
)

packages_lint=(appstream groff-base i18nspector yelp-tools)
if [ -r /etc/os-release ] && grep -q '^VERSION_ID="12"' /etc/os-release; then
  packages_lint+=(clang-format-14)
fi

# libFuzzer comes with clang; its run-time part is a package of its own.
packages_fuzz=(clang libclang-rt-dev)
if [ -r /etc/os-release ] && grep -q '^VERSION_ID="12"' /etc/os-release; then
  packages_fuzz=(clang libclang-rt-14-dev)
fi

# What the spike detector is compared with.
packages_bench=(python3-numpy python3-statsmodels)

# Certificates of servers that nobody should trust.
packages_faults=(openssl)

# Against what others wrote: npm, and the keyrings of other desktops.
packages_interop=(openssl keepassxc python3-pykeepass libkf5wallet-bin libqca-qt5-2-plugins)
if ! command -v npm >/dev/null; then
  packages_interop+=(nodejs npm)
fi

# eu-strip comes with elfutils; Flatpak-builder calls it without depending on it.
packages_flatpak=(
  flatpak flatpak-builder elfutils ca-certificates
  xdg-desktop-portal xdg-desktop-portal-gtk gnome-keyring
)

# Where GNOME's public runtime cannot be had.
packages_flatpak_stand_in=(gcc mmdebstrap debian-archive-keyring ostree)

packages_missing ()
{
  local name
  for name in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || echo "$name"
  done
}

# packages_ensure NAME...: installs those that are missing, after saying which. On a distribution
# other than Debian it names what is needed and stops, unless PACKAGES_ASSUME=yes says it is there.
packages_ensure ()
{
  local missing as_root=()

  [ "${PACKAGES_ASSUME-}" = yes ] && return
  if ! command -v apt-get >/dev/null || ! grep -qs '^ID=debian' /etc/os-release; then
    echo "This is not Debian, so nothing was installed. Needed are what Debian calls:" >&2
    printf '  %s\n' "$@" >&2
    echo "Install their equivalents and run PACKAGES_ASSUME=yes $0" >&2
    return 1
  fi

  mapfile -t missing < <(packages_missing "$@")
  [ ${#missing[@]} -eq 0 ] && return

  echo "These Debian packages are missing and will be installed: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "There is no sudo here. As root, run: apt-get install ${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi

  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# build_program: configures build/ once, builds, and installs into build/prefix, so that schema,
# catalogues and icons are found as they are on a real system.
build_program ()
{
  { [ -f build/build.ninja ] || meson setup build --prefix="$PWD/build/prefix"; } &&
    ninja -C build &&
    meson install -C build --no-rebuild --quiet
}

# build_locales: dates and numbers of the three languages, without touching the system's locales.
build_locales ()
{
  local name

  mkdir -p build/locales
  for name in en_US de_DE fr_FR; do
    [ -d "build/locales/$name.UTF-8" ] || localedef -i "$name" -f UTF-8 "build/locales/$name.UTF-8"
  done
  export LOCPATH=$PWD/build/locales
}
