/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-evidence-write.h"
#include "triage/davy-evidence.h"

G_BEGIN_DECLS

/**
 * DavyEvidenceLot:
 * @shown: what everybody may see of it
 * @source: where it comes from
 * @missing: (nullable) (element-type utf8): what was wanted and is not stored; %NULL until that was
 *   looked up
 * @refused: (element-type utf8): what was refused since the start
 * @running: whether a piece is being asked for or stored
 *
 * A part while it is collected.
 */
typedef struct
{
  DavyEvidencePart shown;
  const DavyEvidenceSource *source;
  GPtrArray *missing;
  GHashTable *refused;
  gboolean running;
} DavyEvidenceLot;

struct _DavyEvidence
{
  GObject parent_instance;

  DavyCase *handled;  /* (not owned) (nullable): it owns this */
  GPtrArray *parts;   /* DavyEvidenceLot, in the order of the sources */
  GPtrArray *waiting; /* GTask: who waits for the resources */
  GCancellable *cancellable;
  GSource *patience;
  guint n_plans; /* on their way to the store and back */
  gboolean loaded;
  gboolean timed_out;
};

GPtrArray *davy_evidence_lots_new (void);
gboolean
davy_evidence_lots_read (GPtrArray *lots, DavyDb *db, const DavyCaseRecord *record, GError **error);
DavyEvidenceLot *davy_evidence_find_lot (DavyEvidence *self, const char *key);
void davy_evidence_take_pieces (DavyEvidenceLot *lot, DavyEvidencePieces *pieces);
void davy_evidence_settle (DavyEvidence *self, DavyEvidenceLot *lot);
void davy_evidence_tell (DavyEvidence *self);

G_END_DECLS
