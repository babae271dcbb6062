/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/davy-list-command.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "command-fixture.h"
#include "core/davy-json.h"
#include "store/davy-journal.h"

/* `davylamp list`, over a store that another connection holds open, as a running program does. */

#define AZURE "a0000000-0000-4000-8000-00000000000a"

typedef struct
{
  char *path;
  DavyStore *store;
} Fixture;

static gboolean
put_records (DavyDb *db, gpointer data, GError **error)
{
  const DavyAlertRow alert = {
    .account_id = DAVY_TEST_ACCOUNT,
    .event_id = "event-1",
    .type = "networkConnectionsToCryptoMiningPools",
    .severity = "high",
    .status = "active",
    .customer_name = "Züge\x1b[2J \xe2\x80\xaeund Räder",
    .azure_id = AZURE,
    .subscription_name = "Prod",
    .created = 1774000000 * DAVY_TIME_SECOND,
  };
  DavyAlertRow resolved = alert;
  DavyAlertRow test = alert;
  const DavySubscriptionRow subscription = {
    .account_id = DAVY_TEST_ACCOUNT,
    .azure_id = AZURE,
    .name = "Prod",
    .state = "Active",
  };
  gint64 row;

  resolved.event_id = "event-2";
  resolved.status = "Resolved";
  resolved.customer_name = NULL;
  resolved.created -= DAVY_TIME_DAY;
  test.event_id = "event-3";
  test.is_test = TRUE;

  return davy_db_put_alert (db, &alert, 0, NULL, error) &&
         davy_db_put_alert (db, &resolved, 0, NULL, error) &&
         davy_db_put_alert (db, &test, 0, NULL, error) &&
         davy_db_put_subscription (db, &subscription, 0, &row, error) &&
         davy_db_create_case (db, DAVY_TEST_ACCOUNT, AZURE, NULL, "detected", &row, error) &&
         davy_db_execute (db,
                          "UPDATE alerts SET daily_cost = 1234.5, cost_currency = 'EUR',"
                          " cost_basis = 2 WHERE event_id = 'event-1';"
                          "UPDATE subscriptions SET month_amount = 0.1, currency = 'USD'",
                          error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = davy_test_store_path ();
  fixture->store = davy_test_store_open (fixture->path);
  davy_test_store_write (fixture->store, put_records, NULL,
                         DAVY_TABLE_ALERTS | DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_CASES);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
  g_free (fixture->path);
}

/* @words: what is typed after `davylamp list`, between blanks */
static Ran
run (const char *path, const char *words)
{
  g_autofree char *line = g_strconcat ("list ", words, NULL);

  return run_command (davy_list_command_run, path, line);
}

static void
assert_fails (const char *path, const char *words, int status, const char *sentence)
{
  g_auto (Ran) ran = run (path, words);

  g_assert_cmpint (ran.status, ==, status);
  g_assert_cmpstr (ran.output, ==, "");
  g_assert_nonnull (strstr (ran.errors, sentence));
}

static JsonNode *
read_json (const char *path, const char *words, guint length)
{
  g_auto (Ran) ran = run (path, words);
  g_autoptr (GError) error = NULL;
  JsonNode *node = davy_json_parse_text (ran.output, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ran.status, ==, 0);
  g_assert_cmpstr (ran.errors, ==, "");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, length);

  return node;
}

static void
assert_text (JsonNode *array, guint index, const char *name, const char *expected)
{
  JsonObject *object = json_array_get_object_element (json_node_get_array (array), index);

  g_assert_true (json_object_has_member (object, name));
  g_assert_cmpstr (json_object_get_string_member_with_default (object, name, NULL), ==, expected);
}

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  g_auto (Ran) ran = run (fixture->path, "alerts");

  g_assert_cmpint (ran.status, ==, 0);
  g_assert_cmpstr (
      ran.output, ==,
      "ID       STATUS    SEVERITY  CREATED               CUSTOMER             SUBSCRIPTION  "
      "TYPE\n"
      "event-1  active    high      2026-03-20T09:46:40Z  Züge\xef\xbf\xbd[2J \xef\xbf\xbdund Räder  "
      "Prod          networkConnectionsToCryptoMiningPools\n"
      "event-2  Resolved  high      2026-03-19T09:46:40Z  -                    Prod          "
      "networkConnectionsToCryptoMiningPools\n");
}

static void
test_alerts_json (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) all = read_json (fixture->path, "alerts --json", 2);
  JsonObject *first = json_array_get_object_element (json_node_get_array (all), 0);
  JsonObject *cost = json_object_get_object_member (first, "dailyCost");

  assert_text (all, 0, "id", "event-1");
  assert_text (all, 0, "status", "active");
  assert_text (all, 0, "created", "2026-03-20T09:46:40Z");
  assert_text (all, 0, "resolvedOn", NULL);
  assert_text (all, 1, "customerName", NULL);
  g_assert_cmpstr (json_object_get_string_member (cost, "amount"), ==, "1234.500000");
  g_assert_cmpstr (json_object_get_string_member (cost, "currency"), ==, "EUR");
  g_assert_cmpstr (json_object_get_string_member (cost, "basis"), ==, "invoiced");
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) active = read_json (fixture->path, "alerts --json --status Active", 1);
  g_autoptr (JsonNode) both =
      read_json (fixture->path, "alerts --json --status resolved --status active", 2);
  g_autoptr (JsonNode) none = read_json (fixture->path, "alerts --json --status investigating", 0);
  g_autoptr (JsonNode) open = read_json (fixture->path, "cases --json --status open", 1);
  g_autoptr (JsonNode) closed = read_json (fixture->path, "cases --json --status closed", 0);
  g_autoptr (JsonNode) ended =
      read_json (fixture->path, "subscriptions --json --status deleted", 0);

  assert_text (active, 0, "id", "event-1");
}

