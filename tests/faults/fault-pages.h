/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fault-table.h"

G_BEGIN_DECLS

/* The answers of the test's server: what an endpoint's line holds, cut into pages, and spoilt. */

#define FAULT_PAGE_TOKEN "page-"
#define FAULT_LONG_TEXT  (10 * 1024 * 1024)
#define FAULT_MARK       "Spoilt on purpose."

/**
 * FaultPage:
 * @endpoint: what was asked
 * @number: which page, from 1
 * @spoiling: how it is spoilt
 * @place: where, for what is spoilt member by member, from 0
 * @origin: scheme, host and port that were asked
 * @trap: those of the second listener
 * @target: path and query that were asked
 *
 * One answer that is to be written.
 */
typedef struct
{
  const FaultEndpoint *endpoint;
  guint number;
  FaultSpoiling spoiling;
  guint place;
  const char *origin;
  const char *trap;
  const char *target;
} FaultPage;

char *fault_pages_write (const FaultPage *page);
char *fault_pages_write_error (DavyService service, FaultBody body);
char *fault_pages_dup_place (const FaultEndpoint *endpoint, FaultSpoiling spoiling, guint place);
gboolean fault_pages_requires (const FaultEndpoint *endpoint, const char *place);

G_END_DECLS
