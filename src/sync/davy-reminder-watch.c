/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-reminder-watch.h"

#include "sync/davy-store-watch.h"

/* Looks at the reminders when a case changed, or what is at stake did, and when the first of them
 * is due. */

struct _DavyReminderWatch
{
  GObject parent_instance;

  DavyStoreWatch watch;
};

typedef enum
{
  SIGNAL_DUE,
  SIGNAL_LAST,
} DavyReminderWatchSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyReminderWatch, davy_reminder_watch, G_TYPE_OBJECT)

typedef struct
{
  DavyStoreLook look; /* until the first of the others is due */
  GPtrArray *due;     /* (nullable): those that are given now */
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
    found->look.next = ((DavyReminder *) g_ptr_array_index (reminders, 0))->due;

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
          found->look.next = first->due;
          break;
        }
      if (!davy_db_put_reminded (db, first, error))
        return FALSE;
      g_ptr_array_add (found->due, g_ptr_array_steal_index (reminders, 0));
    }

  return TRUE;
}

static gpointer
look_for_next (gpointer owner)
{
  return g_new0 (Look, 1);
}

static gpointer
take_what_is_due (gpointer owner, gconstpointer data)
{
  const Look *found = data;
  gboolean is_due = found->look.next != DAVY_TIME_UNSET && found->look.next <= davy_time_now ();

  return is_due ? g_new0 (Look, 1) : NULL;
}

static void
tell (gpointer owner, gpointer data)
{
  const Look *taken = data;

  for (guint i = 0; i < taken->due->len; i++)
    g_signal_emit (owner, signals[SIGNAL_DUE], 0, g_ptr_array_index (taken->due, i));
}

static const DavyStoreWatchKind kind = {
  .watched = DAVY_TABLE_CASES | DAVY_TABLE_ALERTS,
  .touched = DAVY_TABLE_CASES,
  .failure = "The reminders cannot be read",
  .look_new = look_for_next,
  .take_new = take_what_is_due,
  .look_free = look_free,
  .find = find_next,
  .take = give_due,
  .tell = tell,
};

static void
davy_reminder_watch_dispose (GObject *object)
{
  davy_store_watch_clear (&DAVY_REMINDER_WATCH (object)->watch);

  G_OBJECT_CLASS (davy_reminder_watch_parent_class)->dispose (object);
}

static void
davy_reminder_watch_class_init (DavyReminderWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_reminder_watch_dispose;

  /* A #DavyReminder is due; it is given once. */
  signals[SIGNAL_DUE] = g_signal_new ("due", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
davy_reminder_watch_init (DavyReminderWatch *self)
{
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

  davy_store_watch_begin (&self->watch, &kind, G_OBJECT (self), store);

  return self;
}
