/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-origin-page.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "core/davy-format.h"
#include "store/davy-details.h"
#include "triage/davy-case-origin.h"
#include "triage/davy-evidence.h"
#include "triage/davy-origin-load.h"
#include "triage/davy-origin-words.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-usage-findings.h"
#include "ui/wizard/davy-audit-group.h"
#include "ui/wizard/davy-caller-row.h"
#include "ui/wizard/davy-date-row.h"
#include "ui/wizard/davy-deed-row.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* How was it made, and by whom? The logs as an account that can be read; the person says who the
 * callers are and when the misuse began, and the later steps go by that. */

#define DEEDS_SHOWN 100
/* What led to it comes before it. */
#define RUN_UP (7 * DAVY_TIME_DAY)

struct _DavyOriginPage
{
  AdwBin parent_instance;

  GtkLabel *summary;
  AdwPreferencesGroup *who;
  DavyDateRow *began;
  GtkWidget *earliest;
  AdwPreferencesGroup *what;
  DavyAuditGroup *partner;
  DavyNoteRow *note;

  DavyContext *context; /* (nullable): until the case is known */
  DavyCase *subject;
  GCancellable *cancellable;
  DavyOrigin *origin; /* (nullable): until the log is stored */
  gboolean loading;
  GPtrArray *callers; /* (element-type DavyCallerRow), in @who */
  GPtrArray *deeds;   /* (element-type GtkWidget), in @what */

  GVariant *marks;      /* (nullable): who the callers are */
  DavyTime usage_began; /* or %DAVY_TIME_UNSET */
  DavyTime onset;
  DavyOnsetSource source;
};

static void davy_origin_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyOriginPage,
                               davy_origin_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_origin_page_page_init))

/* --- when it began ------------------------------------------------------------------------- */

static const char *
describe_source (DavyOnsetSource source)
{
  switch (source)
    {
    case DAVY_ONSET_REPORTED:
      return _ ("Microsoft’s first observation");
    case DAVY_ONSET_USAGE:
      return _ ("The day on which the usage left its expected range");
    case DAVY_ONSET_LOG:
      return _ ("The first thing that a hostile caller created");
    case DAVY_ONSET_PERSON:
      return _ ("As you said");
    case DAVY_ONSET_UNKNOWN:
    default:
      return _ ("Nothing shows it. Enter what you know.");
    }
}

static void
show_deeds (DavyOriginPage *self)
{
  guint n_hidden = 0;

  davy_empty_group (self->what, self->deeds);
  for (guint i = 0; self->origin != NULL && i < self->origin->deeds->len; i++)
    {
      const DavyDeed *deed = g_ptr_array_index (self->origin->deeds, i);
      g_autofree char *name = NULL;
      GtkWidget *row;

      if (deed->last < self->onset - RUN_UP || self->deeds->len == DEEDS_SHOWN)
        {
          n_hidden++;
          continue;
        }
      if (deed->caller != NULL)
        name = davy_case_dup_caller_name (self->subject, deed->caller);
      row = davy_deed_row_new (deed, name);
      adw_preferences_group_add (self->what, row);
      g_ptr_array_add (self->deeds, row);
    }

  if (n_hidden > 0)
    {
      g_autofree char *text =
          /* Translators: %u: how many entries of the activity log are not shown here. */
          g_strdup_printf (ngettext ("%u more entry is in the stored log.",
                                     "%u more entries are in the stored log.", n_hidden),
                           n_hidden);

      adw_preferences_group_set_description (self->what, text);
    }
  else
    adw_preferences_group_set_description (self->what, NULL);
}

static void
show_summary (DavyOriginPage *self)
{
  g_auto (DavyOriginSummary) summary = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;

  if (self->origin == NULL)
    return;
  if (!davy_origin_summarise (self->origin, self->marks, self->onset, &summary))
    {
      gtk_label_set_label (self->summary, _ ("The log shows no machines that were created or "
                                             "changed since then by anybody unknown."));
      return;
    }

  if (summary.caller != NULL)
    name = davy_case_dup_caller_name (self->subject, summary.caller);
  sentence = davy_origin_summary_dup_sentence (&summary, name);
  gtk_label_set_label (self->summary, sentence);
}

static void
update_onset (DavyOriginPage *self)
{
  DavyTime before = self->onset;
  DavyTime hostile = DAVY_TIME_UNSET;

  if (self->origin != NULL)
    hostile = davy_origin_find_first_hostile (self->origin, self->marks);
  if (self->source != DAVY_ONSET_PERSON)
    self->onset = davy_onset_find (davy_case_get_first_observed (self->subject), self->usage_began,
                                   hostile, &self->source);

  davy_date_row_set_time (self->began, self->onset);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->began), describe_source (self->source));
  gtk_widget_set_visible (self->earliest, self->source == DAVY_ONSET_PERSON);
  if (self->onset != before || self->deeds->len == 0)
    show_deeds (self);
  show_summary (self);
}

