/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-aside.h"

/* A text, or the first of some buttons, and what belongs to it. That stands at the end of the line
 * where enough room is left for the text, and below it elsewhere: a text never breaks after every
 * word. In a `.ui` file the children have the types `text` and `aside`. */

#define SPACING_BESIDE 12
#define SPACING_BELOW  6
#define ENOUGH         220 /* pixels for a text, or as many as it takes in one line */

struct _DavyAside
{
  GtkWidget parent_instance;

  GtkWidget *text;
  GtkWidget *aside;
};

static void davy_aside_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyAside,
                               davy_aside,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      davy_aside_buildable_init))

static int
width_of (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static int
height_of (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

/* 0 where all that it holds is hidden */
static int
beside_width (DavyAside *self)
{
  int width = width_of (self->aside);

  return width > 0 ? width + SPACING_BESIDE : 0;
}

/* @width: negative when it does not matter */
static gboolean
stands_beside (DavyAside *self, int width)
{
  int minimum, natural;

  gtk_widget_measure (self->text, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return width < 0 || width - beside_width (self) >= MAX (MIN (natural, ENOUGH), minimum);
}

static GtkSizeRequestMode
davy_aside_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
davy_aside_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  DavyAside *self = DAVY_ASIDE (widget);
  int beside = beside_width (self);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      int text, aside;

      gtk_widget_measure (self->text, orientation, -1, &text, NULL, NULL, NULL);
      gtk_widget_measure (self->aside, orientation, -1, &aside, NULL, NULL, NULL);
      *minimum = MAX (text, aside);
      *natural = width_of (self->text) + beside;
    }
  else if (stands_beside (self, for_size))
    {
      *minimum = *natural = MAX (height_of (self->text, for_size < 0 ? -1 : for_size - beside),
                                 beside > 0 ? height_of (self->aside, -1) : 0);
    }
  else
    {
      *minimum = *natural =
          height_of (self->text, for_size) + SPACING_BELOW + height_of (self->aside, for_size);
    }
}

static void
place (DavyAside *self, GtkWidget *child, GtkAllocation allocation, int width)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    allocation.x = width - allocation.x - allocation.width;
  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
davy_aside_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DavyAside *self = DAVY_ASIDE (widget);
  int aside = width_of (self->aside);

  if (stands_beside (self, width))
    {
      place (self, self->text, (GtkAllocation){ 0, 0, width - beside_width (self), height }, width);
      place (self, self->aside, (GtkAllocation){ width - aside, 0, aside, height }, width);
    }
  else
    {
      int above = height_of (self->text, width);

      aside = MIN (aside, width);
      place (self, self->text, (GtkAllocation){ 0, 0, width, above }, width);
      place (self, self->aside,
             (GtkAllocation){ 0, above + SPACING_BELOW, aside, height - above - SPACING_BELOW },
             width);
    }
}

static void
davy_aside_add_child (GtkBuildable *buildable,
                      GtkBuilder *builder,
                      GObject *child,
                      const char *type)
{
  DavyAside *self = DAVY_ASIDE (buildable);
  GtkWidget **slot = g_strcmp0 (type, "aside") == 0 ? &self->aside : &self->text;

  *slot = GTK_WIDGET (child);
  gtk_widget_set_parent (*slot, GTK_WIDGET (self));
}

static void
davy_aside_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = davy_aside_add_child;
}

static void
davy_aside_dispose (GObject *object)
{
  DavyAside *self = DAVY_ASIDE (object);

  g_clear_pointer (&self->text, gtk_widget_unparent);
  g_clear_pointer (&self->aside, gtk_widget_unparent);

  G_OBJECT_CLASS (davy_aside_parent_class)->dispose (object);
}

static void
davy_aside_class_init (DavyAsideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_aside_dispose;
  widget_class->get_request_mode = davy_aside_get_request_mode;
  widget_class->measure = davy_aside_measure;
  widget_class->size_allocate = davy_aside_size_allocate;
}

static void
davy_aside_init (DavyAside *self)
{
}

/**
 * davy_aside_new:
 * @text: (transfer floating): what is said
 * @aside: (transfer floating): what stands beside it or below
 *
 * Returns: (transfer floating): both
 */
GtkWidget *
davy_aside_new (GtkWidget *text, GtkWidget *aside)
{
  DavyAside *self = g_object_new (DAVY_TYPE_ASIDE, NULL);

  self->text = text;
  self->aside = aside;
  gtk_widget_set_parent (text, GTK_WIDGET (self));
  gtk_widget_set_parent (aside, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}
