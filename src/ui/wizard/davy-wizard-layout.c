/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-layout.h"

/* The steps stand beside the question where there is room for both; below
 * DAVY_WIZARD_LAYOUT_WIDTH one line above the question takes their place. */

#define STEPS_WIDTH 240

struct _DavyWizardLayout
{
  GtkWidget parent_instance;

  GtkWidget *steps;
  GtkWidget *line;
  GtkWidget *question;
};

typedef enum
{
  PROP_STEPS = 1,
  PROP_LINE,
  PROP_QUESTION,
  PROP_LAST = PROP_QUESTION,
} DavyWizardLayoutProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (DavyWizardLayout, davy_wizard_layout, GTK_TYPE_WIDGET)

static void
set_child (DavyWizardLayout *self, GtkWidget **slot, GtkWidget *child)
{
  g_clear_pointer (slot, gtk_widget_unparent);
  *slot = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static int
minimum_of (GtkWidget *child, GtkOrientation orientation, int for_size)
{
  int minimum = 0;

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* More than usual where text is larger. */
static int
get_steps_width (DavyWizardLayout *self)
{
  return MAX (STEPS_WIDTH, minimum_of (self->steps, GTK_ORIENTATION_HORIZONTAL, -1));
}

/* Whether the steps stand beside the question. */
static gboolean
has_room_for_steps (DavyWizardLayout *self, int width)
{
  int needed = MAX (DAVY_WIZARD_LAYOUT_WIDTH - STEPS_WIDTH,
                    minimum_of (self->question, GTK_ORIENTATION_HORIZONTAL, -1));

  return width >= get_steps_width (self) + needed;
}

static GtkSizeRequestMode
davy_wizard_layout_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
davy_wizard_layout_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  DavyWizardLayout *self = DAVY_WIZARD_LAYOUT (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MAX (minimum_of (self->line, orientation, -1),
                    minimum_of (self->question, orientation, -1));
  else if (has_room_for_steps (self, for_size))
    *minimum = MAX (minimum_of (self->steps, orientation, get_steps_width (self)),
                    minimum_of (self->question, orientation, for_size - get_steps_width (self)));
  else
    *minimum = minimum_of (self->line, orientation, for_size) +
               minimum_of (self->question, orientation, for_size);

  *natural = *minimum;
}

static void
davy_wizard_layout_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DavyWizardLayout *self = DAVY_WIZARD_LAYOUT (widget);
  gboolean wide = has_room_for_steps (self, width);
  int steps_width = get_steps_width (self);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation question = { 0, 0, width, height };

  gtk_widget_set_child_visible (self->steps, wide);
  gtk_widget_set_child_visible (self->line, !wide);

  if (wide)
    {
      GtkAllocation steps = { mirrored ? width - steps_width : 0, 0, steps_width, height };

      question.x = mirrored ? 0 : steps_width;
      question.width -= steps_width;
      gtk_widget_size_allocate (self->steps, &steps, -1);
    }
  else
    {
      GtkAllocation line = { 0, 0, width,
                             minimum_of (self->line, GTK_ORIENTATION_VERTICAL, width) };

      question.y = line.height;
      question.height -= line.height;
      gtk_widget_size_allocate (self->line, &line, -1);
    }

  gtk_widget_size_allocate (self->question, &question, -1);
}

static void
davy_wizard_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyWizardLayout *self = DAVY_WIZARD_LAYOUT (object);

  switch ((DavyWizardLayoutProperty) id)
    {
    case PROP_STEPS:
      set_child (self, &self->steps, g_value_get_object (value));
      break;
    case PROP_LINE:
      set_child (self, &self->line, g_value_get_object (value));
      break;
    case PROP_QUESTION:
      set_child (self, &self->question, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_wizard_layout_dispose (GObject *object)
{
  DavyWizardLayout *self = DAVY_WIZARD_LAYOUT (object);

  g_clear_pointer (&self->steps, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->question, gtk_widget_unparent);

  G_OBJECT_CLASS (davy_wizard_layout_parent_class)->dispose (object);
}

static void
davy_wizard_layout_class_init (DavyWizardLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = davy_wizard_layout_set_property;
  object_class->dispose = davy_wizard_layout_dispose;
  widget_class->get_request_mode = davy_wizard_layout_get_request_mode;
  widget_class->measure = davy_wizard_layout_measure;
  widget_class->size_allocate = davy_wizard_layout_size_allocate;

  props[PROP_STEPS] = g_param_spec_object ("steps", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_LINE] = g_param_spec_object ("line", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_QUESTION] = g_param_spec_object ("question", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
davy_wizard_layout_init (DavyWizardLayout *self)
{
}
