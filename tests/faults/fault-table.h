/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fault-endpoint.h"

G_BEGIN_DECLS

/* The rows of the matrix: what goes wrong, and what becomes of it. */

typedef enum
{
  FAULT_AT_HOME,      /* plain, on the loopback address */
  FAULT_AT_NOBODY,    /* nobody listens */
  FAULT_AT_TRUSTED,   /* TLS as it should be */
  FAULT_AT_UNKNOWN,   /* TLS of an authority that nobody knows */
  FAULT_AT_EXPIRED,   /* TLS of yesterday */
  FAULT_AT_ELSEWHERE, /* TLS of another name */
  FAULT_N_PLACES,
} FaultPlace;

typedef enum
{
  FAULT_ANSWER,
  FAULT_SILENCE,
  FAULT_HANG_UP, /* the connection ends instead of an answer */
  FAULT_RESET,   /* in the middle of the body */
} FaultWay;

typedef enum
{
  FAULT_GOOD_BODY,
  FAULT_OWN_BODY,   /* an error as the service words it */
  FAULT_OTHER_BODY, /* as it words it elsewhere: a number for a code, a flat object */
  FAULT_KNOWN_BODY, /* with a code that says more than the status */
  FAULT_GATEWAY_BODY,
  FAULT_LONG_BODY, /* an error of 10 MB */
  FAULT_EMPTY_BODY,
  FAULT_HTML_BODY,
} FaultBody;

typedef enum
{
  FAULT_UNSPOILT,
  FAULT_BOM,
  FAULT_TRUNCATED,
  FAULT_WRONG_TYPE,
  FAULT_MISSING,
  FAULT_NULL,
  FAULT_LONG,
  FAULT_DEEP,
  FAULT_CIRCLE, /* the page's link leads to itself */
  FAULT_ROUND,  /* the last page's link leads to the first */
  FAULT_FOREIGN,
  FAULT_TWICE,    /* the second page brings the first again */
  FAULT_SHIFTED,  /* it begins with the last of the first */
  FAULT_LED_AWAY, /* the operation that was begun is said to be elsewhere */
} FaultSpoiling;

typedef enum
{
  FAULT_SENT_ANY,
  FAULT_SENT_NEVER,
  FAULT_SENT_ONCE,
  FAULT_SENT_TWICE,
  FAULT_SENT_AGAIN, /* more than once, but not without end */
} FaultSending;

typedef enum
{
  FAULT_NEEDS_NOTHING,
  FAULT_NEEDS_BODY,
  FAULT_NEEDS_PAGES,
  FAULT_NEEDS_LINK,
  FAULT_NEEDS_OPERATION,
} FaultNeed;

/**
 * FaultLine:
 * @ends: by #FaultKind, how the call ends when it always goes wrong
 * @sent: by #FaultKind, how often the request is sent then
 * @once: by #FaultKind, how the call ends when it goes wrong the first time only
 * @header: (nullable): `NAME: VALUE` of the answer; `%TRAP%` is the second listener
 * @clock: how many seconds the server's clock is ahead of ours
 *
 * One fault.
 */
typedef struct
{
  const char *name;
  FaultPlace place;
  FaultWay way;
  guint status; /* 0: the good answer's */
  FaultBody body;
  FaultSpoiling spoiling;
  FaultNeed need;
  const char *header;
  int clock;
  int ends[FAULT_N_KINDS];
  FaultSending sent[FAULT_N_KINDS];
  int once[FAULT_N_KINDS];
} FaultLine;

extern const FaultLine fault_lines[];
extern const guint fault_n_lines;

const char *fault_find_sentence (DavyError code, const char *reason);
const char *fault_find_reason (const FaultEndpoint *endpoint, const FaultLine *line);
const FaultException *fault_find_exception (const FaultEndpoint *endpoint, const FaultLine *line);
gboolean fault_is_family (const FaultLine *line);

G_END_DECLS
