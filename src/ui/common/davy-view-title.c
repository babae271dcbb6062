/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-view-title.h"

/* The middle of the header: the view switcher while the window has room for it, else the window's
 * title, and the switcher stands at the bottom. */

#define NARROW_BELOW 600

struct _DavyViewTitle
{
  GtkWidget parent_instance;

  GtkWidget *switcher;
  GtkWidget *title;
  gboolean narrow;
  guint notify_source;
};

typedef enum
{
  PROP_STACK = 1,
  PROP_NARROW,
  PROP_LAST = PROP_NARROW,
} DavyViewTitleProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (DavyViewTitle, davy_view_title, GTK_TYPE_WIDGET)

static gboolean
notify_cb (gpointer data)
{
  DavyViewTitle *self = DAVY_VIEW_TITLE (data);

  self->notify_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NARROW]);

  return G_SOURCE_REMOVE;
}

static void
davy_view_title_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  DavyViewTitle *self = DAVY_VIEW_TITLE (widget);
  int switcher_minimum, switcher_natural, title_minimum, title_natural;

  gtk_widget_measure (self->switcher, orientation, -1, &switcher_minimum, &switcher_natural, NULL,
                      NULL);
  gtk_widget_measure (self->title, orientation, -1, &title_minimum, &title_natural, NULL, NULL);

  /* It is no reason for a wider window: where there is no room it shows nothing. */
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : MAX (switcher_minimum, title_minimum);
  *natural = MAX (switcher_natural, title_natural);
}

static void
davy_view_title_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DavyViewTitle *self = DAVY_VIEW_TITLE (widget);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  GtkAllocation allocation = { 0, 0, width, height };
  gboolean narrow;
  int switcher_width, title_width;

  gtk_widget_measure (self->switcher, GTK_ORIENTATION_HORIZONTAL, -1, &switcher_width, NULL, NULL,
                      NULL);
  gtk_widget_measure (self->title, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &title_width, NULL, NULL);
  narrow = width < switcher_width || (root != NULL && gtk_widget_get_width (root) < NARROW_BELOW);

  /* Half a name helps nobody. */
  gtk_widget_set_child_visible (self->switcher, !narrow);
  gtk_widget_set_child_visible (self->title, narrow && width >= title_width);
  gtk_widget_size_allocate (narrow ? self->title : self->switcher, &allocation, -1);

  /* Told between two layouts, as it makes other widgets come and go. */
  if (self->narrow != narrow)
    {
      self->narrow = narrow;
      if (self->notify_source == 0)
        self->notify_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, notify_cb, self, NULL);
    }
}

static void
davy_view_title_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavyViewTitle *self = DAVY_VIEW_TITLE (object);

  switch ((DavyViewTitleProperty) id)
    {
    case PROP_STACK:
      g_value_set_object (value, adw_view_switcher_get_stack (ADW_VIEW_SWITCHER (self->switcher)));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_view_title_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyViewTitle *self = DAVY_VIEW_TITLE (object);

  switch ((DavyViewTitleProperty) id)
    {
    case PROP_STACK:
      davy_view_title_set_stack (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_view_title_dispose (GObject *object)
{
  DavyViewTitle *self = DAVY_VIEW_TITLE (object);

  g_clear_handle_id (&self->notify_source, g_source_remove);
  g_clear_pointer (&self->switcher, gtk_widget_unparent);
  g_clear_pointer (&self->title, gtk_widget_unparent);

  G_OBJECT_CLASS (davy_view_title_parent_class)->dispose (object);
}

static void
davy_view_title_class_init (DavyViewTitleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = davy_view_title_dispose;
  object_class->get_property = davy_view_title_get_property;
  object_class->set_property = davy_view_title_set_property;

  widget_class->measure = davy_view_title_measure;
  widget_class->size_allocate = davy_view_title_size_allocate;

  props[PROP_STACK] =
      g_param_spec_object ("stack", NULL, NULL, ADW_TYPE_VIEW_STACK, readable | G_PARAM_WRITABLE);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, PROP_LAST + 1, props);
}

static void
davy_view_title_init (DavyViewTitle *self)
{
  self->switcher =
      g_object_new (ADW_TYPE_VIEW_SWITCHER, "policy", ADW_VIEW_SWITCHER_POLICY_WIDE, NULL);
  gtk_widget_set_parent (self->switcher, GTK_WIDGET (self));

  self->title = adw_window_title_new (g_get_application_name (), NULL);
  gtk_widget_set_parent (self->title, GTK_WIDGET (self));
}

/**
 * davy_view_title_set_stack:
 * @self: a title
 * @stack: (nullable): the views to switch between
 */
void
davy_view_title_set_stack (DavyViewTitle *self, AdwViewStack *stack)
{
  AdwViewSwitcher *switcher;

  g_return_if_fail (DAVY_IS_VIEW_TITLE (self));

  switcher = ADW_VIEW_SWITCHER (self->switcher);
  if (adw_view_switcher_get_stack (switcher) == stack)
    return;

  adw_view_switcher_set_stack (switcher, stack);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STACK]);
}
