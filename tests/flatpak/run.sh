#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh: the Flatpak is built, installed apart from all others, and used in its sandbox. It wants a
# network, some minutes and 4 GB of disk; 1.2 GB stay in build/flatpak/, which makes the next run quick.
exec "$(dirname "$0")/../run.sh" flatpak
