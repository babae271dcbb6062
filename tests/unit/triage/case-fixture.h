/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "davy-test-store.h"
#include "davy-test-world.h"
#include "partner/davy-partner-client.h"
#include "store/davy-journal.h"
#include "triage/davy-event-writer.h"
#include "triage/davy-evidence.h"
#include "triage/davy-triage.h"

/* A store that holds the alerts of the tests' world, and a case over two of them: `event-1`
 * (active) and `event-2` (investigating) of one subscription. */

#define SHOP  "40000000-0000-4000-8000-00000000000b"
#define OTHER "40000000-0000-4000-8000-00000000000a"

typedef struct
{
  DavyTestWorld world;
  char *path;
  DavyStore *store;
  DavyTriage *triage;
  DavyCase *handled;
} Fixture;

typedef struct
{
  const char *account_id;
  GPtrArray *events;
} Arrival;

static inline gboolean
put_arrival (DavyDb *db, gpointer data, GError **error)
{
  const Arrival *arrival = data;

  for (guint i = 0; i < arrival->events->len; i++)
    if (!davy_db_put_event (db, arrival->account_id, g_ptr_array_index (arrival->events, i), 1,
                            error))
      return FALSE;

  return TRUE;
}

static inline GPtrArray *
read_events (Fixture *fixture, const char *azure_id)
{
  g_autoptr (DavyPartnerClient) client = davy_partner_client_new (fixture->world.account);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *events;

  davy_partner_client_list_subscription_events_async (client, azure_id, NULL, davy_test_keep_result,
                                                      &result);
  events = davy_partner_client_list_subscription_events_finish (
      client, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return events;
}

static inline void
fetch (Fixture *fixture, const char *azure_id)
{
  g_autoptr (GPtrArray) events = read_events (fixture, azure_id);
  Arrival arrival = { davy_account_get_id (fixture->world.account), events };

  davy_test_store_write (fixture->store, put_arrival, &arrival, DAVY_TABLE_ALERTS);
}

static inline gint64
find_row (Fixture *fixture, const char *event_id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM alerts WHERE event_id = '%s'", event_id);

  return davy_test_store_number (fixture->store, sql);
}

static inline DavyCase *
try_open (Fixture *fixture, gint64 row, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_triage_open_async (fixture->triage, row, NULL, davy_test_keep_result, &result);
  return davy_triage_open_finish (fixture->triage, davy_test_wait_result (&result), error);
}

static inline void
open_case_of (Fixture *fixture, const char *event_id)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->handled);
  fixture->handled = try_open (fixture, find_row (fixture, event_id), &error);
  g_assert_no_error (error);
}

/* As after a crash or a new start: all that is left is on the disk. */
static inline void
start_again (Fixture *fixture)
{
  g_clear_object (&fixture->handled);
  g_clear_object (&fixture->triage);
  davy_test_store_close (&fixture->store);
  fixture->store = davy_test_store_open (fixture->path);
  fixture->triage = davy_triage_new (fixture->store, fixture->world.accounts);
  open_case_of (fixture, "event-1");
}

/* A store with the alerts of SHOP, and their case. */
static inline void
begin_profile (Fixture *fixture)
{
  fixture->path = davy_test_store_path ();
  fixture->store = davy_test_store_open (fixture->path);
  fixture->triage = davy_triage_new (fixture->store, fixture->world.accounts);
  fetch (fixture, SHOP);
  open_case_of (fixture, "event-1");
}

static inline void
begin_as (Fixture *fixture, const char *scenario, const char *user)
{
  davy_test_world_begin_with (&fixture->world, scenario, user);
  begin_profile (fixture);
}

/* As another program at the same services has it: another store, and a case of its own. */
static inline void
begin_colleague (Fixture *colleague, const Fixture *fixture)
{
  *colleague = (Fixture){ .world = fixture->world };
  begin_profile (colleague);
}

static inline void
end_profile (Fixture *fixture)
{
  g_clear_object (&fixture->handled);
  g_clear_object (&fixture->triage);
  g_clear_object (&fixture->store);
  g_clear_pointer (&fixture->path, g_free);
}

static inline void
begin_with (Fixture *fixture, const char *scenario)
{
  begin_as (fixture, scenario, DAVY_TEST_ADA);
}

/* @file: the scenario, of this folder
 * @old: (nullable): what stands in it once, and is to be @new */
static inline void
begin_from (Fixture *fixture, const char *file, const char *old, const char *new)
{
  g_autofree char *path =
      g_build_filename (TEST_FIXTURES, "..", "..", "unit", "triage", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) scenario = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  scenario = g_string_new (text);
  if (old != NULL)
    g_assert_cmpuint (g_string_replace (scenario, old, new, 1), ==, 1);
  begin_with (fixture, scenario->str);
}

