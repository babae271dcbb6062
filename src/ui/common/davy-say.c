/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-say.h"

#include "compat/davy-compat.h"
#include "core/davy-error.h"

/**
 * davy_show_text:
 * @label: a label that is there only while it has something to tell
 * @text: (nullable): for people; %NULL or "" hides @label
 *
 * Shows @text without speaking it.
 */
void
davy_show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/**
 * davy_say:
 * @label: a label that is there only while it has something to say
 * @text: (nullable): a sentence for people; %NULL hides @label
 *
 * Shows @text and speaks it, without moving the focus.
 */
void
davy_say (GtkLabel *label, const char *text)
{
  davy_show_text (label, text);
  if (text != NULL)
    davy_compat_announce (GTK_WIDGET (label), text);
}

/**
 * davy_say_failure:
 * @label: a label that is there only while it has something to say
 * @error: (nullable): what failed; %NULL hides @label
 *
 * Says as davy_say() what failed and what to do about it.
 */
void
davy_say_failure (GtkLabel *label, const GError *error)
{
  g_autofree char *sentence = error != NULL ? davy_error_dup_sentence (error) : NULL;

  davy_say (label, sentence);
}
