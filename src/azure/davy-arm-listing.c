/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-client-private.h"

#include "core/davy-error.h"
#include "net/davy-pages.h"

/* Resource Manager's lists: `{"value":[…],"nextLink":…}`, page after page (`wire-contract.md` 3.0).
 * A page may be empty and have a next one all the same. */

#define MAX_PAGES 1000

typedef struct
{
  const DavyArmRecord *record; /* (not owned) */
  GPtrArray *all;              /* (owned) */
  GHashTable *seen;            /* (owned): ids in lower case; a list may move between two pages */
} Listing;

static void
listing_free (Listing *listing)
{
  g_clear_pointer (&listing->all, g_ptr_array_unref);
  g_hash_table_unref (listing->seen);
  g_free (listing);
}

static void
listing_add (Listing *listing, const DavyJson *item)
{
  const char *id = davy_json_string (item, "id", DAVY_JSON_OPTIONAL);

  if (!davy_json_is_object (item))
    davy_json_fail (item, "is not an object");
  else if (id == NULL || g_hash_table_add (listing->seen, g_ascii_strdown (id, -1)))
    g_ptr_array_add (listing->all, listing->record->read (item));
}

static DavyRequest *
take_page (DavyRequest *request, DavyResponse *response, gpointer data, GError **error)
{
  Listing *listing = data;
  g_autoptr (GError) unreadable = NULL;
  DavyJson root = davy_json_root (davy_response_get_json (response), &unreadable);
  DavyJson list;
  const char *next;
  guint length;

  if (davy_response_get_status (response) == 204)
    return NULL;
  /* Nothing at all is no empty list. */
  if (!davy_json_exists (&root))
    davy_json_fail (&root, "is missing");

  list = davy_json_member (&root, "value");
  length = davy_json_length (&list, DAVY_JSON_REQUIRED);
  next = davy_json_string (&root, "nextLink", DAVY_JSON_OPTIONAL);
  for (guint i = 0; i < length && unreadable == NULL; i++)
    {
      DavyJson item = davy_json_element (&list, i);

      listing_add (listing, &item);
    }
  if (unreadable != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&unreadable));
      return NULL;
    }

  return next != NULL ? davy_request_follow (request, next, error) : NULL;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Listing *listing = g_task_get_task_data (task);
  GError *error = NULL;

  if (davy_pages_fetch_finish (DAVY_HTTP (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&listing->all),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* --- within the room ----------------------------------------------------------------------- */

void
davy_arm_client_list (DavyArmClient *self,
                      DavyRequest *request,
                      const DavyArmRecord *record,
                      gpointer source_tag,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  g_task_set_source_tag (task, source_tag);
  listing->record = record;
  listing->all = g_ptr_array_new_with_free_func (record->free);
  listing->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, listing, (GDestroyNotify) listing_free);

  davy_pages_fetch_async (davy_arm_client_get_http (self), request, take_page, listing, MAX_PAGES,
                          cancellable, listed_cb, g_steal_pointer (&task));
}
