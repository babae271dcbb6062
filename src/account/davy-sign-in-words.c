/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-sign-in.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/davy-error.h"

/* What a failed sign-in means and what to do about it, for the numbers of the identity platform
 * that a person is likely to meet (`wire-contract.md` 1.6). */

static const struct
{
  guint number;
  const char *remedy;
} remedies[] = {
  { 16000, N_ ("The browser is signed in with an account that does not belong to your "
               "organization. Choose your work account there, or sign out in the browser first.") },
  { 50011, N_ ("The registration in Entra ID lacks the redirect address http://localhost. Add it "
               "under Authentication, as mobile and desktop application.") },
  { 50020, N_ ("Your organization does not know this account. Sign in with your work account.") },
  { 50034, N_ ("Your organization does not know this account. Sign in with your work account.") },
  { 50053, N_ ("The account is locked after too many attempts. Wait, or ask an administrator to "
               "unlock it.") },
  { 50072, N_ ("Your organization wants a second factor that is not set up yet. Sign in again and "
               "set it up in the browser.") },
  { 50074, N_ ("Your organization wants a second factor. Sign in again and complete it.") },
  { 50076, N_ ("Your organization wants a second factor. Sign in again and complete it.") },
  { 50078, N_ ("The second factor was given too long ago. Sign in again and complete it.") },
  { 50079, N_ ("Your organization wants a second factor that is not set up yet. Sign in again and "
               "set it up in the browser.") },
  { 50097, N_ ("Your organization lets only managed devices sign in. Use a browser and a computer "
               "that are managed, or ask an administrator for an exception.") },
  { 50105, N_ ("You are not assigned to this application. Ask an administrator to assign you in "
               "Entra ID.") },
  { 50126, N_ ("The name or the password was wrong. Sign in again.") },
  { 50129, N_ ("Your organization lets only managed devices sign in. Use a browser and a computer "
               "that are managed, or ask an administrator for an exception.") },
  { 50132, N_ ("The password was changed or the sign-in was revoked. Sign in again.") },
  { 50133, N_ ("The password was changed or the sign-in was revoked. Sign in again.") },
  { 50158, N_ ("Your organization wants a proof from another provider. Complete it in the browser; "
               "if it does not appear, ask an administrator about the external challenge.") },
  { 50173, N_ ("The password was changed or the sign-in was revoked. Sign in again.") },
  { 50194, N_ ("The registration in Entra ID is for one organization only. Let it support accounts "
               "in any organizational directory.") },
  { 50196, N_ ("Microsoft saw the same request too often. Wait a few minutes, then sign in "
               "again.") },
  { 53000, N_ ("Your organization lets only compliant devices sign in. Open Company Portal on this "
               "computer to see what is missing, or sign in from a compliant one.") },
  { 53001,
    N_ ("Your organization lets only devices sign in that belong to it. Use such a computer, "
        "or ask an administrator for an exception.") },
  { 53003, N_ ("A Conditional Access policy of your organization blocks this sign-in. Ask an "
               "administrator which one; a sign-in with a code is blocked more often than one in "
               "the browser.") },
  { 54005, N_ ("The browser’s answer was used before. Sign in again.") },
  { 65001, N_ ("No administrator has granted Davylamp its permissions yet. Ask one to grant admin "
               "consent to the registration in Entra ID.") },
  { 65004, N_ ("The permissions were declined in the browser. Without them Davylamp cannot read "
               "the alerts; sign in again to accept them.") },
  { 70011, N_ ("The registration in Entra ID lacks a permission that Davylamp asks for. Add the "
               "delegated permissions named in the read-me.") },
  { 70043, N_ ("Your organization wants a new sign-in after some time. Sign in again.") },
  { 500011, N_ ("Your organization has no access to Partner Center. Sign in with an account of the "
                "partner’s tenant.") },
  { 501481, N_ ("The browser’s answer does not belong to this attempt. Sign in again.") },
  { 530034, N_ ("Microsoft has blocked delegated administration because of suspicious activity. "
                "Ask a global administrator to open a support request.") },
  { 650052, N_ ("Your organization has no access to Partner Center. Sign in with an account of the "
                "partner’s tenant.") },
  { 650057, N_ ("The registration in Entra ID lacks a permission that Davylamp asks for. Add the "
                "delegated permissions named in the read-me.") },
  { 700016, N_ ("Your organization does not know this application ID. Compare it with the "
                "registration in Entra ID.") },
  { 700025, N_ ("The registration in Entra ID is of the wrong kind. Register http://localhost as "
                "mobile and desktop application and allow public client flows.") },
  { 700082, N_ ("The sign-in was not used for too long. Sign in again.") },
  { 7000218, N_ ("The registration in Entra ID is of the wrong kind. Register http://localhost as "
                 "mobile and desktop application and allow public client flows.") },
};

/**
 * davy_sign_in_get_remedy:
 * @number: the number behind `AADSTS`
 *
 * Returns: (nullable): a sentence or two on what it means and what to do, in the person's language
 */
const char *
davy_sign_in_get_remedy (guint number)
{
  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    if (remedies[i].number == number)
      return _ (remedies[i].remedy);

  return NULL;
}

static const char *
remedy_for_word (const char *word)
{
  if (g_strcmp0 (word, "access_denied") == 0 || g_strcmp0 (word, "authorization_declined") == 0)
    return _ ("The sign-in was declined in the browser. Start again when you are ready.");
  if (g_strcmp0 (word, "expired_token") == 0)
    return _ ("The code was not entered in time. Get a new one.");

  return NULL;
}

/**
 * davy_sign_in_dup_sentence:
 * @error: why a sign-in failed
 *
 * Returns: (transfer full): what it means and what to do, in the person's language;
 *   davy_error_dup_details() has the code
 */
char *
davy_sign_in_dup_sentence (const GError *error)
{
  const DavyFault *fault = davy_error_get_fault (error);
  const char *remedy = NULL;

  if (fault != NULL && fault->service_code != NULL &&
      g_str_has_prefix (fault->service_code, "AADSTS"))
    remedy = davy_sign_in_get_remedy (
        (guint) g_ascii_strtoull (fault->service_code + strlen ("AADSTS"), NULL, 10));
  if (remedy == NULL && fault != NULL)
    remedy = remedy_for_word (fault->reason);

  return remedy != NULL ? g_strdup (remedy) : davy_error_dup_sentence (error);
}

/**
 * davy_application_id_check:
 * @text: what a person typed or an administrator configured
 * @error: %DAVY_ERROR_INPUT, its message a sentence in the person's language
 *
 * Returns: whether it has the form of an application id
 */
gboolean
davy_application_id_check (const char *text, GError **error)
{
  if (text != NULL && g_uuid_string_is_valid (text))
    return TRUE;

  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                       text == NULL || *text == '\0'
                           ? _ ("The application ID is missing. Copy it from the registration in "
                                "Entra ID.")
                           : _ ("An application ID has 36 characters: digits, letters from a to f "
                                "and four hyphens. Copy it from the registration in Entra ID."));

  return FALSE;
}
