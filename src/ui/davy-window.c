/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-window.h"

#include <glib/gi18n.h>

#include "account/davy-accounts.h"
#include "compat/davy-compat.h"
#include "sync/davy-sync.h"
#include "ui/alerts/davy-alerts-page.h"
#include "ui/cases/davy-cases-page.h"
#include "ui/common/davy-either.h"
#include "ui/common/davy-list-pane.h"
#include "ui/common/davy-notice-bar.h"
#include "ui/common/davy-refresh-button.h"
#include "ui/common/davy-toast.h"
#include "ui/common/davy-view-title.h"
#include "ui/sign-in/davy-sign-in-page.h"
#include "ui/subscriptions/davy-subscriptions-page.h"

/* The one window: header, views, and the sign-in page in their place. What is not seen at once is
 * made when it is first looked at, so that the window is there at once. */

struct _DavyWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwToast *text; /* nullable, weak: what davy_window_show_text() shows */
  GtkStack *screens;
  GtkWidget *back_button;
  DavyRefreshButton *refresh_button;
  DavyNoticeBar *notice_bar;
  AdwViewStack *views;
  AdwViewStackPage *alerts_view;
  AdwBin *alerts_bin;
  AdwBin *subscriptions_bin;
  AdwBin *cases_bin;
  AdwBin *sign_in_bin;
  GtkWidget *demonstration;

  DavyContext *context;
  GBinding *back_binding;
};

G_DEFINE_FINAL_TYPE (DavyWindow, davy_window, ADW_TYPE_APPLICATION_WINDOW)

static GSimpleAction *
lookup_action (DavyWindow *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

static void
update_alerts_title (DavyWindow *self, GParamSpec *pspec, DavyRowList *list)
{
  guint n = davy_row_list_get_number (list);
  /* Translators: the view of the alerts, with the number of open ones. */
  g_autofree char *title = g_strdup_printf (_ ("Alerts (%u)"), n);

  adw_view_stack_page_set_title (self->alerts_view, n > 0 ? title : _ ("Alerts"));
}

static DavyAlertsPage *
ensure_alerts_page (DavyWindow *self)
{
  if (adw_bin_get_child (self->alerts_bin) == NULL)
    {
      DavyAlertsPage *page = davy_alerts_page_new (self->context);

      g_signal_connect_object (davy_alerts_page_get_list (page), "notify::number",
                               G_CALLBACK (update_alerts_title), self, G_CONNECT_SWAPPED);
      adw_bin_set_child (self->alerts_bin, GTK_WIDGET (page));
    }

  return DAVY_ALERTS_PAGE (adw_bin_get_child (self->alerts_bin));
}

static DavySubscriptionsPage *
ensure_subscriptions_page (DavyWindow *self)
{
  if (adw_bin_get_child (self->subscriptions_bin) == NULL)
    adw_bin_set_child (self->subscriptions_bin,
                       GTK_WIDGET (davy_subscriptions_page_new (self->context)));

  return DAVY_SUBSCRIPTIONS_PAGE (adw_bin_get_child (self->subscriptions_bin));
}

static DavyCasesPage *
ensure_cases_page (DavyWindow *self)
{
  if (adw_bin_get_child (self->cases_bin) == NULL)
    adw_bin_set_child (self->cases_bin, GTK_WIDGET (davy_cases_page_new (self->context)));

  return DAVY_CASES_PAGE (adw_bin_get_child (self->cases_bin));
}

/* All that a page of the views is made of is its pane. */
static DavyListPane *
ensure_visible_pane (DavyWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->views);
  AdwBin *page;

  if (g_strcmp0 (name, "subscriptions") == 0)
    page = ADW_BIN (ensure_subscriptions_page (self));
  else if (g_strcmp0 (name, "cases") == 0)
    page = ADW_BIN (ensure_cases_page (self));
  else
    page = ADW_BIN (ensure_alerts_page (self));

  return DAVY_LIST_PANE (adw_bin_get_child (page));
}

static void
update_search_action (DavyWindow *self, GtkSearchBar *search_bar)
{
  g_autoptr (GPropertyAction) search =
      g_property_action_new ("search", search_bar, "search-mode-enabled");

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (search));
  gtk_search_bar_set_key_capture_widget (search_bar, GTK_WIDGET (self));
}

static void
update_back_action (DavyWindow *self, DavySideBySide *sides)
{
  GSimpleAction *back = lookup_action (self, "back");

  g_clear_pointer (&self->back_binding, g_binding_unbind);
  self->back_binding =
      g_object_bind_property (sides, "can-go-back", back, "enabled", G_BINDING_SYNC_CREATE);
}

static void
view_changed_cb (DavyWindow *self)
{
  DavyListPane *pane;

  if (self->context == NULL)
    return;

  pane = ensure_visible_pane (self);
  update_search_action (self, davy_list_pane_get_search_bar (pane));
  update_back_action (self, davy_list_pane_get_sides (pane));
}

static void
leave_sign_in (DavyWindow *self)
{
  gtk_stack_set_visible_child_name (self->screens, "views");
  adw_bin_set_child (self->sign_in_bin, NULL);
}

