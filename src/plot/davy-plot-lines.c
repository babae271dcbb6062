/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The line, what was expected of it, and what was more. */

#include <math.h>

#include "plot/davy-plot-private.h"

#define LINE_WIDTH       2.0
#define STACK_LINE_WIDTH 1.5
#define POINT_RADIUS     3.0
#define DENSE            4.0 /* pixels from sample to sample, below which corners need no rounding */

typedef double (*DavySampleValue) (const DavySample *sample);

static double
total_of (const DavySample *sample)
{
  return sample->total;
}

static double
low_of (const DavySample *sample)
{
  return sample->low;
}

static double
high_of (const DavySample *sample)
{
  return sample->high;
}

static double
zero_of (const DavySample *sample)
{
  return isnan (sample->total) ? (double) NAN : 0;
}

/* What lies above the expected range; level with it where nothing does. */
static double
excess_of (const DavySample *sample)
{
  return isnan (sample->total) || isnan (sample->high) ? (double) NAN
                                                       : MAX (sample->total, sample->high);
}

static double
high_below_excess_of (const DavySample *sample)
{
  return isnan (excess_of (sample)) ? (double) NAN : sample->high;
}

/* Finds the next stretch without a gap before @limit, from *start on: *start to before *end. */
static gboolean
next_run (const DavyPlotLayout *self, DavySampleValue value, guint limit, guint *start, guint *end)
{
  while (*start < limit && isnan (value (&self->samples[*start])))
    (*start)++;
  for (*end = *start; *end < limit && !isnan (value (&self->samples[*end]));)
    (*end)++;

  return *start < limit;
}

static void
line_to (const DavyPlotLayout *self, cairo_t *cr, guint sample, DavySampleValue value)
{
  const DavySample *at = &self->samples[sample];

  cairo_line_to (cr, at->x, davy_plot_layout_get_y (self, value (at)));
}

static void
add_line (const DavyPlotLayout *self, cairo_t *cr, guint from, guint to)
{
  guint end;

  for (guint start = from; next_run (self, total_of, to, &start, &end); start = end)
    {
      cairo_new_sub_path (cr);
      for (guint i = start; i < end; i++)
        line_to (self, cr, i, total_of);
    }
}

/* The area between two lines whose gaps are the same. */
static void
add_area (const DavyPlotLayout *self, cairo_t *cr, DavySampleValue upper, DavySampleValue lower)
{
  guint end;

  for (guint start = 0; next_run (self, upper, self->n_samples, &start, &end); start = end)
    {
      cairo_new_sub_path (cr);
      for (guint i = start; i < end; i++)
        line_to (self, cr, i, upper);
      for (guint i = end; i > start; i--)
        line_to (self, cr, i - 1, lower);
      cairo_close_path (cr);
    }
}

static void
draw_band (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  if (self->plot->low == NULL)
    return;

  add_area (self, cr, high_of, low_of);
  davy_plot_set_color (cr, &theme->text, theme->high_contrast ? 0.28 : 0.1);
  cairo_fill (cr);
}

/* Below the line: a wash of its colour that fades towards zero. What was more than expected has a
 * colour of its own. */
static void
draw_wash (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  const DavyColor *color = &theme->accent;
  cairo_pattern_t *wash;

  if (theme->high_contrast)
    return;

  wash = cairo_pattern_create_linear (0, self->area_y, 0, davy_plot_layout_get_y (self, 0));
  cairo_pattern_add_color_stop_rgba (wash, 0, color->red, color->green, color->blue, 0.14);
  cairo_pattern_add_color_stop_rgba (wash, 1, color->red, color->green, color->blue, 0.03);
  cairo_save (cr);
  if (davy_plot_layout_add_episodes (self, cr))
    {
      cairo_rectangle (cr, self->area_x, self->area_y, self->area_width, self->area_height);
      cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
      cairo_clip (cr);
    }
  add_area (self, cr, total_of, zero_of);
  cairo_set_source (cr, wash);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_pattern_destroy (wash);
}

static void
draw_excess (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  if (self->plot->high == NULL || !davy_plot_layout_add_episodes (self, cr))
    return;

  cairo_save (cr);
  cairo_clip (cr);
  add_area (self, cr, excess_of, high_below_excess_of);
  davy_plot_fill_hatch (cr,
                        &(DavyHatch){
                            .shape = DAVY_HATCH_RISING,
                            .size = 8,
                            .width = theme->high_contrast ? 1.5 : 1,
                            .ground = davy_plot_fade (&theme->warning, 0.25),
                            .ink = davy_plot_fade (&theme->warning, theme->high_contrast ? 1 : 0.4),
                        });
  cairo_restore (cr);
}

