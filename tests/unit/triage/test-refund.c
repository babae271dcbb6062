/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-refund.h"

#include <math.h>

#include "case-fixture.h"
#include "triage/davy-act-private.h"
#include "triage/davy-aftermath.h"
#include "triage/davy-case-refund.h"

/* The credit for fraudulent usage: clocks, amounts, text, and that it is asked for once. */

#define DAYS  40
#define ONSET 34

static DavyTime
day (int n)
{
  return (DavyTime) (20000 + n) * DAVY_TIME_DAY + 5 * DAVY_TIME_HOUR;
}

static DavyUsageTable *
make_usage (DavyPriceBasis basis)
{
  DavyUsageTable *usage = g_new0 (DavyUsageTable, 1);

  usage->first = 20000;
  usage->length = DAYS;
  usage->total = g_new (double, DAYS);
  for (int i = 0; i < DAYS; i++)
    usage->total[i] = i < ONSET ? 100 : 600;
  usage->total[DAYS - 2] = NAN;
  usage->basis = basis;
  g_strlcpy (usage->currency, "EUR", sizeof usage->currency);
  usage->detector = davy_detector_defaults;

  return usage;
}

static void
usage_free (DavyUsageTable *usage)
{
  g_free (usage->total);
  g_free (usage);
}

static void
test_clock (void)
{
  static const struct
  {
    int passed;
    DavyRefundClock clock;
  } cases[] = {
    { 0, DAVY_REFUND_CLOCK_RUNS },  { 29, DAVY_REFUND_CLOCK_RUNS }, { 30, DAVY_REFUND_CLOCK_HALF },
    { 49, DAVY_REFUND_CLOCK_HALF }, { 50, DAVY_REFUND_CLOCK_LATE }, { 60, DAVY_REFUND_CLOCK_LATE },
    { 61, DAVY_REFUND_CLOCK_OVER },
  };
  g_autoptr (DavyRefund) refund = davy_refund_new (day (0), DAVY_ONSET_REPORTED, NULL);
  g_autoptr (DavyRefund) unknown = davy_refund_new (DAVY_TIME_UNSET, DAVY_ONSET_UNKNOWN, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (davy_refund_get_clock (refund, day (cases[i].passed)), ==, cases[i].clock);
  g_assert_cmpint (davy_refund_get_deadline (refund), ==, day (60));
  g_assert_cmpint (davy_refund_get_clock (unknown, day (0)), ==, DAVY_REFUND_CLOCK_UNKNOWN);
  g_assert_cmpint (davy_refund_get_deadline (unknown), ==, DAVY_TIME_UNSET);
}

static void
test_excess (void)
{
  DavyUsageTable *usage = make_usage (DAVY_BASIS_INVOICED);
  g_autoptr (DavyRefund) refund = davy_refund_new (day (ONSET), DAVY_ONSET_LOG, usage);

  g_assert_cmpuint (refund->days->len, ==, DAYS - ONSET - 1); /* of one nothing is known */
  g_assert_cmpint (g_array_index (refund->days, DavyRefundDay, 0).day, ==, 20000 + ONSET);
  g_assert_cmpfloat_with_epsilon (g_array_index (refund->days, DavyRefundDay, 0).excess, 500, 1);
  g_assert_cmpfloat_with_epsilon (refund->total, 500 * (DAYS - ONSET - 1), 5);
  usage_free (usage);
}

static void
assert_text (DavyLanguage language, DavyPriceBasis basis, const char *const *parts)
{
  const DavySupportFacts facts = {
    .language = language,
    .subscription_name = "Shop",
    .partner_tenant_id = "partner-tenant",
    .customer_tenant_id = "customer-tenant",
    .questions = "not here",
  };
  DavyUsageTable *usage = make_usage (basis);
  g_autoptr (DavyRefund) refund = davy_refund_new (day (ONSET), DAVY_ONSET_LOG, usage);
  g_autofree char *text = davy_refund_dup_text (refund, &facts);

  for (gsize i = 0; parts[i] != NULL; i++)
    if (strstr (text, parts[i]) == NULL)
      g_error ("“%s” is not in: %s", parts[i], text);
  g_assert_null (strstr (text, "not here"));
  usage_free (usage);
}

static void
test_text (void)
{
  static const char *const english[] = { "Request for a credit",
                                         "Customer tenant ID: customer-tenant\n",
                                         "First fraudulent usage: ",
                                         "first resource of the attacker",
                                         "(invoiced prices)",
                                         "\t€500.00\n",
                                         NULL };
  static const char *const german[] = { "Antrag auf Gutschrift", "Erste betrügerische Nutzung: ",
                                        "nicht zu berechneten Preisen", "\t500,00\xc2\xa0€\n",
                                        NULL };
  static const char *const french[] = {
    "Demande d’avoir", "Première utilisation frauduleuse\xc2\xa0: ", "prix facturés", NULL
  };

  assert_text (DAVY_LANGUAGE_ENGLISH, DAVY_BASIS_INVOICED, english);
  assert_text (DAVY_LANGUAGE_GERMAN, DAVY_BASIS_LIST, german);
  assert_text (DAVY_LANGUAGE_FRENCH, DAVY_BASIS_INVOICED, french);
}

static DavyRefund *
load (Fixture *fixture, DavyTime first)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyRefund *refund;

  davy_case_load_refund_async (fixture->handled, first, NULL, davy_test_keep_result, &result);
  refund = davy_case_load_refund_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return refund;
}

