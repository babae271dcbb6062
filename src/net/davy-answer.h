/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "net/davy-request.h"
#include "net/davy-response.h"

G_BEGIN_DECLS

/* What the headers and the status of an answer mean. */

gint64 davy_answer_get_wait (const DavyResponse *response);
gboolean davy_answer_is_throttled (const DavyResponse *response);
gboolean davy_answer_is_passing (const DavyResponse *response);
gboolean davy_answer_is_about_request (const DavyResponse *response);
gboolean davy_answer_read_date (const DavyResponse *response, DavyTime *date);
char *davy_answer_dup_challenge (const DavyResponse *response, const char *name);
char *davy_answer_dup_claims (const DavyResponse *response);
GError *davy_answer_to_error (const DavyRequest *request,
                              const DavyResponse *response,
                              const char *token,
                              const char *sent_id,
                              gboolean unknown_outcome);
char *davy_answer_dup_template (const char *uri);

G_END_DECLS
