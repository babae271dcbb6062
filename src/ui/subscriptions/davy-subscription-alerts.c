/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-subscription-alerts.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "ui/common/davy-frames.h"
#include "ui/common/davy-severity-mark.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/common/davy-words.h"

/* The alerts of one subscription, of which there may be thousands: a few, and more when asked. */

#define FIRST_ROWS 5
#define MORE_ROWS  20

struct _DavySubscriptionAlerts
{
  AdwBin parent_instance;

  GtkListBox *rows;
  GtkWidget *more;

  DavyRowList *alerts; /* (nullable) */
  GListStore *shown;   /* of DavyAlert: the first of them */
  guint wanted;
  gboolean queued;
};

G_DEFINE_FINAL_TYPE (DavySubscriptionAlerts, davy_subscription_alerts, ADW_TYPE_BIN)

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  DavyAlert *alert = item;
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *mark = davy_severity_mark_new ();
  g_autofree char *what = davy_words_alert_what (alert);
  g_autofree char *owner = davy_words_alert_owner (alert);
  g_autofree char *time = davy_format_recent (DAVY_LANGUAGE_WINDOW, davy_alert_get_created (alert));
  g_autofree char *severity =
      davy_words_severity (davy_alert_get_severity (alert), davy_alert_get_severity_text (alert));
  g_autofree char *facts =
      /* Translators: severity, status, time of an alert. */
      g_strdup_printf (C_ ("alert", "%1$s · %2$s · %3$s"), severity, owner, time);

  davy_severity_mark_set_severity (DAVY_SEVERITY_MARK (mark), davy_alert_get_severity (alert));
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (row, mark);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), what);
  adw_action_row_set_subtitle (row, facts);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "alert", g_object_ref (alert), g_object_unref);

  return GTK_WIDGET (row);
}

static gboolean
is_shown (DavySubscriptionAlerts *self, GPtrArray *first)
{
  GListModel *shown = G_LIST_MODEL (self->shown);

  if (g_list_model_get_n_items (shown) != first->len)
    return FALSE;
  for (guint i = 0; i < first->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (shown, i);

      if (item != g_ptr_array_index (first, i))
        return FALSE;
    }

  return TRUE;
}

static void
show_first (GtkWidget *widget)
{
  DavySubscriptionAlerts *self = DAVY_SUBSCRIPTION_ALERTS (widget);
  GListModel *all = G_LIST_MODEL (self->alerts);
  guint n = all != NULL ? g_list_model_get_n_items (all) : 0;
  g_autoptr (GPtrArray) first = g_ptr_array_new_with_free_func (g_object_unref);

  self->queued = FALSE;
  for (guint i = 0; i < MIN (n, self->wanted); i++)
    g_ptr_array_add (first, g_list_model_get_item (all, i));
  if (!is_shown (self, first))
    g_list_store_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)),
                         first->pdata, first->len);
  gtk_widget_set_visible (self->more, n > self->wanted);
}

static void
alerts_changed_cb (DavySubscriptionAlerts *self)
{
  if (self->queued)
    return;

  self->queued = TRUE;
  davy_frames_later (GTK_WIDGET (self), show_first);
}

/* The button may go, and the focus with it: it moves to the first row that came. */
static void
more_clicked_cb (DavySubscriptionAlerts *self)
{
  guint before = self->wanted;

  self->wanted += MORE_ROWS;
  show_first (GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, (int) before)));
}

static void
row_activated_cb (DavySubscriptionAlerts *self, GtkListBoxRow *row)
{
  DavyAlert *alert = g_object_get_data (G_OBJECT (row), "alert");

  gtk_widget_activate_action (GTK_WIDGET (self), "app.show-alert", "x", davy_alert_get_id (alert));
}

static void
davy_subscription_alerts_dispose (GObject *object)
{
  DavySubscriptionAlerts *self = DAVY_SUBSCRIPTION_ALERTS (object);

  if (self->rows != NULL)
    gtk_list_box_bind_model (self->rows, NULL, NULL, NULL, NULL);
  g_clear_object (&self->shown);
  g_clear_object (&self->alerts);

  G_OBJECT_CLASS (davy_subscription_alerts_parent_class)->dispose (object);
}

static void
davy_subscription_alerts_class_init (DavySubscriptionAlertsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_subscription_alerts_dispose;

  g_type_ensure (DAVY_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/subscriptions/davy-subscription-alerts.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionAlerts, rows);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionAlerts, more);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
}

static void
davy_subscription_alerts_init (DavySubscriptionAlerts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->wanted = FIRST_ROWS;
  self->shown = g_list_store_new (DAVY_TYPE_ALERT);
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (self->shown), create_row, NULL, NULL);
}

/**
 * davy_subscription_alerts_set_list:
 * @self: a list
 * @alerts: (nullable): the alerts of one subscription
 *
 * Shows the first few of them.
 */
void
davy_subscription_alerts_set_list (DavySubscriptionAlerts *self, DavyRowList *alerts)
{
  g_return_if_fail (DAVY_IS_SUBSCRIPTION_ALERTS (self));

  if (self->alerts != NULL)
    g_signal_handlers_disconnect_by_func (self->alerts, alerts_changed_cb, self);
  g_set_object (&self->alerts, alerts);
  self->wanted = FIRST_ROWS;
  if (alerts != NULL)
    g_signal_connect_object (alerts, "items-changed", G_CALLBACK (alerts_changed_cb), self,
                             G_CONNECT_SWAPPED);
  show_first (GTK_WIDGET (self));
}
