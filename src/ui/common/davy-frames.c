/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-frames.h"

/* What is read from the store together is told to the list and to the page beside it at once. In
 * one frame both would be laid out and the whole window painted: that takes longer than a hand on
 * the keyboard should wait. So the page lets a frame pass. */

typedef struct
{
  DavyFramesFunc func;
  gboolean passed; /* the frame that was due */
} Later;

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Later *later = data;

  if (!later->passed)
    {
      later->passed = TRUE;
      return G_SOURCE_CONTINUE;
    }

  later->func (widget);

  return G_SOURCE_REMOVE;
}

/**
 * davy_frames_later:
 * @widget: a widget
 * @func: what to do
 *
 * Does something in the frame after the next one; at once when the widget is not on the screen.
 * It is not done when the widget goes before that.
 */
void
davy_frames_later (GtkWidget *widget, DavyFramesFunc func)
{
  Later *later;

  if (!gtk_widget_get_mapped (widget))
    {
      func (widget);
      return;
    }

  later = g_new0 (Later, 1);
  later->func = func;
  gtk_widget_add_tick_callback (widget, tick_cb, later, g_free);
}
