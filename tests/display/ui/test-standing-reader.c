/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-standing-reader.h"

#include "davy-test-store.h"
#include "store/davy-db.h"
#include "sync/davy-standing.h"

#define TENANT "20000000-0000-4000-8000-00000000000a"
#define OTHER  "20000000-0000-4000-8000-00000000000b"

typedef struct
{
  DavyStore *store;
  DavyStandingReader *reader;
  guint changes;
} Fixture;

static void
count_cb (Fixture *fixture)
{
  fixture->changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = davy_test_store_path ();

  fixture->store = davy_test_store_open (path);
  fixture->reader = davy_standing_reader_share (fixture->store, DAVY_TEST_ACCOUNT, TENANT);
  g_signal_connect_swapped (fixture->reader, "changed", G_CALLBACK (count_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->reader);
  davy_test_store_close (&fixture->store);
}

static gboolean
has_answer (gpointer reader)
{
  return davy_standing_reader_has_answer (reader);
}

static gboolean
put_budget (DavyDb *db, gpointer tenant_id, GError **error)
{
  const DavyStandingFact fact = { .key = (char *) DAVY_STANDING_BUDGET,
                                  .value = (char *) "0.5 1500 EUR",
                                  .fetched_at = DAVY_TIME_DAY };

  return davy_db_put_standing_fact (db, DAVY_TEST_ACCOUNT, tenant_id, &fact, error);
}

static gboolean
knows_budget (gpointer reader)
{
  return davy_standing_reader_find (reader, DAVY_STANDING_BUDGET) != NULL;
}

static gboolean
knows_nothing (gpointer reader)
{
  return davy_standing_reader_get_facts (reader) == NULL;
}

static void
test_shared (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tenant_id = g_ascii_strup (TENANT, -1);
  g_autoptr (DavyStandingReader) same =
      davy_standing_reader_share (fixture->store, DAVY_TEST_ACCOUNT, tenant_id);
  g_autoptr (DavyStandingReader) other =
      davy_standing_reader_share (fixture->store, DAVY_TEST_ACCOUNT, OTHER);

  g_assert_true (same == fixture->reader);
  g_assert_true (other != fixture->reader);
}

static void
test_let_go (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->reader);
  fixture->reader = davy_standing_reader_share (fixture->store, DAVY_TEST_ACCOUNT, TENANT);

  g_assert_false (davy_standing_reader_has_answer (fixture->reader));
  g_assert_true (davy_test_spin_until (has_answer, fixture->reader));
  g_assert_cmpuint (davy_standing_reader_get_facts (fixture->reader)->len, ==, 0);
}

/* Many customers' standing is written in a row; a reading under way is none the worse for it. */
static void
test_tells_of_its_customer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyStandingReader) other =
      davy_standing_reader_share (fixture->store, DAVY_TEST_ACCOUNT, OTHER);

  g_assert_true (davy_test_spin_until (has_answer, fixture->reader));
  g_assert_cmpuint (fixture->changes, ==, 1);

  for (guint i = 0; i < 5; i++)
    davy_test_store_write (fixture->store, put_budget, (gpointer) OTHER, DAVY_TABLE_STANDING);
  g_assert_true (davy_test_spin_until (knows_budget, other));
  davy_test_store_write (fixture->store, put_budget, (gpointer) TENANT, DAVY_TABLE_STANDING);
  g_assert_true (davy_test_spin_until (knows_budget, fixture->reader));
  g_assert_cmpuint (fixture->changes, ==, 2);
}

static gboolean
spoil (DavyDb *db, gpointer unused, GError **error)
{
  return davy_db_execute (db, "DROP TABLE standing", error);
}

static void
test_not_read (Fixture *fixture, gconstpointer data)
{
  davy_test_store_write (fixture->store, put_budget, (gpointer) TENANT, DAVY_TABLE_STANDING);
  g_assert_true (davy_test_spin_until (knows_budget, fixture->reader));

  davy_test_store_write (fixture->store, spoil, NULL, DAVY_TABLE_STANDING);
  g_assert_true (davy_test_spin_until (knows_nothing, fixture->reader));
  g_assert_true (davy_standing_reader_has_answer (fixture->reader));
  g_assert_null (davy_standing_reader_find (fixture->reader, DAVY_STANDING_BUDGET));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/ui/standing-reader/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  add ("is-shared-by-all-who-show-a-customer", test_shared);
  add ("is-let-go-by-the-last", test_let_go);
  add ("tells-of-its-customer-alone", test_tells_of_its_customer);
  add ("tells-when-nothing-can-be-read", test_not_read);

  return g_test_run ();
}
