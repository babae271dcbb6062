/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "compat/davy-compat.h"

/* A window to try a widget in. */
static inline GtkWindow *
davy_test_window_new (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  davy_compat_guard_window (window);

  return window;
}

/* A condition to wait for before Tab is tried: another test of the same desktop may have taken the
 * keyboard. */
static inline gboolean
davy_test_has_keyboard (gpointer window)
{
  gtk_window_present (window);

  return gtk_window_is_active (window);
}

/* Returns: (nullable): the first of @type; @inside itself, too */
static inline GtkWidget *
davy_test_find_typed (GtkWidget *inside, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (inside), type) ? inside : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = davy_test_find_typed (child, type);

  return found;
}

/* @except: (nullable): not this one */
static inline GtkWidget *
davy_test_find_button (GtkWidget *inside, const char *label, const GtkWidget *except)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (inside) && inside != except &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (inside)), label) == 0)
    return inside;
  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = davy_test_find_button (child, label, except);

  return found;
}

/* The answer to a question, wherever it is drawn: in a window of its own, or inside its parent.
 * NULL: nobody is asked. */
static inline GtkWidget *
davy_test_find_answer (const char *label)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && found == NULL; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      found = davy_test_find_button (window, label, NULL);
    }

  return found != NULL && gtk_widget_get_mapped (found) ? found : NULL;
}