static inline void
begin (Fixture *fixture, const char *accept_legitimate)
{
  g_autofree char *path =
      g_build_filename (TEST_FIXTURES, "..", "..", "support", "world.json", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *scenario = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, "\"acceptLegitimate\": false", 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  scenario = g_strconcat (parts[0], "\"acceptLegitimate\": ", accept_legitimate, parts[1], NULL);
  begin_with (fixture, scenario);
  fetch (fixture, OTHER);
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  begin (fixture, "true");
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  end_profile (fixture);
  davy_test_world_end (&fixture->world);
}

static inline DavyEvidence *
get_evidence (Fixture *fixture)
{
  return davy_case_get_evidence (fixture->handled);
}

static inline gboolean
is_still (gpointer evidence)
{
  return !davy_evidence_is_collecting (evidence);
}

/* Timers that watch over something and are no pause to be passed. */
#define SILENCE_LIMIT (60 * DAVY_TIME_SECOND) /* of a transfer; the evidence has longer */
#define KEYRING_LIMIT (20 * DAVY_TIME_SECOND)

/* Whether the keyring has still to answer: pauses that are passed meanwhile add up to its limit. */
static inline gboolean
keyring_is_asked (void)
{
  return davy_test_clock_count (KEYRING_LIMIT / 1000) > 0;
}

/* Whether a pause is what comes next, which the test's clock passes. */
static inline gboolean
something_waits (void)
{
  gint64 next = davy_test_clock_next ();

  return next > 0 && next < SILENCE_LIMIT && !keyring_is_asked ();
}

static inline void
collect (Fixture *fixture)
{
  davy_evidence_start (get_evidence (fixture));
  g_assert_true (davy_test_spin_until (is_still, get_evidence (fixture)));
}

/* @facts: an a{sv} in text form */
static inline gboolean
try_record (Fixture *fixture, DavyStepId step, const char *facts, const char *note, GError **error)
{
  g_autoptr (GVariant) parsed =
      facts != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, facts, NULL, NULL, NULL) : NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (facts == NULL || parsed != NULL);
  davy_case_record_async (fixture->handled, step, parsed, note, NULL, davy_test_keep_result,
                          &result);
  return davy_case_record_finish (fixture->handled, davy_test_wait_result (&result), error);
}

static inline void
record (Fixture *fixture, DavyStepId step, const char *facts)
{
  g_autoptr (GError) error = NULL;

  try_record (fixture, step, facts, "as it is", &error);
  g_assert_no_error (error);
}

static inline void
walk_to_verdict (Fixture *fixture)
{
  record (fixture, DAVY_STEP_DETECTED, NULL);
  record (fixture, DAVY_STEP_STANDING, "{'answer': <'good'>}");
  record (fixture, DAVY_STEP_USAGE, "{'pattern': <'sudden'>}");
  record (fixture, DAVY_STEP_CONTACT, "{'reached': <true>, 'person': <'Grace'>}");
}

/* What need not be done is left out. */
static inline void
record_next (Fixture *fixture)
{
  DavyStepId step = davy_case_get_step (fixture->handled);

  if (davy_steps[step].optional)
    record (fixture, step, "{'left-out': <true>}");
  else if (step == DAVY_STEP_ORIGIN)
    record (fixture, step, "{'onset': <int64 1767225600000000>}");
  else if (step == DAVY_STEP_CANCEL)
    record (fixture, step, "{'answer': <'keep'>}");
  else if (step == DAVY_STEP_VERIFY)
    record (fixture, step, "{'look-due': <int64 0>, 'quiet': <true>}");
  else
    record (fixture, step, NULL);
}

/* Nobody expected it. */
static inline void
walk_to (Fixture *fixture, DavyStepId step)
{
  walk_to_verdict (fixture);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'unexpected'>}");
  while (davy_case_get_step (fixture->handled) != step)
    record_next (fixture);
}

static inline void
walk_to_review (Fixture *fixture, const char *verdict)
{
  g_autofree char *facts = g_strdup_printf ("{'verdict': <'%s'>}", verdict);

  if (g_str_equal (verdict, "unexpected"))
    {
      walk_to (fixture, DAVY_STEP_REVIEW);
      return;
    }

  walk_to_verdict (fixture);
  record (fixture, DAVY_STEP_VERDICT, facts);
  if (g_str_equal (verdict, "approved"))
    record (fixture, DAVY_STEP_PROOF, "{'reference': <'MS-4711'>, 'approved-on': <'2026-03-01'>}");
  else if (g_str_equal (verdict, "false-alarm"))
    record (fixture, DAVY_STEP_PROOF, "{'reason': <'a build farm'>}");
}

static inline gboolean
try_send (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_case_send_async (fixture->handled, NULL, davy_test_keep_result, &result);
  return davy_case_send_finish (fixture->handled, davy_test_wait_result (&result), error);
}

static inline gboolean
try_take (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_case_take_async (fixture->handled, NULL, davy_test_keep_result, &result);
  return davy_case_take_finish (fixture->handled, davy_test_wait_result (&result), error);
}

static inline guint
count_posts (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "POST", "/status");
}

/* How many entries of a kind the journal holds. */
static inline guint
count_entries (Fixture *fixture, const char *kind)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM case_entries WHERE kind = '%s'", kind);

  return (guint) davy_test_store_number (fixture->store, sql);
}

/* How many of them name the HTTP status by which something was accepted. */
static inline guint
count_accepted (Fixture *fixture, const char *kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM case_entries WHERE kind = '%s' AND "
                                          "facts LIKE '%%''http-status'': <uint32 20_>%%'",
                                          kind);

  return (guint) davy_test_store_number (fixture->store, sql);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
