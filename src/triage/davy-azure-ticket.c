/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-azure-ticket.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "azure/davy-arm-tickets.h"
#include "azure/davy-country.h"
#include "azure/davy-windows-zone.h"
#include "core/davy-error.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-case-private.h"

/* A ticket at Azure's support, as an act: its name is its target, which Azure takes only once, so
 * that a read by that name proves it. */

#define FACT_TITLE       "title"       /* s */
#define FACT_DESCRIPTION "description" /* s */
#define FACT_SERVICE     "service"     /* s */
#define FACT_PROBLEM     "problem"     /* s */
#define FACT_FIRST_NAME  "first-name"  /* s */
#define FACT_LAST_NAME   "last-name"   /* s */
#define FACT_EMAIL       "email"       /* s */
#define FACT_COUNTRY     "country"     /* s */
#define FACT_LANGUAGE    "language"    /* s */
#define FACT_ZONE        "zone"        /* s */

/* What was accepted, or sent without an answer, may not be shown before it is carried out. */
#define PATIENCE (10 * DAVY_TIME_MINUTE)

static const char *const languages[] = {
  [DAVY_LANGUAGE_ENGLISH] = "en-us",
  [DAVY_LANGUAGE_GERMAN] = "de-de",
  [DAVY_LANGUAGE_FRENCH] = "fr-fr",
};

/* --- how it is sent and proved ------------------------------------------------------------- */

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyArmOutcome) outcome =
      davy_arm_client_create_ticket_finish (DAVY_ARM_CLIENT (source), result, &error);
  const DavyFault *fault = davy_error_get_fault (error);

  /* The name holds the case's own id: what has it already is what was sent before. Any other
   * conflict, such as a lock, says that nothing was made. */
  if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CONFLICT) && fault != NULL &&
      g_strcmp0 (fault->reason, "conflict") == 0)
    error->code = DAVY_ERROR_OUTCOME_UNKNOWN;
  davy_act_sent_to_azure (user_data, outcome, error);
}

static const char *
get_text (const DavyAct *act, const char *key)
{
  const char *text = NULL;

  if (act->facts != NULL)
    g_variant_lookup (act->facts, key, "&s", &text);

  return text != NULL ? text : "";
}

static void
send_ticket (DavyCase *subject, const DavyAct *act, GTask *task)
{
  const DavyArmTicketDraft draft = {
    .title = get_text (act, FACT_TITLE),
    .description = get_text (act, FACT_DESCRIPTION),
    .severity = DAVY_ARM_TICKET_MODERATE,
    .service_id = get_text (act, FACT_SERVICE),
    .problem_id = get_text (act, FACT_PROBLEM),
    .first_name = get_text (act, FACT_FIRST_NAME),
    .last_name = get_text (act, FACT_LAST_NAME),
    .email = get_text (act, FACT_EMAIL),
    .time_zone = get_text (act, FACT_ZONE),
    .country = get_text (act, FACT_COUNTRY),
    .language = get_text (act, FACT_LANGUAGE),
  };

  davy_arm_client_create_ticket_async (
      davy_case_get_arm (subject, NULL), davy_case_get_customer_tenant_id (subject),
      davy_case_get_azure_id (subject), act->target, &draft, NULL, created_cb, task);
}

static void
looked_for_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const DavyAct *act = davy_act_of_task (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmTicket) ticket =
      davy_arm_client_get_ticket_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (ticket != NULL)
    davy_act_seen (user_data, DAVY_ACT_DONE, NULL);
  else if (!g_error_matches (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    davy_act_seen (user_data, DAVY_ACT_PENDING, g_steal_pointer (&error));
  else if (act->state == DAVY_ACT_PENDING && davy_time_now () < act->at + PATIENCE)
    davy_act_unseen (user_data);
  else
    davy_act_seen (user_data, DAVY_ACT_FAILED, NULL);
}

static void
read_ticket (DavyCase *subject, const DavyAct *act, GTask *task)
{
  davy_arm_client_get_ticket_async (davy_case_get_arm (subject, NULL),
                                    davy_case_get_customer_tenant_id (subject),
                                    davy_case_get_azure_id (subject), act->target,
                                    g_task_get_cancellable (task), looked_for_cb, task);
}

static const DavyActKind create_ticket = {
  DAVY_ACT_CREATE_TICKET,
  send_ticket,
  read_ticket,
};

/* --- making one ---------------------------------------------------------------------------- */

/* The last word of a name is the last name.
 *
 * @name: without space around it
 * Returns: (nullable): where it begins; %NULL when there is but one word */
static const char *
find_last_name (const char *name)
{
  const char *space = strrchr (name, ' ');

  return space != NULL ? space + 1 : NULL;
}

/**
 * davy_azure_ticket_check:
 * @facts: what it is written from
 * @choice: what Azure asks for beyond that
 * @error: %DAVY_ERROR_INPUT with a sentence that says what is missing
 *
 * Returns: whether Azure's support can take this ticket
 */
gboolean
davy_azure_ticket_check (const DavySupportFacts *facts,
                         const DavyAzureTicketChoice *choice,
                         GError **error)
{
  g_autofree char *country =
      choice->country != NULL ? davy_country_dup_three_letters (choice->country) : NULL;
  g_autofree char *name = NULL;
  const char *missing = NULL;

  if (!davy_support_request_check (facts, error))
    return FALSE;

  name = g_strstrip (g_strdup (facts->name));
  if (find_last_name (name) == NULL)
    missing = _ ("Enter the first and the last name of the contact.");
  else if (choice->service_id == NULL || choice->problem_id == NULL)
    missing = _ ("Choose what the ticket is about.");
  else if (country == NULL)
    missing = _ ("Enter the two letters of the contact’s country, such as DE.");
  if (missing == NULL)
    return TRUE;
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT, missing);

  return FALSE;
}

