/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/davy-journal.h"

#include <string.h>

#include "davy-test-store.h"
#include "store/davy-case-alerts.h"
#include "store/davy-rows.h"

#define SUBSCRIPTION "7d1b0000-0000-4000-8000-000000000f03"

typedef struct
{
  char *path;
  DavyStore *store;
  gint64 case_row;
} Fixture;

static gboolean
make_case (DavyDb *db, gpointer data, GError **error)
{
  static const char *const notes[] = { "first", "zweiter: Müller", NULL };
  Fixture *fixture = data;

  if (!davy_db_create_case (db, DAVY_TEST_ACCOUNT, SUBSCRIPTION, "tenant", "detected",
                            &fixture->case_row, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("decision", "standing");

      entry->who = g_strdup ("ada@northwind.example");
      entry->note = g_strdup (notes[i]);
      entry->clock_offset = -1500;
      if (!davy_db_append_entry (db, fixture->case_row, entry, error))
        return FALSE;
      g_assert_cmpuint (entry->position, ==, i + 1);
    }

  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = davy_test_store_path ();
  fixture->store = davy_test_store_open (fixture->path);
  davy_test_store_write (fixture->store, make_case, fixture, DAVY_TABLE_CASES);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
  g_clear_pointer (&fixture->path, g_free);
}

static gboolean
run_sql (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, data, error);
}

static gboolean
verify (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;

  return davy_db_verify_journal (db, fixture->case_row, error);
}

/* What somebody with another program can do to the file. */
static void
tamper (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  DavyDb *db = davy_db_open (fixture->path, DAVY_DB_READ_WRITE, &error);

  davy_db_execute (db,
                   "DROP TRIGGER case_entries_stay; DROP TRIGGER case_entries_remain;"
                   "DROP TRIGGER cases_remain",
                   &error);
  davy_db_execute (db, sql, &error);
  g_assert_no_error (error);
  davy_db_close (db);
}

static void
assert_broken (Fixture *fixture, guint position)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *entry = g_strdup_printf ("entry %u ", position);

  g_assert_false (davy_test_store_try_write (fixture->store, verify, fixture, 0, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
  g_assert_cmpstr (davy_error_get_fault (error)->reason, ==, "journal");
  g_assert_nonnull (strstr (error->message, entry));
}

static void
test_untouched (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, verify, fixture, 0);
  davy_test_store_close (&fixture->store);
  fixture->store = davy_test_store_open (fixture->path);
  davy_test_store_write (fixture->store, verify, fixture, 0);
}

static gboolean
append_for_colleague (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("decision", "usage");

  return davy_db_execute (db, "UPDATE cases SET account_id = 'colleague'", error) &&
         davy_db_append_entry (db, fixture->case_row, entry, error);
}

static void
test_gone_over_to_a_colleague (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, append_for_colleague, fixture, DAVY_TABLE_CASES);
  davy_test_store_write (fixture->store, verify, fixture, 0);

  tamper (fixture, "UPDATE case_entries SET account_id = 'colleague' WHERE position = 1");
  assert_broken (fixture, 1);
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  static const char *const changes[] = {
    "UPDATE case_entries SET note = 'zweiter: Muller' WHERE position = 2",
    "UPDATE case_entries SET time = time + 1 WHERE position = 2",
    "UPDATE case_entries SET who = NULL WHERE position = 2",
    "UPDATE case_entries SET kind = 'result' WHERE position = 2",
    "UPDATE case_entries SET clock_offset = 0 WHERE position = 2",
    "UPDATE case_entries SET hash = previous WHERE position = 2",
  };

  tamper (fixture, changes[GPOINTER_TO_UINT (data)]);
  assert_broken (fixture, 2);
}

static void
test_removed_in_the_middle (Fixture *fixture, gconstpointer data)
{
  tamper (fixture, "DELETE FROM case_entries WHERE position = 2");
  assert_broken (fixture, 2);
}

static void
test_removed_at_the_end (Fixture *fixture, gconstpointer data)
{
  tamper (fixture, "DELETE FROM case_entries WHERE position = 3");
  assert_broken (fixture, 3);
}

static void
test_taken_from_another_case (Fixture *fixture, gconstpointer data)
{
  tamper (fixture, "UPDATE cases SET key = 'another'");
  assert_broken (fixture, 1);
}

