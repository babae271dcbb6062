/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-chart.h"

#include <adwaita.h>

#include "chart/davy-chart-private.h"
#include "chart/davy-chart-theme.h"

/**
 * DavyChart:
 *
 * A graph that can be read with the eyes, the pointer, the keyboard and the ears.
 *
 * The pointer reads what is under it; dragging across selects a span of days; the wheel zooms about
 * the pointer with Control and pans with Shift or sideways, and up and down stays the page's; two
 * fingers pinch.
 *
 * Shortcuts: Left and Right move the cursor by a point, Page Up and Page Down by seven, Home and
 * End to the ends, and the view follows; with Shift they select. Plus and minus zoom about the
 * cursor, 0 shows all, Control with Left and Right pans. Escape takes away the selection, then the
 * cursor.
 *
 * CSS nodes: `davychart` with the children `reading` and `points`.
 *
 * Accessibility: role group; its label is what the graph is of, its description the summary, or the
 * reading while there is a cursor. The reading also stands in a label of role status; after a key
 * it is announced where GTK can (from 4.14 on). What is seen is also there as a list, see
 * #DavyChartPoints.
 */
G_DEFINE_FINAL_TYPE (DavyChart, davy_chart, GTK_TYPE_WIDGET)

enum
{
  VIEW_CHANGED,
  SELECTION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define MINIMAL_WIDTH  200
#define NATURAL_WIDTH  640
#define MINIMAL_HEIGHT 180
#define NATURAL_HEIGHT 270
#define POINTS_DELAY   100 /* milliseconds: nobody listens to every frame of a movement */

static void
drop_picture (DavyChart *self)
{
  davy_chart_picture_drop (&self->picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drop_layout (DavyChart *self)
{
  g_clear_pointer (&self->layout, davy_plot_layout_free);
  self->points_placed = FALSE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  drop_picture (self);
}

/*
 * davy_chart_ensure_layout:
 * @self: a chart
 *
 * Returns: (nullable): where everything stands; nothing without a plot
 */
const DavyPlotLayout *
davy_chart_ensure_layout (DavyChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  DavyPlotSpan span;

  if (self->layout == NULL && self->plot != NULL)
    {
      davy_chart_view_get_span (&self->view, &span.first, &span.length);
      self->layout =
          davy_plot_layout_new (self->plot, &span, gtk_widget_get_pango_context (widget),
                                gtk_widget_get_width (widget), gtk_widget_get_height (widget));
    }

  return self->layout;
}

static void
tell_cursor (DavyChart *self)
{
  guint index = (guint) self->cursor;
  g_autofree char *text = NULL;

  if (self->cursor >= 0 && self->reading != NULL)
    text = self->reading (index, index, self->reading_data);

  davy_chart_bubble_set_text (self->bubble, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : self->summary, -1);
}

static void
tell_points (DavyChart *self)
{
  guint first = 0;
  guint length = 0;

  if (self->plot != NULL && self->reading != NULL)
    davy_chart_view_get_span (&self->view, &first, &length);

  davy_chart_points_tell (self->points, first, length, self->reading, self->reading_data);
  self->points_placed = FALSE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
points_due_cb (gpointer data)
{
  DavyChart *self = data;

  davy_timer_clear (&self->points_timer);
  tell_points (self);

  return G_SOURCE_REMOVE;
}

/* What nobody sees is not told either, but when it comes. */
static void
queue_points (DavyChart *self)
{
  davy_timer_clear (&self->points_timer);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->points_timer = davy_timer_start (POINTS_DELAY, points_due_cb, self, NULL);
}

/*
 * davy_chart_apply_view:
 * @self: a chart with a plot
 * @view: what is seen from now on
 *
 * The cursor comes along to where it can be seen.
 */
void
davy_chart_apply_view (DavyChart *self, const DavyChartView *view)
{
  DavyPlotSpan before, now;

  davy_chart_view_get_span (&self->view, &before.first, &before.length);
  davy_chart_view_get_span (view, &now.first, &now.length);
  self->view = *view;
  if (before.first == now.first && before.length == now.length)
    return;

  drop_layout (self);
  queue_points (self);
  if (self->cursor >= 0)
    davy_chart_set_cursor (
        self, CLAMP (self->cursor, (int) now.first, (int) (now.first + now.length) - 1));
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

/*
 * davy_chart_select:
 * @self: a chart
 * @anchor: the point where the selection began; %DAVY_CHART_NOWHERE: nothing is selected
 * @head: the point where it ends, before or after
 */
void
davy_chart_select (DavyChart *self, int anchor, int head)
{
  if (anchor < 0 || head < 0)
    anchor = head = DAVY_CHART_NOWHERE;
  if (anchor == self->anchor && head == self->head)
    return;

  self->anchor = anchor;
  self->head = head;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
look_changed_cb (AdwStyleManager *manager, GParamSpec *pspec, DavyChart *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What is read at the cursor takes no room of its own. */
static void
davy_chart_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? MINIMAL_WIDTH : MINIMAL_HEIGHT;
  *natural = across ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
allocate_bubble (DavyChart *self, int width, int height)
{
  GtkWidget *bubble = GTK_WIDGET (self->bubble);
  double x, y, area_width, area_height;

  if (!gtk_widget_should_layout (bubble) || davy_chart_ensure_layout (self) == NULL)
    return;

  davy_plot_layout_get_area (self->layout, &x, &y, &area_width, &area_height);
  davy_chart_bubble_place (self->bubble, davy_plot_layout_get_x (self->layout, self->cursor), y,
                           width, height);
}

static void
allocate_points (DavyChart *self, int width, int height)
{
  GtkWidget *points = GTK_WIDGET (self->points);

  gtk_widget_measure (points, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (points, &(GtkAllocation){ 0, 0, width, height }, -1);
  if (!self->points_placed && davy_chart_ensure_layout (self) != NULL)
    davy_chart_points_place (self->points, self->layout);
  self->points_placed = TRUE;
}

static void
davy_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DavyChart *self = DAVY_CHART (widget);

  if (self->layout != NULL && !davy_plot_layout_has_size (self->layout, width, height))
    {
      g_clear_pointer (&self->layout, davy_plot_layout_free);
      davy_chart_picture_drop (&self->picture);
      self->points_placed = FALSE;
    }
  allocate_bubble (self, width, height);
  allocate_points (self, width, height);
}

static void
davy_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DavyChart *self = DAVY_CHART (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  guint from, to;

  if (width > 0 && height > 0 && davy_chart_ensure_layout (self) != NULL)
    {
      DavyPlotTheme theme = davy_chart_theme_of (widget);

      gtk_snapshot_append_node (
          snapshot, davy_chart_picture_get (&self->picture, self->layout, &theme, width, height,
                                            gtk_widget_get_scale_factor (widget)));
      if (davy_chart_get_selection (self, &from, &to))
        davy_chart_append_selection (snapshot, self->layout, &theme, &self->view, from, to);
      if (self->cursor >= 0)
        davy_chart_append_cursor (snapshot, self->layout, &theme, self->cursor);
    }

  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->bubble), snapshot);
}

static void
davy_chart_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (davy_chart_parent_class)->map (widget);

  queue_points (DAVY_CHART (widget));
}

static void
davy_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (davy_chart_parent_class)->css_changed (widget, change);

  drop_layout (DAVY_CHART (widget));
}

static void
davy_chart_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (davy_chart_parent_class)->system_setting_changed (widget, setting);

  drop_layout (DAVY_CHART (widget));
}

static void
davy_chart_dispose (GObject *object)
{
  DavyChart *self = DAVY_CHART (object);

  davy_timer_clear (&self->points_timer);
  if (self->bubble != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->bubble));
  self->bubble = NULL;
  if (self->points != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->points));
  self->points = NULL;
  davy_chart_picture_drop (&self->picture);
  g_clear_pointer (&self->layout, davy_plot_layout_free);
  g_clear_pointer (&self->plot, davy_plot_unref);

