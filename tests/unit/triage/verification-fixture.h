/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case-private.h"

/* Acts in the journal of a case, after evidence-fixture.h. */

typedef struct
{
  gint64 case_row;
  DavyTime time;
  const char *state;
} Proof;

static inline gboolean
put_proof (DavyDb *db, gpointer data, GError **error)
{
  const Proof *proof = data;
  g_autoptr (DavyCaseEntry) entry = davy_case_entry_new (DAVY_ENTRY_ACT_PROOF, NULL);

  entry->time = proof->time;
  entry->facts = g_strdup_printf ("{'state': <'%s'>}", proof->state);

  return davy_db_append_entry (db, proof->case_row, entry, error);
}

/* An act that a read proved @ago. */
static inline void
put_act (Fixture *fixture, DavyTime ago, const char *state)
{
  Proof proof = { davy_case_get_id (fixture->handled), davy_time_now () - ago, state };

  davy_test_store_write (fixture->store, put_proof, &proof, DAVY_TABLE_CASES);
}

static inline void
act (Fixture *fixture, DavyTime ago, const char *state)
{
  put_act (fixture, ago, state);
  start_again (fixture);
}
