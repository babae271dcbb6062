/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/entitlement-status.h"

#define ACTIVE   "active"
#define INACTIVE "inactive"

/* From a moment on the status is another. */
typedef struct
{
  DavyTime time;
  const char *status; /* static */
} Turn;

/**
 * davy_demo_entitlement_get_status:
 * @self: an Azure subscription below a plan
 * @now: the moment, by the emulator's clock
 *
 * Returns: its status then
 */
const char *
davy_demo_entitlement_get_status (const DavyDemoEntitlement *self, DavyTime now)
{
  const char *status = self->status;

  for (guint i = 0; i < self->turns->len; i++)
    {
      const Turn *turn = &g_array_index (self->turns, Turn, i);

      if (turn->time <= now)
        status = turn->status;
    }

  return status;
}

/**
 * davy_demo_entitlement_is_turning:
 * @self: an Azure subscription below a plan
 * @now: the moment, by the emulator's clock
 *
 * Returns: whether a change was asked for that has not come about
 */
gboolean
davy_demo_entitlement_is_turning (const DavyDemoEntitlement *self, DavyTime now)
{
  return self->turning > now;
}

static void
add_turn (DavyDemoEntitlement *self, DavyTime time, const char *status)
{
  Turn turn = { time, status };

  g_array_append_val (self->turns, turn);
}

/* Whatever was to come after it does not come any more. */
static void
drop_turns (DavyDemoEntitlement *self, DavyTime from)
{
  while (self->turns->len > 0 &&
         g_array_index (self->turns, Turn, self->turns->len - 1).time >= from)
    g_array_set_size (self->turns, self->turns->len - 1);
}

/**
 * davy_demo_entitlement_cancel:
 * @self: an Azure subscription below a plan
 * @effective: when it is inactive
 *
 * Cancels it. Where the scenario says so, somebody in the customer's tenant reactivates it later.
 */
void
davy_demo_entitlement_cancel (DavyDemoEntitlement *self, DavyTime effective)
{
  drop_turns (self, effective);
  add_turn (self, effective, INACTIVE);
  self->turning = effective;
  if (self->reactivated >= 0)
    add_turn (self, effective + self->reactivated, ACTIVE);
}

/**
 * davy_demo_entitlement_reactivate:
 * @self: an Azure subscription below a plan
 * @effective: when it is active again
 */
void
davy_demo_entitlement_reactivate (DavyDemoEntitlement *self, DavyTime effective)
{
  drop_turns (self, effective);
  add_turn (self, effective, ACTIVE);
  self->turning = effective;
}

/**
 * davy_demo_entitlement_hold:
 * @self: an Azure subscription below a plan that is suspended
 * @now: the moment, by the emulator's clock
 *
 * Nobody reactivates it any more, whoever was about to.
 */
void
davy_demo_entitlement_hold (DavyDemoEntitlement *self, DavyTime now)
{
  drop_turns (self, now + 1);
  self->turning = MIN (self->turning, now);
}

/**
 * davy_demo_place_is_enabled:
 * @place: where an Azure subscription stands
 * @now: the moment, by the emulator's clock
 *
 * Tells what Azure Resource Manager sees of what is done at Partner Center: what is cancelled, or
 * below a plan that is suspended, is disabled there.
 *
 * Returns: whether it is enabled
 */
gboolean
davy_demo_place_is_enabled (const DavyDemoPlace *place, DavyTime now)
{
  return g_str_equal (place->subscription->status, ACTIVE) &&
         (place->entitlement == NULL ||
          g_str_equal (davy_demo_entitlement_get_status (place->entitlement, now), ACTIVE));
}

/**
 * davy_demo_entitlement_new_turns:
 *
 * Returns: (transfer full): room for the changes of a status
 */
GArray *
davy_demo_entitlement_new_turns (void)
{
  return g_array_new (FALSE, FALSE, sizeof (Turn));
}