static void
sign_in_done_cb (DavyWindow *self)
{
  leave_sign_in (self);
  davy_sync_refresh (davy_context_get_sync (self->context));
}

static void
update_refresh_action (DavyWindow *self)
{
  GListModel *accounts = G_LIST_MODEL (davy_context_get_accounts (self->context));
  DavySync *sync = davy_context_get_sync (self->context);

  g_simple_action_set_enabled (lookup_action (self, "refresh"),
                               g_list_model_get_n_items (accounts) > 0 &&
                                   !davy_sync_get_running (sync));
}

static void
refresh_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  davy_sync_refresh (davy_context_get_sync (DAVY_WINDOW (data)->context));
}

static void
back_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavySideBySide *sides = davy_list_pane_get_sides (ensure_visible_pane (data));

  davy_side_by_side_set_opened (sides, FALSE);
}

static const GActionEntry actions[] = {
  { "refresh", refresh_action_cb },
  { "back", back_action_cb },
};

static gboolean
davy_window_close_request (GtkWindow *window)
{
  davy_window_save_state (DAVY_WINDOW (window));

  return GTK_WINDOW_CLASS (davy_window_parent_class)->close_request (window);
}

static void
davy_window_dispose (GObject *object)
{
  DavyWindow *self = DAVY_WINDOW (object);

  g_clear_pointer (&self->back_binding, g_binding_unbind);
  g_clear_weak_pointer (&self->text);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_window_parent_class)->dispose (object);
}

static void
davy_window_class_init (DavyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = davy_window_close_request;

  g_type_ensure (DAVY_TYPE_EITHER);
  g_type_ensure (DAVY_TYPE_NOTICE_BAR);
  g_type_ensure (DAVY_TYPE_REFRESH_BUTTON);
  g_type_ensure (DAVY_TYPE_VIEW_TITLE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/davylamp/Davylamp/davy-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DavyWindow, screens);
  gtk_widget_class_bind_template_child (widget_class, DavyWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, DavyWindow, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, DavyWindow, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, DavyWindow, views);
  gtk_widget_class_bind_template_child (widget_class, DavyWindow, alerts_view);
  gtk_widget_class_bind_template_child (widget_class, DavyWindow, alerts_bin);
  gtk_widget_class_bind_template_child (widget_class, DavyWindow, subscriptions_bin);
  gtk_widget_class_bind_template_child (widget_class, DavyWindow, cases_bin);
  gtk_widget_class_bind_template_child (widget_class, DavyWindow, sign_in_bin);
  gtk_widget_class_bind_template_child (widget_class, DavyWindow, demonstration);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_sign_in);
}

