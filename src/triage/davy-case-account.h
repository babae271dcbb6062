/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-accounts.h"
#include "triage/davy-case.h"

G_BEGIN_DECLS

DavyAccount *davy_case_find_account (DavyCase *self);

G_END_DECLS
