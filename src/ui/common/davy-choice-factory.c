/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-choice-factory.h"

/* The choices of a row, in its popover and the chosen one in the row: libadwaita cuts them after
 * twenty letters, where some of them begin alike, and the chosen one sooner where there is little
 * room beside the row's text. */

#define LETTERS        36
#define CHOSEN_LETTERS 24 /* are not cut, however long the row's text is */

static void
show_chosen (GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  AdwComboRow *row = g_object_get_data (G_OBJECT (item), "row");
  gboolean chosen = adw_combo_row_get_selected (row) == gtk_list_item_get_position (item);

  if (box != NULL)
    gtk_widget_set_opacity (gtk_widget_get_last_child (box), chosen ? 1 : 0);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AdwComboRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LETTERS);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_item_set_child (item, box);
  g_object_set_data (G_OBJECT (item), "row", row);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (show_chosen), item,
                           G_CONNECT_SWAPPED);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *choice = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (label), gtk_string_object_get_string (choice));
  show_chosen (item);
}

static void
setup_chosen_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LETTERS);
  gtk_list_item_set_child (item, label);
}

static void
bind_chosen_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  const char *choice = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (label, choice);
  gtk_label_set_ellipsize (label, g_utf8_strlen (choice, -1) > CHOSEN_LETTERS
                                      ? PANGO_ELLIPSIZE_END
                                      : PANGO_ELLIPSIZE_NONE);
}

/**
 * davy_choice_factory_install:
 * @row: a row whose model is a #GtkStringList
 *
 * Lets the row and its popover show the choices in full.
 */
void
davy_choice_factory_install (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) chosen_factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), row, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  adw_combo_row_set_list_factory (row, factory);

  g_signal_connect (chosen_factory, "setup", G_CALLBACK (setup_chosen_cb), NULL);
  g_signal_connect (chosen_factory, "bind", G_CALLBACK (bind_chosen_cb), NULL);
  adw_combo_row_set_factory (row, chosen_factory);
}
