/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-time.h"

G_BEGIN_DECLS

typedef struct
{
  char *author; /* (nullable) */
  char *text;   /* (nullable) */
  DavyTime created;
} DavyServiceNote;

/**
 * DavyServiceRequest:
 * @id: a number of some fifteen digits, as text
 * @severity: (nullable): the wire's word: unknown, critical, moderate, minimal
 * @status: (nullable): the wire's word: none, open, closed, attention_needed
 * @organization: (nullable): the customer that it is about
 * @notes: (element-type DavyServiceNote): by id only
 *
 * A request to Microsoft's support that was made in Partner Center (`wire-contract.md` 2.8). A list
 * tells less of it than the request by itself does.
 */
typedef struct
{
  char *id;
  char *title;
  char *description;
  char *severity;
  char *status;
  char *topic;
  char *product;
  char *organization;
  char *contact_email;
  DavyTime created;
  DavyTime modified;
  DavyTime closed;
  GPtrArray *notes;
} DavyServiceRequest;

void davy_service_request_free (DavyServiceRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyServiceRequest, davy_service_request_free)

G_END_DECLS