  G_OBJECT_CLASS (davy_chart_parent_class)->dispose (object);
}

static void
davy_chart_finalize (GObject *object)
{
  DavyChart *self = DAVY_CHART (object);

  if (self->reading_destroy != NULL)
    self->reading_destroy (self->reading_data);
  g_free (self->summary);

  G_OBJECT_CLASS (davy_chart_parent_class)->finalize (object);
}

static void
davy_chart_class_init (DavyChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_chart_dispose;
  object_class->finalize = davy_chart_finalize;

  widget_class->measure = davy_chart_measure;
  widget_class->size_allocate = davy_chart_size_allocate;
  widget_class->snapshot = davy_chart_snapshot;
  widget_class->map = davy_chart_map;
  widget_class->css_changed = davy_chart_css_changed;
  widget_class->system_setting_changed = davy_chart_system_setting_changed;

  /**
   * DavyChart::view-changed:
   * @self: a chart
   *
   * Another part of the plot is seen, by whatever way.
   */
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", DAVY_TYPE_CHART, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  /**
   * DavyChart::selection-changed:
   * @self: a chart
   *
   * Other points are selected, or none any more.
   */
  signals[SELECTION_CHANGED] = g_signal_new (
      "selection-changed", DAVY_TYPE_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  davy_chart_class_add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "davychart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
davy_chart_init (DavyChart *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->cursor = DAVY_PLOT_NO_CURSOR;
  self->anchor = self->head = DAVY_CHART_NOWHERE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);

  self->points = g_object_new (DAVY_TYPE_CHART_POINTS, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->points), GTK_WIDGET (self));
  self->bubble = g_object_new (DAVY_TYPE_CHART_BUBBLE, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->bubble), GTK_WIDGET (self));

  davy_chart_add_hands (self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (look_changed_cb), self, 0);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (look_changed_cb), self, 0);
}

