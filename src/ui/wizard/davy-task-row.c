/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-task-row.h"

#include <glib/gi18n.h>

#include "ui/wizard/davy-note-row.h"

/* Something for a person to do and to tick; opened, a note to it. */

struct _DavyTaskRow
{
  AdwExpanderRow parent_instance;

  GtkCheckButton *check;
  DavyNoteRow *note;
  char *key;
  gboolean filling;
};

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_LAST,
} DavyTaskRowSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyTaskRow, davy_task_row, ADW_TYPE_EXPANDER_ROW)

static void
changed_cb (DavyTaskRow *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
davy_task_row_finalize (GObject *object)
{
  g_free (DAVY_TASK_ROW (object)->key);

  G_OBJECT_CLASS (davy_task_row_parent_class)->finalize (object);
}

static void
davy_task_row_class_init (DavyTaskRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_task_row_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_task_row_init (DavyTaskRow *self)
{
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->check), GTK_ALIGN_CENTER);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->check));
  self->note = g_object_new (DAVY_TYPE_NOTE_ROW, "title", _ ("Note"), NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->note));

  g_signal_connect_object (self->check, "toggled", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->note, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * davy_task_row_new:
 * @key: its name in the journal
 * @title: what is to be done, in words for people
 * @what: more about it
 *
 * Returns: (transfer floating): a row to tick
 */
GtkWidget *
davy_task_row_new (const char *key, const char *title, const char *what)
{
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *what_markup = g_markup_escape_text (what, -1);
  DavyTaskRow *self =
      g_object_new (DAVY_TYPE_TASK_ROW, "title", title_markup, "subtitle", what_markup, NULL);

  self->key = g_strdup (key);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);

  return GTK_WIDGET (self);
}

/**
 * davy_task_row_get_key:
 * @self: the row
 *
 * Returns: its name in the journal
 */
const char *
davy_task_row_get_key (DavyTaskRow *self)
{
  return self->key;
}

/**
 * davy_task_row_is_done:
 * @self: the row
 *
 * Returns: whether it is ticked
 */
gboolean
davy_task_row_is_done (DavyTaskRow *self)
{
  return gtk_check_button_get_active (self->check);
}

/**
 * davy_task_row_dup_note:
 * @self: the row
 *
 * Returns: (transfer full): the note to it; "" when there is none
 */
char *
davy_task_row_dup_note (DavyTaskRow *self)
{
  return davy_note_row_dup_text (self->note);
}

/**
 * davy_task_row_set:
 * @self: the row
 * @done: whether it is ticked
 * @note: (nullable): the note to it
 *
 * Shows what was said before; does not tell that it changed.
 */
void
davy_task_row_set (DavyTaskRow *self, gboolean done, const char *note)
{
  self->filling = TRUE;
  gtk_check_button_set_active (self->check, done);
  davy_note_row_set_text (self->note, note);
  self->filling = FALSE;
}
