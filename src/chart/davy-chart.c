/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-chart.h"

#include <adwaita.h>
#include <string.h>

#include "chart/davy-chart-theme.h"
#include "compat/davy-compat.h"
#include "plot/davy-plot-layout.h"

/**
 * DavyChart:
 *
 * A graph that can be read with the eyes, the pointer, the keyboard and the ears.
 *
 * Shortcuts: Left and Right move the cursor by a day, Page Up and Page Down by a week, Home and End
 * to the ends, Escape takes it away.
 *
 * CSS nodes: `davychart` with a child `box.reading`.
 *
 * Accessibility: role group; its label is what the graph is of, its description the summary, or the
 * reading while there is a cursor. The reading also stands in a label of role status; after a key
 * it is announced where GTK can (from 4.14 on).
 */
struct _DavyChart
{
  GtkWidget parent_instance;

  DavyPlot *plot;         /* (nullable) */
  DavyPlotLayout *layout; /* (nullable): for the present size and font */
  char *summary;
  int cursor;

  DavyChartReading reading;
  gpointer reading_data;
  GDestroyNotify reading_destroy;

  GtkWidget *bubble;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (DavyChart, davy_chart, GTK_TYPE_WIDGET)

#define MINIMAL_WIDTH  200
#define NATURAL_WIDTH  640
#define MINIMAL_HEIGHT 180
#define NATURAL_HEIGHT 270
#define BUBBLE_GAP     12 /* from the cursor to what is read there */
#define DAYS_A_PAGE    7

static void
drop_layout (DavyChart *self)
{
  g_clear_pointer (&self->layout, davy_plot_layout_free);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static const DavyPlotLayout *
ensure_layout (DavyChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->layout == NULL && self->plot != NULL)
    self->layout =
        davy_plot_layout_new (self->plot, NULL, gtk_widget_get_pango_context (widget),
                              gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  return self->layout;
}

static void
set_label_text (GtkLabel *label, const char *text)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->end_index = (guint) strcspn (text, "\n");
  pango_attr_list_insert (attributes, bold);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  gtk_label_set_text (label, text);
  gtk_label_set_attributes (label, attributes);
}

static void
tell_cursor (DavyChart *self)
{
  g_autofree char *text = NULL;

  if (self->cursor >= 0 && self->reading != NULL)
    text = self->reading ((guint) self->cursor, (guint) self->cursor, self->reading_data);

  if (text != NULL)
    set_label_text (self->label, text);
  gtk_widget_set_visible (self->bubble, text != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : self->summary, -1);
}

static gboolean
move_cursor (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DavyChart *self = DAVY_CHART (widget);
  int last;
  int from, by;

  if (self->plot == NULL)
    return FALSE;

  last = (int) davy_plot_get_length (self->plot) - 1;
  g_variant_get (arguments, "(ii)", &from, &by);
  if (from < 0)
    from = self->cursor >= 0 ? self->cursor : last - by;
  else if (from > 0)
    from = last;
  davy_chart_set_cursor (self, CLAMP (from + by, 0, last));
  davy_compat_announce (widget, gtk_label_get_text (self->label));

  return TRUE;
}

static gboolean
hide_cursor (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DavyChart *self = DAVY_CHART (widget);

  if (self->cursor < 0)
    return FALSE;

  davy_chart_set_cursor (self, DAVY_PLOT_NO_CURSOR);

  return TRUE;
}

static void
pointer_moved_cb (GtkEventControllerMotion *controller, double x, double y, DavyChart *self)
{
  int index = ensure_layout (self) != NULL ? davy_plot_layout_get_index_at (self->layout, x)
                                           : DAVY_PLOT_NO_CURSOR;

  if (index >= 0)
    davy_chart_set_cursor (self, index);
}

static void
pointer_left_cb (GtkEventControllerMotion *controller, DavyChart *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    davy_chart_set_cursor (self, DAVY_PLOT_NO_CURSOR);
}

static void
focus_left_cb (GtkEventControllerFocus *controller, DavyChart *self)
{
  davy_chart_set_cursor (self, DAVY_PLOT_NO_CURSOR);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, DavyChart *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  pointer_moved_cb (NULL, x, y, self);
}

static void
look_changed_cb (AdwStyleManager *manager, GParamSpec *pspec, DavyChart *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
davy_chart_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  DavyChart *self = DAVY_CHART (widget);
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  int child;

  gtk_widget_measure (self->bubble, orientation, -1, &child, NULL, NULL, NULL);
  *minimum = MAX (across ? MINIMAL_WIDTH : MINIMAL_HEIGHT, child);
  *natural = MAX (across ? NATURAL_WIDTH : NATURAL_HEIGHT, *minimum);
}

/* Beside the cursor, where there is room, so that the point itself stays free. */
static void
allocate_bubble (DavyChart *self)
{
  GtkRequisition size;
  double x, y, width, height;
  double left;

  if (!gtk_widget_should_layout (self->bubble) || ensure_layout (self) == NULL)
    return;

  gtk_widget_get_preferred_size (self->bubble, NULL, &size);
  davy_plot_layout_get_area (self->layout, &x, &y, &width, &height);
  left = davy_plot_layout_get_x (self->layout, self->cursor) + BUBBLE_GAP;
  if (left + size.width > x + width)
    left -= 2 * BUBBLE_GAP + size.width;
  left = CLAMP (left, 0, MAX (gtk_widget_get_width (GTK_WIDGET (self)) - size.width, 0));
  gtk_widget_size_allocate (self->bubble,
                            &(GtkAllocation){ (int) left, (int) y, size.width, size.height }, -1);
}

static void
davy_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DavyChart *self = DAVY_CHART (widget);

