/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/davy-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/davy-log.h"

/* The fault travels inside the GError; nobody outside this file sees that it does. */
typedef struct
{
  DavyFault fault;
} DavyErrorPrivate;

static void
davy_error_private_init (DavyErrorPrivate *priv)
{
  priv->fault = (DavyFault){ 0 };
}

static void
davy_error_private_copy (const DavyErrorPrivate *source, DavyErrorPrivate *copy)
{
  davy_fault_copy (&source->fault, &copy->fault);
}

static void
davy_error_private_clear (DavyErrorPrivate *priv)
{
  davy_fault_clear (&priv->fault);
}

G_DEFINE_EXTENDED_ERROR (DavyError, davy_error)

/* The sentences that need no more than the code. */
static const char *const sentences[] = {
  [DAVY_ERROR_OFFLINE] = N_ ("Microsoft cannot be reached. Check the network, then try again."),
  [DAVY_ERROR_TIMED_OUT] = N_ ("Microsoft did not answer in time. Try again in a moment."),
  [DAVY_ERROR_TLS] = N_ ("The server’s certificate is not trusted, so nothing was sent. Check this "
                         "computer’s clock and the network’s proxy."),
  [DAVY_ERROR_SIGNED_OUT] = N_ ("The sign-in has ended. Sign in again."),
  [DAVY_ERROR_CLAIMS] =
      N_ ("Microsoft asks for one more proof of who you are. Sign in again in the browser."),
  [DAVY_ERROR_CONSENT] =
      N_ ("Davylamp has no consent in this tenant. Ask a global administrator there to grant "
          "it, then try again."),
  [DAVY_ERROR_MFA] =
      N_ ("This needs multi-factor authentication. Sign in again and complete the second "
          "step."),
  [DAVY_ERROR_REFUSED] =
      N_ ("Your account may not do this. Ask an administrator for the Admin agent role, or "
          "for rights in the customer’s tenant."),
  [DAVY_ERROR_NOT_FOUND] =
      N_ ("Microsoft does not know this, or no longer. Refresh to see the current state."),
  [DAVY_ERROR_CONFLICT] = N_ ("The current state does not allow this. Refresh, then try again."),
  [DAVY_ERROR_THROTTLED] =
      N_ ("Microsoft asks for fewer requests. Wait a few minutes, then try again."),
  [DAVY_ERROR_REJECTED] = N_ ("Microsoft did not accept the request. The details say why."),
  [DAVY_ERROR_SERVER] = N_ ("Microsoft’s service has a problem. Try again in a few minutes."),
  [DAVY_ERROR_WIRE] =
      N_ ("Microsoft’s answer could not be understood. Try again; if it stays so, report the "
          "details."),
  [DAVY_ERROR_LIMIT] =
      N_ ("Microsoft’s answer is larger than Davylamp accepts. Report the details."),
  [DAVY_ERROR_FOREIGN_LINK] =
      N_ ("Microsoft’s answer pointed to another server, which was not followed. Report the "
          "details."),
  [DAVY_ERROR_OUTCOME_UNKNOWN] =
      N_ ("The change was sent, but no answer came. Look at the current state before you "
          "send it again."),
  [DAVY_ERROR_STILL_RUNNING] =
      N_ ("Microsoft is still working on this. Look at the current state in a few minutes; it "
          "need not be sent again."),
  [DAVY_ERROR_CHANGED_ELSEWHERE] =
      N_ ("Somebody else changed this in the meantime. Look at the current state, then "
          "decide again."),
};

