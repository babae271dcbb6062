/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usage/davy-detector.h"

G_BEGIN_DECLS

void davy_money_gate_set_currency (DavyDetector *detector, const char *currency);
void davy_money_gate_count_any_cost (DavyDetector *detector);
void davy_money_gate_open (DavyDetector *detector);

G_END_DECLS
