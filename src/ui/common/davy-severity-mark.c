/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-severity-mark.h"

#include "compat/davy-compat.h"

/* How grave an alert is, by shape as well as by colour (style.css): a triangle is high, a diamond
 * medium, a disc low, a ring informational, a dash when nothing is known. The word stands beside
 * it wherever it is used, so that it is decoration for a screen reader. */

#define SIZE 14

struct _DavySeverityMark
{
  GtkWidget parent_instance;

  DavySeverity severity;
};

G_DEFINE_FINAL_TYPE (DavySeverityMark, davy_severity_mark, GTK_TYPE_WIDGET)

static const char *
css_class (DavySeverity severity)
{
  switch (severity)
    {
    case DAVY_SEVERITY_HIGH:
      return "high";
    case DAVY_SEVERITY_MEDIUM:
      return "medium";
    case DAVY_SEVERITY_LOW:
      return "low";
    case DAVY_SEVERITY_INFORMATIONAL:
    case DAVY_SEVERITY_UNKNOWN:
    default:
      return "unknown";
    }
}

static void
trace_shape (DavySeverity severity, cairo_t *cr)
{
  switch (severity)
    {
    case DAVY_SEVERITY_HIGH:
      cairo_move_to (cr, 7, 1);
      cairo_line_to (cr, 13.5, 13);
      cairo_line_to (cr, 0.5, 13);
      cairo_close_path (cr);
      break;
    case DAVY_SEVERITY_MEDIUM:
      cairo_move_to (cr, 7, 0.5);
      cairo_line_to (cr, 13.5, 7);
      cairo_line_to (cr, 7, 13.5);
      cairo_line_to (cr, 0.5, 7);
      cairo_close_path (cr);
      break;
    case DAVY_SEVERITY_LOW:
      cairo_arc (cr, 7, 7, 5.5, 0, 2 * G_PI);
      break;
    case DAVY_SEVERITY_INFORMATIONAL:
      cairo_arc (cr, 7, 7, 5.5, 0, 2 * G_PI);
      cairo_new_sub_path (cr);
      cairo_arc_negative (cr, 7, 7, 3.5, 2 * G_PI, 0);
      break;
    case DAVY_SEVERITY_UNKNOWN:
    default:
      cairo_rectangle (cr, 2, 6, 10, 2);
      break;
    }
}

static void
davy_severity_mark_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
davy_severity_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DavySeverityMark *self = DAVY_SEVERITY_MARK (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  GdkRGBA color;

  davy_compat_get_color (widget, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_translate (cr, (width - SIZE) / 2.0, (height - SIZE) / 2.0);
  trace_shape (self->severity, cr);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
davy_severity_mark_class_init (DavySeverityMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = davy_severity_mark_measure;
  widget_class->snapshot = davy_severity_mark_snapshot;

  gtk_widget_class_set_css_name (widget_class, "severitymark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
davy_severity_mark_init (DavySeverityMark *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), css_class (self->severity));
}

/**
 * davy_severity_mark_new:
 *
 * Returns: (transfer floating): a mark for an alert without a severity
 */
GtkWidget *
davy_severity_mark_new (void)
{
  return g_object_new (DAVY_TYPE_SEVERITY_MARK, NULL);
}

/**
 * davy_severity_mark_set_severity:
 * @self: a mark
 * @severity: what it shows
 */
void
davy_severity_mark_set_severity (DavySeverityMark *self, DavySeverity severity)
{
  g_return_if_fail (DAVY_IS_SEVERITY_MARK (self));

  if (self->severity == severity)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self), css_class (self->severity));
  self->severity = severity;
  gtk_widget_add_css_class (GTK_WIDGET (self), css_class (severity));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
