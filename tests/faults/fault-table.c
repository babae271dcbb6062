/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-table.h"

#include <string.h>

/* What becomes of a fault, the same for every endpoint but for those that name an exception: first
 * of a reading, then of a changing request, then of one to the identity platform. */

#define OFFLINE   DAVY_ERROR_OFFLINE
#define TIMED_OUT DAVY_ERROR_TIMED_OUT
#define TLS       DAVY_ERROR_TLS
#define ENDED     DAVY_ERROR_SIGNED_OUT
#define CLAIMS    DAVY_ERROR_CLAIMS
#define REFUSED   DAVY_ERROR_REFUSED
#define NOT_FOUND DAVY_ERROR_NOT_FOUND
#define CONFLICT  DAVY_ERROR_CONFLICT
#define THROTTLED DAVY_ERROR_THROTTLED
#define REJECTED  DAVY_ERROR_REJECTED
#define SERVER    DAVY_ERROR_SERVER
#define WIRE      DAVY_ERROR_WIRE
#define LIMIT     DAVY_ERROR_LIMIT
#define FOREIGN   DAVY_ERROR_FOREIGN_LINK
#define UNKNOWN   DAVY_ERROR_OUTCOME_UNKNOWN
#define WELL      FAULT_WELL

#define NEVER FAULT_SENT_NEVER
#define ONCE  FAULT_SENT_ONCE
#define TWICE FAULT_SENT_TWICE
#define AGAIN FAULT_SENT_AGAIN
#define ANY   FAULT_SENT_ANY

#define ALL(outcome)          \
  {                           \
    outcome, outcome, outcome \
  }
#define THE_SAME(code) .ends = ALL (code), .sent = ALL (ONCE), .once = ALL (code)
#define ANSWERED(code) .body = FAULT_OWN_BODY, THE_SAME (code)
#define CLAIMS_HEADER                                                    \
  "WWW-Authenticate: Bearer realm=\"\", error=\"insufficient_claims\", " \
  "claims=\"eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiYzEifX19\""

/* Of those that read, the next attempt gets over it; of those that change, nobody knows. */
#define PASSING(code) \
  .ends = { code, UNKNOWN, code }, .sent = { AGAIN, ONCE, AGAIN }, .once = { WELL, UNKNOWN, WELL }

/* What came back tells nothing; a change may have been made all the same. */
#define UNREADABLE(code) \
  .ends = { code, UNKNOWN, code }, .sent = ALL (ONCE), .once = { code, UNKNOWN, code }

