/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-notice-bar.h"

#include <glib/gi18n.h>

#include "account/davy-accounts.h"
#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "core/davy-format.h"
#include "store/davy-store.h"
#include "sync/davy-sync.h"

/* The one bar under the header: shown when something keeps the window from being up to date, with
 * the way on. Of several troubles it names the one to mend first. */

struct _DavyNoticeBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkImage *icon;
  GtkLabel *label;
  GtkButton *button;

  DavyContext *context;
  GError *store_error;
  GError *keyring_error;
  gboolean accounts_known;
};

/* What the bar says; a notice without text is none. */
typedef struct
{
  const char *icon_name;
  char *text;
  const char *button; /* nullable */
  const char *action; /* nullable */
} Notice;

G_DEFINE_FINAL_TYPE (DavyNoticeBar, davy_notice_bar, ADW_TYPE_BIN)

/* Nobody is signed in although there is something to show, or somebody's sign-in has ended. */
static gboolean
needs_sign_in (DavyNoticeBar *self)
{
  GListModel *accounts = G_LIST_MODEL (davy_context_get_accounts (self->context));
  DavySync *sync = davy_context_get_sync (self->context);
  guint n = g_list_model_get_n_items (accounts);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DavyAccount) account = g_list_model_get_item (accounts, i);

      if (davy_account_get_state (account) == DAVY_ACCOUNT_NEEDS_SIGN_IN)
        return TRUE;
    }

  return self->accounts_known && n == 0 && davy_sync_get_last_refresh (sync) != DAVY_TIME_UNSET;
}

/* "Showing what was known at 14:02", NULL when nothing was known yet. */
static char *
known_at (DavySync *sync)
{
  DavyTime last = davy_sync_get_last_refresh (sync);
  g_autofree char *when = NULL;

  if (last == DAVY_TIME_UNSET)
    return NULL;

  when = davy_format_recent (DAVY_LANGUAGE_WINDOW, last);
  /* Translators: %s is a time, "14:02", or a day with it, "Tue 14:02". */
  return g_strdup_printf (_ ("Showing what was known at %s."), when);
}

static Notice
notice_of_offline (DavySync *sync)
{
  g_autofree char *known = known_at (sync);
  Notice notice = { "network-offline-symbolic", NULL, C_ ("notice", "Try again"), "win.refresh" };

  notice.text =
      /* Translators: %s is the sentence "Showing what was known at 14:02." */
      known != NULL ? g_strdup_printf (_ ("Offline. %s"), known) : g_strdup (_ ("Offline."));

  return notice;
}

/* Of several people, whom it concerns; and when it concerns more than one, how many. The caller
 * frees it; NULL when the sentence says enough. */
static char *
dup_who_failed (DavyContext *context, const char *sentence)
{
  GListModel *accounts = G_LIST_MODEL (davy_context_get_accounts (context));
  g_autofree char *name = NULL;
  guint n = g_list_model_get_n_items (accounts), n_failed = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DavyAccount) account = g_list_model_get_item (accounts, i);

      if (davy_sync_get_account_error (davy_context_get_sync (context),
                                       davy_account_get_id (account)) == NULL)
        continue;
      n_failed++;
      g_free (name);
      name = g_strdup (davy_account_get_username (account));
    }
  if (n < 2 || n_failed == 0)
    return NULL;
  if (n_failed == 1)
    /* Translators: first the name of an account, then a whole sentence on what went wrong. */
    return g_strdup_printf (C_ ("account", "%1$s: %2$s"), name, sentence);

  /* Translators: two numbers of accounts. */
  return g_strdup_printf (_ ("%1$u of %2$u accounts could not be refreshed."), n_failed, n);
}

static Notice
notice_of_refresh (DavyContext *context, const GError *error)
{
  DavySync *sync = davy_context_get_sync (context);
  Notice notice = { "dialog-warning-symbolic", NULL, C_ ("notice", "Try again"), "win.refresh" };
  g_autofree char *plain = davy_error_dup_sentence (error);
  g_autofree char *who = dup_who_failed (context, plain);
  g_autofree char *sentence = who != NULL ? g_steal_pointer (&who) : g_steal_pointer (&plain);
  g_autofree char *known = known_at (sync);

  if (davy_error_wants_sign_in (error))
    {
      notice.button = _ ("Sign in");
      notice.action = "app.sign-in";
    }

  /* Translators: two whole sentences: what went wrong, and "Showing what was known at 14:02." */
  notice.text = known != NULL ? g_strdup_printf (C_ ("two sentences", "%1$s %2$s"), sentence, known)
                              : g_steal_pointer (&sentence);

  return notice;
}

