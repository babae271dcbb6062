/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-origin.h"

#include "case-fixture.h"
#include "triage/davy-case-origin.h"
#include "triage/davy-origin-load.h"
#include "triage/davy-origin-words.h"

/* An attack as the logs tell it: kim, whose account was taken over, and eve, who was never seen
 * before; ada is a colleague with delegated rights, old@ was there all along. */

#define BEGIN  ((DavyTime) 1767225600 * DAVY_TIME_SECOND) /* 2026-01-01 */
#define DAY(n) (BEGIN + (n) *DAVY_TIME_DAY)
#define SUB    "/subscriptions/s"
#define ADA_ID "20000000-0000-4000-8000-00000000000a"
#define ADA    "user_2000000000004000800000000000000a@partner.example"

typedef struct
{
  GString *log;
  GString *sites;
  guint n;
} Story;

static void
story_clear (Story *self)
{
  g_string_free (self->log, TRUE);
  g_string_free (self->sites, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Story, story_clear)

static void
add_event (Story *self,
           DavyTime time,
           const char *caller,
           const char *ip,
           const char *act,
           const char *operation,
           const char *resource,
           const char *status)
{
  g_autofree char *iso = davy_time_to_iso (time);

  g_string_append_printf (
      self->log,
      "{\"eventTimestamp\":\"%s\",\"caller\":\"%s\",\"httpRequest\":{\"clientIpAddress\":\"%s\"},"
      "\"correlationId\":\"%s\",\"operationName\":{\"value\":\"%s\"},\"resourceId\":\"%s\","
      "\"status\":{\"value\":\"%s\"},\"subStatus\":{\"value\":\"%s\"}}\n",
      iso, caller, ip, act, operation, resource, status,
      g_str_equal (status, "Accepted") ? "Created" : "");
}

static void
add_act (Story *self,
         DavyTime time,
         const char *caller,
         const char *ip,
         const char *operation,
         const char *resource,
         const char *end)
{
  g_autofree char *act = g_strdup_printf ("act-%u", self->n++);

  add_event (self, time, caller, ip, act, operation, resource, "Started");
  add_event (self, time + DAVY_TIME_SECOND, caller, ip, act, operation, resource, "Accepted");
  add_event (self, time + DAVY_TIME_MINUTE, caller, ip, act, operation, resource, end);
}

static void
add_site (Story *self, const char *id, const char *region, const char *size, DavyTime created)
{
  g_autofree char *iso = davy_time_to_iso (created);

  g_string_append_printf (self->sites,
                          "{\"id\":\"%s\",\"location\":\"%s\",\"createdTime\":\"%s\"}\n"
                          "{\"id\":\"%s\",\"properties\":{\"hardwareProfile\":{\"vmSize\":\"%s\"}}}"
                          "\n\n",
                          id, region, iso, id, size);
}

static void
tell (Story *self)
{
  static const char *const regions[] = { "eastus", "koreacentral", "uksouth" };

  self->log = g_string_new (NULL);
  self->sites = g_string_new (NULL);
  add_site (self, SUB "/vm/old", "westeurope", "Standard_D4s_v5", BEGIN - 300 * DAVY_TIME_DAY);
  add_act (self, DAY (1), "old@fabrikam.example", "192.0.2.4", "Microsoft.Compute/disks/write",
           SUB "/disk/1", "Succeeded");
  add_act (self, DAY (60), ADA, "192.0.2.1", "Microsoft.Compute/virtualMachines/write",
           SUB "/vm/old", "Succeeded");
  add_act (self, DAY (80), "kim@fabrikam.example", "198.51.100.7",
           "Microsoft.Authorization/roleAssignments/write", SUB "/role/1", "Succeeded");
  add_act (self, DAY (80) + DAVY_TIME_HOUR, "Eve@Fabrikam.example", "198.51.100.9",
           "Microsoft.Quota/quotas/write", SUB "/quota/1", "Succeeded");
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *id = g_strdup_printf (SUB "/vm/m%u", i);
      g_autofree char *upper = g_ascii_strup (id, -1);
      DavyTime time = DAY (81) + i * DAVY_TIME_MINUTE;

      add_act (self, time, i % 2 == 0 ? "eve@fabrikam.example" : "EVE@fabrikam.example",
               "198.51.100.9", "Microsoft.Compute/virtualMachines/write", upper, "Succeeded");
      add_site (self, id, regions[i % 3], "Standard_NC24ads_A100_v4", time);
    }
  add_act (self, DAY (81) + DAVY_TIME_HOUR, "eve@fabrikam.example", "198.51.100.9",
           "Microsoft.Compute/virtualMachines/write", SUB "/vm/m99", "Failed");
  add_act (self, DAY (82), "eve@fabrikam.example", "198.51.100.9",
           "Microsoft.Compute/virtualMachines/write", SUB "/vm/late", "Succeeded");
}

