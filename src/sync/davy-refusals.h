/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DavyRefusals:
 *
 * Which questions were refused as such, so that they are not asked again on the same day.
 * It lasts as long as the program runs, and is used on one thread.
 */
typedef struct _DavyRefusals DavyRefusals;

DavyRefusals *davy_refusals_new (void);
void davy_refusals_free (DavyRefusals *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyRefusals, davy_refusals_free)

void davy_refusals_note (DavyRefusals *self, const char *whose);
gboolean davy_refusals_hold (DavyRefusals *self, const char *whose);

G_END_DECLS
