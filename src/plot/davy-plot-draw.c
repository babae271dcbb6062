/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The drawing of a laid out plot, from the back to the front: shading, axes, expected range,
 * layers, excess, line, limit, marks, legend. */

#include <math.h>

#include "plot/davy-plot-private.h"

static void
add_points (const DavyPlotLayout *self, cairo_t *cr, double from, double to)
{
  double left = MAX (davy_plot_layout_get_x (self, from - 0.5), self->area_x);
  double right = MIN (davy_plot_layout_get_x (self, to + 0.5), self->area_x + self->area_width);

  if (right > left)
    cairo_rectangle (cr, left, self->area_y, right - left, self->area_height);
}

/*
 * davy_plot_layout_add_episodes:
 * @self: a layout
 * @cr: where
 *
 * Adds the stretches of episodes to the path, as far as they are shown.
 *
 * Returns: whether there was any
 */
gboolean
davy_plot_layout_add_episodes (const DavyPlotLayout *self, cairo_t *cr)
{
  cairo_new_path (cr);
  for (guint i = 0; i < self->plot->episodes->len; i++)
    {
      const DavyPlotEpisode *episode = &g_array_index (self->plot->episodes, DavyPlotEpisode, i);

      add_points (self, cr, episode->from, episode->to);
    }

  return cairo_has_current_point (cr);
}

static void
draw_shading (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  const DavyPlot *plot = self->plot;

  if (davy_plot_layout_add_episodes (self, cr))
    {
      davy_plot_set_color (cr, &theme->warning, theme->high_contrast ? 0.16 : 0.06);
      cairo_fill (cr);
    }

  if (plot->incomplete > 0)
    {
      add_points (self, cr, plot->length - plot->incomplete, plot->length - 1);
      davy_plot_fill_hatch (
          cr, &(DavyHatch){
                  .shape = DAVY_HATCH_RISING,
                  .size = 8,
                  .width = 1,
                  .ink = davy_plot_fade (&theme->text, theme->high_contrast ? 0.6 : 0.14),
              });
    }
}

static void
draw_text (cairo_t *cr, const DavyPlacedText *text, const DavyColor *color, double alpha)
{
  davy_plot_set_color (cr, color, alpha);
  cairo_move_to (cr, text->x, text->y);
  pango_cairo_show_layout (cr, text->text);
}

static void
draw_axes (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  double soft = theme->high_contrast ? 1 : 0.7;
  double zero = davy_plot_layout_get_y (self, 0);

  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < self->value_labels->len; i++)
    {
      const DavyPlacedText *label = &g_array_index (self->value_labels, DavyPlacedText, i);

      draw_text (cr, label, &theme->text, soft);
      cairo_move_to (cr, self->area_x, round (label->tick) + 0.5);
      cairo_rel_line_to (cr, self->area_width, 0);
    }
  davy_plot_set_color (cr, &theme->text, theme->high_contrast ? 0.3 : 0.1);
  cairo_stroke (cr);

  cairo_move_to (cr, self->area_x, round (zero) + 0.5);
  cairo_rel_line_to (cr, self->area_width, 0);
  for (guint i = 0; i < self->day_labels->len; i++)
    {
      const DavyPlacedText *label = &g_array_index (self->day_labels, DavyPlacedText, i);

      cairo_move_to (cr, round (label->tick) + 0.5, self->area_y + self->area_height);
      cairo_rel_line_to (cr, 0, 4);
    }
  davy_plot_set_color (cr, &theme->text, theme->high_contrast ? 1 : 0.4);
  cairo_stroke (cr);

  for (guint i = 0; i < self->day_labels->len; i++)
    draw_text (cr, &g_array_index (self->day_labels, DavyPlacedText, i), &theme->text, soft);
}

/**
 * davy_plot_layout_draw:
 * @self: a layout
 * @cr: where; the upper left corner is its origin
 * @theme: the colours
 *
 * Draws the plot on any surface: a window, an image, a page.
 */
void
davy_plot_layout_draw (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  cairo_save (cr);
  draw_shading (self, cr, theme);
  draw_axes (self, cr, theme);
  davy_plot_draw_lines (self, cr, theme);
  davy_plot_draw_limit (self, cr, theme);
  davy_plot_draw_marks (self, cr, theme);
  davy_plot_draw_events (self, cr, theme);
  davy_plot_draw_legend (self, cr, theme);
  cairo_restore (cr);
}