static void
test_refuses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (davy_test_store_try_write (fixture->store, run_sql, (gpointer) data,
                                             DAVY_TABLE_CASES, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
  davy_test_store_write (fixture->store, verify, fixture, 0);
}

static gboolean
append_to_none (DavyDb *db, gpointer data, GError **error)
{
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("decision", NULL);

  return davy_db_append_entry (db, 4711, entry, error);
}

static void
test_no_such_case (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      davy_test_store_try_write (fixture->store, append_to_none, NULL, DAVY_TABLE_CASES, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

static gboolean
check_loaded (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (DavyCaseRecord) record = davy_db_load_case (db, fixture->case_row, error);
  const DavyCaseEntry *entry;

  if (record == NULL)
    return FALSE;
  g_assert_cmpstr (record->azure_id, ==, SUBSCRIPTION);
  g_assert_cmpstr (record->step, ==, "usage");
  g_assert_cmpstrv (record->event_ids, ((const char *[]){ "b", "a", NULL }));
  g_assert_cmpuint (record->entries->len, ==, 3);
  entry = g_ptr_array_index (record->entries, 1);
  g_assert_cmpstr (entry->note, ==, "zweiter: Müller");
  g_assert_cmpint (entry->clock_offset, ==, -1500);
  g_assert_cmpstr (g_hash_table_lookup (record->drafts, "usage"), ==, "{'pattern': <'sudden'>}");
  g_assert_null (g_hash_table_lookup (record->drafts, "standing"));

  return TRUE;
}

/* As it comes with a refresh; a service may spell the id of the same alert in another case. */
static gboolean
attach (DavyDb *db, gint64 case_row, const char *event_id, GError **error)
{
  const DavyAlertRow alert = { .account_id = DAVY_TEST_ACCOUNT,
                               .event_id = event_id,
                               .status = "Active",
                               .azure_id = SUBSCRIPTION };
  guint attached;

  return davy_db_put_alert (db, &alert, 1, NULL, error) &&
         davy_db_attach_open_alerts (db, case_row, FALSE, &attached, error);
}

static gboolean
fill_case (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;

  return attach (db, fixture->case_row, "b", error) && attach (db, fixture->case_row, "a", error) &&
         attach (db, fixture->case_row, "B", error) &&
         davy_db_set_case_step (db, fixture->case_row, "usage", error) &&
         davy_db_put_draft (db, fixture->case_row, "standing", "{}", error) &&
         davy_db_put_draft (db, fixture->case_row, "standing", NULL, error) &&
         davy_db_put_draft (db, fixture->case_row, "usage", "{}", error) &&
         davy_db_put_draft (db, fixture->case_row, "usage", "{'pattern': <'sudden'>}", error);
}

static void
test_loads_as_written (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, fill_case, fixture, DAVY_TABLE_CASES);
  davy_test_store_read (fixture->store, check_loaded, fixture);
}

static gboolean
open_twice (DavyDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  gint64 found;

  if (!davy_db_find_open_case (db, DAVY_TEST_ACCOUNT, "7D1B0000-0000-4000-8000-000000000F03",
                               &found, error))
    return FALSE;
  g_assert_cmpint (found, ==, fixture->case_row);

  return davy_db_create_case (db, DAVY_TEST_ACCOUNT, SUBSCRIPTION, NULL, "detected", &found, error);
}

static void
test_one_open_case_a_subscription (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      davy_test_store_try_write (fixture->store, open_twice, fixture, DAVY_TABLE_CASES, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_STORE);
}

static gboolean
close_and_open (DavyDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  gint64 found;

  return davy_db_close_case (db, fixture->case_row, davy_time_now (), error) &&
         davy_db_find_open_case (db, DAVY_TEST_ACCOUNT, SUBSCRIPTION, &found, error) &&
         found == 0 &&
         davy_db_create_case (db, DAVY_TEST_ACCOUNT, SUBSCRIPTION, NULL, "detected", &found, error);
}

static void
test_closed_case_makes_room (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, close_and_open, fixture, DAVY_TABLE_CASES);
}

static void
test_unanswered (void)
{
  static const struct
  {
    const char *kind;
    guint refers;
    guint unanswered;
  } story[] = {
    { "decision", 0, 0 }, { "intent", 0, 2 }, { "decision", 0, 2 },
    { "result", 2, 0 },   { "intent", 0, 5 }, { "result", 5, 0 },
  };
  g_autoptr (DavyCaseRecord) record = g_new0 (DavyCaseRecord, 1);

  record->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_case_entry_free);
  for (guint i = 0; i < G_N_ELEMENTS (story); i++)
    {
      DavyCaseEntry *entry = davy_case_entry_new (story[i].kind, NULL);

      entry->position = i + 1;
      entry->refers = story[i].refers;
      g_ptr_array_add (record->entries, entry);
      g_assert_cmpuint (davy_case_record_find_unanswered (record, "intent"), ==,
                        story[i].unanswered);
    }
}

#define ADD(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  static const char *const changed[] = {
    "/store/journal/changed-note-is-found",   "/store/journal/changed-time-is-found",
    "/store/journal/removed-person-is-found", "/store/journal/changed-kind-is-found",
    "/store/journal/changed-offset-is-found", "/store/journal/changed-hash-is-found",
  };

  davy_test_init (&argc, &argv);

  ADD ("/store/journal/untouched-one-verifies", NULL, test_untouched);
  ADD ("/store/journal/case-may-go-over-to-a-colleague", NULL, test_gone_over_to_a_colleague);
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    ADD (changed[i], GUINT_TO_POINTER (i), test_changed);
  ADD ("/store/journal/entry-removed-in-the-middle-is-found", NULL, test_removed_in_the_middle);
  ADD ("/store/journal/entry-removed-at-the-end-is-found", NULL, test_removed_at_the_end);
  ADD ("/store/journal/entries-belong-to-their-case", NULL, test_taken_from_another_case);
  ADD ("/store/journal/refuses-changes", "UPDATE case_entries SET note = 'x'", test_refuses);
  ADD ("/store/journal/refuses-removal", "DELETE FROM case_entries", test_refuses);
  ADD ("/store/journal/refuses-replacement",
       "REPLACE INTO case_entries SELECT case_row, account_id, position, kind, step, who, time,"
       " clock_offset, 'x', facts, refers, previous, hash FROM case_entries",
       test_refuses);
  ADD ("/store/journal/refuses-removal-of-the-case", "DELETE FROM cases", test_refuses);
  ADD ("/store/journal/refuses-a-case-that-is-not-there", NULL, test_no_such_case);
  ADD ("/store/case/loads-as-written", NULL, test_loads_as_written);
  ADD ("/store/case/one-open-case-a-subscription", NULL, test_one_open_case_a_subscription);
  ADD ("/store/case/closed-case-makes-room", NULL, test_closed_case_makes_room);
  g_test_add_func ("/store/case/unanswered-intent-is-found", test_unanswered);

  return g_test_run ();
}
