/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-either.h"

/* Two forms of the same: the wide child where there is room for it (from `wide-from` on, or when
 * that is 0 as soon as it fits), else the narrow one. In a `.ui` file the children have the types
 * `wide` and `narrow`. */

struct _DavyEither
{
  GtkWidget parent_instance;

  GtkWidget *wide;
  GtkWidget *narrow_child;
  int wide_from;
  gboolean narrow;
  guint notify_source;
};

typedef enum
{
  PROP_WIDE_FROM = 1,
  PROP_NARROW,
  PROP_LAST = PROP_NARROW,
} DavyEitherProperty;

static GParamSpec *props[PROP_LAST + 1];

static void davy_either_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyEither,
                               davy_either,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      davy_either_buildable_init))

static gboolean
notify_cb (gpointer data)
{
  DavyEither *self = DAVY_EITHER (data);

  self->notify_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NARROW]);

  return G_SOURCE_REMOVE;
}

static void
davy_either_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  DavyEither *self = DAVY_EITHER (widget);
  int wide_natural;

  gtk_widget_measure (self->narrow_child, orientation, -1, minimum, natural, NULL, NULL);
  gtk_widget_measure (self->wide, orientation, -1, NULL, &wide_natural, NULL, NULL);
  *natural = MAX (*natural, wide_natural);
}

static void
davy_either_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DavyEither *self = DAVY_EITHER (widget);
  GtkAllocation allocation = { 0, 0, width, height };
  gboolean narrow;
  int minimum;

  gtk_widget_measure (self->wide, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  narrow = width < (self->wide_from > 0 ? self->wide_from : minimum);

  gtk_widget_set_child_visible (self->wide, !narrow);
  gtk_widget_set_child_visible (self->narrow_child, narrow);
  if (!narrow)
    allocation.width = MAX (width, minimum);
  gtk_widget_size_allocate (narrow ? self->narrow_child : self->wide, &allocation, -1);

  /* Told between two layouts, as it makes other widgets come and go. */
  if (self->narrow != narrow)
    {
      self->narrow = narrow;
      if (self->notify_source == 0)
        self->notify_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, notify_cb, self, NULL);
    }
}

static void
davy_either_add_child (GtkBuildable *buildable,
                       GtkBuilder *builder,
                       GObject *child,
                       const char *type)
{
  DavyEither *self = DAVY_EITHER (buildable);
  GtkWidget **slot = NULL;

  if (g_strcmp0 (type, "wide") == 0)
    slot = &self->wide;
  else if (g_strcmp0 (type, "narrow") == 0)
    slot = &self->narrow_child;

  if (slot == NULL || *slot != NULL)
    {
      GTK_BUILDER_WARN_INVALID_CHILD_TYPE (self, type);
      return;
    }

  *slot = GTK_WIDGET (child);
  gtk_widget_set_parent (*slot, GTK_WIDGET (self));
}

static void
davy_either_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = davy_either_add_child;
}

static void
davy_either_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavyEither *self = DAVY_EITHER (object);

  switch ((DavyEitherProperty) id)
    {
    case PROP_WIDE_FROM:
      g_value_set_int (value, self->wide_from);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_either_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyEither *self = DAVY_EITHER (object);

  switch ((DavyEitherProperty) id)
    {
    case PROP_WIDE_FROM:
      self->wide_from = g_value_get_int (value);
      break;
    case PROP_NARROW:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_either_dispose (GObject *object)
{
  DavyEither *self = DAVY_EITHER (object);

  g_clear_handle_id (&self->notify_source, g_source_remove);
  g_clear_pointer (&self->wide, gtk_widget_unparent);
  g_clear_pointer (&self->narrow_child, gtk_widget_unparent);

  G_OBJECT_CLASS (davy_either_parent_class)->dispose (object);
}

static void
davy_either_class_init (DavyEitherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = davy_either_dispose;
  object_class->get_property = davy_either_get_property;
  object_class->set_property = davy_either_set_property;

  widget_class->measure = davy_either_measure;
  widget_class->size_allocate = davy_either_size_allocate;

  props[PROP_WIDE_FROM] = g_param_spec_int ("wide-from", NULL, NULL, 0, G_MAXINT, 0,
                                            flags | G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, PROP_LAST + 1, props);
}

static void
davy_either_init (DavyEither *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * davy_either_get_narrow:
 * @self: a container
 *
 * Returns: whether the narrow form is seen; known after the first allocation
 */
gboolean
davy_either_get_narrow (DavyEither *self)
{
  g_return_val_if_fail (DAVY_IS_EITHER (self), FALSE);

  return self->narrow;
}
