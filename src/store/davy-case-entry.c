/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-journal.h"

#include <string.h>

#include "core/davy-error.h"

/* The entries of a case's journal, chained by SHA-256. */

#define FORMAT "davylamp journal 1\n"

typedef struct
{
  char *case_key;
  char *account_id;
  guint entries;
  char *head; /* the hash of the last entry, "" before the first */
} Chain;

static void
chain_clear (Chain *self)
{
  g_free (self->case_key);
  g_free (self->account_id);
  g_free (self->head);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chain, chain_clear)

/**
 * davy_case_entry_new:
 * @kind: what it is
 * @step: (nullable): the step it belongs to
 *
 * Returns: (transfer full): an entry to be filled and appended
 */
DavyCaseEntry *
davy_case_entry_new (const char *kind, const char *step)
{
  DavyCaseEntry *self = g_new0 (DavyCaseEntry, 1);

  self->kind = g_strdup (kind);
  self->step = g_strdup (step);
  self->time = davy_time_now ();

  return self;
}

/**
 * davy_case_entry_free:
 * @self: (transfer full): an entry
 */
void
davy_case_entry_free (DavyCaseEntry *self)
{
  g_free (self->kind);
  g_free (self->step);
  g_free (self->who);
  g_free (self->note);
  g_free (self->facts);
  g_free (self->hash);
  g_free (self);
}

/* Each field with its length, so that no two different entries have one text. */
static void
add_field (GChecksum *checksum, const char *name, const char *value)
{
  g_autofree char *head = value != NULL
                              ? g_strdup_printf ("%s %" G_GSIZE_FORMAT "\n", name, strlen (value))
                              : g_strdup_printf ("%s none\n", name);

  g_checksum_update (checksum, (const guchar *) head, -1);
  if (value != NULL)
    g_checksum_update (checksum, (const guchar *) value, -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
}

static void
add_number (GChecksum *checksum, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  add_field (checksum, name, text);
}

static char *
dup_hash (const Chain *chain, const DavyCaseEntry *entry)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) FORMAT, -1);
  add_field (checksum, "previous", chain->head);
  add_field (checksum, "case", chain->case_key);
  add_field (checksum, "account", chain->account_id);
  add_number (checksum, "position", entry->position);
  add_field (checksum, "kind", entry->kind);
  add_field (checksum, "step", entry->step);
  add_field (checksum, "who", entry->who);
  add_number (checksum, "time", entry->time);
  add_number (checksum, "clock-offset", entry->clock_offset);
  add_field (checksum, "note", entry->note);
  add_field (checksum, "facts", entry->facts);
  add_number (checksum, "refers", entry->refers);

  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
read_chain (DavyDb *db, gint64 case_row, Chain *chain, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "SELECT key, account_id, entries, head FROM cases WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, case_row);
  if (!davy_statement_next (statement, error))
    {
      if (!davy_statement_has_failed (statement))
        g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND, "No such case");
      return FALSE;
    }
  chain->case_key = davy_statement_dup_text (statement, 0);
  chain->account_id = davy_statement_dup_text (statement, 1);
  chain->entries = (guint) davy_statement_get_int64 (statement, 2);
  chain->head = davy_statement_dup_text (statement, 3);

  return TRUE;
}

