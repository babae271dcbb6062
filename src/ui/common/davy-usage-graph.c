/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-graph.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chart/davy-chart.h"
#include "core/davy-error.h"
#include "core/davy-format.h"
#include "store/davy-alert-list.h"
#include "store/davy-details.h"
#include "sync/davy-sync.h"
#include "ui/common/davy-frames.h"
#include "ui/common/davy-usage-days.h"
#include "ui/common/davy-usage-findings.h"

/* The usage of one subscription: what matters in words, the graph, its table, and where it comes
 * from. It reads the store, follows it, and asks for this subscription first. */

#define DAYS_SHORT 30
#define DAYS_LONG  90 /* as many as the list's amounts are worked out from */
#define MAX_ALERTS 200

struct _DavyUsageGraph
{
  AdwBin parent_instance;

  GtkWidget *range;
  GtkStack *states;
  GtkSpinner *spinner;
  GtkImage *message_icon;
  GtkLabel *message_title;
  GtkLabel *message_text;
  GtkWidget *message_button;
  GtkLabel *headline;
  GtkLabel *explanation;
  GtkLabel *last_day_name;
  GtkLabel *last_day;
  GtkLabel *expected;
  GtkLabel *month;
  GtkToggleButton *as_sum;
  GtkToggleButton *as_services;
  GtkToggleButton *as_table;
  GtkToggleButton *short_range;
  GtkToggleButton *long_range;
  GtkStack *views;
  DavyChart *chart;
  DavyUsageDays *table;
  GtkWidget *stale;
  GtkLabel *stale_text;
  GtkLabel *basis;

  DavyContext *context; /* (nullable): nothing is shown yet */
  gint64 row;
  DavyRowList *alerts; /* (nullable) */
  gboolean marks_queued;
  DavySubscription *subscription;
  DavyUsageFindings *findings; /* (nullable) */
  DavyUsageView view;
  DavyDay *alert_days;
  GCancellable *cancellable; /* of a reading under way */
  gboolean changed;          /* while one was under way */
};

G_DEFINE_FINAL_TYPE (DavyUsageGraph, davy_usage_graph, ADW_TYPE_BIN)

static void load (DavyUsageGraph *self);

static char *
read_days (guint from, guint to, gpointer data)
{
  DavyUsageGraph *self = data;

  return self->findings != NULL
             ? davy_usage_findings_dup_reading (self->findings, &self->view, from, to)
             : NULL;
}

static void
show_state (DavyUsageGraph *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->states, name);
  gtk_widget_set_visible (self->range, g_str_equal (name, "graph"));
  gtk_spinner_set_spinning (self->spinner, g_str_equal (name, "loading"));
}

static void
show_message (DavyUsageGraph *self,
              const char *icon,
              const char *title,
              const char *text,
              gboolean retry)
{
  gtk_image_set_from_icon_name (self->message_icon, icon);
  gtk_label_set_text (self->message_title, title);
  gtk_label_set_text (self->message_text, text);
  gtk_widget_set_visible (self->message_button, retry);
  show_state (self, "message");
}

/* Nothing to draw: why, and what can be done about it. */
static void
show_why_empty (DavyUsageGraph *self)
{
  switch (davy_subscription_get_usage_state (self->subscription))
    {
    case DAVY_USAGE_NO_ACCESS:
      show_message (self, "changes-prevent-symbolic", _ ("No access to the usage"),
                    _ ("This account may not read the costs of this subscription. Somebody with "
                       "rights in the customer’s tenant has to grant it the role of a reader."),
                    TRUE);
      break;

    case DAVY_USAGE_FAILED:
      show_message (self, "dialog-warning-symbolic", _ ("The usage could not be read"),
                    _ ("The service did not answer as it should. The alert can be handled "
                       "without it."),
                    TRUE);
      break;

    case DAVY_USAGE_FETCHED:
      show_message (self, "view-list-symbolic", _ ("No usage in these 90 days"),
                    _ ("The service knows of no cost for this subscription."), FALSE);
      break;

    case DAVY_USAGE_NOT_FETCHED:
    default:
      if (davy_sync_get_offline (davy_context_get_sync (self->context)))
        show_message (self, "network-offline-symbolic", _ ("Usage not fetched"),
                      _ ("It is read as soon as the service can be reached again."), TRUE);
      else
        show_state (self, "loading");
    }
}