/* The sentences of those reasons that a person does something else about. */
static const struct
{
  DavyError code;
  const char *reason;
  const char *sentence;
} reason_sentences[] = {
  { DAVY_ERROR_CHANGED_ELSEWHERE, "needless",
    N_ ("Somebody else has already done this. Nothing was sent, and nothing is left to do.") },
  { DAVY_ERROR_REFUSED, "no-rights",
    N_ ("Your account has no rights for this in the customer’s Azure subscription. Ask for the "
        "Owner role there. Cancelling the subscription works without it.") },
  { DAVY_ERROR_REFUSED, "wrong-tenant",
    N_ ("This subscription belongs to another tenant than the customer’s. Refresh the customer’s "
        "subscriptions, then try again.") },
  { DAVY_ERROR_REFUSED, "policy",
    N_ ("A policy of the customer forbids this. Ask whoever manages the policies there for an "
        "exemption, then try again.") },
  { DAVY_ERROR_REFUSED, "no-plan",
    N_ ("Azure takes a ticket only with a Professional Direct, Premier or Unified support plan. Ask "
        "in Partner Center instead.") },
  { DAVY_ERROR_REFUSED, "no-ticket-rights",
    N_ ("Your rights in the customer’s Azure subscription do not include support tickets; the role "
        "Support Request Contributor does. Ask in Partner Center instead.") },
  { DAVY_ERROR_NOT_FOUND, "no-subscription",
    N_ ("Your account cannot see this subscription, or it no longer exists. Ask for the Owner role "
        "there, or refresh the customer’s subscriptions.") },
  { DAVY_ERROR_CONFLICT, "read-only-subscription",
    N_ ("The subscription is cancelled or disabled. Only looking and deleting still work there.") },
  { DAVY_ERROR_CONFLICT, "no-priority",
    N_ ("A rule that lets traffic pass has the first place in the network security group. Change "
        "its priority in the portal, then try again.") },
  { DAVY_ERROR_CONFLICT, "locked", N_ ("A lock forbids this. Remove the lock, then try again.") },
  { DAVY_ERROR_CONFLICT, "in-use",
    N_ ("Something else still uses this. Delete what uses it first.") },
  { DAVY_ERROR_CONFLICT, "busy",
    N_ ("Another change is still going on there. Wait a minute, then try again.") },
  { DAVY_ERROR_THROTTLED, "busy",
    N_ ("Another change is still going on there. Wait a minute, then try again.") },
  { DAVY_ERROR_REFUSED, "role",
    N_ ("Your account lacks a role in Partner Center. Ask a global administrator of your "
        "organization for the Admin agent role.") },
  { DAVY_ERROR_REFUSED, "no-relationship",
    N_ ("This customer is not, or no longer, a customer of yours at Microsoft. Ask the customer to "
        "accept your reseller relationship, then try again.") },
  { DAVY_ERROR_REFUSED, "conditional-access",
    N_ ("A Conditional Access policy blocks this sign-in. Ask the administrator who set it, or sign "
        "in from a device that it allows.") },
  { DAVY_ERROR_REFUSED, "under-review",
    N_ ("Microsoft is still reviewing this customer’s account, or did not approve it. Look at the "
        "account’s status in Partner Center.") },
  { DAVY_ERROR_REFUSED, "graph-scope",
    N_ ("Microsoft Graph does not let this account read or change security alerts. Ask a global "
        "administrator of your organization to grant Davylamp PartnerSecurity.ReadWrite.All, or "
        "choose Partner Center in the preferences.") },
  { DAVY_ERROR_CONFLICT, "plan-active",
    N_ ("An Azure plan can be suspended only when none of its Azure subscriptions is active. "
        "Cancel those first.") },
  { DAVY_ERROR_CONFLICT, "pending",
    N_ ("Another change is still under way at Microsoft. Try again later; it can take up to 24 "
        "hours.") },
  { DAVY_ERROR_CONFLICT, "state",
    N_ ("The subscription’s current state does not allow this. Refresh to see how it stands now.") },
  { DAVY_ERROR_CONFLICT, "no-reactivation",
    N_ ("Microsoft does not let you reactivate this subscription. Ask Microsoft’s support, and name "
        "the correlation ID.") },
  { DAVY_ERROR_REJECTED, "cancellation-reason",
    N_ ("Microsoft does not take the reason for the cancellation. Cancel the subscription in "
        "Partner Center.") },
  { DAVY_ERROR_TIMED_OUT, "not-yet",
    N_ ("Microsoft accepted the change but has not carried it out yet. Look again in some "
        "minutes.") },
};

