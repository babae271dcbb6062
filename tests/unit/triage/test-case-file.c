/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-file.h"

#include "case-fixture.h"
#include "core/davy-json.h"
#include "plot/davy-plot-private.h"
#include "store/davy-evidence-table.h"
#include "triage/davy-case-story.h"
#include "triage/davy-evidence.h"
#include "triage/davy-report-private.h"
#include "usage-fixture.h"
#include "usage/davy-expectation.h"
#include "verification-fixture.h"

/* What a case file says, read as a child reads it. */

typedef struct
{
  JsonNode *node;
  GError *error;
  DavyJson root;
} Document;

static GBytes *
build (Fixture *fixture, gint64 case_row, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_case_file_build_async (fixture->store, case_row, NULL, davy_test_keep_result, &result);
  return davy_case_file_build_finish (fixture->store, davy_test_wait_result (&result), error);
}

static void
read_document (Document *self, Fixture *fixture)
{
  g_autoptr (GBytes) bytes = NULL;

  *self = (Document){ 0 };
  bytes = build (fixture, davy_case_get_id (fixture->handled), &self->error);
  g_assert_no_error (self->error);
  self->node = davy_json_parse (bytes, &self->error);
  g_assert_no_error (self->error);
  self->root = davy_json_root (self->node, &self->error);
}

static void
document_clear (Document *self)
{
  g_assert_no_error (self->error);
  json_node_unref (self->node);
}

static void
assert_text (const DavyJson *object, const char *name, const char *expected)
{
  g_assert_cmpstr (davy_json_string (object, name, DAVY_JSON_REQUIRED), ==, expected);
}

static void
test_says_what_it_is_about (Fixture *fixture, gconstpointer data)
{
  Document document;
  DavyJson subscription, about, alerts, alert, clocks;

  read_document (&document, fixture);
  assert_text (&document.root, "format", DAVY_CASE_FILE_FORMAT);
  g_assert_cmpint (davy_json_integer (&document.root, "version", DAVY_JSON_REQUIRED), ==,
                   DAVY_CASE_FILE_VERSION);
  about = davy_json_member (&document.root, "case");
  g_assert_nonnull (davy_json_string (&about, "id", DAVY_JSON_REQUIRED));
  g_assert_cmpint (davy_json_time (&about, "openedAt", DAVY_JSON_REQUIRED), !=, DAVY_TIME_UNSET);
  assert_text (&about, "partnerTenantId", davy_account_get_tenant_id (fixture->world.account));
  subscription = davy_json_member (&document.root, "subscription");
  assert_text (&subscription, "id", SHOP);

  alerts = davy_json_member (&document.root, "alerts");
  g_assert_cmpuint (davy_json_length (&alerts, DAVY_JSON_REQUIRED), ==, 2);
  alert = davy_json_element (&alerts, 1);
  assert_text (&alert, "id", "event-1");
  g_assert_cmpint (davy_json_time (&alert, "createdAt", DAVY_JSON_REQUIRED), !=, DAVY_TIME_UNSET);
  clocks = davy_json_member (&document.root, "clocks");
  g_assert_cmpint (davy_json_time (&clocks, "refundUntil", DAVY_JSON_REQUIRED) -
                       davy_json_time (&clocks, "firstSignAt", DAVY_JSON_REQUIRED),
                   ==, 60 * DAVY_TIME_DAY);
  document_clear (&document);
}

/* Who, when, why; the last answer counts, and the journal keeps both. */
static void
test_tells_decisions_with_their_reasons (Fixture *fixture, gconstpointer data)
{
  Document document;
  DavyJson decisions, decision, facts, journal, entries;
  guint n;

  walk_to_verdict (fixture);
  record (fixture, DAVY_STEP_STANDING, "{'answer': <'attention'>}");
  read_document (&document, fixture);

  decisions = davy_json_member (&document.root, "decisions");
  n = davy_json_length (&decisions, DAVY_JSON_REQUIRED);
  g_assert_cmpuint (n, ==, 4);
  decision = davy_json_element (&decisions, 1);
  assert_text (&decision, "step", "standing");
  assert_text (&decision, "note", "as it is");
  g_assert_nonnull (davy_json_string (&decision, "who", DAVY_JSON_REQUIRED));
  g_assert_cmpint (davy_json_time (&decision, "at", DAVY_JSON_REQUIRED), !=, DAVY_TIME_UNSET);
  facts = davy_json_member (&decision, "facts");
  assert_text (&facts, "answer", "attention");

  journal = davy_json_member (&document.root, "journal");
  g_assert_true (davy_json_boolean (&journal, "intact", DAVY_JSON_REQUIRED));
  entries = davy_json_member (&journal, "entries");
  g_assert_cmpuint (davy_json_length (&entries, DAVY_JSON_REQUIRED), ==, 6);
  document_clear (&document);
}

