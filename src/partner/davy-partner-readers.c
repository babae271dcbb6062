/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-readers.h"

#include <math.h>

/* Small readers that several records share. */

/* Returns: (transfer full) (nullable): a text; absent, null and "" are all NULL */
char *
davy_partner_dup_text (const DavyJson *item, const char *name)
{
  return g_strdup (davy_json_string (item, name, DAVY_JSON_OPTIONAL));
}

/* The letter case of GUIDs varies between endpoints (`wire-contract.md` 2.0); ours is lower. */
char *
davy_partner_dup_id (const DavyJson *item, const char *name, DavyJsonNeed need)
{
  const char *id = davy_json_string (item, name, need);

  return id != NULL ? g_ascii_strdown (id, -1) : NULL;
}

/* Returns: the amount of a budget; NAN when there is none. One answer spells it wrong
 * (`wire-contract.md` 2.7 g). */
double
davy_partner_read_budget (const DavyJson *budget)
{
  static const char *const names[] = { "amount", "ammount" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      DavyJson member = davy_json_member (budget, names[i]);

      if (davy_json_exists (&member))
        return davy_json_number (budget, names[i], DAVY_JSON_OPTIONAL);
    }

  return NAN;
}