static gboolean
insert_entry (DavyDb *db,
              gint64 case_row,
              const Chain *chain,
              const DavyCaseEntry *entry,
              GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (
      db,
      "INSERT INTO case_entries (case_row, account_id, position, kind, step, who, time,"
      " clock_offset, note, facts, refers, previous, hash)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, case_row);
  davy_statement_bind_text (statement, 2, chain->account_id);
  davy_statement_bind_int64 (statement, 3, entry->position);
  davy_statement_bind_text (statement, 4, entry->kind);
  davy_statement_bind_text (statement, 5, entry->step);
  davy_statement_bind_text (statement, 6, entry->who);
  davy_statement_bind_int64 (statement, 7, entry->time);
  davy_statement_bind_int64 (statement, 8, entry->clock_offset);
  davy_statement_bind_text (statement, 9, entry->note);
  davy_statement_bind_text (statement, 10, entry->facts);
  davy_statement_bind_int64 (statement, 11, entry->refers);
  davy_statement_bind_text (statement, 12, chain->head);
  davy_statement_bind_text (statement, 13, entry->hash);

  return davy_statement_run (statement, error);
}

static gboolean
move_head (DavyDb *db, gint64 case_row, guint entries, const char *hash, GError **error)
{
  g_autoptr (DavyStatement) statement =
      davy_db_prepare (db, "UPDATE cases SET entries = ?, head = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  davy_statement_bind_int64 (statement, 1, entries);
  davy_statement_bind_text (statement, 2, hash);
  davy_statement_bind_int64 (statement, 3, case_row);

  return davy_statement_run (statement, error);
}

/**
 * davy_db_append_entry:
 * @db: the writer's connection
 * @case_row: which case
 * @entry: what to append; its position and hash are set
 * @error: where to report %DAVY_ERROR_STORE, or %DAVY_ERROR_NOT_FOUND
 *
 * Appends an entry to a journal. There is no way to change or remove one.
 *
 * Returns: whether it is written
 */
gboolean
davy_db_append_entry (DavyDb *db, gint64 case_row, DavyCaseEntry *entry, GError **error)
{
  g_auto (Chain) chain = { 0 };

  if (!read_chain (db, case_row, &chain, error))
    return FALSE;

  entry->position = chain.entries + 1;
  g_free (entry->hash);
  entry->hash = dup_hash (&chain, entry);

  return insert_entry (db, case_row, &chain, entry, error) &&
         move_head (db, case_row, entry->position, entry->hash, error);
}

static DavyCaseEntry *
read_entry (DavyStatement *row)
{
  DavyCaseEntry *entry = g_new0 (DavyCaseEntry, 1);

  entry->position = (guint) davy_statement_get_int64 (row, 0);
  entry->kind = davy_statement_dup_text (row, 1);
  entry->step = davy_statement_dup_text (row, 2);
  entry->who = davy_statement_dup_text (row, 3);
  entry->time = davy_statement_get_int64 (row, 4);
  entry->clock_offset = davy_statement_get_int64 (row, 5);
  entry->note = davy_statement_dup_text (row, 6);
  entry->facts = davy_statement_dup_text (row, 7);
  entry->refers = (guint) davy_statement_get_int64 (row, 8);
  entry->hash = davy_statement_dup_text (row, 10);

  return entry;
}

static DavyStatement *
prepare_entries (DavyDb *db, gint64 case_row, GError **error)
{
  DavyStatement *statement = davy_db_prepare (
      db,
      "SELECT position, kind, step, who, time, clock_offset, note, facts, refers, previous, hash,"
      " account_id FROM case_entries WHERE case_row = ? ORDER BY position",
      error);

  if (statement != NULL)
    davy_statement_bind_int64 (statement, 1, case_row);

  return statement;
}

/**
 * davy_db_read_entries:
 * @db: any connection
 * @case_row: which case
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable) (element-type DavyCaseEntry): the journal, oldest first
 */
GPtrArray *
davy_db_read_entries (DavyDb *db, gint64 case_row, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_case_entry_free);
  g_autoptr (DavyStatement) statement = prepare_entries (db, case_row, error);

  if (statement == NULL)
    return NULL;
  while (davy_statement_next (statement, error))
    g_ptr_array_add (entries, read_entry (statement));
  if (davy_statement_has_failed (statement))
    return NULL;

  return g_steal_pointer (&entries);
}

static GArray *
list_cases (DavyDb *db, const char *sql, const char *kind, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  davy_statement_bind_text (statement, 1, kind);
  while (davy_statement_next (statement, error))
    {
      gint64 row = davy_statement_get_int64 (statement, 0);

      g_array_append_val (rows, row);
    }

  return davy_statement_has_failed (statement) ? NULL : g_steal_pointer (&rows);
}

/**
 * davy_db_list_cases_with_entry:
 * @db: any connection
 * @kind: a kind of entry
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the rows of the cases whose journal
 *   holds one
 */
GArray *
davy_db_list_cases_with_entry (DavyDb *db, const char *kind, GError **error)
{
  return list_cases (db,
                     "SELECT DISTINCT case_row FROM case_entries WHERE kind = ? ORDER BY case_row",
                     kind, error);
}

/**
 * davy_db_list_cases_open_or_with_entry:
 * @db: any connection
 * @kind: a kind of entry
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the rows of the cases that are open,
 *   and of those whose journal holds one
 */
GArray *
davy_db_list_cases_open_or_with_entry (DavyDb *db, const char *kind, GError **error)
{
  return list_cases (db,
                     "SELECT id FROM cases WHERE closed_at = 0"
                     " UNION SELECT case_row FROM case_entries WHERE kind = ? ORDER BY 1",
                     kind, error);
}

static gboolean
set_broken (guint position, const char *what, GError **error)
{
  const DavyFault fault = { .reason = (char *) "journal" };
  GError *broken = davy_error_new_fault (
      DAVY_ERROR_STORE, &fault, "The case's journal was changed: entry %u %s", position, what);

  g_propagate_error (error, broken);
  return FALSE;
}

/**
 * davy_db_verify_journal:
 * @db: any connection
 * @case_row: which case
 * @error: where to report %DAVY_ERROR_STORE, with the fault's reason `journal` when the journal is
 *   not as it was written; the message names the first entry that is not
 *
 * Works out every hash anew.
 *
 * Returns: whether nothing was changed, put in or taken out
 */
gboolean
davy_db_verify_journal (DavyDb *db, gint64 case_row, GError **error)
{
  g_auto (Chain) last = { 0 };
  g_auto (Chain) chain = { 0 };
  g_autoptr (DavyStatement) statement = NULL;

  if (!read_chain (db, case_row, &last, error))
    return FALSE;
  statement = prepare_entries (db, case_row, error);
  if (statement == NULL)
    return FALSE;

  chain.case_key = g_strdup (last.case_key);
  chain.head = g_strdup ("");
  while (davy_statement_next (statement, error))
    {
      g_autoptr (DavyCaseEntry) entry = read_entry (statement);
      g_autofree char *hash = NULL;

      /* A case may go over to a colleague of the same tenant: each entry names whose it was. */
      g_free (chain.account_id);
      chain.account_id = davy_statement_dup_text (statement, 11);
      hash = dup_hash (&chain, entry);
      if (entry->position != ++chain.entries)
        return set_broken (chain.entries, "is missing", error);
      if (g_strcmp0 (davy_statement_get_text (statement, 9), chain.head) != 0 ||
          g_strcmp0 (entry->hash, hash) != 0)
        return set_broken (entry->position, "is not what was written", error);
      g_free (chain.head);
      chain.head = g_steal_pointer (&hash);
    }
  if (davy_statement_has_failed (statement))
    return FALSE;
  if (chain.entries != last.entries || g_strcmp0 (chain.head, last.head) != 0)
    return set_broken (chain.entries + 1, "is missing", error);

  return TRUE;
}
