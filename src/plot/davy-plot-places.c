/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where marks and the entries of the legend stand: texts that must not run into each other. */

#include <math.h>

#include "plot/davy-plot-private.h"

#define MAX_ROWS      2
#define LEGEND_GAP    16.0
#define LEGEND_SHARE  0.36 /* of the height, at most */
#define PEAK_OFFSET   7.0
#define MAX_PEAK_RISE 4.0                  /* how far its label may stand above the graph */
#define MAX_SHIFT     24.0                 /* how far from its shape an alert's words may stand */
#define LINE_GAP      2.0                  /* between words and the line of another mark */
#define ALERT_ROOM    (DAVY_MARK_SIZE + 3) /* alerts nearer to each other are one */

typedef struct
{
  double from;
  double to;
  guint row;
  gboolean line; /* only a line goes through */
} Taken;

static gboolean
stands_in_strip (DavyPlotMarkKind kind)
{
  return kind != DAVY_PLOT_MARK_PEAK && !davy_plot_is_event (kind);
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
    {
      const DavyPlotMark *mark = &g_array_index (self->plot->marks, DavyPlotMark, i);

      n += stands_in_strip (mark->kind) && davy_plot_layout_shows (self, mark->index);
    }

  return MIN (n, MAX_ROWS);
}

static gboolean
is_free (const GArray *taken, guint row, double from, double to, gboolean over_lines)
{
  for (guint i = 0; i < taken->len; i++)
    {
      const Taken *other = &g_array_index (taken, Taken, i);

      if (other->row == row && from < other->to && to > other->from && !(other->line && over_lines))
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

/* Puts the words of @mark on one side of it, @offset away, if that place is free. */
static gboolean
try_place (const DavyPlotLayout *self,
           DavyPlacedMark *mark,
           guint row,
           gboolean left,
           double offset,
           gboolean over_lines,
           GArray *taken)
{
  double from = left ? mark->x - offset - mark->label.width : mark->x + offset;
  double to = from + mark->label.width;
  double edge = row == 0 ? self->area_x : 0; /* row 0 stands beside the label of the top value */
  Taken place = { from - DAVY_LABEL_GAP, to + DAVY_LABEL_GAP, row, FALSE };

  if (from < edge || to > self->width || !is_free (taken, row, place.from, place.to, over_lines))
    return FALSE;

  g_array_append_val (taken, place);
  mark->label.x = from;
  mark->label.y = row_middle (self, row) - mark->label.height / 2;
  mark->line_top = row_middle (self, row);

  return TRUE;
}

/* Alerts have their words in the lowest row, beside their shape or near it. */
static gboolean
place_alert (const DavyPlotLayout *self, DavyPlacedMark *mark, gboolean over_lines, GArray *taken)
{
  double offset = DAVY_MARK_SIZE / 2 + DAVY_LABEL_GAP;

  for (double more = 0; more <= MAX_SHIFT; more += DAVY_LABEL_GAP)
    if (try_place (self, mark, 0, FALSE, offset + more, over_lines, taken) ||
        try_place (self, mark, 0, TRUE, offset + more, over_lines, taken))
      return TRUE;

  return FALSE;
}

/* The others have them from the highest row down. What began is told before its line, where the
 * calm days are; the others after it. */
static gboolean
place_label (const DavyPlotLayout *self, DavyPlacedMark *mark, GArray *taken)
{
  double offset = DAVY_MARK_SIZE / 2 + DAVY_LABEL_GAP;
  gboolean before = mark->kind == DAVY_PLOT_MARK_ONSET;
  guint n_rows = davy_plot_layout_count_mark_rows (self);

  if (mark->kind == DAVY_PLOT_MARK_ALERT)
    return place_alert (self, mark, FALSE, taken);

  for (guint row = n_rows; row > 0; row--)
    if (try_place (self, mark, row - 1, before, offset, FALSE, taken) ||
        try_place (self, mark, row - 1, !before, offset, FALSE, taken))
      return TRUE;

  return FALSE;
}

static void
place_in_strip (DavyPlotLayout *self, DavyPlacedMark *mark, double total, GArray *taken)
{
  mark->line_top = row_middle (self, 0);
  if (mark->label.text != NULL && !place_label (self, mark, taken))
    davy_placed_text_clear (&mark->label);

  if (mark->kind == DAVY_PLOT_MARK_ALERT)
    mark->y = mark->line_top;
  else
    mark->y = davy_plot_layout_get_y (self, total);
}

static gboolean
covers (const DavyPlacedText *a, const DavyPlacedText *b)
{
  return a->text != NULL && b->text != NULL && a->x < b->x + b->width + DAVY_LABEL_GAP &&
         b->x < a->x + a->width + DAVY_LABEL_GAP && a->y < b->y + b->height &&
         b->y < a->y + a->height;
}

static gboolean
is_covered (const DavyPlotLayout *self, const DavyPlacedText *label)
{
  if (covers (label, &self->limit))
    return TRUE;
  for (guint i = 0; i < self->marks->len; i++)
    if (covers (label, &g_array_index (self->marks, DavyPlacedMark, i).label))
      return TRUE;

  return FALSE;
}

/* By the line of another mark, which goes from the strip down to its point. */
static gboolean
is_crossed (const DavyPlotLayout *self, const DavyPlacedText *label)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const DavyPlacedMark *mark = &g_array_index (self->marks, DavyPlacedMark, i);
      double end = davy_plot_layout_get_y (self, davy_plot_get_total (self->plot, mark->index));

      if (!isnan (mark->line_top) && mark->x > label->x - LINE_GAP &&
          mark->x < label->x + label->width + LINE_GAP && !(end < label->y))
        return TRUE;
    }

  return FALSE;
}

