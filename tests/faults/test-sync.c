/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "davy-test-server.h"
#include "davy-test-store.h"
#include "fault-caller.h"
#include "fault-main.h"
#include "fault-pages.h"
#include "store/davy-db.h"
#include "sync/davy-sync.h"

/* Whatever becomes of a refresh, nothing that was stored before is lost: a store is filled, then
 * refreshed with each fault at each request that a refresh sends, and compared. */

/* How closely two stores are compared. */
typedef enum
{
  VIEW_CONTENTS, /* all that was stored */
  VIEW_SHOWN,    /* which things there are, and whether they are shown */
  VIEW_KEPT,     /* which things there are */
  VIEW_DAYS,     /* the same, with a day's use at a price or without */
  N_VIEWS,
} View;

static struct
{
  FaultServer *server;
  DavyTestServer *trap;
  char *filled;      /* the file of a store after a good refresh */
  GHashTable *asked; /* the endpoints that a refresh of a filled store asks */
  GHashTable *before[N_VIEWS];
  DavyTime due; /* when all of it may be fetched again */
  guint n_runs;
} all;

/* When something was fetched, and what is worked out anew from what is there. */
static const char *const bookkeeping[] = {
  "pass",        "revision", "fetched_at", "usage_fetched_at",
  "usage_state", "told_at",  "value",      NULL /* of `state` alone, see below */
};

/* What names a thing; its resources and details belong to what may be told anew. Of every other
 * table all columns count. */
static const struct
{
  const char *table;
  const char *columns;
} keys[] = {
  { "alerts", "account_id, event_id, gone" },
  { "alert_bodies", "alert_row" },
  { "alert_resources", "" },
  { "alert_details", "" },
  { "alert_activity", "" },
  { "customers", "account_id, tenant_id" },
  { "subscriptions", "account_id, azure_id, gone" },
  { "subscription_search", "subscription_row" },
  { "usage", "subscription_row, dimension, day, currency, basis" },
  { "standing", "account_id, customer_tenant_id, key" },
};

/* --- what stands in a store ---------------------------------------------------------------- */

typedef struct
{
  View view;
  GHashTable *lines; /* (owned) */
} Dump;

static const char *
find_keys (const char *table, View view)
{
  if (view == VIEW_DAYS && strcmp (table, "usage") == 0)
    return "subscription_row, dimension, day";
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strcmp (keys[i].table, table) == 0)
      return keys[i].columns;

  return NULL;
}

static gboolean
is_bookkeeping (const char *table, const char *column)
{
  if (strcmp (column, "value") == 0)
    return strcmp (table, "state") == 0;

  return g_strv_contains (bookkeeping, column);
}

static GPtrArray *
read_texts (DavyDb *db, const char *sql, GError **error)
{
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  while (statement != NULL && davy_statement_next (statement, error))
    g_ptr_array_add (texts, g_strdup (davy_statement_get_text (statement, 0)));

  return statement != NULL && !davy_statement_has_failed (statement) ? g_steal_pointer (&texts)
                                                                     : NULL;
}

