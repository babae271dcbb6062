/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/common/davy-usage-source.h"

G_BEGIN_DECLS

#define DAVY_TYPE_USAGE_CHOICE (davy_usage_choice_get_type ())
G_DECLARE_FINAL_TYPE (DavyUsageChoice, davy_usage_choice, DAVY, USAGE_CHOICE, AdwBin)

void davy_usage_choice_set_compact (DavyUsageChoice *self);
void davy_usage_choice_reset (DavyUsageChoice *self);
gboolean
davy_usage_choice_suggest (DavyUsageChoice *self, DavyDimension dimension, const char *part);
void davy_usage_choice_offer (DavyUsageChoice *self,
                              DavyUsageSource *source,
                              const DavyUsageFindings *findings);

int davy_usage_choice_get_split (DavyUsageChoice *self);
int davy_usage_choice_get_part (DavyUsageChoice *self);
gboolean davy_usage_choice_is_parted (DavyUsageChoice *self);
gboolean davy_usage_choice_is_quantity (DavyUsageChoice *self);

G_END_DECLS
