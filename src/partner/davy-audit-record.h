/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/davy-time.h"

G_BEGIN_DECLS

typedef struct
{
  char *key;
  char *value; /* (nullable) */
} DavyAuditFact;

/**
 * DavyAuditRecord:
 * @time: when it was done
 * @operation: (nullable): the wire's word: `create_order`, `update_subscription` …
 * @resource_type: (nullable): the wire's word: `order`, `subscription`, `customer` …
 * @status: (nullable): the wire's word: `succeeded`, `failed`, `progress`
 * @user: (nullable): who did it; %NULL when an application did
 * @application: (nullable): what it was done with: an id, or a name
 * @customer_id: (nullable): lower case
 * @correlation_id: (nullable): of the operation itself
 * @old_facts: (element-type DavyAuditFact): the resource before, as far as told
 * @new_facts: (element-type DavyAuditFact): the resource after, as far as told
 * @more_facts: (element-type DavyAuditFact): what else was noted
 * @raw: the whole record as compact JSON, for the evidence
 *
 * What somebody did at Partner Center (`wire-contract.md` 2.9).
 */
typedef struct
{
  DavyTime time;
  char *operation;
  char *resource_type;
  char *status;
  char *user;
  char *application;
  char *customer_id;
  char *customer_name;
  char *correlation_id;
  GPtrArray *old_facts;
  GPtrArray *new_facts;
  GPtrArray *more_facts;
  char *raw;
} DavyAuditRecord;

void davy_audit_record_free (DavyAuditRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyAuditRecord, davy_audit_record_free)

GPtrArray *davy_audit_records_from_lines (GBytes *lines, GError **error);
const DavyAuditRecord *davy_audit_find_creation (const GPtrArray *records,
                                                 const char *subscription_id);

G_END_DECLS
