/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-snooze-button.h"

#include "triage/davy-reminder.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-say.h"
#include "ui/wizard/davy-choice-row.h"

/* Puts a case aside, with an end and a reason. */

#define MORNING 9 /* o'clock */

struct _DavySnoozeButton
{
  AdwBin parent_instance;

  GtkPopover *popover;
  DavyChoiceRow *half_hour;
  GtkEditable *reason;
  GtkLabel *trouble;
  GtkWidget *snooze;

  DavyCase *subject;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (DavySnoozeButton, davy_snooze_button, ADW_TYPE_BIN)

static DavyTime
tomorrow_morning (DavyTime now)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (now / DAVY_TIME_SECOND);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (moment, 1);
  g_autoptr (GDateTime) morning =
      g_date_time_new_local (g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                             g_date_time_get_day_of_month (tomorrow), MORNING, 0, 0);

  return g_date_time_to_unix (morning) * DAVY_TIME_SECOND;
}

static DavyTime
get_end (DavySnoozeButton *self)
{
  const char *key = davy_choice_row_get_choice (self->half_hour);
  DavyTime now = davy_time_now ();

  if (g_strcmp0 (key, "tomorrow") == 0)
    return tomorrow_morning (now);

  return now + (g_strcmp0 (key, "two-hours") == 0 ? 2 * DAVY_TIME_HOUR : 30 * DAVY_TIME_MINUTE);
}

static void
snoozed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavySnoozeButton) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean snoozed = davy_case_snooze_finish (DAVY_CASE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  davy_set_busy (self->snooze, FALSE);
  if (!snoozed)
    {
      davy_say_failure (self->trouble, error);
      return;
    }
  gtk_popover_popdown (self->popover);
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
snooze_cb (DavySnoozeButton *self)
{
  davy_set_busy (self->snooze, TRUE);
  davy_say (self->trouble, NULL);
  davy_case_snooze_async (self->subject, get_end (self), gtk_editable_get_text (self->reason), NULL,
                          snoozed_cb, g_object_ref (self));
}

static void
davy_snooze_button_dispose (GObject *object)
{
  DavySnoozeButton *self = DAVY_SNOOZE_BUTTON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_snooze_button_parent_class)->dispose (object);
}

static void
davy_snooze_button_finalize (GObject *object)
{
  g_object_unref (DAVY_SNOOZE_BUTTON (object)->cancellable);

  G_OBJECT_CLASS (davy_snooze_button_parent_class)->finalize (object);
}

static void
davy_snooze_button_class_init (DavySnoozeButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_snooze_button_dispose;
  object_class->finalize = davy_snooze_button_finalize;

  g_type_ensure (DAVY_TYPE_CHOICE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-snooze-button.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySnoozeButton, popover);
  gtk_widget_class_bind_template_child (widget_class, DavySnoozeButton, half_hour);
  gtk_widget_class_bind_template_child (widget_class, DavySnoozeButton, reason);
  gtk_widget_class_bind_template_child (widget_class, DavySnoozeButton, trouble);
  gtk_widget_class_bind_template_child (widget_class, DavySnoozeButton, snooze);
  gtk_widget_class_bind_template_callback (widget_class, snooze_cb);
}

static void
davy_snooze_button_init (DavySnoozeButton *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_choice_row_set_choice (self->half_hour, "half-hour");
}

/**
 * davy_snooze_button_set_case:
 * @self: the button
 * @subject: the case that may be put aside; a closed one is not
 *
 * Offers to put the case aside; that closes the window.
 */
void
davy_snooze_button_set_case (DavySnoozeButton *self, DavyCase *subject)
{
  g_set_object (&self->subject, subject);
  gtk_widget_set_visible (GTK_WIDGET (self), !davy_case_is_closed (subject));
}
