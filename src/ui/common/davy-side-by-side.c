/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-side-by-side.h"

/* A list and the detail of its selected row: beside each other where there is room, else the
 * opened detail covers the list. A closable one shows the detail while it is opened only, and the
 * list has all the room before. libadwaita's own containers for this are either above the floor or
 * abort under diagnostics. In a `.ui` file the children have the types `list` and `detail`. */

#define LIST_SHARE   0.36
#define LIST_WIDTH   400 /* a list is not narrower than this beside a detail … */
#define LIST_AT_MOST 520 /* … nor wider */

struct _DavySideBySide
{
  GtkWidget parent_instance;

  GtkWidget *list;
  GtkWidget *separator;
  GtkWidget *detail;
  gboolean opened;
  gboolean closable;
  gboolean folded;
  guint notify_source;
};

typedef enum
{
  PROP_OPENED = 1,
  PROP_CLOSABLE,
  PROP_FOLDED,
  PROP_CAN_GO_BACK,
  PROP_LAST = PROP_CAN_GO_BACK,
} DavySideBySideProperty;

static GParamSpec *props[PROP_LAST + 1];

static void davy_side_by_side_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavySideBySide,
                               davy_side_by_side,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      davy_side_by_side_buildable_init))

static gboolean
can_go_back (DavySideBySide *self)
{
  return self->opened && (self->folded || self->closable);
}

static gboolean
shows_detail (DavySideBySide *self)
{
  return self->detail != NULL && gtk_widget_get_visible (self->detail) &&
         (self->opened || !(self->folded || self->closable));
}

static int
list_width (int width)
{
  return CLAMP ((int) (width * LIST_SHARE), LIST_WIDTH, LIST_AT_MOST);
}

static int
separator_width (DavySideBySide *self)
{
  int width;

  gtk_widget_measure (self->separator, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);

  return width;
}

static void
update_children (DavySideBySide *self)
{
  gboolean detail = shows_detail (self);

  if (self->list != NULL)
    gtk_widget_set_child_visible (self->list, !(self->folded && detail));
  if (self->detail != NULL)
    gtk_widget_set_child_visible (self->detail, detail);
  gtk_widget_set_child_visible (self->separator, !self->folded && detail);
}

static gboolean
notify_cb (gpointer data)
{
  DavySideBySide *self = DAVY_SIDE_BY_SIDE (data);

  self->notify_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOLDED]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_GO_BACK]);

  return G_SOURCE_REMOVE;
}

/* Told between two layouts, as it makes other widgets come and go. */
static void
set_folded (DavySideBySide *self, gboolean folded)
{
  if (self->folded == folded)
    return;

  self->folded = folded;
  if (self->notify_source == 0)
    self->notify_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, notify_cb, self, NULL);
}

static void
set_child (DavySideBySide *self, GtkWidget **slot, GtkWidget *child)
{
  g_clear_pointer (slot, gtk_widget_unparent);
  if (child != NULL)
    {
      *slot = child;
      gtk_widget_set_parent (child, GTK_WIDGET (self));
      update_children (self);
    }
}

static GtkSizeRequestMode
davy_side_by_side_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_child (GtkWidget *child,
               GtkOrientation orientation,
               int for_size,
               int *minimum,
               int *natural)
{
  int child_minimum = 0, child_natural = 0;

  if (child == NULL || !gtk_widget_get_visible (child))
    return;

  gtk_widget_measure (child, orientation, for_size, &child_minimum, &child_natural, NULL, NULL);
  *minimum = MAX (*minimum, child_minimum);
  *natural = MAX (*natural, child_natural);
}

/* The detail scrolls: how high its text is at a width need not be known before it is laid out, and
 * finding out takes as long as drawing it. */
static void
davy_side_by_side_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  DavySideBySide *self = DAVY_SIDE_BY_SIDE (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_child (self->list, orientation, -1, minimum, natural);
      measure_child (self->detail, orientation, -1, minimum, natural);
    }
  else
    measure_child (self->list, orientation,
                   for_size >= DAVY_SIDE_BY_SIDE_WIDTH ? list_width (for_size) : for_size, minimum,
                   natural);
}

static void
davy_side_by_side_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DavySideBySide *self = DAVY_SIDE_BY_SIDE (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation list = { 0, 0, width, height };
  GtkAllocation separator = { 0, 0, 0, height };
  GtkAllocation detail = { 0, 0, width, height };

  set_folded (self, width < DAVY_SIDE_BY_SIDE_WIDTH);
  update_children (self);

  if (!self->folded && shows_detail (self))
    {
      list.width = list_width (width);
      separator.width = separator_width (self);
      detail.width = width - list.width - separator.width;
      list.x = rtl ? width - list.width : 0;
      separator.x = rtl ? list.x - separator.width : list.width;
      detail.x = rtl ? 0 : width - detail.width;
      gtk_widget_size_allocate (self->separator, &separator, -1);
    }

  if (self->list != NULL && gtk_widget_get_child_visible (self->list))
    gtk_widget_size_allocate (self->list, &list, -1);
  if (self->detail != NULL && gtk_widget_get_child_visible (self->detail))
    gtk_widget_size_allocate (self->detail, &detail, -1);
}