  if (self->layout != NULL && !davy_plot_layout_has_size (self->layout, width, height))
    g_clear_pointer (&self->layout, davy_plot_layout_free);
  allocate_bubble (self);
}

static void
davy_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DavyChart *self = DAVY_CHART (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  if (width > 0 && height > 0 && ensure_layout (self) != NULL)
    {
      DavyPlotTheme theme = davy_chart_theme_of (widget);
      cairo_t *cr = gtk_snapshot_append_cairo (
          snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

      davy_plot_layout_draw (self->layout, cr, &theme);
      davy_plot_layout_draw_cursor (self->layout, cr, &theme, self->cursor);
      cairo_destroy (cr);
    }

  gtk_widget_snapshot_child (widget, self->bubble, snapshot);
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

  g_clear_pointer (&self->bubble, gtk_widget_unparent);
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

/* @from: 0 the first day, 1 the last, -1 where the cursor is, which is the last day at first. */
static void
add_binding (GtkWidgetClass *widget_class, guint key, guint keypad_key, int from, int by)
{
  gtk_widget_class_add_binding (widget_class, key, 0, move_cursor, "(ii)", from, by);
  gtk_widget_class_add_binding (widget_class, keypad_key, 0, move_cursor, "(ii)", from, by);
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
  widget_class->css_changed = davy_chart_css_changed;
  widget_class->system_setting_changed = davy_chart_system_setting_changed;

  add_binding (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -1, -1);
  add_binding (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, -1, 1);
  add_binding (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, -1, -DAYS_A_PAGE);
  add_binding (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, -1, DAYS_A_PAGE);
  add_binding (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, 0, 0);
  add_binding (widget_class, GDK_KEY_End, GDK_KEY_KP_End, 1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, hide_cursor, NULL);

  gtk_widget_class_set_css_name (widget_class, "davychart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_controllers (DavyChart *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (pointer_moved_cb), self, 0);
  g_signal_connect_object (motion, "motion", G_CALLBACK (pointer_moved_cb), self, 0);
  g_signal_connect_object (motion, "leave", G_CALLBACK (pointer_left_cb), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, 0);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
davy_chart_init (DavyChart *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->cursor = DAVY_PLOT_NO_CURSOR;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);

  self->bubble = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                              "xalign", 0.0, "selectable", FALSE, NULL);
  gtk_box_append (GTK_BOX (self->bubble), GTK_WIDGET (self->label));
  gtk_widget_add_css_class (self->bubble, "reading");
  gtk_widget_set_can_target (self->bubble, FALSE);
  gtk_widget_set_visible (self->bubble, FALSE);
  gtk_widget_set_parent (self->bubble, GTK_WIDGET (self));

  add_controllers (self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (look_changed_cb), self, 0);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (look_changed_cb), self, 0);
}

/**
 * davy_chart_set_plot:
 * @self: a chart
 * @plot: (nullable): what it shows; a reference is kept, and it is not changed any more
 *
 * The cursor stays on its day where the new plot has that day.
 */
void
davy_chart_set_plot (DavyChart *self, DavyPlot *plot)
{
  DavyPlot *old;
  int shift = 0;

  g_return_if_fail (DAVY_IS_CHART (self));

  old = g_steal_pointer (&self->plot);
  self->plot = plot != NULL ? davy_plot_ref (plot) : NULL;
  if (old != NULL && plot != NULL)
    shift = davy_plot_get_first (old) - davy_plot_get_first (plot);
  g_clear_pointer (&old, davy_plot_unref);

  drop_layout (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->cursor >= 0)
    davy_chart_set_cursor (self, self->cursor + shift);
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
 * @cursor: a day; outside of the plot there is no cursor
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
}
