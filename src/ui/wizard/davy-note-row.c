/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-note-row.h"

/* A row to write a few lines into; its title says what about. Tab leaves it. */

struct _DavyNoteRow
{
  AdwPreferencesRow parent_instance;

  GtkTextBuffer *buffer;
};

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_LAST,
} DavyNoteRowSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyNoteRow, davy_note_row, ADW_TYPE_PREFERENCES_ROW)

static void
changed_cb (DavyNoteRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
davy_note_row_class_init (DavyNoteRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-note-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyNoteRow, buffer);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_note_row_init (DavyNoteRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_note_row_dup_text:
 * @self: a note
 *
 * Returns: (transfer full): what was written, without white space around it; may be ""
 */
char *
davy_note_row_dup_text (DavyNoteRow *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE));
}

/**
 * davy_note_row_set_text:
 * @self: a note
 * @text: (nullable): what was written before
 *
 * Fills the note.
 */
void
davy_note_row_set_text (DavyNoteRow *self, const char *text)
{
  gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
}
