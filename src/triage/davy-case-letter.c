/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-letter.h"

#include "core/davy-error.h"
#include "partner/davy-partner-client-profiles.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-case-file.h"
#include "triage/davy-case-private.h"
#include "triage/davy-child.h"

/* Writing to the customer of a case, in the customer's language. */

/**
 * davy_recipient_free:
 * @self: (transfer full): whom one writes to
 */
void
davy_recipient_free (DavyRecipient *self)
{
  g_free (self->name);
  g_free (self->email);
  g_free (self);
}

/* --- whom one writes to ----------------------------------------------------------------------- */

/* `de-DE` and `de` are both German. */
static DavyLanguage
find_language (const char *culture)
{
  if (culture != NULL && g_ascii_strncasecmp (culture, "de", 2) == 0)
    return DAVY_LANGUAGE_GERMAN;
  if (culture != NULL && g_ascii_strncasecmp (culture, "fr", 2) == 0)
    return DAVY_LANGUAGE_FRENCH;

  return DAVY_LANGUAGE_ENGLISH;
}

static void
profile_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyPartnerProfile) profile =
      davy_partner_client_get_billing_profile_finish (DAVY_PARTNER_CLIENT (source), result, &error);
  DavyRecipient *recipient;

  if (profile == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  recipient = g_new0 (DavyRecipient, 1);
  recipient->name = davy_partner_profile_dup_person (profile);
  recipient->email = g_strdup (profile->email);
  recipient->language =
      find_language (profile->culture != NULL ? profile->culture : profile->language);
  g_task_return_pointer (task, recipient, (GDestroyNotify) davy_recipient_free);
}

/* @client: (nullable): when there is none, the task ends with @error; @customer: (nullable) */
static void
load_recipient (GTask *task, DavyPartnerClient *client, const char *customer, GError *error)
{
  g_autoptr (GTask) owned = task;

  if (client == NULL)
    g_task_return_error (task, error);
  else if (customer == NULL)
    g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_NOT_FOUND, "The customer is not known");
  else
    davy_partner_client_get_billing_profile_async (client, customer, g_task_get_cancellable (task),
                                                   profile_read_cb, g_steal_pointer (&owned));
}

/**
 * davy_recipient_load_async:
 * @accounts: who is signed in
 * @account_id: whose customer it is
 * @customer_tenant_id: (nullable): the customer, when it is known
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * As davy_case_load_recipient_async(), without a case being opened for it.
 */
void
davy_recipient_load_async (DavyAccounts *accounts,
                           const char *account_id,
                           const char *customer_tenant_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (accounts, cancellable, callback, user_data);
  DavyAccount *account = davy_accounts_find_acting (accounts, account_id);
  g_autoptr (DavyPartnerClient) client = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, davy_recipient_load_async);
  if (account != NULL && davy_account_get_state (account) == DAVY_ACCOUNT_SIGNED_IN)
    client = davy_partner_client_new (account);
  else
    error = g_error_new_literal (DAVY_ERROR, DAVY_ERROR_SIGNED_OUT,
                                 "The account of this customer is not signed in");
  load_recipient (task, client, customer_tenant_id, error);
}

/**
 * davy_recipient_load_finish:
 * @accounts: who is signed in
 * @result: the answer
 * @error: a #DavyError; %DAVY_ERROR_SIGNED_OUT; %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): whom one writes to
 */
DavyRecipient *
davy_recipient_load_finish (DavyAccounts *accounts, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, accounts), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_recipient_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * davy_case_load_recipient_async:
 * @self: a case
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads whom at the customer one writes to and in which language, from the customer's billing
 * profile (`wire-contract.md` 2.5).
 */
void
davy_case_load_recipient_async (DavyCase *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  DavyPartnerClient *client = davy_case_get_partner (self, &error);

  g_task_set_source_tag (task, davy_case_load_recipient_async);
  load_recipient (task, client, davy_case_get_customer_tenant_id (self), error);
}

/**
 * davy_case_load_recipient_finish:
 * @self: a case
 * @result: the answer
 * @error: a #DavyError; %DAVY_ERROR_SIGNED_OUT; %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): whom one writes to
 */
