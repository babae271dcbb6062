/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "davy-test-cut.h"

#include <glib-unix.h>

/* Loaded into the program that is photographed (LD_PRELOAD), as assistive technologies are not told
 * which text was shortened, and the program itself shall know nothing of tests. At each SIGUSR1 it
 * writes the labels that are cut in any of its windows to the file CUT_LABELS. */

static gboolean
look_cb (gpointer file)
{
  GListModel *windows = gtk_window_get_toplevels ();
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      davy_test_cut_find (window, NULL, lines);
    }
  if (!g_file_set_contents (file, lines->str, (gssize) lines->len, &error))
    g_warning ("%s", error->message);

  return G_SOURCE_CONTINUE;
}

static void __attribute__ ((constructor)) begin (void)
{
  g_unsetenv ("LD_PRELOAD"); /* not in what the program starts */
  if (g_getenv ("CUT_LABELS") != NULL)
    g_unix_signal_add (SIGUSR1, look_cb, g_strdup (g_getenv ("CUT_LABELS")));
}
