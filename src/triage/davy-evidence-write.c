/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-evidence-write.h"

#include "triage/davy-facts.h"

/* What the evidence writes. A part whose last piece is stored is sealed in the same transaction:
 * its SHA-256 goes into the case's journal, whose entries are chained. */

DavyEvidenceWrite *
davy_evidence_write_new (DavyCase *handled)
{
  DavyEvidenceWrite *self = g_new0 (DavyEvidenceWrite, 1);

  self->base = davy_case_write_new (handled);

  return self;
}

void
davy_evidence_write_free (gpointer data)
{
  DavyEvidenceWrite *self = data;

  for (guint i = 0; i < DAVY_N_EVIDENCE_SOURCES; i++)
    davy_evidence_pieces_clear (&self->pieces[i]);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_strfreev (self->ids);
  g_free (self->name);
  davy_case_write_free (self->base);
  g_free (self);
}

/**
 * davy_evidence_find_entry:
 * @record: a case
 * @kind: %DAVY_ENTRY_EVIDENCE or %DAVY_ENTRY_WAIVED
 * @part: a part of its evidence
 * @facts: (out) (nullable): its facts
 *
 * Returns: (transfer none) (nullable): the last such entry
 */
const DavyCaseEntry *
davy_evidence_find_entry (const DavyCaseRecord *record,
                          const char *kind,
                          const char *part,
                          GVariant **facts)
{
  for (guint i = record->entries->len; i > 0; i--)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (record->entries, i - 1);
      g_autoptr (GVariant) found = NULL;
      const char *of = NULL;

      if (!g_str_equal (entry->kind, kind))
        continue;
      found = davy_facts_from_text (entry->facts);
      if (found != NULL && g_variant_lookup (found, "part", "&s", &of) && g_str_equal (of, part))
        {
          *facts = g_steal_pointer (&found);
          return entry;
        }
    }

  *facts = NULL;
  return NULL;
}

static gboolean
seal (DavyDb *db,
      DavyEvidenceWrite *self,
      const char *part,
      const DavyEvidencePieces *pieces,
      GError **error)
{
  DavyEvidenceSum sum;
  GVariantDict facts;
  DavyCaseEntry *entry;

  if (!davy_db_sum_evidence (db, self->base->case_row, part, &sum, error))
    return FALSE;
  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, "part", "s", part);
  g_variant_dict_insert (&facts, "sha256", "s", sum.sha256);
  g_variant_dict_insert (&facts, "bytes", "t", sum.bytes);
  g_variant_dict_insert (&facts, "lines", "u", sum.lines);
  g_variant_dict_insert (&facts, "pieces", "u", pieces->n_all);
  g_free (sum.sha256);
  entry = davy_case_write_add (self->base, DAVY_ENTRY_EVIDENCE, NULL, g_variant_dict_end (&facts));
  self->sealed = TRUE;

  return davy_db_append_entry (db, self->base->case_row, entry, error);
}

static gboolean
is_sealed (const DavyCaseRecord *record, const char *part, guint n_pieces)
{
  g_autoptr (GVariant) facts = NULL;
  guint pieces = 0;

  return davy_evidence_find_entry (record, DAVY_ENTRY_EVIDENCE, part, &facts) != NULL &&
         g_variant_lookup (facts, "pieces", "u", &pieces) && pieces == n_pieces;
}

static gboolean
want_names (DavyDb *db, gint64 case_row, const char *part, char **names, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (!davy_db_want_evidence (db, case_row, part, names[i], error))
      return FALSE;

  return TRUE;
}

/* The log's pieces were named when it was wanted first; new ones would tell the same once more. */
static gboolean
want_log (DavyDb *db, gint64 case_row, const char *part, GError **error)
{
  g_auto (DavyEvidencePieces) pieces = { 0 };
  g_autoptr (GPtrArray) names = NULL;

  if (!davy_db_list_evidence (db, case_row, part, &pieces, error))
    return FALSE;
  if (pieces.n_all > 0)
    return TRUE;
  names = davy_evidence_name_log_pieces (davy_time_now ());

  return want_names (db, case_row, part, (char **) names->pdata, names->len, error);
}