static DavyOrigin *
read_story (const Story *story)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) log = g_bytes_new (story->log->str, story->log->len);
  g_autoptr (GBytes) list = g_bytes_new (story->sites->str, story->sites->len);
  g_autoptr (GPtrArray) activities = davy_arm_activities_from_lines (log, &error);
  g_autoptr (GPtrArray) sites = davy_arm_sites_from_lines (list, &error);

  g_assert_no_error (error);

  return davy_origin_new (activities, NULL, sites, BEGIN);
}

static DavyOrigin *
read_attack (void)
{
  g_auto (Story) story = { 0 };

  tell (&story);

  return read_story (&story);
}

static const DavyDeed *
get_deed (const DavyOrigin *origin, guint index)
{
  g_assert_cmpuint (index, <, origin->deeds->len);

  return g_ptr_array_index (origin->deeds, index);
}

static void
test_deeds (void)
{
  g_autoptr (DavyOrigin) origin = read_attack ();
  const DavyDeed *machines = get_deed (origin, 4);

  g_assert_cmpuint (origin->deeds->len, ==, 6);
  g_assert_cmpint (get_deed (origin, 0)->kind, ==, DAVY_DEED_WRITE);
  g_assert_cmpint (get_deed (origin, 2)->kind, ==, DAVY_DEED_ROLE);
  g_assert_cmpint (get_deed (origin, 3)->kind, ==, DAVY_DEED_QUOTA);
  g_assert_cmpint (machines->kind, ==, DAVY_DEED_MACHINE);
  g_assert_cmpuint (machines->acts->len, ==, 13);
  g_assert_cmpuint (machines->resources->len, ==, 12);
  g_assert_cmpuint (machines->n_failed, ==, 1);
  g_assert_cmpuint (machines->regions->len, ==, 3);
  g_assert_cmpuint (machines->sizes->len, ==, 1);
  g_assert_cmpstr (machines->ip, ==, "198.51.100.9");
  g_assert_cmpint (machines->first, ==, DAY (81));
  g_assert_cmpint (get_deed (origin, 5)->first, ==, DAY (82));
}

static void
test_firsts (void)
{
  g_autoptr (DavyOrigin) origin = read_attack ();

  g_assert_cmpint (get_deed (origin, 0)->firsts, ==, 0);
  g_assert_cmpint (get_deed (origin, 1)->firsts, ==, DAVY_FIRST_CALLER);
  g_assert_cmpint (get_deed (origin, 2)->firsts, ==, DAVY_FIRST_CALLER | DAVY_FIRST_ROLE);
  g_assert_cmpint (get_deed (origin, 3)->firsts, ==, DAVY_FIRST_CALLER);
  g_assert_cmpint (get_deed (origin, 4)->firsts, ==, DAVY_FIRST_REGION | DAVY_FIRST_SIZE);
  g_assert_cmpint (get_deed (origin, 5)->firsts, ==, 0);
}