/* The graph can be drawn, and the detector asked again, from what is told. */
static void
test_tells_the_usage_and_how_it_was_judged (Fixture *fixture, gconstpointer data)
{
  Document document;
  DavyJson subscription, usage, days, last, detector, episodes;

  put_usage (fixture);
  read_document (&document, fixture);
  subscription = davy_json_member (&document.root, "subscription");
  assert_text (&subscription, "planId", PLAN);
  usage = davy_json_member (&document.root, "usage");
  assert_text (&usage, "currency", "EUR");
  days = davy_json_member (&usage, "days");
  last = davy_json_element (&days, davy_json_length (&days, DAVY_JSON_REQUIRED) - 1);
  g_assert_cmpfloat (davy_json_number (&last, "cost", DAVY_JSON_REQUIRED), ==, MISUSED);
  g_assert_cmpfloat (davy_json_number (&last, "expected", DAVY_JSON_REQUIRED), ==, USUAL);
  detector = davy_json_member (&usage, "detector");
  g_assert_cmpint (davy_json_integer (&detector, "window", DAVY_JSON_REQUIRED), ==,
                   davy_detector_defaults.window);
  g_assert_cmpfloat (davy_json_number (&detector, "dayRatio", DAVY_JSON_REQUIRED), ==,
                     davy_detector_defaults.day_ratio);
  g_assert_cmpfloat (davy_json_number (&detector, "notableAmount", DAVY_JSON_REQUIRED), ==,
                     davy_detector_defaults.notable_amount);
  episodes = davy_json_member (&usage, "episodes");
  g_assert_cmpuint (davy_json_length (&episodes, DAVY_JSON_REQUIRED), ==, 1);
  document_clear (&document);
}

static const DavyPlotMark *
find_mark (const DavyPlot *plot, DavyPlotMarkKind kind)
{
  for (guint i = 0; i < plot->marks->len; i++)
    if (g_array_index (plot->marks, DavyPlotMark, i).kind == kind)
      return &g_array_index (plot->marks, DavyPlotMark, i);

  return NULL;
}

/* At night in UTC, of the day that it is drawn at. */
static gboolean
put_log (DavyDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  gint64 row = davy_case_get_id (fixture->handled);
  g_autofree char *yesterday = davy_day_to_iso (davy_day_from_time (davy_time_now ()) - 1);
  g_autofree char *line = g_strdup_printf (
      "{\"eventTimestamp\":\"%sT02:00:00Z\",\"correlationId\":\"a\",\"operationName\":{\"value\":"
      "\"Microsoft.Quota/quotas/write\"},\"status\":{\"value\":\"Succeeded\"}}\n",
      yesterday);
  g_autoptr (GBytes) lines = g_bytes_new (line, strlen (line));

  return davy_db_want_evidence (db, row, DAVY_EVIDENCE_ACTIVITY, "told", error) &&
         davy_db_put_evidence (db, row, DAVY_EVIDENCE_ACTIVITY, "told", lines, error);
}

/* What went before the misuse is in the file, and in the graph of the report that is made of it. */
static void
test_tells_what_went_before (Fixture *fixture, gconstpointer data)
{
  Document document;
  DavyJson activity, mark;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DavyReport) report = NULL;
  const DavyPlotMark *drawn;

  put_usage (fixture);
  read_document (&document, fixture);
  activity = davy_json_member (&document.root, "activity");
  g_assert_false (davy_json_exists (&activity));
  document_clear (&document);

  davy_test_store_write (fixture->store, put_log, fixture, DAVY_TABLE_CASES);
  read_document (&document, fixture);
  activity = davy_json_member (&document.root, "activity");
  g_assert_cmpuint (davy_json_length (&activity, DAVY_JSON_REQUIRED), ==, 1);
  mark = davy_json_element (&activity, 0);
  assert_text (&mark, "kind", "quota");
  document_clear (&document);

  bytes = build (fixture, davy_case_get_id (fixture->handled), NULL);
  report = davy_report_new (bytes, NULL);
  drawn = find_mark (report->plot, DAVY_PLOT_MARK_QUOTA);
  g_assert_nonnull (drawn);
  g_assert_cmpuint (drawn->index, ==, davy_plot_get_length (report->plot) - 2);
  g_assert_cmpstr (report->plot->event_names[DAVY_PLOT_MARK_QUOTA], ==, "Quota raised");
}