static void
davy_window_init (DavyWindow *self)
{
  g_autoptr (GPropertyAction) view = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  davy_compat_guard_window (GTK_WINDOW (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  view = g_property_action_new ("view", self->views, "visible-child-name");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (view));
  g_object_bind_property (lookup_action (self, "back"), "enabled", self->back_button, "visible",
                          G_BINDING_SYNC_CREATE);
}

static void
take_context (DavyWindow *self, DavyContext *context)
{
  GSettings *settings = davy_context_get_settings (context);
  DavyAccounts *accounts = davy_context_get_accounts (context);
  DavySync *sync = davy_context_get_sync (context);

  self->context = g_object_ref (context);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  davy_refresh_button_watch (self->refresh_button, sync);
  davy_notice_bar_set_context (self->notice_bar, context);
  g_signal_connect_object (sync, "notify::running", G_CALLBACK (update_refresh_action), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (update_refresh_action), self,
                           G_CONNECT_SWAPPED);
  update_refresh_action (self);

  g_settings_bind (settings, "last-view", self->views, "visible-child-name",
                   G_SETTINGS_BIND_DEFAULT);
  view_changed_cb (self);
}

/* It was about what was asked for before. */
static void
dismiss_text (DavyWindow *self)
{
  if (self->text != NULL)
    adw_toast_dismiss (self->text);
}

/**
 * davy_window_new:
 * @application: whose window it is
 * @context: what the start has put together
 *
 * Returns: (transfer none): a window, owned by @application
 */
DavyWindow *
davy_window_new (GtkApplication *application, DavyContext *context)
{
  DavyWindow *self = g_object_new (DAVY_TYPE_WINDOW, "application", application, NULL);

  take_context (self, context);
  if (davy_context_is_demo (context))
    {
      /* Translators: the window's title while everything in it is invented. */
      gtk_window_set_title (GTK_WINDOW (self), _ ("Davylamp (demonstration)"));
      gtk_widget_set_visible (self->demonstration, TRUE);
    }
  else
    gtk_window_set_title (GTK_WINDOW (self), _ ("Davylamp"));

  return self;
}

/**
 * davy_window_show_view:
 * @self: a window
 * @name: `alerts`, `subscriptions` or `cases`
 *
 * Goes to one of the views, as it was left; to the list of alerts, also where one of them covers
 * it.
 */
void
davy_window_show_view (DavyWindow *self, const char *name)
{
  g_return_if_fail (DAVY_IS_WINDOW (self));

  leave_sign_in (self);
  adw_view_stack_set_visible_child_name (self->views, name);
  if (g_str_equal (name, "alerts"))
    davy_alerts_page_show_list (ensure_alerts_page (self));
}

/**
 * davy_window_show_alert:
 * @self: a window
 * @alert_row: the row of the alert in the store
 *
 * Goes to the alerts, with this one selected and opened.
 */
void
davy_window_show_alert (DavyWindow *self, gint64 alert_row)
{
  g_return_if_fail (DAVY_IS_WINDOW (self));

  dismiss_text (self);
  leave_sign_in (self);
  adw_view_stack_set_visible_child_name (self->views, "alerts");
  davy_alerts_page_show_alert (ensure_alerts_page (self), alert_row);
}

/**
 * davy_window_show_open_alerts:
 * @self: a window
 *
 * Goes to the list of alerts, with none of the open ones left out.
 */
void
davy_window_show_open_alerts (DavyWindow *self)
{
  g_return_if_fail (DAVY_IS_WINDOW (self));

  davy_window_show_view (self, "alerts");
  gtk_widget_activate_action (GTK_WIDGET (ensure_alerts_page (self)), "alerts-page.clear-filters",
                              NULL);
}

/**
 * davy_window_show_subscription:
 * @self: a window
 * @subscription_row: the row of the subscription in the store
 *
 * Goes to the subscriptions, with the page of this one opened.
 */
void
davy_window_show_subscription (DavyWindow *self, gint64 subscription_row)
{
  g_return_if_fail (DAVY_IS_WINDOW (self));

  dismiss_text (self);
  leave_sign_in (self);
  adw_view_stack_set_visible_child_name (self->views, "subscriptions");
  davy_subscriptions_page_show_subscription (ensure_subscriptions_page (self), subscription_row);
}

/**
 * davy_window_show_case:
 * @self: a window
 * @case_row: the row of the case in the store
 *
 * Goes to the cases, with the page of this one opened.
 */
void
davy_window_show_case (DavyWindow *self, gint64 case_row)
{
  g_return_if_fail (DAVY_IS_WINDOW (self));

  dismiss_text (self);
  leave_sign_in (self);
  adw_view_stack_set_visible_child_name (self->views, "cases");
  davy_cases_page_show_case (ensure_cases_page (self), case_row);
}

/**
 * davy_window_show_sign_in:
 * @self: a window
 *
 * Puts the sign-in page in place of the views.
 */
void
davy_window_show_sign_in (DavyWindow *self)
{
  g_return_if_fail (DAVY_IS_WINDOW (self));

  if (adw_bin_get_child (self->sign_in_bin) == NULL)
    {
      GtkWidget *page = GTK_WIDGET (davy_sign_in_page_new (self->context));

      g_signal_connect_object (page, "done", G_CALLBACK (sign_in_done_cb), self, G_CONNECT_SWAPPED);
      adw_bin_set_child (self->sign_in_bin, page);
    }
  gtk_stack_set_visible_child_name (self->screens, "sign-in");
}

/**
 * davy_window_show_text:
 * @self: a window
 * @text: a short sentence
 *
 * Shows @text, in the place of one before it, until it is closed: somebody asked for something, and
 * looks perhaps elsewhere until the window is there.
 */
void
davy_window_show_text (DavyWindow *self, const char *text)
{
  g_return_if_fail (DAVY_IS_WINDOW (self));

  dismiss_text (self);
  g_set_weak_pointer (&self->text, davy_toast_new (text));
  adw_toast_set_timeout (self->text, 0);
  adw_toast_set_priority (self->text, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, self->text);
}

/**
 * davy_window_set_store_error:
 * @self: a window
 * @error: why the database did not open
 */
void
davy_window_set_store_error (DavyWindow *self, const GError *error)
{
  g_return_if_fail (DAVY_IS_WINDOW (self));

  davy_notice_bar_set_store_error (self->notice_bar, error);
}

/**
 * davy_window_set_accounts_read:
 * @self: a window
 * @error: (nullable): why the accounts could not be read from the keyring; %NULL when they could
 *
 * Tells the window that the keyring has answered, so that no account means nobody is signed in.
 */
void
davy_window_set_accounts_read (DavyWindow *self, const GError *error)
{
  g_return_if_fail (DAVY_IS_WINDOW (self));

  davy_notice_bar_set_accounts_read (self->notice_bar, error);
  davy_alerts_page_set_accounts_known (ensure_alerts_page (self));
}

/**
 * davy_window_save_state:
 * @self: a window
 *
 * Keeps the size for the next start; views, filters and selections are kept as they change.
 */
void
davy_window_save_state (DavyWindow *self)
{
  GSettings *settings;
  gboolean maximized;
  int width, height;

  g_return_if_fail (DAVY_IS_WINDOW (self));

  settings = davy_context_get_settings (self->context);
  maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  g_settings_set_boolean (settings, "window-maximized", maximized);
  if (maximized)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "window-width", MAX (width, 360));
  g_settings_set_int (settings, "window-height", MAX (height, 294));
}
