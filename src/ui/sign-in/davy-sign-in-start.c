/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sign-in/davy-sign-in-start.h"

#include <glib/gi18n.h>

#include "account/davy-sign-in.h"
#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "sync/davy-sync.h"
#include "ui/common/davy-choice-factory.h"
#include "ui/common/davy-cloud-words.h"
#include "ui/common/davy-describe.h"

/* Where a sign-in begins: one way in, and the rest folded away behind what the organization has
 * configured. Only an application id that nobody has set yet is asked for in the open. */

struct _DavySignInStart
{
  AdwBin parent_instance;

  AdwStatusPage *page;
  GtkBox *application_id_box;
  AdwEntryRow *application_id_row;
  GtkLabel *application_id_hint;
  GtkButton *register_button;
  GtkButton *browser_button;
  AdwActionRow *other_account_row;
  AdwActionRow *known_id_row;
  GtkButton *change_button;
  AdwActionRow *cloud_row;
  AdwComboRow *cloud_choice_row;

  DavyContext *context;
  DavyAccount *again; /* nullable: who has to sign in again */
  char *claims;       /* nullable: the challenge that again has to meet */
  const char *cloud;  /* nullable: the usual one */
  char *hint;         /* below the application id, as long as nothing is wrong with it */
};

G_DEFINE_FINAL_TYPE (DavySignInStart, davy_sign_in_start, ADW_TYPE_BIN)

static DavyAccounts *
get_accounts (DavySignInStart *self)
{
  return davy_context_get_accounts (self->context);
}

static DavyAccount *
find_who_needs_it (DavyAccounts *accounts)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++)
    {
      g_autoptr (DavyAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);

      if (davy_account_get_state (account) == DAVY_ACCOUNT_NEEDS_SIGN_IN)
        return g_steal_pointer (&account);
    }

  return NULL;
}

static gboolean
wants_proof (const GError *error)
{
  return g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CLAIMS) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_MFA);
}

/* Somebody whose sign-in has ended; else somebody of whom the last refresh was asked for one more
 * proof. */
static void
find_again (DavySignInStart *self)
{
  DavyAccounts *accounts = get_accounts (self);
  DavySync *sync = davy_context_get_sync (self->context);

  self->again = find_who_needs_it (accounts);
  for (guint i = 0; sync != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++)
    {
      g_autoptr (DavyAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);
      const GError *error = davy_sync_get_account_error (sync, davy_account_get_id (account));

      if (self->again != NULL || error == NULL || !wants_proof (error))
        continue;
      self->again = g_object_ref (account);
      if (davy_error_get_fault (error) != NULL)
        self->claims = g_strdup (davy_error_get_fault (error)->claims);
    }
}

static gboolean
is_usual (const char *cloud)
{
  return cloud == NULL || g_strcmp0 (cloud, DAVY_CLOUD_GLOBAL) == 0;
}

static GVariant *
add_id (GVariant *ids, const char *cloud, const char *id)
{
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other, *other_id;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, ids);
  while (g_variant_iter_next (&iter, "{&s&s}", &other, &other_id))
    if (g_strcmp0 (other, cloud) != 0)
      g_variant_builder_add (&builder, "{ss}", other, other_id);
  g_variant_builder_add (&builder, "{ss}", cloud, id);

  return g_variant_builder_end (&builder);
}

/* An administrator overrides the default of the schema, or locks the key. */
static gboolean
is_set_by_organization (DavySignInStart *self)
{
  GSettings *settings = davy_context_get_settings (self->context);
  g_autoptr (GVariant) standard = g_settings_get_default_value (settings, "application-id");
  g_autoptr (GVariant) own = g_settings_get_user_value (settings, "application-id");

  if (!is_usual (self->cloud))
    return !g_settings_is_writable (settings, "application-ids");

  return !g_settings_is_writable (settings, "application-id") ||
         (own == NULL && *g_variant_get_string (standard, NULL) != '\0');
}

static void
keep_application_id (DavySignInStart *self, const char *id)
{
  GSettings *settings = davy_context_get_settings (self->context);

  if (is_usual (self->cloud))
    {
      g_settings_set_string (settings, "application-id", id);
    }
  else
    {
      g_autoptr (GVariant) old = g_settings_get_value (settings, "application-ids");

      g_settings_set_value (settings, "application-ids", add_id (old, self->cloud, id));
    }
  davy_accounts_set_application_id (get_accounts (self), self->cloud, id);
}

