/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ready-fixture.h"

/* What is said of one customer, before an incident. */

static const Customer blocked = {
  "20000000-0000-4000-8000-000000000005",
  "Wide World Importers AG",
  { { DAVY_ACCESS_NO, DAVY_ACCESS_NO, DAVY_ACCESS_YES },
    { DAVY_ACCESS_BLOCKED, DAVY_ACCESS_BLOCKED, 0 },
    NOON - DAVY_TIME_HOUR },
};
static const Customer reader = {
  "20000000-0000-4000-8000-000000000006",
  "Woodgrove Bank AG",
  { { DAVY_ACCESS_YES, DAVY_ACCESS_NO, DAVY_ACCESS_YES },
    { 0, DAVY_ACCESS_MAY_NOT_STOP | DAVY_ACCESS_MAY_NOT_DELETE | DAVY_ACCESS_LOCKED, 0 },
    NOON - DAVY_TIME_HOUR },
};

static void
test_detail (void)
{
  Fixture fixture = { 0 };
  gpointer detail;

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 940);
  wait_length (&fixture, 4);
  detail = get_detail (&fixture);
  choose (&fixture, 1);
  page_assert_label (detail, "name", without_consent.name);
  g_assert_cmpuint (count_rows (page_part (detail, "lines_box")), ==, 3);
  /* The reason stands once, though two things are missing for it. */
  g_assert_cmpuint (count_rows (page_part (detail, "missing_box")), ==, 1);
  g_assert_cmpuint (count_rows (page_part (detail, "remarks_box")), ==, 1);
  g_assert_true (gtk_widget_get_visible (page_part (detail, "grant_button")));
  g_assert_true (gtk_widget_get_visible (page_part (detail, "way_round_group")));

  choose (&fixture, 2);
  page_assert_label (detail, "name", locked.name);
  g_assert_false (gtk_widget_get_visible (page_part (detail, "grant_button")));
  g_assert_false (gtk_widget_get_visible (page_part (detail, "way_round_group")));

  choose (&fixture, 0);
  g_assert_false (gtk_widget_get_visible (page_part (detail, "missing_group")));
  g_assert_false (gtk_widget_get_visible (page_part (detail, "remarks_group")));
  end (&fixture);
}

static void
test_second_factor (void)
{
  Fixture fixture = { 0 };
  Customer without_factor = reader;
  gpointer detail;

  without_factor.access.reasons[DAVY_ACCESS_STOP] = DAVY_ACCESS_NO_MFA;
  begin (&fixture);
  put (&fixture, &ready);
  put (&fixture, &without_factor);
  show (&fixture, 940);
  wait_length (&fixture, 2);
  g_assert_cmpstr (get_name (&fixture, 1), ==, without_factor.name);
  detail = get_detail (&fixture);
  choose (&fixture, 1);
  g_assert_true (gtk_widget_get_visible (page_part (detail, "sign_in_button")));
  choose (&fixture, 0);
  g_assert_false (gtk_widget_get_visible (page_part (detail, "sign_in_button")));
  end (&fixture);
}

static const char *
get_title (gpointer detail, const char *box)
{
  return adw_preferences_row_get_title (
      ADW_PREFERENCES_ROW (gtk_widget_get_first_child (page_part (detail, box))));
}

static const char *
get_way_round (gpointer detail)
{
  return adw_preferences_group_get_description (page_part (detail, "way_round_group"));
}

/* One role gives both, so it is named once; a lock that one may remove is not missing; consent is
 * not blamed for a policy. */
static void
test_remedies (void)
{
  Fixture fixture = { 0 };
  gpointer detail;

  begin (&fixture);
  put (&fixture, &without_consent);
  put (&fixture, &blocked);
  put (&fixture, &reader);
  show (&fixture, 940);
  wait_length (&fixture, 3);
  detail = get_detail (&fixture);
  choose (&fixture, 0);
  g_assert_nonnull (strstr (get_way_round (detail), "consent"));
  choose (&fixture, 1);
  g_assert_null (strstr (get_way_round (detail), "consent"));
  choose (&fixture, 2);
  g_assert_cmpuint (count_rows (page_part (detail, "missing_box")), ==, 1);
  g_assert_cmpstr (get_title (detail, "missing_box"), ==,
                   "Rights in Azure that do not include stopping machines\n"
                   "Rights in Azure that do not include deleting");
  g_assert_cmpstr (get_title (detail, "remarks_box"), ==, "Locks would have to be removed first");
  end (&fixture);
}

static gboolean
has_no_grant (gpointer detail)
{
  return !gtk_widget_get_visible (page_part (detail, "grant_button"));
}

/* A mended customer leaves the filter, and its page tells the good news. */
static void
test_news (void)
{
  Fixture fixture = { 0 };
  Customer mended = without_consent;
  gpointer detail;

  begin (&fixture);
  put_all (&fixture);
  show (&fixture, 940);
  wait_length (&fixture, 4);
  detail = get_detail (&fixture);
  choose (&fixture, 1);
  g_assert_false (has_no_grant (detail));
  mended.access = ready.access;
  mended.access.checked_at = NOON;
  put (&fixture, &mended);
  g_assert_true (davy_test_spin_until (has_no_grant, detail));
  page_assert_label (detail, "name", without_consent.name);
  end (&fixture);
}

int
main (int argc, char **argv)
{
  page_test_begin (&argc, &argv);

  g_test_add_func ("/ui/ready/the-detail-names-what-is-missing", test_detail);
  g_test_add_func ("/ui/ready/without-a-second-factor-sign-in-is-offered", test_second_factor);
  g_test_add_func ("/ui/ready/remedies-fit-what-is-in-the-way", test_remedies);
  g_test_add_func ("/ui/ready/news-reach-the-page-that-is-open", test_news);

  return g_test_run ();
}
