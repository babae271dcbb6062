/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-alert-digest.h"

#include <string.h>

#include "store/davy-rows-private.h"

#define ODD_FACTOR G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) /* 2^64 divided by the golden ratio */

typedef struct
{
  guint64 state;
} Digest;

static void
mix (Digest *digest, guint64 word)
{
  digest->state = (digest->state ^ word) * ODD_FACTOR;
  digest->state ^= digest->state >> 32;
}

/* The length keeps neighbours apart. */
static void
add_bytes (Digest *digest, gconstpointer bytes, gsize length)
{
  const char *at = bytes;
  guint64 word;

  mix (digest, length);
  for (; length >= sizeof word; at += sizeof word, length -= sizeof word)
    {
      memcpy (&word, at, sizeof word);
      mix (digest, word);
    }
  if (length > 0)
    {
      word = 0;
      memcpy (&word, at, length);
      mix (digest, word);
    }
}

static void
add_text (Digest *digest, const char *text)
{
  const char *known = davy_known (text);

  add_bytes (digest, known, known != NULL ? strlen (known) : 0);
}

/**
 * davy_alert_dup_digest:
 * @alert: what was fetched
 *
 * Tells whether an alert is as it was when it was written. Made for speed, and not against somebody
 * who wants two alerts to look alike: whoever writes alerts can leave one as it is.
 *
 * Returns: (transfer full): 16 hexadecimal digits
 */
char *
davy_alert_dup_digest (const DavyAlertRow *alert)
{
  Digest digest = { 0 };
  const char *texts[] = { alert->type,           alert->severity,    alert->confidence,
                          alert->status,         alert->reason,      alert->resolved_by,
                          alert->title,          alert->description, alert->customer_tenant_id,
                          alert->customer_name,  alert->azure_id,    alert->subscription_name,
                          alert->reseller_name,  alert->entity_name, alert->resource_name,
                          alert->resource_group, alert->raw };
  gint64 numbers[] = { alert->created,     alert->first_observed, alert->last_observed,
                       alert->resolved_on, alert->is_test,        alert->n_resources,
                       alert->n_details,   alert->n_activity };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    add_text (&digest, texts[i]);
  add_bytes (&digest, numbers, sizeof numbers);
  for (guint i = 0; i < alert->n_resources; i++)
    {
      add_text (&digest, alert->resources[i].azure_id);
      add_text (&digest, alert->resources[i].type);
    }
  for (guint i = 0; i < alert->n_details; i++)
    {
      add_text (&digest, alert->details[i].key);
      add_text (&digest, alert->details[i].value);
    }
  for (guint i = 0; i < alert->n_activity; i++)
    {
      add_text (&digest, alert->activity[i].status_from);
      add_text (&digest, alert->activity[i].status_to);
      add_text (&digest, alert->activity[i].updated_by);
      add_bytes (&digest, &alert->activity[i].time, sizeof alert->activity[i].time);
    }

  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", digest.state);
}
