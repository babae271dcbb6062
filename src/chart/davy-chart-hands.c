/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What hands do with a chart: pointer, wheel, fingers and keys. */

#include <math.h>

#include "chart/davy-chart-private.h"
#include "compat/davy-compat.h"

#define ZOOM_STEP      1.25 /* of one notch of the wheel, or one key */
#define PIXELS_A_NOTCH 50.0 /* of a touchpad */
#define PAN_NOTCH      0.1  /* of the view */
#define PAN_KEY        0.25
#define POINTS_A_PAGE  7
#define FROM_CURSOR    (-1)
#define FROM_FIRST     0
#define FROM_LAST      1

/* The point under @x, not a whole one, as davy_chart_view_zoom() holds it; the middle of the view
 * where the pointer is elsewhere. */
static double
find_anchor (DavyChart *self, double x)
{
  double area_x, area_y, width, height;

  if (isnan (x) || davy_chart_ensure_layout (self) == NULL)
    return self->view.first + (self->view.length - 1) / 2;

  davy_plot_layout_get_area (self->layout, &area_x, &area_y, &width, &height);

  return self->view.first + CLAMP ((x - area_x) / width, 0, 1) * self->view.length - 0.5;
}

static void
point_at (DavyChart *self, double x)
{
  int index = davy_chart_ensure_layout (self) != NULL
                  ? davy_plot_layout_get_index_at (self->layout, x)
                  : DAVY_PLOT_NO_CURSOR;

  if (index >= 0)
    davy_chart_set_cursor (self, index);
}

/* The point nearest to @x, also beside the graph. */
static int
find_nearest (DavyChart *self, double x)
{
  double area_x, area_y, width, height;

  if (davy_chart_ensure_layout (self) == NULL)
    return DAVY_CHART_NOWHERE;

  davy_plot_layout_get_area (self->layout, &area_x, &area_y, &width, &height);

  return davy_plot_layout_get_index_at (self->layout, CLAMP (x, area_x, area_x + width - 1));
}

/* GTK tells of a pointer at rest too, whenever something is laid out anew: it does not take the
 * cursor back from the keys. */
static void
pointer_moved_cb (GtkEventControllerMotion *controller, double x, double y, DavyChart *self)
{
  if (x == self->pointer_x)
    return;

  self->pointer_x = x;
  point_at (self, x);
}

static void
pointer_left_cb (GtkEventControllerMotion *controller, DavyChart *self)
{
  self->pointer_x = NAN;
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    davy_chart_set_cursor (self, DAVY_PLOT_NO_CURSOR);
}

static void
focus_left_cb (GtkEventControllerFocus *controller, DavyChart *self)
{
  davy_chart_set_cursor (self, DAVY_PLOT_NO_CURSOR);
}

static void
drag_begun_cb (GtkGestureDrag *gesture, double x, double y, DavyChart *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_from = x;
  self->dragging = FALSE;
  point_at (self, x);
}

/* Only what goes across is a selection: a finger that goes down moves the page. */
static void
dragged_cb (GtkGestureDrag *gesture, double by_x, double by_y, DavyChart *self)
{
  double x = self->drag_from;

  if (!self->dragging && fabs (by_x) > fabs (by_y) &&
      gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) by_x, 0))
    self->dragging = gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->dragging)
    davy_chart_select (self, find_nearest (self, x), find_nearest (self, x + by_x));
}

static void
drag_ended_cb (GtkGestureDrag *gesture, double by_x, double by_y, DavyChart *self)
{
  if (!self->dragging)
    davy_chart_select (self, DAVY_CHART_NOWHERE, DAVY_CHART_NOWHERE);
  self->dragging = FALSE;
}

static void
zoom (DavyChart *self, double factor, double anchor)
{
  DavyChartView view = self->view;

  davy_chart_view_zoom (&view, factor, anchor);
  davy_chart_apply_view (self, &view);
}

static void
pan (DavyChart *self, double points)
{
  DavyChartView view = self->view;

  davy_chart_view_pan (&view, points);
  davy_chart_apply_view (self, &view);
}

/* With Control it zooms, across it pans, and up and down it is the page’s. */
static gboolean
scrolled_cb (GtkEventControllerScroll *controller, double by_x, double by_y, DavyChart *self)
{
  GtkEventController *base = GTK_EVENT_CONTROLLER (controller);
  GdkModifierType state = gtk_event_controller_get_current_event_state (base);
  gboolean smooth = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE;
  double notch = smooth ? PIXELS_A_NOTCH : 1;

  if (self->plot == NULL)
    return FALSE;

  if ((state & GDK_CONTROL_MASK) != 0)
    {
      zoom (self, pow (ZOOM_STEP, by_y / notch), find_anchor (self, self->pointer_x));
    }
  else
    {
      if ((state & GDK_SHIFT_MASK) != 0 && by_x == 0)
        by_x = by_y;
      else if (fabs (by_x) <= fabs (by_y))
        return FALSE;
      pan (self, by_x / notch * PAN_NOTCH * self->view.length);
    }
  point_at (self, self->pointer_x);

  return TRUE;
}

static void
pinch_begun_cb (GtkGesture *gesture, GdkEventSequence *sequence, DavyChart *self)
{
  self->pinched = self->view;
}