/* A point between two gaps has no line to either side: a dot. */
static void
draw_lonely_points (const DavyPlotLayout *self, cairo_t *cr, guint from, guint to)
{
  guint end;

  for (guint start = from; next_run (self, total_of, to, &start, &end); start = end)
    if (end == start + 1 && davy_plot_layout_shows (self, self->samples[start].index))
      {
        const DavySample *at = &self->samples[start];

        cairo_new_sub_path (cr);
        cairo_arc (cr, at->x, davy_plot_layout_get_y (self, at->total), POINT_RADIUS, 0, 2 * G_PI);
      }
  cairo_fill (cr);
}

/* One stretch of the line that looks the same throughout: between two places across. */
static void
stroke_between (const DavyPlotLayout *self, cairo_t *cr, double left, double right)
{
  guint from = 0;
  guint to = self->n_samples;

  while (from + 1 < to && self->samples[from + 1].x < left)
    from++;
  while (to > from + 1 && self->samples[to - 2].x > right)
    to--;

  cairo_save (cr);
  cairo_rectangle (cr, left, 0, right - left, self->height);
  cairo_clip (cr);
  add_line (self, cr, from, to);
  cairo_stroke (cr);
  draw_lonely_points (self, cr, from > 0 ? from - 1 : 0, MIN (to + 1, self->n_samples));
  cairo_restore (cr);
}

/* The line from the left edge of one point to that of another, dashed where it may still grow. */
static void
stroke_points (const DavyPlotLayout *self,
               cairo_t *cr,
               const DavyColor *color,
               double from,
               double to)
{
  static const double dashes[] = { 4, 4 };
  const DavyPlot *plot = self->plot;
  double last = plot->length - plot->incomplete - 1.0; /* the last complete point */
  double left = davy_plot_layout_get_x (self, from - 0.5);
  double right = davy_plot_layout_get_x (self, to - 0.5);
  double border = plot->incomplete == 0 ? right : davy_plot_layout_get_x (self, MAX (last, -0.5));

  davy_plot_set_color (cr, color, 1);
  if (border > left)
    stroke_between (self, cr, left, MIN (border, right));
  if (border < right)
    {
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      stroke_between (self, cr, MAX (border, left), right);
      cairo_set_dash (cr, NULL, 0, 0);
    }
}

/* Thinner, where it would become one dark mass. */
static double
get_line_width (const DavyPlotLayout *self, const DavyPlotTheme *theme)
{
  double width = self->edges != NULL ? STACK_LINE_WIDTH : LINE_WIDTH;

  if (self->level > 0)
    width -= 0.5;

  return theme->high_contrast ? width + 1 : width;
}

static void
draw_total (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  gboolean stacked = self->edges != NULL;
  const DavyColor *usual = stacked ? &theme->text : &theme->accent;
  gboolean dense = self->area_width / MAX (self->n_samples, 1) < DENSE;
  guint at = self->span.first;
  guint end = self->span.first + self->span.length;

  cairo_save (cr);
  cairo_set_line_width (cr, get_line_width (self, theme));
  cairo_set_line_join (cr, dense ? CAIRO_LINE_JOIN_BEVEL : CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, dense ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);

  for (guint i = 0; i < self->plot->episodes->len; i++)
    {
      const DavyPlotEpisode *episode = &g_array_index (self->plot->episodes, DavyPlotEpisode, i);
      guint from = MAX (episode->from, at);
      guint to = MIN (episode->to + 1, end);

      if (from >= to)
        continue;
      if (from > at)
        stroke_points (self, cr, usual, at, from);
      stroke_points (self, cr, &theme->warning, from, to);
      at = to;
    }
  if (at < end)
    stroke_points (self, cr, usual, at, end);
  cairo_restore (cr);
}

/*
 * davy_plot_draw_lines:
 * @self: a layout
 * @cr: where
 * @theme: the colours
 *
 * Draws the expected range and the line, with the layers between them.
 */
void
davy_plot_draw_lines (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme)
{
  cairo_save (cr);
  cairo_rectangle (cr, self->area_x, 0, self->area_width, self->height);
  cairo_clip (cr);
  if (self->level > 0) /* with so many corners it takes a third of the time, and nobody sees it */
    cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  if (self->edges == NULL)
    draw_wash (self, cr, theme);
  draw_band (self, cr, theme);
  if (self->edges != NULL)
    davy_plot_draw_layers (self, cr, theme);
  else
    draw_excess (self, cr, theme);
  draw_total (self, cr, theme);
  cairo_restore (cr);
}
