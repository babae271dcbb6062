/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-call-group.h"

#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "core/davy-time.h"
#include "triage/davy-steps.h"
#include "ui/wizard/davy-choice-row.h"
#include "ui/wizard/davy-date-row.h"
#include "ui/wizard/davy-note-row.h"

/* One call: whether somebody was reached, who, under which number, when and what was said. */

#define FACT_SAID "said" /* s: what was said */

struct _DavyCallGroup
{
  AdwPreferencesGroup parent_instance;

  DavyChoiceRow *reached;
  GtkEditable *who;
  GtkEditable *number;
  DavyDateRow *when;
  DavyNoteRow *said;
};

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_LAST,
} DavyCallGroupSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyCallGroup, davy_call_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
was_reached (DavyCallGroup *self)
{
  return g_strcmp0 (davy_choice_row_get_choice (self->reached), "reached") == 0;
}

/* Who and what can be told only when somebody was there; when, as soon as it was tried. */
static void
update_rows (DavyCallGroup *self)
{
  gboolean tried = davy_choice_row_get_choice (self->reached) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->who), was_reached (self));
  gtk_widget_set_visible (GTK_WIDGET (self->said), was_reached (self));
  gtk_widget_set_visible (GTK_WIDGET (self->number), tried);
  gtk_widget_set_visible (GTK_WIDGET (self->when), tried);
}

static void
answered_cb (DavyCallGroup *self)
{
  if (davy_choice_row_get_choice (self->reached) != NULL &&
      davy_date_row_get_time (self->when) == DAVY_TIME_UNSET)
    davy_date_row_set_time (self->when, davy_time_now ());

  update_rows (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
put (GVariantDict *facts, const char *prefix, const char *fact, GVariant *value)
{
  g_autofree char *key = g_strconcat (prefix, fact, NULL);

  g_variant_dict_insert_value (facts, key, value);
}

static void
put_text (GVariantDict *facts, const char *prefix, const char *fact, const char *text)
{
  if (*text != '\0')
    put (facts, prefix, fact, g_variant_new_string (text));
}

static GVariant *
dup_fact (GVariantDict *facts, const char *prefix, const char *fact, const GVariantType *type)
{
  g_autofree char *key = g_strconcat (prefix, fact, NULL);

  return g_variant_dict_lookup_value (facts, key, type);
}

static char *
dup_text (GVariantDict *facts, const char *prefix, const char *fact)
{
  g_autoptr (GVariant) text = dup_fact (facts, prefix, fact, G_VARIANT_TYPE_STRING);

  return g_strdup (text != NULL ? g_variant_get_string (text, NULL) : "");
}

static void
davy_call_group_class_init (DavyCallGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DAVY_TYPE_CHOICE_ROW);
  g_type_ensure (DAVY_TYPE_DATE_ROW);
  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-call-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyCallGroup, reached);
  gtk_widget_class_bind_template_child (widget_class, DavyCallGroup, who);
  gtk_widget_class_bind_template_child (widget_class, DavyCallGroup, number);
  gtk_widget_class_bind_template_child (widget_class, DavyCallGroup, when);
  gtk_widget_class_bind_template_child (widget_class, DavyCallGroup, said);
  gtk_widget_class_bind_template_callback (widget_class, answered_cb);
}

static void
davy_call_group_init (DavyCallGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_rows (self);
}

/**
 * davy_call_group_check:
 * @self: a call
 * @error: %DAVY_ERROR_INPUT, which says what is missing
 *
 * Returns: whether it can be recorded: somebody was reached and has a name, or nobody was
 */
gboolean
davy_call_group_check (DavyCallGroup *self, GError **error)
{
  if (davy_choice_row_get_choice (self->reached) == NULL)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                           _ ("Say whether somebody was reached. Not reached is an answer."));
      return FALSE;
    }
  if (was_reached (self) && *gtk_editable_get_text (self->who) == '\0')
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT, _ ("Say who you spoke to."));
      return FALSE;
    }

  return TRUE;
}

/**
 * davy_call_group_save:
 * @self: a call
 * @facts: what it is put into
 * @prefix: stands in front of the keys, for a case may have two calls; may be ""
 *
 * Puts the call into the facts.
 */
void
davy_call_group_save (DavyCallGroup *self, GVariantDict *facts, const char *prefix)
{
  g_autofree char *said = davy_note_row_dup_text (self->said);

  if (davy_choice_row_get_choice (self->reached) == NULL)
    return;

  put (facts, prefix, DAVY_FACT_REACHED, g_variant_new_boolean (was_reached (self)));
  put (facts, prefix, DAVY_FACT_CALLED_AT,
       g_variant_new_int64 (davy_date_row_get_time (self->when)));
  put_text (facts, prefix, DAVY_FACT_NUMBER, gtk_editable_get_text (self->number));
  if (was_reached (self))
    {
      put_text (facts, prefix, DAVY_FACT_PERSON, gtk_editable_get_text (self->who));
      put_text (facts, prefix, FACT_SAID, said);
    }
}

/**
 * davy_call_group_restore:
 * @self: a call
 * @facts: what was recorded or drafted before
 * @prefix: stands in front of the keys
 *
 * Takes the call out of the facts.
 */
void
davy_call_group_restore (DavyCallGroup *self, GVariantDict *facts, const char *prefix)
{
  g_autoptr (GVariant) reached =
      dup_fact (facts, prefix, DAVY_FACT_REACHED, G_VARIANT_TYPE_BOOLEAN);
  g_autoptr (GVariant) when = dup_fact (facts, prefix, DAVY_FACT_CALLED_AT, G_VARIANT_TYPE_INT64);
  g_autofree char *person = dup_text (facts, prefix, DAVY_FACT_PERSON);
  g_autofree char *number = dup_text (facts, prefix, DAVY_FACT_NUMBER);
  g_autofree char *said = dup_text (facts, prefix, FACT_SAID);

  if (when != NULL)
    davy_date_row_set_time (self->when, g_variant_get_int64 (when));
  gtk_editable_set_text (self->who, person);
  gtk_editable_set_text (self->number, number);
  davy_note_row_set_text (self->said, said);
  if (reached != NULL)
    davy_choice_row_set_choice (self->reached,
                                g_variant_get_boolean (reached) ? "reached" : "not-reached");
  update_rows (self);
}
