/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-reminder-watch.h"

#include "sync/davy-alarm-clock.h"

/* Looks at the reminders when a case changed, or what is at stake did, and when the first of them
 * is due. */

struct _DavyReminderWatch
{
  GObject parent_instance;

  DavyStore *store;
  GCancellable *cancellable;
  DavyAlarmClock alarm;
  gboolean looking;
  gboolean again; /* something changed while it was looked at */
};

typedef enum
{
  SIGNAL_DUE,
  SIGNAL_LAST,
} DavyReminderWatchSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyReminderWatch, davy_reminder_watch, G_TYPE_OBJECT)

static void look (DavyReminderWatch *self);

typedef struct
{
  GPtrArray *due; /* (nullable): those that are given now */
  DavyTime next;  /* when the first of the others is due; DAVY_TIME_UNSET: there is none */
} Look;

static void
look_free (gpointer data)
{
  Look *found = data;

  g_clear_pointer (&found->due, g_ptr_array_unref);
  g_free (found);
}

static gboolean
find_next (DavyDb *db, gpointer data, GError **error)
{
  Look *found = data;
  g_autoptr (GPtrArray) reminders = davy_db_list_reminders (db, error);

  if (reminders == NULL)
    return FALSE;
  if (reminders->len > 0)
    found->next = ((DavyReminder *) g_ptr_array_index (reminders, 0))->due;

  return TRUE;
}

/* What is due is written down as given in the transaction that finds it, and stays so: it is never
 * given twice. */
static gboolean
give_due (DavyDb *db, gpointer data, GError **error)
{
  Look *found = data;
  g_autoptr (GPtrArray) reminders = davy_db_list_reminders (db, error);
  DavyTime now = davy_time_now ();

  if (reminders == NULL)
    return FALSE;
  found->due = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_reminder_free);
  while (reminders->len > 0)
    {
      DavyReminder *first = g_ptr_array_index (reminders, 0);

      if (first->due > now)
        {
          found->next = first->due;
          break;
        }
      if (!davy_db_put_reminded (db, first, error))
        return FALSE;
      g_ptr_array_add (found->due, g_ptr_array_steal_index (reminders, 0));
    }

  return TRUE;
}

/* Returns: (nullable): what was found; NULL when there is nothing to go on with */
static Look *
take_found (DavyReminderWatch *self, GAsyncResult *result, const GError *error)
{
  self->looking = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return NULL;
  if (error != NULL)
    {
      g_message ("The reminders cannot be read: %s", error->message);
      return NULL;
    }

  return davy_store_result_get_data (result);
}

static void
go_on (DavyReminderWatch *self, DavyTime next)
{
  davy_alarm_clock_set (&self->alarm, next);
  if (self->again)
    look (self);
}

static void
given_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyReminderWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  Look *found;

  davy_store_write_finish (DAVY_STORE (source), result, &error);
  found = take_found (self, result, error);
  if (found == NULL)
    return;

  for (guint i = 0; i < found->due->len; i++)
    g_signal_emit (self, signals[SIGNAL_DUE], 0, g_ptr_array_index (found->due, i));
  go_on (self, found->next);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyReminderWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  Look *found;

  davy_store_read_finish (DAVY_STORE (source), result, &error);
  found = take_found (self, result, error);
  if (found == NULL)
    return;

  if (found->next == DAVY_TIME_UNSET || found->next > davy_time_now ())
    {
      go_on (self, found->next);
      return;
    }
  self->looking = TRUE;
  davy_store_write_async (self->store, give_due, g_new0 (Look, 1), look_free, DAVY_TABLE_CASES,
                          self->cancellable, given_cb, g_object_ref (self));
}

static void
look (DavyReminderWatch *self)
{
  self->again = self->looking;
  if (self->looking)
    return;

  self->looking = TRUE;
  davy_store_read_async (self->store, find_next, g_new0 (Look, 1), look_free, self->cancellable,
                         looked_cb, g_object_ref (self));
}

static void
ring_cb (gpointer self)
{
  look (self);
}

static void
store_changed_cb (DavyReminderWatch *self, DavyStoreTables tables)
{
  if ((tables & (DAVY_TABLE_CASES | DAVY_TABLE_ALERTS)) != 0)
    look (self);
}

static void
davy_reminder_watch_dispose (GObject *object)
{
  DavyReminderWatch *self = DAVY_REMINDER_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  davy_alarm_clock_clear (&self->alarm);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (davy_reminder_watch_parent_class)->dispose (object);
}

static void
davy_reminder_watch_finalize (GObject *object)
{
  g_object_unref (DAVY_REMINDER_WATCH (object)->cancellable);

  G_OBJECT_CLASS (davy_reminder_watch_parent_class)->finalize (object);
}

static void
davy_reminder_watch_class_init (DavyReminderWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_reminder_watch_dispose;
  object_class->finalize = davy_reminder_watch_finalize;

  /* A #DavyReminder is due; it is given once. */
  signals[SIGNAL_DUE] = g_signal_new ("due", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
davy_reminder_watch_init (DavyReminderWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->alarm.ring = ring_cb;
  self->alarm.data = self;
}

/**
 * davy_reminder_watch_new:
 * @store: where the cases are; it may be opened later
 *
 * Returns: (transfer full): what tells by `due` when a reminder's time has come
 */
DavyReminderWatch *
davy_reminder_watch_new (DavyStore *store)
{
  DavyReminderWatch *self = g_object_new (DAVY_TYPE_REMINDER_WATCH, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  look (self);

  return self;
}
