/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "davy-test-server.h"
#include "fault-server.h"

G_BEGIN_DECLS

/**
 * FaultMatrix:
 * @server: (not owned): all the services
 * @trap: (not owned): the listener that nobody may ask
 * @rows: (owned): a line of text for each endpoint
 * @reasons: (owned): why pairs have no meaning, each once, with how many
 * @n_runs: how many calls were made
 * @n_expected: how many pairs ended as the table says
 * @n_unexpected: how many did not
 * @n_meaningless: how many were left out
 *
 * What came of the pairs that were tried.
 */
typedef struct
{
  FaultServer *server;
  DavyTestServer *trap;
  GString *rows;
  GHashTable *reasons;
  guint n_runs;
  guint n_expected;
  guint n_unexpected;
  guint n_meaningless;
} FaultMatrix;

void fault_matrix_init (FaultMatrix *self, FaultServer *server, DavyTestServer *trap);
void fault_matrix_clear (FaultMatrix *self);
void fault_matrix_run (FaultMatrix *self, const FaultEndpoint *endpoint);
char *fault_matrix_describe (FaultMatrix *self);

G_END_DECLS
