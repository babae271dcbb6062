/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-notices.h"

#include <glib/gi18n.h>

#include "sync/davy-alert-watch.h"
#include "sync/davy-reminder-watch.h"
#include "sync/davy-verification-watch.h"
#include "ui/common/davy-alert-notice.h"
#include "ui/common/davy-reminder-words.h"
#include "ui/common/davy-verification-notice.h"

/* What the watches find goes to the desktop, and what is over is taken back from it. It is sent
 * also while the window is in front: its list may be filtered, or lie below a wizard, and whether
 * somebody is to be disturbed is for the desktop to say. What a person looks at meanwhile is seen,
 * and not told. */

#define BLINDNESS_ID "blindness"

struct _DavyNotices
{
  GObject parent_instance;

  GApplication *application; /* not owned: it owns this */
  DavyStore *store;
  GHashTable *sent; /* (element-type utf8): ids of what may stand on the desktop */
  char *blindness;  /* nullable: what was told of it */
  DavyAlertWatch *alerts;
  DavyReminderWatch *reminders;
  DavyVerificationWatch *verifications;
};

G_DEFINE_FINAL_TYPE (DavyNotices, davy_notices, G_TYPE_OBJECT)

static void
send (DavyNotices *self, const char *id, GNotification *notification)
{
  g_hash_table_add (self->sent, g_strdup (id));
  g_application_send_notification (self->application, id, notification);
}

static void
withdraw (DavyNotices *self, const char *id)
{
  g_hash_table_remove (self->sent, id);
  g_application_withdraw_notification (self->application, id);
}

/* --- alerts -------------------------------------------------------------------------------- */

static char *
dup_alert_id (gint64 row)
{
  return g_strdup_printf ("alert-%" G_GINT64_FORMAT, row);
}

static char *
dup_alerts_id (DavyNoticeKind kind)
{
  return g_strdup_printf ("alerts-%u", (guint) kind);
}

static void
send_of_many (DavyNotices *self, DavyNoticeKind kind, const DavyNoticeOfMany *many)
{
  g_autofree char *id = dup_alerts_id (kind);
  g_autoptr (GNotification) notification = NULL;

  if (many->is_over)
    withdraw (self, id);
  if (!many->is_due)
    return;
  notification = davy_alert_notice_new_of_many (kind, many);
  send (self, id, notification);
}

static void
news_cb (DavyNotices *self, const DavyNews *news)
{
  for (guint i = 0; i < news->over->len; i++)
    {
      g_autofree char *id = dup_alert_id (g_array_index (news->over, gint64, i));

      withdraw (self, id);
    }
  for (guint kind = 0; kind < DAVY_N_NOTICES; kind++)
    send_of_many (self, kind, &news->of_many[kind]);

  /* The gravest comes last, and so on top. */
  for (guint i = news->notices->len; i > 0; i--)
    {
      const DavyNotice *notice = g_ptr_array_index (news->notices, i - 1);
      g_autofree char *id = dup_alert_id (davy_alert_get_id (notice->alert));
      g_autoptr (GNotification) notification = davy_alert_notice_new (notice);

      send (self, id, notification);
    }
}

static void
snooze_alert_cb (GSimpleAction *action, GVariant *row, gpointer data)
{
  DavyNotices *self = DAVY_NOTICES (data);

  davy_store_snooze_alert (self->store, g_variant_get_int64 (row));
}

static void
snooze_alerts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyNotices *self = DAVY_NOTICES (data);
  gint64 kind = g_variant_get_int64 (parameter);

  if (kind >= 0 && kind < DAVY_N_NOTICES) /* anybody on the bus may ask */
    davy_store_snooze_alerts (self->store, (DavyNoticeKind) kind);
}

static const GActionEntry actions[] = {
  { DAVY_ACTION_SNOOZE_ALERT, snooze_alert_cb, "x" },
  { DAVY_ACTION_SNOOZE_ALERTS, snooze_alerts_cb, "x" },
};

/* --- cases --------------------------------------------------------------------------------- */

static void
reminder_due_cb (DavyNotices *self, const DavyReminder *reminder)
{
  g_autoptr (GNotification) notification = davy_reminder_words_notification (reminder);
  g_autofree char *id =
      g_strdup_printf ("case-%" G_GINT64_FORMAT "-%u", reminder->case_row, reminder->position);

  send (self, id, notification);
}

