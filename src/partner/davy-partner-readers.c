/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-readers.h"

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
