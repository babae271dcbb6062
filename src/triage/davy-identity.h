/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case.h"

G_BEGIN_DECLS

/* What is left to do about identities, and so that it does not happen again (playbook.md C.3, steps
 * 8 and 9): for people to do, mostly the customer's. Letters are in the window's language. */

/* The things to do; their names in the journal. */
#define DAVY_IDENTITY_ROLES        "roles"
#define DAVY_IDENTITY_APPLICATIONS "applications"
#define DAVY_IDENTITY_GUESTS       "guests"
#define DAVY_IDENTITY_DELEGATED    "delegated"
#define DAVY_IDENTITY_MFA          "mfa"
#define DAVY_IDENTITY_RECOVERY     "recovery"
#define DAVY_IDENTITY_POLICY       "policy"
#define DAVY_IDENTITY_QUOTA        "quota"
#define DAVY_IDENTITY_BUDGET       "budget"

GStrv davy_identity_list_hostile (DavyCase *handled);
char *davy_identity_dup_admin_letter (DavyCase *handled);
char *davy_identity_dup_prevention_letter (DavyCase *handled);
const char *davy_identity_get_policy (void);

G_END_DECLS
