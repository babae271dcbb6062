/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-client.h"

#include <stdarg.h>
#include <string.h>

#include "account/davy-account-signer.h"
#include "core/davy-error.h"
#include "partner/davy-partner-client-private.h"
#include "partner/davy-partner-readers.h"
#include "partner/davy-partner-receipt-private.h"

/* What all calls of this room share: the request, the list and the single record. */

/* Customers and subscriptions count together, for each partner (`wire-contract.md` 2.0). */
#define CUSTOMERS_PER_MINUTE 500

struct _DavyPartnerClient
{
  GObject parent_instance;

  DavyAccount *account;
  DavySigner *signer;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyPartnerClient,
                               davy_partner_client,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_ALERT_SERVICE,
                                                      davy_partner_client_alert_service_init))

static const char *
get_base (DavyPartnerClient *self)
{
  return davy_endpoints_get (davy_account_get_endpoints (self->account), DAVY_SERVICE_PARTNER);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  GPtrArray *records = davy_partner_listing_run_finish (DAVY_HTTP (source), result, &error);

  if (records != NULL)
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const DavyPartnerRecord *kind = g_task_get_task_data (task);
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  gpointer record = NULL;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response != NULL)
    {
      DavyJson root = davy_json_root (davy_response_get_json (response), &error);

      if (!davy_json_is_object (&root))
        davy_json_fail (&root, "is not an object");
      record = kind->read (&root);
    }

  if (error == NULL)
    {
      g_task_return_pointer (task, record, kind->free);
    }
  else
    {
      g_clear_pointer (&record, kind->free);
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

/* What the answer to a change looks like does not matter: it is made, and how things stand now is
 * read afterwards. */
static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (DavyResponse) response = NULL;
  GError *error = NULL;

  response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  if (response != NULL)
    g_task_return_pointer (task, davy_partner_receipt_new (response),
                           (GDestroyNotify) davy_partner_receipt_free);
  else
    g_task_return_error (task, error);
}

static char *
join_path (const char *first, va_list parts)
{
  GString *path = g_string_new ("/v1");

  for (const char *part = first; part != NULL; part = va_arg (parts, const char *))
    {
      g_string_append_c (path, '/');
      g_string_append_uri_escaped (path, part, NULL, FALSE);
    }

  return g_string_free (path, FALSE);
}

static void
davy_partner_client_finalize (GObject *object)
{
  DavyPartnerClient *self = DAVY_PARTNER_CLIENT (object);

  g_clear_object (&self->signer);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (davy_partner_client_parent_class)->finalize (object);
}

static void
davy_partner_client_class_init (DavyPartnerClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_partner_client_finalize;
}

static void
davy_partner_client_init (DavyPartnerClient *self)
{
}

/* --- within the room ----------------------------------------------------------------------- */

DavyHttp *
davy_partner_client_get_http (DavyPartnerClient *self)
{
  return davy_account_get_http (self->account);
}

/* Returns: (transfer full): "/v1/" and the parts, each escaped, with slashes between them */
char *
davy_partner_build_path (const char *first, ...)
{
  va_list parts;
  char *path;

  va_start (parts, first);
  path = join_path (first, parts);
  va_end (parts);

  return path;
}

/* Returns: (transfer full): @path with a query of names and values in turn, the values escaped */
char *
davy_partner_build_query (const char *path, const char *name, ...)
{
  GString *query = g_string_new (path);
  va_list parts;

  va_start (parts, name);
  for (const char *key = name; key != NULL; key = va_arg (parts, const char *))
    {
      g_string_append_printf (query, "%c%s=", key == name ? '?' : '&', key);
      g_string_append_uri_escaped (query, va_arg (parts, const char *), NULL, FALSE);
    }
  va_end (parts);

  return g_string_free (query, FALSE);
}

/* Returns: (transfer full): the JSON by which lists are narrowed (`wire-contract.md` 2.5, 2.9) */
char *
davy_partner_build_filter (const char *field, const char *value, const char *how)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  JsonObject *filter = json_object_new ();

  json_object_set_string_member (filter, "Field", field);
  json_object_set_string_member (filter, "Value", value);
  json_object_set_string_member (filter, "Operator", how);
  json_node_init_object (node, filter);
  json_object_unref (filter);

  return json_to_string (node, FALSE);
}

/* @body: (transfer full): becomes the body of @request */
void
davy_partner_set_object (DavyRequest *request, JsonObject *body)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), body);

  json_object_unref (body);
  davy_request_set_json (request, node);
}

/* Partner Center counts a customer, its subscriptions, one of them and the Azure subscriptions of a
 * plan (`wire-contract.md` 2.0); what else there is of a customer need not wait for those. */
