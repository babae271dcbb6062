/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of a plot that have shapes of their own: stacked layers, marks, the legend. */

#include <math.h>

#include "plot/davy-plot-private.h"

#define HALO_WIDTH 3.0

static gboolean
is_gap (const DavyPlotLayout *self, guint column)
{
  return self->plot->total != NULL && isnan (self->plot->total[self->columns[column]]);
}

/* One day alone has no width to fill: a bar. */
static void
add_bar (const DavyPlotLayout *self, cairo_t *cr, guint column, const DavyStackEdge *edge)
{
  double top = davy_plot_layout_get_y (self, MAX (edge->from, edge->to));
  double bottom = davy_plot_layout_get_y (self, MIN (edge->from, edge->to));
  double width = MIN (0.8 * self->area_width / self->plot->length, 3 * self->line_height);

  cairo_rectangle (cr, davy_plot_layout_get_x (self, self->columns[column]) - width / 2, top, width,
                   bottom - top);
}

static void
add_layer (const DavyPlotLayout *self, cairo_t *cr, const DavyStackEdge *edges)
{
  for (guint start = 0, end; start < self->n_columns; start = end + 1)
    {
      for (end = start; end < self->n_columns && !is_gap (self, end);)
        end++;
      if (end == start + 1)
        add_bar (self, cr, start, &edges[start]);
      if (end <= start + 1)
        continue;

      cairo_new_sub_path (cr);
      for (guint i = start; i < end; i++)
        cairo_line_to (cr, davy_plot_layout_get_x (self, self->columns[i]),
                       davy_plot_layout_get_y (self, edges[i].to));
      for (guint i = end; i > start; i--)
        cairo_line_to (cr, davy_plot_layout_get_x (self, self->columns[i - 1]),
                       davy_plot_layout_get_y (self, edges[i - 1].from));
      cairo_close_path (cr);
    }
}

/*
 * davy_plot_draw_layers:
 * @self: a layout with layers
 * @cr: where
 * @theme: the colours
 */
void
davy_plot_draw_layers (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  for (guint i = 0; i < self->plot->layers->len; i++)
    {
      add_layer (self, cr, &self->edges[i * self->n_columns]);
      davy_plot_fill_layer (cr, theme, i);
    }
}

static void
add_triangle (cairo_t *cr, double x, double y)
{
  double half = DAVY_MARK_SIZE / 2;

  cairo_move_to (cr, x, y - half);
  cairo_line_to (cr, x + half + 0.5, y + half);
  cairo_line_to (cr, x - half - 0.5, y + half);
  cairo_close_path (cr);
}