/* A call that was recorded anew is a second one. */
static void
test_tells_every_contact (Fixture *fixture, gconstpointer data)
{
  Document document;
  DavyJson contacts, second, facts;

  walk_to_verdict (fixture);
  record (fixture, DAVY_STEP_CONTACT, "{'reached': <true>, 'person': <'Joan'>}");
  read_document (&document, fixture);
  contacts = davy_json_member (&document.root, "contacts");
  g_assert_cmpuint (davy_json_length (&contacts, DAVY_JSON_REQUIRED), ==, 2);
  second = davy_json_element (&contacts, 1);
  g_assert_nonnull (davy_json_string (&second, "who", DAVY_JSON_REQUIRED));
  facts = davy_json_member (&second, "facts");
  assert_text (&facts, "person", "Joan");
  document_clear (&document);
}

static void
test_tells_what_was_sent_and_what_came_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Document document;
  DavyJson acts, act, facts, result, proof;

  walk_to_review (fixture, "false-alarm");
  g_assert_true (try_send (fixture, &error));
  g_assert_no_error (error);
  read_document (&document, fixture);

  acts = davy_json_member (&document.root, "acts");
  g_assert_cmpuint (davy_json_length (&acts, DAVY_JSON_REQUIRED), ==, 1);
  act = davy_json_element (&acts, 0);
  facts = davy_json_member (&act, "facts");
  assert_text (&facts, "status", "Resolved");
  result = davy_json_member (&act, "result");
  facts = davy_json_member (&result, "facts");
  assert_text (&facts, "outcome", "accepted");
  proof = davy_json_member (&act, "proof");
  facts = davy_json_member (&proof, "facts");
  assert_text (&facts, "reason", "Legitimate");
  document_clear (&document);
}

static void
test_without_an_act_nothing_is_verified (Fixture *fixture, gconstpointer data)
{
  Document document;
  DavyJson clocks, verification;

  read_document (&document, fixture);
  clocks = davy_json_member (&document.root, "clocks");
  verification = davy_json_member (&clocks, "verification");
  g_assert_false (davy_json_exists (&verification));
  document_clear (&document);
}

typedef struct
{
  gint64 case_row;
  DavyTime since;
} Look;

static gboolean
put_look (DavyDb *db, gpointer data, GError **error)
{
  const Look *look = data;
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new (DAVY_ENTRY_VERIFIED, NULL);

  entry->time = look->since + 24 * DAVY_TIME_HOUR;
  entry->facts = g_strdup_printf ("{'since': <int64 %" G_GINT64_FORMAT
                                  ">, 'hours': <uint32 24>, 'creates': <uint32 2>, 'n-creates': "
                                  "<uint32 3>, 'roles': <uint32 1>, 'n-roles': <uint32 0>, "
                                  "'cost': <uint32 0>}",
                                  look->since);

  return davy_db_append_entry (db, look->case_row, entry, error);
}

