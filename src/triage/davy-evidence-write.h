/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-evidence-table.h"
#include "triage/davy-case-private.h"
#include "triage/davy-evidence-sources.h"

G_BEGIN_DECLS

/**
 * DavyEvidenceWrite:
 * @base: (owned): the case's part of it
 * @ids: (owned) (nullable): resources that are to be deleted
 * @source: (nullable): the part that a piece belongs to
 * @name: (owned) (nullable): the piece
 * @content: (owned) (nullable): of the piece
 * @pieces: what is there and what is missing; of @source alone when a piece was stored
 * @sealed: whether the journal grew: the snapshot of @base holds it
 *
 * Evidence on its way to the writer's thread and back.
 */
typedef struct
{
  DavyCaseWrite *base;
  GStrv ids;
  const DavyEvidenceSource *source;
  char *name;
  GBytes *content;
  DavyEvidencePieces pieces[DAVY_N_EVIDENCE_SOURCES];
  gboolean sealed;
} DavyEvidenceWrite;

DavyEvidenceWrite *davy_evidence_write_new (DavyCase *handled);
void davy_evidence_write_free (gpointer self);

/* Each is a DavyStoreWork over a DavyEvidenceWrite. */
gboolean davy_evidence_write_plan (DavyDb *db, gpointer data, GError **error);
gboolean davy_evidence_write_piece (DavyDb *db, gpointer data, GError **error);
gboolean davy_evidence_write_look (DavyDb *db, gpointer data, GError **error);

const DavyCaseEntry *davy_evidence_find_entry (const DavyCaseRecord *record,
                                               const char *kind,
                                               const char *part,
                                               GVariant **facts);

G_END_DECLS
