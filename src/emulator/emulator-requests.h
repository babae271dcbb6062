/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/**
 * DavyRequestLog:
 *
 * What was asked so far, so that a test can prove what was sent, and what was not. Nothing in it
 * opens anything: of a token only the SHA-256 is kept, secrets in forms are blanked.
 */
typedef struct _DavyRequestLog DavyRequestLog;

DavyRequestLog *davy_request_log_new (void);
void davy_request_log_free (DavyRequestLog *self);
JsonObject *davy_request_log_add (DavyRequestLog *self, DavyExchange *exchange);
JsonArray *davy_request_log_to_json (DavyRequestLog *self);

G_END_DECLS