static void
test_tells_when_it_is_looked_and_what_was_found (Fixture *fixture, gconstpointer data)
{
  Document document;
  DavyJson clocks, verification, planned, second, looks, look;
  Look found = { .case_row = davy_case_get_id (fixture->handled) };
  DavyTime since;

  put_act (fixture, 30 * DAVY_TIME_HOUR, "done");
  found.since = davy_test_store_number (fixture->store, "SELECT max (time) FROM case_entries"
                                                        " WHERE kind = 'act-proof'");
  davy_test_store_write (fixture->store, put_look, &found, DAVY_TABLE_CASES);
  read_document (&document, fixture);

  clocks = davy_json_member (&document.root, "clocks");
  verification = davy_json_member (&clocks, "verification");
  since = davy_json_time (&verification, "lastActAt", DAVY_JSON_REQUIRED);
  g_assert_cmpint (since, ==, found.since);
  g_assert_cmpint (davy_json_time (&verification, "nextLookAt", DAVY_JSON_REQUIRED), ==,
                   since + 48 * DAVY_TIME_HOUR);
  g_assert_false (davy_json_boolean (&verification, "quiet", DAVY_JSON_REQUIRED));
  planned = davy_json_member (&verification, "planned");
  g_assert_cmpuint (davy_json_length (&planned, DAVY_JSON_REQUIRED), ==, 2);
  second = davy_json_element (&planned, 1);
  g_assert_cmpint (davy_json_integer (&second, "hours", DAVY_JSON_REQUIRED), ==, 48);
  g_assert_cmpint (davy_json_time (&second, "at", DAVY_JSON_REQUIRED), ==,
                   since + 48 * DAVY_TIME_HOUR);
  looks = davy_json_member (&verification, "looks");
  g_assert_cmpuint (davy_json_length (&looks, DAVY_JSON_REQUIRED), ==, 1);
  look = davy_json_element (&looks, 0);
  g_assert_cmpint (davy_json_time (&look, "at", DAVY_JSON_REQUIRED), ==,
                   since + 24 * DAVY_TIME_HOUR);
  g_assert_cmpint (davy_json_integer (&look, "hours", DAVY_JSON_REQUIRED), ==, 24);
  assert_text (&look, "creates", "bad");
  g_assert_cmpint (davy_json_integer (&look, "createCount", DAVY_JSON_REQUIRED), ==, 3);
  assert_text (&look, "roles", "good");
  assert_text (&look, "cost", "unknown");
  document_clear (&document);
}

typedef struct
{
  const char *sql;
} Statement;

static gboolean
execute (DavyDb *db, gpointer data, GError **error)
{
  const Statement *statement = data;

  return davy_db_execute (db, statement->sql, error);
}

static void
test_says_that_a_byte_was_changed (Fixture *fixture, gconstpointer data)
{
  Statement tampering = { "DROP TRIGGER case_entries_stay;"
                          "UPDATE case_entries SET note = 'as it iz' WHERE position = 3" };
  Document document;
  DavyJson journal;

  walk_to_verdict (fixture);
  davy_test_store_write (fixture->store, execute, &tampering, DAVY_TABLE_CASES);
  read_document (&document, fixture);
  journal = davy_json_member (&document.root, "journal");
  g_assert_false (davy_json_boolean (&journal, "intact", DAVY_JSON_REQUIRED));
  g_assert_nonnull (
      strstr (davy_json_string (&journal, "fault", DAVY_JSON_REQUIRED), "entry 3 is not"));
  document_clear (&document);
}

/* A story can be told where the activity log cannot be read: it does not stand in it. */
static void
test_story_reads_no_log (Fixture *fixture, gconstpointer data)
{
  Statement hiding = { "ALTER TABLE evidence RENAME TO hidden" };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DavyCaseStory) story = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refusal = NULL;

  davy_test_store_write (fixture->store, execute, &hiding, DAVY_TABLE_CASES);
  davy_case_story_load_async (fixture->store, davy_case_get_id (fixture->handled), NULL,
                              davy_test_keep_result, &result);
  story = davy_case_story_load_finish (fixture->store, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (story);

  g_assert_null (build (fixture, davy_case_get_id (fixture->handled), &refusal));
  g_assert_error (refusal, DAVY_ERROR, DAVY_ERROR_STORE);
}

static void
test_no_such_case (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (build (fixture, 4711, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD ("/triage/case-file/says-what-it-is-about", test_says_what_it_is_about);
  ADD ("/triage/case-file/tells-decisions-with-their-reasons",
       test_tells_decisions_with_their_reasons);
  ADD ("/triage/case-file/tells-the-usage-and-how-it-was-judged",
       test_tells_the_usage_and_how_it_was_judged);
  ADD ("/triage/case-file/tells-what-went-before", test_tells_what_went_before);
  ADD ("/triage/case-file/tells-every-contact", test_tells_every_contact);
  ADD ("/triage/case-file/tells-what-was-sent-and-what-came-back",
       test_tells_what_was_sent_and_what_came_back);
  ADD ("/triage/case-file/without-an-act-nothing-is-verified",
       test_without_an_act_nothing_is_verified);
  ADD ("/triage/case-file/tells-when-it-is-looked-and-what-was-found",
       test_tells_when_it_is_looked_and_what_was_found);
  ADD ("/triage/case-file/says-that-a-byte-was-changed", test_says_that_a_byte_was_changed);
  ADD ("/triage/case-file/story-reads-no-log", test_story_reads_no_log);
  ADD ("/triage/case-file/no-such-case", test_no_such_case);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