static void
test_subscriptions (Fixture *fixture, gconstpointer data)
{
  g_auto (Ran) ran = run (fixture->path, "subscriptions");
  g_autoptr (JsonNode) json = read_json (fixture->path, "subscriptions --json", 1);

  g_assert_nonnull (strstr (ran.output, AZURE "  Active  1       0.100000 USD  "));
  assert_text (json, 0, "name", "Prod");
}

static void
test_cases (Fixture *fixture, gconstpointer data)
{
  g_auto (Ran) ran = run (fixture->path, "cases");
  g_autoptr (JsonNode) json = read_json (fixture->path, "cases --json", 1);
  JsonObject *first = json_array_get_object_element (json_node_get_array (json), 0);

  g_assert_true (g_str_has_prefix (ran.output, "ID  STATUS  STEP      OPENED"));
  g_assert_nonnull (strstr (ran.output, "\n1   open    detected  2"));
  g_assert_cmpint (json_object_get_int_member (first, "id"), ==, 1);
  assert_text (json, 0, "subscriptionId", AZURE);
}

static void
test_wrong_usage (Fixture *fixture, gconstpointer data)
{
  assert_fails (fixture->path, "", 2, "alerts");
  assert_fails (fixture->path, "customers", 2, "subscriptions");
  assert_fails (fixture->path, "alerts cases", 2, "subscriptions");
  assert_fails (fixture->path, "alerts --frobnicate", 2, "--frobnicate");
  assert_fails (fixture->path, "alerts --status open", 2, "Active, Investigating, Resolved");
  assert_fails (fixture->path, "cases --status Active", 2, "open, closed");
}

/* Nothing is made where nothing is. */
static void
test_no_database (Fixture *fixture, gconstpointer data)
{
  g_autofree char *absent = davy_test_store_path ();

  assert_fails (absent, "alerts", 1, "Start the program");
  g_assert_false (g_file_test (absent, G_FILE_TEST_EXISTS));
}

/* An older database is left as it is, and so is a newer one. */
static void
test_other_version (Fixture *fixture, gconstpointer data)
{
  davy_test_store_close (&fixture->store);

  set_version (fixture->path, 1);
  assert_fails (fixture->path, "alerts", 1, "Start the program once");
  g_assert_cmpint (get_version (fixture->path), ==, 1);
  set_version (fixture->path, 99);
  assert_fails (fixture->path, "alerts", 1, "newer version");
  g_assert_cmpint (get_version (fixture->path), ==, 99);
}

static char *
copy_file (const char *from, const char *to, const char *suffix)
{
  g_autofree char *source = g_strconcat (from, suffix, NULL);
  g_autofree char *target = g_strconcat (to, suffix, NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (source, &content, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  if (to != from)
    g_assert_true (g_file_set_contents (target, content, (gssize) length, NULL));

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) content, length);
}

/* As a program that crashed leaves it: with a log that nobody has written into the database. */
static void
test_log_stays (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = davy_test_store_path ();
  g_autofree char *database = copy_file (fixture->path, copy, "");
  g_autofree char *log = copy_file (fixture->path, copy, "-wal");
  g_autoptr (JsonNode) listed = read_json (copy, "alerts --json", 2);
  g_autofree char *database_after = copy_file (copy, copy, "");
  g_autofree char *log_after = copy_file (copy, copy, "-wal");

  g_assert_cmpstr (database_after, ==, database);
  g_assert_cmpstr (log_after, ==, log);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = davy_test_store_path ();
  g_autofree char *kept = NULL;

  g_assert_true (
      g_file_set_contents (path, "This is no database, however long it may be.", -1, NULL));
  assert_fails (path, "alerts", 1, "is damaged");
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_true (g_str_has_prefix (kept, "This is no database"));
}

/* A program that reads only the first lines has gone; a full disk looks the same. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  char *argv[] = { (char *) "list", (char *) "alerts", NULL };
  Redirection errors;
  g_autofree char *said = NULL;
  int kept = dup (STDOUT_FILENO);
  FILE *full = fopen ("/dev/full", "w");
  int status;

  g_assert_nonnull (full);
  fflush (stdout);
  dup2 (fileno (full), STDOUT_FILENO);
  redirect (&errors, stderr);
  status = davy_list_command_run (2, argv, fixture->path);
  said = end_redirection (&errors);
  dup2 (kept, STDOUT_FILENO);
  clearerr (stdout);
  fclose (full);
  close (kept);

  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (said, "could not be written"));
}

#define ADD(path, function) \
  g_test_add ("/cli/list/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  setlocale (LC_ALL, "C.UTF-8");

  ADD ("columns", test_columns);
  ADD ("alerts-json", test_alerts_json);
  ADD ("status", test_status);
  ADD ("subscriptions", test_subscriptions);
  ADD ("cases", test_cases);
  ADD ("wrong-usage", test_wrong_usage);
  ADD ("no-database", test_no_database);
  ADD ("other-version", test_other_version);
  ADD ("log-stays", test_log_stays);
  ADD ("damaged", test_damaged);
  ADD ("full-disk", test_full_disk);

  return g_test_run ();
}
