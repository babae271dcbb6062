/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyDb:
 *
 * One connection to the database, used by one thread at a time. What runs on it is handed to
 * [method@Davy.Store.write_async] and [method@Davy.Store.read_async].
 */
typedef struct _DavyDb DavyDb;

/**
 * DavyStatement:
 *
 * A prepared statement, borrowed from its connection's cache; letting go of it gives it back. The
 * first failure (of a binding too) is remembered, so that a reader binds and steps in a row and
 * looks once.
 */
typedef struct _DavyStatement DavyStatement;

/**
 * DavyDbMode:
 * @DAVY_DB_READ_WRITE: whatever is written; closing it as the last one writes the log into the file
 * @DAVY_DB_READ_ONLY: neither file nor log changes, also when it is the last one that closes
 */
typedef enum
{
  DAVY_DB_READ_WRITE,
  DAVY_DB_READ_ONLY,
} DavyDbMode;

const char *davy_db_get_version (void);
DavyDb *davy_db_open (const char *path, DavyDbMode mode, GError **error);
void davy_db_close (DavyDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyDb, davy_db_close)

gboolean davy_db_execute (DavyDb *self, const char *sql, GError **error);
gboolean davy_db_read_integer (DavyDb *self, const char *sql, gint64 *value, GError **error);
gint64 davy_db_get_last_row (DavyDb *self);
guint davy_db_get_changes (DavyDb *self);
void davy_db_touch (DavyDb *self, guint tables);
guint davy_db_take_touched (DavyDb *self);

DavyStatement *davy_db_prepare (DavyDb *self, const char *sql, GError **error);
void davy_statement_release (DavyStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyStatement, davy_statement_release)

/* Places are counted from 1, columns from 0, as SQLite does. */
void davy_statement_bind_int64 (DavyStatement *self, int place, gint64 value);
void davy_statement_bind_double (DavyStatement *self, int place, double value);   /* NAN: NULL */
void davy_statement_bind_text (DavyStatement *self, int place, const char *text); /* NULL: NULL */
void davy_statement_lend_text (DavyStatement *self, int place, const char *text); /* NULL: NULL */
void davy_statement_bind_blob (DavyStatement *self, int place, gconstpointer data, gsize length);

/* By name; a name that the statement does not have is passed over. */
void davy_statement_bind_named_int64 (DavyStatement *self, const char *name, gint64 value);
void davy_statement_bind_named_text (DavyStatement *self, const char *name, const char *text);

gboolean davy_statement_next (DavyStatement *self, GError **error);
gboolean davy_statement_has_failed (DavyStatement *self);
gboolean davy_statement_run (DavyStatement *self, GError **error);

gint64 davy_statement_get_int64 (DavyStatement *self, int column);
double davy_statement_get_double (DavyStatement *self, int column); /* NULL: NAN */
const char *davy_statement_get_text (DavyStatement *self, int column);
char *davy_statement_dup_text (DavyStatement *self, int column);
gconstpointer davy_statement_get_blob (DavyStatement *self, int column, gsize *length);
gboolean davy_statement_is_null (DavyStatement *self, int column);

G_END_DECLS