/* Each time there was reason to is a piece: what is stored is never read over. */
static gboolean
want_after (DavyDb *db, gint64 case_row, const char *part, guint n, GError **error)
{
  g_autofree char *name = g_strdup_printf ("after-%u", n);

  return n == 0 || davy_db_want_evidence (db, case_row, part, name, error);
}

static gboolean
want_part (DavyDb *db,
           const DavyEvidenceWrite *self,
           const DavyEvidenceSource *source,
           const GPtrArray *entries,
           GError **error)
{
  gint64 case_row = self->base->case_row;
  const char *part = source->key;

  if (source->count_occasions != NULL)
    return want_after (db, case_row, part, source->count_occasions (entries), error);
  if (g_str_equal (part, DAVY_EVIDENCE_ALERT))
    return davy_db_want_alert_evidence (db, case_row, part, error);
  if (g_str_equal (part, DAVY_EVIDENCE_ACTIVITY))
    return want_log (db, case_row, part, error);
  if (g_str_equal (part, DAVY_EVIDENCE_RESOURCES))
    return davy_db_want_resource_evidence (db, case_row, part, error) &&
           (self->ids == NULL ||
            want_names (db, case_row, part, self->ids, g_strv_length (self->ids), error));

  return davy_db_want_evidence (db, case_row, part, DAVY_EVIDENCE_WHOLE, error);
}

gboolean
davy_evidence_write_look (DavyDb *db, gpointer data, GError **error)
{
  DavyEvidenceWrite *self = data;

  for (guint i = 0; i < DAVY_N_EVIDENCE_SOURCES; i++)
    if (!davy_db_list_evidence (db, self->base->case_row, davy_evidence_sources[i].key,
                                &self->pieces[i], error))
      return FALSE;

  return TRUE;
}

/* Writes down what is wanted, before any of it is asked for. */
gboolean
davy_evidence_write_plan (DavyDb *db, gpointer data, GError **error)
{
  DavyEvidenceWrite *self = data;
  g_autoptr (DavyCaseRecord) record = davy_db_load_case (db, self->base->case_row, error);

  if (record == NULL)
    return FALSE;
  for (guint i = 0; i < DAVY_N_EVIDENCE_SOURCES; i++)
    if (!want_part (db, self, &davy_evidence_sources[i], record->entries, error))
      return FALSE;
  if (!davy_evidence_write_look (db, self, error))
    return FALSE;
  for (guint i = 0; i < DAVY_N_EVIDENCE_SOURCES; i++)
    {
      const DavyEvidenceSource *source = &davy_evidence_sources[i];
      const DavyEvidencePieces *pieces = &self->pieces[i];

      if (davy_evidence_source_applies (source, record->entries) && pieces->missing->len == 0 &&
          !is_sealed (record, source->key, pieces->n_all) &&
          !seal (db, self, source->key, pieces, error))
        return FALSE;
    }

  return !self->sealed ||
         davy_case_snapshot_read (&self->base->snapshot, db, self->base->case_row, error);
}

/* Stores a piece. */
gboolean
davy_evidence_write_piece (DavyDb *db, gpointer data, GError **error)
{
  DavyEvidenceWrite *self = data;
  const char *part = self->source->key;
  DavyEvidencePieces *pieces = &self->pieces[self->source - davy_evidence_sources];
  gint64 case_row = self->base->case_row;

  if (!davy_db_put_evidence (db, case_row, part, self->name, self->content, error) ||
      !davy_db_list_evidence (db, case_row, part, pieces, error))
    return FALSE;
  if (pieces->missing->len > 0)
    return TRUE;

  return seal (db, self, part, pieces, error) &&
         davy_case_snapshot_read (&self->base->snapshot, db, case_row, error);
}
