/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case-private.h"

/* Acts in the journal of a case, after evidence-fixture.h. */

typedef struct
{
  gint64 case_row;
  DavyTime time;
  const char *kind;
  const char *state;
} Proof;

static inline gboolean
put_proof (DavyDb *db, gpointer data, GError **error)
{
  const Proof *proof = data;
  g_autoptr (GPtrArray) before = davy_db_read_entries (db, proof->case_row, error);
  g_autoptr (DavyCaseEntry) intent = davy_case_entry_new (DAVY_ENTRY_ACT_INTENT, NULL);
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new (DAVY_ENTRY_ACT_PROOF, NULL);

  intent->time = proof->time;
  intent->facts = g_strdup_printf ("{'act': <'%s'>, 'target': <'vm'>}", proof->kind);
  entry->time = proof->time;
  entry->refers = before->len + 1;
  entry->facts = g_strdup_printf ("{'state': <'%s'>}", proof->state);

  return davy_db_append_entry (db, proof->case_row, intent, error) &&
         davy_db_append_entry (db, proof->case_row, entry, error);
}

static inline void
put_act_of_kind (Fixture *fixture, DavyTime ago, const char *kind, const char *state)
{
  Proof proof = { davy_case_get_id (fixture->handled), davy_time_now () - ago, kind, state };

  davy_test_store_write (fixture->store, put_proof, &proof, DAVY_TABLE_CASES);
}

/* An act that a read proved @ago. */
static inline void
put_act (Fixture *fixture, DavyTime ago, const char *state)
{
  put_act_of_kind (fixture, ago, "stop", state);
}

static inline void
act (Fixture *fixture, DavyTime ago, const char *state)
{
  put_act (fixture, ago, state);
  start_again (fixture);
}

typedef struct
{
  gint64 case_row;
  DavyTime time;
  const char *state; /* (nullable): nothing is proved yet */
} Cancellation;

static inline gboolean
append (DavyDb *db,
        const Cancellation *cancellation,
        const char *kind,
        guint refers,
        const char *facts,
        GError **error)
{
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new (kind, "cancel");

  entry->time = cancellation->time;
  entry->refers = refers;
  entry->facts = g_strdup (facts);

  return davy_db_append_entry (db, cancellation->case_row, entry, error);
}

static inline gboolean
put_cancelled (DavyDb *db, gpointer data, GError **error)
{
  const Cancellation *cancellation = data;
  g_autoptr (GPtrArray) before = davy_db_read_entries (db, cancellation->case_row, error);
  g_autofree char *proof =
      g_strdup_printf ("{'state': <'%s'>}", cancellation->state != NULL ? cancellation->state : "");
  guint intent = before->len + 1;

  return append (db, cancellation, DAVY_ENTRY_ACT_INTENT, 0,
                 "{'act': <'cancel-entitlement'>, 'target': <'" SHOP "'>, 'facts': <{'plan': "
                 "<'30000000-0000-4000-8000-000000000002'>}>}",
                 error) &&
         append (db, cancellation, DAVY_ENTRY_ACT_RESULT, intent, "{'outcome': <'accepted'>}",
                 error) &&
         (cancellation->state == NULL ||
          append (db, cancellation, DAVY_ENTRY_ACT_PROOF, intent, proof, error));
}

/* The subscription was cancelled @ago; @state: what a read proved then. */
static inline void
put_cancellation (Fixture *fixture, DavyTime ago, const char *state)
{
  Cancellation cancellation = { davy_case_get_id (fixture->handled), davy_time_now () - ago,
                                state };

  davy_test_store_write (fixture->store, put_cancelled, &cancellation, DAVY_TABLE_CASES);
}
