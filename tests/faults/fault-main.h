/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the programs of this suite have in common. */

void fault_main_init (int *argc, char ***argv);
void fault_main_add_endpoints (const char *path, const char *const *services, GTestDataFunc test);
char *fault_make_certificates (void);
void fault_remove_folder (const char *path);

G_END_DECLS
