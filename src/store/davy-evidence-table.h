/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "store/davy-db.h"

G_BEGIN_DECLS

/* The evidence of cases: each part in pieces, each of them wanted first and stored once. The
 * database refuses to change or remove what is stored. Called inside a DavyStoreWork. */

/**
 * DavyEvidencePieces:
 * @missing: (element-type utf8): the names of those that are wanted and not stored yet, in their
 *   order
 * @n_all: how many there are
 * @stored_at: when the last of those that are stored came; %DAVY_TIME_UNSET when none is
 *
 * The pieces of a part.
 */
typedef struct
{
  GPtrArray *missing;
  guint n_all;
  DavyTime stored_at;
} DavyEvidencePieces;

void davy_evidence_pieces_clear (DavyEvidencePieces *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DavyEvidencePieces, davy_evidence_pieces_clear)

/**
 * DavyEvidenceSum:
 * @sha256: (owned): of the content
 * @bytes: its length
 * @lines: how many records it holds
 */
typedef struct
{
  char *sha256;
  guint64 bytes;
  guint lines;
} DavyEvidenceSum;

gboolean davy_db_want_evidence (DavyDb *db,
                                gint64 case_row,
                                const char *part,
                                const char *name,
                                GError **error);
gboolean
davy_db_want_alert_evidence (DavyDb *db, gint64 case_row, const char *part, GError **error);
gboolean
davy_db_want_resource_evidence (DavyDb *db, gint64 case_row, const char *part, GError **error);
gboolean davy_db_put_evidence (DavyDb *db,
                               gint64 case_row,
                               const char *part,
                               const char *name,
                               GBytes *content,
                               GError **error);
gboolean davy_db_list_evidence (DavyDb *db,
                                gint64 case_row,
                                const char *part,
                                DavyEvidencePieces *pieces,
                                GError **error);
GBytes *davy_db_read_evidence (DavyDb *db, gint64 case_row, const char *part, GError **error);
gboolean davy_db_sum_evidence (DavyDb *db,
                               gint64 case_row,
                               const char *part,
                               DavyEvidenceSum *sum,
                               GError **error);

G_END_DECLS