static void
draw_shape (cairo_t *cr, const DavyPlacedMark *mark, const DavyPlotTheme *theme)
{
  double half = DAVY_MARK_SIZE / 2;

  if (isnan (mark->y))
    return;

  cairo_new_path (cr);
  davy_plot_set_color (cr, &theme->warning, 1);
  switch (mark->kind)
    {
    case DAVY_PLOT_MARK_ALERT:
      add_triangle (cr, mark->x, mark->y);
      cairo_fill (cr);
      break;

    case DAVY_PLOT_MARK_ONSET:
      cairo_arc (cr, mark->x, mark->y, half, 0, 2 * G_PI);
      cairo_fill_preserve (cr);
      davy_plot_set_color (cr, &theme->background, 1);
      cairo_set_line_width (cr, 1.5);
      cairo_stroke (cr);
      break;

    case DAVY_PLOT_MARK_PEAK:
      cairo_arc (cr, mark->x, mark->y, half, 0, 2 * G_PI);
      davy_plot_set_color (cr, &theme->background, 1);
      cairo_fill_preserve (cr);
      davy_plot_set_color (cr, &theme->warning, 1);
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
draw_mark_line (const DavyPlotLayout *self,
                cairo_t *cr,
                const DavyPlacedMark *mark,
                const DavyPlotTheme *theme)
{
  static const double dashes[] = { 2, 3 };

  if (isnan (mark->line_top))
    return;

  cairo_save (cr);
  if (mark->kind == DAVY_PLOT_MARK_ONSET)
    {
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_move_to (cr, round (mark->x) + 0.5, mark->line_top - self->line_height / 2);
    }
  else
    cairo_move_to (cr, round (mark->x) + 0.5, mark->line_top + DAVY_MARK_SIZE / 2);
  cairo_line_to (cr, round (mark->x) + 0.5, self->area_y + self->area_height);
  cairo_set_line_width (cr, theme->high_contrast ? 2 : 1);
  davy_plot_set_color (cr, &theme->warning, theme->high_contrast ? 1 : 0.5);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_mark_label (cairo_t *cr, const DavyPlacedText *label, const DavyPlotTheme *theme)
{
  if (label->text == NULL)
    return;

  cairo_save (cr);
  cairo_move_to (cr, label->x, label->y);
  pango_cairo_layout_path (cr, label->text);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, HALO_WIDTH);
  davy_plot_set_color (cr, &theme->background, 0.85);
  cairo_stroke (cr);
  cairo_move_to (cr, label->x, label->y);
  davy_plot_set_color (cr, &theme->text, 1);
  pango_cairo_show_layout (cr, label->text);
  cairo_restore (cr);
}

/*
 * davy_plot_draw_marks:
 * @self: a layout
 * @cr: where
 * @theme: the colours
 */
void
davy_plot_draw_marks (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  for (guint i = 0; i < self->marks->len; i++)
    draw_mark_line (self, cr, &g_array_index (self->marks, DavyPlacedMark, i), theme);
  for (guint i = 0; i < self->marks->len; i++)
    draw_shape (cr, &g_array_index (self->marks, DavyPlacedMark, i), theme);
  for (guint i = 0; i < self->marks->len; i++)
    draw_mark_label (cr, &g_array_index (self->marks, DavyPlacedMark, i).label, theme);
}

/* The same line, filling or hatching as in the graph, small. */
static void
draw_swatch (const DavyPlotLayout *self,
             cairo_t *cr,
             const DavyPlacedLegend *entry,
             const DavyPlotTheme *theme)
{
  double top = entry->y - DAVY_SWATCH_HEIGHT / 2;

  cairo_save (cr);
  switch (entry->kind)
    {
    case DAVY_LEGEND_TOTAL:
      cairo_move_to (cr, entry->x, entry->y);
      cairo_rel_line_to (cr, DAVY_SWATCH_WIDTH, 0);
      cairo_set_line_width (cr, 2.5);
      davy_plot_set_color (cr, self->edges != NULL ? &theme->text : &theme->accent, 1);
      cairo_stroke (cr);
      break;

    case DAVY_LEGEND_BAND:
      cairo_rectangle (cr, entry->x, top, DAVY_SWATCH_WIDTH, DAVY_SWATCH_HEIGHT);
      davy_plot_set_color (cr, &theme->text, theme->high_contrast ? 0.4 : 0.2);
      cairo_fill (cr);
      break;

    case DAVY_LEGEND_EPISODE:
    case DAVY_LEGEND_INCOMPLETE:
      {
        gboolean excess = entry->kind == DAVY_LEGEND_EPISODE;
        const DavyColor *color = excess ? &theme->warning : &theme->text;

        cairo_rectangle (cr, entry->x, top, DAVY_SWATCH_WIDTH, DAVY_SWATCH_HEIGHT);
        cairo_clip (cr);
        davy_plot_set_color (cr, color, excess ? 0.3 : 0);
        cairo_paint (cr);
        davy_plot_hatch (cr, color, excess ? 0.6 : 0.45, 1, 4);
        break;
      }

    case DAVY_LEGEND_LAYER:
      cairo_rectangle (cr, entry->x, top, DAVY_SWATCH_WIDTH, DAVY_SWATCH_HEIGHT);
      davy_plot_fill_layer (cr, theme, entry->layer);
      break;

    default:
      g_assert_not_reached ();
    }
  cairo_restore (cr);
}

/*
 * davy_plot_draw_legend:
 * @self: a layout
 * @cr: where
 * @theme: the colours
 */
void
davy_plot_draw_legend (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  for (guint i = 0; i < self->legend->len; i++)
    {
      const DavyPlacedLegend *entry = &g_array_index (self->legend, DavyPlacedLegend, i);

      draw_swatch (self, cr, entry, theme);
      cairo_move_to (cr, entry->label.x, entry->label.y);
      davy_plot_set_color (cr, &theme->text, theme->high_contrast ? 1 : 0.8);
      pango_cairo_show_layout (cr, entry->label.text);
    }
}
