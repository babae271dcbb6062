/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-snapshots.h"
#include "containment-fixture.h"
#include "core/davy-error.h"
#include "triage/davy-act.h"
#include "triage/davy-case-private.h"
#include "triage/davy-precautions.h"

/* What can be kept of the machines of the embedded Azure, after they were looked at. */

#define EVIL_DISK MINE "disks/disk-evil"

/* What takes its time there is asked for again after a pause; timers that watch over a transfer run
 * longer. */
#define LONGEST_PAUSE (10 * DAVY_TIME_SECOND)

/* The network security group in which vm-app's only interface is. */
#define GROUP  SCOPE "/resourceGroups/rg-App/providers/Microsoft.Network/networkSecurityGroups/nsg"
#define BEFORE "{\"type\": \"Microsoft.Storage/storageAccounts\""
#define IN_GROUP(rules)                                                                    \
  "{\"type\": \"Microsoft.Network/networkSecurityGroups\", \"name\": \"nsg\", \"group\": " \
  "\"rg-App\", \"created\": \"-300d\", \"properties\": {\"securityRules\": [" rules "], "  \
  "\"networkInterfaces\": [{\"id\": "                                                      \
  "\"~/rg-App/providers/Microsoft.Network/networkInterfaces/nic-app\"}]}}, " BEFORE

typedef struct
{
  DavyPrecautions *precautions;
  DavyPrecaution what;
  const char *target;
} Taken;

static inline DavyPrecautions *
get_precautions (Fixture *fixture)
{
  return davy_case_get_precautions (fixture->handled);
}

static inline gboolean
is_taken (gpointer data)
{
  const Taken *taken = data;

  return davy_precautions_get_stage (taken->precautions, taken->what, taken->target, NULL) !=
         DAVY_STAGE_SENDING;
}

static inline gboolean
is_taken_or_waits (gpointer data)
{
  gint64 next = davy_test_clock_next ();

  return is_taken (data) || (next > 0 && next < LONGEST_PAUSE && !keyring_is_asked ());
}

/* Lets time pass until it has come to an end, for the client as for the services. */
static inline DavyContainmentStage
take (Fixture *fixture, DavyPrecaution what, const char *target, const GError **error)
{
  Taken taken = { get_precautions (fixture), what, target };

  davy_precautions_take (taken.precautions, what, target);
  while (!is_taken (&taken))
    {
      g_assert_true (davy_test_spin_until (is_taken_or_waits, &taken));
      if (!is_taken (&taken))
        davy_test_clock_advance (davy_test_clock_next ());
    }

  return davy_precautions_get_stage (taken.precautions, what, target, error);
}

/* Nothing is sent: somebody else was there since it was shown, and the journal says so. */
static inline void
assert_not_taken (Fixture *fixture,
                  DavyPrecaution what,
                  const char *target,
                  DavyContainmentStage stage)
{
  guint n_changes = count_changes (fixture);
  guint n_acts = count_entries (fixture, "act");
  const GError *error;

  g_assert_cmpint (take (fixture, what, target, &error), ==, stage);
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_CHANGED_ELSEWHERE);
  g_assert_cmpint (davy_act_was_needless (error), ==, stage == DAVY_STAGE_NEEDLESS);
  g_assert_cmpuint (count_changes (fixture), ==, n_changes);
  g_assert_cmpuint (count_entries (fixture, "act"), ==, n_acts);
  g_assert_cmpuint (count_entries (fixture, "changed-elsewhere"), ==, 1);
}

static inline const DavyAct *
assert_last_act (GPtrArray *acts, guint length, DavyActState state)
{
  const DavyAct *last;

  g_assert_cmpuint (acts->len, ==, length);
  last = g_ptr_array_index (acts, length - 1);
  g_assert_cmpint (last->state, ==, state);

  return last;
}

/* A program that dies over an act leaves what is on the disk: @facts. */
static inline gboolean
leave_act (DavyDb *db, gpointer data, GError **error)
{
  const gpointer *left = data;
  const Fixture *fixture = left[0];
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("act", "contain");

  entry->facts = g_strdup (left[1]);

  return davy_db_append_entry (db, davy_case_get_id (fixture->handled), entry, error);
}

static inline void
crash_over (Fixture *fixture, const char *facts)
{
  gpointer left[] = { fixture, (gpointer) facts };

  davy_test_store_write (fixture->store, leave_act, left, DAVY_TABLE_CASES);
  start_again (fixture);
}

static inline gboolean
is_settled (gpointer handled)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (handled, NULL);
  const DavyAct *last = g_ptr_array_index (acts, acts->len - 1);

  return last->state != DAVY_ACT_PENDING;
}

/* A read says how the last of @length acts ended that a run before left. */
static inline void
assert_settled (Fixture *fixture, const DavyActKind *kind, guint length, DavyActState state)
{
  g_autoptr (GPtrArray) acts = NULL;

  g_assert_true (davy_test_spin_until (is_settled, fixture->handled));
  acts = davy_case_list_acts (fixture->handled, kind->key);
  assert_last_act (acts, length, state);
}

/* The list of snapshots holds it @n_times, and how far it is. */
static inline void
pretend_listed (Fixture *fixture, guint n_times, const char *state)
{
  const char *case_key = davy_case_get_record (fixture->handled)->key;
  g_autofree char *id = davy_snapshot_dup_id (EVIL_DISK, case_key, NULL);
  g_autofree char *rule = g_strdup_printf (
      "GET */Microsoft.Compute/snapshots x%u status=200,body={\"value\":[{\"id\":\"%s\","
      "\"name\":\"kept\",\"properties\":{\"provisioningState\":\"%s\"}}]}",
      n_times, id, state);

  davy_test_world_spoil (&fixture->world, rule);
}

/* @group: (nullable): what IN_GROUP() gives; a group without rules otherwise */
static inline void
set_up_network (Fixture *fixture, gconstpointer group)
{
  g_autofree char *estate = read_estate ();
  g_autoptr (GString) text = g_string_new (estate);

  g_assert_cmpuint (g_string_replace (text, BEFORE, group != NULL ? group : IN_GROUP (""), 1), ==,
                    1);
  begin_estate (fixture, text->str, DAVY_TEST_ADA);
}
