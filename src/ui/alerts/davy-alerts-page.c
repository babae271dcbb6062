/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/alerts/davy-alerts-page.h"

#include <glib/gi18n.h>

#include "account/davy-accounts.h"
#include "core/davy-time.h"
#include "store/davy-details.h"
#include "store/davy-notice-table.h"
#include "sync/davy-sync.h"
#include "triage/davy-snoozes.h"
#include "ui/alerts/davy-alert-filters.h"
#include "ui/alerts/davy-alert-list-row.h"
#include "ui/alerts/davy-alerts-empty.h"
#include "ui/common/davy-keep-focus.h"
#include "ui/common/davy-list-pane.h"
#include "ui/common/davy-row-factory.h"
#include "ui/common/davy-scroll.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/common/davy-toast.h"
#include "ui/subscriptions/davy-subscription-page.h"

/* The alerts: the list, and beside it the page of the selected one's subscription. */

#define TICK_MILLISECONDS 30000

struct _DavyAlertsPage
{
  AdwBin parent_instance;

  DavyListPane *pane;
  DavyAlertFilters *filters;
  GtkListView *list_view;
  AdwBin *empty_bin;

  DavyContext *context;
  GCancellable *cancellable;
  DavyRowList *list;
  DavySnoozes *snoozes;
  GHashTable *rows; /* the DavyAlertListRow that have an alert, none owned */
  GSource *tick;
  guint detail_source;

  gint64 selected;    /* the alert that is selected */
  gint64 wanted;      /* the alert to select as soon as it is listed */
  gboolean missing;   /* the selected one was not found the last time */
  gboolean insisting; /* the filters have to make way for the wanted one */
  gboolean settling;  /* nobody but this page selects */
  gboolean accounts_known;
  DavyAlertsEmpty shown_empty; /* what the page in place of the list says */
};

G_DEFINE_FINAL_TYPE (DavyAlertsPage, davy_alerts_page, ADW_TYPE_BIN)

static gboolean
is_searching (DavyAlertsPage *self)
{
  return davy_list_pane_get_search (self->pane) != NULL;
}

static DavyAlert *
get_selected (DavyAlertsPage *self)
{
  return gtk_single_selection_get_selected_item (davy_list_pane_get_selection (self->pane));
}

static DavyAlertsEmpty
why_empty (DavyAlertsPage *self)
{
  GListModel *accounts = G_LIST_MODEL (davy_context_get_accounts (self->context));
  DavySync *sync = davy_context_get_sync (self->context);
  gboolean looked = davy_sync_get_last_refresh (sync) != DAVY_TIME_UNSET;

  if ((looked || davy_row_list_get_number (self->list) > 0) &&
      (is_searching (self) || davy_alert_filters_hide_open (self->filters)))
    return DAVY_ALERTS_EMPTY_NO_MATCH;
  if (self->accounts_known && g_list_model_get_n_items (accounts) == 0)
    return DAVY_ALERTS_EMPTY_FIRST_TIME;
  if (looked)
    return DAVY_ALERTS_EMPTY_ALL_CLEAR;
  if (!self->accounts_known || davy_sync_get_running (sync))
    return DAVY_ALERTS_EMPTY_LOADING;

  return DAVY_ALERTS_EMPTY_FAILED;
}

/* A page that says the same all the time stays, with the focus that is on its button. */
static void
show_empty (DavyAlertsPage *self, DavyAlertsEmpty why)
{
  gboolean stays = why == DAVY_ALERTS_EMPTY_FIRST_TIME || why == DAVY_ALERTS_EMPTY_NO_MATCH;

  if (stays && self->shown_empty == why)
    return;

  self->shown_empty = why;
  adw_bin_set_child (self->empty_bin,
                     davy_alerts_empty_new (why, davy_context_get_sync (self->context),
                                            davy_context_is_demo (self->context)));
}

static void
update_state (DavyAlertsPage *self)
{
  gboolean listed = g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;
  DavyAlertsEmpty why = listed || davy_row_list_is_loading (self->list) ? DAVY_ALERTS_EMPTY_LOADING
                                                                        : why_empty (self);
  DavyListPaneState state = DAVY_LIST_PANE_EMPTY;

  if (listed)
    state = DAVY_LIST_PANE_ROWS;
  else if (why == DAVY_ALERTS_EMPTY_LOADING)
    state = DAVY_LIST_PANE_LOADING;
  else
    show_empty (self, why);

  davy_list_pane_set_state (self->pane, state);
  gtk_widget_set_visible (GTK_WIDGET (self->filters), listed || why == DAVY_ALERTS_EMPTY_NO_MATCH ||
                                                          why == DAVY_ALERTS_EMPTY_ALL_CLEAR);
  gtk_widget_set_visible (GTK_WIDGET (davy_list_pane_get_detail (self->pane)), listed);
}

