/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ui/help/davy-help-page.h"

G_BEGIN_DECLS

typedef struct _DavyHelpBook DavyHelpBook;

void davy_help_book_load_async (const char *folder,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
DavyHelpBook *davy_help_book_load_finish (GAsyncResult *result, GError **error);
void davy_help_book_free (DavyHelpBook *book);

const DavyHelpPage *davy_help_book_find (DavyHelpBook *book, const char *id);
GPtrArray *
davy_help_book_list_topics (DavyHelpBook *book, const char *place, const char *const *groups);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyHelpBook, davy_help_book_free)

G_END_DECLS
