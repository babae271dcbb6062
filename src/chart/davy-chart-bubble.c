/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/davy-chart-bubble.h"

#include <math.h>
#include <string.h>

/* What is read at the cursor, beside it: the point itself stays free, however narrow the chart is.
 */
struct _DavyChartBubble
{
  GtkWidget parent_instance;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (DavyChartBubble, davy_chart_bubble, GTK_TYPE_WIDGET)

#define GAP       12 /* from the cursor */
#define MAX_CHARS 34

static void
davy_chart_bubble_dispose (GObject *object)
{
  DavyChartBubble *self = DAVY_CHART_BUBBLE (object);

  if (self->label != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->label));
  self->label = NULL;

  G_OBJECT_CLASS (davy_chart_bubble_parent_class)->dispose (object);
}

static void
davy_chart_bubble_class_init (DavyChartBubbleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_chart_bubble_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "reading");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
davy_chart_bubble_init (DavyChartBubble *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                              "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                              "max-width-chars", MAX_CHARS, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * davy_chart_bubble_set_text:
 * @self: a bubble
 * @text: (nullable): what it says, its first line in bold; nothing hides it
 */
void
davy_chart_bubble_set_text (DavyChartBubble *self, const char *text)
{
  if (text != NULL)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->end_index = (guint) strcspn (text, "\n");
      pango_attr_list_insert (attributes, bold);
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      gtk_label_set_text (self->label, text);
      gtk_label_set_attributes (self->label, attributes);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
}

/**
 * davy_chart_bubble_get_text:
 * @self: a bubble
 *
 * Returns: what it said last
 */
const char *
davy_chart_bubble_get_text (DavyChartBubble *self)
{
  return gtk_label_get_text (self->label);
}

/**
 * davy_chart_bubble_place:
 * @self: a bubble that is seen
 * @x: where the cursor is, across
 * @top: where it stands, down
 * @width: of the chart
 * @height: of the chart
 *
 * Allocates it to the right of the cursor, to its left where there is more room, and makes it as
 * narrow as that room is.
 */
void
davy_chart_bubble_place (DavyChartBubble *self, double x, double top, int width, int height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int right = (int) floor (width - x - GAP);
  int left = (int) floor (x - GAP);
  int least, natural, tall, taken;
  gboolean after;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  after = natural <= right || right >= left;
  taken = CLAMP (natural, least, MAX (after ? right : left, least));
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, taken, &tall, NULL, NULL, NULL);

  gtk_widget_size_allocate (widget,
                            &(GtkAllocation){ CLAMP (after ? (int) ceil (x + GAP) : left - taken, 0,
                                                     MAX (width - taken, 0)),
                                              CLAMP ((int) top, 0, MAX (height - tall, 0)), taken,
                                              tall },
                            -1);
}
