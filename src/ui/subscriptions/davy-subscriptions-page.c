/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-subscriptions-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "core/davy-time.h"
#include "store/davy-subscription-list.h"
#include "sync/davy-sync.h"
#include "ui/common/davy-either.h"
#include "ui/common/davy-list-pane.h"
#include "ui/common/davy-row-factory.h"
#include "ui/common/davy-scroll.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/subscriptions/davy-subscription-columns.h"
#include "ui/subscriptions/davy-subscription-list-row.h"
#include "ui/subscriptions/davy-subscription-page.h"

/* All subscriptions: a table where there is room, rows of two lines elsewhere; the opened one's
 * page beside it. What is in view is fetched first. */

#define WANT_AFTER_MILLISECONDS 250
#define WANT_AT_MOST            60

struct _DavySubscriptionsPage
{
  AdwBin parent_instance;

  DavyListPane *pane;
  GtkLabel *count;
  DavyEither *either;
  GtkScrolledWindow *table_window;
  GtkColumnView *table;
  GtkScrolledWindow *rows_window;
  GtkListView *rows;

  DavyContext *context;
  GSettings *settings;
  DavyRowList *list;
  GSource *want_timer;
  gint64 opened; /* the subscription whose page is shown */
  gint64 wanted; /* the one to select as soon as it is listed */
  gboolean ordering;
  gboolean changing_form; /* the focus is to be on the list in its other form */
};

static const struct
{
  const char *key;
  DavySubscriptionSort sort;
} sort_choices[] = {
  { "customer", DAVY_SUBSCRIPTION_SORT_CUSTOMER }, { "name", DAVY_SUBSCRIPTION_SORT_NAME },
  { "cost", DAVY_SUBSCRIPTION_SORT_COST },         { "change", DAVY_SUBSCRIPTION_SORT_CHANGE },
  { "alerts", DAVY_SUBSCRIPTION_SORT_ALERTS },
};

G_DEFINE_FINAL_TYPE (DavySubscriptionsPage, davy_subscriptions_page, ADW_TYPE_BIN)

static DavySubscriptionSort
sort_choice (DavySubscriptionsPage *self)
{
  g_autofree char *key = g_settings_get_string (self->settings, "subscriptions-sort");

  for (guint i = 0; i < G_N_ELEMENTS (sort_choices); i++)
    if (g_str_equal (sort_choices[i].key, key))
      return sort_choices[i].sort;

  return DAVY_SUBSCRIPTION_SORT_ALERTS;
}

static void
update_query (DavySubscriptionsPage *self)
{
  DavySubscriptionQuery query = {
    .search = davy_list_pane_get_search (self->pane),
    .sort = sort_choice (self),
    .descending = g_settings_get_boolean (self->settings, "subscriptions-descending"),
  };

  davy_subscription_list_set_query (self->list, &query);
}

/* The order was chosen in the menu, or in the headers: the other follows. */
static void
order_changed_cb (DavySubscriptionsPage *self)
{
  if (!self->ordering)
    {
      self->ordering = TRUE;
      davy_subscription_columns_set_order (
          self->table, sort_choice (self),
          g_settings_get_boolean (self->settings, "subscriptions-descending"));
      self->ordering = FALSE;
    }
  update_query (self);
}

static void
headers_changed_cb (DavySubscriptionsPage *self)
{
  DavySubscriptionSort sort;
  gboolean descending;

  /* Newer tables tell it once more while they go away. */
  if (self->settings == NULL || self->ordering ||
      !davy_subscription_columns_get_order (self->table, &sort, &descending))
    return;

  self->ordering = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (sort_choices); i++)
    if (sort_choices[i].sort == sort)
      g_settings_set_string (self->settings, "subscriptions-sort", sort_choices[i].key);
  g_settings_set_boolean (self->settings, "subscriptions-descending", descending);
  self->ordering = FALSE;
}

/* Which rows are in view, by where the list stands: all are of one height. */
static void
rows_in_view (DavySubscriptionsPage *self, guint *first, guint *last)
{
  GtkScrolledWindow *window =
      davy_either_get_narrow (self->either) ? self->rows_window : self->table_window;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (window);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  double upper = MAX (gtk_adjustment_get_upper (adjustment), 1);
  double top = gtk_adjustment_get_value (adjustment) / upper;
  double bottom = top + gtk_adjustment_get_page_size (adjustment) / upper;

  *first = (guint) floor (top * n);
  *last = MIN ((guint) ceil (bottom * n), n);
}

