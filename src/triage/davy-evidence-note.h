/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-journal.h"

G_BEGIN_DECLS

/**
 * DavyEvidenceNote:
 * @part: the key of a part, one of the `DAVY_EVIDENCE_…`
 * @at: when it was stored or waived; %DAVY_TIME_UNSET: neither yet
 * @sha256: (nullable): of its content, when it is stored
 * @reason: (nullable): why the case goes on without it, when it was waived
 *
 * What a journal says about a part of the evidence.
 */
typedef struct
{
  const char *part;
  DavyTime at;
  char *sha256;
  char *reason;
} DavyEvidenceNote;

GPtrArray *davy_evidence_notes_read (const GPtrArray *entries);

G_END_DECLS
