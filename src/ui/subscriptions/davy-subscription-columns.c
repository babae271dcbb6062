/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-subscription-columns.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "ui/common/davy-click.h"
#include "ui/common/davy-words.h"
#include "ui/subscriptions/davy-subscription-usage-cell.h"

/* The columns of the subscriptions' table. Rows are sorted by the store: the sorters behind the
 * headers only tell which header was clicked. */

typedef char *(*CellWords) (DavySubscription *subscription);

#define NOT_SORTABLE -1

typedef struct
{
  const char *title;
  CellWords words; /* NULL: the cell with the graph */
  int sort;        /* DavySubscriptionSort or NOT_SORTABLE */
  gboolean expand;
  gboolean number;
} Column;

static char *
alerts_words (DavySubscription *subscription)
{
  guint n = davy_subscription_get_open_alerts (subscription);

  return n > 0 ? davy_format_number (DAVY_LANGUAGE_WINDOW, n, 0) : g_strdup ("");
}

static char *
state_words (DavySubscription *subscription)
{
  return davy_words_subscription_state (davy_subscription_get_state (subscription),
                                        davy_subscription_get_state_text (subscription));
}

static const Column columns[] = {
  { NC_ ("column", "Customer"), davy_words_subscription_customer, DAVY_SUBSCRIPTION_SORT_CUSTOMER,
    TRUE, FALSE },
  { NC_ ("column", "Subscription"), davy_words_subscription_name, DAVY_SUBSCRIPTION_SORT_NAME, TRUE,
    FALSE },
  { NC_ ("column", "30 days"), NULL, NOT_SORTABLE, FALSE, FALSE },
  { NC_ ("column", "This month"), davy_words_subscription_cost, DAVY_SUBSCRIPTION_SORT_COST, FALSE,
    TRUE },
  { NC_ ("column", "Change"), davy_words_subscription_change, DAVY_SUBSCRIPTION_SORT_CHANGE, FALSE,
    TRUE },
  { NC_ ("column", "Alerts"), alerts_words, DAVY_SUBSCRIPTION_SORT_ALERTS, FALSE, TRUE },
  { NC_ ("column", "State"), state_words, NOT_SORTABLE, FALSE, FALSE },
};

static GQuark
sort_quark (void)
{
  return g_quark_from_static_string ("davy-subscription-sort");
}

/* Where the sorter that is asked first leaves its order. */
static int asked_sort;

static int
tell_sort_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  if (asked_sort == NOT_SORTABLE)
    asked_sort = GPOINTER_TO_INT (data);

  return GTK_ORDERING_LARGER;
}

static void
words_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const Column *column = data;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column->number ? 1 : 0);
  if (column->expand)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "cell");
  if (column->number)
    gtk_widget_add_css_class (label, "figure");
  davy_click_activates (label, item);
  gtk_list_item_set_child (item, label);
}

static void
words_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const Column *column = data;
  DavySubscription *subscription = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *words = column->words (subscription);

  gtk_label_set_text (GTK_LABEL (label), words);
  if (column->expand)
    gtk_widget_set_tooltip_text (label, words);
  if (column->sort == DAVY_SUBSCRIPTION_SORT_COST)
    {
      g_autofree char *basis =
          davy_words_price_basis (davy_subscription_get_cost_month (subscription)->basis);

      gtk_widget_set_tooltip_text (label, *words != '\0' ? basis : NULL);
    }
}

static void
usage_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *cell = davy_subscription_usage_cell_new ();

  gtk_widget_set_size_request (cell, 112, -1);
  davy_click_activates (cell, item);
  gtk_list_item_set_child (item, cell);
}

static void
usage_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  davy_subscription_usage_cell_set_subscription (
      DAVY_SUBSCRIPTION_USAGE_CELL (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static GtkColumnViewColumn *
make_column (const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *view_column;

  g_signal_connect (factory, "setup",
                    G_CALLBACK (column->words != NULL ? words_setup_cb : usage_setup_cb),
                    (gpointer) column);
  g_signal_connect (factory, "bind",
                    G_CALLBACK (column->words != NULL ? words_bind_cb : usage_bind_cb),
                    (gpointer) column);

  view_column = gtk_column_view_column_new (g_dpgettext2 (NULL, "column", column->title), factory);
  gtk_column_view_column_set_expand (view_column, column->expand);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  g_object_set_qdata (G_OBJECT (view_column), sort_quark (), GINT_TO_POINTER (column->sort));
  if (column->sort != NOT_SORTABLE)
    {
      g_autoptr (GtkSorter) sorter =
          GTK_SORTER (gtk_custom_sorter_new (tell_sort_cb, GINT_TO_POINTER (column->sort), NULL));

      gtk_column_view_column_set_sorter (view_column, sorter);
    }

  return view_column;
}

/**
 * davy_subscription_columns_add:
 * @view: an empty table over a list of #DavySubscription
 *
 * Gives the table its columns.
 */
void
davy_subscription_columns_add (GtkColumnView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = make_column (&columns[i]);

      gtk_column_view_append_column (view, column);
    }
}

/**
 * davy_subscription_columns_get_order:
 * @view: a table with the columns
 * @sort: (out): by which column
 * @descending: (out): in which direction
 *
 * Tells what the headers say. The floor has no call for that, so the view's sorter is asked to
 * compare, and the column it asks first is the one.
 *
 * Returns: whether a header is chosen
 */
gboolean
davy_subscription_columns_get_order (GtkColumnView *view,
                                     DavySubscriptionSort *sort,
                                     gboolean *descending)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (view);
  GtkOrdering ordering;

  /* Any two objects do: they are never looked at. */
  asked_sort = NOT_SORTABLE;
  ordering = gtk_sorter_compare (sorter, view, sorter);
  if (asked_sort == NOT_SORTABLE)
    return FALSE;

  *sort = (DavySubscriptionSort) asked_sort;
  *descending = ordering == GTK_ORDERING_SMALLER;

  return TRUE;
}

/**
 * davy_subscription_columns_set_order:
 * @view: a table with the columns
 * @sort: by which column
 * @descending: in which direction
 *
 * Shows an order that was chosen elsewhere in the headers.
 */
void
davy_subscription_columns_set_order (GtkColumnView *view,
                                     DavySubscriptionSort sort,
                                     gboolean descending)
{
  GListModel *model = gtk_column_view_get_columns (view);
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (model, i);

      if (GPOINTER_TO_INT (g_object_get_qdata (G_OBJECT (column), sort_quark ())) == (int) sort)
        gtk_column_view_sort_by_column (view, column,
                                        descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
    }
}
