/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Tokens are opaque but for two looks: who signed in, and whether with a second factor. Both come
 * straight from the login server over TLS, so that their signature needs no check here. */

JsonNode *davy_jwt_read (const char *token, GError **error);
gboolean davy_jwt_lacks_mfa (const char *token);

G_END_DECLS
