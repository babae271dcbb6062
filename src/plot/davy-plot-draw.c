/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The drawing of a laid out plot, from the back to the front: shading, grid, expected range,
 * layers, excess, line, marks, cursor, legend. */

#include <math.h>

#include "plot/davy-plot-private.h"

#define LINE_WIDTH   2.0
#define POINT_RADIUS 3.0

typedef double (*DavyColumnValue) (const DavyPlotLayout *self, guint column);

static double
column_x (const DavyPlotLayout *self, guint column)
{
  return davy_plot_layout_get_x (self, self->columns[column]);
}

static double
total_at (const DavyPlotLayout *self, guint column)
{
  return self->plot->total[self->columns[column]];
}

static double
low_at (const DavyPlotLayout *self, guint column)
{
  return self->plot->low[self->columns[column]];
}

static double
high_at (const DavyPlotLayout *self, guint column)
{
  return self->plot->high[self->columns[column]];
}

static double
zero_at (const DavyPlotLayout *self, guint column)
{
  return isnan (total_at (self, column)) ? NAN : 0;
}

/* What lies above the expected range; level with it where nothing does. */
static double
excess_at (const DavyPlotLayout *self, guint column)
{
  double total = total_at (self, column);
  double high = high_at (self, column);

  return isnan (total) || isnan (high) ? NAN : MAX (total, high);
}

static double
high_below_excess_at (const DavyPlotLayout *self, guint column)
{
  return isnan (excess_at (self, column)) ? NAN : high_at (self, column);
}

/* Finds the next stretch without a gap, from *start on: @start to before @end. */
static gboolean
next_run (const DavyPlotLayout *self, DavyColumnValue value, guint *start, guint *end)
{
  while (*start < self->n_columns && isnan (value (self, *start)))
    (*start)++;
  for (*end = *start; *end < self->n_columns && !isnan (value (self, *end));)
    (*end)++;

  return *start < self->n_columns;
}

static void
add_line (const DavyPlotLayout *self, cairo_t *cr, DavyColumnValue value)
{
  guint end;

  for (guint start = 0; next_run (self, value, &start, &end); start = end)
    {
      cairo_new_sub_path (cr);
      for (guint i = start; i < end; i++)
        cairo_line_to (cr, column_x (self, i), davy_plot_layout_get_y (self, value (self, i)));
    }
}

/* The area between two lines whose gaps are the same. */
static void
add_area (const DavyPlotLayout *self, cairo_t *cr, DavyColumnValue upper, DavyColumnValue lower)
{
  guint end;

  for (guint start = 0; next_run (self, upper, &start, &end); start = end)
    {
      cairo_new_sub_path (cr);
      for (guint i = start; i < end; i++)
        cairo_line_to (cr, column_x (self, i), davy_plot_layout_get_y (self, upper (self, i)));
      for (guint i = end; i > start; i--)
        cairo_line_to (cr, column_x (self, i - 1),
                       davy_plot_layout_get_y (self, lower (self, i - 1)));
      cairo_close_path (cr);
    }
}

static void
add_days (const DavyPlotLayout *self, cairo_t *cr, guint from, guint to, double top, double height)
{
  double left = davy_plot_layout_get_x (self, from - 0.5);
  double right = davy_plot_layout_get_x (self, to + 0.5);

  cairo_rectangle (cr, left, top, right - left, height);
}

static void
add_episodes (const DavyPlotLayout *self, cairo_t *cr, double top, double height)
{
  for (guint i = 0; i < self->plot->episodes->len; i++)
    {
      const DavyPlotEpisode *episode = &g_array_index (self->plot->episodes, DavyPlotEpisode, i);

      add_days (self, cr, episode->from, episode->to, top, height);
    }
}

