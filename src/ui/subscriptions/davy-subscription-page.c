/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-subscription-page.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "store/davy-alert-list.h"
#include "store/davy-details.h"
#include "ui/common/davy-access-panel.h"
#include "ui/common/davy-alert-more.h"
#include "ui/common/davy-alert-summary.h"
#include "ui/common/davy-copy-button.h"
#include "ui/common/davy-frames.h"
#include "ui/common/davy-launch.h"
#include "ui/common/davy-standing-list.h"
#include "ui/common/davy-stop-button.h"
#include "ui/common/davy-usage-graph.h"
#include "ui/common/davy-words.h"
#include "ui/subscriptions/davy-own-answers.h"
#include "ui/subscriptions/davy-subscription-alerts.h"
#include "ui/subscriptions/davy-subscription-siblings.h"
#include "ui/subscriptions/davy-usage-figures.h"

/* Everything about one subscription in one column, in the order of the questions: what was
 * detected, what has been used, is the account in good standing, what was there before. */

struct _DavySubscriptionPage
{
  AdwBin parent_instance;

  GtkStack *states;
  GtkScrolledWindow *scroller;
  GtkLabel *customer;
  GtkLabel *subscription_facts;
  DavyCopyButton *subscription_id;
  DavyCopyButton *tenant_id;
  GtkWidget *portal;
  GtkWidget *detected;
  DavyAlertSummary *summary;
  DavyOwnAnswers *answers;
  GtkWidget *handle;
  DavyStopButton *stop;
  GtkWidget *ask;
  GtkWidget *write;
  GtkWidget *usage;
  DavyUsageGraph *graph;
  DavyUsageFigures *figures;
  DavySubscriptionSiblings *siblings;
  GtkWidget *rest;
  DavyStandingList *standing;
  DavyAccessPanel *access;
  GtkWidget *more_section;
  DavyAlertMore *more;
  DavySubscriptionAlerts *others;

  DavyContext *context;
  gint64 asked_subscription_row;
  gint64 subscription_row; /* 0: only the alert is known */
  gint64 asked_alert_row;  /* 0: whichever is most urgent */
  gint64 alert_row;        /* 0: none chosen yet */
  DavySubscription *subscription;
  DavyAlertDetails *details; /* (nullable): read, to be shown in a moment */
  DavyAlert *alert;
  DavyRowList *alerts;
  guint tick;
  guint frames;              /* since there is something to show for the first time */
  GCancellable *cancellable; /* of what is read for the page that is shown */
};

G_DEFINE_FINAL_TYPE (DavySubscriptionPage, davy_subscription_page, ADW_TYPE_BIN)

static void read_alert (DavySubscriptionPage *self);

/* "Produktion · Azure plan · Active" */
static char *
dup_subscription_facts (DavySubscription *subscription)
{
  g_autofree char *kind = davy_words_subscription_kind (davy_subscription_get_kind (subscription));
  g_autofree char *state = davy_words_subscription_state (
      davy_subscription_get_state (subscription), davy_subscription_get_state_text (subscription));
  const char *name = davy_subscription_get_name (subscription);

  if (name == NULL)
    /* Translators: how a subscription is sold, then its state. */
    return g_strdup_printf (C_ ("subscription", "%1$s · %2$s"), kind, state);

  /* Translators: a subscription's name, how it is sold, its state. */
  return g_strdup_printf (C_ ("subscription", "%1$s · %2$s · %3$s"), name, kind, state);
}

static void
show_head (DavySubscriptionPage *self,
           const char *customer,
           const char *facts,
           const char *reseller,
           const char *azure_id,
           const char *tenant_id)
{
  g_autofree char *with_reseller = NULL;

  if (facts != NULL && reseller != NULL)
    /* Translators: what is known of a subscription, then the reseller between us and the customer.
     */
    with_reseller = g_strdup_printf (C_ ("subscription", "%1$s · via %2$s"), facts, reseller);

  gtk_label_set_text (self->customer, customer != NULL ? customer : tenant_id);
  gtk_label_set_text (self->subscription_facts, with_reseller != NULL ? with_reseller
                                                : facts != NULL       ? facts
                                                                      : "");
  davy_copy_button_set_text (self->subscription_id, _ ("subscription ID"), azure_id);
  davy_copy_button_set_text (self->tenant_id, _ ("customer tenant ID"), tenant_id);
  gtk_widget_set_visible (self->portal, azure_id != NULL && tenant_id != NULL);
}

static void
show_rest (GtkWidget *widget)
{
  gtk_widget_set_visible (DAVY_SUBSCRIPTION_PAGE (widget)->rest, TRUE);
}