/* What stood among days is nowhere among hours. */
static gboolean
are_alike (const DavyPlot *old, const DavyPlot *plot)
{
  return old != NULL && davy_plot_is_hourly (old) == davy_plot_is_hourly (plot);
}

/* The point that was @index when the first one was @shift days later; nothing where it is gone. */
static int
carry (int index, int shift, guint n)
{
  index += index >= 0 ? shift : 0;

  return index >= 0 && index < (int) n ? index : DAVY_CHART_NOWHERE;
}

/**
 * davy_chart_set_plot:
 * @self: a chart
 * @plot: (nullable): what it shows; a reference is kept, and it is not changed any more
 *
 * Cursor, selection and view stay on their days where the new plot has them; who saw all sees all.
 * From days to hours nothing stays.
 */
void
davy_chart_set_plot (DavyChart *self, DavyPlot *plot)
{
  g_autoptr (DavyPlot) old = NULL;
  DavyChartView view = { 0 };
  guint kept = 0;
  int shift = 0;

  g_return_if_fail (DAVY_IS_CHART (self));

  old = g_steal_pointer (&self->plot);
  if (plot != NULL)
    {
      guint n = davy_plot_get_length (plot);
      gboolean alike = are_alike (old, plot);

      self->plot = davy_plot_ref (plot);
      if (alike)
        shift = davy_plot_get_shift (old, plot);
      view = alike ? davy_chart_view_carry (&self->view, n, shift) : davy_chart_view_new (n, 0, 0);
      kept = alike ? n : 0;
    }

  drop_layout (self);
  queue_points (self);
  davy_chart_select (self, carry (self->anchor, shift, kept), carry (self->head, shift, kept));
  self->cursor = carry (self->cursor, shift, kept);
  davy_chart_apply_view (self, &view);
  tell_cursor (self);
}