static Notice
choose_notice (DavyNoticeBar *self)
{
  DavySync *sync = davy_context_get_sync (self->context);
  const GError *error = davy_sync_get_error (sync);

  if (self->store_error != NULL)
    return (Notice){ "dialog-error-symbolic", davy_error_dup_sentence (self->store_error),
                     C_ ("notice", "Close"), "notice.close" };

  if (self->keyring_error != NULL)
    return (Notice){ "dialog-password-symbolic", davy_error_dup_sentence (self->keyring_error),
                     C_ ("notice", "Try again"), "app.load-accounts" };

  if (needs_sign_in (self))
    return (Notice){ "dialog-password-symbolic", g_strdup (_ ("Sign in again to refresh.")),
                     _ ("Sign in"), "app.sign-in" };

  if (davy_sync_get_running (sync))
    return (Notice){ NULL, NULL, NULL, NULL };

  if (davy_sync_get_offline (sync))
    return notice_of_offline (sync);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return notice_of_refresh (self->context, error);

  return (Notice){ NULL, NULL, NULL, NULL };
}

static void
update (DavyNoticeBar *self)
{
  Notice notice;

  if (self->context == NULL)
    return;

  notice = choose_notice (self);
  if (notice.text != NULL)
    {
      if (!gtk_revealer_get_reveal_child (self->revealer) ||
          !g_str_equal (gtk_label_get_text (self->label), notice.text))
        davy_compat_announce (GTK_WIDGET (self), notice.text);
      gtk_image_set_from_icon_name (self->icon, notice.icon_name);
      gtk_label_set_text (self->label, notice.text);
      gtk_widget_set_visible (GTK_WIDGET (self->button), notice.button != NULL);
      if (notice.button != NULL)
        gtk_button_set_label (self->button, notice.button);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), notice.action);
    }
  gtk_revealer_set_reveal_child (self->revealer, notice.text != NULL);
  g_free (notice.text);
}

static void
accounts_changed_cb (DavyNoticeBar *self,
                     guint position,
                     guint removed,
                     guint added,
                     GListModel *model)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GObject) account = g_list_model_get_item (model, i);

      g_signal_connect_object (account, "notify::state", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_clear_error (&self->keyring_error); /* somebody could sign in all the same */
    }
  update (self);
}

/* What became of the database is told once. */
static void
close_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DavyNoticeBar *self = DAVY_NOTICE_BAR (widget);

  g_clear_error (&self->store_error);
  update (self);
}

static void
davy_notice_bar_dispose (GObject *object)
{
  DavyNoticeBar *self = DAVY_NOTICE_BAR (object);

  g_clear_object (&self->context);
  g_clear_error (&self->store_error);
  g_clear_error (&self->keyring_error);

  G_OBJECT_CLASS (davy_notice_bar_parent_class)->dispose (object);
}

static void
davy_notice_bar_class_init (DavyNoticeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_notice_bar_dispose;

  gtk_widget_class_install_action (widget_class, "notice.close", NULL, close_cb);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-notice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyNoticeBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, DavyNoticeBar, icon);
  gtk_widget_class_bind_template_child (widget_class, DavyNoticeBar, label);
  gtk_widget_class_bind_template_child (widget_class, DavyNoticeBar, button);
}

static void
davy_notice_bar_init (DavyNoticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_notice_bar_set_context:
 * @self: a bar
 * @context: whose accounts and refresh it watches; set once
 */
void
davy_notice_bar_set_context (DavyNoticeBar *self, DavyContext *context)
{
  DavyAccounts *accounts;
  DavySync *sync;

  g_return_if_fail (DAVY_IS_NOTICE_BAR (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  accounts = davy_context_get_accounts (context);
  sync = davy_context_get_sync (context);

  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (accounts)),
                       G_LIST_MODEL (accounts));
  g_signal_connect_object (sync, "notify::error", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::offline", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::running", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::last-refresh", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

/**
 * davy_notice_bar_set_store_error:
 * @self: a bar
 * @error: (nullable): why the database did not open
 */
void
davy_notice_bar_set_store_error (DavyNoticeBar *self, const GError *error)
{
  g_return_if_fail (DAVY_IS_NOTICE_BAR (self));

  g_clear_error (&self->store_error);
  self->store_error = error != NULL ? g_error_copy (error) : NULL;
  update (self);
}

/**
 * davy_notice_bar_set_accounts_read:
 * @self: a bar
 * @error: (nullable): why the accounts could not be read from the keyring; NULL when they could
 *
 * Tells the bar that the accounts have been asked for, so that none means nobody is signed in.
 */
void
davy_notice_bar_set_accounts_read (DavyNoticeBar *self, const GError *error)
{
  g_return_if_fail (DAVY_IS_NOTICE_BAR (self));

  g_clear_error (&self->keyring_error);
  self->keyring_error = error != NULL ? g_error_copy (error) : NULL;
  self->accounts_known = TRUE;
  update (self);
}
