/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-copy-button.h"

#include <glib/gi18n.h>

#include "ui/common/davy-toast.h"

/* An id, shown short, that a click copies whole. */

#define SHOWN_WHOLE 20
#define SHOWN_START 8
#define SHOWN_END   4

struct _DavyCopyButton
{
  GtkButton parent_instance;

  GtkLabel *label;
  char *text; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (DavyCopyButton, davy_copy_button, GTK_TYPE_BUTTON)

/* The first and last characters: those that people compare. */
static char *
shorten (const char *text)
{
  glong length = g_utf8_strlen (text, -1);
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (length <= SHOWN_WHOLE)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, SHOWN_START);
  end = g_utf8_substring (text, length - SHOWN_END, length);

  return g_strconcat (start, "…", end, NULL);
}

static void
davy_copy_button_clicked (GtkButton *button)
{
  DavyCopyButton *self = DAVY_COPY_BUTTON (button);

  if (self->text == NULL)
    return;

  davy_toast_copy (GTK_WIDGET (self), self->text, _ ("Copied"));
}

static void
davy_copy_button_finalize (GObject *object)
{
  g_free (DAVY_COPY_BUTTON (object)->text);

  G_OBJECT_CLASS (davy_copy_button_parent_class)->finalize (object);
}

static void
davy_copy_button_class_init (DavyCopyButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_copy_button_finalize;
  GTK_BUTTON_CLASS (klass)->clicked = davy_copy_button_clicked;
}

static void
davy_copy_button_init (DavyCopyButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("edit-copy-symbolic");

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "copy");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * davy_copy_button_new:
 * @name: what it is, "Subscription ID"
 * @text: (nullable): what is copied
 *
 * Returns: (transfer floating): a button that copies
 */
GtkWidget *
davy_copy_button_new (const char *name, const char *text)
{
  DavyCopyButton *self = g_object_new (DAVY_TYPE_COPY_BUTTON, NULL);

  davy_copy_button_set_text (self, name, text);

  return GTK_WIDGET (self);
}

/**
 * davy_copy_button_set_text:
 * @self: a button
 * @name: what it is, "Subscription ID"
 * @text: (nullable): what is copied; without it the button is not shown
 */
void
davy_copy_button_set_text (DavyCopyButton *self, const char *name, const char *text)
{
  g_autofree char *shown = shorten (text != NULL ? text : "");
  /* Translators: what is copied, "Subscription ID", then its value. */
  g_autofree char *tip = g_strdup_printf (_ ("Copy %1$s: %2$s"), name, text != NULL ? text : "");

  g_return_if_fail (DAVY_IS_COPY_BUTTON (self));

  g_free (self->text);
  self->text = g_strdup (text);
  gtk_label_set_text (self->label, shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
}

/**
 * davy_copy_button_hide_text:
 * @self: a button
 *
 * Shows the symbol alone, where the text stands beside it already.
 */
void
davy_copy_button_hide_text (DavyCopyButton *self)
{
  g_return_if_fail (DAVY_IS_COPY_BUTTON (self));

  gtk_widget_set_visible (GTK_WIDGET (self->label), FALSE);
}
