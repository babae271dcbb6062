/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-store-watch.h"

/* Most changes are nothing to tell, and reading does not hold up what is written: it is read first,
 * and written only when something is due. */

#define TRY_AGAIN DAVY_TIME_MINUTE

/* @next: when to look again, if nothing changes */
static void
go_on (DavyStoreWatch *self, DavyTime next)
{
  self->looking = FALSE;
  if (self->store == NULL) /* whoever was told wants no more */
    return;

  self->failed = FALSE;
  self->next = next;
  davy_alarm_clock_set (&self->alarm, next);
  if (self->again)
    davy_store_watch_look (self);
}

/* What cannot be read may be a moment later; what still cannot waits for the next change, or for
 * the moment that was known before. */
static void
go_on_after_failure (DavyStoreWatch *self, const GError *error)
{
  g_message ("%s: %s", self->kind->failure, error->message);
  self->looking = FALSE;
  if (!self->failed)
    davy_alarm_clock_set_in (&self->alarm, TRY_AGAIN);
  else
    davy_alarm_clock_set (&self->alarm,
                          self->next > davy_time_now () ? self->next : DAVY_TIME_UNSET);
  self->failed = TRUE;
  if (self->again)
    davy_store_watch_look (self);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavyStoreWatch *self = user_data;
  g_autoptr (GObject) owner = self->owner;
  g_autoptr (GError) error = NULL;
  DavyStoreLook *taken;

  davy_store_write_finish (DAVY_STORE (source), result, &error);
  if (self->store == NULL)
    return;
  if (error != NULL)
    {
      go_on_after_failure (self, error);
      return;
    }

  taken = davy_store_result_get_data (result);
  self->kind->tell (owner, taken);
  go_on (self, taken->next);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavyStoreWatch *self = user_data;
  g_autoptr (GObject) owner = self->owner;
  g_autoptr (GError) error = NULL;
  const DavyStoreLook *found;
  gpointer take;

  davy_store_read_finish (DAVY_STORE (source), result, &error);
  if (self->store == NULL)
    return;
  if (error != NULL)
    {
      go_on_after_failure (self, error);
      return;
    }

  found = davy_store_result_get_data (result);
  take = self->kind->take_new (owner, found);
  if (take == NULL)
    {
      go_on (self, found->next);
      return;
    }
  g_object_ref (owner);
  davy_store_write_async (self->store, self->kind->take, take, self->kind->look_free,
                          self->kind->touched, self->cancellable, taken_cb, self);
}

/**
 * davy_store_watch_look:
 * @self: a watch
 *
 * Looks at the store now, or once more when it is being looked at.
 */
void
davy_store_watch_look (DavyStoreWatch *self)
{
  self->again = self->looking;
  if (self->looking)
    return;

  self->looking = TRUE;
  g_object_ref (self->owner);
  davy_store_read_async (self->store, self->kind->find, self->kind->look_new (self->owner),
                         self->kind->look_free, self->cancellable, looked_cb, self);
}

static void
ring_cb (gpointer self)
{
  davy_store_watch_look (self);
}

static void
store_changed_cb (DavyStore *store, DavyStoreTables tables, DavyStoreWatch *self)
{
  if ((tables & self->kind->watched) != 0)
    davy_store_watch_look (self);
}

/**
 * davy_store_watch_begin:
 * @self: a watch, all zero; a part of @owner, which clears it when it is disposed of
 * @kind: what it watches for, valid as long as @self
 * @owner: for whom
 * @store: what it looks at; it may be opened later
 */
void
davy_store_watch_begin (DavyStoreWatch *self,
                        const DavyStoreWatchKind *kind,
                        GObject *owner,
                        DavyStore *store)
{
  self->kind = kind;
  self->owner = owner;
  self->store = g_object_ref (store);
  self->changed_handler = g_signal_connect (store, "changed", G_CALLBACK (store_changed_cb), self);
  self->cancellable = g_cancellable_new ();
  self->alarm.ring = ring_cb;
  self->alarm.data = self;
  davy_store_watch_look (self);
}

/**
 * davy_store_watch_clear:
 * @self: a watch, which looks no more; it may have been cleared before
 */
void
davy_store_watch_clear (DavyStoreWatch *self)
{
  if (self->store == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  davy_alarm_clock_clear (&self->alarm);
  g_clear_signal_handler (&self->changed_handler, self->store);
  g_clear_object (&self->store);
}
