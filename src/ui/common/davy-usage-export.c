/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-export.h"

#include <glib/gi18n.h>
#include <string.h>

#include "plot/davy-plot-export.h"

/* The graph for elsewhere: on paper-white, wherever it is looked at. */

#define WIDTH    960
#define HEIGHT   400
#define SCALE    2
#define FONT     "Sans 10"
#define MAX_NAME 60 /* characters of a subscription's name */

static const char *const suffixes[] = {
  [DAVY_USAGE_EXPORT_PNG] = "png",
  [DAVY_USAGE_EXPORT_SVG] = "svg",
  [DAVY_USAGE_EXPORT_CSV] = "csv",
};

typedef struct
{
  DavyUsageExport *export; /* (owned) */
  DavyUsageExportKind kind;
  GFile *file; /* (nullable): it is for the clipboard */
} Job;

static Job *
job_new (DavyUsageExport *export, DavyUsageExportKind kind, GFile *file)
{
  Job *job = g_new0 (Job, 1);

  job->export = export;
  job->kind = kind;
  g_set_object (&job->file, file);

  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  davy_usage_export_free (job->export);
  g_clear_object (&job->file);
  g_free (job);
}

/* What no file system takes, or a shell takes for something else, gives way. */
static char *
dup_safe (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  GString *safe = g_string_new (NULL);
  guint n = 0;

  for (const char *c = valid; *c != '\0' && n < MAX_NAME; c = g_utf8_next_char (c), n++)
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_iscntrl (character) || strchr ("/\\:*?\"<>|", (char) *c) != NULL)
        g_string_append_c (safe, '_');
      else
        g_string_append_unichar (safe, character);
    }
  g_strstrip (safe->str);
  if (*safe->str == '.')
    *safe->str = '_';

  return g_string_free (safe, FALSE);
}

static GBytes *
draw (const DavyUsageExport *self, DavyUsageExportKind kind, GError **error)
{
  switch (kind)
    {
    case DAVY_USAGE_EXPORT_PNG:
      return davy_plot_to_png (self->plot, &self->span, WIDTH, HEIGHT, SCALE,
                               &davy_plot_theme_light, FONT, error);
    case DAVY_USAGE_EXPORT_SVG:
      return davy_plot_to_svg (self->plot, &self->span, WIDTH, HEIGHT, &davy_plot_theme_light, FONT,
                               error);
    case DAVY_USAGE_EXPORT_CSV:
    default:
      return g_bytes_new (self->csv, strlen (self->csv));
    }
}

static void
draw_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  GBytes *content = draw (job->export, job->kind, &error);

  if (content != NULL)
    g_task_return_pointer (task, content, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  const Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) content = g_task_propagate_pointer (G_TASK (result), &error);

  if (content == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_file_replace_contents_bytes_async (
      job->file, content, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION,
      g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

/**
 * davy_usage_export_new:
 * @plot: the graph
 * @span: which days of it
 * @csv: the same days as comma-separated values
 * @subscription_name: (nullable): whose usage it is, for the name of a file
 *
 * Returns: (transfer full): what can be taken elsewhere
 */
DavyUsageExport *
davy_usage_export_new (DavyPlot *plot,
                       const DavyPlotSpan *span,
                       const char *csv,
                       const char *subscription_name)
{
  DavyUsageExport *self = g_new0 (DavyUsageExport, 1);
  guint last = span->first + span->length - 1;
  g_autofree char *from = davy_day_to_iso (davy_plot_get_day (plot, span->first));
  g_autofree char *to = davy_day_to_iso (davy_plot_get_day (plot, last));
  g_autofree char *safe = dup_safe (subscription_name != NULL ? subscription_name : "");

  self->plot = davy_plot_ref (plot);
  self->span = *span;
  self->csv = g_strdup (csv);
  if (*safe != '\0')
    /* Translators: the name of a file without its suffix: the name of a subscription, then two
     * dates such as 2026-12-24. */
    self->name = g_strdup_printf (_ ("Usage %1$s %2$s to %3$s"), safe, from, to);
  else
    /* Translators: the name of a file without its suffix; two dates such as 2026-12-24. */
    self->name = g_strdup_printf (_ ("Usage %1$s to %2$s"), from, to);

  return self;
}

/**
 * davy_usage_export_free:
 * @self: (transfer full): an export
 */
void
davy_usage_export_free (DavyUsageExport *self)
{
  davy_plot_unref (self->plot);
  g_free (self->csv);
  g_free (self->name);
  g_free (self);
}

/**
 * davy_usage_export_dup_file_name:
 * @self: an export
 * @kind: what is to be saved
 *
 * Returns: (transfer full): a name to propose for the file
 */
char *
davy_usage_export_dup_file_name (const DavyUsageExport *self, DavyUsageExportKind kind)
{
  return g_strdup_printf ("%s.%s", self->name, suffixes[kind]);
}

/**
 * davy_usage_export_save_async:
 * @self: (transfer full): an export
 * @kind: what is to be saved
 * @file: where; what is there gives way only to a whole file
 * @cancellable: (nullable): to give up
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Draws the graph in a thread of its own and writes it, or its days, to a file.
 */
void
davy_usage_export_save_async (DavyUsageExport *self,
                              DavyUsageExportKind kind,
                              GFile *file,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) drawing = g_task_new (NULL, cancellable, drawn_cb, g_object_ref (task));
  Job *job = job_new (self, kind, file);

  g_task_set_source_tag (task, davy_usage_export_save_async);
  g_task_set_task_data (task, job, job_free);
  g_task_set_task_data (drawing, job, NULL);
  g_task_run_in_thread (drawing, draw_cb);
}

/**
 * davy_usage_export_save_finish:
 * @result: the answer
 * @error: a #GIOErrorEnum
 *
 * Returns: whether the file is written
 */
gboolean
davy_usage_export_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_usage_export_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_usage_export_copy_async:
 * @self: (transfer full): an export
 * @callback: called when it is drawn
 * @user_data: for @callback
 *
 * Draws the graph for the clipboard in a thread of its own.
 */
void
davy_usage_export_copy_async (DavyUsageExport *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, davy_usage_export_copy_async);
  g_task_set_task_data (task, job_new (self, DAVY_USAGE_EXPORT_PNG, NULL), job_free);
  g_task_run_in_thread (task, draw_cb);
}

/**
 * davy_usage_export_copy_finish:
 * @result: the answer
 * @error: where to report why there is no picture
 *
 * Returns: (transfer full) (nullable): for the clipboard: the graph for what takes pictures, the
 *   days for what takes text
 */
GdkContentProvider *
davy_usage_export_copy_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) picture = NULL;
  GdkContentProvider *providers[2];
  const Job *job;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_usage_export_copy_async), NULL);

  picture = g_task_propagate_pointer (G_TASK (result), error);
  if (picture == NULL)
    return NULL;

  job = g_task_get_task_data (G_TASK (result));
  providers[0] = gdk_content_provider_new_for_bytes ("image/png", picture);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_STRING, job->export->csv);

  return gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
}