/* Returns: (transfer full): the name of the next ticket: another one only when the one before it
 * is made. */
static char *
dup_name (DavyCase *self)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (self, DAVY_ACT_CREATE_TICKET);
  guint made = 0;

  for (guint i = 0; i < acts->len; i++)
    if (((const DavyAct *) g_ptr_array_index (acts, i))->state == DAVY_ACT_DONE)
      made++;

  return g_strdup_printf ("davylamp-%s-%u", davy_case_get_record (self)->key, made + 1);
}

static GVariant *
build_facts (const DavySupportFacts *facts, const DavyAzureTicketChoice *choice)
{
  g_autofree char *description = davy_support_request_dup_description (facts);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *name = g_strstrip (g_strdup (facts->name));
  const char *last_name = find_last_name (name);
  g_autofree char *first_name = g_strchomp (g_strndup (name, (gsize) (last_name - name)));
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, FACT_TITLE, "s", davy_support_request_get_title (facts));
  g_variant_dict_insert (&dict, FACT_DESCRIPTION, "s", description);
  g_variant_dict_insert (&dict, FACT_SERVICE, "s", choice->service_id);
  g_variant_dict_insert (&dict, FACT_PROBLEM, "s", choice->problem_id);
  g_variant_dict_insert (&dict, FACT_FIRST_NAME, "s", first_name);
  g_variant_dict_insert (&dict, FACT_LAST_NAME, "s", last_name);
  g_variant_dict_insert (&dict, FACT_EMAIL, "s", facts->email);
  g_variant_dict_insert (&dict, FACT_COUNTRY, "s", choice->country);
  g_variant_dict_insert (&dict, FACT_LANGUAGE, "s", languages[facts->language]);
  g_variant_dict_insert (&dict, FACT_ZONE, "s",
                         davy_windows_zone_find (g_time_zone_get_identifier (zone)));

  return g_variant_dict_end (&dict);
}

/**
 * davy_case_create_azure_ticket_async:
 * @self: a case
 * @facts: what it is written from, checked by davy_azure_ticket_check()
 * @choice: what Azure asks for beyond that
 * @cancellable: (nullable): honoured until it is sent
 * @callback: called when a read shows the ticket, or Azure refused it
 * @user_data: for @callback
 *
 * Makes a ticket at Azure's support on behalf of the customer. One that may have been made already
 * is looked for and not sent again.
 */
void
davy_case_create_azure_ticket_async (DavyCase *self,
                                     const DavySupportFacts *facts,
                                     const DavyAzureTicketChoice *choice,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autofree char *name = dup_name (self);

  davy_case_run_act_async (self, &create_ticket, DAVY_STEP_SUPPORT, name,
                           build_facts (facts, choice), cancellable, callback, user_data);
}

/**
 * davy_case_create_azure_ticket_finish:
 * @self: a case
 * @result: the answer
 * @error: as davy_case_run_act_finish(); the fault's reason is `no-plan` when the support plan
 *   does not include it
 *
 * Returns: (transfer full) (nullable): the act: done, or pending while Azure is at it
 */
DavyAct *
davy_case_create_azure_ticket_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  return davy_case_run_act_finish (self, result, error);
}

/**
 * davy_case_dup_azure_ticket:
 * @self: a case
 *
 * Returns: (transfer full) (nullable): the last act that made a ticket, or was to
 */
DavyAct *
davy_case_dup_azure_ticket (DavyCase *self)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (self, DAVY_ACT_CREATE_TICKET);

  return acts->len > 0 ? davy_act_copy (g_ptr_array_index (acts, acts->len - 1)) : NULL;
}

