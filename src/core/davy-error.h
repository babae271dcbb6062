/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyError:
 *
 * What went wrong, told apart by what a person can do about it. Every room uses this one
 * domain; [func@Davy.error_dup_sentence] turns a code into the sentence that is shown.
 */
typedef enum
{
  DAVY_ERROR_OFFLINE,         /* nothing answered: no route, no such name, refused, reset */
  DAVY_ERROR_TIMED_OUT,       /* nothing answered in time */
  DAVY_ERROR_TLS,             /* the server's certificate is not trusted */
  DAVY_ERROR_SIGNED_OUT,      /* the sign-in has ended: sign in again */
  DAVY_ERROR_CLAIMS,          /* step-up wanted: back to the browser with the fault's claims */
  DAVY_ERROR_CONSENT,         /* the application has no consent in that tenant */
  DAVY_ERROR_MFA,             /* the token was made without multi-factor authentication */
  DAVY_ERROR_REFUSED,         /* 403: the person may not do this */
  DAVY_ERROR_NOT_FOUND,       /* 404 */
  DAVY_ERROR_CONFLICT,        /* 409, 412: the state there does not allow it */
  DAVY_ERROR_THROTTLED,       /* 429 until patience ended */
  DAVY_ERROR_REJECTED,        /* any other 4xx */
  DAVY_ERROR_SERVER,          /* 5xx */
  DAVY_ERROR_WIRE,            /* an answer that cannot be understood; the message names the path */
  DAVY_ERROR_LIMIT,           /* larger, deeper or longer than we accept */
  DAVY_ERROR_FOREIGN_LINK,    /* a link to another host: not followed */
  DAVY_ERROR_OUTCOME_UNKNOWN, /* a change was sent and no answer came: read before sending again */
  DAVY_ERROR_STILL_RUNNING, /* a change was accepted and goes on there after we stopped watching */
  DAVY_ERROR_CHANGED_ELSEWHERE, /* somebody else changed it in the meantime */
  DAVY_ERROR_KEYRING_ABSENT,
  DAVY_ERROR_KEYRING_LOCKED,
  DAVY_ERROR_KEYRING_DENIED,
  DAVY_ERROR_STORE, /* the local database */
  DAVY_ERROR_INPUT, /* what a person or a file gave us; the message says what to mend */
} DavyError;

/**
 * DavyFault:
 * @http_status: the status, 0 when no answer came
 * @service_code: (nullable): the service's own error code, such as `900115` or `AADSTS50076`
 * @service_text: (nullable): the service's own words, for the folded details
 * @correlation_id: (nullable): what Microsoft's support asks for
 * @sent_id: (nullable): the correlation id that was sent, where the service gave another
 * @claims: (nullable): the decoded claims challenge
 * @reason: (nullable): a short machine word that refines the code, for tests and branches
 * @subject: (nullable): the name of what stands in the way, such as a locked resource group
 *
 * What an answer told beside its failure. Travels inside the #GError.
 */
typedef struct
{
  guint http_status;
  char *service_code;
  char *service_text;
  char *correlation_id;
  char *sent_id;
  char *claims;
  char *reason;
  char *subject;
} DavyFault;

void davy_fault_copy (const DavyFault *source, DavyFault *copy);
void davy_fault_clear (DavyFault *fault);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DavyFault, davy_fault_clear)

#define DAVY_ERROR (davy_error_quark ())
GQuark davy_error_quark (void);

GError *davy_error_new_fault (DavyError code, const DavyFault *fault, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
const DavyFault *davy_error_get_fault (const GError *error);
char *davy_error_dup_sentence (const GError *error);
char *davy_error_dup_details (const GError *error);
gboolean davy_error_wants_sign_in (const GError *error);

G_END_DECLS
