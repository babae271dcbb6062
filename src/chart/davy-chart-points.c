/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-chart-points.h"

#include <math.h>

/**
 * DavyChartPoints:
 *
 * The points of a chart for assistive technologies: a list with an item for each point that is
 * seen, or, where these are many, for a few together. Nothing of it is drawn and nothing of it
 * takes the focus; each item is where its points are, so that it can be found by the pointer too.
 *
 * Accessibility: role list with items of role list-item; the label of each is its reading.
 */
struct _DavyChartPoints
{
  GtkWidget parent_instance;

  guint first;    /* the point that the first item begins with */
  guint length;   /* how many points there are in all items */
  guint together; /* how many stand in one item */
};

G_DEFINE_FINAL_TYPE (DavyChartPoints, davy_chart_points, GTK_TYPE_WIDGET)

#define DAVY_TYPE_CHART_POINT (davy_chart_point_get_type ())
G_DECLARE_FINAL_TYPE (DavyChartPoint, davy_chart_point, DAVY, CHART_POINT, GtkWidget)

struct _DavyChartPoint
{
  GtkWidget parent_instance;

  char *label; /* (nullable): what it was told to say last */
};

G_DEFINE_FINAL_TYPE (DavyChartPoint, davy_chart_point, GTK_TYPE_WIDGET)

static void
davy_chart_point_finalize (GObject *object)
{
  DavyChartPoint *self = DAVY_CHART_POINT (object);

  g_free (self->label);

  G_OBJECT_CLASS (davy_chart_point_parent_class)->finalize (object);
}

static void
davy_chart_point_class_init (DavyChartPointClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = davy_chart_point_finalize;

  gtk_widget_class_set_css_name (widget_class, "point");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
davy_chart_point_init (DavyChartPoint *self)
{
}

/* A reading has lines; a label is one. An item that says the same again says nothing. */
static void
davy_chart_point_set_reading (DavyChartPoint *self, const char *reading)
{
  g_auto (GStrv) lines = g_strsplit (reading, "\n", -1);
  g_autofree char *label = g_strjoinv (", ", lines);

  if (g_strcmp0 (label, self->label) == 0)
    return;

  g_free (self->label);
  self->label = g_steal_pointer (&label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label,
                                  -1);
}

static void
davy_chart_points_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (davy_chart_points_parent_class)->dispose (object);
}

static void
davy_chart_points_class_init (DavyChartPointsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_chart_points_dispose;

  gtk_widget_class_set_css_name (widget_class, "points");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
davy_chart_points_init (DavyChartPoints *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/* The item after @child, or the first one; a new one at the end. */
static GtkWidget *
ensure_next (DavyChartPoints *self, GtkWidget *child)
{
  GtkWidget *next = child != NULL ? gtk_widget_get_next_sibling (child)
                                  : gtk_widget_get_first_child (GTK_WIDGET (self));

  if (next == NULL)
    {
      next = g_object_new (DAVY_TYPE_CHART_POINT, NULL);
      gtk_widget_insert_before (next, GTK_WIDGET (self), NULL);
    }

  return next;
}

/**
 * davy_chart_points_tell:
 * @self: the points of a chart
 * @first: the first point that is seen
 * @length: how many are seen; 0: there is nothing to tell
 * @reading: words them
 * @data: for @reading
 *
 * Makes as many items as are needed, at most %DAVY_CHART_POINTS_MOST, and keeps those there are.
 * They have no place before davy_chart_points_place().
 */
void
davy_chart_points_tell (DavyChartPoints *self,
                        guint first,
                        guint length,
                        DavyChartReading reading,
                        gpointer data)
{
  GtkWidget *child = NULL;
  GtkWidget *left_over;

  self->first = first;
  self->length = length;
  self->together = MAX ((length + DAVY_CHART_POINTS_MOST - 1) / DAVY_CHART_POINTS_MOST, 1);

  for (guint i = 0; i < length; i += self->together)
    {
      guint last = MIN (i + self->together, length) - 1;
      g_autofree char *text = reading (first + i, first + last, data);

      child = ensure_next (self, child);
      davy_chart_point_set_reading (DAVY_CHART_POINT (child), text != NULL ? text : "");
    }

  while ((left_over = gtk_widget_get_last_child (GTK_WIDGET (self))) != child)
    gtk_widget_unparent (left_over);
}

/**
 * davy_chart_points_place:
 * @self: the points of a chart
 * @layout: where they are
 *
 * Puts each item where its points are drawn.
 */
void
davy_chart_points_place (DavyChartPoints *self, const DavyPlotLayout *layout)
{
  double x, y, width, height;
  guint i = 0;

  davy_plot_layout_get_area (layout, &x, &y, &width, &height);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      guint end = MIN (i + self->together, self->length);
      double left = davy_plot_layout_get_x (layout, self->first + i - 0.5);
      double right = davy_plot_layout_get_x (layout, self->first + end - 0.5);
      GtkAllocation place = { (int) left, (int) y, MAX ((int) (right - left), 1), (int) height };

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (child, &place, -1);
      i = end;
    }
}
