/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-subscription-siblings.h"

#include <glib/gi18n.h>

#include "store/davy-subscription-list.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-frames.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/common/davy-words.h"

/* The other subscriptions of a customer: who got into one may have got into the others. Those with
 * open alerts come first; of many the first few are listed. */

#define MOST_ROWS 10

struct _DavySubscriptionSiblings
{
  AdwBin parent_instance;

  GtkListBox *rows;
  GtkLabel *more;

  gint64 row;
  DavyRowList *subscriptions; /* (nullable): all of the customer */
  char *account_id;
  char *customer_tenant_id;
  gboolean queued;
  char *shown; /* what the rows say, to tell whether they have to be made anew */
};

G_DEFINE_FINAL_TYPE (DavySubscriptionSiblings, davy_subscription_siblings, ADW_TYPE_BIN)

static char *
dup_facts (DavySubscription *subscription)
{
  guint open_alerts = davy_subscription_get_open_alerts (subscription);
  g_autofree char *state = davy_words_subscription_state (
      davy_subscription_get_state (subscription), davy_subscription_get_state_text (subscription));
  g_autofree char *alerts = NULL;

  if (open_alerts == 0)
    return g_steal_pointer (&state);

  /* Translators: how many open alerts a subscription has. */
  alerts = g_strdup_printf (ngettext ("%u alert", "%u alerts", open_alerts), open_alerts);

  /* Translators: "2 alerts", then the state of a subscription. */
  return g_strdup_printf (C_ ("subscription", "%1$s · %2$s"), alerts, state);
}

static GtkWidget *
create_row (DavySubscription *subscription)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *name = davy_words_subscription_name (subscription);
  g_autofree char *facts = dup_facts (subscription);
  g_autofree char *cost = davy_words_subscription_cost (subscription);
  GtkWidget *amount = gtk_label_new (cost);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (row, facts);
  if (davy_subscription_get_open_alerts (subscription) > 0)
    adw_action_row_add_prefix (row, gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_widget_add_css_class (amount, "figure");
  gtk_widget_set_tooltip_text (amount, _ ("This month so far"));
  adw_action_row_add_suffix (row, amount);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x",
                                    davy_subscription_get_id (subscription));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "app.show-subscription");

  return GTK_WIDGET (row);
}

/* Returns: (transfer full) (element-type DavySubscription): the first few others */
static GPtrArray *
list_others (DavySubscriptionSiblings *self)
{
  GPtrArray *others = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *all = G_LIST_MODEL (self->subscriptions);
  guint n = all != NULL ? MIN (g_list_model_get_n_items (all), MOST_ROWS + 1) : 0;

  for (guint i = 0; i < n && others->len < MOST_ROWS; i++)
    {
      g_autoptr (DavySubscription) one = g_list_model_get_item (all, i);

      if (davy_subscription_get_id (one) != self->row)
        g_ptr_array_add (others, g_steal_pointer (&one));
    }

  return others;
}

static char *
dup_content (const GPtrArray *others)
{
  GString *content = g_string_new (NULL);

  for (guint i = 0; i < others->len; i++)
    g_string_append_printf (content, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                            davy_subscription_get_id (g_ptr_array_index (others, i)),
                            davy_subscription_get_revision (g_ptr_array_index (others, i)));

  return g_string_free (content, FALSE);
}

static void
show_more (DavySubscriptionSiblings *self, guint listed)
{
  guint all = self->subscriptions != NULL
                  ? g_list_model_get_n_items (G_LIST_MODEL (self->subscriptions))
                  : 0;
  guint more = all > listed + 1 ? all - listed - 1 : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->more), more > 0);
  if (more > 0)
    {
      g_autofree char *text = g_strdup_printf (
          /* Translators: below the first few subscriptions of a customer. */
          ngettext ("%u more is in the list of subscriptions",
                    "%u more are in the list of subscriptions", more),
          more);

      gtk_label_set_text (self->more, text);
    }
}

static void
show_others (GtkWidget *widget)
{
  DavySubscriptionSiblings *self = DAVY_SUBSCRIPTION_SIBLINGS (widget);
  g_autoptr (GPtrArray) others = list_others (self);
  g_autofree char *content = dup_content (others);

  self->queued = FALSE;
  gtk_widget_set_visible (widget, others->len > 0);
  show_more (self, others->len);
  if (g_strcmp0 (self->shown, content) == 0)
    return;

  g_free (self->shown);
  self->shown = g_steal_pointer (&content);
  davy_empty_list (self->rows);
  for (guint i = 0; i < others->len; i++)
    gtk_list_box_append (self->rows, create_row (g_ptr_array_index (others, i)));
}

static void
subscriptions_changed_cb (DavySubscriptionSiblings *self)
{
  if (self->queued)
    return;

  self->queued = TRUE;
  davy_frames_later (GTK_WIDGET (self), show_others);
}

static void
leave (DavySubscriptionSiblings *self)
{
  if (self->subscriptions != NULL)
    g_signal_handlers_disconnect_by_data (self->subscriptions, self);
  g_clear_object (&self->subscriptions);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->customer_tenant_id, g_free);
  self->queued = FALSE;
}

static void
davy_subscription_siblings_dispose (GObject *object)
{
  leave (DAVY_SUBSCRIPTION_SIBLINGS (object));

  G_OBJECT_CLASS (davy_subscription_siblings_parent_class)->dispose (object);
}

static void
davy_subscription_siblings_finalize (GObject *object)
{
  g_free (DAVY_SUBSCRIPTION_SIBLINGS (object)->shown);

  G_OBJECT_CLASS (davy_subscription_siblings_parent_class)->finalize (object);
}

static void
davy_subscription_siblings_class_init (DavySubscriptionSiblingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_subscription_siblings_dispose;
  G_OBJECT_CLASS (klass)->finalize = davy_subscription_siblings_finalize;

  g_type_ensure (DAVY_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/subscriptions/davy-subscription-siblings.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionSiblings, rows);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionSiblings, more);
}

static void
davy_subscription_siblings_init (DavySubscriptionSiblings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_subscription_siblings_show:
 * @self: a list
 * @context: the store to read
 * @subscription: the one that is not listed
 *
 * Lists the other subscriptions of its customer, and follows them.
 */
void
davy_subscription_siblings_show (DavySubscriptionSiblings *self,
                                 DavyContext *context,
                                 DavySubscription *subscription)
{
  DavySubscriptionQuery query = { .account_id = davy_subscription_get_account_id (subscription),
                                  .customer_tenant_id =
                                      davy_subscription_get_customer_tenant_id (subscription),
                                  .sort = DAVY_SUBSCRIPTION_SORT_ALERTS,
                                  .descending = TRUE };

  g_return_if_fail (DAVY_IS_SUBSCRIPTION_SIBLINGS (self));

  if (self->row == davy_subscription_get_id (subscription) &&
      g_strcmp0 (self->account_id, query.account_id) == 0 &&
      g_strcmp0 (self->customer_tenant_id, query.customer_tenant_id) == 0)
    return;

  leave (self);
  self->row = davy_subscription_get_id (subscription);
  self->account_id = g_strdup (query.account_id);
  self->customer_tenant_id = g_strdup (query.customer_tenant_id);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (query.customer_tenant_id == NULL)
    return;

  self->subscriptions = davy_subscription_list_new (davy_context_get_store (context));
  g_signal_connect_object (self->subscriptions, "items-changed",
                           G_CALLBACK (subscriptions_changed_cb), self, G_CONNECT_SWAPPED);
  davy_subscription_list_set_query (self->subscriptions, &query);
}