static char *
list_columns (DavyDb *db, const char *table, View view, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s')", table);
  const char *named = view != VIEW_CONTENTS ? find_keys (table, view) : NULL;
  g_autoptr (GPtrArray) columns = read_texts (db, sql, error);
  g_autoptr (GString) list = g_string_new ("''");

  if (columns == NULL)
    return NULL;
  for (guint i = 0; i < columns->len; i++)
    {
      const char *column = g_ptr_array_index (columns, i);
      g_auto (GStrv) wanted = g_strsplit (named != NULL ? named : column, ", ", -1);

      if (!is_bookkeeping (table, column) && (view < VIEW_KEPT || strcmp (column, "gone") != 0) &&
          g_strv_contains ((const char *const *) wanted, column))
        g_string_append_printf (list, " || ' %s=' || quote (%s)", column, column);
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
dump (DavyDb *db, gpointer data, GError **error)
{
  Dump *self = data;
  g_autoptr (GPtrArray) tables = read_texts (
      db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'", error);

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      const char *table = g_ptr_array_index (tables, i);
      g_autofree char *columns = list_columns (db, table, self->view, error);
      g_autofree char *sql = g_strdup_printf ("SELECT '%s' || %s FROM %s", table, columns, table);
      g_autoptr (GPtrArray) lines = columns != NULL ? read_texts (db, sql, error) : NULL;

      if (lines == NULL)
        return FALSE;
      for (guint j = 0; j < lines->len; j++)
        g_hash_table_add (self->lines, g_strdup (g_ptr_array_index (lines, j)));
    }

  return tables != NULL;
}

static GHashTable *
read_store (DavyStore *store, View view)
{
  Dump read = { view, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  davy_test_store_read (store, dump, &read);

  return read.lines;
}

/* --- a refresh ----------------------------------------------------------------------------- */

static gboolean
is_idle (gpointer sync)
{
  return !davy_sync_get_running (sync);
}

/* Returns: (transfer full) (nullable): what the person is told */
static GError *
refresh (DavyStore *store, const FaultEndpoint *endpoint, const FaultLine *line)
{
  FaultCaller caller;
  g_autoptr (DavySync) sync = NULL;
  const GError *error;
  GError *told = NULL;

  fault_caller_begin (&caller, all.server, endpoint != NULL ? endpoint->service : 0,
                      line != NULL ? line->place : FAULT_AT_HOME);
  sync = davy_sync_new (store, caller.accounts);
  davy_sync_refresh (sync);
  g_assert_true (fault_spin_until (all.server, is_idle, sync));
  error = davy_sync_get_error (sync);
  told = error != NULL ? g_error_copy (error) : NULL;
  davy_sync_cancel (sync);
  g_clear_object (&sync);
  fault_caller_end (&caller);
  all.n_runs++;

  return told;
}

/* How often @endpoint was asked since the last pair began. */
static guint
count_asked (const FaultEndpoint *endpoint)
{
  const GPtrArray *requests = fault_server_get_requests (all.server);
  guint n = 0;

  for (guint i = requests->len; i > 0; i--)
    {
      const FaultRequest *request = g_ptr_array_index (requests, i - 1);

      if (request->pair != fault_server_get_pair (all.server))
        break;
      n += request->endpoint == endpoint ? 1 : 0;
    }

  return n;
}

static void
note_asked (void)
{
  const GPtrArray *requests = fault_server_get_requests (all.server);

  for (guint i = 0; i < requests->len; i++)
    {
      const FaultRequest *request = g_ptr_array_index (requests, i);

      if (request->endpoint == NULL)
        g_test_message ("in no table: %s", request->target);
      g_assert_nonnull (request->endpoint);
      if (count_asked (request->endpoint) > 0)
        g_hash_table_add (all.asked, (gpointer) request->endpoint);
    }
}

/* All that was fetched is due again, and it is still the same day. */
static void
let_time_pass (void)
{
  davy_test_clock_advance (7 * DAVY_TIME_HOUR);
}

static void
test_fill (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autoptr (DavyStore) store = NULL;
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;

  all.filled = g_build_filename (folder, "davylamp.db", NULL);
  store = davy_test_store_open (all.filled);
  fault_server_begin_pair (all.server, NULL, NULL, 0, 0, 0);
  first = refresh (store, NULL, NULL);
  g_assert_no_error (first);
  let_time_pass ();
  fault_server_begin_pair (all.server, NULL, NULL, 0, 0, 0);
  second = refresh (store, NULL, NULL);
  g_assert_no_error (second);
  note_asked ();
  let_time_pass ();
  all.due = davy_time_now ();

  for (View view = 0; view < N_VIEWS; view++)
    all.before[view] = read_store (store, view);
  davy_test_store_close (&store);
  g_test_message ("%u requests are asked, %u rows are stored", g_hash_table_size (all.asked),
                  g_hash_table_size (all.before[VIEW_CONTENTS]));
  g_assert_cmpuint (g_hash_table_size (all.asked), >, 8);
  g_assert_cmpuint (g_hash_table_size (all.before[VIEW_CONTENTS]), >, 40);
}

/* --- refreshes that go wrong --------------------------------------------------------------- */

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &content, &length, NULL));
  g_assert_true (g_file_set_contents_full (to, content, (gssize) length, G_FILE_SET_CONTENTS_NONE,
                                           0600, NULL));
}

