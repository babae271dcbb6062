/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-roles.h"

/**
 * davy_role_allows:
 * @exchange: a request of somebody who is signed in
 * @need: what it takes
 *
 * Refuses a request with 403 when the person's role in Partner Center does not reach
 * (`wire-contract.md` 1.8).
 *
 * Returns: whether the request may pass
 */
gboolean
davy_role_allows (DavyExchange *exchange, DavyRoleNeed need)
{
  const DavyDemoUser *user = exchange->user;
  gboolean agent = user != NULL && g_str_equal (user->role, "admin-agent");

  switch (need)
    {
    case DAVY_ROLE_SEE:
      if (agent || (user != NULL && g_str_equal (user->role, "security-reader")))
        return TRUE;
      break;
    case DAVY_ROLE_CHANGE:
      if (agent)
        return TRUE;
      break;
    case DAVY_ROLE_CANCEL:
      if (agent && user->global_admin)
        return TRUE;
      break;
    default:
      g_assert_not_reached ();
    }

  davy_exchange_refuse (exchange, SOUP_STATUS_FORBIDDEN,
                        exchange->prefix == DAVY_PREFIX_GRAPH ? "Authorization_RequestDenied"
                                                              : "900150",
                        "The user does not have sufficient privileges.");
  return FALSE;
}
