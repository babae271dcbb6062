/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-application-private.h"

#include <glib/gi18n.h>

#include "config.h"
#include "core/davy-itself.h"
#include "store/davy-notice-table.h"
#include "ui/common/davy-alert-notice.h"
#include "ui/davy-about.h"
#include "ui/davy-opener.h"
#include "ui/help/davy-help-topic.h"
#include "ui/help/davy-help-window.h"
#include "ui/preferences/davy-preferences-window.h"
#include "ui/shortcuts/davy-shortcuts-window.h"
#include "ui/stop/davy-stop-window.h"
#include "ui/support/davy-letter-window.h"
#include "ui/support/davy-support-window.h"
#include "ui/wizard/davy-wizard-window.h"

/* What can be asked of the program from anywhere: by its windows, by keys, by what the desktop was
 * told, and by a second start. Whatever is on the session bus can do so, too. */

static void
ready_closed_cb (DavyApplication *self)
{
  self->ready = NULL;
}

/* What stands before the window is closed with it, and the program ends with the last of both. */
static GtkWindow *
show_window (DavyApplication *self)
{
  GtkWindow *window = GTK_WINDOW (davy_application_ensure_window (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (window)))
    gtk_window_present (window);

  return window;
}

static void
show_alert_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);
  DavyWindow *window = davy_application_ensure_window (self);
  gint64 alert_row = g_variant_get_int64 (parameter);

  davy_store_see_alert (davy_context_get_store (self->context), alert_row);
  davy_window_show_alert (window, alert_row);
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_by_id (DavyApplication *self, DavyIdKind kind, GVariant *id)
{
  DavyWindow *window = davy_application_ensure_window (self);

  gtk_window_present (GTK_WINDOW (window));
  davy_opener_open (window, davy_context_get_store (self->context), kind,
                    g_variant_get_string (id, NULL));
}

static void
open_alert_cb (GSimpleAction *action, GVariant *id, gpointer data)
{
  open_by_id (data, DAVY_ID_OF_ALERT, id);
}

static void
open_subscription_cb (GSimpleAction *action, GVariant *id, gpointer data)
{
  open_by_id (data, DAVY_ID_OF_SUBSCRIPTION, id);
}

/* What the desktop offers beside the program's name: alerts, subscriptions. */
static void
view_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyWindow *window = davy_application_ensure_window (data);

  davy_window_show_view (window, g_action_get_name (G_ACTION (action)));
  gtk_window_present (GTK_WINDOW (window));
}

/* Those that the desktop was told of together. */
static void
show_alerts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);
  DavyWindow *window = davy_application_ensure_window (self);
  gint64 kind = g_variant_get_int64 (parameter);

  if (kind >= 0 && kind < DAVY_N_NOTICES) /* anybody on the bus may ask */
    davy_store_see_alerts (davy_context_get_store (self->context), (DavyNoticeKind) kind);
  davy_window_show_open_alerts (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
handle_alert_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);
  GtkWindow *parent = show_window (self);
  gint64 alert_row = g_variant_get_int64 (parameter);

  davy_store_see_alert (davy_context_get_store (self->context), alert_row);
  gtk_window_present (GTK_WINDOW (davy_wizard_window_new (self->context, parent, alert_row)));
}

/* The window from which something was asked for: the wizard, too. */
static GtkWindow *
find_parent (DavyApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  return active != NULL ? active : show_window (self);
}

static void
ask_microsoft_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);

  gtk_window_present (GTK_WINDOW (davy_support_window_new (self->context, find_parent (self),
                                                           g_variant_get_int64 (parameter))));
}

static void
stop_machines_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);

  gtk_window_present (GTK_WINDOW (
      davy_stop_window_new (self->context, find_parent (self), g_variant_get_int64 (parameter))));
}

static void
write_to_customer_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);

  gtk_window_present (GTK_WINDOW (
      davy_letter_window_new (self->context, find_parent (self), g_variant_get_int64 (parameter))));
}

