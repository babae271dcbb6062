/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libintl.h>

#include "core/davy-format.h"

G_BEGIN_DECLS

/* Texts for people that may be wanted in another language than the window's: a report, a mail. A
 * file that holds such texts includes this in place of <glib/gi18n-lib.h>. As long as nothing else
 * was asked for they are gettext's, in the language of the window; davy_catalogue_use() makes them
 * those of one language, whatever locales the system has: from glibc 2.39 on gettext does not look
 * at LANGUAGE where only C.UTF-8 is installed. */

#undef ngettext
#define _(text)                davy_catalogue_get (text)
#define N_(text)               text
#define C_(context, text)      davy_catalogue_get_in_context (context "\004" text, text)
#define ngettext(one, many, n) davy_catalogue_get_plural (one, many, n)

/* In a table, to be fetched by davy_catalogue_get_key(). */
#define NC_(context, text) context "\004" text

gboolean davy_catalogue_use (const char *folder, DavyLanguage language, GError **error);

const char *davy_catalogue_get (const char *text) G_GNUC_FORMAT (1);
const char *davy_catalogue_get_in_context (const char *key, const char *text) G_GNUC_FORMAT (2);
const char *davy_catalogue_get_key (const char *key);
const char *davy_catalogue_get_plural (const char *one, const char *many, gulong n)
    G_GNUC_FORMAT (1) G_GNUC_FORMAT (2);

G_END_DECLS
