/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-endpoints.h"
#include "core/davy-error.h"

G_BEGIN_DECLS

/* The columns of the matrix: every request that the program sends, as a line of a table. */

typedef struct _FaultCaller FaultCaller;

/* An outcome is a #DavyError, or one of these. */
typedef enum
{
  FAULT_WELL = -1,    /* the call succeeds */
  FAULT_AS_EVER = -2, /* what the fault's own line says */
  FAULT_MEANINGLESS = -2,
} FaultOutcome;

typedef enum
{
  FAULT_READS,
  FAULT_CHANGES,  /* never sent again while its outcome is unknown */
  FAULT_SIGNS_IN, /* asks the identity platform, which words its errors in another way */
  FAULT_N_KINDS,
} FaultKind;

/* What a request is for within its call. */
typedef enum
{
  FAULT_ITSELF, /* the call ends as the request does */
  FAULT_POLL,   /* looks what became of a change that was accepted: without it nobody knows */
  FAULT_EXTRA,  /* the call does without it */
} FaultRole;

/* How the answer is cut into pages; fault-pages.c writes them. */
typedef enum
{
  FAULT_ONE,       /* one object */
  FAULT_ARRAY,     /* a bare array, all of it */
  FAULT_NUMBERED,  /* bare arrays by PageNumber */
  FAULT_LINKED,    /* items, links.next with headers to be replayed */
  FAULT_NEXT_LINK, /* value, nextLink */
  FAULT_ODATA,     /* value, @odata.nextLink */
  FAULT_TABLE,     /* properties.rows, properties.nextLink */
  FAULT_NAMED,     /* Items, NextPageLink */
} FaultPaging;

/* Where one endpoint ends otherwise than others do, and why; and whether it gets over it when it
 * happens once. */
typedef struct
{
  const char *fault;
  int outcome;
  const char *reason;
  gboolean passes;
} FaultException;

#define FAULT_MAX_EXCEPTIONS 16

/**
 * FaultEndpoint:
 * @name: service and what is asked
 * @kind: what it does
 * @role: what it is for
 * @times: how often a call sends it; 0: once
 * @service: who answers
 * @call: asks it and waits for the end; the number of records, or -1 with an error
 * @method: of the request
 * @path: of the request, `*` for ids
 * @query: (nullable): a part of the query that tells it from others on the same path; behind an
 *   exclamation mark, one that it does not have
 * @form: (nullable): a part of the body that does
 * @status: of a good answer; 0: 200
 * @header: (nullable): `NAME: VALUE` of a good answer; `%ORIGIN%` is scheme, host and port
 * @records: (nullable): JSON with apostrophes for quotes: the object, or three records for pages
 * @columns: (nullable): the same: the columns of a table
 * @required: (nullable): what the answer cannot do without, such as `items[].id name`
 * @text: (nullable): a member that holds words of any length
 * @refines: (nullable): why it is left out: it is the same request as another
 * @exceptions: where it differs
 */
typedef struct
{
  const char *name;
  FaultKind kind;
  FaultRole role;
  guint times;
  DavyService service;
  int (*call) (FaultCaller *caller, GError **error);
  const char *method;
  const char *path;
  const char *query;
  const char *form;
  guint status;
  const char *header;
  FaultPaging paging;
  const char *records;
  const char *columns;
  const char *required;
  const char *text;
  const char *refines;
  FaultException exceptions[FAULT_MAX_EXCEPTIONS];
} FaultEndpoint;

/* Each ends with a line without a name. */
extern const FaultEndpoint fault_login_endpoints[];
extern const FaultEndpoint fault_partner_endpoints[];
extern const FaultEndpoint fault_partner_papers[];
extern const FaultEndpoint fault_graph_endpoints[];
extern const FaultEndpoint fault_arm_endpoints[];
extern const FaultEndpoint fault_arm_changes[];
extern const FaultEndpoint fault_arm_estate[];
extern const FaultEndpoint fault_arm_looks[];
extern const FaultEndpoint fault_compute_endpoints[];

extern const FaultEndpoint *const fault_endpoint_tables[];

G_END_DECLS