/* What stands below the graph comes after what is seen first. */
static void
show_page (GtkWidget *widget)
{
  gtk_stack_set_visible_child_name (DAVY_SUBSCRIPTION_PAGE (widget)->states, "page");
  davy_frames_later (widget, show_rest);
}

static void
update_head (DavySubscriptionPage *self)
{
  const char *account_id = NULL;
  const char *tenant_id = NULL;

  if (self->subscription != NULL)
    {
      g_autofree char *facts = dup_subscription_facts (self->subscription);

      davy_usage_figures_set_subscription (self->figures, self->subscription);
      davy_subscription_siblings_show (self->siblings, self->context, self->subscription);
      account_id = davy_subscription_get_account_id (self->subscription);
      tenant_id = davy_subscription_get_customer_tenant_id (self->subscription);
      show_head (self, davy_subscription_get_customer_name (self->subscription), facts,
                 davy_subscription_get_reseller_name (self->subscription),
                 davy_subscription_get_azure_id (self->subscription), tenant_id);
    }
  else if (self->alert != NULL)
    {
      account_id = davy_alert_get_account_id (self->alert);
      tenant_id = davy_alert_get_customer_tenant_id (self->alert);
      show_head (self, davy_alert_get_customer_name (self->alert),
                 davy_alert_get_subscription_name (self->alert),
                 davy_alert_get_reseller_name (self->alert), davy_alert_get_azure_id (self->alert),
                 tenant_id);
    }

  if (account_id != NULL && tenant_id != NULL)
    {
      davy_standing_list_show (self->standing, self->context, account_id, tenant_id);
      davy_access_panel_show (self->access, self->context, account_id, tenant_id, FALSE);
    }
  gtk_widget_set_visible (self->usage, self->subscription_row != 0);
  if (gtk_widget_get_visible (self->rest))
    gtk_stack_set_visible_child_name (self->states, "page");
  else
    davy_frames_later (GTK_WIDGET (self), show_page);
}

static void
show_missing (DavySubscriptionPage *self, const GError *error)
{
  if (error != NULL)
    g_debug ("A page could not be read: %s", error->message);
  gtk_stack_set_visible_child_name (self->states, "missing");
}

static void
subscription_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavySubscription) subscription =
      davy_store_get_subscription_finish (DAVY_STORE (source), result, &error);
  DavySubscriptionPage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (subscription == NULL)
    {
      show_missing (self, error);
      return;
    }

  /* During a refresh the store changes many times, but not this subscription. */
  if (davy_subscription_has_usage_of (subscription, self->subscription))
    return;

  g_set_object (&self->subscription, subscription);
  update_head (self);
}

static void adopt_subscription (DavySubscriptionPage *self, gint64 subscription_row);

/* What can be done about the alert. One of ours has no status at Microsoft to be handled, and no
 * case once it is over. */
static void
show_ways (DavySubscriptionPage *self)
{
  gboolean open = davy_alert_is_open (self->alert);
  gboolean own = davy_alert_is_own (self->alert);

  gtk_widget_set_visible (self->handle, open && !own);
  gtk_button_set_label (GTK_BUTTON (self->ask),
                        own ? _ ("_Report a missed alert…") : _ ("Ask _Microsoft…"));
  gtk_widget_set_visible (self->ask, open || !own);
  gtk_widget_set_visible (self->write, open || !own);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->handle), "x", self->alert_row);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->ask), "x", self->alert_row);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->write), "x", self->alert_row);
  if (open)
    davy_stop_button_set_alert (self->stop, self->alert_row);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->stop), FALSE);
}

static void
show_alert (GtkWidget *widget)
{
  DavySubscriptionPage *self = DAVY_SUBSCRIPTION_PAGE (widget);
  g_autoptr (DavyAlertDetails) details = g_steal_pointer (&self->details);

  /* Another is asked for by now, or a later reading was shown. */
  if (details == NULL)
    return;

  g_set_object (&self->alert, details->alert);
  gtk_widget_set_visible (self->detected, TRUE);
  davy_alert_summary_set_alert (self->summary, details->alert);
  gtk_widget_set_visible (self->more_section, davy_alert_more_set_details (self->more, details));
  davy_own_answers_set_alert (self->answers, self->context, self->alert);
  show_ways (self);
  if (self->subscription_row == 0 && davy_alert_get_subscription_row (self->alert) != 0)
    adopt_subscription (self, davy_alert_get_subscription_row (self->alert));
  else if (self->subscription == NULL && self->subscription_row == 0)
    update_head (self);
}

