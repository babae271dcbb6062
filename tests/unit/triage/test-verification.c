/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-aftermath.h"

#include "evidence-fixture.h"
#include "store/davy-own-episode.h"
#include "triage/davy-azure-ticket.h"
#include "triage/davy-precaution-acts.h"
#include "triage/davy-verification-words.h"
#include "verification-fixture.h"

/* Looking again one and two days after the last act. In evidence.json, machines were created a day
 * ago and a role was given an hour before that. */

static DavyTime
get_due (Fixture *fixture)
{
  return davy_verification_find_due (davy_case_get_record (fixture->handled)->entries);
}

static DavyVerification *
verify (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_case_verify_async (fixture->handled, NULL, davy_test_keep_result, &result);
  return davy_case_verify_finish (fixture->handled, davy_test_wait_result (&result), error);
}

static void
test_due (Fixture *fixture, gconstpointer data)
{
  DavyTime now = davy_time_now ();

  g_assert_cmpint (get_due (fixture), ==, DAVY_TIME_UNSET);
  act (fixture, 2 * DAVY_TIME_HOUR, "failed");
  g_assert_cmpint (get_due (fixture), ==, DAVY_TIME_UNSET);
  act (fixture, DAVY_TIME_HOUR, "done");
  g_assert_cmpint (get_due (fixture), >, now + 22 * DAVY_TIME_HOUR);
  g_assert_cmpint (get_due (fixture), <, now + 24 * DAVY_TIME_HOUR);
}

static void
test_quiet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyVerification) found = NULL;
  g_autoptr (DavyVerification) kept = NULL;
  g_autoptr (GError) error = NULL;

  act (fixture, DAVY_TIME_HOUR, "done");
  found = verify (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->hours, ==, 0);
  g_assert_cmpint (found->creates, ==, DAVY_FINDING_GOOD);
  g_assert_cmpint (found->roles, ==, DAVY_FINDING_GOOD);
  g_assert_cmpint (found->cost, ==, DAVY_FINDING_UNKNOWN);
  g_assert_false (davy_verification_is_good (found));

  start_again (fixture);
  kept = davy_case_get_verification (fixture->handled);
  g_assert_nonnull (kept);
  g_assert_cmpint (kept->since, ==, found->since);
  g_assert_cmpint (kept->creates, ==, found->creates);
  g_assert_cmpint (get_due (fixture), ==, found->since + DAVY_TIME_DAY);
}

static void
test_odd_journal (void)
{
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new (DAVY_ENTRY_VERIFIED, "verify");
  g_autoptr (DavyVerification) found = NULL;

  entry->facts = g_strdup ("{'creates': <uint32 3>, 'roles': <uint32 4294967295>, "
                           "'cost': <uint32 2>}");
  found = davy_verification_read (entry);

  g_assert_cmpint (found->creates, ==, DAVY_FINDING_UNKNOWN);
  g_assert_cmpint (found->roles, ==, DAVY_FINDING_UNKNOWN);
  g_assert_cmpint (found->cost, ==, DAVY_FINDING_BAD);
}

static gboolean
is_compared (gpointer evidence)
{
  return davy_evidence_get_part (evidence, DAVY_EVIDENCE_ROLES_AFTER)->state ==
         DAVY_EVIDENCE_STORED;
}

/* Nothing else of the evidence is asked for by a look. */
static void
test_roles_compared (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyVerification) found = NULL;
  g_autoptr (GError) error = NULL;

  put_act_of_kind (fixture, DAVY_TIME_HOUR, "remove-role", "done");
  start_again (fixture);
  found = verify (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (davy_test_spin_until (is_compared, get_evidence (fixture)));
  g_assert_cmpuint (davy_test_world_count (&fixture->world, "GET", LOCKS), ==, 0);
}

static void
test_goes_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyVerification) found = NULL;
  g_autoptr (GError) error = NULL;

  act (fixture, 30 * DAVY_TIME_HOUR, "done");
  g_assert_cmpint (get_due (fixture), <, davy_time_now ());
  found = verify (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->hours, ==, 24);
  g_assert_cmpint (found->creates, ==, DAVY_FINDING_BAD);
  g_assert_cmpuint (found->n_creates, ==, 2);
  g_assert_cmpint (found->roles, ==, DAVY_FINDING_BAD);
  g_assert_cmpuint (found->n_roles, ==, 1);
  g_assert_cmpint (get_due (fixture), ==, found->since + 2 * DAVY_TIME_DAY);
}

