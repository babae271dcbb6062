/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-access-panel.h"

#include <glib/gi18n.h>

#include "account/davy-accounts.h"
#include "core/davy-error.h"
#include "store/davy-access.h"
#include "triage/davy-readiness.h"
#include "ui/common/davy-access-row.h"
#include "ui/common/davy-access-words.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-proof-button.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/help/davy-help-topic.h"

/* What the person can do for one customer, in three lines: see, stop and delete, cancel; each that
 * cannot be done with what is missing and what to do about it. */

#define KEEPS_FOR (15 * DAVY_TIME_MINUTE) /* in an incident a role may just have been activated */

struct _DavyAccessPanel
{
  AdwBin parent_instance;

  GtkListBox *rows;
  GtkLabel *trouble;
  GtkSpinner *spinner;
  GtkWidget *check_button;
  DavyProofButton *proof;

  DavyContext *context; /* (nullable): nothing is shown yet */
  char *account_id;
  char *customer_tenant_id;
  GCancellable *cancellable;
  gboolean check_when_old;
};

G_DEFINE_FINAL_TYPE (DavyAccessPanel, davy_access_panel, ADW_TYPE_BIN)

typedef struct
{
  char *account_id;
  char *customer_tenant_id;
  DavyAccess access;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->account_id);
  g_free (reading->customer_tenant_id);
  g_free (reading);
}

static gboolean
read_access (DavyDb *db, gpointer data, GError **error)
{
  Reading *reading = data;

  return davy_db_get_access (db, reading->account_id, reading->customer_tenant_id, &reading->access,
                             error);
}

/* The first reason is the one to mend first: the bits stand in the order of the way there. */
static DavyAccessReasons
get_first_reason (const DavyAccess *access, DavyAccessLine line)
{
  guint reasons = access->reasons[line];

  return (DavyAccessReasons) (reasons & -reasons);
}

static char *
dup_why (DavyAccessReasons first)
{
  if (first == 0)
    return NULL;

  /* Translators: what is missing, and a sentence on what to do about it. */
  return g_strdup_printf (C_ ("access", "%1$s. %2$s"), davy_words_access_reason (first),
                          davy_words_access_remedy (first));
}

/* @error: (nullable): what does not work without */
static void
ask_for_proof (DavyAccessPanel *self, const GError *error, DavyService service)
{
  DavyAccounts *accounts = davy_context_get_accounts (self->context);

  davy_proof_button_ask_for (
      self->proof, error, davy_accounts_find_acting (accounts, self->account_id), service,
      service == DAVY_SERVICE_RESOURCE_MANAGER ? self->customer_tenant_id : NULL);
}

/* @reasons: the first of each line: what comes after another does not help yet */
static void
ask_where_it_helps (DavyAccessPanel *self, guint reasons)
{
  g_autoptr (GError) error = NULL;

  if (reasons & DAVY_ACCESS_SIGN_IN_AGAIN)
    error = g_error_new_literal (DAVY_ERROR, DAVY_ERROR_MFA, "No second factor");
  ask_for_proof (self, error, DAVY_SERVICE_RESOURCE_MANAGER);
}

static void
show_access (DavyAccessPanel *self, const DavyAccess *access)
{
  guint first = 0;

  davy_empty_list (self->rows);
  if (access->checked_at == DAVY_TIME_UNSET)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Not checked yet"));
      gtk_widget_add_css_class (row, "dim-label");
      gtk_list_box_append (self->rows, row);
      return;
    }
  for (guint line = 0; line < DAVY_N_ACCESS_LINES; line++)
    {
      DavyAccessReasons reason = get_first_reason (access, line);
      g_autofree char *why = dup_why (reason);

      gtk_list_box_append (self->rows, davy_access_row_new (access, line, why));
      first |= reason;
    }
  ask_where_it_helps (self, first);
}

