/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-subscription-list-row.h"

#include <glib/gi18n.h>

#include "ui/common/davy-words.h"
#include "ui/subscriptions/davy-subscription-usage-cell.h"

/* One subscription in two lines, where there is no room for the table. */

struct _DavySubscriptionListRow
{
  GtkWidget parent_instance;

  GtkLabel *customer;
  GtkLabel *name;
  DavySubscriptionUsageCell *usage;
  GtkLabel *cost;
  GtkLabel *facts;
};

G_DEFINE_FINAL_TYPE (DavySubscriptionListRow, davy_subscription_list_row, GTK_TYPE_WIDGET)

/* What matters most of what is left: open alerts, else how the usage has changed. */
static char *
facts_words (DavySubscription *subscription)
{
  guint open_alerts = davy_subscription_get_open_alerts (subscription);

  if (open_alerts > 0)
    /* Translators: how many open alerts a subscription has. */
    return g_strdup_printf (ngettext ("%u alert", "%u alerts", open_alerts), open_alerts);

  return davy_words_subscription_change (subscription);
}

static void
update_spoken (DavySubscriptionListRow *self, DavySubscription *subscription)
{
  const char *texts[] = { gtk_label_get_text (self->customer), gtk_label_get_text (self->name),
                          gtk_label_get_text (self->cost), gtk_label_get_text (self->facts) };
  g_autofree char *usage =
      davy_words_usage_state (davy_subscription_get_usage_state (subscription));
  g_autoptr (GString) spoken = g_string_new (usage);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*texts[G_N_ELEMENTS (texts) - 1 - i] != '\0')
      {
        if (spoken->len > 0)
          g_string_prepend (spoken, ", ");
        g_string_prepend (spoken, texts[G_N_ELEMENTS (texts) - 1 - i]);
      }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str,
                                  -1);
}

static void
davy_subscription_list_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (davy_subscription_list_row_parent_class)->dispose (object);
}

static void
davy_subscription_list_row_class_init (DavySubscriptionListRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_subscription_list_row_dispose;

  g_type_ensure (DAVY_TYPE_SUBSCRIPTION_USAGE_CELL);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/subscriptions/davy-subscription-list-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionListRow, customer);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionListRow, name);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionListRow, usage);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionListRow, cost);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionListRow, facts);
  gtk_widget_class_set_css_name (widget_class, "subscriptionrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
davy_subscription_list_row_init (DavySubscriptionListRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_subscription_list_row_new:
 *
 * Returns: (transfer floating): a row without a subscription
 */
GtkWidget *
davy_subscription_list_row_new (void)
{
  return g_object_new (DAVY_TYPE_SUBSCRIPTION_LIST_ROW, NULL);
}

/**
 * davy_subscription_list_row_set_subscription:
 * @self: a row
 * @subscription: what it shows
 */
void
davy_subscription_list_row_set_subscription (DavySubscriptionListRow *self,
                                             DavySubscription *subscription)
{
  g_autofree char *cost = davy_words_subscription_cost (subscription);
  g_autofree char *facts = facts_words (subscription);
  g_autofree char *name = davy_words_subscription_name (subscription);
  g_autofree char *customer = davy_words_subscription_customer (subscription);

  g_return_if_fail (DAVY_IS_SUBSCRIPTION_LIST_ROW (self));

  gtk_label_set_text (self->customer, customer);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->cost, cost);
  gtk_label_set_text (self->facts, facts);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), *facts != '\0');
  davy_subscription_usage_cell_set_subscription (self->usage, subscription);
  update_spoken (self, subscription);
}