const FaultLine fault_lines[] = {
  /* the connection */
  { "refused", .place = FAULT_AT_NOBODY, .ends = ALL (OFFLINE), .sent = ALL (NEVER),
    .once = ALL (OFFLINE) },
  { "hang-up", .way = FAULT_HANG_UP, PASSING (OFFLINE) },
  { "reset-mid-body", .way = FAULT_RESET, PASSING (OFFLINE) },
  { "time-out", .way = FAULT_SILENCE, PASSING (TIMED_OUT) },
  { "tls-as-it-should-be", .place = FAULT_AT_TRUSTED, .ends = ALL (WELL), .sent = ALL (ANY),
    .once = ALL (WELL) },
  { "tls-unknown-authority", .place = FAULT_AT_UNKNOWN, .ends = ALL (TLS), .sent = ALL (NEVER),
    .once = ALL (TLS) },
  { "tls-expired", .place = FAULT_AT_EXPIRED, .ends = ALL (TLS), .sent = ALL (NEVER),
    .once = ALL (TLS) },
  { "tls-wrong-name", .place = FAULT_AT_ELSEWHERE, .ends = ALL (TLS), .sent = ALL (NEVER),
    .once = ALL (TLS) },

  /* the status */
  { "400", .status = 400, ANSWERED (REJECTED) },
  { "400-of-10-MB", .status = 400, .body = FAULT_LONG_BODY, THE_SAME (REJECTED) },
  { "401", .status = 401, .body = FAULT_OWN_BODY, .ends = { ENDED, ENDED, REJECTED },
    .sent = { TWICE, TWICE, ONCE }, .once = { WELL, WELL, REJECTED } },
  { "401-claims", .status = 401, .header = CLAIMS_HEADER, .body = FAULT_OWN_BODY,
    .ends = { CLAIMS, CLAIMS, REJECTED }, .sent = ALL (ONCE),
    .once = { CLAIMS, CLAIMS, REJECTED } },
  { "403", .status = 403, ANSWERED (REFUSED) },
  { "403-other-shape", .status = 403, .body = FAULT_OTHER_BODY, THE_SAME (REFUSED) },
  { "403-known-code", .status = 403, .body = FAULT_KNOWN_BODY, THE_SAME (REFUSED) },
  { "403-gateway", .status = 403, .body = FAULT_GATEWAY_BODY, THE_SAME (REFUSED) },
  { "403-empty", .status = 403, .body = FAULT_EMPTY_BODY, THE_SAME (REFUSED) },
  { "403-html", .status = 403, .body = FAULT_HTML_BODY, THE_SAME (REFUSED) },
  { "403-claims", .status = 403, .header = CLAIMS_HEADER, ANSWERED (CLAIMS) },
  { "404", .status = 404, ANSWERED (NOT_FOUND) },
  { "409", .status = 409, ANSWERED (CONFLICT) },
  { "412", .status = 412, ANSWERED (CONFLICT) },
  { "429", .status = 429, .body = FAULT_GATEWAY_BODY, .ends = ALL (THROTTLED), .sent = ALL (AGAIN),
    .once = ALL (WELL) },
  { "429-retry-after", .status = 429, .header = "Retry-After: 57", .body = FAULT_GATEWAY_BODY,
    .ends = ALL (THROTTLED), .sent = ALL (AGAIN), .once = ALL (WELL) },
  { "500", .status = 500, .body = FAULT_OWN_BODY, PASSING (SERVER) },
  { "503", .status = 503, .body = FAULT_HTML_BODY, PASSING (SERVER) },
  { "503-retry-after", .status = 503, .header = "Retry-After: 7", .body = FAULT_EMPTY_BODY,
    PASSING (SERVER) },
  { "redirect-elsewhere", .status = 302, .header = "Location: %TRAP%/elsewhere",
    .body = FAULT_EMPTY_BODY, .ends = { FOREIGN, WIRE, FOREIGN }, .sent = ALL (ONCE),
    .once = { FOREIGN, WIRE, FOREIGN } },

  /* the body */
  { "html", .status = 200, .body = FAULT_HTML_BODY, UNREADABLE (WIRE) },
  { "empty", .status = 200, .body = FAULT_EMPTY_BODY, .ends = { WIRE, WELL, WIRE },
    .sent = ALL (ONCE), .once = { WIRE, WELL, WIRE } },
  { "bom", .spoiling = FAULT_BOM, .need = FAULT_NEEDS_BODY, .ends = ALL (WELL),
    .once = ALL (WELL) },
  { "truncated", .spoiling = FAULT_TRUNCATED, .need = FAULT_NEEDS_BODY, UNREADABLE (WIRE) },
  { "wrong-types", .spoiling = FAULT_WRONG_TYPE, .need = FAULT_NEEDS_BODY, UNREADABLE (WIRE) },
  { "missing-members", .spoiling = FAULT_MISSING, .need = FAULT_NEEDS_BODY, UNREADABLE (WIRE) },
  { "null-members", .spoiling = FAULT_NULL, .need = FAULT_NEEDS_BODY, UNREADABLE (WIRE) },
  { "10-MB-string", .spoiling = FAULT_LONG, .need = FAULT_NEEDS_BODY, .ends = ALL (WELL),
    .once = ALL (WELL) },
  { "200-deep", .spoiling = FAULT_DEEP, .need = FAULT_NEEDS_BODY, UNREADABLE (LIMIT) },

  /* the pages */
  { "link-to-itself", .spoiling = FAULT_CIRCLE, .need = FAULT_NEEDS_LINK, .ends = ALL (LIMIT),
    .once = ALL (WELL) },
  { "links-in-a-circle", .spoiling = FAULT_ROUND, .need = FAULT_NEEDS_LINK, .ends = ALL (LIMIT),
    .once = ALL (WELL) },
  { "link-elsewhere", .spoiling = FAULT_FOREIGN, .need = FAULT_NEEDS_LINK, .ends = ALL (FOREIGN),
    .sent = ALL (ONCE), .once = ALL (FOREIGN) },
  { "page-twice", .spoiling = FAULT_TWICE, .need = FAULT_NEEDS_PAGES, .ends = ALL (WELL),
    .once = ALL (WELL) },
  { "shifted-pages", .spoiling = FAULT_SHIFTED, .need = FAULT_NEEDS_PAGES, .ends = ALL (WELL),
    .once = ALL (WELL) },
  { "operation-elsewhere", .spoiling = FAULT_LED_AWAY, .need = FAULT_NEEDS_OPERATION,
    .ends = ALL (UNKNOWN), .sent = ALL (ONCE), .once = ALL (UNKNOWN) },

  /* the clock */
  { "clock-an-hour-ahead", .clock = 3600, .ends = ALL (WELL), .once = ALL (WELL) },
  { "clock-an-hour-behind", .clock = -3600, .ends = ALL (WELL), .once = ALL (WELL) },
};
const guint fault_n_lines = G_N_ELEMENTS (fault_lines);

