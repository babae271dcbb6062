/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-origin.h"

G_BEGIN_DECLS

char *davy_deed_dup_title (const DavyDeed *self);
char *davy_origin_summary_dup_sentence (const DavyOriginSummary *self, const char *who);
GVariant *davy_origin_summary_to_facts (const DavyOriginSummary *self);
gboolean davy_origin_summary_from_facts (DavyOriginSummary *self, GVariant *facts);

G_END_DECLS