static void
update_query (DavyAlertsPage *self)
{
  DavyAlertQuery query = { 0 };

  davy_alert_filters_fill_query (self->filters, &query);
  query.search = davy_list_pane_get_search (self->pane);
  davy_alert_list_set_query (self->list, &query);
}

static gboolean
show_detail_cb (gpointer data)
{
  DavyAlertsPage *self = DAVY_ALERTS_PAGE (data);
  AdwBin *detail = davy_list_pane_get_detail (self->pane);
  DavyAlert *alert = get_selected (self);

  self->detail_source = 0;
  if (alert == NULL)
    return G_SOURCE_REMOVE;

  if (adw_bin_get_child (detail) == NULL)
    adw_bin_set_child (detail, GTK_WIDGET (davy_subscription_page_new (self->context)));
  davy_subscription_page_show (DAVY_SUBSCRIPTION_PAGE (adw_bin_get_child (detail)),
                               davy_alert_get_subscription_row (alert), davy_alert_get_id (alert));
  g_settings_set_int64 (davy_context_get_settings (self->context), "selected-alert",
                        davy_alert_get_id (alert));

  return G_SOURCE_REMOVE;
}

/* After the next frame: moving fast through the list draws no page on the way, and at the start
 * the list is on the screen first. */
static void
queue_detail (DavyAlertsPage *self)
{
  if (self->detail_source == 0)
    self->detail_source = g_idle_add_full (G_PRIORITY_LOW, show_detail_cb, self, NULL);
}

static void
see_selected (DavyAlertsPage *self)
{
  DavyAlert *alert = get_selected (self);

  if (alert != NULL)
    davy_store_see_alert (davy_context_get_store (self->context), davy_alert_get_id (alert));
}

static void
selection_changed_cb (DavyAlertsPage *self)
{
  DavyAlert *alert = get_selected (self);
  gint64 selected = alert != NULL ? davy_alert_get_id (alert) : 0;

  if (self->selected == selected)
    return;

  self->selected = selected;
  queue_detail (self);
}

/* What is selected by itself, since it is the first or in the place of one that left, was not
 * looked at by anybody. */
static void
selected_cb (DavyAlertsPage *self)
{
  if (!self->settling)
    see_selected (self);
  selection_changed_cb (self);
}

static void
open_detail (DavyAlertsPage *self)
{
  davy_side_by_side_set_opened (davy_list_pane_get_sides (self->pane), TRUE);
}

/* A click activates the row first and then selects it, but not where the detail covers it then. */
static void
row_activated_cb (DavyAlertsPage *self, guint position)
{
  davy_list_pane_select (self->pane, position);
  see_selected (self);
  open_detail (self);
}

/* What was searched for has been found: the focus goes on to the rows. */
static void
search_mode_changed_cb (DavyAlertsPage *self)
{
  if (!gtk_search_bar_get_search_mode (davy_list_pane_get_search_bar (self->pane)))
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

/* Back from the detail, the focus is on the row that led there. */
static void
opened_changed_cb (DavyAlertsPage *self)
{
  if (!davy_side_by_side_get_opened (davy_list_pane_get_sides (self->pane)))
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static void
left_alert_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyAlertsPage) self = DAVY_ALERTS_PAGE (data);
  g_autoptr (DavyAlertDetails) details =
      davy_store_get_alert_finish (DAVY_STORE (source), result, NULL);
  const char *customer;
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (details == NULL || davy_alert_is_open (details->alert))
    return;

  customer = davy_alert_get_customer_name (details->alert);
  /* Translators: %s is a customer. The alert has left the list of open ones. */
  text = customer != NULL ? g_strdup_printf (_ ("The alert of %s is resolved"), customer)
                          : g_strdup (_ ("The alert is resolved"));
  toast = davy_toast_new (text);
  adw_toast_set_button_label (toast, C_ ("toast", "Show"));
  adw_toast_set_action_name (toast, "app.show-alert");
  adw_toast_set_action_target_value (toast,
                                     g_variant_new_int64 (davy_alert_get_id (details->alert)));
  davy_toast_show (GTK_WIDGET (self), toast);
}

/* The selected alert is not listed any more; when that is because it was resolved, say so. Where
 * the detail covers the list, another's page in its place would only confuse. */
static void
selected_left (DavyAlertsPage *self)
{
  if (davy_side_by_side_get_folded (davy_list_pane_get_sides (self->pane)))
    davy_side_by_side_set_opened (davy_list_pane_get_sides (self->pane), FALSE);
  if (davy_alert_filters_hides_resolved (self->filters) && !is_searching (self))
    davy_store_get_alert_async (davy_context_get_store (self->context), self->selected,
                                self->cancellable, left_alert_read_cb, g_object_ref (self));
}