/* --- reading it ---------------------------------------------------------------------------- */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyArmTicket) found =
      davy_arm_client_get_ticket_finish (DAVY_ARM_CLIENT (source), result, &error);
  DavySupportTicket *ticket;

  if (found == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  ticket = g_new0 (DavySupportTicket, 1);
  ticket->number = g_strdup (found->ticket_id != NULL ? found->ticket_id : found->name);
  ticket->azure_name = g_strdup (found->name);
  ticket->title = g_strdup (found->title);
  ticket->status = found->status != NULL ? g_ascii_strdown (found->status, -1) : NULL;
  ticket->created = found->created;
  ticket->seen = davy_time_now ();
  g_task_return_pointer (task, ticket, (GDestroyNotify) davy_support_ticket_free);
}

/**
 * davy_case_read_azure_ticket_async:
 * @self: a case
 * @name: the name that we gave a ticket
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads how a ticket at Azure's support stands.
 */
void
davy_case_read_azure_ticket_async (DavyCase *self,
                                   const char *name,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, davy_case_read_azure_ticket_async);
  if (!davy_case_can_reach_customer (self, &error))
    g_task_return_error (task, error);
  else
    davy_arm_client_get_ticket_async (
        davy_case_get_arm (self, NULL), davy_case_get_customer_tenant_id (self),
        davy_case_get_azure_id (self), name, cancellable, read_cb, g_object_ref (task));
}

/**
 * davy_case_read_azure_ticket_finish:
 * @self: a case
 * @result: the answer
 * @error: a #DavyError; %DAVY_ERROR_NOT_FOUND, %DAVY_ERROR_SIGNED_OUT; %DAVY_ERROR_INPUT when the
 *   alerts name no customer
 *
 * Returns: (transfer full) (nullable): the ticket
 */
DavySupportTicket *
davy_case_read_azure_ticket_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (
      g_task_get_source_tag (G_TASK (result)) == davy_case_read_azure_ticket_async, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- keeping its number -------------------------------------------------------------------- */

static void look_at_next (GTask *task);

static gboolean
is_kept (DavyCase *self, const char *name)
{
  g_autoptr (GPtrArray) tickets = davy_case_list_support_tickets (self);

  for (guint i = 0; i < tickets->len; i++)
    if (g_strcmp0 (((const DavySupportTicket *) g_ptr_array_index (tickets, i))->azure_name,
                   name) == 0)
      return TRUE;

  return FALSE;
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (davy_case_keep_support_ticket_finish (DAVY_CASE (source), result, &error))
    look_at_next (task);
  else
    g_task_return_error (task, error);
}

static void
ticket_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autoptr (DavySupportTicket) ticket =
      davy_case_read_azure_ticket_finish (DAVY_CASE (source), result, &error);

  if (ticket == NULL)
    g_task_return_error (task, error);
  else
    davy_case_keep_support_ticket_async (DAVY_CASE (source), ticket, kept_cb, g_object_ref (task));
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autoptr (DavyAct) act = davy_case_settle_act_finish (DAVY_CASE (source), result, &error);

  if (act == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (act->state != DAVY_ACT_PENDING)
    g_ptr_array_insert (g_task_get_task_data (task), 0, g_steal_pointer (&act));
  look_at_next (task);
}

/* One after the other; each of them once. */
static void
look_at_next (GTask *task)
{
  DavyCase *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GPtrArray *acts = g_task_get_task_data (task);

  while (acts->len > 0)
    {
      g_autoptr (DavyAct) act = g_ptr_array_steal_index (acts, 0);

      if (act->state == DAVY_ACT_PENDING)
        {
          davy_case_settle_act_async (self, &create_ticket, act, cancellable, settled_cb,
                                      g_object_ref (task));
          return;
        }
      if (act->state == DAVY_ACT_DONE && !is_kept (self, act->target))
        {
          davy_case_read_azure_ticket_async (self, act->target, cancellable, ticket_read_cb,
                                             g_object_ref (task));
          return;
        }
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * davy_case_keep_azure_ticket_async:
 * @self: a case
 * @cancellable: (nullable): to give up
 * @callback: called when the journal tells of it
 * @user_data: for @callback
 *
 * Looks for the ticket that was sent, when nothing proves it yet, and keeps the number of each that
 * is made. Sends nothing.
 */
void
davy_case_keep_azure_ticket_async (DavyCase *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, davy_case_keep_azure_ticket_async);
  g_task_set_task_data (task, davy_case_list_acts (self, DAVY_ACT_CREATE_TICKET),
                        (GDestroyNotify) g_ptr_array_unref);
  look_at_next (task);
}

/**
 * davy_case_keep_azure_ticket_finish:
 * @self: a case
 * @result: the answer
 * @error: a #DavyError; %DAVY_ERROR_SIGNED_OUT
 *
 * Returns: whether the journal tells how it stands
 */
gboolean
davy_case_keep_azure_ticket_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (
      g_task_get_source_tag (G_TASK (result)) == davy_case_keep_azure_ticket_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