/* How the sentences for people begin, in English. */
static const char *const sentences[] = {
  [OFFLINE] = "Microsoft cannot be reached.",
  [TIMED_OUT] = "Microsoft did not answer in time.",
  [TLS] = "The server’s certificate is not trusted, so nothing was sent.",
  [ENDED] = "The sign-in has ended.",
  [CLAIMS] = "Microsoft asks for one more proof of who you are.",
  [DAVY_ERROR_CONSENT] = "Davylamp has no consent in this tenant.",
  [DAVY_ERROR_MFA] = "This needs multi-factor authentication.",
  [REFUSED] = "Your account may not do this.",
  [NOT_FOUND] = "Microsoft does not know this, or no longer.",
  [CONFLICT] = "The current state does not allow this.",
  [THROTTLED] = "Microsoft asks for fewer requests.",
  [REJECTED] = "Microsoft did not accept the request.",
  [SERVER] = "Microsoft’s service has a problem.",
  [WIRE] = "Microsoft’s answer could not be understood.",
  [LIMIT] = "Microsoft’s answer is larger than Davylamp accepts.",
  [FOREIGN] = "Microsoft’s answer pointed to another server, which was not followed.",
  [UNKNOWN] = "The change was sent, but no answer came.",
  [DAVY_ERROR_CHANGED_ELSEWHERE] = "Somebody else changed this in the meantime.",
  [DAVY_ERROR_STILL_RUNNING] = "Microsoft is still working on this.",
};

/* What is said instead where the answer tells more. */
static const struct
{
  DavyError code;
  const char *reason;
  const char *sentence;
} reasons[] = {
  { REFUSED, "role", "Your account lacks a role in Partner Center." },
  { REFUSED, "no-rights",
    "Your account has no rights for this in the customer’s Azure subscription." },
  { REFUSED, "graph-scope",
    "Microsoft Graph does not let this account read or change security alerts." },
  { TIMED_OUT, "not-yet", "Microsoft accepted the change but has not carried it out yet." },
};

/**
 * fault_find_sentence:
 * @code: what a call ended with
 * @reason: (nullable): what the answer told of it
 *
 * Returns: (nullable): how the sentence for people begins; %NULL for one that no fault leads to
 */
const char *
fault_find_sentence (DavyError code, const char *reason)
{
  for (guint i = 0; reason != NULL && i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].code == code && strcmp (reasons[i].reason, reason) == 0)
      return reasons[i].sentence;

  return (guint) code < G_N_ELEMENTS (sentences) ? sentences[code] : NULL;
}

/**
 * fault_find_exception:
 * @endpoint: an endpoint
 * @line: a fault
 *
 * Returns: (nullable): where the endpoint differs from the line
 */
const FaultException *
fault_find_exception (const FaultEndpoint *endpoint, const FaultLine *line)
{
  for (guint i = 0; i < FAULT_MAX_EXCEPTIONS && endpoint->exceptions[i].fault != NULL; i++)
    if (strcmp (endpoint->exceptions[i].fault, line->name) == 0)
      return &endpoint->exceptions[i];

  return NULL;
}

/**
 * fault_find_reason:
 * @endpoint: an endpoint
 * @line: a fault
 *
 * Returns: (nullable): why the pair has no meaning; %NULL when it has one
 */
const char *
fault_find_reason (const FaultEndpoint *endpoint, const FaultLine *line)
{
  const FaultException *exception = fault_find_exception (endpoint, line);
  gboolean paged = endpoint->paging != FAULT_ONE && endpoint->paging != FAULT_ARRAY;

  if (endpoint->refines != NULL)
    return endpoint->refines;
  if (exception != NULL && exception->outcome == FAULT_MEANINGLESS)
    return exception->reason;
  if (line->need == FAULT_NEEDS_BODY && endpoint->records == NULL)
    return "its good answer has no body";
  if (line->need == FAULT_NEEDS_OPERATION)
    return endpoint->kind == FAULT_CHANGES && endpoint->header != NULL &&
                   strstr (endpoint->header, "%ORIGIN%") != NULL
               ? NULL
               : "it begins no operation that goes on";
  if (line->need >= FAULT_NEEDS_PAGES && !paged)
    return "its answer comes in one piece";
  if (line->need == FAULT_NEEDS_LINK && endpoint->paging == FAULT_NUMBERED)
    return "its pages are asked for by number, not by a link";

  return NULL;
}

/**
 * fault_is_family:
 * @line: a fault
 *
 * Returns: whether it goes through the members of the answer, one after the other
 */
gboolean
fault_is_family (const FaultLine *line)
{
  return line->spoiling == FAULT_WRONG_TYPE || line->spoiling == FAULT_MISSING ||
         line->spoiling == FAULT_NULL;
}
