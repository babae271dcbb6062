/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case-file-private.h"

G_BEGIN_DECLS

/* The case file among the others. */
#define DAVY_EVIDENCE_CASE "incident.json"

GPtrArray *davy_evidence_describe_parts (const GPtrArray *lots);
GPtrArray *davy_evidence_gather (DavyDb *db,
                                 const DavyCaseFile *file,
                                 const GPtrArray *parts,
                                 const char *more,
                                 GError **error);

G_END_DECLS
