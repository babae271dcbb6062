/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/ready/davy-ready-row.h"

#include <glib/gi18n.h>

#include "ui/common/davy-access-words.h"

/* A customer in the list: its name, and a mark for each of the three things that may have to be
 * done for it, told apart by shape and word. */

typedef struct
{
  GtkImage *icon;
  GtkLabel *label;
} Mark;

struct _DavyReadyRow
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkWidget *marks_box;
  GtkLabel *unchecked;
  Mark marks[DAVY_N_ACCESS_LINES];
};

G_DEFINE_FINAL_TYPE (DavyReadyRow, davy_ready_row, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon;
  const char *style;
} looks[] = {
  [DAVY_ACCESS_UNKNOWN] = { "dialog-question-symbolic", "dim-label" },
  [DAVY_ACCESS_YES] = { "object-select-symbolic", "success" },
  [DAVY_ACCESS_NO] = { "dialog-warning-symbolic", "warning" },
};

static void
show_mark (Mark *mark, DavyAccessAnswer answer)
{
  guint look = (guint) answer < G_N_ELEMENTS (looks) ? (guint) answer : DAVY_ACCESS_UNKNOWN;

  gtk_image_set_from_icon_name (mark->icon, looks[look].icon);
  gtk_widget_set_css_classes (GTK_WIDGET (mark->icon), (const char *[]){ looks[look].style, NULL });
}

/* All of it in one, as a screen reader says it. */
static void
update_spoken (DavyReadyRow *self, const char *name, const DavyAccess *access)
{
  g_autoptr (GString) text = g_string_new (name);

  if (access->checked_at == DAVY_TIME_UNSET)
    g_string_append_printf (text, ", %s", gtk_label_get_text (self->unchecked));
  for (guint line = 0; access->checked_at != DAVY_TIME_UNSET && line < DAVY_N_ACCESS_LINES; line++)
    g_string_append_printf (text, ", %s", davy_words_access_verdict (line, access->answers[line]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str,
                                  -1);
}

static void
append_mark (DavyReadyRow *self, DavyAccessLine line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  Mark *mark = &self->marks[line];

  mark->icon = GTK_IMAGE (gtk_image_new ());
  mark->label = GTK_LABEL (gtk_label_new (davy_words_access_line (line)));
  gtk_label_set_ellipsize (mark->label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (mark->label), "caption");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (mark->icon));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (mark->label));
  gtk_box_append (GTK_BOX (self->marks_box), box);
}

static void
davy_ready_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (davy_ready_row_parent_class)->dispose (object);
}

static void
davy_ready_row_class_init (DavyReadyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_ready_row_dispose;
  gtk_widget_class_set_css_name (widget_class, "readyrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
davy_ready_row_init (DavyReadyRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 3);

  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->name, 0);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (GTK_WIDGET (self->name), GTK_WIDGET (self));

  self->marks_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  for (guint line = 0; line < DAVY_N_ACCESS_LINES; line++)
    append_mark (self, line);
  gtk_widget_set_parent (self->marks_box, GTK_WIDGET (self));

  self->unchecked = GTK_LABEL (gtk_label_new (_ ("Not checked yet")));
  gtk_label_set_xalign (self->unchecked, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->unchecked), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->unchecked), "dim-label");
  gtk_widget_set_parent (GTK_WIDGET (self->unchecked), GTK_WIDGET (self));
}

/**
 * davy_ready_row_new:
 *
 * Returns: (transfer floating): a row without a customer
 */
GtkWidget *
davy_ready_row_new (void)
{
  return g_object_new (DAVY_TYPE_READY_ROW, NULL);
}

/**
 * davy_ready_row_set_customer:
 * @self: a row
 * @customer: what it shows
 */
void
davy_ready_row_set_customer (DavyReadyRow *self, DavyCustomerAccess *customer)
{
  const DavyAccess *access = davy_customer_access_get_access (customer);
  const char *name = davy_customer_access_get_name (customer);
  gboolean checked = access->checked_at != DAVY_TIME_UNSET;

  g_return_if_fail (DAVY_IS_READY_ROW (self));

  gtk_label_set_text (self->name, name != NULL ? name : "");
  for (guint line = 0; line < DAVY_N_ACCESS_LINES; line++)
    show_mark (&self->marks[line], access->answers[line]);
  gtk_widget_set_visible (self->marks_box, checked);
  gtk_widget_set_visible (GTK_WIDGET (self->unchecked), !checked);
  update_spoken (self, name != NULL ? name : "", access);
}