static void
test_callers (void)
{
  g_autoptr (DavyOrigin) origin = read_attack ();
  const DavyOriginCaller *eve = g_ptr_array_index (origin->callers, 0);
  const DavyOriginCaller *kim = g_ptr_array_index (origin->callers, 1);
  const DavyOriginCaller *ada = g_ptr_array_index (origin->callers, 2);
  const DavyOriginCaller *old = g_ptr_array_index (origin->callers, 3);

  g_assert_cmpuint (origin->callers->len, ==, 4);
  g_assert_cmpstr (eve->name, ==, "Eve@Fabrikam.example");
  g_assert_true (eve->is_new);
  g_assert_true (eve->makes_compute);
  g_assert_cmpuint (eve->n_deeds, ==, 3);
  g_assert_cmpuint (eve->ips->len, ==, 1);
  g_assert_cmpstr (kim->name, ==, "kim@fabrikam.example");
  g_assert_false (kim->makes_compute);
  g_assert_cmpstr (ada->delegated_id, ==, ADA_ID);
  g_assert_false (old->is_new);
  g_assert_null (old->delegated_id);
}

static void
test_delegated_ids (void)
{
  g_autofree char *bare = davy_caller_dup_delegated_id (ADA);
  g_autofree char *hyphens = davy_caller_dup_delegated_id ("User_" ADA_ID "@partner.example");

  g_assert_cmpstr (bare, ==, ADA_ID);
  g_assert_cmpstr (hyphens, ==, ADA_ID);
  g_assert_null (davy_caller_dup_delegated_id ("user_kim@fabrikam.example"));
  g_assert_null (davy_caller_dup_delegated_id ("user_2000000000004000800000000000000a"));
  g_assert_null (davy_caller_dup_delegated_id (ADA_ID));
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *operation;
    DavyDeedKind kind;
  } cases[] = {
    { "Microsoft.Compute/virtualMachines/write", DAVY_DEED_MACHINE },
    { "MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE", DAVY_DEED_MACHINE },
    { "Microsoft.Compute/virtualMachines/extensions/write", DAVY_DEED_WRITE },
    { "Microsoft.Compute/virtualMachines/runCommand/action", DAVY_DEED_RUN_COMMAND },
    { "Microsoft.Compute/register/action", DAVY_DEED_PROVIDER },
    { "Microsoft.Quota/quotas/write", DAVY_DEED_QUOTA },
    { "Microsoft.Authorization/locks/delete", DAVY_DEED_UNLOCK },
    { "Microsoft.Compute/disks/delete", DAVY_DEED_DELETE },
    { "Microsoft.Compute/virtualMachines/start/action", DAVY_DEED_ACTION },
    { NULL, DAVY_DEED_ACTION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (davy_deed_kind_from_operation (cases[i].operation), ==, cases[i].kind);
}

/* One deployment, many operations: it is told by the most telling of them. */
static void
test_deployment_is_one_act (void)
{
  g_auto (Story) story = { g_string_new (NULL), g_string_new (NULL), 0 };
  g_autoptr (DavyOrigin) origin = NULL;

  add_event (&story, DAY (70), "a@b", "192.0.2.1", "c", "Microsoft.Resources/deployments/write",
             SUB "/d", "Succeeded");
  add_event (&story, DAY (70) + 1, "a@b", "192.0.2.1", "c",
             "Microsoft.Network/networkInterfaces/write", SUB "/n", "Succeeded");
  add_event (&story, DAY (70) + 2, "a@b", "192.0.2.1", "c",
             "Microsoft.Compute/virtualMachines/write", SUB "/v1", "Succeeded");
  add_event (&story, DAY (70) + 3, "a@b", "192.0.2.1", "c",
             "Microsoft.Compute/virtualMachines/delete", SUB "/v2", "Succeeded");
  origin = read_story (&story);

  g_assert_cmpuint (origin->deeds->len, ==, 1);
  g_assert_cmpint (get_deed (origin, 0)->kind, ==, DAVY_DEED_MACHINE);
  g_assert_cmpuint (get_deed (origin, 0)->operations->len, ==, 4);
  g_assert_cmpuint (get_deed (origin, 0)->resources->len, ==, 1);
}

static void
test_nothing_in_the_log (void)
{
  g_auto (Story) story = { g_string_new ("{}\n"), g_string_new ("{\"name\":1}"), 0 };
  g_autoptr (DavyOrigin) origin = read_story (&story);
  g_auto (DavyOriginSummary) summary = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) torn = g_bytes_new_static ("{\"a\":1}\n{\"b", 11);

  g_assert_cmpuint (origin->deeds->len, ==, 1);
  g_assert_cmpuint (origin->callers->len, ==, 0);
  g_assert_false (davy_origin_summarise (origin, NULL, DAVY_TIME_UNSET, &summary));
  g_assert_null (davy_arm_activities_from_lines (torn, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static void
test_creation (void)
{
  g_autoptr (DavyOrigin) origin = read_attack ();
  const DavyArmActivityOperation *creation =
      davy_origin_find_creation (origin, SUB "/VM/M3", DAY (81) + 3 * DAVY_TIME_MINUTE);

  g_assert_nonnull (creation);
  g_assert_cmpstr (creation->caller, ==, "EVE@fabrikam.example");
  g_assert_nonnull (davy_origin_find_creation (origin, SUB "/vm/m3", DAVY_TIME_UNSET));
  g_assert_null (davy_origin_find_creation (origin, SUB "/vm/old", BEGIN - 300 * DAVY_TIME_DAY));
  g_assert_null (davy_origin_find_creation (origin, SUB "/vm/unknown", DAVY_TIME_UNSET));
}

static void
test_marks (void)
{
  g_autoptr (GVariant) marks = NULL;
  g_autoptr (GVariant) more = NULL;
  g_autoptr (GVariant) fewer = NULL;

  marks = g_variant_ref_sink (davy_caller_marks_set (NULL, "Eve@x", DAVY_CALLER_HOSTILE));
  more = g_variant_ref_sink (davy_caller_marks_set (marks, "kim@x", DAVY_CALLER_CUSTOMER));
  fewer = g_variant_ref_sink (davy_caller_marks_set (more, "EVE@x", DAVY_CALLER_UNMARKED));

  g_assert_cmpint (davy_caller_marks_get (more, "eve@X"), ==, DAVY_CALLER_HOSTILE);
  g_assert_cmpint (davy_caller_marks_get (more, "kim@x"), ==, DAVY_CALLER_CUSTOMER);
  g_assert_cmpint (davy_caller_marks_get (more, "ada@x"), ==, DAVY_CALLER_UNMARKED);
  g_assert_cmpint (davy_caller_marks_get (more, NULL), ==, DAVY_CALLER_UNMARKED);
  g_assert_cmpint (davy_caller_marks_get (fewer, "eve@x"), ==, DAVY_CALLER_UNMARKED);
  g_assert_cmpint (davy_caller_marks_get (fewer, "kim@x"), ==, DAVY_CALLER_CUSTOMER);
  for (guint i = 0; i < DAVY_N_CALLER_MARKS; i++)
    g_assert_cmpuint (davy_caller_mark_from_key (davy_caller_mark_to_key (i)), ==, i);
  g_assert_cmpint (davy_caller_mark_from_key ("friend"), ==, DAVY_CALLER_UNMARKED);
}

static void
test_first_hostile (void)
{
  g_autoptr (DavyOrigin) origin = read_attack ();
  g_autoptr (GVariant) marks = g_variant_ref_sink (
      davy_caller_marks_set (NULL, "eve@fabrikam.example", DAVY_CALLER_HOSTILE));

  g_assert_cmpint (davy_origin_find_first_hostile (origin, NULL), ==, DAVY_TIME_UNSET);
  g_assert_cmpint (davy_origin_find_first_hostile (origin, marks), ==, DAY (81));
}

static void
test_summary (void)
{
  g_autoptr (DavyOrigin) origin = read_attack ();
  g_autoptr (GVariant) own = g_variant_ref_sink (
      davy_caller_marks_set (NULL, "eve@fabrikam.example", DAVY_CALLER_AUTOMATION));
  g_auto (DavyOriginSummary) summary = { 0 };
  g_auto (DavyOriginSummary) other = { 0 };
  g_auto (DavyOriginSummary) again = { 0 };
  g_autoptr (GVariant) facts = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *title = davy_deed_dup_title (get_deed (origin, 4));
  g_autofree char *quota = davy_deed_dup_title (get_deed (origin, 3));

  g_assert_true (davy_origin_summarise (origin, NULL, DAVY_TIME_UNSET, &summary));
  sentence = davy_origin_summary_dup_sentence (&summary, NULL);
  g_assert_cmpstr (sentence, ==,
                   "12 virtual machines of size Standard_NC24ads_A100_v4 in 3 regions within "
                   "12\302\240min by eve@fabrikam.example.");
  g_assert_cmpstr (title, ==, "12 virtual machines created or changed");
  g_assert_cmpstr (quota, ==, "1 quota changed");

  g_assert_true (davy_origin_summarise (origin, own, DAVY_TIME_UNSET, &other));
  g_assert_cmpstr (other.caller, ==, ADA);
  g_assert_false (davy_origin_summarise (origin, own, DAY (81), &again));

  facts = g_variant_ref_sink (davy_origin_summary_to_facts (&summary));
  g_assert_true (davy_origin_summary_from_facts (&again, facts));
  g_assert_cmpuint (again.n_resources, ==, 12);
  g_assert_cmpstr (again.regions[2], ==, "uksouth");
  g_assert_cmpint (again.last, ==, summary.last);
}

static void
test_summary_of_something_else (void)
{
  DavyOriginSummary summary = { 0 };
  g_autoptr (GVariant) text = g_variant_ref_sink (g_variant_new_string ("none"));
  g_autoptr (GVariant) kind = g_variant_ref_sink (
      g_variant_new_parsed ("(uint32 99, uint32 1, @as [], @as [], @x 0, @x 0, '')"));

  g_assert_false (davy_origin_summary_from_facts (&summary, NULL));
  g_assert_false (davy_origin_summary_from_facts (&summary, text));
  g_assert_false (davy_origin_summary_from_facts (&summary, kind));
}

static void
test_earliest_sign (void)
{
  static const struct
  {
    DavyTime observed;
    DavyTime usage;
    DavyTime hostile;
    DavyTime onset;
    DavyOnsetSource source;
  } cases[] = {
    { 0, 0, 0, 0, DAVY_ONSET_UNKNOWN },
    { DAY (5), 0, 0, DAY (5), DAVY_ONSET_REPORTED },
    { DAY (5), 0, DAY (6), DAY (5), DAVY_ONSET_REPORTED },
    { DAY (5), 0, DAY (4), DAY (4), DAVY_ONSET_LOG },
    { DAY (5) + DAVY_TIME_HOUR, DAY (5), 0, DAY (5) + DAVY_TIME_HOUR, DAVY_ONSET_REPORTED },
    { DAY (5), DAY (2), DAY (4), DAY (2), DAVY_ONSET_USAGE },
    { 0, DAY (2), 0, DAY (2), DAVY_ONSET_USAGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DavyOnsetSource source;

      g_assert_cmpint (
          davy_onset_find (cases[i].observed, cases[i].usage, cases[i].hostile, &source), ==,
          cases[i].onset);
      g_assert_cmpint (source, ==, cases[i].source);
      g_assert_cmpint (davy_onset_source_from_key (davy_onset_source_to_key (source)), ==, source);
    }
}

static void
test_onset_before_the_decision (Fixture *fixture, gconstpointer data)
{
  DavyOnsetSource source;
  DavyTime onset = davy_case_get_onset (fixture->handled, &source);

  g_assert_cmpint (source, ==, DAVY_ONSET_REPORTED);
  g_assert_cmpint (onset, ==, davy_case_get_first_observed (fixture->handled));
  g_assert_cmpint (onset, !=, DAVY_TIME_UNSET);
  g_assert_null (davy_case_dup_caller_marks (fixture->handled));
  g_assert_cmpint (davy_case_get_caller_mark (fixture->handled, "eve@x"), ==, DAVY_CALLER_UNMARKED);
}

static void
test_onset_and_marks_as_decided (Fixture *fixture, gconstpointer data)
{
  DavyOnsetSource source;
  g_autoptr (GError) error = NULL;

  walk_to_verdict (fixture);
  record (fixture, DAVY_STEP_VERDICT, "{'verdict': <'unexpected'>}");
  g_assert_false (
      try_record (fixture, DAVY_STEP_ORIGIN, "{'callers': <{'eve@x': 'hostile'}>}", NULL, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  record (fixture, DAVY_STEP_ORIGIN,
          "{'callers': <{'eve@x': 'hostile', 'ada@x': 'colleague'}>, "
          "'onset': <int64 1767225600000000>, 'onset-source': <'log'>}");
  start_again (fixture);
  g_assert_cmpint (davy_case_get_onset (fixture->handled, &source), ==, BEGIN);
  g_assert_cmpint (source, ==, DAVY_ONSET_LOG);
  g_assert_cmpint (davy_case_get_caller_mark (fixture->handled, "Eve@X"), ==, DAVY_CALLER_HOSTILE);
  g_assert_cmpint (davy_case_get_caller_mark (fixture->handled, "ada@x"), ==,
                   DAVY_CALLER_COLLEAGUE);
  g_assert_cmpint (davy_case_get_caller_mark (fixture->handled, "kim@x"), ==, DAVY_CALLER_UNMARKED);
}

static void
test_account_of_the_evidence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_case_load_origin_async (fixture->handled, NULL, davy_test_keep_result, &result);
  g_assert_null (
      davy_case_load_origin_finish (fixture->handled, davy_test_wait_result (&result), &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  g_test_add_func ("/origin/acts-in-a-row-are-one-deed", test_deeds);
  g_test_add_func ("/origin/what-appears-first-is-marked", test_firsts);
  g_test_add_func ("/origin/who-the-callers-are", test_callers);
  g_test_add_func ("/origin/delegated-callers-have-an-id", test_delegated_ids);
  g_test_add_func ("/origin/what-operations-mean", test_kinds);
  g_test_add_func ("/origin/a-deployment-is-one-act", test_deployment_is_one_act);
  g_test_add_func ("/origin/a-log-without-anything", test_nothing_in_the_log);
  g_test_add_func ("/origin/who-created-a-resource", test_creation);
  g_test_add_func ("/origin/marks-of-callers", test_marks);
  g_test_add_func ("/origin/the-first-hostile-creation", test_first_hostile);
  g_test_add_func ("/origin/a-sentence-sums-it-up", test_summary);
  g_test_add_func ("/origin/facts-that-are-no-summary", test_summary_of_something_else);
  g_test_add_func ("/origin/the-earliest-sign-is-the-onset", test_earliest_sign);
  g_test_add ("/origin/onset-before-anybody-decided", Fixture, NULL, set_up,
              test_onset_before_the_decision, tear_down);
  g_test_add ("/origin/onset-and-marks-as-somebody-decided", Fixture, NULL, set_up,
              test_onset_and_marks_as_decided, tear_down);
  g_test_add ("/origin/no-account-before-the-log-is-stored", Fixture, NULL, set_up,
              test_account_of_the_evidence, tear_down);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
