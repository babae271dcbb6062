/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/emulator-exchange.h"

G_BEGIN_DECLS

/**
 * DavyFaultRules:
 *
 * What is to go wrong: rules `METHOD PATH-GLOB xN ACTION[=VALUE][,…]`, tried in order. A rule
 * spoils N requests and is spent then.
 */
typedef struct _DavyFaultRules DavyFaultRules;
typedef struct _DavyFaultRule DavyFaultRule;

DavyFaultRules *davy_fault_rules_new (void);
void davy_fault_rules_free (DavyFaultRules *self);
gboolean davy_fault_rules_add (DavyFaultRules *self, const char *text, GError **error);
void davy_fault_rules_clear (DavyFaultRules *self);
DavyFaultRule *davy_fault_rules_take (DavyFaultRules *self, const char *method, const char *path);

void davy_fault_rule_unref (DavyFaultRule *self);
guint davy_fault_rule_get_delay (const DavyFaultRule *self);
gboolean davy_fault_rule_holds (const DavyFaultRule *self);
gboolean davy_fault_rule_answer (const DavyFaultRule *self, DavyExchange *exchange);
void davy_fault_rule_spoil (const DavyFaultRule *self, DavyExchange *exchange);
gboolean davy_fault_rule_break_off (const DavyFaultRule *self, DavyExchange *exchange);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyFaultRule, davy_fault_rule_unref)

G_END_DECLS
