/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean davy_link_check (const char *uri, GError **error);
gboolean davy_link_is_loopback (const char *uri);
char *davy_link_dup_origin (const char *uri);
char *davy_link_resolve (const char *base, const char *link, GError **error);

G_END_DECLS
