/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-rescue-focus.h"

/* A button that is dull or hidden once it was pressed takes the focus with it: keys get lost then,
 * a screen reader falls silent, and GTK 4.18 goes round what is shown in its place. */

static gboolean
is_lost (GtkWidget *near)
{
  GtkWidget *parent = gtk_widget_get_parent (near);
  GtkWidget *focus;

  if (parent == NULL || !gtk_widget_get_mapped (parent))
    return FALSE;

  focus = gtk_root_get_focus (gtk_widget_get_root (near));

  return focus == NULL || !gtk_widget_get_mapped (focus) || !gtk_widget_is_sensitive (focus);
}

/**
 * davy_rescue_focus:
 * @near: what was pressed, or what takes its place; it may be hidden, but not what it is in
 *
 * Where nothing that could be operated has the focus any more, moves it to the first that can have
 * it of @near, or of the smallest part of the window around it that has some. Where the person has
 * gone on elsewhere, it stays.
 */
void
davy_rescue_focus (GtkWidget *near)
{
  if (!is_lost (near))
    return;

  /* It would be looked for after what is hidden, and not before. */
  gtk_root_set_focus (gtk_widget_get_root (near), NULL);
  while (near != NULL && !gtk_widget_child_focus (near, GTK_DIR_TAB_FORWARD))
    near = gtk_widget_get_parent (near);
}

/**
 * davy_set_busy:
 * @button: what may be pressed
 * @busy: whether what it began is under way
 *
 * Shows a button dull as long as it would only begin the same again. The focus comes back to it, or
 * near it, where the person has not gone on elsewhere meanwhile.
 */
void
davy_set_busy (GtkWidget *button, gboolean busy)
{
  gboolean was_busy = !gtk_widget_get_sensitive (button);

  gtk_widget_set_sensitive (button, !busy);
  if (was_busy && !busy)
    davy_rescue_focus (button);
}
