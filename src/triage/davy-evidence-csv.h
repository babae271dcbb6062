/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case-file-private.h"

G_BEGIN_DECLS

char *davy_evidence_cost_to_csv (GBytes *records);
char *davy_evidence_days_to_csv (const DavyCaseFile *file);

G_END_DECLS
