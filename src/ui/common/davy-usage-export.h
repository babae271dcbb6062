/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "plot/davy-plot-layout.h"

G_BEGIN_DECLS

typedef enum
{
  DAVY_USAGE_EXPORT_PNG,
  DAVY_USAGE_EXPORT_SVG,
  DAVY_USAGE_EXPORT_CSV,
} DavyUsageExportKind;

/**
 * DavyUsageExport:
 * @plot: (owned): the graph
 * @span: which days of it
 * @csv: (owned): the same days as comma-separated values
 * @name: (owned): what a file of it is called, without its suffix
 *
 * The days that are seen, ready to be taken elsewhere.
 */
typedef struct
{
  DavyPlot *plot;
  DavyPlotSpan span;
  char *csv;
  char *name;
} DavyUsageExport;

DavyUsageExport *davy_usage_export_new (DavyPlot *plot,
                                        const DavyPlotSpan *span,
                                        const char *csv,
                                        const char *subscription_name);
void davy_usage_export_free (DavyUsageExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyUsageExport, davy_usage_export_free)

char *davy_usage_export_dup_file_name (const DavyUsageExport *self, DavyUsageExportKind kind);

void davy_usage_export_save_async (DavyUsageExport *self,
                                   DavyUsageExportKind kind,
                                   GFile *file,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean davy_usage_export_save_finish (GAsyncResult *result, GError **error);

void davy_usage_export_copy_async (DavyUsageExport *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GdkContentProvider *davy_usage_export_copy_finish (GAsyncResult *result, GError **error);

G_END_DECLS
