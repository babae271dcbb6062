/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int davy_export_command_run (int argc, char **argv, const char *store_path);

G_END_DECLS