/* What was written last lies in the log beside the database when a reader was the last to close. */
static DavyStore *
open_copy (char **path)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *filled_log = g_strconcat (all.filled, "-wal", NULL);
  g_autofree char *log = g_build_filename (folder, "davylamp.db-wal", NULL);

  *path = g_build_filename (folder, "davylamp.db", NULL);
  copy_file (all.filled, *path);
  if (g_file_test (filled_log, G_FILE_TEST_EXISTS))
    copy_file (filled_log, log);

  return davy_test_store_open (*path);
}

static void
remove_copy (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  fault_remove_folder (folder);
}

/* An answer that can be read may well say less than before, or more; and that a customer is ours no
 * longer. Nothing is taken away for it. */
static View
choose_view (const FaultEndpoint *endpoint, const FaultLine *line)
{
  /* A meter that is told without its cost has no price, and its days are told as quantities. */
  if (strcmp (endpoint->name, "partner/list-meter-totals") == 0 &&
      (line->spoiling == FAULT_MISSING || line->spoiling == FAULT_NULL))
    return VIEW_DAYS;
  if (line->spoiling == FAULT_MISSING || line->spoiling == FAULT_NULL ||
      (strcmp (endpoint->name, "partner/get-customer") == 0 && strcmp (line->name, "404") == 0))
    return VIEW_KEPT;

  return line->spoiling == FAULT_WRONG_TYPE || line->spoiling == FAULT_LONG ? VIEW_SHOWN
                                                                            : VIEW_CONTENTS;
}

/* Where no link leads on is the end, and nothing tells it from a link that is missing. */
static gboolean
is_end (const FaultLine *line, const char *member)
{
  return line->spoiling != FAULT_WRONG_TYPE &&
         (g_str_has_prefix (member, "links") || g_str_has_suffix (member, "nextLink"));
}

static guint
compare (GHashTable *before, GHashTable *after, const char *name)
{
  GHashTableIter iter;
  gpointer row;
  guint n_lost = 0;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (!g_hash_table_contains (after, row))
      {
        if (n_lost++ < 3)
          g_test_message ("%s: lost %.300s", name, (char *) row);
      }

  return n_lost;
}

/* Returns: whether what was to be spoilt was asked for, and all is there as before */
static gboolean
run_once (const FaultEndpoint *endpoint, const FaultLine *line, guint place, guint first)
{
  g_autofree char *path = NULL;
  g_autoptr (DavyStore) store = open_copy (&path);
  g_autofree char *name =
      g_strdup_printf ("%s × %s (%u, %u)", endpoint->name, line->name, place, first);
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GError) told = NULL;
  View view = choose_view (endpoint, line);
  guint n_lost;

  /* A pair that waited for a time-out has not made it later for the next. */
  davy_test_clock_set_back (davy_time_now () - all.due);
  fault_server_begin_pair (all.server, endpoint, line, place, first, G_MAXUINT);
  told = refresh (store, endpoint, line);
  after = read_store (store, view);
  davy_test_store_close (&store);
  remove_copy (path);
  n_lost = compare (all.before[view], after, name);
  if (line->place == FAULT_AT_HOME && count_asked (endpoint) == 0)
    {
      g_test_message ("%s: was not asked", name);
      return FALSE;
    }
  if (told != NULL &&
      (told->domain != DAVY_ERROR || fault_find_sentence ((DavyError) told->code, NULL) == NULL))
    {
      g_test_message ("%s: told “%s”", name, told->message);
      return FALSE;
    }

  return n_lost == 0 && davy_test_server_count (all.trap) == 0;
}

