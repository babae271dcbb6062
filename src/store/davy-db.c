/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-db.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "core/davy-error.h"

/* A thin layer over SQLite: errors as GError, prepared statements kept for the life of the
 * connection. */

#define BUSY_MILLISECONDS 10000

struct _DavyDb
{
  sqlite3 *handle;
  GHashTable *statements; /* SQL → DavyStatement */
  guint touched;
};

struct _DavyStatement
{
  DavyDb *db;
  sqlite3_stmt *handle;
  char *sql;
  gboolean kept; /* by its connection, for the next who needs it */
  gboolean held; /* by somebody */
  gboolean failed;
  char *bind_error; /* the first binding that failed, told at the next step */
};

static void
statement_free (gpointer data)
{
  DavyStatement *self = data;

  sqlite3_finalize (self->handle);
  g_free (self->bind_error);
  g_free (self->sql);
  g_free (self);
}

/* Statements are long and few: some of their letters tell them apart. */
static guint
hash_sql (gconstpointer sql)
{
  const char *text = sql;
  gsize length = strlen (text);
  guint hash = (guint) length;

  for (gsize i = 0; i < length; i += 1 + length / 16)
    hash = hash * 33 + (guchar) text[i];

  return hash;
}

static void
set_db_error (DavyDb *self, int code, GError **error)
{
  DavyFault fault = { .service_text = (char *) sqlite3_errmsg (self->handle) };
  GError *made;

  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    fault.reason = (char *) "corrupt";
  else if (code == SQLITE_FULL)
    fault.reason = (char *) "full";
  made = davy_error_new_fault (DAVY_ERROR_STORE, &fault, "The database answered %d: %s", code,
                               sqlite3_errmsg (self->handle));
  g_propagate_error (error, made);
}

/* What comes in touches the indexes all over: they stay in memory (8 MiB) and are written to the
 * file once for very many pages of alerts (128 MiB). */
static gboolean
configure (DavyDb *self, DavyDbMode mode, GError **error)
{
  sqlite3_extended_result_codes (self->handle, 0);
  sqlite3_busy_timeout (self->handle, BUSY_MILLISECONDS);
  /* Whoever closes a file last writes its log into it, unless told not to. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, mode == DAVY_DB_READ_ONLY,
                     NULL);

  /* Without recursive triggers a REPLACE would pass by what keeps the journal append-only. */
  return davy_db_execute (self,
                          "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
                          "PRAGMA temp_store = MEMORY",
                          error) &&
         davy_db_execute (self,
                          mode == DAVY_DB_READ_WRITE
                              ? "PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 8192"
                              : "PRAGMA query_only = ON",
                          error);
}

/* SQLite counts the memory it takes, under one lock for all threads: the main thread would wait at
 * each row for the one that writes. Nobody asks for the count. */
static void
stop_counting_memory (void)
{
  static gsize stopped;

  if (g_once_init_enter (&stopped))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&stopped, 1);
    }
}

/**
 * davy_db_get_version:
 *
 * Returns: the version of SQLite, "3.40.1"
 */
const char *
davy_db_get_version (void)
{
  return sqlite3_libversion ();
}

/**
 * davy_db_open:
 * @path: the file; made when it is to be written and absent
 * @mode: whether it may be written
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Opens a connection. It blocks and may be used by any one thread at a time.
 *
 * Returns: (transfer full) (nullable): the connection
 */