/* Returns: (transfer full) (nullable): the sentence of a reason; %NULL when the code says enough */
static char *
dup_reason_sentence (DavyError code, const DavyFault *fault)
{
  if (code == DAVY_ERROR_CONFLICT && g_strcmp0 (fault->reason, "locked") == 0 &&
      fault->subject != NULL)
    {
      /* Translators: %s names one or several locked things, separated by commas */
      return g_strdup_printf (_ ("A lock on “%s” forbids this. Remove the lock, then try again."),
                              fault->subject);
    }
  for (guint i = 0; fault->reason != NULL && i < G_N_ELEMENTS (reason_sentences); i++)
    {
      if (code == reason_sentences[i].code &&
          strcmp (fault->reason, reason_sentences[i].reason) == 0)
        return g_strdup (_ (reason_sentences[i].sentence));
    }

  return NULL;
}

static const char *
keyring_sentence (DavyError code)
{
  if (code == DAVY_ERROR_KEYRING_ABSENT)
    return _ ("This computer offers no keyring. Install one, such as GNOME Keyring, or stay signed "
              "in until the program closes.");
  if (code == DAVY_ERROR_KEYRING_LOCKED)
    return _ ("The keyring is locked. Unlock it and try again, or stay signed in until the program "
              "closes.");

  return _ ("The keyring refused access. Allow Davylamp to use it, or stay signed in until the "
            "program closes.");
}

/* What can be said of the local data beyond that there is trouble. */
static const char *
store_sentence (const char *reason)
{
  if (g_strcmp0 (reason, "newer") == 0)
    return _ ("The local data was written by a newer version of Davylamp and was left as it is. "
              "Install that version to use it.");
  if (g_strcmp0 (reason, "set-aside") == 0)
    return _ ("The local data could not be read. It was kept in a file of its own, and Davylamp "
              "begins with none. Refresh to fetch the alerts again.");
  if (g_strcmp0 (reason, "corrupt") == 0)
    return _ (
        "The file of the local data is damaged. Start Davylamp again; if it stays so, move the "
        "file to another place, and Davylamp begins with none.");
  if (g_strcmp0 (reason, "journal") == 0)
    return _ ("The record of this case was changed outside Davylamp and can no longer serve as "
              "proof.");

  return _ ("The local data could not be read or written. Check that the disk is not full, "
            "then try again.");
}

static const char *
sentence_for_code (DavyError code, const char *reason)
{
  if (code == DAVY_ERROR_KEYRING_ABSENT || code == DAVY_ERROR_KEYRING_LOCKED ||
      code == DAVY_ERROR_KEYRING_DENIED)
    return keyring_sentence (code);
  if (code == DAVY_ERROR_STORE)
    return store_sentence (reason);
  if (code == DAVY_ERROR_INPUT)
    return NULL;

  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (sentences) && sentences[code] != NULL, NULL);

  return _ (sentences[code]);
}

static void
append_detail (GString *details, const char *label, const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  if (details->len > 0)
    g_string_append_c (details, '\n');
  if (label != NULL)
    g_string_append_printf (details, "%s: ", label);
  g_string_append (details, value);
}

/**
 * davy_fault_copy:
 * @source: what an answer told
 * @copy: (out caller-allocates): where it is copied to; what stood there is not freed
 *
 * Copies a fault with its strings.
 */
void
davy_fault_copy (const DavyFault *source, DavyFault *copy)
{
  copy->http_status = source->http_status;
  copy->service_code = g_strdup (source->service_code);
  copy->service_text = g_strdup (source->service_text);
  copy->correlation_id = g_strdup (source->correlation_id);
  copy->sent_id = g_strdup (source->sent_id);
  copy->claims = g_strdup (source->claims);
  copy->reason = g_strdup (source->reason);
  copy->subject = g_strdup (source->subject);
}

