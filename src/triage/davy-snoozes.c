/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-snoozes.h"

#include "triage/davy-reminder.h"

/* Read anew whenever a case changes; few cases are ever put aside at a time. */

struct _DavySnoozes
{
  GObject parent_instance;

  DavyStore *store;
  GCancellable *cancellable;
  GPtrArray *reminders; /* (nullable): DavyReminder, of all kinds */
};

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_LAST,
} DavySnoozesSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavySnoozes, davy_snoozes, G_TYPE_OBJECT)

typedef struct
{
  GPtrArray *reminders; /* (nullable) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->reminders, g_ptr_array_unref);
  g_free (reading);
}

static gboolean
read_reminders (DavyDb *db, gpointer data, GError **error)
{
  Reading *reading = data;

  reading->reminders = davy_db_list_reminders (db, error);

  return reading->reminders != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavySnoozes) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading;

  if (!davy_store_read_finish (DAVY_STORE (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("What is put aside cannot be read: %s", error->message);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  reading = davy_store_result_get_data (result);
  g_clear_pointer (&self->reminders, g_ptr_array_unref);
  self->reminders = g_steal_pointer (&reading->reminders);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
read_again (DavySnoozes *self)
{
  davy_store_read_async (self->store, read_reminders, g_new0 (Reading, 1), reading_free,
                         self->cancellable, read_cb, g_object_ref (self));
}

static void
store_changed_cb (DavySnoozes *self, DavyStoreTables tables)
{
  if ((tables & DAVY_TABLE_CASES) != 0)
    read_again (self);
}

static void
davy_snoozes_dispose (GObject *object)
{
  DavySnoozes *self = DAVY_SNOOZES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (davy_snoozes_parent_class)->dispose (object);
}

static void
davy_snoozes_finalize (GObject *object)
{
  DavySnoozes *self = DAVY_SNOOZES (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->reminders, g_ptr_array_unref);

  G_OBJECT_CLASS (davy_snoozes_parent_class)->finalize (object);
}

static void
davy_snoozes_class_init (DavySnoozesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_snoozes_dispose;
  object_class->finalize = davy_snoozes_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_snoozes_init (DavySnoozes *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * davy_snoozes_new:
 * @store: where the cases are; it may be opened later
 *
 * Returns: (transfer full): what is put aside, none of it known yet
 */
DavySnoozes *
davy_snoozes_new (DavyStore *store)
{
  DavySnoozes *self = g_object_new (DAVY_TYPE_SNOOZES, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  read_again (self);

  return self;
}

/**
 * davy_snoozes_get_until:
 * @self: what is put aside
 * @account_id: (nullable): whose case
 * @azure_id: (nullable): of which subscription; letter case means nothing
 *
 * Returns: until when it is put aside; %DAVY_TIME_UNSET when it is not
 */
DavyTime
davy_snoozes_get_until (DavySnoozes *self, const char *account_id, const char *azure_id)
{
  g_return_val_if_fail (DAVY_IS_SNOOZES (self), DAVY_TIME_UNSET);

  for (guint i = 0; self->reminders != NULL && azure_id != NULL && i < self->reminders->len; i++)
    {
      const DavyReminder *reminder = g_ptr_array_index (self->reminders, i);

      if (reminder->kind == DAVY_REMINDER_SNOOZE && reminder->azure_id != NULL &&
          g_ascii_strcasecmp (reminder->azure_id, azure_id) == 0 &&
          g_strcmp0 (reminder->account_id, account_id) == 0)
        return reminder->due;
    }

  return DAVY_TIME_UNSET;
}
