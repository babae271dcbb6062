/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partner/davy-partner-readers.h"

#include <string.h>

#include "core/davy-fault-text.h"

/* Codes that say more than their HTTP status does (`wire-contract.md` 2.0). */
static const struct
{
  const char *code;
  const char *reason;
} code_reasons[] = {
  { "900421", "mfa" },
  { "900420", "signed-out" },
  { "800001", "signed-out" },
  { "20002", "no-relationship" },
  { "900159", "no-relationship" },
  { "2032", "role" },
  { "900150", "role" },
  { "900308", "role" },
  { "900309", "conditional-access" },
  { "600074", "no-validation" },
  { "900115", "plan-active" },
  { "900307", "cancellation-reason" },
  { "900335", "no-reactivation" },
  { "900337", "no-reactivation" },
  { "800073", "under-review" },
  { "800074", "under-review" },
  { "800075", "under-review" },
  { "800082", "pending" },
  { "900278", "pending" },
  { "800012", "state" },
  { "800021", "state" },
  { "800040", "state" },
  { "800091", "state" },
  { "800096", "state" },
  { "2011", "state" },
  { "900279", "state" },
  { "900280", "state" },
  { "900311", "state" },
};

static char *
dup_first (const DavyJson *object, const char *const *names)
{
  for (; *names != NULL; names++)
    {
      const char *text = davy_json_string (object, *names, DAVY_JSON_OPTIONAL);

      if (text != NULL)
        return davy_fault_text_cut (text);
    }

  return NULL;
}

/* --- between rooms ------------------------------------------------------------------------- */

/* A #DavyFaultReader for Partner Center. Its own shape has `code` as a string or an integer and
 * `description` or `message`; API Management in front of it says `statusCode` and `message`. */
void
davy_partner_read_fault (guint status, GBytes *body, DavyFault *fault)
{
  static const char *const text_names[] = { "description", "message", "errorName", NULL };
  g_autoptr (GError) unreadable = NULL;
  g_autoptr (JsonNode) node = davy_json_parse (body, NULL);
  DavyJson root = davy_json_root (node, &unreadable);
  g_autofree char *code = NULL;

  if (!davy_json_is_object (&root))
    {
      g_free (fault->service_text);
      fault->service_text = davy_fault_text_from_body (body);
      return;
    }

  code = davy_partner_dup_text (&root, "code");
  g_free (fault->service_text);
  fault->service_text = dup_first (&root, text_names);
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (code_reasons); i++)
    {
      if (strcmp (code, code_reasons[i].code) == 0)
        {
          g_free (fault->reason);
          fault->reason = g_strdup (code_reasons[i].reason);
        }
    }
  g_free (fault->service_code);
  fault->service_code = g_steal_pointer (&code);
}
