/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyPartnerPage:
 * @records: (transfer none): what a page brought; take a reference to keep it
 * @data: what was handed in beside the function
 * @error: what to say when it returns %FALSE
 *
 * Called for each page, in order, in the thread that asked.
 *
 * Returns: %FALSE to stop
 */
typedef gboolean (*DavyPartnerPage) (GPtrArray *records, gpointer data, GError **error);

G_END_DECLS