static gboolean
try_ask (Fixture *fixture, const DavyRefund *refund, const char *number, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  davy_case_record_refund_async (fixture->handled, refund, number, davy_test_keep_result, &result);

  return davy_case_record_refund_finish (fixture->handled, davy_test_wait_result (&result), error);
}

static void
test_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyRefund) refund = load (fixture, DAVY_TIME_UNSET);
  g_autoptr (DavyRefund) again = NULL;
  g_autoptr (DavyRefund) said = load (fixture, day (3));
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (refund->source, ==, DAVY_ONSET_REPORTED);
  g_assert_cmpint (refund->first, ==, davy_case_get_onset (fixture->handled, NULL));
  g_assert_cmpint (refund->asked, ==, DAVY_TIME_UNSET);
  g_assert_cmpint (said->first, ==, day (3));
  g_assert_cmpint (said->source, ==, DAVY_ONSET_PERSON);

  g_assert_false (try_ask (fixture, refund, "", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_true (try_ask (fixture, refund, "2411220040001", &error));
  g_assert_no_error (error);

  again = load (fixture, DAVY_TIME_UNSET);
  g_assert_cmpint (again->asked, !=, DAVY_TIME_UNSET);
  g_assert_false (try_ask (fixture, again, "2411220040002", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpuint (count_entries (fixture, "refund-asked"), ==, 1);
}

static void
write_it (Fixture *fixture, DavyCaseWrite *write)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_write_run_async (fixture->handled, write, NULL, davy_test_keep_result, &result);
  davy_case_write_run_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

/* Something was stopped, and a read proved it. */
static void
stop (Fixture *fixture)
{
  DavyCaseWrite *write = davy_case_write_new (fixture->handled);
  guint intent = davy_case_get_record (fixture->handled)->entries->len + 1;

  davy_act_add_intent (write, "stop", "contain", "vm", NULL);
  davy_case_write_add (write, DAVY_ENTRY_ACT_PROOF, "contain",
                       g_variant_new_parsed ("{'state': <'done'>}"))
      ->refers = intent;
  write_it (fixture, write);
}

static void
look (Fixture *fixture, DavyFinding cost)
{
  g_autoptr (DavyAftermath) aftermath = davy_case_get_aftermath (fixture->handled);
  DavyCaseWrite *write = davy_case_write_new (fixture->handled);

  davy_case_write_add (write, DAVY_ENTRY_VERIFIED, NULL,
                       g_variant_new_parsed ("{'since': <%x>, 'creates': <%u>, 'roles': <%u>,"
                                             " 'cost': <%u>}",
                                             aftermath->since, (guint) DAVY_FINDING_GOOD,
                                             (guint) DAVY_FINDING_GOOD, (guint) cost));
  write_it (fixture, write);
}

/* Neither an act alone nor a look that cannot tell proves it, and another act asks for another. */
static void
test_stopped (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    DavyFinding cost;
    gboolean has_stopped;
  } looks[] = {
    { DAVY_FINDING_UNKNOWN, FALSE },
    { DAVY_FINDING_GOOD, TRUE },
    { DAVY_FINDING_BAD, FALSE },
    { DAVY_FINDING_GOOD, TRUE },
  };
  g_autoptr (DavyRefund) before = load (fixture, DAVY_TIME_UNSET);
  g_autoptr (DavyRefund) after = NULL;

  g_assert_false (before->has_stopped);
  stop (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autoptr (DavyRefund) refund = NULL;

      look (fixture, looks[i].cost);
      refund = load (fixture, DAVY_TIME_UNSET);
      g_assert_cmpint (refund->has_stopped, ==, looks[i].has_stopped);
    }
  stop (fixture);
  after = load (fixture, DAVY_TIME_UNSET);
  g_assert_false (after->has_stopped);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();
  g_test_add_func ("/triage/refund/clock-warns-at-30-and-50-days-and-ends-at-60", test_clock);
  g_test_add_func ("/triage/refund/excess-is-counted-by-day", test_excess);
  g_test_add_func ("/triage/refund/text-is-in-the-portals-language", test_text);
  ADD ("/triage/refund/is-asked-once-per-customer", test_once);
  ADD ("/triage/refund/a-look-proves-that-the-misuse-has-stopped", test_stopped);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
