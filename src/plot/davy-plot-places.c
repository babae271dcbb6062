/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where marks and the entries of the legend stand: texts that must not run into each other. */

#include <math.h>

#include "plot/davy-plot-private.h"

#define MAX_ROWS      2
#define LABEL_GAP     4.0 /* between a shape and its words */
#define LEGEND_GAP    16.0
#define PEAK_OFFSET   7.0
#define MAX_PEAK_RISE 4.0 /* how far its label may stand above the graph */

typedef struct
{
  double from;
  double to;
  guint row;
} Taken;

static gboolean
stands_in_strip (const DavyPlotMark *mark)
{
  return mark->kind != DAVY_PLOT_MARK_PEAK;
}

/*
 * davy_plot_layout_count_mark_rows:
 * @self: a layout
 *
 * Returns: how many rows of text the strip above the graph needs
 */
guint
davy_plot_layout_count_mark_rows (const DavyPlotLayout *self)
{
  guint n = 0;

  for (guint i = 0; i < self->plot->marks->len; i++)
    if (stands_in_strip (&g_array_index (self->plot->marks, DavyPlotMark, i)))
      n++;

  return MIN (n, MAX_ROWS);
}

static gboolean
is_free (const GArray *taken, guint row, double from, double to)
{
  for (guint i = 0; i < taken->len; i++)
    {
      const Taken *other = &g_array_index (taken, Taken, i);

      if (other->row == row && from < other->to && to > other->from)
        return FALSE;
    }

  return TRUE;
}

/* The row whose text ends just above the graph is row 0. */
static double
row_middle (const DavyPlotLayout *self, guint row)
{
  double height = self->line_height + 4;

  return self->area_y - height * (row + 0.5);
}

/* Puts the words of @mark on one side of its line, in the lowest row that is free. What began is
 * told before its line, where the calm days are; what was reported, after it. */
static gboolean
place_label (const DavyPlotLayout *self, DavyPlacedMark *mark, GArray *taken)
{
  double offset = DAVY_MARK_SIZE / 2 + LABEL_GAP;
  gboolean before = mark->kind == DAVY_PLOT_MARK_ONSET;

  for (guint i = 0; i < 2 * davy_plot_layout_count_mark_rows (self); i++)
    {
      gboolean left = i % 2 == 0 ? before : !before;
      double from = left ? mark->x - offset - mark->label.width : mark->x + offset;
      double to = from + mark->label.width;
      Taken place = { from - LABEL_GAP, to + LABEL_GAP, i / 2 };

      if (from < 0 || to > self->width || !is_free (taken, place.row, place.from, place.to))
        continue;

      g_array_append_val (taken, place);
      mark->label.x = from;
      mark->label.y = row_middle (self, place.row) - mark->label.height / 2;
      mark->line_top = row_middle (self, place.row);
      return TRUE;
    }

  return FALSE;
}

static void
place_in_strip (DavyPlotLayout *self,
                DavyPlacedMark *mark,
                const DavyPlotMark *source,
                GArray *taken)
{
  mark->line_top = row_middle (self, 0);
  if (mark->label.text != NULL && !place_label (self, mark, taken))
    g_clear_object (&mark->label.text);

  if (mark->kind == DAVY_PLOT_MARK_ONSET)
    mark->y = self->plot->total != NULL
                  ? davy_plot_layout_get_y (self, self->plot->total[source->index])
                  : NAN;
  else
    mark->y = mark->line_top;
}

static void
place_at_value (DavyPlotLayout *self, DavyPlacedMark *mark, const DavyPlotMark *source)
{
  double value = self->plot->total != NULL ? self->plot->total[source->index] : NAN;
  double left = self->area_x;
  double right = MAX (self->width - mark->label.width, left);

  mark->y = davy_plot_layout_get_y (self, value);
  mark->line_top = NAN;
  if (isnan (value))
    g_clear_object (&mark->label.text);
  mark->label.x = CLAMP (mark->x - mark->label.width / 2, left, right);
  mark->label.y = MAX (mark->y - PEAK_OFFSET - mark->label.height, self->area_y - MAX_PEAK_RISE);
}