static void
test_last_look (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyVerification) found = NULL;
  g_autoptr (GError) error = NULL;

  act (fixture, 4 * DAVY_TIME_DAY, "done");
  found = verify (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->hours, ==, 48);
  g_assert_cmpint (found->cost, ==, DAVY_FINDING_GOOD);
  g_assert_cmpint (get_due (fixture), ==, DAVY_TIME_UNSET);

  act (fixture, 0, "done");
  g_assert_cmpint (get_due (fixture), >, davy_time_now ());
}

/* What was found before a later act counts no more. */
static void
test_aftermath (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyAftermath) before = davy_case_get_aftermath (fixture->handled);
  g_autoptr (DavyAftermath) looked = NULL;
  g_autoptr (DavyAftermath) anew = NULL;
  g_autoptr (DavyVerification) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (before->since, ==, DAVY_TIME_UNSET);
  g_assert_cmpint (before->due, ==, DAVY_TIME_UNSET);
  g_assert_true (davy_aftermath_is_quiet (before));

  act (fixture, 30 * DAVY_TIME_HOUR, "done");
  found = verify (fixture, &error);
  g_assert_no_error (error);
  looked = davy_case_get_aftermath (fixture->handled);
  g_assert_cmpuint (looked->looks->len, ==, 1);
  g_assert_cmpuint (davy_aftermath_get_last (looked)->hours, ==, 24);
  g_assert_cmpint (looked->due, ==, looked->since + 2 * DAVY_TIME_DAY);
  g_assert_false (davy_aftermath_is_quiet (looked));

  act (fixture, 0, "done");
  anew = davy_case_get_aftermath (fixture->handled);
  g_assert_null (davy_aftermath_get_last (anew));
  g_assert_false (davy_aftermath_is_quiet (anew));
}

/* Who asks Azure's support after the last look, or keeps a disk, is not sent back to wait for two
 * days more. */
static void
check_later_act (Fixture *fixture, const char *kind)
{
  g_autoptr (DavyAftermath) before = NULL;
  g_autoptr (DavyAftermath) after = NULL;
  g_autoptr (DavyVerification) found = NULL;
  g_autoptr (GError) error = NULL;

  act (fixture, 4 * DAVY_TIME_DAY, "done");
  found = verify (fixture, &error);
  g_assert_no_error (error);
  before = davy_case_get_aftermath (fixture->handled);
  put_act_of_kind (fixture, 0, kind, "done");
  start_again (fixture);
  after = davy_case_get_aftermath (fixture->handled);

  g_assert_cmpint (after->since, ==, before->since);
  g_assert_cmpint (after->due, ==, DAVY_TIME_UNSET);
  g_assert_cmpuint (after->looks->len, ==, 1);
}

static void
test_ticket (Fixture *fixture, gconstpointer data)
{
  check_later_act (fixture, DAVY_ACT_CREATE_TICKET);
}

static void
test_snapshot (Fixture *fixture, gconstpointer data)
{
  check_later_act (fixture, davy_act_snapshot.key);
}

static DavyTime
find_due (Fixture *fixture)
{
  start_again (fixture);

  return davy_verification_find_due (davy_case_get_record (fixture->handled)->entries);
}

static void
test_ticket_alone (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (find_due (fixture), ==, DAVY_TIME_UNSET);
  put_act_of_kind (fixture, DAVY_TIME_HOUR, DAVY_ACT_CREATE_TICKET, "done");
  put_act_of_kind (fixture, DAVY_TIME_HOUR, davy_act_snapshot.key, "done");
  put_act (fixture, 0, "failed");
  g_assert_cmpint (find_due (fixture), ==, DAVY_TIME_UNSET);
  put_act (fixture, 0, "done");
  g_assert_cmpint (find_due (fixture), >, davy_time_now ());
}

static gboolean
may_go_on (const char *facts, const char *note, GError **error)
{
  g_autoptr (GVariant) parsed = g_variant_parse (G_VARIANT_TYPE_VARDICT, facts, NULL, NULL, NULL);

  g_assert_nonnull (parsed);

  return davy_step_check (DAVY_STEP_VERIFY, DAVY_VERDICT_UNEXPECTED, parsed, note, error);
}

