/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences/davy-preferences-window.h"

#include <glib/gi18n.h>

#include "account/davy-accounts.h"
#include "account/davy-sign-in.h"
#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "store/davy-store.h"
#include "sync/davy-sync.h"
#include "ui/common/davy-aside-row.h"
#include "ui/common/davy-choice-factory.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/common/davy-toast.h"
#include "ui/help/davy-help-button.h"
#include "ui/help/davy-help-topic.h"
#include "ui/preferences/davy-account-words.h"
#include "ui/preferences/davy-background-group.h"
#include "ui/preferences/davy-data-group.h"

/* Who is signed in and by which application, where alerts come from, and what is worth one. */

struct _DavyPreferencesWindow
{
  AdwWindow parent_instance;

  GtkListBox *accounts_box;
  AdwComboRow *alert_service_row;
  GtkSpinButton *notable_amount;
  DavyBackgroundGroup *background_group;
  AdwEntryRow *application_id_row;
  DavyDataGroup *data_group;

  DavyContext *context;
  GCancellable *cancellable;
};

/* One account on its way out. */
typedef struct
{
  DavyPreferencesWindow *self; /* owned: may be closed before the end */
  DavyContext *context;        /* owned */
  DavyAccount *account;        /* owned */
} Leaving;

/* The names of the services, in the order of the row's choices. */
static const char *const alert_services[] = { "partner-center", "graph" };

typedef enum
{
  SIGNAL_DELETE_ALL,
  N_SIGNALS,
} PreferencesSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DavyPreferencesWindow, davy_preferences_window, ADW_TYPE_WINDOW)

static void
leaving_free (Leaving *leaving)
{
  g_object_unref (leaving->self);
  g_object_unref (leaving->context);
  g_object_unref (leaving->account);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_free)

static void
say_failed (DavyPreferencesWindow *self, const GError *error)
{
  g_autofree char *sentence = davy_error_dup_sentence (error);

  if (self->context != NULL)
    davy_toast_show (GTK_WIDGET (self->accounts_box), davy_toast_new (sentence));
}

/* It stays until the person closes it, and is shown in full: there is something to do. */
static void
say_still_in_keyring (DavyPreferencesWindow *self, DavyAccount *account)
{
  g_autofree char *sentence = g_strdup_printf (
      /* Translators: %s is a user name. “Passwords and Keys” is GNOME’s program for the keyring. */
      _ ("The sign-in could not be removed from the keyring: delete Davylamp’s entry for %s in "
         "Passwords and Keys"),
      davy_account_get_username (account));
  GtkWidget *label;
  AdwToast *toast;

  if (self->context == NULL)
    return;

  label = gtk_label_new (sentence);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR); /* a user name may be long */
  toast = adw_toast_new ("");
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_timeout (toast, 0);
  davy_toast_show (GTK_WIDGET (self->accounts_box), toast);
}

static void
wiped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyPreferencesWindow) self = DAVY_PREFERENCES_WINDOW (data);
  g_autoptr (GError) error = NULL;

  if (!davy_store_wipe_account_finish (DAVY_STORE (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_failed (self, error);
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Leaving) leaving = data;
  g_autoptr (GError) error = NULL;

  if (!davy_accounts_sign_out_finish (DAVY_ACCOUNTS (source), result, &error))
    {
      g_message ("The keyring was not cleared: %s", error->message);
      say_still_in_keyring (leaving->self, leaving->account);
    }

  /* What was read belongs to a colleague of the same partner as well. */
  if (davy_accounts_find_acting (DAVY_ACCOUNTS (source), davy_account_get_id (leaving->account)) !=
      NULL)
    return;

  davy_store_wipe_account_async (davy_context_get_store (leaving->context),
                                 davy_account_get_id (leaving->account), NULL, wiped_cb,
                                 g_object_ref (leaving->self));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Leaving) leaving = data;
  DavyContext *context = leaving->context;
  DavyAccount *account = leaving->account;

  if (!davy_compat_ask_finish (GTK_WINDOW (source), result, NULL))
    return;

  davy_sync_cancel (davy_context_get_sync (context));
  davy_accounts_sign_out_async (davy_context_get_accounts (context), account, NULL, signed_out_cb,
                                g_steal_pointer (&leaving));
}

static void
sign_out_clicked_cb (GtkButton *button, gpointer data)
{
  DavyPreferencesWindow *self = DAVY_PREFERENCES_WINDOW (data);
  DavyAccount *account = g_object_get_data (G_OBJECT (button), "account");
  g_autofree char *body =
      davy_words_account_leaving (davy_context_get_accounts (self->context), account);
  Leaving *leaving = g_new0 (Leaving, 1);

  leaving->self = g_object_ref (self);
  leaving->context = g_object_ref (self->context);
  leaving->account = g_object_ref (account);
  davy_compat_ask_async (GTK_WINDOW (self), _ ("Sign out?"), body, _ ("Stay signed in"),
                         _ ("Sign out"), TRUE, self->cancellable, asked_cb, leaving);
}

