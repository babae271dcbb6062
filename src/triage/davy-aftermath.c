/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-aftermath.h"

#include "triage/davy-case-private.h"

/* How a case stands after its last act, from the looks in its journal. */

/**
 * davy_aftermath_read:
 * @entries: (element-type DavyCaseEntry): the journal of a case
 *
 * Returns: (transfer full): how it stands after the last act
 */
DavyAftermath *
davy_aftermath_read (const GPtrArray *entries)
{
  DavyAftermath *self = g_new0 (DavyAftermath, 1);

  self->since = davy_verification_find_last_act (entries);
  self->due = davy_verification_find_due (entries);
  self->looks = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_verification_free);
  for (guint i = 0; self->since != DAVY_TIME_UNSET && i < entries->len; i++)
    {
      g_autoptr (DavyVerification) look = davy_verification_read (g_ptr_array_index (entries, i));

      if (look != NULL && look->since == self->since)
        g_ptr_array_add (self->looks, g_steal_pointer (&look));
    }

  return self;
}

/**
 * davy_aftermath_free:
 * @self: (transfer full): how a case stands
 */
void
davy_aftermath_free (DavyAftermath *self)
{
  g_ptr_array_unref (self->looks);
  g_free (self);
}

/**
 * davy_aftermath_get_last:
 * @self: how a case stands
 *
 * Returns: (transfer none) (nullable): what was found last; %NULL when nobody has looked
 */
const DavyVerification *
davy_aftermath_get_last (const DavyAftermath *self)
{
  return self->looks->len > 0 ? g_ptr_array_index (self->looks, self->looks->len - 1) : NULL;
}

/**
 * davy_aftermath_is_quiet:
 * @self: how a case stands
 *
 * Returns: whether nothing goes on, as far as it was looked; %TRUE where nothing was done
 */
gboolean
davy_aftermath_is_quiet (const DavyAftermath *self)
{
  const DavyVerification *last = davy_aftermath_get_last (self);

  return self->since == DAVY_TIME_UNSET || (last != NULL && davy_verification_is_good (last));
}

/**
 * davy_case_get_aftermath:
 * @self: a case
 *
 * Returns: (transfer full): how it stands after the last act
 */
DavyAftermath *
davy_case_get_aftermath (DavyCase *self)
{
  return davy_aftermath_read (davy_case_get_record (self)->entries);
}