static void
update_figures (DavyUsageGraph *self)
{
  const DavyUsageFindings *findings = self->findings;
  int last = davy_usage_findings_get_last_complete (findings);
  g_autofree char *headline = davy_usage_findings_dup_headline (findings);
  g_autofree char *explanation = davy_usage_findings_dup_explanation (findings);
  g_autofree char *basis = davy_usage_findings_dup_basis (findings);
  g_autofree char *month = davy_format_money (DAVY_LANGUAGE_WINDOW,
                                              davy_subscription_get_cost_month (self->subscription),
                                              DAVY_FORMAT_ROUNDED);
  g_autofree char *value =
      davy_usage_findings_dup_money (findings, last >= 0 ? findings->series->values[last] : NAN);
  g_autofree char *expected = davy_usage_findings_dup_money (
      findings, last >= 0 ? findings->expectation->expected[last] : NAN);
  g_autofree char *day =
      davy_format_day_recent (DAVY_LANGUAGE_WINDOW, findings->series->first + MAX (last, 0));
  /* Translators: %s is a day such as "Tue 17 Nov"; above the cost of that day. */
  g_autofree char *name = g_strdup_printf (_ ("On %s"), day);

  gtk_label_set_text (self->headline, headline);
  gtk_label_set_text (self->explanation, explanation);
  gtk_label_set_text (self->last_day_name, name);
  gtk_label_set_text (self->last_day, value);
  gtk_label_set_text (self->expected, expected);
  gtk_label_set_text (self->month, month);
  gtk_label_set_text (self->basis, basis);
  if (findings->episode != NULL && findings->episode->running)
    gtk_widget_add_css_class (GTK_WIDGET (self->headline), "excess");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->headline), "excess");
}

static void
update_stale (DavyUsageGraph *self)
{
  DavyUsageState state = davy_subscription_get_usage_state (self->subscription);

  gtk_widget_set_visible (self->stale, state == DAVY_USAGE_FAILED || state == DAVY_USAGE_NO_ACCESS);
  gtk_label_set_text (self->stale_text, state == DAVY_USAGE_NO_ACCESS
                                            ? _ ("The access to the usage has been lost since.")
                                            : _ ("It could not be read again since."));
}

static void
update_view (DavyUsageGraph *self)
{
  g_autoptr (DavyPlot) plot = NULL;
  g_autofree char *summary = NULL;
  gboolean table = gtk_toggle_button_get_active (self->as_table);

  if (self->findings == NULL)
    return;

  self->view.days = gtk_toggle_button_get_active (self->long_range) ? DAYS_LONG : DAYS_SHORT;
  self->view.by_service = gtk_toggle_button_get_active (self->as_services);
  plot = davy_usage_findings_create_plot (self->findings, &self->view);
  summary = davy_usage_findings_dup_summary (self->findings, &self->view);
  davy_chart_set_plot (self->chart, plot);
  davy_chart_set_summary (self->chart, summary);
  davy_usage_days_set_findings (self->table, table ? self->findings : NULL, self->view.days);
  gtk_stack_set_visible_child_name (self->views, table ? "table" : "chart");
}

static void
update (DavyUsageGraph *self)
{
  if (self->subscription == NULL || self->findings == NULL)
    return;
  if (!davy_usage_findings_has_values (self->findings))
    {
      show_why_empty (self);
      return;
    }

  update_figures (self);
  update_stale (self);
  update_view (self);
  show_state (self, "graph");
}

/* Of a group two change: the one that is left is not asked. */
static void
view_toggled_cb (DavyUsageGraph *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    update_view (self);
}

