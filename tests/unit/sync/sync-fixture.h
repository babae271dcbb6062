/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "davy-test-store.h"
#include "davy-test-world.h"
#include "store/davy-details.h"
#include "sync/davy-standing.h"
#include "sync/davy-sync.h"

/* Ours stand beside them, also what Microsoft has told of before. */
#define MICROSOFTS "FROM alerts WHERE service <> '" DAVY_ALERT_SERVICE_OWN "'"

/* From the embedded Partner Center into a real store. */

#define SHOP      "40000000-0000-4000-8000-00000000000b"
#define CLOSED    "40000000-0000-4000-8000-00000000000c"
#define RECHERCHE "40000000-0000-4000-8000-00000000000d"
#define LEGACY    "40000000-0000-4000-8000-00000000000a"
#define FABRIKAM  "20000000-0000-4000-8000-000000000001"
#define CONTOSO   "20000000-0000-4000-8000-000000000002"
#define COFFEE    "20000000-0000-4000-8000-000000000003"

typedef struct
{
  DavyTestWorld world;
  DavyStore *store;
  DavySync *sync;
  GArray *stages; /* (element-type DavySyncStage) */
} Fixture;

G_GNUC_UNUSED static void
stage_changed_cb (DavySync *sync, GParamSpec *pspec, Fixture *fixture)
{
  DavySyncStage stage = davy_sync_get_stage (sync);

  g_array_append_val (fixture->stages, stage);
}

G_GNUC_UNUSED static void
begin_sync (Fixture *fixture)
{
  fixture->sync = davy_sync_new (fixture->store, fixture->world.accounts);
  g_signal_connect (fixture->sync, "notify::stage", G_CALLBACK (stage_changed_cb), fixture);
}

G_GNUC_UNUSED static void
set_up (Fixture *fixture, gconstpointer user)
{
  g_autofree char *path = davy_test_store_path ();

  davy_test_world_begin (&fixture->world, user);
  fixture->store = davy_test_store_open (path);
  fixture->stages = g_array_new (FALSE, FALSE, sizeof (DavySyncStage));
  begin_sync (fixture);
}

G_GNUC_UNUSED static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->sync != NULL)
    davy_sync_cancel (fixture->sync);
  g_clear_object (&fixture->sync);
  davy_test_store_close (&fixture->store);
  g_array_unref (fixture->stages);
  davy_test_world_end (&fixture->world);
}

G_GNUC_UNUSED static gboolean
is_idle (gpointer sync)
{
  return !davy_sync_get_running (sync);
}

G_GNUC_UNUSED static void
refresh (Fixture *fixture)
{
  davy_sync_refresh (fixture->sync);
  g_assert_true (davy_test_spin_until (is_idle, fixture->sync));
}

/* --- reading the store --------------------------------------------------------------------- */

typedef struct
{
  const char *sql;
  const char *text; /* (nullable) */
  gint64 number;
} Question;

G_GNUC_UNUSED static gboolean
ask (DavyDb *db, gpointer data, GError **error)
{
  Question *question = data;
  g_autoptr (DavyStatement) statement = davy_db_prepare (db, question->sql, error);

  if (statement == NULL)
    return FALSE;
  if (question->text != NULL)
    davy_statement_bind_text (statement, 1, question->text);
  question->number =
      davy_statement_next (statement, error) ? davy_statement_get_int64 (statement, 0) : -1;

  return !davy_statement_has_failed (statement);
}

G_GNUC_UNUSED static gint64
count (Fixture *fixture, const char *sql, const char *text)
{
  Question question = { .sql = sql, .text = text };

  davy_test_store_read (fixture->store, ask, &question);

  return question.number;
}

G_GNUC_UNUSED static DavySubscription *
find_subscription (Fixture *fixture, const char *azure_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavySubscription *subscription;

  davy_store_find_subscription_async (fixture->store, davy_account_get_id (fixture->world.account),
                                      azure_id, NULL, davy_test_keep_result, &result);
  subscription =
      davy_store_find_subscription_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (subscription);

  return subscription;
}

G_GNUC_UNUSED static void
assert_fact (Fixture *fixture,
             const char *customer,
             const char *key,
             const char *value,
             DavyMark mark)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) facts = NULL;

  davy_store_load_standing_async (fixture->store, davy_account_get_id (fixture->world.account),
                                  customer, NULL, davy_test_keep_result, &result);
  facts = davy_store_load_standing_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  for (guint i = 0; i < facts->len; i++)
    {
      const DavyStandingFact *fact = g_ptr_array_index (facts, i);

      if (!g_str_equal (fact->key, key))
        continue;
      g_assert_cmpstr (fact->value, ==, value);
      g_assert_cmpint (fact->mark, ==, mark);
      g_assert_cmpint (fact->fetched_at, >, 0);
      return;
    }
  g_assert_null (value);
}

G_GNUC_UNUSED static void
add (const char *path, const char *user, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, user, set_up, test, tear_down);
}
