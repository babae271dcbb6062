/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-keys.h"

#include "ui/wizard/davy-choice-row.h"

/* Answering a page of the wizard with one key, and going on where something is to be written. */

#define ANSWERS 9

typedef struct
{
  guint number;  /* of the answer, counted down to 0 */
  gboolean text; /* look for the first text after the answer, not for the answer */
  GtkWidget *found;
} Search;

/* Below @widget, in the order in which the page is read. */
static void
look_through (GtkWidget *widget, Search *search)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && search->found == NULL; child = gtk_widget_get_next_sibling (child))
    {
      /* What is folded away cannot have the cursor: nothing would lead out again. */
      if (!gtk_widget_get_visible (child) || !gtk_widget_get_child_visible (child))
        continue;
      if (DAVY_IS_CHOICE_ROW (child))
        {
          if (search->number > 0 && --search->number == 0 && !search->text)
            search->found = child;
        }
      else if (search->number == 0 && (GTK_IS_EDITABLE (child) || GTK_IS_TEXT_VIEW (child)))
        search->found = child;
      else
        look_through (child, search);
    }
}

/**
 * davy_wizard_keys_begin:
 * @page: a page of the wizard
 *
 * Puts the cursor where the page begins: where it asks for nothing but words, into their place.
 */
void
davy_wizard_keys_begin (GtkWidget *page)
{
  Search answer = { .number = 1 };
  Search text = { .text = TRUE };

  look_through (page, &answer);
  look_through (page, &text);
  if (answer.found == NULL && text.found != NULL)
    gtk_widget_grab_focus (text.found);
  else
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/**
 * davy_wizard_keys_answer:
 * @page: a page of the wizard
 * @number: which of its answers, counted from 1
 *
 * Gives an answer, and puts the cursor into the text that follows it.
 *
 * Returns: whether the page has that answer
 */
gboolean
davy_wizard_keys_answer (GtkWidget *page, guint number)
{
  Search answer = { .number = number };
  Search text = { .number = number, .text = TRUE };

  look_through (page, &answer);
  if (answer.found == NULL)
    return FALSE;

  /* What is to be written may depend on the answer. */
  davy_choice_row_choose (DAVY_CHOICE_ROW (answer.found));
  look_through (page, &text);
  if (text.found != NULL)
    gtk_widget_grab_focus (text.found);

  return TRUE;
}

/**
 * davy_wizard_keys_add:
 * @window: the wizard's window
 * @forward: what Ctrl+Enter does
 * @answer: what Alt and a digit do; called with the digit, a `u`
 *
 * Gives a window its keys. They come before what has the focus, which would take Ctrl+Enter for a
 * new line of a note.
 */
void
davy_wizard_keys_add (GtkWidget *window, GtkShortcutFunc forward, GtkShortcutFunc answer)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (
          gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                                       gtk_keyval_trigger_new (GDK_KEY_KP_Enter, GDK_CONTROL_MASK)),
          gtk_callback_action_new (forward, NULL, NULL)));
  for (guint i = 1; i <= ANSWERS; i++)
    {
      GtkShortcut *shortcut =
          gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_0 + i, GDK_ALT_MASK),
                            gtk_callback_action_new (answer, NULL, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_uint32 (i));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
    }
  gtk_widget_add_controller (window, keys);
}
