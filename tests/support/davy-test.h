/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-time.h"

G_BEGIN_DECLS

typedef gboolean (*DavyTestCondition) (gpointer data);

void davy_test_init (int *argc, char ***argv);
gboolean davy_test_spin_until (DavyTestCondition condition, gpointer data);
GAsyncResult *davy_test_wait_result (GAsyncResult **result);
void davy_test_keep_result (GObject *source, GAsyncResult *result, gpointer slot);
char *davy_test_make_folder (void);
char *davy_test_hear_out (void);

/* A clock that stands still until it is moved; timers fire when it passes them. */
void davy_test_clock_install (DavyTime now);
void davy_test_clock_advance (gint64 microseconds);
void davy_test_clock_set_back (gint64 microseconds);
gint64 davy_test_clock_next (void);
guint davy_test_clock_count (guint milliseconds);

G_END_DECLS
