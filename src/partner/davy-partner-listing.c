/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-listing.h"

#include <string.h>

#include "core/davy-error.h"
#include "net/davy-pages.h"
#include "partner/davy-partner-content.h"

/* The ways in which Partner Center and Graph give a list (`wire-contract.md` 2.0, 2.4): a bare
 * array, a collection with a link to the next page or with a token for it, and pages by number. */

#define MAX_PAGES    2000
#define PAGE_SIZE    200
#define MAX_STALE    2
#define TOKEN_HEADER "MS-ContinuationToken"
#define TOKEN_MEMBER "continuationToken"

typedef struct
{
  const DavyPartnerRecord *record; /* (not owned) */
  char *base;                      /* (owned): of the service, without a slash at the end */
  char *first_uri;                 /* (owned): without page size and number */
  DavyPartnerPage page;            /* (nullable) */
  gpointer page_data;              /* (not owned) */
  GPtrArray *all;                  /* (owned): the records when there is no page function */
  GHashTable *seen;                /* (owned): keys of records, with the first page of each */
  guint n_pages;                   /* with the one that is being taken in */
  guint number;                    /* of the page that is being fetched */
  guint n_stale;                   /* pages in a row that brought nothing new */
  char *token;                     /* (owned) (nullable): the last one that was sent on */
  GError *unreadable;              /* (owned) (nullable): the first record that made no sense */
} Listing;

static void
listing_free (Listing *listing)
{
  g_free (listing->base);
  g_free (listing->first_uri);
  g_free (listing->token);
  g_clear_pointer (&listing->all, g_ptr_array_unref);
  g_clear_pointer (&listing->seen, g_hash_table_unref);
  g_clear_error (&listing->unreadable);
  g_free (listing);
}

static char *
build_numbered_uri (const Listing *listing)
{
  return g_strdup_printf ("%s%cPageSize=%u&PageNumber=%u", listing->first_uri,
                          strchr (listing->first_uri, '?') != NULL ? '&' : '?', PAGE_SIZE,
                          listing->number);
}

static gboolean
came_before (Listing *listing, gconstpointer record)
{
  g_autofree char *key = NULL;
  g_autofree char *folded = NULL;
  guint first;

  if (listing->record->dup_key == NULL)
    return FALSE;
  key = listing->record->dup_key (record);
  folded = g_ascii_strdown (key, -1);
  first = GPOINTER_TO_UINT (g_hash_table_lookup (listing->seen, folded));
  if (first == 0)
    g_hash_table_insert (listing->seen, g_steal_pointer (&folded),
                         GUINT_TO_POINTER (listing->n_pages));

  return first != 0 && !(listing->record->adds_up && first == listing->n_pages);
}

/* Takes what is new of a page to @records. */
static guint
listing_take (Listing *listing, DavyPartnerContent *content, GPtrArray *records)
{
  guint n_before = records->len;

  listing->n_pages++;
  if (listing->unreadable == NULL)
    listing->unreadable = g_steal_pointer (&content->unreadable);
  for (guint i = 0; i < content->records->len; i++)
    {
      gpointer record = g_ptr_array_index (content->records, i);

      if (came_before (listing, record))
        listing->record->free (record);
      else
        g_ptr_array_add (records, record);
    }
  g_ptr_array_set_free_func (content->records, NULL);
  g_ptr_array_set_size (content->records, 0);

  return records->len - n_before;
}

/* A link comes with /v1/, with / alone or with neither. */
static char *
complete_link (const Listing *listing, const char *target)
{
  if (g_uri_peek_scheme (target) != NULL)
    return g_strdup (target);
  if (g_str_has_prefix (target, "/v1/"))
    return g_strconcat (listing->base, target, NULL);

  return g_strconcat (listing->base, "/v1", *target == '/' ? "" : "/", target, NULL);
}

/* Returns: (nullable): the paging token of a link. Nothing else is taken from its headers: a
 * server's answer does not rewrite ours. */
static const char *
find_link_token (const DavyJson *link)
{
  DavyJson headers = davy_json_member (link, "headers");

  for (guint i = 0; i < davy_json_length (&headers, DAVY_JSON_OPTIONAL); i++)
    {
      DavyJson header = davy_json_element (&headers, i);
      const char *key = davy_json_string (&header, "key", DAVY_JSON_REQUIRED);

      if (key != NULL && g_ascii_strcasecmp (key, TOKEN_HEADER) == 0)
        return davy_json_string (&header, "value", DAVY_JSON_OPTIONAL);
    }

  return NULL;
}

/* @token: (nullable): of the whole page, for a link that has none */
static DavyRequest *
follow_link (Listing *listing,
             DavyRequest *request,
             const DavyJson *link,
             const char *token,
             GError **error)
{
  const char *target = davy_json_string (link, "uri", DAVY_JSON_REQUIRED);
  const char *own_token = find_link_token (link);
  g_autofree char *uri = NULL;
  DavyRequest *following;

  if (*link->sink != NULL)
    {
      g_propagate_error (error, g_steal_pointer (link->sink));
      return NULL;
    }

  uri = complete_link (listing, target);
  following = davy_request_follow (request, uri, error);
  if (following != NULL)
    davy_request_set_header (following, TOKEN_HEADER, own_token != NULL ? own_token : token);

  return following;
}

