/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-evidence-table.h"

/**
 * davy_evidence_pieces_clear:
 * @self: the pieces of a part
 *
 * Frees what it holds.
 */
void
davy_evidence_pieces_clear (DavyEvidencePieces *self)
{
  g_clear_pointer (&self->missing, g_ptr_array_unref);
}

static DavyStatement *
prepare (DavyDb *db, const char *sql, gint64 case_row, const char *part, GError **error)
{
  DavyStatement *statement = davy_db_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  davy_statement_bind_int64 (statement, 1, case_row);
  davy_statement_bind_text (statement, 2, part);

  return statement;
}

/**
 * davy_db_want_evidence:
 * @db: the writer's connection
 * @case_row: which case
 * @part: a part of its evidence
 * @name: a piece of the part; letter case means nothing
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Writes down that a piece is wanted, so that it is asked for after a crash too. One that is wanted
 * already, or stored, stays as it is.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_want_evidence (DavyDb *db,
                       gint64 case_row,
                       const char *part,
                       const char *name,
                       GError **error)
{
  g_autoptr (DavyStatement) statement =
      prepare (db, "INSERT OR IGNORE INTO evidence (case_row, part, name) VALUES (?, ?, ?)",
               case_row, part, error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 3, name);

  return davy_statement_run (statement, error);
}

/**
 * davy_db_want_alert_evidence:
 * @db: the writer's connection
 * @case_row: which case
 * @part: what the part with the alerts is called
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Stores the JSON of the case's alerts as it came; what of them was not kept is wanted.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_want_alert_evidence (DavyDb *db, gint64 case_row, const char *part, GError **error)
{
  g_autoptr (DavyStatement) stored = prepare (
      db,
      "INSERT OR IGNORE INTO evidence (case_row, part, name, stored_at, content)"
      " SELECT ?1, ?2, alerts.event_id, ?3, CAST (raw || char (10) AS BLOB) FROM case_alerts"
      " JOIN cases ON cases.id = case_row JOIN alerts ON alerts.account_id = cases.account_id"
      " AND alerts.event_id = case_alerts.event_id JOIN alert_bodies ON alert_row = alerts.id"
      " WHERE case_row = ?1 AND coalesce (raw, '') <> '' ORDER BY position",
      case_row, part, error);
  g_autoptr (DavyStatement) wanted = NULL;

  if (stored == NULL)
    return FALSE;
  davy_statement_bind_int64 (stored, 3, davy_time_now ());
  if (!davy_statement_run (stored, error))
    return FALSE;

  wanted = prepare (db,
                    "INSERT OR IGNORE INTO evidence (case_row, part, name)"
                    " SELECT ?1, ?2, event_id FROM case_alerts WHERE case_row = ?1"
                    " ORDER BY position",
                    case_row, part, error);

  return wanted != NULL && davy_statement_run (wanted, error);
}

/**
 * davy_db_want_resource_evidence:
 * @db: the writer's connection
 * @case_row: which case
 * @part: what the part with the resources is called
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Writes down that the resources which the case's alerts name are wanted.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_want_resource_evidence (DavyDb *db, gint64 case_row, const char *part, GError **error)
{
  g_autoptr (DavyStatement) statement = prepare (
      db,
      "INSERT OR IGNORE INTO evidence (case_row, part, name)"
      " SELECT ?1, ?2, alert_resources.azure_id FROM case_alerts"
      " JOIN cases ON cases.id = case_row JOIN alerts ON alerts.account_id = cases.account_id"
      " AND alerts.event_id = case_alerts.event_id JOIN alert_resources ON alert_row = alerts.id"
      " WHERE case_row = ?1 ORDER BY case_alerts.position, alert_resources.position",
      case_row, part, error);

  return statement != NULL && davy_statement_run (statement, error);
}

/**
 * davy_db_put_evidence:
 * @db: the writer's connection
 * @case_row: which case
 * @part: a part of its evidence
 * @name: a piece that is wanted
 * @content: records, each a line
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Stores a piece. One that is stored already stays as it is.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_put_evidence (DavyDb *db,
                      gint64 case_row,
                      const char *part,
                      const char *name,
                      GBytes *content,
                      GError **error)
{
  g_autoptr (DavyStatement) statement =
      prepare (db,
               "UPDATE evidence SET stored_at = ?4, content = coalesce (?5, x'')"
               " WHERE case_row = ?1 AND part = ?2 AND name = ?3 AND stored_at = 0",
               case_row, part, error);
  gsize length;
  gconstpointer data = g_bytes_get_data (content, &length);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_text (statement, 3, name);
  davy_statement_bind_int64 (statement, 4, davy_time_now ());
  davy_statement_bind_blob (statement, 5, data, length);

  return davy_statement_run (statement, error);
}

/**
 * davy_db_list_evidence:
 * @db: any connection
 * @case_row: which case
 * @part: a part of its evidence
 * @pieces: (out caller-allocates): its pieces
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether they could be read
 */
