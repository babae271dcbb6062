/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of a plot that have shapes of their own: marks, events, the limit, the legend. */

#include <math.h>

#include "plot/davy-plot-private.h"

#define HALO_WIDTH 3.0

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
add_ring (cairo_t *cr, const DavyPlacedMark *mark, const DavyColor *fill, const DavyColor *line)
{
  cairo_arc (cr, mark->x, mark->y, DAVY_MARK_SIZE / 2, 0, 2 * G_PI);
  davy_plot_set_color (cr, fill, 1);
  cairo_fill_preserve (cr);
  davy_plot_set_color (cr, line, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
draw_shape (cairo_t *cr, const DavyPlacedMark *mark, const DavyPlotTheme *theme)
{
  if (isnan (mark->y))
    return;

  cairo_new_path (cr);
  if (mark->kind == DAVY_PLOT_MARK_ALERT)
    {
      add_triangle (cr, mark->x, mark->y);
      davy_plot_set_color (cr, &theme->warning, 1);
      cairo_fill (cr);
    }
  else if (mark->kind == DAVY_PLOT_MARK_ONSET)
    add_ring (cr, mark, &theme->warning, &theme->background);
  else
    add_ring (cr, mark, &theme->background, &theme->warning);
}

static void
draw_mark_line (const DavyPlotLayout *self,
                cairo_t *cr,
                const DavyPlacedMark *mark,
                const DavyPlotTheme *theme)
{
  static const double dashes[] = { 2, 3 };
  double total = davy_plot_get_total (self->plot, mark->index);
  double end = davy_plot_layout_get_y (self, total);

  if (isnan (mark->line_top))
    return;

  cairo_save (cr);
  if (mark->kind != DAVY_PLOT_MARK_ALERT)
    {
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_move_to (cr, round (mark->x) + 0.5, mark->line_top - self->line_height / 2);
    }
  else
    cairo_move_to (cr, round (mark->x) + 0.5, mark->line_top + DAVY_MARK_SIZE / 2);
  cairo_line_to (cr, round (mark->x) + 0.5, isnan (end) ? self->area_y + self->area_height : end);
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

/* A shape for each kind of event, as high and as wide as a mark. */
static void
draw_event_shape (cairo_t *cr, guint kind, double x, double y, const DavyPlotTheme *theme)
{
  double half = DAVY_MARK_SIZE / 2;

  cairo_new_path (cr);
  switch (kind)
    {
    case DAVY_PLOT_MARK_CREATE:
      cairo_rectangle (cr, x - half + 0.5, y - half + 0.5, 2 * half - 1, 2 * half - 1);
      break;

    case DAVY_PLOT_MARK_ROLE:
      cairo_move_to (cr, x, y - half - 0.5);
      cairo_line_to (cr, x + half + 0.5, y);
      cairo_line_to (cr, x, y + half + 0.5);
      cairo_line_to (cr, x - half - 0.5, y);
      cairo_close_path (cr);
      break;

    case DAVY_PLOT_MARK_QUOTA:
      cairo_move_to (cr, x, y - half);
      cairo_line_to (cr, x + half, y + 0.5);
      cairo_line_to (cr, x + 1.5, y + 0.5);
      cairo_line_to (cr, x + 1.5, y + half);
      cairo_line_to (cr, x - 1.5, y + half);
      cairo_line_to (cr, x - 1.5, y + 0.5);
      cairo_line_to (cr, x - half, y + 0.5);
      cairo_close_path (cr);
      break;

    default:
      g_assert_not_reached ();
    }
  davy_plot_set_color (cr, &theme->text, theme->high_contrast ? 1 : 0.75);
  cairo_fill (cr);
}

/*
 * davy_plot_draw_events:
 * @self: a layout
 * @cr: where
 * @theme: the colours
 */
void
davy_plot_draw_events (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      const DavyPlacedEvent *event = &g_array_index (self->events, DavyPlacedEvent, i);
      double x = event->x + DAVY_MARK_SIZE / 2;

      for (guint kind = 0; kind < DAVY_PLOT_N_MARK_KINDS; kind++)
        if (event->kinds & (1u << kind))
          {
            draw_event_shape (cr, kind, x, event->y, theme);
            x += DAVY_MARK_SIZE + DAVY_EVENT_GAP;
          }
      draw_mark_label (cr, &event->label, theme);
    }
}

/*
 * davy_plot_draw_limit:
 * @self: a layout
 * @cr: where
 * @theme: the colours
 */
void
davy_plot_draw_limit (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  static const double dashes[] = { 8, 4 };
  double y = round (self->limit.tick) + 0.5;

  if (isnan (self->plot->limit))
    return;

  if (self->limit_is_above)
    draw_event_shape (cr, DAVY_PLOT_MARK_QUOTA, self->limit.x - DAVY_MARK_SIZE / 2 - DAVY_EVENT_GAP,
                      self->limit.y + self->limit.height / 2, theme);
  else
    {
      cairo_save (cr);
      cairo_move_to (cr, self->area_x, y);
      cairo_rel_line_to (cr, self->area_width, 0);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_set_line_width (cr, theme->high_contrast ? 2 : 1);
      davy_plot_set_color (cr, &theme->text, theme->high_contrast ? 1 : 0.75);
      cairo_stroke (cr);
      cairo_restore (cr);
    }
  draw_mark_label (cr, &self->limit, theme);
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
        davy_plot_fill_hatch (cr, &(DavyHatch){
                                      .shape = DAVY_HATCH_RISING,
                                      .size = 6,
                                      .width = 1,
                                      .ground = davy_plot_fade (color, excess ? 0.25 : 0),
                                      .ink = davy_plot_fade (color, theme->high_contrast ? 1 : 0.5),
                                  });
        break;
      }

    case DAVY_LEGEND_LAYER:
      cairo_rectangle (cr, entry->x, top, DAVY_SWATCH_WIDTH, DAVY_SWATCH_HEIGHT);
      davy_plot_fill_layer (cr, theme, entry->index);
      break;

    case DAVY_LEGEND_EVENT:
      draw_event_shape (cr, entry->index, entry->x + DAVY_SWATCH_WIDTH / 2, entry->y, theme);
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
