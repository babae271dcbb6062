/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-case.h"

G_BEGIN_DECLS

/**
 * DavyEvidenceSource:
 * @key: the part that comes from it
 * @required: whether nothing may be deleted without it
 * @apart: whether its pieces are refused one by one: the next is asked for although one was refused
 * @count_occasions: (nullable): how often the journal gives reason to ask for it, which is each
 * time a piece; without, there always is
 * @ask: asks for the piece @name and returns it with the task, whose source is the case
 *
 * Where a part of the evidence comes from.
 */
typedef struct
{
  const char *key;
  gboolean required;
  gboolean apart;
  guint (*count_occasions) (const GPtrArray *entries);
  void (*ask) (GTask *task, const char *name);
} DavyEvidenceSource;

#define DAVY_N_EVIDENCE_SOURCES 9
extern const DavyEvidenceSource davy_evidence_sources[DAVY_N_EVIDENCE_SOURCES];

/* Everything that a source has, for those whose part is in one piece. */
#define DAVY_EVIDENCE_WHOLE "all"

GPtrArray *davy_evidence_name_log_pieces (DavyTime now);
gboolean davy_evidence_source_applies (const DavyEvidenceSource *self, const GPtrArray *entries);

void davy_evidence_source_ask_async (const DavyEvidenceSource *self,
                                     DavyCase *handled,
                                     const char *name,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GBytes *davy_evidence_source_ask_finish (DavyCase *handled, GAsyncResult *result, GError **error);

G_END_DECLS
