/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-row-keys.h"

/*< private >
 * davy_row_keys_read:
 * @rows: (element-type DavyRowKey): where to add the rows
 * @statement: a bound statement that gives a row's id and revision, in the order of the list
 * @error: return location
 *
 * Returns: whether all were read
 */
gboolean
davy_row_keys_read (GArray *rows, DavyStatement *statement, GError **error)
{
  while (davy_statement_next (statement, error))
    {
      DavyRowKey key = { davy_statement_get_int64 (statement, 0),
                         davy_statement_get_int64 (statement, 1) };

      g_array_append_val (rows, key);
    }

  return !davy_statement_has_failed (statement);
}