DavyRecipient *
davy_case_load_recipient_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_case_load_recipient_async,
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- what one writes -------------------------------------------------------------------------- */

typedef struct
{
  DavyLanguage language;
  GBytes *case_file;  /* (nullable): until it is built */
  DavyLetter *letter; /* (nullable): until it is made */
  GBytes *graph;      /* (nullable): without usage there is none */
} Composing;

static void
composing_free (gpointer data)
{
  Composing *composing = data;

  g_clear_pointer (&composing->case_file, g_bytes_unref);
  g_clear_pointer (&composing->letter, davy_letter_free);
  g_clear_pointer (&composing->graph, g_bytes_unref);
  g_free (composing);
}

static void
graph_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Composing *composing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  composing->graph = davy_child_run_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (composing->graph == NULL)
    g_message ("There is no graph for the mail: %s", error->message);

  g_task_return_pointer (task, g_steal_pointer (&composing->letter),
                         (GDestroyNotify) davy_letter_free);
}

static void
letter_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Composing *composing = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = davy_child_run_finish (result, &error);

  if (text == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  composing->letter = davy_letter_new (text);
  davy_child_run_async (DAVY_CHILD_COMPOSE, DAVY_LETTER_GRAPH, composing->language,
                        composing->case_file, cancellable, graph_made_cb, g_steal_pointer (&task));
}

static void
file_built_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Composing *composing = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;

  composing->case_file = davy_case_file_build_finish (DAVY_STORE (source), result, &error);
  if (composing->case_file == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    davy_child_run_async (DAVY_CHILD_COMPOSE, DAVY_LETTER_CUSTOMER, composing->language,
                          composing->case_file, cancellable, letter_made_cb,
                          g_steal_pointer (&task));
}

/**
 * davy_case_compose_async:
 * @self: a case
 * @language: of the customer, whatever the window speaks
 * @cancellable: (nullable): to give up
 * @callback: called with the letter
 * @user_data: for @callback
 *
 * Writes the mail to the customer and draws the graph that goes with it.
 */
void
davy_case_compose_async (DavyCase *self,
                         DavyLanguage language,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Composing *composing = g_new0 (Composing, 1);

  g_task_set_source_tag (task, davy_case_compose_async);
  composing->language = language;
  g_task_set_task_data (task, composing, composing_free);
  davy_case_file_build_async (davy_case_get_store (self), davy_case_get_id (self), cancellable,
                              file_built_cb, task);
}

/**
 * davy_case_compose_finish:
 * @self: a case
 * @result: the answer
 * @graph: (out) (optional) (transfer full) (nullable): the graph as PNG; %NULL without usage
 * @error: %DAVY_ERROR_STORE, or what the child said
 *
 * Returns: (transfer full) (nullable): the letter
 */
DavyLetter *
davy_case_compose_finish (DavyCase *self, GAsyncResult *result, GBytes **graph, GError **error)
{
  Composing *composing;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_case_compose_async, NULL);

  composing = g_task_get_task_data (G_TASK (result));
  if (graph != NULL)
    *graph = g_steal_pointer (&composing->graph);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- what was written ------------------------------------------------------------------------- */

/**
 * davy_case_record_letter_async:
 * @self: a case
 * @recipient: the mail address
 * @letter: what was handed to the mail program
 * @callback: called when it is on the disk
 * @user_data: for @callback
 *
 * Writes down what was said to the customer.
 */
void
davy_case_record_letter_async (DavyCase *self,
                               const char *recipient,
                               const DavyLetter *letter,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  DavyCaseWrite *write = davy_case_write_new (self);
  DavyCaseEntry *entry;
  GVariantDict facts;

  g_task_set_source_tag (task, davy_case_record_letter_async);
  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, "recipient", "s", recipient);
  g_variant_dict_insert (&facts, "title", "s", letter->subject);
  entry = davy_case_write_add (write, DAVY_ENTRY_LETTER, NULL, g_variant_dict_end (&facts));
  entry->note = g_strdup (letter->body);
  davy_case_write_last (write, NULL, task);
}

/**
 * davy_case_record_letter_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_STORE
 *
 * Returns: whether it is written down
 */
gboolean
davy_case_record_letter_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == davy_case_record_letter_async,
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
