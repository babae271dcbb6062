/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-actions.h"

/* The buttons below a question: back at the start, later and forward at the end. Where they do not
 * fit into one row, forward stands above the other two, as wide as there is. */

#define SPACING 12

struct _DavyWizardActions
{
  GtkWidget parent_instance;

  GtkWidget *back;
  GtkWidget *later;
  GtkWidget *forward;
};

typedef enum
{
  PROP_BACK = 1,
  PROP_LATER,
  PROP_FORWARD,
  PROP_LAST = PROP_FORWARD,
} DavyWizardActionsProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (DavyWizardActions, davy_wizard_actions, GTK_TYPE_WIDGET)

static int
size_of (GtkWidget *button, GtkOrientation orientation)
{
  int natural = 0;

  if (button != NULL && gtk_widget_get_visible (button))
    gtk_widget_measure (button, orientation, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static int
one_row_width (DavyWizardActions *self)
{
  return size_of (self->back, GTK_ORIENTATION_HORIZONTAL) +
         size_of (self->later, GTK_ORIENTATION_HORIZONTAL) +
         size_of (self->forward, GTK_ORIENTATION_HORIZONTAL) + 2 * SPACING;
}

static int
row_height (DavyWizardActions *self)
{
  return MAX (size_of (self->back, GTK_ORIENTATION_VERTICAL),
              MAX (size_of (self->later, GTK_ORIENTATION_VERTICAL),
                   size_of (self->forward, GTK_ORIENTATION_VERTICAL)));
}

/* @x counts from the side where reading begins. */
static void
place (DavyWizardActions *self, GtkWidget *button, int x, int y, int width, int total)
{
  GtkAllocation allocation = { x, y, width, row_height (self) };

  if (button == NULL || !gtk_widget_get_visible (button))
    return;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    allocation.x = total - x - width;

  gtk_widget_size_allocate (button, &allocation, -1);
}

static GtkSizeRequestMode
davy_wizard_actions_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
davy_wizard_actions_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  DavyWizardActions *self = DAVY_WIZARD_ACTIONS (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum =
          MAX (size_of (self->forward, orientation),
               size_of (self->back, orientation) + SPACING + size_of (self->later, orientation));
      *natural = one_row_width (self);
    }
  else
    {
      gboolean two_rows = for_size >= 0 && for_size < one_row_width (self);

      *minimum = *natural = row_height (self) * (two_rows ? 2 : 1) + (two_rows ? SPACING : 0);
    }
}

static void
davy_wizard_actions_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DavyWizardActions *self = DAVY_WIZARD_ACTIONS (widget);
  int back = size_of (self->back, GTK_ORIENTATION_HORIZONTAL);
  int later = size_of (self->later, GTK_ORIENTATION_HORIZONTAL);
  int forward = size_of (self->forward, GTK_ORIENTATION_HORIZONTAL);
  int second_row = row_height (self) + SPACING;

  if (width >= one_row_width (self))
    {
      place (self, self->back, 0, 0, back, width);
      place (self, self->later, width - forward - SPACING - later, 0, later, width);
      place (self, self->forward, width - forward, 0, forward, width);
    }
  else
    {
      place (self, self->forward, 0, 0, width, width);
      place (self, self->back, 0, second_row, back, width);
      place (self, self->later, width - later, second_row, later, width);
    }
}

static void
davy_wizard_actions_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyWizardActions *self = DAVY_WIZARD_ACTIONS (object);
  GtkWidget **slots[] = {
    [PROP_BACK] = &self->back,
    [PROP_LATER] = &self->later,
    [PROP_FORWARD] = &self->forward,
  };

  if (id < PROP_BACK || id > PROP_LAST)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }

  g_clear_pointer (slots[id], gtk_widget_unparent);
  *slots[id] = g_value_get_object (value);
  if (*slots[id] != NULL)
    gtk_widget_set_parent (*slots[id], GTK_WIDGET (self));
}

static void
davy_wizard_actions_dispose (GObject *object)
{
  DavyWizardActions *self = DAVY_WIZARD_ACTIONS (object);

  g_clear_pointer (&self->back, gtk_widget_unparent);
  g_clear_pointer (&self->later, gtk_widget_unparent);
  g_clear_pointer (&self->forward, gtk_widget_unparent);

  G_OBJECT_CLASS (davy_wizard_actions_parent_class)->dispose (object);
}

static void
davy_wizard_actions_class_init (DavyWizardActionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = davy_wizard_actions_set_property;
  object_class->dispose = davy_wizard_actions_dispose;
  widget_class->get_request_mode = davy_wizard_actions_get_request_mode;
  widget_class->measure = davy_wizard_actions_measure;
  widget_class->size_allocate = davy_wizard_actions_size_allocate;

  props[PROP_BACK] = g_param_spec_object ("back", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_LATER] = g_param_spec_object ("later", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_FORWARD] = g_param_spec_object ("forward", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
davy_wizard_actions_init (DavyWizardActions *self)
{
}
