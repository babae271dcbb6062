/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/help/davy-help-topic.h"

#include "ui/help/davy-help-page.h"

/* Which page of the help explains what a person is looking at. */

static G_DEFINE_QUARK (davy - help - topic, topic)

/**
 * davy_help_topic_set:
 * @widget: a window, or a part of one
 * @page: the page of the help about it
 *
 * Says where the help about a widget stands.
 */
void
davy_help_topic_set (GtkWidget *widget, const char *page)
{
  g_object_set_qdata_full (G_OBJECT (widget), topic_quark (), g_strdup (page), g_free);
}

/**
 * davy_help_topic_find:
 * @window: (nullable): a window
 *
 * Returns: (transfer none): the page about what has the focus, or about the whole window; the
 *   contents when neither has one
 */
const char *
davy_help_topic_find (GtkWindow *window)
{
  GtkWidget *widget = window != NULL ? gtk_window_get_focus (window) : NULL;
  const char *page = NULL;

  if (widget == NULL)
    widget = GTK_WIDGET (window);
  for (; widget != NULL && page == NULL; widget = gtk_widget_get_parent (widget))
    page = g_object_get_qdata (G_OBJECT (widget), topic_quark ());

  return page != NULL ? page : DAVY_HELP_CONTENTS;
}