static void
retry_clicked_cb (DavyUsageGraph *self)
{
  davy_sync_fetch_subscription (davy_context_get_sync (self->context), self->row);
  if (!davy_usage_findings_has_values (self->findings))
    show_state (self, "loading");
}

/* From anywhere in the window; of several graphs the one that is seen answers. */
static gboolean
toggle_table_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DavyUsageGraph *self = DAVY_USAGE_GRAPH (widget);
  gboolean table = gtk_toggle_button_get_active (self->as_table);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->as_table)))
    return FALSE;

  gtk_toggle_button_set_active (table ? self->as_sum : self->as_table, TRUE);

  return TRUE;
}

static void
add_shortcut (DavyUsageGraph *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_t, GDK_CONTROL_MASK),
                                            gtk_callback_action_new (toggle_table_cb, NULL, NULL));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
mark_alerts (GtkWidget *widget)
{
  DavyUsageGraph *self = DAVY_USAGE_GRAPH (widget);
  GListModel *alerts = G_LIST_MODEL (self->alerts);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (DavyDay));
  guint n = alerts != NULL ? MIN (g_list_model_get_n_items (alerts), MAX_ALERTS) : 0;

  self->marks_queued = FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DavyAlert) alert = g_list_model_get_item (alerts, i);
      DavyDay day = davy_day_from_time (davy_alert_get_created (alert));

      if (davy_alert_get_created (alert) != DAVY_TIME_UNSET)
        g_array_append_val (days, day);
    }
  if (days->len == self->view.n_alerts &&
      (days->len == 0 || memcmp (days->data, self->alert_days, days->len * sizeof (DavyDay)) == 0))
    return;

  g_free (self->alert_days);
  self->view.n_alerts = days->len;
  self->alert_days = (DavyDay *) (gpointer) g_array_free (g_steal_pointer (&days), FALSE);
  self->view.alerts = self->alert_days;
  update_view (self);
}

static void
alerts_changed_cb (DavyUsageGraph *self)
{
  if (self->marks_queued)
    return;

  self->marks_queued = TRUE;
  davy_frames_later (GTK_WIDGET (self), mark_alerts);
}

static void
finish_loading (DavyUsageGraph *self)
{
  g_clear_object (&self->cancellable);
  if (self->changed)
    load (self);
}

static void
report_failure (DavyUsageGraph *self, const GError *error)
{
  g_autofree char *sentence = davy_error_dup_sentence (error);

  show_message (self, "dialog-warning-symbolic", _ ("The usage could not be read"), sentence,
                FALSE);
  finish_loading (self);
}

static void
usage_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  DavyUsageTable *table = davy_store_load_usage_finish (DAVY_STORE (source), result, &error);
  DavyUsageGraph *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (table == NULL)
    {
      report_failure (self, error);
      return;
    }

  davy_usage_days_set_findings (self->table, NULL, 0);
  g_clear_pointer (&self->findings, davy_usage_findings_free);
  self->findings = davy_usage_findings_new (table);
  update (self);
  finish_loading (self);
}

/* During a refresh the store changes many times, but not this subscription. */
static gboolean
is_shown (DavyUsageGraph *self, DavySubscription *subscription)
{
  return self->findings != NULL && self->subscription != NULL &&
         davy_subscription_get_revision (self->subscription) ==
             davy_subscription_get_revision (subscription) &&
         davy_subscription_get_usage_fetched_at (self->subscription) ==
             davy_subscription_get_usage_fetched_at (subscription);
}

static void
subscription_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavySubscription) subscription =
      davy_store_get_subscription_finish (DAVY_STORE (source), result, &error);
  DavyDay today = davy_day_from_time (davy_time_now ());
  DavyUsageGraph *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (subscription == NULL)
    {
      report_failure (self, error);
      return;
    }

  if (is_shown (self, subscription))
    {
      finish_loading (self);
      return;
    }

  g_set_object (&self->subscription, subscription);
  davy_store_load_usage_async (DAVY_STORE (source), self->row, DAVY_DIMENSION_SERVICE,
                               today - DAYS_LONG + 1, today, self->cancellable, usage_loaded_cb,
                               self);
}

