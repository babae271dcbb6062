/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "davy-test-world.h"
#include "page-fixture.h"
#include "sync/davy-sync.h"
#include "triage/davy-triage.h"

/* A window over the case of the alert `event-1`, on the embedded Partner Center of world.json. */

typedef struct
{
  DavyTestWorld world;
  DavyStore *store;
  DavySync *sync;
  DavyTriage *triage;
  DavyContext *context;
  GtkWindow *window; /* (nullable): owned by GTK until it closes */
} Fixture;

static inline gboolean
is_quiet (gpointer sync)
{
  gboolean running;

  g_object_get (sync, "running", &running, NULL);

  return !running;
}

/* After davy_test_world_begin (): everything is fetched once. */
static inline void
fixture_fetch (Fixture *self)
{
  g_autofree char *database = davy_test_store_path ();
  DavyContextParts parts = { .profile = "test" };

  self->store = davy_test_store_open (database);
  self->sync = davy_sync_new (self->store, self->world.accounts);
  self->triage = davy_triage_new (self->store, self->world.accounts);
  parts.store = self->store;
  parts.accounts = self->world.accounts;
  parts.sync = self->sync;
  parts.triage = self->triage;
  self->context = davy_context_new (&parts);
  davy_sync_refresh (self->sync);
  g_assert_true (davy_test_spin_until (is_quiet, self->sync));
}

static inline gint64
fixture_alert (Fixture *self)
{
  return davy_test_store_number (self->store, "SELECT id FROM alerts WHERE event_id = 'event-1'");
}

/* @open: makes the window of an alert */
static inline void
fixture_open (Fixture *self, GtkWidget *(*open) (DavyContext *, GtkWindow *, gint64))
{
  self->window = GTK_WINDOW (open (self->context, NULL, fixture_alert (self)));
  gtk_window_present (self->window);
}

static inline void
fixture_close (Fixture *self)
{
  gtk_window_close (self->window);
  self->window = NULL;
}

static inline void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->window != NULL)
    fixture_close (self);
  davy_sync_cancel (self->sync);
  g_assert_true (davy_test_spin_until (is_quiet, self->sync));
  g_clear_object (&self->context);
  g_clear_object (&self->triage);
  g_clear_object (&self->sync);
  davy_test_store_close (&self->store);
  davy_test_world_end (&self->world);
}

/* How many entries of a case are like that. */
static inline gint64
fixture_count_entries (Fixture *self, const char *condition)
{
  g_autofree char *sql = g_strdup_printf ("SELECT COUNT(*) FROM case_entries WHERE %s", condition);

  return davy_test_store_number (self->store, sql);
}
