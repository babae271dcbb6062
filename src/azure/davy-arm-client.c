/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-client.h"

#include <stdarg.h>
#include <string.h>

#include "account/davy-account-signer.h"
#include "azure/davy-arm-client-private.h"
#include "azure/davy-arm-fault.h"

struct _DavyArmClient
{
  GObject parent_instance;

  DavyAccount *account;
  GHashTable *versions; /* type in lower case → api-version */
};

G_DEFINE_FINAL_TYPE (DavyArmClient, davy_arm_client, G_TYPE_OBJECT)

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const DavyArmRecord *kind = g_task_get_task_data (task);
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

static void
davy_arm_client_finalize (GObject *object)
{
  DavyArmClient *self = DAVY_ARM_CLIENT (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->versions, g_hash_table_unref);

  G_OBJECT_CLASS (davy_arm_client_parent_class)->finalize (object);
}

static void
davy_arm_client_class_init (DavyArmClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_arm_client_finalize;
}

static void
davy_arm_client_init (DavyArmClient *self)
{
  self->versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* --- within the room ----------------------------------------------------------------------- */

DavyAccount *
davy_arm_client_get_account (DavyArmClient *self)
{
  return self->account;
}

DavyHttp *
davy_arm_client_get_http (DavyArmClient *self)
{
  return davy_account_get_http (self->account);
}

GHashTable *
davy_arm_client_get_versions (DavyArmClient *self)
{
  return self->versions;
}

/* Returns: (transfer full): the parts, each escaped, with a slash before every one */
char *
davy_arm_build_path (const char *first, ...)
{
  g_autoptr (GString) path = g_string_new (NULL);
  va_list parts;

  va_start (parts, first);
  for (const char *part = first; part != NULL; part = va_arg (parts, const char *))
    {
      g_string_append_c (path, '/');
      g_string_append_uri_escaped (path, part, NULL, FALSE);
    }
  va_end (parts);

  return g_string_free (g_steal_pointer (&path), FALSE);
}

/* Appends a literal of a filter to an address: in quotes, with quotes inside doubled. */
void
davy_arm_append_literal (GString *uri, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *doubled = g_strjoinv ("''", parts);

  g_string_append_c (uri, '\'');
  g_string_append_uri_escaped (uri, doubled, NULL, FALSE);
  g_string_append_c (uri, '\'');
}

/* A request to Resource Manager in the name of the account. @path is escaped and may end in a
 * query. The token comes from @tenant_id, the customer's tenant: Resource Manager refuses the
 * partner's own (`wire-contract.md` 1.9).
 * Returns: (transfer full): the request */
DavyRequest *
davy_arm_client_create_request (DavyArmClient *self,
                                const char *tenant_id,
                                const char *method,
                                const char *path,
                                const char *api_version)
{
  const DavyEndpoints *endpoints = davy_account_get_endpoints (self->account);
  g_autofree char *uri =
      g_strconcat (davy_endpoints_get (endpoints, DAVY_SERVICE_RESOURCE_MANAGER), path,
                   strchr (path, '?') != NULL ? "&" : "?", "api-version=", api_version, NULL);
  g_autoptr (DavySigner) signer =
      davy_account_create_signer (self->account, DAVY_SERVICE_RESOURCE_MANAGER, tenant_id);
  DavyRequest *request = davy_request_new (method, uri);

  davy_request_set_signer (request, signer);
  davy_request_set_fault_reader (request, davy_arm_read_fault);
  davy_request_set_header (request, "ClientType", "Davylamp");

  return request;
}

void
davy_arm_client_get (DavyArmClient *self,
                     DavyRequest *request,
                     const DavyArmRecord *record,
                     gpointer source_tag,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, (gpointer) record, NULL);
  davy_http_send_async (davy_arm_client_get_http (self), request, cancellable, got_cb,
                        g_steal_pointer (&task));
}

gpointer
davy_arm_client_finish (DavyArmClient *self,
                        GAsyncResult *result,
                        gpointer source_tag,
                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_arm_client_new:
 * @account: in whose name to ask
 *
 * A client of Azure Resource Manager, to be used on the thread whose default context runs
 * @account.
 *
 * Returns: (transfer full): a client
 */
DavyArmClient *
davy_arm_client_new (DavyAccount *account)
{
  DavyArmClient *self;

  g_return_val_if_fail (DAVY_IS_ACCOUNT (account), NULL);

  self = g_object_new (DAVY_TYPE_ARM_CLIENT, NULL);
  self->account = g_object_ref (account);

  return self;
}