/**
 * davy_fault_clear:
 * @fault: what an answer told
 *
 * Frees the strings of @fault, which may stand on the stack, and leaves it empty.
 */
void
davy_fault_clear (DavyFault *fault)
{
  g_free (fault->service_code);
  g_free (fault->service_text);
  g_free (fault->correlation_id);
  g_free (fault->sent_id);
  g_free (fault->claims);
  g_free (fault->reason);
  g_free (fault->subject);
  *fault = (DavyFault){ 0 };
}

/**
 * davy_error_new_fault:
 * @code: what a person can do about it
 * @fault: (nullable): what the answer told; copied
 * @format: the technical message, in English, without secrets
 * @...: arguments of @format
 *
 * Returns: (transfer full): an error of the domain %DAVY_ERROR that carries @fault
 */
GError *
davy_error_new_fault (DavyError code, const DavyFault *fault, const char *format, ...)
{
  GError *error;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (DAVY_ERROR, (int) code, format, arguments);
  va_end (arguments);

  if (fault != NULL)
    davy_fault_copy (fault, &davy_error_get_private (error)->fault);

  return error;
}

/**
 * davy_error_get_fault:
 * @error: (nullable): any error
 *
 * Returns: (transfer none) (nullable): what the answer told, owned by @error; all of it empty when
 *   nothing was told; NULL when @error is not of the domain %DAVY_ERROR
 */
const DavyFault *
davy_error_get_fault (const GError *error)
{
  if (error == NULL || error->domain != DAVY_ERROR)
    return NULL;

  return &davy_error_get_private (error)->fault;
}

/**
 * davy_error_dup_sentence:
 * @error: any error
 *
 * What a person is told: what happened and what to do about it, in the language of the window.
 * %DAVY_ERROR_INPUT and errors of other domains (GLib words its own) speak with their message.
 *
 * Returns: (transfer full): one or two sentences, never markup
 */
char *
davy_error_dup_sentence (const GError *error)
{
  const DavyFault *fault = davy_error_get_fault (error);
  const char *sentence = NULL;
  char *refined;

  g_return_val_if_fail (error != NULL, NULL);

  if (fault != NULL)
    {
      refined = dup_reason_sentence ((DavyError) error->code, fault);
      if (refined != NULL)
        return refined;
      sentence = sentence_for_code ((DavyError) error->code, fault->reason);
    }

  return g_strdup (sentence != NULL ? sentence : error->message);
}

/**
 * davy_error_dup_details:
 * @error: any error
 *
 * The technical text to fold away under the sentence, one fact a line: the message, the status, the
 * service's code and words, and the correlation ids that Microsoft's support asks for. What looks
 * like a token is taken out.
 *
 * Returns: (transfer full): lines of text, never markup
 */
char *
davy_error_dup_details (const GError *error)
{
  g_autoptr (GString) details = g_string_new (NULL);
  const DavyFault *fault = davy_error_get_fault (error);

  g_return_val_if_fail (error != NULL, NULL);

  append_detail (details, NULL, error->message);
  if (fault != NULL)
    {
      g_autofree char *status = NULL;

      if (fault->http_status != 0)
        status = g_strdup_printf ("%u", fault->http_status);
      append_detail (details, _ ("HTTP status"), status);
      append_detail (details, _ ("Code"), fault->service_code);
      append_detail (details, _ ("Answer"), fault->service_text);
      append_detail (details, _ ("Correlation ID"), fault->correlation_id);
      append_detail (details, _ ("Correlation ID sent"), fault->sent_id);
    }

  return davy_redact (details->str);
}

/**
 * davy_error_wants_sign_in:
 * @error: (nullable): any error
 *
 * Returns: whether signing in once more is the way on
 */
gboolean
davy_error_wants_sign_in (const GError *error)
{
  return g_error_matches (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CLAIMS) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_MFA);
}
