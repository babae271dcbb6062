/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case-fixture.h"
#include "core/davy-error.h"
#include "triage/davy-act.h"
#include "triage/davy-entry-words.h"

/* Acts on a service that the test plays itself: it says what an answer and a read say, and counts
 * them. */

#define TARGET "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/VM-1"

typedef struct
{
  guint sent;
  guint proved;
  gboolean made;       /* what a read shows */
  gboolean takes_time; /* … that the service is still at it */
  gboolean unseen;     /* … nothing of it yet */
  gboolean otherwise;  /* … something else than was shown */
  gboolean looks;      /* it is read before it is written down, too */
  gboolean holds;      /* a read has no answer before the test gives it */
  GTask *held;         /* (nullable): that read */
  gboolean takes;      /* whether sending it makes it */
  int answer;          /* a DavyError; -1: accepted */
  int read;            /* a DavyError; -1: it can be read */
  guint entries;       /* how many acts the journal held when it was sent */
} Service;

static Service service;
static Fixture *watched;

static inline void
pretend_to_send (DavyCase *subject, const DavyAct *act, GTask *task)
{
  const DavyPartnerReceipt receipt = { 200, (char *) "of-the-answer" };
  const DavyFault fault = { .correlation_id = (char *) "of-the-fault" };

  g_assert_cmpstr (act->target, ==, TARGET);
  g_assert_true (act == davy_act_of_task (task));
  service.sent++;
  service.entries = count_entries (watched, "act");
  service.made |= service.takes;
  if (service.answer < 0)
    davy_act_sent_to_partner (task, &receipt, NULL);
  else
    davy_act_sent_to_partner (task, NULL,
                              davy_error_new_fault (service.answer, &fault, "Answered"));
}

static inline void
pretend_to_read (DavyCase *subject, const DavyAct *act, GTask *task)
{
  service.proved++;
  if (service.holds)
    service.held = task;
  else if (service.unseen)
    davy_act_unseen (task);
  else if (service.otherwise)
    davy_act_seen_otherwise (task, service.made ? DAVY_ACT_DONE : DAVY_ACT_FAILED);
  else if (service.read < 0)
    davy_act_seen (task,
                   service.takes_time ? DAVY_ACT_PENDING
                   : service.made     ? DAVY_ACT_DONE
                                      : DAVY_ACT_FAILED,
                   NULL);
  else
    davy_act_seen (task, DAVY_ACT_PENDING,
                   g_error_new_literal (DAVY_ERROR, service.read, "Not read"));
}

static const DavyActKind kind = { "pretend", pretend_to_send, pretend_to_read };
static const DavyActKind looking = { "pretend", pretend_to_send, pretend_to_read, TRUE };

static inline void
set_up_service (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  service = (Service){ .takes = TRUE, .answer = -1, .read = -1 };
  watched = fixture;
}

/* @result: (inout): where what became of it comes */
static inline void
start (Fixture *fixture, GCancellable *cancellable, GAsyncResult **result)
{
  davy_case_run_act_async (fixture->handled, service.looks ? &looking : &kind, DAVY_STEP_DETECTED,
                           TARGET, g_variant_new_parsed ("{'region': <'westeurope'>}"), cancellable,
                           davy_test_keep_result, result);
}

static inline DavyAct *
finish (Fixture *fixture, GAsyncResult **result, GError **error)
{
  return davy_case_run_act_finish (fixture->handled, davy_test_wait_result (result), error);
}

static inline DavyAct *
run_with (Fixture *fixture, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  start (fixture, cancellable, &result);

  return finish (fixture, &result, error);
}

static inline DavyAct *
run (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DavyAct *act = run_with (fixture, NULL, &error);

  g_assert_no_error (error);

  return act;
}

static inline void
assert_run_fails (Fixture *fixture, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run_with (fixture, NULL, &error));
  g_assert_error (error, DAVY_ERROR, code);
}

static inline DavyAct *
settle (Fixture *fixture)
{
  g_autoptr (GPtrArray) acts = davy_case_list_acts (fixture->handled, "pretend");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DavyAct *act;

  davy_case_settle_act_async (fixture->handled, &kind, g_ptr_array_index (acts, acts->len - 1),
                              NULL, davy_test_keep_result, &result);
  act = davy_case_settle_act_finish (fixture->handled, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return act;
}

/* What the journal tells after a new start. */
static inline void
assert_last (Fixture *fixture, DavyActState state, guint n_acts)
{
  g_autoptr (GPtrArray) acts = NULL;
  const DavyAct *last;

  start_again (fixture);
  g_assert_null (davy_case_get_journal_error (fixture->handled));
  acts = davy_case_list_acts (fixture->handled, NULL);
  g_assert_cmpuint (acts->len, ==, n_acts);
  last = g_ptr_array_index (acts, n_acts - 1);
  g_assert_cmpint (last->state, ==, state);
}

/* @words: (nullable): how what is told of an act begins that nobody can say was sent */
static inline void
assert_told (const DavyAct *act, const char *words)
{
  g_autofree char *told = davy_words_act_unsent (act);

  if (words == NULL)
    g_assert_null (told);
  else
    g_assert_true (told != NULL && g_str_has_prefix (told, words));
}

/* A program that dies leaves what is on the disk. */
static inline gboolean
leave_intent (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("act", "detected");

  entry->facts = g_strdup ("{'act': <'pretend'>, 'target': <'" TARGET "'>}");

  return davy_db_append_entry (db, davy_case_get_id (fixture->handled), entry, error);
}

static inline gboolean
leave_result (DavyDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  gint64 id = davy_case_get_id (fixture->handled);
  g_autoptr (DavyCaseRecord) kept = davy_db_load_case (db, id, error);
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new ("act-result", "detected");
  const DavyCaseEntry *intent = g_ptr_array_index (kept->entries, kept->entries->len - 1);

  entry->facts = g_strdup ("{'outcome': <'accepted'>}");
  entry->refers = intent->position;

  return davy_db_append_entry (db, id, entry, error);
}

static inline void
crash (Fixture *fixture, gboolean answered)
{
  davy_test_store_write (fixture->store, leave_intent, fixture, DAVY_TABLE_CASES);
  if (answered)
    davy_test_store_write (fixture->store, leave_result, fixture, DAVY_TABLE_CASES);
  start_again (fixture);
}

/* How the answers to the acts read in the journal. */
static inline void
assert_outcome (Fixture *fixture, const char *outcome)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM case_entries WHERE kind = "
                                          "'act-result' AND facts LIKE '%%%s%%'",
                                          outcome);

  g_assert_cmpint (davy_test_store_number (fixture->store, sql), ==, 1);
  g_assert_cmpuint (count_entries (fixture, "act-result"), ==, 1);
}

#define ADD_ACT(path, function) \
  g_test_add ("/triage/act/" path, Fixture, NULL, set_up_service, function, tear_down)
