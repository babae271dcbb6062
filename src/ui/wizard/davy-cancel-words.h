/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-act.h"

G_BEGIN_DECLS

char *davy_words_ending (const DavyAct *act, gboolean taken_back);
char *davy_words_reactivation (const DavyAct *act);
char *davy_words_plan_act (const DavyAct *act);

G_END_DECLS
