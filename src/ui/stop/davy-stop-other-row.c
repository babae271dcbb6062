/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-stop-other-row.h"

#include <glib/gi18n.h>

#include "ui/stop/davy-stop-words.h"

/* Rows of what is not stopped from here, and of what could not even be looked at. */

static GtkWidget *
create_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);

  return row;
}

/**
 * davy_stop_other_row_new:
 * @item: something that cannot be stopped from here
 *
 * Returns: (transfer floating): a row that says why, with a link to the portal
 */
GtkWidget *
davy_stop_other_row_new (const DavyStopItem *item)
{
  const DavyCompute *compute = item->compute;
  g_autofree char *what = davy_stop_words_dup_compute (item);
  g_autofree char *why = davy_stop_words_dup_obstacle (item);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", what, why);
  /* Translators: %s is the name of something in Azure. */
  g_autofree char *label = g_strdup_printf (_ ("Open %s in the portal"), compute->name);
  GtkWidget *row = create_row (compute->name, subtitle);
  GtkWidget *button = gtk_button_new_from_icon_name ("adw-external-link-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", compute->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), DAVY_STOP_ACTION_OPEN);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

/**
 * davy_stop_gap_row_new:
 * @gap: what could not be looked at
 *
 * Returns: (transfer floating): a row that says so
 */
GtkWidget *
davy_stop_gap_row_new (const DavyComputeGap *gap)
{
  g_autofree char *words = davy_stop_words_dup_gap (gap);

  return create_row (_ ("Could not be looked at"), words);
}
