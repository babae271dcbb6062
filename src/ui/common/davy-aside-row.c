/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-aside-row.h"

#include "ui/common/davy-aside.h"
#include "ui/common/davy-wrap.h"

/* An action row for long texts and wide suffixes: these stand below the text where there is little
 * room beside it, and the text is never shortened. AdwActionRow does not lay itself out in another
 * way; so what is seen of it is made here, and the rest of it goes on as it is. */

typedef struct
{
  GtkBox *content;
  GtkBox *suffixes;
} DavyAsideRowPrivate;

static GtkBuildableIface *parent_buildable;

static void davy_aside_row_buildable_init (GtkBuildableIface *iface);

G_DEFINE_TYPE_WITH_CODE (DavyAsideRow,
                         davy_aside_row,
                         ADW_TYPE_ACTION_ROW,
                         G_ADD_PRIVATE (DavyAsideRow)
                             G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                    davy_aside_row_buildable_init))

static gboolean
is_said (GBinding *binding, const GValue *text, GValue *visible, gpointer data)
{
  const char *words = g_value_get_string (text);

  g_value_set_boolean (visible, words != NULL && *words != '\0');

  return TRUE;
}

/* A label of one of the row's texts. */
static GtkWidget *
create_label (DavyAsideRow *self, const char *property)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  davy_wrap_unhyphenated (label);
  g_object_bind_property (self, property, label, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (self, property, label, "visible", G_BINDING_SYNC_CREATE, is_said,
                               NULL, NULL, NULL);

  return label;
}

static GtkWidget *
create_text (DavyAsideRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = create_label (self, "title");
  GtkWidget *subtitle = create_label (self, "subtitle");

  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), subtitle);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title,
                                  NULL, -1);

  return box;
}

static void
davy_aside_row_add_child (GtkBuildable *buildable,
                          GtkBuilder *builder,
                          GObject *child,
                          const char *type)
{
  if (g_strcmp0 (type, "suffix") == 0)
    davy_aside_row_add_suffix (DAVY_ASIDE_ROW (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
davy_aside_row_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = davy_aside_row_add_child;
}

static void
davy_aside_row_class_init (DavyAsideRowClass *klass)
{
}

static void
davy_aside_row_init (DavyAsideRow *self)
{
  DavyAsideRowPrivate *priv = davy_aside_row_get_instance_private (self);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *suffixes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *aside = davy_aside_new (create_text (self), suffixes);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_set_hexpand (aside, TRUE);
  gtk_widget_set_valign (aside, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (suffixes, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (content), aside);
  gtk_widget_add_css_class (content, "aside");
  priv->content = GTK_BOX (content);
  priv->suffixes = GTK_BOX (suffixes);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), content);
}

/**
 * davy_aside_row_add_prefix:
 * @self: a row
 * @prefix: (transfer floating): a widget before its text
 */
void
davy_aside_row_add_prefix (DavyAsideRow *self, GtkWidget *prefix)
{
  DavyAsideRowPrivate *priv = davy_aside_row_get_instance_private (self);

  gtk_box_prepend (priv->content, prefix);
}

/**
 * davy_aside_row_add_suffix:
 * @self: a row
 * @suffix: (transfer floating): a widget beside its text, after those that are there, or below
 */
void
davy_aside_row_add_suffix (DavyAsideRow *self, GtkWidget *suffix)
{
  DavyAsideRowPrivate *priv = davy_aside_row_get_instance_private (self);

  gtk_box_append (priv->suffixes, suffix);
}