static void
began_cb (DavyOriginPage *self)
{
  self->onset = davy_date_row_get_time (self->began);
  self->source = DAVY_ONSET_PERSON;
  show_deeds (self);
  update_onset (self);
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
earliest_cb (DavyOriginPage *self)
{
  self->source = DAVY_ONSET_UNKNOWN;
  update_onset (self);
  gtk_widget_child_focus (GTK_WIDGET (self->began), GTK_DIR_TAB_FORWARD);
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
usage_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyOriginPage) self = user_data;
  DavyUsageTable *table = davy_store_load_usage_finish (DAVY_STORE (source), result, NULL);
  g_autoptr (DavyUsageFindings) findings = NULL;

  if (table == NULL)
    return;
  findings = davy_usage_findings_new (table);
  if (self->subject == NULL || findings->judged->episode == NULL)
    return;

  self->usage_began = davy_day_to_time (findings->judged->episode->onset);
  update_onset (self);
}

static void
subscription_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyOriginPage) self = user_data;
  g_autoptr (DavySubscription) subscription =
      davy_store_find_subscription_finish (DAVY_STORE (source), result, NULL);

  if (subscription != NULL)
    davy_store_load_usage_async (DAVY_STORE (source), davy_subscription_get_id (subscription),
                                 DAVY_DIMENSION_SERVICE, self->cancellable, usage_read_cb,
                                 g_object_ref (self));
}

/* --- who it was ---------------------------------------------------------------------------- */

static void
marked_cb (DavyOriginPage *self, DavyCallerRow *row)
{
  g_autoptr (GVariant) before = self->marks;

  self->marks = g_variant_ref_sink (davy_caller_marks_set (before, davy_caller_row_get_caller (row),
                                                           davy_caller_row_get_mark (row)));
  update_onset (self);
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
show_callers (DavyOriginPage *self)
{
  davy_empty_group (self->who, self->callers);
  for (guint i = 0; i < self->origin->callers->len; i++)
    {
      const DavyOriginCaller *caller = g_ptr_array_index (self->origin->callers, i);
      g_autofree char *name = davy_case_dup_caller_name (self->subject, caller->name);
      GtkWidget *row = davy_caller_row_new (caller, name);

      davy_caller_row_set_mark (DAVY_CALLER_ROW (row),
                                davy_caller_marks_get (self->marks, caller->name));
      g_signal_connect_object (row, "marked", G_CALLBACK (marked_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->who, row);
      g_ptr_array_add (self->callers, row);
    }
}

static void
show_marks (DavyOriginPage *self)
{
  for (guint i = 0; i < self->callers->len; i++)
    {
      DavyCallerRow *row = g_ptr_array_index (self->callers, i);

      davy_caller_row_set_mark (
          row, davy_caller_marks_get (self->marks, davy_caller_row_get_caller (row)));
    }
}

/* --- what the logs tell -------------------------------------------------------------------- */

static void
show_origin (DavyOriginPage *self)
{
  gboolean known = self->origin != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->who), known && self->origin->callers->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->what), known && self->origin->deeds->len > 0);
  if (!known)
    return;

  show_callers (self);
  davy_audit_group_show (self->partner, self->origin);
  davy_empty_group (self->what, self->deeds);
  update_onset (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyOriginPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyOrigin) origin = davy_case_load_origin_finish (DAVY_CASE (source), result, &error);

  self->loading = FALSE;
  if (self->subject == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (origin == NULL)
    {
      g_autofree char *sentence = davy_error_dup_sentence (error);

      gtk_label_set_label (self->summary, sentence);
      return;
    }

  g_clear_pointer (&self->origin, davy_origin_free);
  self->origin = g_steal_pointer (&origin);
  show_origin (self);
}

static void
evidence_changed_cb (DavyOriginPage *self)
{
  DavyEvidence *evidence = davy_case_get_evidence (self->subject);
  const DavyEvidencePart *log = davy_evidence_get_part (evidence, DAVY_EVIDENCE_ACTIVITY);

  if (self->origin != NULL || self->loading)
    return;

  if (log->state == DAVY_EVIDENCE_STORED)
    {
      self->loading = TRUE;
      davy_case_load_origin_async (self->subject, self->cancellable, loaded_cb,
                                   g_object_ref (self));
    }
  gtk_label_set_label (self->summary,
                       log->state == DAVY_EVIDENCE_REFUSED || log->state == DAVY_EVIDENCE_WAIVED
                           ? _ ("There is no activity log: it could not be stored.")
                           : _ ("The activity log is being read…"));
}

/* --- the page ------------------------------------------------------------------------------ */

static void
changed_cb (DavyOriginPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
davy_origin_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  DavyOriginPage *self = DAVY_ORIGIN_PAGE (page);

  self->subject = g_object_ref (subject);
  self->context = g_object_ref (context);
  g_signal_connect_object (davy_case_get_evidence (subject), "changed",
                           G_CALLBACK (evidence_changed_cb), self, G_CONNECT_SWAPPED);
  davy_store_find_subscription_async (davy_context_get_store (context),
                                      davy_case_get_account_id (subject),
                                      davy_case_get_azure_id (subject), self->cancellable,
                                      subscription_found_cb, g_object_ref (self));
  show_origin (self);
  evidence_changed_cb (self);
  update_onset (self);
}