static gboolean
is_counted (const char *path)
{
  g_auto (GStrv) parts = g_strsplit_set (path + 1, "/?", 7);
  guint n_parts = strchr (path, '?') != NULL ? g_strv_length (parts) - 1 : g_strv_length (parts);

  if (n_parts < 3 || !g_str_equal (parts[1], "customers"))
    return FALSE;
  if (n_parts > 3 && !g_str_equal (parts[3], "subscriptions"))
    return FALSE;

  return n_parts < 6 || (n_parts == 6 && g_str_equal (parts[5], "azureEntitlements"));
}

/* Returns: (transfer full): a request to Partner Center in the name of the account */
DavyRequest *
davy_partner_client_create_request (DavyPartnerClient *self, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (get_base (self), path, NULL);
  DavyRequest *request = davy_request_new (method, uri);

  davy_request_set_signer (request, self->signer);
  davy_request_set_fault_reader (request, davy_partner_read_fault);
  davy_request_set_header (request, "MS-PartnerCenter-Application", "Davylamp");
  if (is_counted (path))
    {
      g_autofree char *budget =
          g_strconcat ("customers:", davy_account_get_tenant_id (self->account), NULL);

      davy_request_set_budget (request, budget, CUSTOMERS_PER_MINUTE);
    }

  return request;
}

/* Returns: (transfer full): a request for the path of the parts, each of which is escaped */
DavyRequest *
davy_partner_client_ask (DavyPartnerClient *self, const char *method, const char *first, ...)
{
  g_autofree char *path = NULL;
  va_list parts;

  va_start (parts, first);
  path = join_path (first, parts);
  va_end (parts);

  return davy_partner_client_create_request (self, method, path);
}

void
davy_partner_client_list (DavyPartnerClient *self,
                          DavyRequest *request,
                          const DavyPartnerRecord *record,
                          DavyPartnerPage page,
                          gpointer page_data,
                          gpointer source_tag,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  davy_partner_listing_run_async (davy_partner_client_get_http (self), get_base (self), request,
                                  record, page, page_data, cancellable, listed_cb,
                                  g_steal_pointer (&task));
}

/* For a list that went to a page function. */
gboolean
davy_partner_client_list_finish (DavyPartnerClient *self,
                                 GAsyncResult *result,
                                 gpointer source_tag,
                                 GError **error)
{
  g_autoptr (GPtrArray) none = davy_partner_client_finish (self, result, source_tag, error);

  return none != NULL;
}

void
davy_partner_client_get (DavyPartnerClient *self,
                         DavyRequest *request,
                         const DavyPartnerRecord *record,
                         gpointer source_tag,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, (gpointer) record, NULL);
  davy_http_send_async (davy_partner_client_get_http (self), request, cancellable, got_cb,
                        g_steal_pointer (&task));
}

gpointer
davy_partner_client_finish (DavyPartnerClient *self,
                            GAsyncResult *result,
                            gpointer source_tag,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Sends @request as one that changes something, which is never repeated unseen. */
void
davy_partner_client_change (DavyPartnerClient *self,
                            DavyRequest *request,
                            gpointer source_tag,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  davy_request_set_changing (request, TRUE);
  davy_http_send_async (davy_partner_client_get_http (self), request, cancellable, changed_cb,
                        g_steal_pointer (&task));
}

gboolean
davy_partner_client_change_finish (DavyPartnerClient *self,
                                   GAsyncResult *result,
                                   gpointer source_tag,
                                   DavyPartnerReceipt **receipt,
                                   GError **error)
{
  g_autoptr (DavyPartnerReceipt) told =
      davy_partner_client_finish (self, result, source_tag, error);

  if (told == NULL)
    return FALSE;
  if (receipt != NULL)
    *receipt = g_steal_pointer (&told);

  return TRUE;
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_partner_client_new:
 * @account: in whose name to ask
 *
 * A client of Partner Center, to be used on the thread whose default context runs @account.
 *
 * Returns: (transfer full): a client
 */
DavyPartnerClient *
davy_partner_client_new (DavyAccount *account)
{
  DavyPartnerClient *self;

  g_return_val_if_fail (DAVY_IS_ACCOUNT (account), NULL);

  self = g_object_new (DAVY_TYPE_PARTNER_CLIENT, NULL);
  self->account = g_object_ref (account);
  self->signer = davy_account_create_signer (account, DAVY_SERVICE_PARTNER, NULL);

  return self;
}

/**
 * davy_partner_client_get_clock_offset:
 * @self: a client
 *
 * Returns: how far this machine's clock was ahead of the last server's, in microseconds, good to
 *   about a second; 0 while no answer told
 */
gint64
davy_partner_client_get_clock_offset (DavyPartnerClient *self)
{
  return davy_http_get_clock_offset (davy_partner_client_get_http (self));
}
