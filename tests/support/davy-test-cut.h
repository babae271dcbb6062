/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Finds the labels of which a person does not see all: those that GTK shortened with an ellipsis,
 * and those that something around them cuts off where it does not scroll. */

#define DAVY_TEST_CUT_SLACK 1.5f /* pixels: what rounding may make of an edge */

/* Where the text of @label is drawn, in the coordinates of @inside. */
static inline gboolean
davy_test_cut_get_text (GtkLabel *label, GtkWidget *inside, graphene_rect_t *text)
{
  graphene_point_t corner;
  int x, y, width, height;

  gtk_label_get_layout_offsets (label, &x, &y);
  pango_layout_get_pixel_size (gtk_label_get_layout (label), &width, &height);
  if (!gtk_widget_compute_point (GTK_WIDGET (label), inside,
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &corner))
    return FALSE;

  graphene_rect_init (text, corner.x, corner.y, (float) width, (float) height);

  return TRUE;
}

/* Whether what is outside of @widget on this axis can be reached by scrolling. */
static inline gboolean
davy_test_cut_scrolls (GtkWidget *widget, GtkOrientation axis)
{
  GtkAdjustment *adjustment;

  if (!GTK_IS_SCROLLABLE (widget))
    return FALSE;

  adjustment = axis == GTK_ORIENTATION_HORIZONTAL
                   ? gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (widget))
                   : gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget));

  return adjustment != NULL &&
         gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_lower (adjustment) >
             gtk_adjustment_get_page_size (adjustment);
}

/* Whether the text of @label reaches beyond something that cuts it off. */
static inline gboolean
davy_test_cut_is_clipped (GtkLabel *label)
{
  gboolean wide = TRUE, high = TRUE; /* axes on which it must be seen as a whole */

  for (GtkWidget *part = GTK_WIDGET (label); part != NULL && (wide || high);
       part = gtk_widget_get_parent (part))
    {
      graphene_rect_t text, room;

      if (davy_test_cut_scrolls (part, GTK_ORIENTATION_HORIZONTAL))
        wide = FALSE;
      if (davy_test_cut_scrolls (part, GTK_ORIENTATION_VERTICAL))
        high = FALSE;
      if (part != GTK_WIDGET (label) && !GTK_IS_ROOT (part) &&
          gtk_widget_get_overflow (part) != GTK_OVERFLOW_HIDDEN)
        continue;
      if (!davy_test_cut_get_text (label, part, &text) ||
          !gtk_widget_compute_bounds (part, part, &room))
        return TRUE;

      graphene_rect_inset (&room, -DAVY_TEST_CUT_SLACK, -DAVY_TEST_CUT_SLACK);
      if (wide && (text.origin.x < room.origin.x ||
                   text.origin.x + text.size.width > room.origin.x + room.size.width))
        return TRUE;
      if (high && (text.origin.y < room.origin.y ||
                   text.origin.y + text.size.height > room.origin.y + room.size.height))
        return TRUE;
    }

  return FALSE;
}

/* Returns: what is wrong with @label, or NULL */
static inline const char *
davy_test_cut_judge (GtkLabel *label)
{
  if (*gtk_label_get_text (label) == '\0')
    return NULL;
  if (pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return "ellipsized";

  return davy_test_cut_is_clipped (label) ? "clipped" : NULL;
}

/* Adds the types and the names that templates give, from @widget up to the window. */
static inline void
davy_test_cut_add_place (GtkWidget *widget, GString *line)
{
  for (GtkWidget *part = widget; part != NULL; part = gtk_widget_get_parent (part))
    {
      const char *name = gtk_buildable_get_buildable_id (GTK_BUILDABLE (part));

      g_string_append_printf (line, " %s%s%s", G_OBJECT_TYPE_NAME (part), name != NULL ? "#" : "",
                              name != NULL ? name : "");
    }
}

/* Adds a line for each cut label that is shown in @inside: what is wrong, its text, its tooltip or
 * that of something around it, and where it is, with tabs between them. */
static inline void
davy_test_cut_find (GtkWidget *inside, const char *tooltip, GString *lines)
{
  const char *own = gtk_widget_get_tooltip_text (inside);
  const char *wrong = NULL;

  if (!gtk_widget_get_mapped (inside))
    return;

  tooltip = own != NULL ? own : tooltip;
  if (GTK_IS_LABEL (inside))
    wrong = davy_test_cut_judge (GTK_LABEL (inside));
  if (wrong != NULL)
    {
      g_autofree char *text = g_strdup (gtk_label_get_text (GTK_LABEL (inside)));
      g_autofree char *said = g_strdup (tooltip != NULL ? tooltip : "");

      g_string_append_printf (lines, "%s\t%s\t%s\t", wrong, g_strdelimit (text, "\t\n", ' '),
                              g_strdelimit (said, "\t\n", ' '));
      davy_test_cut_add_place (inside, lines);
      g_string_append_c (lines, '\n');
    }

  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    davy_test_cut_find (child, tooltip, lines);
}
