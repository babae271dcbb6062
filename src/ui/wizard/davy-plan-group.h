/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "triage/davy-case-place.h"

G_BEGIN_DECLS

#define DAVY_TYPE_PLAN_GROUP (davy_plan_group_get_type ())
G_DECLARE_FINAL_TYPE (DavyPlanGroup, davy_plan_group, DAVY, PLAN_GROUP, AdwBin)

void davy_plan_group_set_case (DavyPlanGroup *self, DavyCase *subject);
void davy_plan_group_show (DavyPlanGroup *self, const DavyCasePlace *place);

G_END_DECLS
