/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-pages.h"

#include <string.h>

typedef struct
{
  DavyRequest *request;   /* (owned): the page that is being fetched */
  DavyNextPage next_page; /* (not owned) */
  gpointer data;          /* (not owned): for next_page */
  GHashTable *asked;      /* (owned): what tells the requests so far from others */
  guint pages_left;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_clear_pointer (&fetch->request, davy_request_unref);
  g_hash_table_unref (fetch->asked);
  g_free (fetch);
}

/* Some services tell pages apart by a header alone. */
static char *
dup_key (const DavyRequest *request)
{
  GHashTable *headers = davy_request_get_headers (request);
  GString *key = g_string_new (davy_request_get_uri (request));
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (headers), (GCompareFunc) strcmp);

  for (const GList *l = names; l != NULL; l = l->next)
    g_string_append_printf (key, "\n%s: %s", (const char *) l->data,
                            (const char *) g_hash_table_lookup (headers, l->data));

  return g_string_free (key, FALSE);
}

static gboolean
check_next (Fetch *fetch, const DavyRequest *next, GError **error)
{
  if (!g_hash_table_add (fetch->asked, dup_key (next)))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_LIMIT, "A page that leads back to one before it");
      return FALSE;
    }
  if (--fetch->pages_left == 0)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_LIMIT, "More pages than are accepted");
      return FALSE;
    }

  return TRUE;
}

static void
page_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavyHttp *http = DAVY_HTTP (source);
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (DavyResponse) response = NULL;
  g_autoptr (DavyRequest) next = NULL;
  g_autoptr (GError) error = NULL;
  Fetch *fetch = g_task_get_task_data (task);

  response = davy_http_send_finish (http, result, &error);
  /* Whoever cancelled may be gone, and with it what next_page would work on. */
  if (g_task_return_error_if_cancelled (task))
    return;
  if (response != NULL)
    next = fetch->next_page (fetch->request, response, fetch->data, &error);
  if (error != NULL || (next != NULL && !check_next (fetch, next, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (next == NULL)
    {
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      davy_request_unref (fetch->request);
      fetch->request = g_steal_pointer (&next);
      davy_http_send_async (http, fetch->request, g_task_get_cancellable (task), page_fetched_cb,
                            g_object_ref (task));
    }
}

/**
 * davy_pages_fetch_async:
 * @http: who sends
 * @first: the request for the first page
 * @next_page: takes in each page, in order, and names the next
 * @data: for @next_page, to be kept until the end; after a cancellation @next_page is not called
 * @max_pages: how many pages at most, at least 1
 * @cancellable: (nullable): to give up
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Fetches page after page. A page that leads back to one before it ends it.
 */
void
davy_pages_fetch_async (DavyHttp *http,
                        DavyRequest *first,
                        DavyNextPage next_page,
                        gpointer data,
                        guint max_pages,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (http, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_return_if_fail (max_pages > 0);

  g_task_set_source_tag (task, davy_pages_fetch_async);
  fetch->request = davy_request_ref (first);
  fetch->next_page = next_page;
  fetch->data = data;
  fetch->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (fetch->asked, dup_key (first));
  fetch->pages_left = max_pages;
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);

  davy_http_send_async (http, first, cancellable, page_fetched_cb, g_steal_pointer (&task));
}

/**
 * davy_pages_fetch_finish:
 * @http: who sent
 * @result: the answer
 * @error: what the request or the reader met; %DAVY_ERROR_LIMIT for too many pages, and for
 *   pages in a circle
 *
 * Returns: whether the last page was taken in
 */
gboolean
davy_pages_fetch_finish (DavyHttp *http, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, http), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_pages_fetch_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
