/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-refusals.h"

#include "core/davy-time.h"

/* What a tenant cannot answer today it may answer tomorrow, after a change of its agreement. */
#define LASTS DAVY_TIME_DAY

struct _DavyRefusals
{
  GHashTable *until; /* (element-type utf8 gint64) */
};

/**
 * davy_refusals_new:
 *
 * Returns: (transfer full): a memory in which nothing was refused
 */
DavyRefusals *
davy_refusals_new (void)
{
  DavyRefusals *self = g_new0 (DavyRefusals, 1);

  self->until = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/**
 * davy_refusals_free:
 * @self: (transfer full): a memory
 *
 * Forgets everything.
 */
void
davy_refusals_free (DavyRefusals *self)
{
  g_hash_table_unref (self->until);
  g_free (self);
}

/**
 * davy_refusals_note:
 * @self: a memory
 * @whose: of which subscription the question was
 *
 * Notes that it was refused just now.
 */
void
davy_refusals_note (DavyRefusals *self, const char *whose)
{
  gint64 until = davy_time_now () + LASTS;

  g_hash_table_insert (self->until, g_strdup (whose), g_memdup2 (&until, sizeof until));
}

/**
 * davy_refusals_hold:
 * @self: a memory
 * @whose: of which subscription the question is
 *
 * Returns: whether it was refused within the last day
 */
gboolean
davy_refusals_hold (DavyRefusals *self, const char *whose)
{
  const gint64 *until = g_hash_table_lookup (self->until, whose);

  return until != NULL && davy_time_now () < *until;
}