/*
 * davy_plot_layout_place_marks:
 * @self: a layout whose scales stand
 * @context: the font's context
 *
 * The onset chooses its place first, then the alerts from the latest back; words that find none
 * are left out, their shape stays.
 */
void
davy_plot_layout_place_marks (DavyPlotLayout *self, PangoContext *context)
{
  static const DavyPlotMarkKind order[] = {
    DAVY_PLOT_MARK_ONSET,
    DAVY_PLOT_MARK_ALERT,
    DAVY_PLOT_MARK_PEAK,
  };
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Taken));
  const GArray *marks = self->plot->marks;

  for (guint i = 0; i < marks->len; i++)
    {
      const DavyPlotMark *source = &g_array_index (marks, DavyPlotMark, i);
      double x = davy_plot_layout_get_x (self, source->index);
      Taken shape = { x - DAVY_MARK_SIZE / 2, x + DAVY_MARK_SIZE / 2, 0 };

      if (stands_in_strip (source))
        g_array_append_val (taken, shape);
    }

  for (guint kind = 0; kind < G_N_ELEMENTS (order); kind++)
    for (guint i = marks->len; i > 0; i--)
      {
        const DavyPlotMark *source = &g_array_index (marks, DavyPlotMark, i - 1);
        DavyPlacedMark mark = { .kind = source->kind };

        if (source->kind != order[kind])
          continue;

        mark.x = davy_plot_layout_get_x (self, source->index);
        mark.label = davy_plot_layout_create_text (self, context, source->label);
        if (stands_in_strip (source))
          place_in_strip (self, &mark, source, taken);
        else
          place_at_value (self, &mark, source);
        g_array_append_val (self->marks, mark);
      }
}

static void
add_entry (DavyPlotLayout *self,
           PangoContext *context,
           DavyLegendKind kind,
           guint layer,
           const char *name)
{
  DavyPlacedLegend entry = { .kind = kind, .layer = layer };

  if (name == NULL)
    return;

  entry.label = davy_plot_layout_create_text (self, context, name);
  if (entry.label.text != NULL)
    g_array_append_val (self->legend, entry);
}

/*
 * davy_plot_layout_place_legend:
 * @self: a layout that has a size and a font
 * @context: the font's context
 *
 * Flows the legend into rows at the lower edge.
 *
 * Returns: how much of the height it takes
 */
double
davy_plot_layout_place_legend (DavyPlotLayout *self, PangoContext *context)
{
  const DavyPlot *plot = self->plot;
  double row_height = self->line_height + 4;
  double x = 0;
  double y = 0;
  double height;

  add_entry (self, context, DAVY_LEGEND_TOTAL, 0, plot->total_name);
  for (guint i = 0; i < plot->layers->len; i++)
    add_entry (self, context, DAVY_LEGEND_LAYER, i,
               ((DavyPlotLayer *) g_ptr_array_index (plot->layers, i))->name);
  add_entry (self, context, DAVY_LEGEND_BAND, 0, plot->band_name);
  if (plot->layers->len == 0)
    add_entry (self, context, DAVY_LEGEND_EPISODE, 0, plot->episode_name);
  if (plot->incomplete > 0)
    add_entry (self, context, DAVY_LEGEND_INCOMPLETE, 0, plot->incomplete_name);
  if (self->legend->len == 0)
    return 0;

  for (guint i = 0; i < self->legend->len; i++)
    {
      DavyPlacedLegend *entry = &g_array_index (self->legend, DavyPlacedLegend, i);
      double width = DAVY_SWATCH_WIDTH + LABEL_GAP + 2 + entry->label.width;

      if (x > 0 && x + width > self->width)
        {
          x = 0;
          y += row_height;
        }
      entry->x = x;
      entry->y = y + row_height / 2;
      entry->label.x = x + DAVY_SWATCH_WIDTH + LABEL_GAP + 2;
      entry->label.y = entry->y - entry->label.height / 2;
      x += width + LEGEND_GAP;
    }

  height = y + row_height;
  for (guint i = 0; i < self->legend->len; i++)
    {
      DavyPlacedLegend *entry = &g_array_index (self->legend, DavyPlacedLegend, i);

      entry->y += self->height - height;
      entry->label.y += self->height - height;
    }

  return height + row_height / 2;
}