static void
davy_side_by_side_add_child (GtkBuildable *buildable,
                             GtkBuilder *builder,
                             GObject *child,
                             const char *type)
{
  DavySideBySide *self = DAVY_SIDE_BY_SIDE (buildable);

  if (g_strcmp0 (type, "list") == 0)
    davy_side_by_side_set_list (self, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "detail") == 0)
    davy_side_by_side_set_detail (self, GTK_WIDGET (child));
  else
    GTK_BUILDER_WARN_INVALID_CHILD_TYPE (self, type);
}

static void
davy_side_by_side_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = davy_side_by_side_add_child;
}

static void
davy_side_by_side_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavySideBySide *self = DAVY_SIDE_BY_SIDE (object);

  switch ((DavySideBySideProperty) id)
    {
    case PROP_OPENED:
      g_value_set_boolean (value, self->opened);
      break;
    case PROP_CLOSABLE:
      g_value_set_boolean (value, self->closable);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, can_go_back (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_side_by_side_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavySideBySide *self = DAVY_SIDE_BY_SIDE (object);

  switch ((DavySideBySideProperty) id)
    {
    case PROP_OPENED:
      davy_side_by_side_set_opened (self, g_value_get_boolean (value));
      break;
    case PROP_CLOSABLE:
      self->closable = g_value_get_boolean (value);
      break;
    case PROP_FOLDED:
    case PROP_CAN_GO_BACK:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_side_by_side_dispose (GObject *object)
{
  DavySideBySide *self = DAVY_SIDE_BY_SIDE (object);

  g_clear_handle_id (&self->notify_source, g_source_remove);
  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_pointer (&self->separator, gtk_widget_unparent);
  g_clear_pointer (&self->detail, gtk_widget_unparent);

  G_OBJECT_CLASS (davy_side_by_side_parent_class)->dispose (object);
}

static gboolean
go_back_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DavySideBySide *self = DAVY_SIDE_BY_SIDE (widget);

  if (!can_go_back (self))
    return FALSE;

  davy_side_by_side_set_opened (self, FALSE);

  return TRUE;
}

static void
davy_side_by_side_class_init (DavySideBySideClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->dispose = davy_side_by_side_dispose;
  object_class->get_property = davy_side_by_side_get_property;
  object_class->set_property = davy_side_by_side_set_property;

  widget_class->get_request_mode = davy_side_by_side_get_request_mode;
  widget_class->measure = davy_side_by_side_measure;
  widget_class->size_allocate = davy_side_by_side_size_allocate;

  props[PROP_OPENED] = g_param_spec_boolean ("opened", NULL, NULL, FALSE, writable);
  props[PROP_CLOSABLE] = g_param_spec_boolean ("closable", NULL, NULL, FALSE, writable);
  props[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, readable);
  props[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, PROP_LAST + 1, props);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, go_back_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "sidebyside");
}

static void
davy_side_by_side_init (DavySideBySide *self)
{
  self->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_parent (self->separator, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * davy_side_by_side_set_list:
 * @self: a container
 * @list: (nullable): the widget at the start
 */
void
davy_side_by_side_set_list (DavySideBySide *self, GtkWidget *list)
{
  g_return_if_fail (DAVY_IS_SIDE_BY_SIDE (self));

  if (self->list == list)
    return;

  set_child (self, &self->list, list);
  if (list != NULL)
    gtk_widget_insert_before (list, GTK_WIDGET (self), self->separator);
}

/**
 * davy_side_by_side_set_detail:
 * @self: a container
 * @detail: (nullable): the widget at the end
 */
void
davy_side_by_side_set_detail (DavySideBySide *self, GtkWidget *detail)
{
  g_return_if_fail (DAVY_IS_SIDE_BY_SIDE (self));

  if (self->detail == detail)
    return;

  set_child (self, &self->detail, detail);
}

/**
 * davy_side_by_side_set_opened:
 * @self: a container
 * @opened: whether the detail is seen where there is no room for both, and in a closable
 *   container anywhere
 *
 * Moves the keyboard focus along to the widget that is now seen.
 */
void
davy_side_by_side_set_opened (DavySideBySide *self, gboolean opened)
{
  g_return_if_fail (DAVY_IS_SIDE_BY_SIDE (self));

  if (self->opened == opened)
    return;

  self->opened = opened;
  update_children (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (self->folded)
    {
      GtkWidget *seen = opened ? self->detail : self->list;

      if (seen != NULL)
        gtk_widget_child_focus (seen, GTK_DIR_TAB_FORWARD);
    }
  if (self->folded || self->closable)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_GO_BACK]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OPENED]);
}

/**
 * davy_side_by_side_get_opened:
 * @self: a container
 *
 * Returns: whether the detail covers the list where there is no room for both
 */
gboolean
davy_side_by_side_get_opened (DavySideBySide *self)
{
  g_return_val_if_fail (DAVY_IS_SIDE_BY_SIDE (self), FALSE);

  return self->opened;
}

/**
 * davy_side_by_side_get_folded:
 * @self: a container
 *
 * Returns: whether only one of both is seen; known after the first allocation
 */
gboolean
davy_side_by_side_get_folded (DavySideBySide *self)
{
  g_return_val_if_fail (DAVY_IS_SIDE_BY_SIDE (self), FALSE);

  return self->folded;
}
