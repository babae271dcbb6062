/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void davy_random_bytes (guint8 *bytes, gsize length);
char *davy_random_token (gsize n_bytes);
char *davy_random_uuid (void);
char *davy_base64url (const guint8 *bytes, gsize length);
guint8 *davy_base64url_decode (const char *text, gsize *length);

G_END_DECLS
