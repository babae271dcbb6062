/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-verify-page.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "core/davy-format.h"
#include "core/davy-time.h"
#include "triage/davy-aftermath.h"
#include "triage/davy-verification-words.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-say.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* Does it go on? What was found one and two days after the last act, when it is looked next, and a
 * button to look now. */

struct _DavyVerifyPage
{
  AdwBin parent_instance;

  AdwPreferencesGroup *looks;
  GtkWidget *look_now;
  GtkLabel *failed;
  DavyNoteRow *note;

  DavyCase *subject; /* (nullable): until it is set */
  GCancellable *cancellable;
  GPtrArray *rows; /* (element-type GtkWidget), in @looks */
};

static void davy_verify_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyVerifyPage,
                               davy_verify_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_verify_page_page_init))

/* --- what is shown ------------------------------------------------------------------------- */

static DavyFactRow *
add_row (DavyVerifyPage *self, const char *name, const char *value)
{
  return davy_fact_row_add (self->looks, self->rows, name, value);
}

static void
add_look (DavyVerifyPage *self, const char *name, const DavyVerification *look)
{
  g_autofree char *text = davy_words_verification_text (look);
  g_autofree char *when = davy_format_date_time (DAVY_LANGUAGE_WINDOW, look->at);
  /* Translators: %s is a date with the time of day. */
  g_autofree char *source = g_strdup_printf (C_ ("verification", "Looked on %s"), when);
  DavyFactRow *row = add_row (self, name, text);

  davy_fact_row_set_mark (row, davy_verification_get_mark (look));
  davy_fact_row_set_source (row, source);
}

static void
add_missing_look (DavyVerifyPage *self,
                  const char *name,
                  const DavyAftermath *aftermath,
                  guint hours)
{
  DavyTime at = aftermath->since + hours * DAVY_TIME_HOUR;
  g_autofree char *due = davy_words_verification_due (at, davy_time_now ());

  add_row (self, name, at >= aftermath->due ? due : C_ ("verification", "Nobody looked then"));
}

/* What was found by the look that is due after so many hours; the last of them counts. */
static const DavyVerification *
find_look (const DavyAftermath *aftermath, guint hours)
{
  for (guint i = aftermath->looks->len; i > 0; i--)
    {
      const DavyVerification *look = g_ptr_array_index (aftermath->looks, i - 1);

      if (look->hours == hours)
        return look;
    }

  return NULL;
}

static void
show_due_look (DavyVerifyPage *self, const DavyAftermath *aftermath, guint hours)
{
  const DavyVerification *look = find_look (aftermath, hours);
  g_autofree char *name =
      /* Translators: a look at what goes on, so long after the last act. */
      g_strdup_printf (ngettext ("After %u hour", "After %u hours", hours), hours);

  if (look != NULL)
    add_look (self, name, look);
  else
    add_missing_look (self, name, aftermath, hours);
}

static void
show_looks (DavyVerifyPage *self)
{
  g_autoptr (DavyAftermath) aftermath = davy_case_get_aftermath (self->subject);
  const DavyVerification *first = find_look (aftermath, 0);
  gboolean acted = aftermath->since != DAVY_TIME_UNSET;

  davy_empty_group (self->looks, self->rows);
  gtk_widget_set_visible (self->look_now, acted);
  if (!acted)
    {
      add_row (self, C_ ("verification", "The last act"),
               _ ("Nothing that was done from here is proved yet: there is nothing to verify."));
      return;
    }

  g_autofree char *since = davy_format_date_time (DAVY_LANGUAGE_WINDOW, aftermath->since);

  add_row (self, C_ ("verification", "The last act"), since);
  if (first != NULL)
    add_look (self, C_ ("verification", "On the first day"), first);
  for (guint i = 0; i < DAVY_N_LOOKS; i++)
    show_due_look (self, aftermath, davy_verification_hours[i]);
}

/* --- looking ------------------------------------------------------------------------------- */

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyVerifyPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyVerification) found = davy_case_verify_finish (DAVY_CASE (source), result, &error);

  if (self->subject == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  davy_set_busy (self->look_now, FALSE);
  davy_say_failure (self->failed, error);
  if (found != NULL)
    davy_compat_announce (GTK_WIDGET (self), davy_words_verification_title (found));
}

static void
look_cb (DavyVerifyPage *self)
{
  davy_set_busy (self->look_now, TRUE);
  davy_say_failure (self->failed, NULL);
  davy_case_verify_async (self->subject, self->cancellable, verified_cb, g_object_ref (self));
}

static void
changed_cb (DavyVerifyPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

/* --- the page ------------------------------------------------------------------------------ */

/* Told too when somebody has looked: here, or by itself. */
static void
step_changed_cb (DavyVerifyPage *self)
{
  if (davy_case_get_step (self->subject) != DAVY_STEP_VERIFY)
    return;

  show_looks (self);
  davy_wizard_page_forward_changed (DAVY_WIZARD_PAGE (self));
}

static void
davy_verify_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  DavyVerifyPage *self = DAVY_VERIFY_PAGE (page);

  self->subject = g_object_ref (subject);
  g_signal_connect_object (subject, "notify::step", G_CALLBACK (step_changed_cb), self,
                           G_CONNECT_SWAPPED);
  step_changed_cb (self);
}

static const char *
davy_verify_page_get_forward_label (DavyWizardPage *page)
{
  DavyVerifyPage *self = DAVY_VERIFY_PAGE (page);
  g_autoptr (DavyAftermath) aftermath =
      self->subject != NULL ? davy_case_get_aftermath (self->subject) : NULL;

  return aftermath != NULL &&
                 (aftermath->due != DAVY_TIME_UNSET || !davy_aftermath_is_quiet (aftermath))
             ? _ ("Go on all the same")
             : _ ("Record the verification");
}

static void
davy_verify_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavyVerifyPage *self = DAVY_VERIFY_PAGE (page);
  g_autoptr (DavyAftermath) aftermath = davy_case_get_aftermath (self->subject);
  g_autofree char *note = davy_note_row_dup_text (self->note);

  g_variant_dict_insert (facts, DAVY_FACT_LOOK_DUE, "x", aftermath->due);
  g_variant_dict_insert (facts, DAVY_FACT_QUIET, "b", davy_aftermath_is_quiet (aftermath));
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
}

static void
davy_verify_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);

  davy_note_row_set_text (DAVY_VERIFY_PAGE (page)->note, note);
}

static void
davy_verify_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_verify_page_set_case;
  iface->get_forward_label = davy_verify_page_get_forward_label;
  iface->save = davy_verify_page_save;
  iface->restore = davy_verify_page_restore;
}

static void
davy_verify_page_dispose (GObject *object)
{
  DavyVerifyPage *self = DAVY_VERIFY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_verify_page_parent_class)->dispose (object);
}

static void
davy_verify_page_finalize (GObject *object)
{
  DavyVerifyPage *self = DAVY_VERIFY_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (davy_verify_page_parent_class)->finalize (object);
}

static void
davy_verify_page_class_init (DavyVerifyPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_verify_page_dispose;
  object_class->finalize = davy_verify_page_finalize;

  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-verify-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyVerifyPage, looks);
  gtk_widget_class_bind_template_child (widget_class, DavyVerifyPage, look_now);
  gtk_widget_class_bind_template_child (widget_class, DavyVerifyPage, failed);
  gtk_widget_class_bind_template_child (widget_class, DavyVerifyPage, note);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_verify_page_init (DavyVerifyPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
