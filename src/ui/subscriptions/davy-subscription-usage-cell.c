/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-subscription-usage-cell.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chart/davy-sparkline.h"
#include "ui/common/davy-words.h"

/* The last 30 days of a subscription in the size of a word; where they are not known, the words
 * that say why: never a flat line. */

struct _DavySubscriptionUsageCell
{
  AdwBin parent_instance;

  GtkStack *stack;
  DavySparkline *sparkline;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (DavySubscriptionUsageCell, davy_subscription_usage_cell, ADW_TYPE_BIN)

static gboolean
has_values (const float *spark)
{
  for (guint i = 0; spark != NULL && i < DAVY_SPARK_DAYS; i++)
    if (isfinite (spark[i]))
      return TRUE;

  return FALSE;
}

/* What a screen reader says in place of the graph. */
static char *
course_words (DavySubscription *subscription)
{
  g_autofree char *change = davy_words_subscription_change (subscription);

  if (*change == '\0')
    return g_strdup (_ ("Usage of the last 30 days"));

  /* Translators: %s is a change in percent, "+23%". */
  return g_strdup_printf (_ ("Usage of the last 30 days; last week %s"), change);
}

static void
davy_subscription_usage_cell_class_init (DavySubscriptionUsageCellClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "usagecell");
}

static void
davy_subscription_usage_cell_init (DavySubscriptionUsageCell *self)
{
  self->sparkline = DAVY_SPARKLINE (davy_sparkline_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->sparkline), GTK_ALIGN_CENTER);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->sparkline));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->label));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

/**
 * davy_subscription_usage_cell_new:
 *
 * Returns: (transfer floating): a cell without a subscription
 */
GtkWidget *
davy_subscription_usage_cell_new (void)
{
  return g_object_new (DAVY_TYPE_SUBSCRIPTION_USAGE_CELL, NULL);
}

/**
 * davy_subscription_usage_cell_set_subscription:
 * @self: a cell
 * @subscription: what it shows
 */
void
davy_subscription_usage_cell_set_subscription (DavySubscriptionUsageCell *self,
                                               DavySubscription *subscription)
{
  const float *spark = davy_subscription_get_spark (subscription);
  g_autofree char *words =
      davy_words_usage_state (davy_subscription_get_usage_state (subscription));

  g_return_if_fail (DAVY_IS_SUBSCRIPTION_USAGE_CELL (self));

  if (has_values (spark))
    {
      g_autofree char *course = course_words (subscription);

      davy_sparkline_set_values (self->sparkline, spark, DAVY_SPARK_DAYS);
      davy_sparkline_set_label (self->sparkline, course);
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->sparkline));
      return;
    }

  gtk_label_set_text (self->label, *words != '\0' ? words : C_ ("usage", "No usage"));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->label));
}