static gboolean
try_at (const DavyPlotLayout *self, DavyPlacedText *label, double x, double y, gboolean crossed)
{
  label->x = x;
  label->y = y;

  return x >= self->area_x && x + label->width <= self->width && !is_covered (self, label) &&
         (crossed || !is_crossed (self, label));
}

/* Tries the places around its point for the words of a mark: above it in the middle, before it and
 * after it, then beside it, or near that. */
static gboolean
try_around (const DavyPlotLayout *self, DavyPlacedMark *mark, gboolean crossed)
{
  DavyPlacedText *label = &mark->label;
  double offset = DAVY_MARK_SIZE / 2 + DAVY_LABEL_GAP;
  double right = MAX (self->width - label->width, self->area_x);
  double middle = CLAMP (mark->x - label->width / 2, self->area_x, right);
  double above = MAX (mark->y - DAVY_PEAK_OFFSET - label->height, self->area_y);
  double beside = mark->y - label->height / 2;

  if (try_at (self, label, middle, above, crossed) ||
      try_at (self, label, mark->x - DAVY_LABEL_GAP - label->width, above, crossed) ||
      try_at (self, label, mark->x + DAVY_LABEL_GAP, above, crossed))
    return TRUE;
  for (double more = 0; more <= MAX_SHIFT; more += DAVY_LABEL_GAP)
    if (try_at (self, label, mark->x - offset - more - label->width, beside, crossed) ||
        try_at (self, label, mark->x + offset + more, beside, crossed))
      return TRUE;

  return FALSE;
}

/* Where neither other words nor a line stands, else where no other words do, else nowhere. */
static void
place_at_value (DavyPlotLayout *self, DavyPlacedMark *mark, double total)
{
  mark->y = davy_plot_layout_get_y (self, total);
  mark->line_top = NAN;
  if (isnan (total) || mark->label.text == NULL ||
      (!try_around (self, mark, FALSE) && !try_around (self, mark, TRUE)))
    davy_placed_text_clear (&mark->label);
}