/* Some lists give no links but a token alone (`wire-contract.md` 2.0, style 2). */
static DavyRequest *
follow_token (Listing *listing, DavyRequest *request, const char *token, GError **error)
{
  g_autofree char *uri = NULL;
  DavyRequest *following;

  if (g_strcmp0 (token, listing->token) == 0)
    return NULL;
  g_free (listing->token);
  listing->token = g_strdup (token);

  uri = g_strdup_printf ("%s%cseekOperation=Next", listing->first_uri,
                         strchr (listing->first_uri, '?') != NULL ? '&' : '?');
  following = davy_request_follow (request, uri, error);
  if (following != NULL)
    davy_request_set_header (following, TOKEN_HEADER, token);

  return following;
}

/* Neither the end nor the largest page is documented (`wire-contract.md` 2.1), and the server may
 * give less than was asked for or ignore the numbers: the end is a page without records, or the
 * second in a row that brings nothing new. The first may be there because as many came in meanwhile
 * as stand on a page. */
static DavyRequest *
next_numbered (Listing *listing, DavyRequest *request, guint length, guint n_new, GError **error)
{
  g_autofree char *uri = NULL;

  listing->n_stale = n_new > 0 ? 0 : listing->n_stale + 1;
  if (length == 0 || listing->n_stale == MAX_STALE)
    return NULL;

  listing->number++;
  uri = build_numbered_uri (listing);

  return davy_request_follow (request, uri, error);
}

/* The rule of Microsoft's own client: a collection without a next link is at its end. */
static DavyRequest *
next_linked (Listing *listing,
             DavyRequest *request,
             const DavyJson *root,
             guint length,
             GError **error)
{
  DavyJson links = davy_json_member (root, "links");
  DavyJson next = { .sink = root->sink };
  const char *odata = davy_json_string (root, "@odata.nextLink", DAVY_JSON_OPTIONAL);
  const char *token = davy_json_string (root, TOKEN_MEMBER, DAVY_JSON_OPTIONAL);

  if (davy_json_is_object (&links))
    next = davy_json_member (&links, "next");
  else if (davy_json_exists (&links))
    davy_json_fail (&links, "is not an object");
  /* What may have been a link is not the end. */
  if (davy_json_exists (&next) && !davy_json_is_object (&next))
    davy_json_fail (&next, "is not an object");

  if (*root->sink != NULL)
    g_propagate_error (error, g_steal_pointer (root->sink));
  else if (davy_json_is_object (&next))
    return follow_link (listing, request, &next, token, error);
  else if (odata != NULL)
    return davy_request_follow (request, odata, error);
  else if (token != NULL && length > 0 && !davy_json_is_object (&links))
    return follow_token (listing, request, token, error);

  return NULL;
}

static DavyRequest *
find_next (Listing *listing,
           DavyRequest *request,
           const DavyPartnerContent *content,
           guint n_new,
           GError **error)
{
  g_autoptr (GError) unreadable = NULL;
  DavyJson root = davy_json_root (content->rest, &unreadable);

  if (listing->record->numbered)
    return next_numbered (listing, request, content->length, n_new, error);
  if (content->rest == NULL)
    return NULL;

  return next_linked (listing, request, &root, content->length, error);
}

static DavyRequest *
take_page (DavyRequest *request, DavyResponse *response, gpointer data, GError **error)
{
  Listing *listing = data;
  DavyPartnerContent *content = davy_response_get_content (response);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (listing->record->free);
  guint n_new;

  if (content == NULL && davy_response_get_status (response) == 204)
    return NULL;
  /* Nothing at all is no empty list: whoever believed it would take all records for gone. */
  if (content == NULL)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_WIRE, "document is missing");
      return NULL;
    }

  n_new = listing_take (listing, content, records);
  if (listing->page == NULL)
    g_ptr_array_extend_and_steal (listing->all, g_steal_pointer (&records));
  else if (!listing->page (records, listing->page_data, error))
    return NULL;

  return find_next (listing, request, content, n_new, error);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Listing *listing = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_pages_fetch_finish (DAVY_HTTP (source), result, &error))
    g_task_return_error (task, error);
  else if (listing->unreadable != NULL)
    g_task_return_error (task, g_steal_pointer (&listing->unreadable));
  else
    g_task_return_pointer (task, g_steal_pointer (&listing->all),
                           (GDestroyNotify) g_ptr_array_unref);
}

/* --- within the room ----------------------------------------------------------------------- */

/* Fetches a whole list. Records go to @page as they come, or into the result when it is NULL. */
void
davy_partner_listing_run_async (DavyHttp *http,
                                const char *base,
                                DavyRequest *first,
                                const DavyPartnerRecord *record,
                                DavyPartnerPage page,
                                gpointer page_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (http, cancellable, callback, user_data);
  g_autoptr (DavyRequest) numbered = NULL;
  Listing *listing = g_new0 (Listing, 1);

  g_task_set_source_tag (task, davy_partner_listing_run_async);
  listing->record = record;
  listing->base = g_strdup (base);
  listing->first_uri = g_strdup (davy_request_get_uri (first));
  listing->page = page;
  listing->page_data = page_data;
  listing->all = g_ptr_array_new_with_free_func (record->free);
  listing->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, listing, (GDestroyNotify) listing_free);

  if (record->numbered)
    {
      g_autofree char *uri = NULL;
      GError *error = NULL;

      listing->number = 1;
      uri = build_numbered_uri (listing);
      numbered = davy_request_follow (first, uri, &error);
      if (numbered == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      first = numbered;
    }
  davy_request_set_reader (first, (DavyBodyReader) davy_partner_content_read, record,
                           (GDestroyNotify) davy_partner_content_free);

  davy_pages_fetch_async (http, first, take_page, listing, MAX_PAGES, cancellable, fetched_cb,
                          g_steal_pointer (&task));
}

GPtrArray *
davy_partner_listing_run_finish (DavyHttp *http, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, http), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_partner_listing_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