static void
set_busy (DavyAccessPanel *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  davy_set_busy (self->check_button, busy);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DavyAccessPanel *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  const GError *challenge;
  DavyService service;
  DavyAccess access;
  gboolean found = davy_readiness_check_finish (DAVY_READINESS (source), result, &access, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  challenge = davy_readiness_get_challenge (DAVY_READINESS (source), result, &service);
  set_busy (self, FALSE);
  if (found)
    show_access (self, &access);
  else
    sentence = davy_error_dup_sentence (error);
  if (davy_error_wants_sign_in (error))
    ask_for_proof (self, error, DAVY_SERVICE_RESOURCE_MANAGER);
  else if (challenge != NULL)
    ask_for_proof (self, challenge, service);
  gtk_label_set_text (self->trouble, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), !found);
}

static void
check (DavyAccessPanel *self)
{
  set_busy (self, TRUE);
  davy_readiness_check_async (davy_context_get_readiness (self->context), self->account_id,
                              self->customer_tenant_id, self->cancellable, checked_cb, self);
}

static void
access_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean read = davy_store_read_finish (DAVY_STORE (source), result, &error);
  DavyAccessPanel *self;
  const Reading *reading;

  if (!read)
    return; /* cancelled, or the database is told about elsewhere */

  self = data;
  reading = davy_store_result_get_data (result);
  show_access (self, &reading->access);
  if (self->check_when_old && davy_time_now () - reading->access.checked_at > KEEPS_FOR)
    check (self);
}

static void
leave (DavyAccessPanel *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->customer_tenant_id, g_free);
}

static void
davy_access_panel_dispose (GObject *object)
{
  leave (DAVY_ACCESS_PANEL (object));

  G_OBJECT_CLASS (davy_access_panel_parent_class)->dispose (object);
}

static void
davy_access_panel_class_init (DavyAccessPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_access_panel_dispose;

  g_type_ensure (DAVY_TYPE_PROOF_BUTTON);
  g_type_ensure (DAVY_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-access-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyAccessPanel, rows);
  gtk_widget_class_bind_template_child (widget_class, DavyAccessPanel, trouble);
  gtk_widget_class_bind_template_child (widget_class, DavyAccessPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyAccessPanel, check_button);
  gtk_widget_class_bind_template_child (widget_class, DavyAccessPanel, proof);
  gtk_widget_class_bind_template_callback (widget_class, check);
}

static void
davy_access_panel_init (DavyAccessPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_help_topic_set (GTK_WIDGET (self), "access");
}

/**
 * davy_access_panel_show:
 * @self: a panel
 * @context: where to look, and who looks; without a readiness the panel stays hidden
 * @account_id: whose customer
 * @customer_tenant_id: (nullable): the customer; %NULL hides the panel
 * @check_when_old: whether to look anew when what is known is older than a few minutes
 *
 * Shows what the person can do for a customer.
 */
void
davy_access_panel_show (DavyAccessPanel *self,
                        DavyContext *context,
                        const char *account_id,
                        const char *customer_tenant_id,
                        gboolean check_when_old)
{
  gboolean possible = davy_context_get_readiness (context) != NULL && customer_tenant_id != NULL;
  Reading *reading;

  g_return_if_fail (DAVY_IS_ACCESS_PANEL (self));

  gtk_widget_set_visible (GTK_WIDGET (self), possible);
  if (!possible || (self->context == context && g_strcmp0 (self->account_id, account_id) == 0 &&
                    g_strcmp0 (self->customer_tenant_id, customer_tenant_id) == 0))
    return;

  leave (self);
  set_busy (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  davy_proof_button_ask_for (self->proof, NULL, NULL, DAVY_SERVICE_RESOURCE_MANAGER, NULL);
  self->context = g_object_ref (context);
  self->account_id = g_strdup (account_id);
  self->customer_tenant_id = g_strdup (customer_tenant_id);
  self->cancellable = g_cancellable_new ();
  self->check_when_old = check_when_old;

  reading = g_new0 (Reading, 1);
  reading->account_id = g_strdup (account_id);
  reading->customer_tenant_id = g_strdup (customer_tenant_id);
  davy_store_read_async (davy_context_get_store (context), read_access, reading, reading_free,
                         self->cancellable, access_read_cb, self);
}
