/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Everybody who waits for the same thing; for this room alone. */

/**
 * DavyWaiters:
 *
 * Tasks that will get the same answer. One that is cancelled leaves by itself.
 */
typedef struct _DavyWaiters DavyWaiters;

/**
 * DavyWaitersGone:
 * @data: as given to davy_waiters_new()
 *
 * The last one has left without an answer.
 */
typedef void (*DavyWaitersGone) (gpointer data);

DavyWaiters *davy_waiters_new (DavyWaitersGone gone, gpointer data);
void davy_waiters_free (DavyWaiters *self);
void davy_waiters_add (DavyWaiters *self, GTask *task);
void davy_waiters_answer (DavyWaiters *self, const char *text, const GError *error);

G_END_DECLS
