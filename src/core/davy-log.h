/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void davy_log_install (void);
char *davy_redact (const char *text);

G_END_DECLS