static void
show_application_id (DavySignInStart *self)
{
  const char *id = davy_accounts_get_application_id (get_accounts (self), self->cloud);
  gboolean known = davy_application_id_check (id, NULL);
  gboolean fixed = known && (davy_context_is_demo (self->context) || is_set_by_organization (self));
  g_autofree char *subtitle = NULL;

  if (davy_context_is_demo (self->context))
    subtitle = g_strdup (_ ("The demonstration needs none of your own"));
  else if (fixed)
    /* Translators: %s is an application id, 36 characters. */
    subtitle = g_strdup_printf (_ ("%s, set by your organization"), id);
  else
    subtitle = g_strdup (id);

  gtk_widget_set_visible (GTK_WIDGET (self->application_id_box), !known);
  gtk_widget_set_visible (GTK_WIDGET (self->known_id_row), known);
  gtk_widget_set_visible (GTK_WIDGET (self->change_button), !fixed);
  adw_action_row_set_subtitle (self->known_id_row, subtitle);
  gtk_editable_set_text (GTK_EDITABLE (self->application_id_row), id != NULL ? id : "");
}

static void
show_who (DavySignInStart *self)
{
  g_autofree char *description = NULL;

  if (self->again != NULL)
    {
      g_autofree char *name = g_markup_escape_text (davy_account_get_username (self->again), -1);

      adw_status_page_set_title (self->page, _ ("Sign in again"));
      description =
          /* Translators: %s is the name of an account, such as anna@example.com. */
          g_strdup_printf (_ ("Microsoft wants to see %s again before it tells more."), name);
    }
  else if (davy_context_is_demo (self->context))
    {
      adw_status_page_set_title (self->page, _ ("Sign in to the demonstration"));
      description = g_strdup (_ ("The page that opens in your browser is invented, like everything "
                                 "behind it. You choose there who you are."));
    }
  else
    {
      adw_status_page_set_title (self->page, _ ("Sign in with your work account"));
      description =
          g_strdup (_ ("Davylamp reads your customers’ alerts in your name. Your password "
                       "stays in the browser."));
    }
  adw_status_page_set_description (self->page, description);
  gtk_widget_set_visible (GTK_WIDGET (self->other_account_row), self->again != NULL);
}

/* The demonstration and test servers are one cloud; a person chooses among Microsoft's own. */
static void
show_cloud (DavySignInStart *self)
{
  const char *const *clouds = davy_accounts_list_clouds (get_accounts (self));
  gboolean choice = clouds[0] != NULL && clouds[1] != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->cloud_row), !choice);
  gtk_widget_set_visible (GTK_WIDGET (self->cloud_choice_row), choice);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cloud_choice_row), self->again == NULL);
  if (davy_context_is_demo (self->context))
    adw_action_row_set_subtitle (self->cloud_row, C_ ("cloud", "Demonstration, on this computer"));
  else if (g_strcmp0 (davy_context_get_profile (self->context), "default") != 0)
    adw_action_row_set_subtitle (self->cloud_row, C_ ("cloud", "Test servers, on this computer"));
  else
    adw_action_row_set_subtitle (self->cloud_row, davy_words_cloud (clouds[0]));
}

static void
fill_clouds (DavySignInStart *self)
{
  const char *const *clouds = davy_accounts_list_clouds (get_accounts (self));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; clouds[i] != NULL; i++)
    {
      gtk_string_list_append (names, davy_words_cloud (clouds[i]));
      if (g_strcmp0 (clouds[i], self->cloud) == 0)
        chosen = i;
    }
  adw_combo_row_set_model (self->cloud_choice_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->cloud_choice_row, chosen);
}

static void
cloud_chosen_cb (DavySignInStart *self)
{
  const char *const *clouds;
  guint chosen = adw_combo_row_get_selected (self->cloud_choice_row);

  if (self->context == NULL || chosen == GTK_INVALID_LIST_POSITION || self->again != NULL)
    return;
  clouds = davy_accounts_list_clouds (get_accounts (self));
  if (g_strcmp0 (self->cloud, clouds[chosen]) == 0)
    return;
  self->cloud = clouds[chosen];
  show_application_id (self);
}

static void
show_hint (DavySignInStart *self, const char *text)
{
  gtk_label_set_text (self->application_id_hint, text);
  davy_describe (GTK_EDITABLE (self->application_id_row), text);
}

static void
application_id_changed_cb (DavySignInStart *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->application_id_row), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->application_id_hint), "error");
  show_hint (self, self->hint);
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->application_id_row),
                              GTK_ACCESSIBLE_STATE_INVALID);
}

static void
application_id_activated_cb (DavySignInStart *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sign-in.browser", NULL);
}

static void
change_clicked_cb (DavySignInStart *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->application_id_box), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->known_id_row), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->application_id_row));
}

static void
other_account_cb (DavySignInStart *self)
{
  g_clear_object (&self->again);
  g_clear_pointer (&self->claims, g_free);
  show_who (self);
  show_cloud (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->browser_button));
}

static gboolean
davy_sign_in_start_grab_focus (GtkWidget *widget)
{
  DavySignInStart *self = DAVY_SIGN_IN_START (widget);

  return gtk_widget_grab_focus (gtk_widget_get_visible (GTK_WIDGET (self->application_id_box))
                                    ? GTK_WIDGET (self->application_id_row)
                                    : GTK_WIDGET (self->browser_button));
}

