/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-support.h"

#include "core/davy-error.h"
#include "partner/davy-partner-client-requests.h"
#include "triage/davy-azure-ticket.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-case-private.h"
#include "triage/davy-facts.h"

/* The requests to Microsoft's support that belong to a case. They are made in Partner Center by a
 * person; here they are found again by listing, kept by their number, and followed. */

#define FACT_NUMBER  "number"
#define FACT_TITLE   "title"
#define FACT_STATUS  "request-status"
#define FACT_CREATED "created"
#define FACT_AZURE   "azure-name"

/* Clocks differ a little even when the difference is known. */
#define CLOCK_TOLERANCE DAVY_TIME_MINUTE

/**
 * davy_support_ticket_free:
 * @self: (transfer full): a request
 */
void
davy_support_ticket_free (DavySupportTicket *self)
{
  g_free (self->number);
  g_free (self->title);
  g_free (self->status);
  g_free (self->azure_name);
  g_free (self);
}

/* --- what the journal tells ------------------------------------------------------------------- */

static DavySupportTicket *
find_number (GPtrArray *tickets, const char *number)
{
  for (guint i = 0; i < tickets->len; i++)
    {
      DavySupportTicket *ticket = g_ptr_array_index (tickets, i);

      if (g_strcmp0 (ticket->number, number) == 0)
        return ticket;
    }

  return NULL;
}

static void
read_entry (GPtrArray *tickets, const DavyCaseEntry *entry)
{
  g_autoptr (GVariant) facts = davy_facts_from_text (entry->facts);
  const char *number = NULL;
  const char *status = NULL;
  DavySupportTicket *ticket;

  if (facts == NULL || !g_variant_lookup (facts, FACT_NUMBER, "&s", &number))
    return;

  ticket = find_number (tickets, number);
  if (ticket == NULL && g_str_equal (entry->kind, DAVY_ENTRY_SUPPORT_KEPT))
    {
      ticket = g_new0 (DavySupportTicket, 1);
      ticket->number = g_strdup (number);
      g_variant_lookup (facts, FACT_TITLE, "s", &ticket->title);
      g_variant_lookup (facts, FACT_AZURE, "s", &ticket->azure_name);
      g_variant_lookup (facts, FACT_CREATED, "x", &ticket->created);
      g_ptr_array_add (tickets, ticket);
    }
  if (ticket == NULL || !g_variant_lookup (facts, FACT_STATUS, "&s", &status))
    return;
  g_free (ticket->status);
  ticket->status = g_strdup (status);
  ticket->seen = entry->time;
}

/**
 * davy_case_list_support_tickets:
 * @self: a case
 *
 * Returns: (transfer full) (element-type DavySupportTicket): the requests that were kept, the
 *   oldest first, each as it was seen last
 */
GPtrArray *
davy_case_list_support_tickets (DavyCase *self)
{
  const GPtrArray *entries = davy_case_get_record (self)->entries;
  GPtrArray *tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_support_ticket_free);

  for (guint i = 0; i < entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->kind, DAVY_ENTRY_SUPPORT_KEPT) ||
          g_str_equal (entry->kind, DAVY_ENTRY_SUPPORT_STATUS))
        read_entry (tickets, entry);
    }

  return tickets;
}

/* The last time that the page was opened without a number having been kept since; NULL: none. */
static const DavyCaseEntry *
find_opened (DavyCase *self)
{
  const GPtrArray *entries = davy_case_get_record (self)->entries;

  for (guint i = entries->len; i > 0; i--)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (entries, i - 1);

      if (g_str_equal (entry->kind, DAVY_ENTRY_SUPPORT_KEPT))
        return NULL;
      if (g_str_equal (entry->kind, DAVY_ENTRY_SUPPORT_OPENED))
        return entry;
    }

  return NULL;
}

/**
 * davy_case_awaits_support_number:
 * @self: a case
 *
 * Returns: whether Partner Center's page was opened and no number was kept since
 */
gboolean
davy_case_awaits_support_number (DavyCase *self)
{
  return find_opened (self) != NULL;
}

/* --- writing it ------------------------------------------------------------------------------- */

static void
add_ticket (DavyCaseWrite *write, const char *kind, const DavySupportTicket *ticket)
{
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, FACT_NUMBER, "s", ticket->number);
  if (ticket->title != NULL)
    g_variant_dict_insert (&facts, FACT_TITLE, "s", ticket->title);
  if (ticket->status != NULL)
    g_variant_dict_insert (&facts, FACT_STATUS, "s", ticket->status);
  if (ticket->azure_name != NULL)
    g_variant_dict_insert (&facts, FACT_AZURE, "s", ticket->azure_name);
  if (ticket->created != DAVY_TIME_UNSET)
    g_variant_dict_insert (&facts, FACT_CREATED, "x", ticket->created);
  davy_case_write_add (write, kind, NULL, g_variant_dict_end (&facts));
}

