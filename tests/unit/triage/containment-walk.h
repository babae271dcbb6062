/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "containment-fixture.h"

/* Reading what runs and stopping it, until that stands. */

typedef struct
{
  DavyContainment *containment;
  DavyContainmentState state;
  gboolean returned; /* or that something has come back */
} Wanted;

static inline gboolean
is_reached (const Wanted *wanted)
{
  g_autoptr (GPtrArray) returned = davy_containment_list_returned (wanted->containment);

  return wanted->returned ? returned->len > 0
                          : davy_containment_get_state (wanted->containment) == wanted->state;
}

static inline gboolean
is_reached_or_waits (gpointer wanted)
{
  return is_reached (wanted) || something_waits ();
}

/* Lets time pass until it stands there: for the client as for the services. */
static inline void
wait_for (Wanted *wanted)
{
  while (!is_reached (wanted))
    {
      g_assert_true (davy_test_spin_until (is_reached_or_waits, wanted));
      if (!is_reached (wanted))
        davy_test_clock_advance (davy_test_clock_next ());
    }
}

static inline void
wait_state (Fixture *fixture, DavyContainmentState state)
{
  Wanted wanted = { get_containment (fixture), state, FALSE };

  wait_for (&wanted);
}

static inline void
read_it (Fixture *fixture)
{
  davy_containment_read (get_containment (fixture));
  wait_state (fixture, DAVY_CONTAINMENT_READY);
}

static inline const DavyStopItem *
find_item (Fixture *fixture, const char *id)
{
  const DavyStopItem *item =
      davy_stop_plan_find (davy_containment_get_picture (get_containment (fixture))->plan, id);

  g_assert_nonnull (item);

  return item;
}

static inline const DavyStopAccess *
get_access (Fixture *fixture, guint i)
{
  return g_ptr_array_index (davy_containment_get_picture (get_containment (fixture))->accesses, i);
}

static inline void
stop (Fixture *fixture, const char *const *assignments, const char *const *computes)
{
  davy_containment_stop (get_containment (fixture), assignments, computes);
  wait_state (fixture, DAVY_CONTAINMENT_WATCHING);
}

/* What could be done before is to be compared with what can be done now. */
static inline gboolean
is_compared (gpointer fixture)
{
  return davy_evidence_get_part (get_evidence (fixture), DAVY_EVIDENCE_ROLES_AFTER)->state ==
         DAVY_EVIDENCE_STORED;
}