static GtkWidget *
make_account_row (gpointer item, gpointer data)
{
  DavyAccount *account = DAVY_ACCOUNT (item);
  GtkWidget *row = g_object_new (DAVY_TYPE_ASIDE_ROW, NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Sign out"));
  DavySync *sync = davy_context_get_sync (DAVY_PREFERENCES_WINDOW (data)->context);
  g_autofree char *words = davy_words_account_state (account, sync);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), davy_account_get_username (account));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  davy_account_get_username (account), -1);
  g_object_set_data_full (G_OBJECT (button), "account", g_object_ref (account), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (sign_out_clicked_cb), data, 0);
  davy_aside_row_add_suffix (DAVY_ASIDE_ROW (row), button);

  return row;
}

static GtkWidget *
make_nobody_row (void)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Nobody is signed in"));
  gtk_widget_add_css_class (row, "dim-label");

  return row;
}

static void
sign_in_clicked_cb (DavyPreferencesWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (parent)), "sign-in",
                                  NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
delete_all_cb (DavyPreferencesWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_DELETE_ALL], 0);
}

/* The ring and its words go as soon as the id can be one again. */
static void
application_id_changed_cb (DavyPreferencesWindow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->application_id_row), "error");
}

static void
application_id_apply_cb (DavyPreferencesWindow *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->application_id_row))));
  g_autoptr (GError) error = NULL;

  if (*text != '\0' && !davy_application_id_check (text, &error))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->application_id_row), "error");
      say_failed (self, error);
      return;
    }

  g_settings_set_string (davy_context_get_settings (self->context), "application-id", text);
  davy_accounts_set_application_id (davy_context_get_accounts (self->context), NULL, text);
}

/* The alerts of the other service are wanted at once. */
static void
alert_service_selected_cb (DavyPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->alert_service_row);
  GListModel *accounts;

  if (self->context == NULL || selected >= G_N_ELEMENTS (alert_services))
    return;

  accounts = G_LIST_MODEL (davy_context_get_accounts (self->context));
  g_settings_set_string (davy_context_get_settings (self->context), "alert-service",
                         alert_services[selected]);
  if (g_list_model_get_n_items (accounts) > 0)
    davy_sync_refresh (davy_context_get_sync (self->context));
}

static void
show_alert_service (DavyPreferencesWindow *self, GSettings *settings)
{
  g_autofree char *name = g_settings_get_string (settings, "alert-service");

  for (guint i = 0; i < G_N_ELEMENTS (alert_services); i++)
    if (g_str_equal (alert_services[i], name))
      adw_combo_row_set_selected (self->alert_service_row, i);
  gtk_widget_set_sensitive (GTK_WIDGET (self->alert_service_row),
                            g_settings_is_writable (settings, "alert-service"));
}

static void
davy_preferences_window_dispose (GObject *object)
{
  DavyPreferencesWindow *self = DAVY_PREFERENCES_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_preferences_window_parent_class)->dispose (object);
}

static void
davy_preferences_window_class_init (DavyPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_preferences_window_dispose;

  /* A person has agreed that all local data is deleted. Not an action: those of an application can
   * be started by others, over the session bus. */
  signals[SIGNAL_DELETE_ALL] = g_signal_new ("delete-all", G_TYPE_FROM_CLASS (klass), 0, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DAVY_TYPE_DATA_GROUP);
  g_type_ensure (DAVY_TYPE_BACKGROUND_GROUP);
  g_type_ensure (DAVY_TYPE_HELP_BUTTON);
  g_type_ensure (DAVY_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/preferences/davy-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyPreferencesWindow, accounts_box);
  gtk_widget_class_bind_template_child (widget_class, DavyPreferencesWindow, alert_service_row);
  gtk_widget_class_bind_template_child (widget_class, DavyPreferencesWindow, notable_amount);
  gtk_widget_class_bind_template_child (widget_class, DavyPreferencesWindow, background_group);
  gtk_widget_class_bind_template_child (widget_class, DavyPreferencesWindow, application_id_row);
  gtk_widget_class_bind_template_child (widget_class, DavyPreferencesWindow, data_group);
  gtk_widget_class_bind_template_callback (widget_class, delete_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, alert_service_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, application_id_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, application_id_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
davy_preferences_window_init (DavyPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_help_topic_set (GTK_WIDGET (self), "privacy");
  davy_choice_factory_install (self->alert_service_row);
  davy_compat_guard_window (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * davy_preferences_window_new:
 * @context: whose accounts and settings are shown
 * @parent: the window in front of which it opens
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
davy_preferences_window_new (DavyContext *context, GtkWindow *parent)
{
  DavyPreferencesWindow *self =
      g_object_new (DAVY_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  GSettings *settings = davy_context_get_settings (context);
  g_autofree char *application_id = g_settings_get_string (settings, "application-id");

  show_alert_service (self, settings);
  g_settings_bind (settings, "notable-amount", self->notable_amount, "value",
                   G_SETTINGS_BIND_DEFAULT);
  davy_background_group_set_context (self->background_group, context);
  self->context = g_object_ref (context);
  gtk_list_box_bind_model (self->accounts_box, G_LIST_MODEL (davy_context_get_accounts (context)),
                           make_account_row, self, NULL);
  gtk_list_box_set_placeholder (self->accounts_box, make_nobody_row ());
  gtk_editable_set_text (GTK_EDITABLE (self->application_id_row), application_id);
  gtk_widget_set_sensitive (GTK_WIDGET (self->application_id_row),
                            g_settings_is_writable (settings, "application-id"));

  davy_data_group_set_context (self->data_group, context);

  return GTK_WINDOW (self);
}