static void
test_step (void)
{
  g_autoptr (GError) unknown = NULL;
  g_autoptr (GError) early = NULL;
  g_autoptr (GError) loud = NULL;

  g_assert_false (may_go_on ("@a{sv} {}", "why", &unknown));
  g_assert_cmpstr (unknown->message, ==, "Look first whether it goes on.");
  g_assert_false (may_go_on ("{'look-due': <int64 5>, 'quiet': <true>}", " ", &early));
  g_assert_error (early, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_false (may_go_on ("{'look-due': <int64 0>, 'quiet': <false>}", NULL, &loud));
  g_assert_cmpstr (loud->message, !=, early->message);
  g_assert_true (may_go_on ("{'look-due': <int64 5>, 'quiet': <false>}", "why", NULL));
  g_assert_true (may_go_on ("{'look-due': <int64 0>, 'quiet': <true>}", NULL, NULL));
}

static void
test_due_words (void)
{
  DavyTime due = 1767225600000000;
  g_autofree char *later = davy_words_verification_due (due, due - 18 * DAVY_TIME_HOUR);
  g_autofree char *now = davy_words_verification_due (due, due);

  g_assert_nonnull (strstr (later, "which is in 18"));
  g_assert_true (g_str_has_prefix (now, "Due since "));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  act (fixture, 30 * DAVY_TIME_HOUR, "done");
  davy_test_world_spoil (&fixture->world, "GET /arm/*/eventtypes/* x1 status=403");
  g_assert_null (verify (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_REFUSED);
  g_assert_cmpuint (count_entries (fixture, DAVY_ENTRY_VERIFIED), ==, 0);
  g_assert_cmpint (get_due (fixture), <, davy_time_now ());
}

static void
test_unread_cost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyVerification) found = NULL;
  g_autoptr (GError) error = NULL;

  act (fixture, 4 * DAVY_TIME_DAY, "done");
  davy_test_world_spoil (&fixture->world, "POST /arm/*/query* x9 status=403");
  found = verify (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->cost, ==, DAVY_FINDING_UNKNOWN);
}

/* What was used in the last three days was answered to be planned. */
static gboolean
put_planned (DavyDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  DavySubscriptionRow subscription = { .account_id = davy_case_get_account_id (fixture->handled),
                                       .azure_id = davy_case_get_azure_id (fixture->handled) };
  DavyAlertRow alert = { .account_id = subscription.account_id,
                         .event_id = "planned",
                         .azure_id = subscription.azure_id,
                         .service = DAVY_ALERT_SERVICE_OWN,
                         .status = "Resolved",
                         .created = davy_time_now () };
  DavyDay today = davy_day_from_time (davy_time_now ());
  g_autofree char *episode = g_strdup_printf (
      "INSERT INTO episodes (alert_row, onset, last_day, kind, days, worst, state, currency, basis,"
      " told, answer, changed_at) SELECT id, %d, %d, 4, 3, 340, %d, 'EUR', 1, 340, %d, 0"
      " FROM alerts WHERE event_id = 'planned'",
      today - 3, today, DAVY_OWN_PLANNED, DAVY_OWN_PLANNED);
  gint64 row;

  return davy_db_put_subscription (db, &subscription, 1, &row, error) &&
         davy_db_put_alert (db, &alert, 1, NULL, error) && davy_db_execute (db, episode, error);
}

static void
test_cost (gconstpointer planned)
{
  g_autofree Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (DavyVerification) found = NULL;
  g_autoptr (GError) error = NULL;

  begin_from (fixture, "evidence.json", "\"base\": 24",
              "\"base\": 24, \"events\": [ { \"from\": -3, \"to\": 0, \"factor\": 8 } ]");
  act (fixture, 4 * DAVY_TIME_DAY, "done");
  if (planned != NULL)
    davy_test_store_write (fixture->store, put_planned, fixture, DAVY_TABLE_ALERTS);
  found = verify (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->cost, ==, planned != NULL ? DAVY_FINDING_GOOD : DAVY_FINDING_BAD);
  tear_down (fixture, NULL);
}

/* Sixty days up to today: the last four at @last in @last_currency, those before at @usual. */
static char *
create_answer (double usual, const char *usual_currency, double last, const char *last_currency)
{
  g_autoptr (GString) rows = g_string_new (NULL);

  for (int ago = 59; ago >= 0; ago--)
    {
      DavyTime time = davy_time_now () - ago * DAVY_TIME_DAY;
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / DAVY_TIME_SECOND);
      g_autofree char *day = g_date_time_format (date, "%Y%m%d");

      g_string_append_printf (rows, "%s[%g,%s,\"%s\"]", ago < 59 ? "," : "", ago < 4 ? last : usual,
                              day, ago < 4 ? last_currency : usual_currency);
    }

  return g_strdup_printf (
      "POST /arm/*/query* x1 body={\"properties\":{\"columns\":[{\"name\":\"PreTaxCost\"},"
      "{\"name\":\"UsageDate\"},{\"name\":\"Currency\"}],\"rows\":[%s]}}",
      rows->str);
}