static gboolean
want_cb (gpointer data)
{
  DavySubscriptionsPage *self = DAVY_SUBSCRIPTIONS_PAGE (data);
  gint64 wanted[WANT_AT_MOST];
  guint n_wanted = 0, first, last;

  davy_timer_clear (&self->want_timer);
  rows_in_view (self, &first, &last);
  for (guint i = first; i < last && n_wanted < WANT_AT_MOST; i++)
    {
      g_autoptr (DavySubscription) subscription =
          g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (davy_subscription_get_usage_state (subscription) == DAVY_USAGE_NOT_FETCHED)
        wanted[n_wanted++] = davy_subscription_get_id (subscription);
    }
  if (n_wanted > 0)
    davy_sync_want_usage (davy_context_get_sync (self->context), wanted, n_wanted);

  return G_SOURCE_REMOVE;
}

/* Once scrolling has come to rest. */
static void
queue_want (DavySubscriptionsPage *self)
{
  davy_timer_clear (&self->want_timer);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->want_timer = davy_timer_start (WANT_AFTER_MILLISECONDS, want_cb, self, NULL);
}

static void
update_state (DavySubscriptionsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  /* Translators: how many subscriptions are listed. */
  g_autofree char *count = g_strdup_printf (ngettext ("%u subscription", "%u subscriptions", n), n);

  davy_list_pane_update_state (self->pane);
  gtk_label_set_text (self->count, n > 0 ? count : "");
}

static GtkWidget *
seen_form (DavySubscriptionsPage *self)
{
  return davy_either_get_narrow (self->either) ? GTK_WIDGET (self->rows) : GTK_WIDGET (self->table);
}

/* Only the form that is seen keeps widgets for its rows. */
static void
update_form (DavySubscriptionsPage *self)
{
  gboolean narrow = davy_either_get_narrow (self->either);
  GtkSingleSelection *selection = davy_list_pane_get_selection (self->pane);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (selection);
  guint selected = gtk_single_selection_get_selected (selection);

  gtk_list_view_set_model (self->rows, narrow ? model : NULL);
  gtk_column_view_set_model (self->table, narrow ? NULL : model);
  /* The row that was opened gave way to another form: the focus stays with it. */
  if (selected != GTK_INVALID_LIST_POSITION)
    davy_scroll_to (seen_form (self), selected, self->changing_form);
  self->changing_form = FALSE;
  queue_want (self);
}

static void
show_page (DavySubscriptionsPage *self, gint64 subscription_row)
{
  AdwBin *detail = davy_list_pane_get_detail (self->pane);

  self->opened = subscription_row;
  g_settings_set_int64 (self->settings, "selected-subscription", subscription_row);
  if (subscription_row == 0)
    return;

  if (adw_bin_get_child (detail) == NULL)
    adw_bin_set_child (detail, GTK_WIDGET (davy_subscription_page_new (self->context)));
  davy_subscription_page_show (DAVY_SUBSCRIPTION_PAGE (adw_bin_get_child (detail)),
                               subscription_row, 0);
  davy_side_by_side_set_opened (davy_list_pane_get_sides (self->pane), TRUE);
}

static void
row_activated_cb (DavySubscriptionsPage *self, guint position)
{
  g_autoptr (DavySubscription) subscription =
      g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (subscription == NULL)
    return;

  self->changing_form = !davy_side_by_side_get_opened (davy_list_pane_get_sides (self->pane)) &&
                        !davy_side_by_side_get_folded (davy_list_pane_get_sides (self->pane));
  show_page (self, davy_subscription_get_id (subscription));
}

/* While a page is open beside the list, it follows the selection. */
static void
selection_changed_cb (DavySubscriptionsPage *self)
{
  DavySubscription *subscription =
      gtk_single_selection_get_selected_item (davy_list_pane_get_selection (self->pane));

  if (subscription == NULL ||
      !davy_side_by_side_get_opened (davy_list_pane_get_sides (self->pane)) ||
      davy_subscription_get_id (subscription) == self->opened)
    return;

  show_page (self, davy_subscription_get_id (subscription));
}

static void
opened_changed_cb (DavySubscriptionsPage *self)
{
  if (davy_side_by_side_get_opened (davy_list_pane_get_sides (self->pane)))
    return;

  /* The focus goes back to the row that led there, in the form that is now seen. */
  g_settings_set_int64 (self->settings, "selected-subscription", 0);
  if (davy_side_by_side_get_folded (davy_list_pane_get_sides (self->pane)))
    gtk_widget_grab_focus (GTK_WIDGET (self->rows));
  else
    self->changing_form = TRUE;
}

static void
settled_cb (DavySubscriptionsPage *self)
{
  gint64 kept = self->wanted != 0 ? self->wanted : self->opened;
  guint position;

  update_state (self);
  queue_want (self);
  if (davy_row_list_is_loading (self->list) || kept == 0)
    return;

  position = davy_row_list_get_position (self->list, kept);
  if (position != GTK_INVALID_LIST_POSITION && self->wanted != 0)
    davy_scroll_to (seen_form (self), position, FALSE);
  self->wanted = 0;
  davy_list_pane_select (self->pane, position);
}

