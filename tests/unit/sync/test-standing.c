/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-standing.h"

#include <math.h>

#include "davy-test.h"
#include "partner/davy-partner-customer.h"
#include "partner/davy-partner-subscription.h"

static void
test_relationship (void)
{
  g_assert_cmpint (davy_standing_mark_relationship ("Reseller"), ==, DAVY_MARK_GOOD);
  g_assert_cmpint (davy_standing_mark_relationship ("none"), ==, DAVY_MARK_ATTENTION);
  g_assert_cmpint (davy_standing_mark_relationship ("unknown"), ==, DAVY_MARK_UNKNOWN);
  g_assert_cmpint (davy_standing_mark_relationship (NULL), ==, DAVY_MARK_UNKNOWN);
}

static void
test_validation (void)
{
  g_assert_cmpint (davy_standing_mark_validation (NULL), ==, DAVY_MARK_GOOD);
  g_assert_cmpint (davy_standing_mark_validation ("Allowed"), ==, DAVY_MARK_GOOD);
  g_assert_cmpint (davy_standing_mark_validation ("NotAllowed"), ==, DAVY_MARK_ATTENTION);
  g_assert_cmpint (davy_standing_mark_validation ("Not Ready"), ==, DAVY_MARK_UNKNOWN);
  g_assert_cmpint (davy_standing_mark_validation ("SomethingNew"), ==, DAVY_MARK_UNKNOWN);
}

static void
assert_qualifications (const char *first, const char *second, const char *value, DavyMark mark)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  DavyPartnerQualification one = { .qualification = (char *) "Education",
                                   .vetting_status = (char *) first };
  DavyPartnerQualification other = { .qualification = (char *) "StateOwnedEntity",
                                     .vetting_status = (char *) second };
  g_autofree char *found = NULL;

  if (first != NULL)
    g_ptr_array_add (list, &one);
  if (second != NULL)
    g_ptr_array_add (list, &other);

  g_assert_cmpint (davy_standing_mark_qualifications (list, &found), ==, mark);
  g_assert_cmpstr (found, ==, value);
}

static void
test_qualifications (void)
{
  assert_qualifications (NULL, NULL, "none", DAVY_MARK_GOOD);
  assert_qualifications ("Approved", NULL, "Education:Approved", DAVY_MARK_GOOD);
  assert_qualifications ("Approved", "InReview", "Education:Approved, StateOwnedEntity:InReview",
                         DAVY_MARK_UNKNOWN);
  assert_qualifications ("Denied", "InReview", "Education:Denied, StateOwnedEntity:InReview",
                         DAVY_MARK_ATTENTION);
}

static void
assert_subscriptions (const char *first, const char *second, const char *value, DavyMark mark)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  DavyPartnerSubscription one = { .product = DAVY_PARTNER_PRODUCT_AZURE_PLAN,
                                  .status = (char *) first };
  DavyPartnerSubscription other = { .product = DAVY_PARTNER_PRODUCT_AZURE_LEGACY,
                                    .status = (char *) second };
  g_autofree char *found = NULL;

  g_ptr_array_add (list, &one);
  g_ptr_array_add (list, &other);

  g_assert_cmpint (davy_standing_mark_subscriptions (list, &found), ==, mark);
  g_assert_cmpstr (found, ==, value);
}

static void
test_subscriptions (void)
{
  assert_subscriptions ("active", "active", "active", DAVY_MARK_GOOD);
  assert_subscriptions ("active", "deleted", "active", DAVY_MARK_GOOD);
  assert_subscriptions ("active", "suspended", "suspended", DAVY_MARK_ATTENTION);
  assert_subscriptions ("active", "frozen", "frozen", DAVY_MARK_UNKNOWN);
}

static void
test_suspension_reason (void)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  DavyPartnerSubscription one = { .product = DAVY_PARTNER_PRODUCT_AZURE_PLAN,
                                  .status = (char *) "suspended",
                                  .suspension_reasons = (char *) "Fraud" };
  g_autofree char *found = NULL;

  g_ptr_array_add (list, &one);

  g_assert_cmpint (davy_standing_mark_subscriptions (list, &found), ==, DAVY_MARK_ATTENTION);
  g_assert_cmpstr (found, ==, "suspended:Fraud");
}

static void
test_licences_say_nothing (void)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  DavyPartnerSubscription licence = { .product = DAVY_PARTNER_PRODUCT_OTHER,
                                      .status = (char *) "suspended" };
  g_autofree char *found = NULL;

  g_ptr_array_add (list, &licence);

  g_assert_cmpint (davy_standing_mark_subscriptions (list, &found), ==, DAVY_MARK_UNKNOWN);
  g_assert_cmpstr (found, ==, "none");
}

static void
assert_budget (double amount, double cost, double percent, DavyMark mark, const char *value)
{
  DavyMoney money = davy_money_new (cost, isnan (cost) ? "" : "EUR", DAVY_BASIS_UNKNOWN);
  g_autofree char *found = NULL;

  g_assert_cmpint (davy_standing_mark_budget (amount, &money, percent, &found), ==, mark);
  g_assert_cmpstr (found, ==, value);
}

static void
test_budget (void)
{
  DavyBudget budget;

  assert_budget (NAN, 7, NAN, DAVY_MARK_UNKNOWN, "none");
  assert_budget (0, 7, NAN, DAVY_MARK_UNKNOWN, "none");
  assert_budget (400, 300, NAN, DAVY_MARK_GOOD, "0.75 400 EUR");
  assert_budget (400, 300, 100, DAVY_MARK_ATTENTION, "1 400 EUR");
  assert_budget (400, NAN, NAN, DAVY_MARK_UNKNOWN, "nan 400 ");

  g_assert_false (davy_standing_read_budget (NULL, &budget));
  g_assert_false (davy_standing_read_budget ("none", &budget));
  g_assert_true (davy_standing_read_budget ("1.25 400 EUR", &budget));
  g_assert_cmpfloat (budget.used, ==, 1.25);
  g_assert_cmpfloat (davy_money_to_double (&budget.amount), ==, 400);
  g_assert_true (davy_standing_read_budget ("nan 400 ", &budget));
  g_assert_true (isnan (budget.used));
  g_assert_false (davy_money_is_known (&budget.amount));
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/sync/standing/a-reseller-is-good", test_relationship);
  g_test_add_func ("/sync/standing/no-validation-is-good", test_validation);
  g_test_add_func ("/sync/standing/a-denied-qualification-wants-attention", test_qualifications);
  g_test_add_func ("/sync/standing/the-worst-subscription-counts", test_subscriptions);
  g_test_add_func ("/sync/standing/a-suspension-keeps-its-reason", test_suspension_reason);
  g_test_add_func ("/sync/standing/a-budget-that-is-used-wants-attention", test_budget);
  g_test_add_func ("/sync/standing/licences-say-nothing", test_licences_say_nothing);

  return g_test_run ();
}
