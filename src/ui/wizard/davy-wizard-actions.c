/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-actions.h"

/* The buttons below a question: back at the start; what leaves the step out, later and forward at
 * the end. Where they do not fit into one row, forward stands above the others, as wide as there
 * is; where those do not fit either, what leaves the step out has such a row of its own. */

#define SPACING 12

struct _DavyWizardActions
{
  GtkWidget parent_instance;

  GtkWidget *back;
  GtkWidget *leave_out;
  GtkWidget *later;
  GtkWidget *forward;
};

typedef enum
{
  PROP_BACK = 1,
  PROP_LEAVE_OUT,
  PROP_LATER,
  PROP_FORWARD,
  PROP_LAST = PROP_FORWARD,
} DavyWizardActionsProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (DavyWizardActions, davy_wizard_actions, GTK_TYPE_WIDGET)

static gboolean
is_there (GtkWidget *button)
{
  return button != NULL && gtk_widget_get_visible (button);
}

static int
size_of (GtkWidget *button, GtkOrientation orientation)
{
  int natural = 0;

  if (is_there (button))
    gtk_widget_measure (button, orientation, -1, NULL, &natural, NULL, NULL);

  return natural;
}

/* A button with the space beside it; nothing of one that is not there. */
static int
spaced_width (GtkWidget *button)
{
  return is_there (button) ? size_of (button, GTK_ORIENTATION_HORIZONTAL) + SPACING : 0;
}

static int
one_row_width (DavyWizardActions *self)
{
  return spaced_width (self->back) + spaced_width (self->leave_out) + spaced_width (self->later) +
         size_of (self->forward, GTK_ORIENTATION_HORIZONTAL);
}

/* How many rows there are above the last one, which begins with back. */
static int
count_wide_rows (DavyWizardActions *self, int width)
{
  int all = one_row_width (self);
  int last = all - SPACING - size_of (self->forward, GTK_ORIENTATION_HORIZONTAL);

  return (width < all) + (width < last);
}

static int
row_height (DavyWizardActions *self)
{
  GtkWidget *buttons[] = { self->back, self->leave_out, self->later, self->forward };
  int height = 0;

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    height = MAX (height, size_of (buttons[i], GTK_ORIENTATION_VERTICAL));

  return height;
}

/* @x counts from the side where reading begins. */
static void
place (DavyWizardActions *self, GtkWidget *button, int x, int y, int width, int total)
{
  GtkAllocation allocation = { x, y, width, row_height (self) };

  if (!is_there (button))
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
          MAX (MAX (size_of (self->forward, orientation), size_of (self->leave_out, orientation)),
               spaced_width (self->back) + size_of (self->later, orientation));
      *natural = one_row_width (self);
    }
  else
    {
      int above = for_size < 0 ? 0 : count_wide_rows (self, for_size);

      *minimum = *natural = row_height (self) * (above + 1) + SPACING * above;
    }
}

static void
davy_wizard_actions_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DavyWizardActions *self = DAVY_WIZARD_ACTIONS (widget);
  int back = size_of (self->back, GTK_ORIENTATION_HORIZONTAL);
  int leave_out = size_of (self->leave_out, GTK_ORIENTATION_HORIZONTAL);
  int later = size_of (self->later, GTK_ORIENTATION_HORIZONTAL);
  int forward = size_of (self->forward, GTK_ORIENTATION_HORIZONTAL);
  int step = row_height (self) + SPACING;
  int above = count_wide_rows (self, width);
  int later_x = above == 0 ? width - forward - SPACING - later : width - later;

  place (self, self->back, 0, above * step, back, width);
  place (self, self->later, later_x, above * step, later, width);
  if (above == 2)
    place (self, self->leave_out, 0, step, width, width);
  else
    place (self, self->leave_out, later_x - SPACING - leave_out, above * step, leave_out, width);
  if (above == 0)
    place (self, self->forward, width - forward, 0, forward, width);
  else
    place (self, self->forward, 0, 0, width, width);
}

static void
davy_wizard_actions_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyWizardActions *self = DAVY_WIZARD_ACTIONS (object);
  GtkWidget **slots[] = {
    [PROP_BACK] = &self->back,
    [PROP_LEAVE_OUT] = &self->leave_out,
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
  g_clear_pointer (&self->leave_out, gtk_widget_unparent);
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
  props[PROP_LEAVE_OUT] = g_param_spec_object ("leave-out", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_LATER] = g_param_spec_object ("later", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_FORWARD] = g_param_spec_object ("forward", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
davy_wizard_actions_init (DavyWizardActions *self)
{
}