static void
show_subscription (GtkWidget *row, gpointer item)
{
  davy_subscription_list_row_set_subscription (DAVY_SUBSCRIPTION_LIST_ROW (row), item);
}

static const DavyRowWidget row_widget = { davy_subscription_list_row_new, show_subscription };

static void
davy_subscriptions_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (davy_subscriptions_page_parent_class)->map (widget);
  queue_want (DAVY_SUBSCRIPTIONS_PAGE (widget));
}

static void
davy_subscriptions_page_unmap (GtkWidget *widget)
{
  davy_timer_clear (&DAVY_SUBSCRIPTIONS_PAGE (widget)->want_timer);
  GTK_WIDGET_CLASS (davy_subscriptions_page_parent_class)->unmap (widget);
}

static void
davy_subscriptions_page_dispose (GObject *object)
{
  DavySubscriptionsPage *self = DAVY_SUBSCRIPTIONS_PAGE (object);

  /* While it goes, a table of GTK 4.18 takes its order back: nobody chose that. */
  self->ordering = TRUE;
  davy_timer_clear (&self->want_timer);
  g_clear_object (&self->list);
  g_clear_object (&self->settings);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_subscriptions_page_parent_class)->dispose (object);
}

static void
davy_subscriptions_page_class_init (DavySubscriptionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_subscriptions_page_dispose;
  widget_class->map = davy_subscriptions_page_map;
  widget_class->unmap = davy_subscriptions_page_unmap;

  g_type_ensure (DAVY_TYPE_EITHER);
  g_type_ensure (DAVY_TYPE_LIST_PANE);
  g_type_ensure (DAVY_TYPE_TAB_STOP);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/subscriptions/davy-subscriptions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionsPage, pane);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionsPage, count);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionsPage, either);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionsPage, table_window);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionsPage, table);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionsPage, rows_window);
  gtk_widget_class_bind_template_child (widget_class, DavySubscriptionsPage, rows);
  gtk_widget_class_bind_template_callback (widget_class, update_query);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, settled_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_form);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
davy_subscriptions_page_init (DavySubscriptionsPage *self)
{
  g_autoptr (GtkListItemFactory) factory = davy_row_factory_new (&row_widget);

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_list_view_set_factory (self->rows, factory);
  davy_subscription_columns_add (self->table);

  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->table_window),
                           "value-changed", G_CALLBACK (queue_want), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->rows_window), "value-changed",
                           G_CALLBACK (queue_want), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (davy_list_pane_get_sides (self->pane), "notify::opened",
                           G_CALLBACK (opened_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
add_actions (DavySubscriptionsPage *self)
{
  const char *keys[] = { "subscriptions-sort", "subscriptions-descending" };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, keys[i]);
      g_autofree char *changed = g_strconcat ("changed::", keys[i], NULL);

      g_action_map_add_action (G_ACTION_MAP (group), action);
      g_signal_connect_object (self->settings, changed, G_CALLBACK (order_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "subscriptions", G_ACTION_GROUP (group));
}

/**
 * davy_subscriptions_page_new:
 * @context: what the page works on
 *
 * Returns: (transfer floating): the page, with the subscription opened that was open last
 */
DavySubscriptionsPage *
davy_subscriptions_page_new (DavyContext *context)
{
  DavySubscriptionsPage *self = g_object_new (DAVY_TYPE_SUBSCRIPTIONS_PAGE, NULL);
  gint64 opened;

  self->context = g_object_ref (context);
  self->settings = g_object_ref (davy_context_get_settings (context));
  self->list = davy_subscription_list_new (davy_context_get_store (context));
  add_actions (self);
  order_changed_cb (self);
  g_signal_connect_object (gtk_column_view_get_sorter (self->table), "changed",
                           G_CALLBACK (headers_changed_cb), self, G_CONNECT_SWAPPED);

  davy_list_pane_set_list (self->pane, self->list);
  update_form (self);
  update_state (self);

  opened = g_settings_get_int64 (self->settings, "selected-subscription");
  if (opened != 0)
    davy_subscriptions_page_show_subscription (self, opened);

  return self;
}

/**
 * davy_subscriptions_page_show_subscription:
 * @self: a page
 * @subscription_row: the row of the subscription in the store
 *
 * Opens the page of a subscription, and selects it where it is listed.
 */
void
davy_subscriptions_page_show_subscription (DavySubscriptionsPage *self, gint64 subscription_row)
{
  g_return_if_fail (DAVY_IS_SUBSCRIPTIONS_PAGE (self));

  self->wanted = subscription_row;
  show_page (self, subscription_row);
  davy_list_pane_queue_settle (self->pane, G_PRIORITY_HIGH_IDLE);
}