static void
show_subscription_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyWindow *window = davy_application_ensure_window (data);

  davy_window_show_subscription (window, g_variant_get_int64 (parameter));
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_case_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyWindow *window = davy_application_ensure_window (data);

  davy_window_show_case (window, g_variant_get_int64 (parameter));
  gtk_window_present (GTK_WINDOW (window));
}

static void
sign_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyWindow *window = davy_application_ensure_window (data);

  davy_window_show_sign_in (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
ready_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);

  if (self->ready == NULL)
    {
      self->ready = davy_ready_window_new (self->context, show_window (self));
      g_signal_connect_object (self->ready, "unmap", G_CALLBACK (ready_closed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self->ready));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);
  GtkWindow *preferences = davy_preferences_window_new (self->context, show_window (self));

  g_signal_connect_object (preferences, "delete-all", G_CALLBACK (davy_application_delete_data),
                           self, G_CONNECT_SWAPPED);
  gtk_window_present (preferences);
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (davy_shortcuts_window_new (show_window (data)));
}

static void
help_cb (GSimpleAction *action, GVariant *page, gpointer data)
{
  davy_help_window_open (data, DAVY_HELP_DIR, g_variant_get_string (page, NULL));
}

static void
help_here_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *active = gtk_application_get_active_window (data);

  g_action_group_activate_action (data, "help",
                                  g_variant_new_string (davy_help_topic_find (active)));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);

  davy_about_show (self->context, show_window (self));
}

/* The demonstration is a program of its own, so that nothing it does touches what is real. */
static void
try_demo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) demo =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, DAVY_ITSELF, "--demo", NULL);

  if (demo == NULL)
    {
      g_warning ("Could not start the demonstration: %s", error->message);
      davy_window_show_text (DAVY_WINDOW (show_window (self)),
                             _ ("The demonstration could not be started"));
    }
}

static void
load_accounts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  davy_upkeep_load_accounts (DAVY_APPLICATION (data)->upkeep);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DavyApplication *self = DAVY_APPLICATION (data);

  if (self->window != NULL)
    davy_window_save_state (self->window);
  g_application_quit (G_APPLICATION (self));
}

static const GActionEntry actions[] = {
  { "alerts", view_cb },
  { "ask-microsoft", ask_microsoft_cb, "x" },
  { "handle-alert", handle_alert_cb, "x" },
  { "help", help_cb, "s" },
  { "help-here", help_here_cb },
  { "load-accounts", load_accounts_cb },
  { "open-alert", open_alert_cb, "s" },
  { "open-case", open_case_cb, "x" },
  { "open-subscription", open_subscription_cb, "s" },
  { "show-alert", show_alert_cb, "x" },
  { DAVY_ACTION_SHOW_ALERTS, show_alerts_cb, "x" },
  { "stop-machines", stop_machines_cb, "x" },
  { "show-subscription", show_subscription_cb, "x" },
  { "sign-in", sign_in_cb },
  { "subscriptions", view_cb },
  { "preferences", preferences_cb },
  { "ready", ready_cb },
  { "shortcuts", shortcuts_cb },
  { "about", about_cb },
  { "try-demo", try_demo_cb },
  { "quit", quit_cb },
  { "write-to-customer", write_to_customer_cb, "x" },
};

static const struct
{
  const char *action;
  const char *keys[3];
} keys[] = {
  { "app.help-here", { "F1" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.shortcuts", { "<Control>question" } },
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.refresh", { "F5", "<Control>r" } },
  { "win.search", { "<Control>f" } },
  { "win.back", { "<Alt>Left" } },
  { "win.view::alerts", { "<Alt>1" } },
  { "win.view::subscriptions", { "<Alt>2" } },
  { "win.view::cases", { "<Alt>3" } },
};

void
davy_application_add_actions (DavyApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].keys);
}