/* The marks of one kind, alerts that stand too near to each other as one. */
static GArray *
collect_marks (const DavyPlotLayout *self, DavyPlotMarkKind kind)
{
  const GArray *marks = self->plot->marks;
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (DavyPlacedMark));

  for (guint i = 0; i < marks->len; i++)
    {
      const DavyPlotMark *source = &g_array_index (marks, DavyPlotMark, i);
      DavyPlacedMark mark = {
        .kind = kind,
        .index = source->index,
        .count = source->count,
        .words = source->label,
        .x = davy_plot_layout_get_x (self, source->index),
      };
      DavyPlacedMark *last =
          placed->len > 0 ? &g_array_index (placed, DavyPlacedMark, placed->len - 1) : NULL;

      if (source->kind != kind || !davy_plot_layout_shows (self, source->index))
        continue;
      if (kind == DAVY_PLOT_MARK_ALERT && last != NULL && mark.x < last->x + ALERT_ROOM)
        last->count += mark.count;
      else
        g_array_append_val (placed, mark);
    }

  return placed;
}

static void
write_label (DavyPlotLayout *self, PangoContext *context, DavyPlacedMark *mark, guint count)
{
  g_autofree char *text =
      mark->words != NULL && count > 1 ? g_strdup_printf ("%s (%u)", mark->words, count) : NULL;

  davy_placed_text_clear (&mark->label);
  mark->label = davy_plot_layout_create_text (self, context, text != NULL ? text : mark->words);
}

/* Words for each mark; alerts between which there is no room for words have them once, with their
 * number, at the first. */
static void
write_labels (DavyPlotLayout *self, PangoContext *context, GArray *placed)
{
  for (guint i = 0, end; i < placed->len; i = end)
    {
      DavyPlacedMark *first = &g_array_index (placed, DavyPlacedMark, i);
      guint count = first->count;

      write_label (self, context, first, count);
      for (end = i + 1; end < placed->len && first->kind == DAVY_PLOT_MARK_ALERT; end++)
        {
          const DavyPlacedMark *last = &g_array_index (placed, DavyPlacedMark, end - 1);
          const DavyPlacedMark *next = &g_array_index (placed, DavyPlacedMark, end);

          if (next->x - last->x > first->label.width + 2 * DAVY_MARK_SIZE)
            break;
          count += next->count;
        }
      if (count > first->count)
        write_label (self, context, first, count);
    }
}

static gboolean
is_named_alert (const DavyPlacedMark *mark)
{
  return mark->kind == DAVY_PLOT_MARK_ALERT && mark->label.text != NULL;
}

/* Where no alert found room for its words, one has them over the lines of others, without a number:
 * it is said what the shape means. */
static void
name_one_alert (DavyPlotLayout *self, PangoContext *context, GArray *taken)
{
  for (guint i = 0; i < self->marks->len; i++)
    if (is_named_alert (&g_array_index (self->marks, DavyPlacedMark, i)))
      return;

  for (guint i = 0; i < self->marks->len; i++)
    {
      DavyPlacedMark *mark = &g_array_index (self->marks, DavyPlacedMark, i);

      if (mark->kind != DAVY_PLOT_MARK_ALERT)
        continue;
      write_label (self, context, mark, 1);
      if (mark->label.text != NULL && place_alert (self, mark, TRUE, taken))
        return;
      davy_placed_text_clear (&mark->label);
    }
}

/*
 * davy_plot_layout_place_marks:
 * @self: a layout whose scales stand
 * @context: the font's context
 *
 * What began chooses its place first, the latest before all; then the alerts and what ended, then
 * the peaks. Words that find no place are left out, their shape stays.
 */