static guint
run_line (const FaultEndpoint *endpoint, const FaultLine *line)
{
  gboolean paged = endpoint->paging != FAULT_ONE && endpoint->paging != FAULT_ARRAY;
  guint n_wrong = 0;

  if (!fault_is_family (line))
    {
      n_wrong += run_once (endpoint, line, 0, 0) ? 0 : 1;
      if (paged && line->place == FAULT_AT_HOME && line->need < FAULT_NEEDS_PAGES)
        n_wrong += run_once (endpoint, line, 0, 1) ? 0 : 1;
      return n_wrong;
    }
  for (guint place = 0;; place++)
    {
      g_autofree char *member = fault_pages_dup_place (endpoint, line->spoiling, place);

      if (member == NULL)
        return n_wrong;
      if (!is_end (line, member))
        n_wrong += run_once (endpoint, line, place, 0) ? 0 : 1;
    }
}

static void
test_endpoint (gconstpointer data)
{
  const FaultEndpoint *endpoint = data;
  guint n_wrong = 0, n_before = all.n_runs;

  if (!g_hash_table_contains (all.asked, endpoint))
    return;
  for (guint i = 0; i < fault_n_lines; i++)
    if (fault_find_reason (endpoint, &fault_lines[i]) == NULL)
      n_wrong += run_line (endpoint, &fault_lines[i]);
  g_test_message ("%s: %u refreshes", endpoint->name, all.n_runs - n_before);
  if (n_wrong > 0)
    g_test_fail_printf ("%u refreshes lost something, or did not ask", n_wrong);
}

/* A comparison that finds nothing says something only if it would have found something. */
static gboolean
lose_something (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, "DELETE FROM usage WHERE day = (SELECT min (day) FROM usage)",
                          error) &&
         davy_db_execute (db, "UPDATE alerts SET gone = 1 WHERE event_id = 'event-2'", error);
}

static void
test_loss_is_found (void)
{
  g_autofree char *path = NULL;
  g_autoptr (DavyStore) store = open_copy (&path);
  g_autoptr (GHashTable) contents = NULL;
  g_autoptr (GHashTable) kept = NULL;

  davy_test_store_write (store, lose_something, NULL, 0);
  contents = read_store (store, VIEW_CONTENTS);
  kept = read_store (store, VIEW_KEPT);
  davy_test_store_close (&store);
  remove_copy (path);

  g_assert_cmpuint (compare (all.before[VIEW_CONTENTS], contents, "planted"), >, 1);
  g_assert_cmpuint (compare (all.before[VIEW_KEPT], kept, "planted"), >=, 1);
}

int
main (int argc, char **argv)
{
  g_autofree char *certificates = NULL;
  g_autofree char *trap = NULL;
  int status;

  fault_main_init (&argc, &argv);
  certificates = fault_make_certificates ();
  all.trap = davy_test_server_new ();
  trap = davy_test_server_dup_uri (all.trap, "");
  all.server = fault_server_new (certificates, trap);
  all.asked = g_hash_table_new (NULL, NULL);

  g_test_add_func ("/faults/sync/a-store-is-filled", test_fill);
  g_test_add_func ("/faults/sync/what-is-lost-is-found", test_loss_is_found);
  fault_main_add_endpoints ("/faults/sync/nothing-is-lost", NULL, test_endpoint);
  status = g_test_run ();

  g_clear_pointer (&all.server, fault_server_free);
  g_clear_pointer (&all.trap, davy_test_server_free);
  for (View view = 0; view < N_VIEWS; view++)
    g_clear_pointer (&all.before[view], g_hash_table_unref);
  g_hash_table_unref (all.asked);
  if (all.filled != NULL)
    remove_copy (all.filled);
  g_free (all.filled);
  fault_remove_folder (certificates);

  return status;
}
