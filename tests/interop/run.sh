#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh: the tests against what others wrote. They want a network and some minutes.
exec "$(dirname "$0")/../run.sh" interop