/**
 * davy_case_note_support_opened_async:
 * @self: a case
 * @facts: what the request is written from
 * @callback: called when it is on the disk
 * @user_data: for @callback
 *
 * Writes down that Partner Center's page is opened now: a request made from now on may be ours.
 */
void
davy_case_note_support_opened_async (DavyCase *self,
                                     const DavySupportFacts *facts,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  DavyCaseWrite *write = davy_case_write_new (self);
  GVariantDict dict;

  g_task_set_source_tag (task, davy_case_note_support_opened_async);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, FACT_TITLE, "s", davy_support_request_get_title (facts));
  davy_case_write_add (write, DAVY_ENTRY_SUPPORT_OPENED, NULL, g_variant_dict_end (&dict));
  davy_case_write_last (write, NULL, task);
}

/**
 * davy_case_note_support_opened_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_STORE
 *
 * Returns: whether it is written down
 */
gboolean
davy_case_note_support_opened_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (
      g_task_get_source_tag (G_TASK (result)) == davy_case_note_support_opened_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_case_keep_support_ticket_async:
 * @self: a case
 * @ticket: what was found, or only its number
 * @callback: called when it is on the disk
 * @user_data: for @callback
 *
 * Writes down that this request belongs to the case. One that is kept already is not kept twice.
 */
void
davy_case_keep_support_ticket_async (DavyCase *self,
                                     const DavySupportTicket *ticket,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GPtrArray) kept = davy_case_list_support_tickets (self);
  DavyCaseWrite *write;

  g_task_set_source_tag (task, davy_case_keep_support_ticket_async);
  if (find_number (kept, ticket->number) != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  write = davy_case_write_new (self);
  add_ticket (write, DAVY_ENTRY_SUPPORT_KEPT, ticket);
  davy_case_write_last (write, NULL, g_steal_pointer (&task));
}

/**
 * davy_case_keep_support_ticket_finish:
 * @self: a case
 * @result: the answer
 * @error: %DAVY_ERROR_STORE
 *
 * Returns: whether it is written down
 */
gboolean
davy_case_keep_support_ticket_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (
      g_task_get_source_tag (G_TASK (result)) == davy_case_keep_support_ticket_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- finding it ------------------------------------------------------------------------------- */

typedef struct
{
  char *title;
  DavyTime since; /* by the server's clock */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->title);
  g_free (search);
}

static DavySupportTicket *
ticket_new (const DavyServiceRequest *request)
{
  DavySupportTicket *ticket = g_new0 (DavySupportTicket, 1);

  ticket->number = g_strdup (request->id);
  ticket->title = g_strdup (request->title);
  ticket->status = g_strdup (request->status);
  ticket->created = request->created;
  ticket->seen = davy_time_now ();

  return ticket;
}

/* Those that bear our title come first, and of these the newest. */
static int
compare_tickets (gconstpointer a, gconstpointer b, gpointer title)
{
  const DavySupportTicket *left = *(const DavySupportTicket *const *) a;
  const DavySupportTicket *right = *(const DavySupportTicket *const *) b;
  gboolean ours = g_strcmp0 (left->title, title) == 0;

  if (ours != (g_strcmp0 (right->title, title) == 0))
    return ours ? -1 : 1;

  return (left->created < right->created) - (left->created > right->created);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyCase *self = g_task_get_source_object (task);
  const Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests = davy_partner_client_list_service_requests_finish (
      DAVY_PARTNER_CLIENT (source), result, &error);
  g_autoptr (GPtrArray) kept = davy_case_list_support_tickets (self);
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_support_ticket_free);

  if (requests == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < requests->len; i++)
    {
      const DavyServiceRequest *request = g_ptr_array_index (requests, i);

      if (request->created >= search->since && find_number (kept, request->id) == NULL)
        g_ptr_array_add (found, ticket_new (request));
    }
  g_ptr_array_sort_with_data (found, compare_tickets, search->title);
  g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * davy_case_find_support_tickets_async:
 * @self: a case
 * @title: what the request is called
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks for the request that a person has just made in Partner Center: for all that were made since
 * its page was opened, or since the case was, and are not kept yet (`wire-contract.md` 2.8).
 */
void
davy_case_find_support_tickets_async (DavyCase *self,
                                      const char *title,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  DavyPartnerClient *client = davy_case_get_partner (self, &error);
  const DavyCaseEntry *opened = find_opened (self);
  Search *search;

  g_task_set_source_tag (task, davy_case_find_support_tickets_async);
  if (client == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  search = g_new0 (Search, 1);
  search->title = g_strdup (title);
  search->since = (opened != NULL ? opened->time : davy_case_get_record (self)->opened_at) -
                  davy_partner_client_get_clock_offset (client) - CLOCK_TOLERANCE;
  g_task_set_task_data (task, search, search_free);
  davy_partner_client_list_service_requests_async (client, NULL, cancellable, listed_cb,
                                                   g_steal_pointer (&task));
}

/**
 * davy_case_find_support_tickets_finish:
 * @self: a case
 * @result: the answer
 * @error: a #DavyError; %DAVY_ERROR_SIGNED_OUT
 *
 * Returns: (transfer full) (nullable) (element-type DavySupportTicket): the likeliest first; none
 *   is an empty array
 */
GPtrArray *
davy_case_find_support_tickets_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (
      g_task_get_source_tag (G_TASK (result)) == davy_case_find_support_tickets_async, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- following it ----------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *tickets; /* DavySupportTicket, as the journal has them */
  guint next;
  DavyCaseWrite *write; /* (nullable): what changed */
} Round;

static void
round_free (gpointer data)
{
  Round *round = data;

  g_ptr_array_unref (round->tickets);
  g_clear_pointer (&round->write, davy_case_write_free);
  g_free (round);
}

static void look_at_next (GTask *task);

/* @now: (nullable): how the one that was asked for stands, under the number that it was kept by;
 * one that is not found stays as it was
 * @error: (transfer full) (nullable): why there is none */
static void
take_look (GTask *task, DavySupportTicket *now, GError *error)
{
  g_autoptr (GTask) owned = task;
  g_autoptr (GError) failure = error;
  Round *round = g_task_get_task_data (task);
  const DavySupportTicket *before = g_ptr_array_index (round->tickets, round->next - 1);

  if (now == NULL && !g_error_matches (failure, DAVY_ERROR, DAVY_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&failure));
      return;
    }
  if (now != NULL && g_strcmp0 (now->status, before->status) != 0)
    {
      if (round->write == NULL)
        round->write = davy_case_write_new (g_task_get_source_object (task));
      g_free (now->number);
      now->number = g_strdup (before->number);
      add_ticket (round->write, DAVY_ENTRY_SUPPORT_STATUS, now);
    }

  look_at_next (g_steal_pointer (&owned));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavyServiceRequest) request =
      davy_partner_client_get_service_request_finish (DAVY_PARTNER_CLIENT (source), result, &error);
  g_autoptr (DavySupportTicket) now = request != NULL ? ticket_new (request) : NULL;

  take_look (user_data, now, error);
}