static void
load (DavyUsageGraph *self)
{
  self->changed = FALSE;
  self->cancellable = g_cancellable_new ();
  davy_store_get_subscription_async (davy_context_get_store (self->context), self->row,
                                     self->cancellable, subscription_read_cb, self);
}

static void
store_changed_cb (DavyStore *store, DavyStoreTables tables, DavyUsageGraph *self)
{
  if ((tables & (DAVY_TABLE_USAGE | DAVY_TABLE_SUBSCRIPTIONS)) == 0)
    return;

  if (self->cancellable != NULL)
    self->changed = TRUE;
  else
    load (self);
}

static void
offline_changed_cb (DavySync *sync, GParamSpec *pspec, DavyUsageGraph *self)
{
  update (self);
}

static void
leave (DavyUsageGraph *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->alerts != NULL)
    g_signal_handlers_disconnect_by_data (self->alerts, self);
  if (self->context != NULL)
    {
      g_signal_handlers_disconnect_by_data (davy_context_get_store (self->context), self);
      g_signal_handlers_disconnect_by_data (davy_context_get_sync (self->context), self);
    }
  if (self->table != NULL)
    davy_usage_days_set_findings (self->table, NULL, 0);
  g_clear_pointer (&self->findings, davy_usage_findings_free);
  g_clear_object (&self->alerts);
  g_clear_object (&self->subscription);
  g_clear_object (&self->context);
  g_clear_pointer (&self->alert_days, g_free);
  self->view = (DavyUsageView){ .days = DAYS_LONG };
}

static void
davy_usage_graph_dispose (GObject *object)
{
  DavyUsageGraph *self = DAVY_USAGE_GRAPH (object);

  leave (self);

  G_OBJECT_CLASS (davy_usage_graph_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, range);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, states);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, message_icon);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, message_title);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, message_text);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, message_button);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, headline);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, explanation);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, last_day_name);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, last_day);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, expected);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, month);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, as_sum);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, as_services);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, as_table);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, short_range);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, long_range);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, views);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, chart);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, table);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, stale);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, stale_text);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, basis);
}

static void
davy_usage_graph_class_init (DavyUsageGraphClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_usage_graph_dispose;

  g_type_ensure (DAVY_TYPE_CHART);
  g_type_ensure (DAVY_TYPE_USAGE_DAYS);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-usage-graph.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, view_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
davy_usage_graph_init (DavyUsageGraph *self)
{
  self->view.days = DAYS_LONG;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_shortcut (self);
  davy_chart_set_label (self->chart, _ ("Usage graph"));
  davy_chart_set_reading (self->chart, read_days, self, NULL);
}

/**
 * davy_usage_graph_show:
 * @self: a graph
 * @context: the store to read, and who refreshes it
 * @subscription_row: which subscription
 *
 * Shows the usage of a subscription, what is known at once, and has it fetched before others.
 */
void
davy_usage_graph_show (DavyUsageGraph *self, DavyContext *context, gint64 subscription_row)
{
  DavyAlertQuery query = { .subscription_row = subscription_row, .sort = DAVY_ALERT_SORT_NEWEST };
  DavyStore *store = davy_context_get_store (context);

  g_return_if_fail (DAVY_IS_USAGE_GRAPH (self));

  if (self->context == context && self->row == subscription_row)
    return;

  leave (self);
  self->context = g_object_ref (context);
  self->row = subscription_row;
  self->alerts = davy_alert_list_new (store);
  g_signal_connect_object (self->alerts, "items-changed", G_CALLBACK (alerts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  g_signal_connect_object (davy_context_get_sync (self->context), "notify::offline",
                           G_CALLBACK (offline_changed_cb), self, 0);
  davy_alert_list_set_query (self->alerts, &query);
  show_state (self, "waiting");
  load (self);
  davy_sync_fetch_subscription (davy_context_get_sync (self->context), subscription_row);
}