static void
clear_filters (DavyAlertsPage *self)
{
  davy_list_pane_clear_search (self->pane);
  davy_alert_filters_clear (self->filters);
  update_query (self);
}

static void
show_any (DavyAlertsPage *self)
{
  clear_filters (self);
  davy_alert_filters_show_any (self->filters);
}

/* One that moves in a long list is taken out and put in again in turns of the main loop: it counts
 * as gone when it is still missing once the loop has nothing else to do. */
static gboolean
look_again (DavyAlertsPage *self)
{
  if (self->missing)
    return FALSE;

  self->missing = TRUE;
  davy_list_pane_queue_settle (self->pane, G_PRIORITY_LOW);

  return TRUE;
}

/* The list has changed: the selection follows its alert; when that has left, what has come in its
 * place is selected, so that the eye stays where it is. */
static void
settled_cb (DavyAlertsPage *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  update_state (self);
  if (davy_row_list_is_loading (self->list))
    return;

  if (self->wanted != 0)
    position = davy_row_list_get_position (self->list, self->wanted);
  if (position == GTK_INVALID_LIST_POSITION && self->insisting)
    {
      self->insisting = FALSE;
      show_any (self);
      return;
    }

  /* What was asked for is scrolled to; what has only moved is not, so that the list lies still. */
  if (position != GTK_INVALID_LIST_POSITION)
    {
      self->wanted = 0;
      self->insisting = FALSE;
      davy_scroll_to (GTK_WIDGET (self->list_view), position, FALSE);
    }
  else if (self->selected != 0)
    position = davy_row_list_get_position (self->list, self->selected);

  if (position == GTK_INVALID_LIST_POSITION && self->selected != 0)
    {
      if (look_again (self))
        return;
      selected_left (self);
    }
  self->missing = FALSE;
  self->settling = TRUE;
  if (position != GTK_INVALID_LIST_POSITION)
    davy_list_pane_select (self->pane, position);
  self->settling = FALSE;
  selection_changed_cb (self);
}

static void
clear_filters_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clear_filters (DAVY_ALERTS_PAGE (widget));
}

static gboolean
tick_cb (gpointer data)
{
  DavyAlertsPage *self = DAVY_ALERTS_PAGE (data);
  GHashTableIter rows;
  gpointer row;

  g_hash_table_iter_init (&rows, self->rows);
  while (g_hash_table_iter_next (&rows, &row, NULL))
    davy_alert_list_row_update_time (row);

  davy_timer_clear (&self->tick);
  self->tick = davy_timer_start (TICK_MILLISECONDS, tick_cb, self, NULL);

  return G_SOURCE_REMOVE;
}

static void
show_alert (GtkWidget *row, gpointer item)
{
  davy_alert_list_row_set_alert (DAVY_ALERT_LIST_ROW (row), item);
}

static const DavyRowWidget row_widget = { davy_alert_list_row_new, show_alert };

static void
show_snooze (DavyAlertsPage *self, DavyAlertListRow *row)
{
  DavyAlert *alert = davy_alert_list_row_get_alert (row);

  if (alert != NULL)
    davy_alert_list_row_set_snoozed (row, davy_snoozes_get_until (self->snoozes,
                                                                  davy_alert_get_account_id (alert),
                                                                  davy_alert_get_azure_id (alert)));
}

static void
snoozes_changed_cb (DavyAlertsPage *self)
{
  GHashTableIter rows;
  gpointer row;

  g_hash_table_iter_init (&rows, self->rows);
  while (g_hash_table_iter_next (&rows, &row, NULL))
    show_snooze (self, row);
}

static void
row_bind_cb (DavyAlertsPage *self, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  g_hash_table_add (self->rows, row);
  show_snooze (self, DAVY_ALERT_LIST_ROW (row));
}

static void
row_unbind_cb (DavyAlertsPage *self, GtkListItem *item)
{
  DavyAlertListRow *row = DAVY_ALERT_LIST_ROW (gtk_list_item_get_child (item));

  g_hash_table_remove (self->rows, row);
  davy_alert_list_row_set_alert (row, NULL);
}

static void
davy_alerts_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (davy_alerts_page_parent_class)->map (widget);
  tick_cb (widget);
}

static void
davy_alerts_page_unmap (GtkWidget *widget)
{
  davy_timer_clear (&DAVY_ALERTS_PAGE (widget)->tick);
  GTK_WIDGET_CLASS (davy_alerts_page_parent_class)->unmap (widget);
}

static void
davy_alerts_page_dispose (GObject *object)
{
  DavyAlertsPage *self = DAVY_ALERTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  davy_timer_clear (&self->tick);
  g_clear_handle_id (&self->detail_source, g_source_remove);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->list);
  g_clear_object (&self->snoozes);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_alerts_page_parent_class)->dispose (object);
}

