/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a command ends, as the manual page says. */
#define DAVY_COMMAND_FAILED 1
#define DAVY_COMMAND_USAGE  2

int davy_command_fail (const GError *error, int status);

G_END_DECLS