gboolean
davy_db_list_evidence (DavyDb *db,
                       gint64 case_row,
                       const char *part,
                       DavyEvidencePieces *pieces,
                       GError **error)
{
  g_autoptr (DavyStatement) statement = prepare (
      db, "SELECT name, stored_at FROM evidence WHERE case_row = ? AND part = ? ORDER BY id",
      case_row, part, error);

  *pieces = (DavyEvidencePieces){ .missing = g_ptr_array_new_with_free_func (g_free) };
  if (statement == NULL)
    return FALSE;
  while (davy_statement_next (statement, error))
    {
      DavyTime stored_at = davy_statement_get_int64 (statement, 1);

      pieces->n_all++;
      pieces->stored_at = MAX (pieces->stored_at, stored_at);
      if (stored_at == DAVY_TIME_UNSET)
        g_ptr_array_add (pieces->missing, davy_statement_dup_text (statement, 0));
    }

  return !davy_statement_has_failed (statement);
}

static DavyStatement *
prepare_contents (DavyDb *db, gint64 case_row, const char *part, GError **error)
{
  return prepare (db, "SELECT content FROM evidence WHERE case_row = ? AND part = ? ORDER BY id",
                  case_row, part, error);
}

/**
 * davy_db_read_evidence:
 * @db: any connection
 * @case_row: which case
 * @part: a part of its evidence
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): what is stored of the part, piece after piece
 */
GBytes *
davy_db_read_evidence (DavyDb *db, gint64 case_row, const char *part, GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (DavyStatement) statement = prepare_contents (db, case_row, part, error);

  if (statement == NULL)
    return NULL;
  while (davy_statement_next (statement, error))
    {
      gsize length;
      gconstpointer data = davy_statement_get_blob (statement, 0, &length);

      g_byte_array_append (content, data, (guint) length);
    }
  if (davy_statement_has_failed (statement))
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

static guint
count_lines (const char *data, gsize length)
{
  guint lines = 0;

  for (gsize i = 0; i < length; i++)
    lines += data[i] == '\n';

  return lines;
}

/**
 * davy_db_sum_evidence:
 * @db: any connection
 * @case_row: which case
 * @part: a part of its evidence
 * @sum: (out caller-allocates): what is stored of the part, in short
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether it could be read
 */
gboolean
davy_db_sum_evidence (DavyDb *db,
                      gint64 case_row,
                      const char *part,
                      DavyEvidenceSum *sum,
                      GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (DavyStatement) statement = prepare_contents (db, case_row, part, error);

  *sum = (DavyEvidenceSum){ 0 };
  if (statement == NULL)
    return FALSE;
  while (davy_statement_next (statement, error))
    {
      gsize length;
      const char *data = davy_statement_get_blob (statement, 0, &length);

      g_checksum_update (checksum, (const guchar *) data, (gssize) length);
      sum->bytes += length;
      sum->lines += count_lines (data, length);
    }
  if (davy_statement_has_failed (statement))
    return FALSE;
  sum->sha256 = g_strdup (g_checksum_get_string (checksum));

  return TRUE;
}