static void
looked_at_azure_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (DavySupportTicket) now =
      davy_case_read_azure_ticket_finish (DAVY_CASE (source), result, &error);

  take_look (user_data, now, error);
}

/* @task: (transfer full) */
static void
look_at_next (GTask *task)
{
  g_autoptr (GTask) owned = task;
  DavyCase *self = g_task_get_source_object (task);
  Round *round = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  DavyPartnerClient *client = davy_case_get_partner (self, &error);

  while (round->next < round->tickets->len)
    {
      const DavySupportTicket *ticket = g_ptr_array_index (round->tickets, round->next++);

      if (g_strcmp0 (ticket->status, "closed") == 0)
        continue;
      if (client == NULL)
        g_task_return_error (task, g_steal_pointer (&error));
      else if (ticket->azure_name != NULL)
        davy_case_read_azure_ticket_async (self, ticket->azure_name, g_task_get_cancellable (task),
                                           looked_at_azure_cb, g_steal_pointer (&owned));
      else
        davy_partner_client_get_service_request_async (client, ticket->number,
                                                       g_task_get_cancellable (task), looked_cb,
                                                       g_steal_pointer (&owned));
      return;
    }

  if (round->write != NULL)
    davy_case_write_last (g_steal_pointer (&round->write), NULL, g_steal_pointer (&owned));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * davy_case_follow_support_tickets_async:
 * @self: a case
 * @cancellable: (nullable): to give up
 * @callback: called when the journal tells how they stand
 * @user_data: for @callback
 *
 * Asks how the kept requests stand that were not closed when they were seen last, and writes down
 * what has changed. One that is not found any more stays as it was.
 */
void
davy_case_follow_support_tickets_async (DavyCase *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Round *round = g_new0 (Round, 1);

  g_task_set_source_tag (task, davy_case_follow_support_tickets_async);
  round->tickets = davy_case_list_support_tickets (self);
  g_task_set_task_data (task, round, round_free);
  look_at_next (task);
}

/**
 * davy_case_follow_support_tickets_finish:
 * @self: a case
 * @result: the answer
 * @error: a #DavyError; %DAVY_ERROR_SIGNED_OUT
 *
 * Returns: whether davy_case_list_support_tickets() tells how they stand now
 */
gboolean
davy_case_follow_support_tickets_finish (DavyCase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (
      g_task_get_source_tag (G_TASK (result)) == davy_case_follow_support_tickets_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
