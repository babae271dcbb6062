/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-alert.h"
#include "ui/common/davy-context.h"

G_BEGIN_DECLS

#define DAVY_TYPE_OWN_ANSWERS (davy_own_answers_get_type ())
G_DECLARE_FINAL_TYPE (DavyOwnAnswers, davy_own_answers, DAVY, OWN_ANSWERS, AdwBin)

void davy_own_answers_set_alert (DavyOwnAnswers *self, DavyContext *context, DavyAlert *alert);

G_END_DECLS
