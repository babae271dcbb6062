/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/login-errors.h"

#include "emulator/scenario-reader.h"

/* Refusals of `/token` by their number (`wire-contract.md` 1.6). */

static const struct
{
  guint code;
  const char *error;
  const char *suberror; /* NULL: none; with basic_action come claims */
  const char *text;
} refusals[] = {
  { 50053, "invalid_grant", NULL, "The account is locked." },
  { 50072, "interaction_required", "basic_action", "The user must enrol in a second factor." },
  { 50074, "interaction_required", "basic_action", "Strong authentication is required." },
  { 50076, "invalid_grant", "basic_action",
    "Due to a configuration change made by your administrator, or because you moved to a new "
    "location, you must use multi-factor authentication." },
  { 50078, "invalid_grant", "basic_action", "The multi-factor authentication has expired." },
  { 50079, "invalid_grant", "basic_action", "The user must enrol in a second factor." },
  { 50105, "invalid_grant", NULL, "The user is not assigned to a role for the application." },
  { 50132, "invalid_grant", "bad_token", "The session is not valid." },
  { 50133, "invalid_grant", "bad_token", "The session is over because of a password reset." },
  { 50158, "interaction_required", "basic_action", "An external challenge is not met." },
  { 50173, "invalid_grant", "bad_token",
    "The provided grant has expired due to it being revoked, a fresh auth token is needed." },
  { 53000, "interaction_required", "message_only", "The device is not compliant." },
  { 53003, "invalid_grant", "message_only",
    "Access has been blocked by Conditional Access policies." },
  { 530034, "invalid_grant", "message_only",
    "A delegated administrator was blocked because of suspicious activity." },
  { 65001, "invalid_grant", "consent_required",
    "The user or administrator has not consented to use the application." },
  { 70008, "invalid_grant", "bad_token", "The refresh token has expired due to inactivity." },
  { 70043, "invalid_grant", "bad_token", "The refresh token has expired: sign-in frequency." },
  { 500011, "invalid_resource", NULL, "The resource principal was not found in the tenant." },
  { 650052, "invalid_client", NULL,
    "The app is trying to access a service that the organization lacks a service principal for." },
  { 700016, "unauthorized_client", NULL, "The application was not found in the directory." },
  { 700082, "invalid_grant", "bad_token", "The refresh token has expired due to inactivity." },
};

/**
 * davy_demo_read_login_error:
 * @json: an object of a scenario
 * @name: a member that holds the number behind AADSTS
 * @fallback: what it is when absent
 *
 * Returns: the number; there are words for it
 */
gint64
davy_demo_read_login_error (const DavyJson *json, const char *name, gint64 fallback)
{
  gint64 code = davy_demo_read_integer (json, name, fallback);
  DavyJson member = davy_json_member (json, name);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].code == code)
      return code;

  if (davy_json_exists (&member))
    davy_json_fail (&member, "is no error of the login that is known here");
  return fallback;
}

/**
 * davy_exchange_refuse_login_code:
 * @exchange: an exchange with the token endpoint
 * @code: a number that davy_demo_read_login_error() takes
 *
 * Refuses a token for a reason of the person, the application or the tenant, with `suberror` and
 * `claims` where they come beside it.
 */
void
davy_exchange_refuse_login_code (DavyExchange *exchange, gint64 code)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      JsonObject *more;

      if (refusals[i].code != code)
        continue;

      more = json_object_new ();
      if (refusals[i].suberror != NULL)
        json_object_set_string_member (more, "suberror", refusals[i].suberror);
      if (g_strcmp0 (refusals[i].suberror, "basic_action") == 0)
        json_object_set_string_member (more, "claims", DAVY_STEP_UP_CLAIMS);
      davy_exchange_refuse_login_with (exchange, refusals[i].error, refusals[i].code,
                                       refusals[i].text, more);
      return;
    }
}