static void
alert_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAlertDetails) details =
      davy_store_get_alert_finish (DAVY_STORE (source), result, &error);
  DavySubscriptionPage *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (details != NULL && self->alert != NULL &&
      davy_alert_get_id (self->alert) == davy_alert_get_id (details->alert) &&
      davy_alert_get_revision (self->alert) == davy_alert_get_revision (details->alert))
    return;

  g_clear_pointer (&self->details, davy_alert_details_free);
  if (details == NULL)
    {
      gtk_widget_set_visible (self->detected, FALSE);
      gtk_widget_set_visible (self->more_section, FALSE);
      if (self->subscription_row == 0)
        show_missing (self, error);
      return;
    }

  self->details = g_steal_pointer (&details);
  davy_frames_later (GTK_WIDGET (self), show_alert);
}

static void
read_subscription (DavySubscriptionPage *self)
{
  if (self->subscription_row != 0)
    davy_store_get_subscription_async (davy_context_get_store (self->context),
                                       self->subscription_row, self->cancellable,
                                       subscription_read_cb, self);
}

static void
read_alert (DavySubscriptionPage *self)
{
  if (self->alert_row != 0)
    davy_store_get_alert_async (davy_context_get_store (self->context), self->alert_row,
                                self->cancellable, alert_read_cb, self);
}

/* Opened without an alert: the most urgent open one is what was detected. */
static void
choose_alert (DavySubscriptionPage *self)
{
  g_autoptr (DavyAlert) first = NULL;

  if (self->alert_row != 0)
    return;

  first = g_list_model_get_item (G_LIST_MODEL (self->alerts), 0);
  if (first == NULL || !davy_alert_is_open (first))
    return;

  self->alert_row = davy_alert_get_id (first);
  read_alert (self);
}

static void
alerts_changed_cb (GListModel *alerts,
                   guint position,
                   guint removed,
                   guint added,
                   DavySubscriptionPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->others), g_list_model_get_n_items (alerts) > 1);
  choose_alert (self);
}

static void
portal_clicked_cb (DavySubscriptionPage *self)
{
  const char *tenant_id = self->subscription != NULL
                              ? davy_subscription_get_customer_tenant_id (self->subscription)
                              : davy_alert_get_customer_tenant_id (self->alert);
  const char *azure_id = self->subscription != NULL
                             ? davy_subscription_get_azure_id (self->subscription)
                             : davy_alert_get_azure_id (self->alert);
  g_autofree char *tenant = g_uri_escape_string (tenant_id, NULL, FALSE);
  g_autofree char *subscription = g_uri_escape_string (azure_id, NULL, FALSE);
  g_autofree char *uri = g_strdup_printf (
      "https://portal.azure.com/#@%s/resource/subscriptions/%s/overview", tenant, subscription);

  davy_launch_uri (GTK_WIDGET (self), uri);
}

static void
store_changed_cb (DavyStore *store, DavyStoreTables tables, DavySubscriptionPage *self)
{
  if (self->cancellable == NULL)
    return;
  if ((tables & (DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_CUSTOMERS)) != 0)
    read_subscription (self);
  if ((tables & DAVY_TABLE_ALERTS) != 0 || self->subscription_row == 0)
    read_alert (self);
}

static void
leave (DavySubscriptionPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->alerts != NULL)
    g_signal_handlers_disconnect_by_data (self->alerts, self);
  if (self->others != NULL)
    davy_subscription_alerts_set_list (self->others, NULL);
  g_clear_object (&self->alerts);
  g_clear_pointer (&self->details, davy_alert_details_free);
  g_clear_object (&self->alert);
  g_clear_object (&self->subscription);
}

static void
show_alerts (DavySubscriptionPage *self)
{
  DavyAlertQuery query = { .subscription_row = self->subscription_row,
                           .sort = DAVY_ALERT_SORT_URGENCY,
                           .with_tests = TRUE };

  gtk_widget_set_visible (GTK_WIDGET (self->others), FALSE);
  if (self->subscription_row == 0)
    return;

  self->alerts = davy_alert_list_new (davy_context_get_store (self->context));
  g_signal_connect_object (self->alerts, "items-changed", G_CALLBACK (alerts_changed_cb), self, 0);
  davy_subscription_alerts_set_list (self->others, self->alerts);
  davy_alert_list_set_query (self->alerts, &query);
}

static void
show_subscription (DavySubscriptionPage *self)
{
  if (self->subscription_row != 0)
    {
      davy_usage_graph_show (self->graph, self->context, self->subscription_row);
      davy_usage_figures_show (self->figures, self->context, self->subscription_row);
    }
  read_subscription (self);
  show_alerts (self);
}

