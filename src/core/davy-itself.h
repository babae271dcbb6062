/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Where the program that runs can be started once more. It is no path to be read: the kernel leads
 * from it to the very file that runs, also when that was removed or replaced by an upgrade since
 * (proc(5)). Whoever is started so has this as its argv[0]. */
#define DAVY_ITSELF "/proc/self/exe"