static void
davy_sign_in_start_dispose (GObject *object)
{
  DavySignInStart *self = DAVY_SIGN_IN_START (object);

  g_clear_object (&self->context);
  g_clear_object (&self->again);
  g_clear_pointer (&self->claims, g_free);

  G_OBJECT_CLASS (davy_sign_in_start_parent_class)->dispose (object);
}

static void
davy_sign_in_start_finalize (GObject *object)
{
  DavySignInStart *self = DAVY_SIGN_IN_START (object);

  g_free (self->hint);

  G_OBJECT_CLASS (davy_sign_in_start_parent_class)->finalize (object);
}

static void
davy_sign_in_start_class_init (DavySignInStartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_sign_in_start_dispose;
  G_OBJECT_CLASS (klass)->finalize = davy_sign_in_start_finalize;
  widget_class->grab_focus = davy_sign_in_start_grab_focus;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/sign-in/davy-sign-in-start.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySignInStart, page);
  gtk_widget_class_bind_template_child (widget_class, DavySignInStart, application_id_box);
  gtk_widget_class_bind_template_child (widget_class, DavySignInStart, application_id_row);
  gtk_widget_class_bind_template_child (widget_class, DavySignInStart, application_id_hint);
  gtk_widget_class_bind_template_child (widget_class, DavySignInStart, register_button);
  gtk_widget_class_bind_template_child (widget_class, DavySignInStart, browser_button);
  gtk_widget_class_bind_template_child (widget_class, DavySignInStart, other_account_row);
  gtk_widget_class_bind_template_child (widget_class, DavySignInStart, known_id_row);
  gtk_widget_class_bind_template_child (widget_class, DavySignInStart, change_button);
  gtk_widget_class_bind_template_child (widget_class, DavySignInStart, cloud_row);
  gtk_widget_class_bind_template_child (widget_class, DavySignInStart, cloud_choice_row);
  gtk_widget_class_bind_template_callback (widget_class, application_id_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, application_id_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_account_cb);
  gtk_widget_class_bind_template_callback (widget_class, cloud_chosen_cb);
}

static void
davy_sign_in_start_init (DavySignInStart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->hint = g_strdup (gtk_label_get_text (self->application_id_hint));
  show_hint (self, self->hint);
  davy_choice_factory_install (self->cloud_choice_row);
}

/**
 * davy_sign_in_start_set_context:
 * @self: the start
 * @context: what the program is put together from
 *
 * To be called once.
 */
void
davy_sign_in_start_set_context (DavySignInStart *self, DavyContext *context)
{
  g_return_if_fail (DAVY_IS_SIGN_IN_START (self) && self->context == NULL);

  self->context = g_object_ref (context);
  find_again (self);
  if (self->again != NULL)
    self->cloud = davy_endpoints_get_cloud (davy_account_get_endpoints (self->again));
  fill_clouds (self);
  show_who (self);
  show_application_id (self);
  show_cloud (self);
}

/**
 * davy_sign_in_start_get_again:
 * @self: the start
 *
 * Returns: (transfer none) (nullable): who is to sign in again; %NULL for anybody
 */
DavyAccount *
davy_sign_in_start_get_again (DavySignInStart *self)
{
  g_return_val_if_fail (DAVY_IS_SIGN_IN_START (self), NULL);

  return self->again;
}

/**
 * davy_sign_in_start_get_claims:
 * @self: the start
 *
 * Returns: (nullable): the challenge that the person has to meet
 */
const char *
davy_sign_in_start_get_claims (DavySignInStart *self)
{
  g_return_val_if_fail (DAVY_IS_SIGN_IN_START (self), NULL);

  return self->claims;
}

/**
 * davy_sign_in_start_get_cloud:
 * @self: the start
 *
 * Returns: (nullable): the cloud that was chosen, see davy_accounts_list_clouds(); %NULL is the
 *   usual one
 */
const char *
davy_sign_in_start_get_cloud (DavySignInStart *self)
{
  g_return_val_if_fail (DAVY_IS_SIGN_IN_START (self), NULL);

  return self->cloud;
}

/**
 * davy_sign_in_start_apply:
 * @self: the start
 *
 * Checks an application id that was typed and keeps it; says what is wrong with it otherwise.
 *
 * Returns: whether a sign-in can begin
 */
gboolean
davy_sign_in_start_apply (DavySignInStart *self)
{
  g_autofree char *id =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->application_id_row))));
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (DAVY_IS_SIGN_IN_START (self), FALSE);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->application_id_box)))
    return TRUE;
  if (!davy_application_id_check (id, &error))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->application_id_row), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->application_id_hint), "error");
      show_hint (self, error->message);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->application_id_row),
                                   GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      davy_compat_announce (GTK_WIDGET (self->application_id_row), error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->application_id_row));
      return FALSE;
    }

  keep_application_id (self, id);
  show_application_id (self);

  return TRUE;
}