void
davy_plot_layout_place_marks (DavyPlotLayout *self, PangoContext *context)
{
  static const DavyPlotMarkKind order[] = {
    DAVY_PLOT_MARK_ONSET,
    DAVY_PLOT_MARK_ALERT,
    DAVY_PLOT_MARK_END,
    DAVY_PLOT_MARK_PEAK,
  };
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Taken));
  GArray *kinds[G_N_ELEMENTS (order)];

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      kinds[i] = collect_marks (self, order[i]);
      write_labels (self, context, kinds[i]);
      for (guint j = 0; j < kinds[i]->len && stands_in_strip (order[i]); j++)
        {
          double x = g_array_index (kinds[i], DavyPlacedMark, j).x;
          double half = order[i] == DAVY_PLOT_MARK_ALERT ? DAVY_MARK_SIZE / 2 : 1;
          /* of the others, their line goes through */
          Taken shape = { x - half, x + half, 0, order[i] != DAVY_PLOT_MARK_ALERT };

          g_array_append_val (taken, shape);
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      for (guint j = kinds[i]->len; j > 0; j--)
        {
          DavyPlacedMark mark = g_array_index (kinds[i], DavyPlacedMark, j - 1);
          double total = davy_plot_get_total (self->plot, mark.index);

          if (stands_in_strip (order[i]))
            place_in_strip (self, &mark, total, taken);
          else
            place_at_value (self, &mark, total);
          g_array_append_val (self->marks, mark);
        }
      g_array_unref (kinds[i]);
      if (order[i] == DAVY_PLOT_MARK_ALERT)
        name_one_alert (self, context, taken);
    }
}

static void
add_entry (DavyPlotLayout *self,
           PangoContext *context,
           DavyLegendKind kind,
           guint index,
           const char *name)
{
  DavyPlacedLegend entry = { .kind = kind, .index = index };

  if (name == NULL)
    return;

  entry.label = davy_plot_layout_create_text (self, context, name);
  if (entry.label.text != NULL)
    g_array_append_val (self->legend, entry);
}

static void
fill_legend (DavyPlotLayout *self, PangoContext *context)
{
  const DavyPlot *plot = self->plot;

  add_entry (self, context, DAVY_LEGEND_TOTAL, 0, plot->total_name);
  for (guint i = 0; i < plot->layers->len; i++)
    add_entry (self, context, DAVY_LEGEND_LAYER, i,
               ((DavyPlotLayer *) g_ptr_array_index (plot->layers, i))->name);
  if (plot->layers->len == 0)
    add_entry (self, context, DAVY_LEGEND_EPISODE, 0, plot->episode_name);
  for (guint i = 0; i < G_N_ELEMENTS (plot->event_names); i++)
    add_entry (self, context, DAVY_LEGEND_EVENT, i, plot->event_names[i]);
  add_entry (self, context, DAVY_LEGEND_BAND, 0, plot->band_name);
  if (plot->incomplete > 0)
    add_entry (self, context, DAVY_LEGEND_INCOMPLETE, 0, plot->incomplete_name);
}

/*
 * davy_plot_layout_place_legend:
 * @self: a layout that has a size and a font
 * @context: the font's context
 *
 * Flows the legend into rows at the lower edge. It takes no more than a share of the height: what
 * does not fit is what explains itself best, and comes last.
 *
 * Returns: how much of the height it takes
 */
double
davy_plot_layout_place_legend (DavyPlotLayout *self, PangoContext *context)
{
  double row_height = self->line_height + 4;
  double most = MAX (self->height * LEGEND_SHARE, row_height);
  double x = 0;
  double y = 0;
  double height;

  if (davy_plot_has_values (self->plot))
    fill_legend (self, context);
  for (guint i = 0; i < self->legend->len; i++)
    {
      DavyPlacedLegend *entry = &g_array_index (self->legend, DavyPlacedLegend, i);
      double width = DAVY_SWATCH_WIDTH + DAVY_LABEL_GAP + 2 + entry->label.width;

      if (x > 0 && x + width > self->width)
        {
          x = 0;
          y += row_height;
        }
      if (y + row_height > most)
        {
          g_array_set_size (self->legend, i);
          y -= row_height;
          break;
        }
      entry->x = x;
      entry->y = y + row_height / 2;
      entry->label.x = x + DAVY_SWATCH_WIDTH + DAVY_LABEL_GAP + 2;
      entry->label.y = entry->y - entry->label.height / 2;
      x += width + LEGEND_GAP;
    }
  if (self->legend->len == 0)
    return 0;

  height = y + row_height;
  for (guint i = 0; i < self->legend->len; i++)
    {
      DavyPlacedLegend *entry = &g_array_index (self->legend, DavyPlacedLegend, i);

      entry->y += self->height - height;
      entry->label.y += self->height - height;
    }

  return height + row_height / 2;
}