DavyDb *
davy_db_open (const char *path, DavyDbMode mode, GError **error)
{
  g_autoptr (DavyDb) self = g_new0 (DavyDb, 1);
  int code;

  stop_counting_memory ();
  self->statements = g_hash_table_new_full (hash_sql, g_str_equal, NULL, statement_free);
  code = sqlite3_open_v2 (path, &self->handle,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                              (mode == DAVY_DB_READ_WRITE ? SQLITE_OPEN_CREATE : 0),
                          NULL);
  if (code != SQLITE_OK)
    {
      set_db_error (self, code, error);
      return NULL;
    }
  if (!configure (self, mode, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * davy_db_close:
 * @self: (transfer full): a connection of which no statement is held
 */
void
davy_db_close (DavyDb *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close (self->handle);
  g_free (self);
}

/**
 * davy_db_execute:
 * @self: a connection
 * @sql: one or more statements without results
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether all of them ran
 */
gboolean
davy_db_execute (DavyDb *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    set_db_error (self, code, error);

  return code == SQLITE_OK;
}

/**
 * davy_db_read_integer:
 * @self: a connection
 * @sql: a query for one number
 * @value: (out): the number; 0 when there is no row
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: whether the query ran
 */
gboolean
davy_db_read_integer (DavyDb *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (self, sql, error);

  *value = 0;
  if (statement == NULL)
    return FALSE;
  if (davy_statement_next (statement, error))
    *value = davy_statement_get_int64 (statement, 0);

  return !davy_statement_has_failed (statement);
}

/**
 * davy_db_get_last_row:
 * @self: a connection
 *
 * Returns: the row that was inserted last
 */
gint64
davy_db_get_last_row (DavyDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * davy_db_get_changes:
 * @self: a connection
 *
 * Returns: how many rows the last statement wrote
 */
guint
davy_db_get_changes (DavyDb *self)
{
  return (guint) sqlite3_changes (self->handle);
}

/**
 * davy_db_touch:
 * @self: the writer's connection
 * @tables: a mask of #DavyStoreTables
 *
 * Tells of tables that the work writes to now and then, beside those that it names always.
 */
void
davy_db_touch (DavyDb *self, guint tables)
{
  self->touched |= tables;
}

/**
 * davy_db_take_touched:
 * @self: the writer's connection
 *
 * Returns: what davy_db_touch() was told since this was last asked
 */
guint
davy_db_take_touched (DavyDb *self)
{
  guint touched = self->touched;

  self->touched = 0;

  return touched;
}

/**
 * davy_db_prepare:
 * @self: a connection
 * @sql: one statement
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Returns: (transfer full) (nullable): the statement, to be given back with
 *   davy_statement_release() before the connection is closed
 */
DavyStatement *
davy_db_prepare (DavyDb *self, const char *sql, GError **error)
{
  DavyStatement *known = g_hash_table_lookup (self->statements, sql);
  DavyStatement *statement;
  sqlite3_stmt *handle = NULL;
  int code;

  if (known != NULL && !known->held)
    {
      known->held = TRUE;
      return known;
    }

  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (code != SQLITE_OK)
    {
      set_db_error (self, code, error);
      return NULL;
    }

  statement = g_new0 (DavyStatement, 1);
  statement->db = self;
  statement->handle = handle;
  statement->sql = g_strdup (sql);
  statement->held = TRUE;
  statement->kept = known == NULL; /* of two that are held at once, one is enough to keep */
  if (statement->kept)
    g_hash_table_insert (self->statements, statement->sql, statement);

  return statement;
}

/**
 * davy_statement_release:
 * @self: (transfer full): a statement
 *
 * Gives a statement back to its connection.
 */
void
davy_statement_release (DavyStatement *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->failed = FALSE;
  g_clear_pointer (&self->bind_error, g_free);

  self->held = FALSE;
  if (!self->kept)
    statement_free (self);
}

static void
note_bind (DavyStatement *self, int place, int code)
{
  if (code != SQLITE_OK && self->bind_error == NULL)
    self->bind_error =
        g_strdup_printf ("Place %d cannot be bound: %s", place, sqlite3_errstr (code));
}

/**
 * davy_statement_bind_int64:
 * @self: a statement
 * @place: counted from 1
 * @value: a number
 */
void
davy_statement_bind_int64 (DavyStatement *self, int place, gint64 value)
{
  note_bind (self, place, sqlite3_bind_int64 (self->handle, place, value));
}

/**
 * davy_statement_bind_double:
 * @self: a statement
 * @place: counted from 1
 * @value: a number; NAN becomes NULL
 */
void
davy_statement_bind_double (DavyStatement *self, int place, double value)
{
  note_bind (self, place,
             isnan (value) ? sqlite3_bind_null (self->handle, place)
                           : sqlite3_bind_double (self->handle, place, value));
}

/**
 * davy_statement_bind_text:
 * @self: a statement
 * @place: counted from 1
 * @text: (nullable): copied; %NULL becomes NULL
 */
void
davy_statement_bind_text (DavyStatement *self, int place, const char *text)
{
  note_bind (self, place, sqlite3_bind_text (self->handle, place, text, -1, SQLITE_TRANSIENT));
}

/**
 * davy_statement_lend_text:
 * @self: a statement
 * @place: counted from 1
 * @text: (nullable): not copied: it stays until the place is bound anew or the statement is
 *   released; %NULL becomes NULL
 */
void
davy_statement_lend_text (DavyStatement *self, int place, const char *text)
{
  note_bind (self, place, sqlite3_bind_text (self->handle, place, text, -1, SQLITE_STATIC));
}

/**
 * davy_statement_bind_blob:
 * @self: a statement
 * @place: counted from 1
 * @data: copied
 * @length: how many bytes
 */
void
davy_statement_bind_blob (DavyStatement *self, int place, gconstpointer data, gsize length)
{
  note_bind (self, place,
             sqlite3_bind_blob64 (self->handle, place, data, length, SQLITE_TRANSIENT));
}

/**
 * davy_statement_bind_named_int64:
 * @self: a statement
 * @name: such as `:word`; one that the statement does not have is passed over
 * @value: a number
 */
void
davy_statement_bind_named_int64 (DavyStatement *self, const char *name, gint64 value)
{
  int place = sqlite3_bind_parameter_index (self->handle, name);

  if (place > 0)
    davy_statement_bind_int64 (self, place, value);
}

/**
 * davy_statement_bind_named_text:
 * @self: a statement
 * @name: such as `:word`; one that the statement does not have is passed over
 * @text: (nullable): copied; %NULL becomes NULL
 */
void
davy_statement_bind_named_text (DavyStatement *self, const char *name, const char *text)
{
  int place = sqlite3_bind_parameter_index (self->handle, name);

  if (place > 0)
    davy_statement_bind_text (self, place, text);
}

/**
 * davy_statement_next:
 * @self: a statement
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Goes to the next row. At the end, and after a failure, there is none:
 * davy_statement_has_failed() tells which. At the end the statement is ready to be bound anew.
 *
 * Returns: whether there is a row to read
 */
gboolean
davy_statement_next (DavyStatement *self, GError **error)
{
  int code;

  if (self->failed)
    return FALSE;

  if (self->bind_error != NULL)
    {
      self->failed = TRUE;
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_STORE, self->bind_error);
      return FALSE;
    }

  code = sqlite3_step (self->handle);
  if (code == SQLITE_ROW)
    return TRUE;

  if (code != SQLITE_DONE)
    {
      self->failed = TRUE;
      set_db_error (self->db, code, error);
    }
  sqlite3_reset (self->handle);

  return FALSE;
}

/**
 * davy_statement_has_failed:
 * @self: a statement
 *
 * Returns: whether a binding or a step failed; the error was reported then
 */
gboolean
davy_statement_has_failed (DavyStatement *self)
{
  return self->failed;
}

/**
 * davy_statement_run:
 * @self: a statement whose rows, if any, do not matter
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Runs a statement to its end.
 *
 * Returns: whether it ran
 */
gboolean
davy_statement_run (DavyStatement *self, GError **error)
{
  while (davy_statement_next (self, error))
    ;

  return !self->failed;
}

/**
 * davy_statement_get_int64:
 * @self: a statement at a row
 * @column: which column
 *
 * Returns: the number, 0 for NULL
 */
gint64
davy_statement_get_int64 (DavyStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

/**
 * davy_statement_get_double:
 * @self: a statement at a row
 * @column: which column
 *
 * Returns: the number, NAN for NULL
 */
double
davy_statement_get_double (DavyStatement *self, int column)
{
  return davy_statement_is_null (self, column) ? NAN : sqlite3_column_double (self->handle, column);
}

/**
 * davy_statement_get_text:
 * @self: a statement at a row
 * @column: which column
 *
 * Returns: (transfer none) (nullable): the text, valid until the next step
 */
const char *
davy_statement_get_text (DavyStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

/**
 * davy_statement_dup_text:
 * @self: a statement at a row
 * @column: which column
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
davy_statement_dup_text (DavyStatement *self, int column)
{
  return g_strdup (davy_statement_get_text (self, column));
}

/**
 * davy_statement_get_blob:
 * @self: a statement at a row
 * @column: which column
 * @length: (out): how many bytes
 *
 * Returns: (transfer none) (nullable): the bytes, valid until the next step
 */
gconstpointer
davy_statement_get_blob (DavyStatement *self, int column, gsize *length)
{
  gconstpointer data = sqlite3_column_blob (self->handle, column);

  *length = (gsize) sqlite3_column_bytes (self->handle, column);
  return data;
}

/**
 * davy_statement_is_null:
 * @self: a statement at a row
 * @column: which column
 *
 * Returns: whether there is nothing
 */
gboolean
davy_statement_is_null (DavyStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}