static void
davy_alerts_page_class_init (DavyAlertsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_alerts_page_dispose;
  widget_class->map = davy_alerts_page_map;
  widget_class->unmap = davy_alerts_page_unmap;

  g_type_ensure (DAVY_TYPE_ALERT_FILTERS);
  g_type_ensure (DAVY_TYPE_LIST_PANE);
  g_type_ensure (DAVY_TYPE_TAB_STOP);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/alerts/davy-alerts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyAlertsPage, pane);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertsPage, filters);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertsPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertsPage, empty_bin);
  gtk_widget_class_bind_template_callback (widget_class, update_query);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, settled_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_install_action (widget_class, "alerts-page.clear-filters", NULL,
                                   clear_filters_action_cb);
}

static void
davy_alerts_page_init (DavyAlertsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->rows = g_hash_table_new (NULL, NULL);
  g_signal_connect_object (davy_list_pane_get_search_bar (self->pane),
                           "notify::search-mode-enabled", G_CALLBACK (search_mode_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (davy_list_pane_get_sides (self->pane), "notify::opened",
                           G_CALLBACK (opened_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
make_list (DavyAlertsPage *self)
{
  g_autoptr (GtkListItemFactory) factory = davy_row_factory_new (&row_widget);
  GtkSingleSelection *selection;

  g_signal_connect_object (factory, "bind", G_CALLBACK (row_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (row_unbind_cb), self, G_CONNECT_SWAPPED);

  self->snoozes = davy_snoozes_new (davy_context_get_store (self->context));
  g_signal_connect_object (self->snoozes, "changed", G_CALLBACK (snoozes_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->list = davy_alert_list_new (davy_context_get_store (self->context));
  update_query (self);
  davy_keep_focus (GTK_WIDGET (self->list_view), G_LIST_MODEL (self->list));
  davy_list_pane_set_list (self->pane, self->list);
  selection = davy_list_pane_get_selection (self->pane);
  gtk_single_selection_set_autoselect (selection, TRUE);
  gtk_single_selection_set_can_unselect (selection, FALSE);

  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
}

/**
 * davy_alerts_page_new:
 * @context: what the page works on
 *
 * Returns: (transfer floating): the page, on the alert that was selected last
 */
DavyAlertsPage *
davy_alerts_page_new (DavyContext *context)
{
  DavyAlertsPage *self = g_object_new (DAVY_TYPE_ALERTS_PAGE, NULL);
  DavySync *sync = davy_context_get_sync (context);

  self->context = g_object_ref (context);
  self->wanted = g_settings_get_int64 (davy_context_get_settings (context), "selected-alert");
  davy_alert_filters_set_context (self->filters, context);
  make_list (self);

  g_signal_connect_object (sync, "notify::running", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::error", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::last-refresh", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (davy_context_get_accounts (context), "items-changed",
                           G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  update_state (self);

  return self;
}

/**
 * davy_alerts_page_get_list:
 * @self: a page
 *
 * Returns: (transfer none): the list it shows, which counts the open alerts too
 */
DavyRowList *
davy_alerts_page_get_list (DavyAlertsPage *self)
{
  g_return_val_if_fail (DAVY_IS_ALERTS_PAGE (self), NULL);

  return self->list;
}

/**
 * davy_alerts_page_show_alert:
 * @self: a page
 * @alert_row: the row of the alert in the store
 *
 * Selects and opens an alert; when the filters hide it, they make way.
 */
void
davy_alerts_page_show_alert (DavyAlertsPage *self, gint64 alert_row)
{
  g_return_if_fail (DAVY_IS_ALERTS_PAGE (self));

  self->wanted = alert_row;
  self->insisting = TRUE;
  davy_list_pane_queue_settle (self->pane, G_PRIORITY_HIGH_IDLE);
  open_detail (self);
}

/**
 * davy_alerts_page_show_list:
 * @self: a page
 *
 * Shows the list, also where an alert covers it.
 */
void
davy_alerts_page_show_list (DavyAlertsPage *self)
{
  DavySideBySide *sides;

  g_return_if_fail (DAVY_IS_ALERTS_PAGE (self));

  sides = davy_list_pane_get_sides (self->pane);
  if (davy_side_by_side_get_folded (sides))
    davy_side_by_side_set_opened (sides, FALSE);
}

/**
 * davy_alerts_page_set_accounts_known:
 * @self: a page
 *
 * Tells the page that the accounts have been read, so that none means nobody is signed in.
 */
void
davy_alerts_page_set_accounts_known (DavyAlertsPage *self)
{
  g_return_if_fail (DAVY_IS_ALERTS_PAGE (self));

  self->accounts_known = TRUE;
  update_state (self);
}
