/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-wrap.h"

#include <adwaita.h>

/* Words that take another line where a window is narrow: GTK lets those of a button make the window
 * wider instead, and libadwaita shortens the title of a group. */

static void
wrap_button (GtkButton *button)
{
  GtkWidget *label = gtk_button_get_child (button);

  if (!GTK_IS_LABEL (label))
    return;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (GTK_IS_LINK_BUTTON (button))
    gtk_label_set_xalign (GTK_LABEL (label), 0);
  else
    gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
}

/* The title is the first that a group says. */
static gboolean
wrap_first_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      return TRUE;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (wrap_first_label (child))
      return TRUE;

  return FALSE;
}

/**
 * davy_wrap_below:
 * @widget: what has its template
 *
 * Lets the words of every button and the title of every group below break into lines.
 */
void
davy_wrap_below (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    wrap_button (GTK_BUTTON (widget));
  else if (ADW_IS_PREFERENCES_GROUP (widget))
    wrap_first_label (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    davy_wrap_below (child);
}

/**
 * davy_wrap_unhyphenated:
 * @widget: a label, or what holds some
 *
 * Lets names and addresses break without a hyphen, which would seem a part of them.
 */
void
davy_wrap_unhyphenated (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
      gtk_label_set_attributes (GTK_LABEL (widget), attributes);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    davy_wrap_unhyphenated (child);
}
