/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-evidence-note.h"

#include <string.h>

#include "triage/davy-case-private.h"
#include "triage/davy-evidence.h"
#include "triage/davy-facts.h"

static const char *const parts[] = {
  DAVY_EVIDENCE_ALERT, DAVY_EVIDENCE_RESOURCES, DAVY_EVIDENCE_ACTIVITY,
  DAVY_EVIDENCE_ROLES, DAVY_EVIDENCE_LOCKS,     DAVY_EVIDENCE_INVENTORY,
  DAVY_EVIDENCE_AUDIT, DAVY_EVIDENCE_COST,      DAVY_EVIDENCE_ROLES_AFTER,
};

static void
note_free (gpointer data)
{
  DavyEvidenceNote *note = data;

  g_free (note->sha256);
  g_free (note->reason);
  g_free (note);
}

static void
read_entry (const GPtrArray *notes, const DavyCaseEntry *entry)
{
  g_autoptr (GVariant) facts = davy_facts_from_text (entry->facts);
  gboolean waived = strcmp (entry->kind, DAVY_ENTRY_WAIVED) == 0;
  const char *part = NULL;

  if (facts == NULL || !g_variant_lookup (facts, "part", "&s", &part))
    return;

  for (guint i = 0; i < notes->len; i++)
    {
      DavyEvidenceNote *note = g_ptr_array_index (notes, i);

      if (strcmp (note->part, part) != 0)
        continue;
      note->at = entry->time;
      g_clear_pointer (&note->sha256, g_free);
      g_clear_pointer (&note->reason, g_free);
      if (waived)
        note->reason = g_strdup (entry->note);
      else
        g_variant_lookup (facts, "sha256", "s", &note->sha256);
    }
}

/* Nobody misses it where no role was taken away. */
static void
drop_unstored_comparison (GPtrArray *notes)
{
  const DavyEvidenceNote *last = g_ptr_array_index (notes, notes->len - 1);

  if (g_str_equal (last->part, DAVY_EVIDENCE_ROLES_AFTER) && last->at == DAVY_TIME_UNSET)
    g_ptr_array_set_size (notes, (int) notes->len - 1);
}

/**
 * davy_evidence_notes_read:
 * @entries: (element-type DavyCaseEntry): a journal
 *
 * Returns: (transfer full) (element-type DavyEvidenceNote): all parts of the evidence, in their
 *   order, with what was written down of each last; the roles afterwards only when they were stored
 */
GPtrArray *
davy_evidence_notes_read (const GPtrArray *entries)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (note_free);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      DavyEvidenceNote *note = g_new0 (DavyEvidenceNote, 1);

      note->part = parts[i];
      g_ptr_array_add (notes, note);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (entries, i);

      if (strcmp (entry->kind, DAVY_ENTRY_EVIDENCE) == 0 ||
          strcmp (entry->kind, DAVY_ENTRY_WAIVED) == 0)
        read_entry (notes, entry);
    }
  drop_unstored_comparison (notes);

  return notes;
}
