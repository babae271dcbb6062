/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fault-table.h"

G_BEGIN_DECLS

/**
 * FaultServer:
 *
 * All the services that the program asks, in the test's own main context: it answers what the
 * endpoints' tables hold, in every place where a fault wants it, spoils what it is told to, and
 * writes down what it was asked.
 */
typedef struct _FaultServer FaultServer;

/**
 * FaultRequest:
 * @endpoint: (nullable): what was asked; %NULL for what stands in no table
 * @target: method, path and query
 * @request_id: (nullable): its `MS-RequestId`
 * @pair: which pair was under way
 * @settled: whether the answer told what became of it
 *
 * One request that came in.
 */
typedef struct
{
  const FaultEndpoint *endpoint;
  char *target;
  char *request_id;
  guint pair;
  gboolean settled;
} FaultRequest;

FaultServer *fault_server_new (const char *certificates, const char *trap);
void fault_server_free (FaultServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultServer, fault_server_free)

void fault_server_make_room (FaultServer *self);
const char *fault_server_get_origin (FaultServer *self, FaultPlace place);

void fault_server_begin_pair (FaultServer *self,
                              const FaultEndpoint *endpoint,
                              const FaultLine *line,
                              guint place,
                              guint first,
                              guint times);
guint fault_server_get_pair (FaultServer *self);
void fault_server_show (FaultServer *self, const FaultEndpoint *endpoint, const char *text);
guint fault_server_count (FaultServer *self, const FaultEndpoint *endpoint);
gboolean fault_server_speaks_tls (FaultServer *self);
guint fault_server_get_owed (FaultServer *self);
void fault_server_forget_owed (FaultServer *self);
const GPtrArray *fault_server_get_requests (FaultServer *self);

G_END_DECLS
