/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-unsettled.h"

#include "core/davy-time.h"

/* The same change hours later is another one, which must not be taken for the first. */
#define KEPT DAVY_TIME_HOUR

struct _DavyUnsettled
{
  GHashTable *changes; /* what tells a change from others → Change */
};

typedef struct
{
  char *request_id; /* (owned) */
  gint64 sent;      /* monotonic */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->request_id);
  g_free (change);
}

/* Bodies hold what a person wrote; only a digest of them is kept. */
static char *
dup_key (const DavyRequest *request)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  GBytes *body = davy_request_get_body (request, NULL);

  g_checksum_update (checksum, (const guchar *) davy_request_get_method (request), -1);
  g_checksum_update (checksum, (const guchar *) " ", 1);
  g_checksum_update (checksum, (const guchar *) davy_request_get_uri (request), -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  if (body != NULL)
    g_checksum_update (checksum, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));

  return g_strdup (g_checksum_get_string (checksum));
}

/* --- within the room ----------------------------------------------------------------------- */

DavyUnsettled *
davy_unsettled_new (void)
{
  DavyUnsettled *self = g_new0 (DavyUnsettled, 1);

  self->changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, change_free);

  return self;
}

void
davy_unsettled_free (DavyUnsettled *self)
{
  g_hash_table_unref (self->changes);
  g_free (self);
}

void
davy_unsettled_keep (DavyUnsettled *self, const DavyRequest *request, const char *request_id)
{
  Change *change = g_new0 (Change, 1);

  change->request_id = g_strdup (request_id);
  change->sent = davy_time_monotonic ();
  g_hash_table_insert (self->changes, dup_key (request), change);
}

/* It was answered. */
void
davy_unsettled_settle (DavyUnsettled *self, const DavyRequest *request)
{
  g_autofree char *key = dup_key (request);

  g_hash_table_remove (self->changes, key);
}

/* Returns: (transfer full) (nullable): the id that the same change carried before */
char *
davy_unsettled_dup_id (DavyUnsettled *self, const DavyRequest *request)
{
  g_autofree char *key = dup_key (request);
  const Change *change = g_hash_table_lookup (self->changes, key);

  if (change == NULL || davy_time_monotonic () - change->sent > KEPT)
    return NULL;

  return g_strdup (change->request_id);
}
