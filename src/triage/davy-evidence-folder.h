/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DAVY_EVIDENCE_MANIFEST "SHA256SUMS"

/**
 * DavyEvidenceFile:
 * @name: its name in the folder
 * @content: what is in it
 *
 * A file of a folder that is to be written.
 */
typedef struct
{
  char *name;
  GBytes *content;
} DavyEvidenceFile;

DavyEvidenceFile *davy_evidence_file_new (const char *name, GBytes *content);
void davy_evidence_file_free (DavyEvidenceFile *self);

void davy_evidence_folder_write_async (GPtrArray *files,
                                       GFile *place,
                                       const char *name,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GFile *davy_evidence_folder_write_finish (GAsyncResult *result, char **sha256, GError **error);

gboolean davy_evidence_folder_check (GFile *folder, GError **error);
gboolean davy_evidence_folder_fill (GPtrArray *files, GFile *folder, GError **error);

G_END_DECLS