static DavyFinding
find_cost (Fixture *fixture, const char *answer)
{
  g_autoptr (DavyVerification) found = NULL;
  g_autoptr (GError) error = NULL;

  act (fixture, 4 * DAVY_TIME_DAY, "done");
  davy_test_world_spoil (&fixture->world, answer);
  found = verify (fixture, &error);
  g_assert_no_error (error);

  return found->cost;
}

/* 500 yen more are a few euros more. */
static void
test_yen (Fixture *fixture, gconstpointer data)
{
  g_autofree char *little = create_answer (400, "JPY", 900, "JPY");

  g_assert_cmpint (find_cost (fixture, little), ==, DAVY_FINDING_GOOD);
}

static void
test_many_yen (Fixture *fixture, gconstpointer data)
{
  g_autofree char *much = create_answer (400, "JPY", 9000, "JPY");

  g_assert_cmpint (find_cost (fixture, much), ==, DAVY_FINDING_BAD);
}

/* What the days before cost in euros says nothing about yen. */
static void
test_two_currencies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *mixed = create_answer (24, "EUR", 4000, "JPY");

  g_assert_cmpint (find_cost (fixture, mixed), ==, DAVY_FINDING_UNKNOWN);
}

static void
test_nothing_done (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (verify (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

static void
test_words (void)
{
  const DavyVerification quiet = { .creates = DAVY_FINDING_GOOD,
                                   .roles = DAVY_FINDING_GOOD,
                                   .cost = DAVY_FINDING_GOOD };
  const DavyVerification early = { .creates = DAVY_FINDING_GOOD, .roles = DAVY_FINDING_GOOD };
  const DavyVerification loud = { .creates = DAVY_FINDING_BAD,
                                  .n_creates = 3,
                                  .roles = DAVY_FINDING_BAD,
                                  .n_roles = 1,
                                  .cost = DAVY_FINDING_BAD };
  g_autofree char *text = davy_words_verification_text (&loud);

  g_assert_cmpstr (davy_words_verification_title (&quiet), ==, "All is quiet after the incident");
  g_assert_cmpstr (davy_words_verification_title (&early), ==, "Nothing came back so far");
  g_assert_cmpstr (davy_words_verification_title (&loud), ==, "The incident goes on");
  g_assert_cmpstr (text, ==,
                   "Machines or the like were created or changed 3 times.\n"
                   "A role was assigned 1 time.\n"
                   "The cost is still above its expected range.");
}

#define ADD_LOOK(path, function) \
  g_test_add ("/triage/verification/" path, Fixture, NULL, set_up_estate, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD_LOOK ("the-first-look-is-a-day-after-the-last-act", test_due);
  ADD_LOOK ("a-quiet-subscription-is-good", test_quiet);
  ADD_LOOK ("where-a-role-was-taken-away-the-roles-are-kept-again", test_roles_compared);
  ADD_LOOK ("new-machines-and-roles-are-found", test_goes_on);
  ADD_LOOK ("after-two-days-it-is-over", test_last_look);
  ADD_LOOK ("a-refused-log-is-looked-at-again", test_refused);
  ADD_LOOK ("a-cost-that-cannot-be-read-is-unknown", test_unread_cost);
  g_test_add_data_func ("/triage/verification/a-high-cost-is-bad", NULL, test_cost);
  g_test_add_data_func ("/triage/verification/a-planned-cost-is-not", "planned", test_cost);
  ADD_LOOK ("a-few-yen-more-are-not-bad", test_yen);
  ADD_LOOK ("many-yen-more-are-bad", test_many_yen);
  ADD_LOOK ("two-currencies-are-not-compared", test_two_currencies);
  ADD_LOOK ("without-an-act-there-is-nothing-to-look-for", test_nothing_done);
  ADD_LOOK ("a-later-act-begins-anew", test_aftermath);
  ADD_LOOK ("a-ticket-changes-nothing-to-look-for", test_ticket);
  ADD_LOOK ("a-snapshot-changes-nothing-to-look-for", test_snapshot);
  ADD_LOOK ("a-case-with-a-ticket-alone-is-not-looked-at", test_ticket_alone);
  g_test_add_func ("/triage/verification/what-no-look-finds-is-unknown", test_odd_journal);
  g_test_add_func ("/triage/verification/what-was-found-is-said", test_words);
  g_test_add_func ("/triage/verification/when-to-look-is-said", test_due_words);
  g_test_add_func ("/triage/verification/who-does-not-wait-says-why", test_step);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