static const char *
davy_origin_page_get_forward_label (DavyWizardPage *page)
{
  return _ ("Record who it was");
}

/* Whoever made machines since it began has to be somebody. */
static gboolean
davy_origin_page_check (DavyWizardPage *page, GError **error)
{
  DavyOriginPage *self = DAVY_ORIGIN_PAGE (page);

  for (guint i = 0; self->origin != NULL && i < self->origin->callers->len; i++)
    {
      const DavyOriginCaller *caller = g_ptr_array_index (self->origin->callers, i);

      if (caller->makes_compute && caller->last >= self->onset &&
          davy_caller_marks_get (self->marks, caller->name) == DAVY_CALLER_UNMARKED)
        {
          /* Translators: %s is a user name. */
          g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, _ ("Say who %s is."), caller->name);
          return FALSE;
        }
    }

  return TRUE;
}

static void
davy_origin_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavyOriginPage *self = DAVY_ORIGIN_PAGE (page);
  g_autofree char *note = davy_note_row_dup_text (self->note);
  g_auto (DavyOriginSummary) summary = { 0 };

  if (self->marks != NULL)
    g_variant_dict_insert_value (facts, DAVY_FACT_CALLERS, self->marks);
  if (self->onset != DAVY_TIME_UNSET)
    {
      g_variant_dict_insert (facts, DAVY_FACT_ONSET, "x", self->onset);
      davy_facts_put_text (facts, DAVY_FACT_ONSET_SOURCE, davy_onset_source_to_key (self->source));
    }
  if (self->origin != NULL &&
      davy_origin_summarise (self->origin, self->marks, self->onset, &summary))
    g_variant_dict_insert_value (facts, DAVY_FACT_SUMMARY, davy_origin_summary_to_facts (&summary));
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
}

static void
davy_origin_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  DavyOriginPage *self = DAVY_ORIGIN_PAGE (page);
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);
  g_autofree char *source = davy_facts_dup_text (facts, DAVY_FACT_ONSET_SOURCE);

  g_clear_pointer (&self->marks, g_variant_unref);
  self->marks = g_variant_dict_lookup_value (facts, DAVY_FACT_CALLERS, G_VARIANT_TYPE ("a{ss}"));
  self->source = davy_onset_source_from_key (source);
  if (self->source == DAVY_ONSET_PERSON)
    g_variant_dict_lookup (facts, DAVY_FACT_ONSET, "x", &self->onset);
  davy_note_row_set_text (self->note, note);
  show_marks (self);
  if (self->subject != NULL)
    {
      davy_evidence_start (davy_case_get_evidence (self->subject));
      update_onset (self);
    }
}

static void
davy_origin_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_origin_page_set_case;
  iface->get_forward_label = davy_origin_page_get_forward_label;
  iface->check = davy_origin_page_check;
  iface->save = davy_origin_page_save;
  iface->restore = davy_origin_page_restore;
}

static void
davy_origin_page_dispose (GObject *object)
{
  DavyOriginPage *self = DAVY_ORIGIN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->subject);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_origin_page_parent_class)->dispose (object);
}

static void
davy_origin_page_finalize (GObject *object)
{
  DavyOriginPage *self = DAVY_ORIGIN_PAGE (object);

  g_clear_pointer (&self->origin, davy_origin_free);
  g_clear_pointer (&self->marks, g_variant_unref);
  g_ptr_array_unref (self->callers);
  g_ptr_array_unref (self->deeds);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (davy_origin_page_parent_class)->finalize (object);
}

static void
davy_origin_page_class_init (DavyOriginPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_origin_page_dispose;
  object_class->finalize = davy_origin_page_finalize;

  g_type_ensure (DAVY_TYPE_AUDIT_GROUP);
  g_type_ensure (DAVY_TYPE_DATE_ROW);
  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-origin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyOriginPage, summary);
  gtk_widget_class_bind_template_child (widget_class, DavyOriginPage, who);
  gtk_widget_class_bind_template_child (widget_class, DavyOriginPage, began);
  gtk_widget_class_bind_template_child (widget_class, DavyOriginPage, earliest);
  gtk_widget_class_bind_template_child (widget_class, DavyOriginPage, what);
  gtk_widget_class_bind_template_child (widget_class, DavyOriginPage, partner);
  gtk_widget_class_bind_template_child (widget_class, DavyOriginPage, note);
  gtk_widget_class_bind_template_callback (widget_class, began_cb);
  gtk_widget_class_bind_template_callback (widget_class, earliest_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_origin_page_init (DavyOriginPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->callers = g_ptr_array_new ();
  self->deeds = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