/**
 * davy_chart_set_label:
 * @self: a chart
 * @label: what it is a graph of, for a screen reader
 */
void
davy_chart_set_label (DavyChart *self, const char *label)
{
  g_return_if_fail (DAVY_IS_CHART (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->points), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

/**
 * davy_chart_set_summary:
 * @self: a chart
 * @summary: what the graph shows, in a sentence or two, for who cannot see it
 */
void
davy_chart_set_summary (DavyChart *self, const char *summary)
{
  g_return_if_fail (DAVY_IS_CHART (self));

  g_free (self->summary);
  self->summary = g_strdup (summary);
  tell_cursor (self);
}

/**
 * davy_chart_set_reading:
 * @self: a chart
 * @reading: (nullable): words a day, or several
 * @data: for @reading
 * @destroy: (nullable): frees @data
 */
void
davy_chart_set_reading (DavyChart *self,
                        DavyChartReading reading,
                        gpointer data,
                        GDestroyNotify destroy)
{
  g_return_if_fail (DAVY_IS_CHART (self));

  if (self->reading_destroy != NULL)
    self->reading_destroy (self->reading_data);
  self->reading = reading;
  self->reading_data = data;
  self->reading_destroy = destroy;
  tell_cursor (self);
  queue_points (self);
}

/**
 * davy_chart_get_cursor:
 * @self: a chart
 *
 * Returns: the day the cursor is on, counted from the first; -1 when there is none
 */
int
davy_chart_get_cursor (DavyChart *self)
{
  g_return_val_if_fail (DAVY_IS_CHART (self), DAVY_PLOT_NO_CURSOR);

  return self->cursor;
}

/**
 * davy_chart_set_cursor:
 * @self: a chart
 * @cursor: a day, which is moved into view; outside of the plot there is no cursor
 */
void
davy_chart_set_cursor (DavyChart *self, int cursor)
{
  g_return_if_fail (DAVY_IS_CHART (self));

  if (self->plot == NULL || cursor < 0 || (guint) cursor >= davy_plot_get_length (self->plot))
    cursor = DAVY_PLOT_NO_CURSOR;
  if (cursor == self->cursor)
    return;

  self->cursor = cursor;
  tell_cursor (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (cursor >= 0)
    {
      DavyChartView view = self->view;

      davy_chart_view_reveal (&view, (guint) cursor);
      davy_chart_apply_view (self, &view);
    }
}

/**
 * davy_chart_get_view:
 * @self: a chart
 * @first: (out): the first point that is seen, counted from the first of the plot
 * @length: (out): how many are seen; 0 without a plot
 */
void
davy_chart_get_view (DavyChart *self, guint *first, guint *length)
{
  g_return_if_fail (DAVY_IS_CHART (self));

  davy_chart_view_get_span (&self->view, first, length);
}

/**
 * davy_chart_set_view:
 * @self: a chart
 * @first: the first point to see, counted from the first of the plot
 * @length: how many to see; 0: all
 *
 * Shows a part of the plot, never less than a week of it and nothing beyond its ends. Without a
 * plot nothing happens.
 */
void
davy_chart_set_view (DavyChart *self, guint first, guint length)
{
  DavyChartView view;

  g_return_if_fail (DAVY_IS_CHART (self));

  if (self->plot == NULL)
    return;

  view = davy_chart_view_new (self->view.n, first, length);
  davy_chart_apply_view (self, &view);
}

/**
 * davy_chart_get_selection:
 * @self: a chart
 * @from: (out): the first point that is selected, counted from the first of the plot
 * @to: (out): the last one
 *
 * Returns: whether anything is selected
 */
gboolean
davy_chart_get_selection (DavyChart *self, guint *from, guint *to)
{
  g_return_val_if_fail (DAVY_IS_CHART (self), FALSE);

  if (self->anchor < 0)
    return FALSE;

  *from = (guint) MIN (self->anchor, self->head);
  *to = (guint) MAX (self->anchor, self->head);

  return TRUE;
}
