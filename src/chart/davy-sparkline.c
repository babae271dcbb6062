/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-sparkline.h"

#include <string.h>

#include "chart/davy-chart-theme.h"
#include "plot/davy-plot-layout.h"

#define NATURAL_WIDTH  96
#define MINIMAL_WIDTH  48
#define NATURAL_HEIGHT 24

struct _DavySparkline
{
  GtkWidget parent_instance;

  float *values; /* (nullable) */
  guint n;
};

G_DEFINE_FINAL_TYPE (DavySparkline, davy_sparkline, GTK_TYPE_WIDGET)

static void
davy_sparkline_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? MINIMAL_WIDTH : NATURAL_HEIGHT;
  *natural = across ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
davy_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DavySparkline *self = DAVY_SPARKLINE (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  DavyPlotTheme theme;
  cairo_t *cr;

  if (self->n == 0 || width <= 0 || height <= 0)
    return;

  theme = davy_chart_theme_of (widget);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  davy_plot_draw_spark (self->values, self->n, cr, width, height, &theme);
  cairo_destroy (cr);
}

static void
davy_sparkline_finalize (GObject *object)
{
  DavySparkline *self = DAVY_SPARKLINE (object);

  g_free (self->values);

  G_OBJECT_CLASS (davy_sparkline_parent_class)->finalize (object);
}

static void
davy_sparkline_class_init (DavySparklineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = davy_sparkline_finalize;

  widget_class->measure = davy_sparkline_measure;
  widget_class->snapshot = davy_sparkline_snapshot;

  gtk_widget_class_set_css_name (widget_class, "davysparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
davy_sparkline_init (DavySparkline *self)
{
}

/**
 * davy_sparkline_new:
 *
 * Returns: (transfer floating): a graph of the size of a word, empty
 */
GtkWidget *
davy_sparkline_new (void)
{
  return g_object_new (DAVY_TYPE_SPARKLINE, NULL);
}

/**
 * davy_sparkline_set_values:
 * @self: a sparkline
 * @values: (array length=n) (nullable): one value a day, copied; NAN is a gap
 * @n: how many; 0 draws nothing
 */
void
davy_sparkline_set_values (DavySparkline *self, const float *values, guint n)
{
  g_return_if_fail (DAVY_IS_SPARKLINE (self));
  g_return_if_fail (values != NULL || n == 0);

  if (n == self->n && (n == 0 || memcmp (values, self->values, n * sizeof *values) == 0))
    return;

  g_free (self->values);
  self->values = g_memdup2 (values, n * sizeof *values);
  self->n = n;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * davy_sparkline_set_label:
 * @self: a sparkline
 * @label: what a screen reader says for it: the course in words
 */
void
davy_sparkline_set_label (DavySparkline *self, const char *label)
{
  g_return_if_fail (DAVY_IS_SPARKLINE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