/* An alert is known before its subscription is: the refresh has fetched it in the meantime. */
static void
adopt_subscription (DavySubscriptionPage *self, gint64 subscription_row)
{
  self->subscription_row = subscription_row;
  show_subscription (self);
}

static void
davy_subscription_page_dispose (GObject *object)
{
  DavySubscriptionPage *self = DAVY_SUBSCRIPTION_PAGE (object);

  leave (self);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_subscription_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, states);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, customer);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, subscription_facts);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, subscription_id);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, tenant_id);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, portal);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, detected);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, summary);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, answers);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, handle);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, stop);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, ask);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, write);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, usage);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, graph);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, figures);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, siblings);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, rest);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, standing);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, access);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, more_section);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, more);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionPage, others);
}

static void
davy_subscription_page_class_init (DavySubscriptionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_subscription_page_dispose;

  g_type_ensure (DAVY_TYPE_ACCESS_PANEL);
  g_type_ensure (DAVY_TYPE_ALERT_MORE);
  g_type_ensure (DAVY_TYPE_ALERT_SUMMARY);
  g_type_ensure (DAVY_TYPE_COPY_BUTTON);
  g_type_ensure (DAVY_TYPE_OWN_ANSWERS);
  g_type_ensure (DAVY_TYPE_STANDING_LIST);
  g_type_ensure (DAVY_TYPE_STOP_BUTTON);
  g_type_ensure (DAVY_TYPE_SUBSCRIPTION_ALERTS);
  g_type_ensure (DAVY_TYPE_SUBSCRIPTION_SIBLINGS);
  g_type_ensure (DAVY_TYPE_USAGE_FIGURES);
  g_type_ensure (DAVY_TYPE_USAGE_GRAPH);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/subscriptions/davy-subscription-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, portal_clicked_cb);
}

static void
davy_subscription_page_init (DavySubscriptionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->handle), "x", (gint64) 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->handle), "app.handle-alert");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->ask), "x", (gint64) 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->ask), "app.ask-microsoft");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->write), "x", (gint64) 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->write), "app.write-to-customer");
}

/**
 * davy_subscription_page_new:
 * @context: the store to read, and who refreshes it
 *
 * Returns: (transfer floating): a page that shows nothing yet
 */
DavySubscriptionPage *
davy_subscription_page_new (DavyContext *context)
{
  DavySubscriptionPage *self = g_object_new (DAVY_TYPE_SUBSCRIPTION_PAGE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (davy_context_get_store (context), "changed",
                           G_CALLBACK (store_changed_cb), self, 0);

  return self;
}

/**
 * davy_subscription_page_show:
 * @self: a page
 * @subscription_row: which subscription; 0 when only its alert is known
 * @alert_row: which of its alerts; 0 for the most urgent open one, if there is any
 *
 * Shows a subscription: what is known at once, and what becomes known later.
 */
void
davy_subscription_page_show (DavySubscriptionPage *self, gint64 subscription_row, gint64 alert_row)
{
  gboolean keep_detected;

  g_return_if_fail (DAVY_IS_SUBSCRIPTION_PAGE (self));

  if (self->cancellable != NULL && self->asked_subscription_row == subscription_row &&
      self->asked_alert_row == alert_row)
    return;

  /* The next alert takes the place of the last in a moment. */
  keep_detected = self->alert != NULL && alert_row != 0;
  leave (self);
  self->cancellable = g_cancellable_new ();
  self->asked_subscription_row = subscription_row;
  self->subscription_row = subscription_row;
  self->asked_alert_row = alert_row;
  self->alert_row = alert_row;
  gtk_widget_set_visible (self->detected, keep_detected);
  gtk_widget_set_visible (self->more_section, keep_detected);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  read_alert (self);
  show_subscription (self);
}

/**
 * davy_subscription_page_get_subscription:
 * @self: a page
 *
 * Returns: the subscription that is shown, 0 for none
 */
gint64
davy_subscription_page_get_subscription (DavySubscriptionPage *self)
{
  g_return_val_if_fail (DAVY_IS_SUBSCRIPTION_PAGE (self), 0);

  return self->subscription_row;
}

/**
 * davy_subscription_page_get_alert:
 * @self: a page
 *
 * Returns: the alert that is shown, 0 for none
 */
gint64
davy_subscription_page_get_alert (DavySubscriptionPage *self)
{
  g_return_val_if_fail (DAVY_IS_SUBSCRIPTION_PAGE (self), 0);

  return self->alert_row;
}