static void
draw_shading (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  const DavyPlot *plot = self->plot;

  add_episodes (self, cr, self->area_y, self->area_height);
  davy_plot_set_color (cr, &theme->warning, theme->high_contrast ? 0.16 : 0.07);
  cairo_fill (cr);

  if (plot->incomplete > 0)
    {
      cairo_save (cr);
      add_days (self, cr, plot->length - plot->incomplete, plot->length - 1, self->area_y,
                self->area_height);
      cairo_clip (cr);
      davy_plot_hatch (cr, &theme->text, theme->high_contrast ? 0.5 : 0.16, 1, 6);
      cairo_restore (cr);
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
      davy_plot_set_color (cr, &theme->text, theme->high_contrast ? 0.4 : 0.1);
      cairo_stroke (cr);
    }

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

static void
draw_band (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  static const double dashes[] = { 3, 3 };

  if (self->plot->low == NULL)
    return;

  add_area (self, cr, high_at, low_at);
  davy_plot_set_color (cr, &theme->text, theme->high_contrast ? 0.2 : 0.11);
  cairo_fill (cr);

  cairo_save (cr);
  add_line (self, cr, high_at);
  add_line (self, cr, low_at);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_width (cr, 1);
  davy_plot_set_color (cr, &theme->text, theme->high_contrast ? 0.9 : 0.3);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
clip_out_episodes (const DavyPlotLayout *self, cairo_t *cr)
{
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_rectangle (cr, 0, 0, self->width, self->height);
  add_episodes (self, cr, 0, self->height);
  cairo_clip (cr);
}

/* Below the line: a wash of its colour that fades towards zero. */
static void
draw_wash (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  cairo_pattern_t *wash;
  const DavyColor *color = &theme->accent;

  if (theme->high_contrast)
    return;

  wash = cairo_pattern_create_linear (0, self->area_y, 0, davy_plot_layout_get_y (self, 0));
  cairo_pattern_add_color_stop_rgba (wash, 0, color->red, color->green, color->blue, 0.28);
  cairo_pattern_add_color_stop_rgba (wash, 1, color->red, color->green, color->blue, 0.06);
  cairo_save (cr);
  clip_out_episodes (self, cr);
  add_area (self, cr, total_at, zero_at);
  cairo_set_source (cr, wash);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_pattern_destroy (wash);
}

static void
draw_excess (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  if (self->plot->high == NULL || self->plot->episodes->len == 0)
    return;

  cairo_save (cr);
  add_episodes (self, cr, 0, self->height);
  cairo_clip (cr);
  add_area (self, cr, excess_at, high_below_excess_at);
  davy_plot_set_color (cr, &theme->warning, theme->high_contrast ? 0.5 : 0.3);
  cairo_fill_preserve (cr);
  cairo_clip (cr);
  davy_plot_hatch (cr, &theme->warning, theme->high_contrast ? 1 : 0.45, 1, 6);
  cairo_restore (cr);
}

/* A day between two gaps has no line to either side: a point. */
static void
draw_lonely_points (const DavyPlotLayout *self, cairo_t *cr)
{
  guint end;

  for (guint start = 0; next_run (self, total_at, &start, &end); start = end)
    if (end == start + 1)
      {
        cairo_new_sub_path (cr);
        cairo_arc (cr, column_x (self, start),
                   davy_plot_layout_get_y (self, total_at (self, start)), POINT_RADIUS, 0,
                   2 * G_PI);
      }
  cairo_fill (cr);
}

static void
stroke_total (const DavyPlotLayout *self, cairo_t *cr, const DavyColor *color)
{
  static const double dashes[] = { 4, 4 };
  const DavyPlot *plot = self->plot;
  double last = plot->length - plot->incomplete - 1.0; /* the last complete day */
  double border = plot->incomplete < plot->length ? davy_plot_layout_get_x (self, last) : 0;

  davy_plot_set_color (cr, color, 1);
  draw_lonely_points (self, cr);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, border, self->height);
  cairo_clip (cr);
  add_line (self, cr, total_at);
  cairo_stroke (cr);
  cairo_restore (cr);

  cairo_save (cr);
  cairo_rectangle (cr, border, 0, self->width - border, self->height);
  cairo_clip (cr);
  if (plot->incomplete > 0)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  add_line (self, cr, total_at);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_total (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  gboolean stacked = self->plot->layers->len > 0;
  const DavyColor *usual = stacked ? &theme->text : &theme->accent;

  cairo_save (cr);
  cairo_set_line_width (cr, stacked ? 1.5 : theme->high_contrast ? LINE_WIDTH + 1 : LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);

  cairo_save (cr);
  clip_out_episodes (self, cr);
  stroke_total (self, cr, usual);
  cairo_restore (cr);

  if (self->plot->episodes->len > 0)
    {
      add_episodes (self, cr, 0, self->height);
      cairo_clip (cr);
      stroke_total (self, cr, &theme->warning);
    }
  cairo_restore (cr);
}

static void
draw_cursor (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme, int cursor)
{
  double x = davy_plot_layout_get_x (self, cursor);
  double value;

  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, round (x) + 0.5, self->area_y);
  cairo_rel_line_to (cr, 0, self->area_height);
  davy_plot_set_color (cr, &theme->text, theme->high_contrast ? 1 : 0.55);
  cairo_stroke (cr);

  value = self->plot->total != NULL ? self->plot->total[cursor] : NAN;
  if (isnan (value))
    return;

  cairo_arc (cr, x, davy_plot_layout_get_y (self, value), POINT_RADIUS + 1.5, 0, 2 * G_PI);
  davy_plot_set_color (cr, &theme->background, 1);
  cairo_fill_preserve (cr);
  davy_plot_set_color (cr, &theme->text, 1);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_stroke (cr);
}

/**
 * davy_plot_layout_draw:
 * @self: a layout
 * @cr: where; the upper left corner is its origin
 * @theme: the colours
 * @cursor: a day to point at, %DAVY_PLOT_NO_CURSOR for none
 *
 * Draws the plot on any surface: a window, an image, a page.
 */
void
davy_plot_layout_draw (const DavyPlotLayout *self,
                       cairo_t *cr,
                       const DavyPlotTheme *theme,
                       int cursor)
{
  cairo_save (cr);
  draw_shading (self, cr, theme);
  draw_axes (self, cr, theme);
  draw_band (self, cr, theme);
  if (self->plot->layers->len > 0)
    davy_plot_draw_layers (self, cr, theme);
  if (self->plot->total != NULL)
    {
      if (self->plot->layers->len == 0)
        {
          draw_wash (self, cr, theme);
          draw_excess (self, cr, theme);
        }
      draw_total (self, cr, theme);
    }
  davy_plot_draw_marks (self, cr, theme);
  if (cursor >= 0 && (guint) cursor < self->plot->length)
    draw_cursor (self, cr, theme, cursor);
  davy_plot_draw_legend (self, cr, theme);
  cairo_restore (cr);
}