static void
looked_again_cb (DavyNotices *self, DavyCase *handled, const DavyVerification *found)
{
  g_autoptr (GNotification) notice = davy_verification_notice_new (handled, found);
  g_autofree char *id =
      g_strdup_printf ("verification-%" G_GINT64_FORMAT, davy_case_get_id (handled));

  send (self, id, notice);
}

static void
reactivated_cb (DavyNotices *self, DavyCase *handled)
{
  g_autoptr (GNotification) notice = davy_reactivation_notice_new (handled);
  g_autofree char *id =
      g_strdup_printf ("reactivation-%" G_GINT64_FORMAT, davy_case_get_id (handled));

  g_notification_set_priority (notice, G_NOTIFICATION_PRIORITY_HIGH);
  send (self, id, notice);
}

/* --- GObject ------------------------------------------------------------------------------- */

static void
davy_notices_dispose (GObject *object)
{
  DavyNotices *self = DAVY_NOTICES (object);

  g_clear_object (&self->alerts);
  g_clear_object (&self->reminders);
  g_clear_object (&self->verifications);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (davy_notices_parent_class)->dispose (object);
}

static void
davy_notices_finalize (GObject *object)
{
  g_hash_table_unref (DAVY_NOTICES (object)->sent);
  g_free (DAVY_NOTICES (object)->blindness);

  G_OBJECT_CLASS (davy_notices_parent_class)->finalize (object);
}

static void
davy_notices_class_init (DavyNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = davy_notices_dispose;
  G_OBJECT_CLASS (klass)->finalize = davy_notices_finalize;
}

static void
davy_notices_init (DavyNotices *self)
{
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * davy_notices_new:
 * @application: through which the desktop is told, registered; it outlives what is returned. It is
 *   given the actions behind the buttons
 * @context: what there is to tell of
 *
 * Returns: (transfer full): what tells the desktop for as long as it lives
 */
DavyNotices *
davy_notices_new (GApplication *application, DavyContext *context)
{
  DavyNotices *self = g_object_new (DAVY_TYPE_NOTICES, NULL);

  self->application = application;
  self->store = g_object_ref (davy_context_get_store (context));
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   self);

  self->alerts = davy_alert_watch_new (self->store, davy_context_get_sync (context));
  g_signal_connect_object (self->alerts, "news", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  self->reminders = davy_reminder_watch_new (self->store);
  g_signal_connect_object (self->reminders, "due", G_CALLBACK (reminder_due_cb), self,
                           G_CONNECT_SWAPPED);
  self->verifications =
      davy_verification_watch_new (self->store, davy_context_get_triage (context));
  g_signal_connect_object (self->verifications, "looked", G_CALLBACK (looked_again_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->verifications, "reactivated", G_CALLBACK (reactivated_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * davy_notices_tell_blindness:
 * @self: what tells the desktop
 * @why: (nullable): why the program would not hear of an alert; %NULL: it does, or a window says so
 *
 * Says so once, and takes it back when it is over. A click shows the window.
 */
void
davy_notices_tell_blindness (DavyNotices *self, const char *why)
{
  g_autoptr (GNotification) notification = NULL;

  g_return_if_fail (DAVY_IS_NOTICES (self));

  if (g_strcmp0 (why, self->blindness) == 0)
    return;
  g_free (self->blindness);
  self->blindness = g_strdup (why);
  if (why == NULL)
    {
      withdraw (self, BLINDNESS_ID);
      return;
    }
  notification = g_notification_new (_ ("Davylamp is not watching at the moment"));
  g_notification_set_body (notification, why);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  send (self, BLINDNESS_ID, notification);
}

/**
 * davy_notices_withdraw_all:
 * @self: what tells the desktop
 *
 * Takes back whatever was sent since the program started: it names customers.
 */
void
davy_notices_withdraw_all (DavyNotices *self)
{
  GHashTableIter iter;
  gpointer id;

  g_return_if_fail (DAVY_IS_NOTICES (self));

  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_application_withdraw_notification (self->application, id);
  g_hash_table_remove_all (self->sent);
}