static void
pinched_cb (GtkGestureZoom *gesture, double scale, DavyChart *self)
{
  DavyChartView view = self->pinched;
  double x, y;

  if (self->plot == NULL || scale <= 0 ||
      !gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    return;

  davy_chart_view_zoom (&view, 1 / scale, find_anchor (self, x));
  davy_chart_apply_view (self, &view);
}

/**
 * davy_chart_add_hands:
 * @self: a chart
 *
 * Lets it follow the pointer, the wheel and the fingers.
 */
void
davy_chart_add_hands (DavyChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  self->pointer_x = NAN;
  g_signal_connect_object (motion, "enter", G_CALLBACK (pointer_moved_cb), self, 0);
  g_signal_connect_object (motion, "motion", G_CALLBACK (pointer_moved_cb), self, 0);
  g_signal_connect_object (motion, "leave", G_CALLBACK (pointer_left_cb), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, 0);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scrolled_cb), self, 0);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begun_cb), self, 0);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (dragged_cb), self, 0);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_ended_cb), self, 0);
  g_signal_connect_object (pinch, "begin", G_CALLBACK (pinch_begun_cb), self, 0);
  g_signal_connect_object (pinch, "scale-changed", G_CALLBACK (pinched_cb), self, 0);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}

/* Where a key takes the cursor from: where it is, which is the last point that is seen at first. */
static int
find_start (DavyChart *self, int from, int by)
{
  guint first, length;

  if (from == FROM_FIRST)
    return 0;
  if (from == FROM_LAST)
    return (int) self->view.n - 1;
  if (self->cursor >= 0)
    return self->cursor;

  davy_chart_view_get_span (&self->view, &first, &length);

  return (int) (first + length) - 1 - by;
}

static gboolean
move_cursor (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DavyChart *self = DAVY_CHART (widget);
  int from, by, cursor, anchor;
  gboolean select;

  if (self->plot == NULL)
    return FALSE;

  g_variant_get (arguments, "(iib)", &from, &by, &select);
  cursor = CLAMP (find_start (self, from, by) + by, 0, (int) self->view.n - 1);
  anchor = self->anchor >= 0 ? self->anchor : self->cursor >= 0 ? self->cursor : cursor;

  davy_chart_set_cursor (self, cursor);
  davy_chart_select (self, select ? anchor : DAVY_CHART_NOWHERE,
                     select ? cursor : DAVY_CHART_NOWHERE);
  davy_compat_announce (widget, davy_chart_bubble_get_text (self->bubble));

  return TRUE;
}

static gboolean
zoom_by_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DavyChart *self = DAVY_CHART (widget);

  if (self->plot == NULL)
    return FALSE;

  zoom (self, pow (ZOOM_STEP, g_variant_get_int32 (arguments)),
        self->cursor >= 0 ? self->cursor : find_anchor (self, NAN));

  return TRUE;
}

static gboolean
show_all (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  davy_chart_set_view (DAVY_CHART (widget), 0, 0);

  return TRUE;
}

static gboolean
pan_by_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DavyChart *self = DAVY_CHART (widget);

  if (self->plot == NULL)
    return FALSE;

  pan (self, g_variant_get_int32 (arguments) * fmax (round (PAN_KEY * self->view.length), 1));

  return TRUE;
}

/* The selection goes first, then the cursor; then it is somebody else’s key. */
static gboolean
leave (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DavyChart *self = DAVY_CHART (widget);

  if (self->anchor >= 0)
    davy_chart_select (self, DAVY_CHART_NOWHERE, DAVY_CHART_NOWHERE);
  else if (self->cursor >= 0)
    davy_chart_set_cursor (self, DAVY_PLOT_NO_CURSOR);
  else
    return FALSE;

  return TRUE;
}

/**
 * davy_chart_class_add_keys:
 * @widget_class: of a chart
 *
 * Binds the keys.
 */
void
davy_chart_class_add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    guint keypad_key;
    int from;
    int by;
  } moves[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, FROM_CURSOR, -1 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, FROM_CURSOR, 1 },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, FROM_CURSOR, -POINTS_A_PAGE },
    { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, FROM_CURSOR, POINTS_A_PAGE },
    { GDK_KEY_Home, GDK_KEY_KP_Home, FROM_FIRST, 0 },
    { GDK_KEY_End, GDK_KEY_KP_End, FROM_LAST, 0 },
  };
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    GtkShortcutFunc act;
    int by;
  } others[] = {
    { GDK_KEY_plus, 0, zoom_by_key, -1 },
    { GDK_KEY_equal, 0, zoom_by_key, -1 },
    { GDK_KEY_KP_Add, 0, zoom_by_key, -1 },
    { GDK_KEY_minus, 0, zoom_by_key, 1 },
    { GDK_KEY_KP_Subtract, 0, zoom_by_key, 1 },
    { GDK_KEY_0, 0, show_all, 0 },
    { GDK_KEY_KP_0, 0, show_all, 0 },
    { GDK_KEY_Left, GDK_CONTROL_MASK, pan_by_key, -1 },
    { GDK_KEY_KP_Left, GDK_CONTROL_MASK, pan_by_key, -1 },
    { GDK_KEY_Right, GDK_CONTROL_MASK, pan_by_key, 1 },
    { GDK_KEY_KP_Right, GDK_CONTROL_MASK, pan_by_key, 1 },
    { GDK_KEY_Escape, 0, leave, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    for (guint keypad = 0; keypad < 2; keypad++)
      for (guint shift = 0; shift < 2; shift++)
        gtk_widget_class_add_binding (widget_class, keypad ? moves[i].keypad_key : moves[i].key,
                                      shift ? GDK_SHIFT_MASK : 0, move_cursor, "(iib)",
                                      moves[i].from, moves[i].by, (gboolean) shift);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    gtk_widget_class_add_binding (widget_class, others[i].key, others[i].modifiers, others[i].act,
                                  "i", others[i].by);
}
