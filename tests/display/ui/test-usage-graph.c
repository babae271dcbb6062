/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-graph.h"

#include "page-fixture.h"

static DavyUsageGraph *
show (PageFixture *fixture)
{
  DavyUsageGraph *graph =
      DAVY_USAGE_GRAPH (g_object_ref_sink (g_object_new (DAVY_TYPE_USAGE_GRAPH, NULL)));

  davy_usage_graph_show (graph, fixture->context, 1);

  return graph;
}

static void
test_spike_is_the_headline (void)
{
  PageData data = { .usage = USAGE_SPIKE, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageGraph) graph = show (fixture);

  page_wait_for_state (graph, "graph");

  page_assert_label (graph, "headline", "≈ €1,400 a day more than expected");
  g_assert_true (gtk_widget_has_css_class (page_part (graph, "headline"), "excess"));
  g_assert_true (
      g_str_has_prefix (gtk_label_get_text (page_part (graph, "explanation")), "On Tue 17 Nov"));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (page_part (graph, "basis")), "List price."));
  g_assert_false (gtk_widget_get_visible (page_part (graph, "stale")));
}

static void
test_no_access_is_said (void)
{
  PageData data = { .usage = USAGE_NONE, .state = DAVY_USAGE_NO_ACCESS };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageGraph) graph = show (fixture);

  page_wait_for_state (graph, "message");

  page_assert_label (graph, "message_title", "No access to the usage");
  g_assert_true (gtk_widget_get_visible (page_part (graph, "message_button")));
}

static void
test_failure_offers_another_try (void)
{
  PageData data = { .usage = USAGE_NONE, .state = DAVY_USAGE_FAILED };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageGraph) graph = show (fixture);

  page_wait_for_state (graph, "message");

  page_assert_label (graph, "message_title", "The usage could not be read");
  g_assert_true (gtk_widget_get_visible (page_part (graph, "message_button")));
  g_signal_emit_by_name (page_part (graph, "message_button"), "clicked");
  page_wait_for_state (graph, "loading");
}

static void
test_failure_keeps_what_was_known (void)
{
  PageData data = { .usage = USAGE_CALM, .state = DAVY_USAGE_FAILED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageGraph) graph = show (fixture);

  page_wait_for_state (graph, "graph");

  g_assert_true (gtk_widget_get_visible (page_part (graph, "stale")));
}

static void
test_empty_usage_is_not_a_flat_line (void)
{
  PageData data = { .usage = USAGE_NONE, .state = DAVY_USAGE_FETCHED };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageGraph) graph = show (fixture);

  page_wait_for_state (graph, "message");

  page_assert_label (graph, "message_title", "No usage in these 90 days");
  g_assert_false (gtk_widget_get_visible (page_part (graph, "message_button")));
}

static void
test_usage_appears_when_it_arrives (void)
{
  PageData data = { .usage = USAGE_NONE, .state = DAVY_USAGE_NOT_FETCHED };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageGraph) graph = show (fixture);

  page_wait_for_state (graph, "loading");
  data.usage = USAGE_CALM;
  data.state = DAVY_USAGE_FETCHED;
  data.basis = DAVY_BASIS_ESTIMATED;
  data.unpriced = TRUE;
  page_fixture_write (fixture, &data);
  page_wait_for_state (graph, "graph");

  page_assert_label (graph, "explanation", "As expected");
  g_assert_nonnull (
      strstr (gtk_label_get_text (page_part (graph, "basis")), "some meters have no price"));
}

static void
test_another_subscription_starts_anew (void)
{
  PageData data = { .usage = USAGE_CALM, .state = DAVY_USAGE_FETCHED, .basis = DAVY_BASIS_LIST };
  g_autoptr (PageFixture) fixture = page_fixture_new (&data);
  g_autoptr (DavyUsageGraph) graph = show (fixture);

  page_wait_for_state (graph, "graph");
  davy_usage_graph_show (graph, fixture->context, 77);
  page_wait_for_state (graph, "message");

  page_assert_label (graph, "message_title", "The usage could not be read");
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  adw_init ();
  g_resources_register (davy_ui_get_resource ());

  g_test_add_func ("/ui/usage-graph/spike-is-the-headline", test_spike_is_the_headline);
  g_test_add_func ("/ui/usage-graph/no-access-is-said", test_no_access_is_said);
  g_test_add_func ("/ui/usage-graph/failure-offers-another-try", test_failure_offers_another_try);
  g_test_add_func ("/ui/usage-graph/failure-keeps-what-was-known",
                   test_failure_keeps_what_was_known);
  g_test_add_func ("/ui/usage-graph/empty-usage-is-not-a-flat-line",
                   test_empty_usage_is_not_a_flat_line);
  g_test_add_func ("/ui/usage-graph/usage-appears-when-it-arrives",
                   test_usage_appears_when_it_arrives);
  g_test_add_func ("/ui/usage-graph/another-subscription-starts-anew",
                   test_another_subscription_starts_anew);

  return g_test_run ();
}
