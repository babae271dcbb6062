/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/davy-case-page.h"

#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "core/davy-format.h"
#include "store/davy-store.h"
#include "triage/davy-case-story.h"
#include "triage/davy-entry-words.h"
#include "triage/davy-evidence-note.h"
#include "triage/davy-triage.h"
#include "triage/davy-verification-words.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-report-group.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-status-text.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/common/davy-toast.h"
#include "ui/wizard/davy-evidence-window.h"

/* One case to be read: where it stands, what runs out, its evidence, its report, and who did what
 * and why. It follows the store. */

/* From then on what runs out needs attention (playbook.md C.3, "Refund"). */
#define REFUND_WARNING (30 * DAVY_TIME_DAY)
#define LOGS_WARNING   (14 * DAVY_TIME_DAY)

struct _DavyCasePage
{
  AdwBin parent_instance;

  GtkStack *states;
  GtkScrolledWindow *scroller;
  AdwStatusPage *failed;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *go_on;
  GtkWidget *fault;
  GtkLabel *fault_text;
  AdwPreferencesGroup *facts;
  AdwPreferencesGroup *clocks;
  AdwPreferencesGroup *evidence;
  GtkWidget *export;
  DavyReportGroup *report;
  AdwPreferencesGroup *timeline;

  DavyContext *context;
  gint64 case_row;
  GPtrArray *rows;           /* those that the groups show, none owned */
  GCancellable *cancellable; /* (nullable): of a reading under way */
};

G_DEFINE_FINAL_TYPE (DavyCasePage, davy_case_page, ADW_TYPE_BIN)

static DavyFactRow *
add_row (DavyCasePage *self, AdwPreferencesGroup *group, const char *name, const char *value)
{
  return davy_fact_row_add (group, self->rows, name, value);
}

static void
clear_rows (DavyCasePage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

/* --- what it shows --------------------------------------------------------------------------- */

static void
show_facts (DavyCasePage *self, const DavyCaseStory *story)
{
  gboolean open = story->closed_at == DAVY_TIME_UNSET;
  g_autofree char *opened = davy_format_date_time (DAVY_LANGUAGE_WINDOW, story->opened_at);
  g_autofree char *closed = davy_format_date_time (DAVY_LANGUAGE_WINDOW, story->closed_at);

  gtk_label_set_text (self->title, story->customer_name != NULL ? story->customer_name
                                                                : story->subscription_name);
  gtk_label_set_text (self->subtitle, story->customer_name != NULL ? story->subscription_name : "");
  gtk_widget_set_visible (self->go_on, open && story->alert_row != 0);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->go_on), "x", story->alert_row);

  if (open)
    add_row (self, self->facts, C_ ("case", "Where it stands"), story->step);
  if (story->verdict != NULL)
    add_row (self, self->facts, _ ("What is it?"), story->verdict);
  add_row (self, self->facts, C_ ("case", "Opened on"), opened);
  if (!open)
    add_row (self, self->facts, C_ ("case", "Closed on"), closed);
  davy_fact_row_set_copyable (add_row (self, self->facts, C_ ("case", "Case ID"), story->key),
                              TRUE);
}

static void
add_clock (DavyCasePage *self, const char *name, DavyTime until, gint64 warning, const char *source)
{
  gint64 left = until - davy_time_now ();
  g_autofree char *date = davy_format_date (DAVY_LANGUAGE_WINDOW, until);
  g_autofree char *span = davy_format_span (DAVY_LANGUAGE_WINDOW, left);
  g_autofree char *text = NULL;
  DavyFactRow *row;

  if (left > 0)
    /* Translators: a date, then a span of time such as "12 days". */
    text = g_strdup_printf (C_ ("clock", "Until %1$s, which is in %2$s"), date, span);
  else
    /* Translators: %s is a date. */
    text = g_strdup_printf (C_ ("clock", "Over since %s"), date);
  row = add_row (self, self->clocks, name, text);
  davy_fact_row_set_mark (row, left > warning ? DAVY_MARK_GOOD : DAVY_MARK_ATTENTION);
  davy_fact_row_set_source (row, source);
}

/* When it is looked again whether it goes on, and what was found last. */
static void
add_verification (DavyCasePage *self, const DavyAftermath *aftermath)
{
  const DavyVerification *last = davy_aftermath_get_last (aftermath);
  g_autofree char *due = aftermath->due != DAVY_TIME_UNSET
                             ? davy_words_verification_due (aftermath->due, davy_time_now ())
                             : g_strdup (C_ ("verification", "This was the last look"));
  DavyFactRow *row = add_row (self, self->clocks, C_ ("step", "Verification"), due);

  if (last == NULL)
    return;
  davy_fact_row_set_mark (row, davy_verification_get_mark (last));
  davy_fact_row_set_source (row, davy_words_verification_title (last));
}

static void
show_clocks (DavyCasePage *self, const DavyCaseStory *story)
{
  const DavyCaseClocks *clocks = &story->clocks;
  g_autofree char *sign = davy_format_moment (DAVY_LANGUAGE_WINDOW, clocks->first_sign);
  /* Translators: %s is a date and time. */
  g_autofree char *source = g_strdup_printf (_ ("From the earliest sign, %s"), sign);
  gboolean counts = clocks->first_sign != DAVY_TIME_UNSET &&
                    (story->is_misuse || story->closed_at == DAVY_TIME_UNSET);
  gboolean acted = story->aftermath->since != DAVY_TIME_UNSET;

  gtk_widget_set_visible (GTK_WIDGET (self->clocks), counts || acted);
  if (acted)
    add_verification (self, story->aftermath);
  if (!counts)
    return;

  add_clock (self, C_ ("clock", "Azure keeps its activity log"), clocks->logs_until, LOGS_WARNING,
             source);
  if (story->is_misuse)
    add_clock (self, C_ ("clock", "A refund can be asked for"), clocks->refund_until,
               REFUND_WARNING, source);
}

static void
show_evidence (DavyCasePage *self, const DavyCaseStory *story)
{
  for (guint i = 0; i < story->evidence->len; i++)
    {
      const DavyEvidenceNote *note = g_ptr_array_index (story->evidence, i);
      g_autofree char *name = davy_words_evidence (note->part);
      g_autofree char *at = davy_format_date_time (DAVY_LANGUAGE_WINDOW, note->at);
      g_autofree char *text = NULL;
      DavyFactRow *row;

      if (note->sha256 != NULL)
        /* Translators: %s is a date and time. */
        text = g_strdup_printf (C_ ("evidence", "Stored on %s"), at);
      else if (note->at != DAVY_TIME_UNSET)
        /* Translators: a date and time, then a reason in a person's words. */
        text = g_strdup_printf (C_ ("evidence", "Waived on %1$s: %2$s"), at,
                                note->reason != NULL ? note->reason : "");
      else
        text = g_strdup (C_ ("evidence", "Not stored"));
      row = add_row (self, self->evidence, name, text);
      davy_fact_row_set_mark (row, note->sha256 != NULL ? DAVY_MARK_GOOD : DAVY_MARK_UNKNOWN);
    }
}

static void
show_timeline (DavyCasePage *self, const DavyCaseStory *story)
{
  for (guint i = 0; i < story->events->len; i++)
    {
      const DavyCaseEvent *event = g_ptr_array_index (story->events, i);
      g_autofree char *at = davy_format_date_time (DAVY_LANGUAGE_WINDOW, event->at);
      g_autofree char *name = NULL;
      DavyFactRow *row;

      if (event->who != NULL)
        /* Translators: a date and time, then a person. */
        name = g_strdup_printf (C_ ("timeline", "%1$s · %2$s"), at, event->who);
      row = add_row (self, self->timeline, name != NULL ? name : at, event->title);
      davy_fact_row_set_source (row, event->text);
    }
}

static void
show_story (DavyCasePage *self, const DavyCaseStory *story)
{
  clear_rows (self);
  show_facts (self, story);
  gtk_widget_set_visible (self->fault, story->journal_fault != NULL);
  gtk_label_set_text (self->fault_text, story->journal_fault != NULL ? story->journal_fault : "");
  show_clocks (self, story);
  show_evidence (self, story);
  davy_report_group_set_case (self->report, self->context, story->id);
  davy_report_group_set_customer (self->report, story->account_id, story->customer_tenant_id);
  show_timeline (self, story);
  gtk_stack_set_visible_child_name (self->states, "page");
}

/* --- its evidence ---------------------------------------------------------------------------- */

static void
case_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyCasePage) self = DAVY_CASE_PAGE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyCase) handled =
      davy_triage_open_case_finish (DAVY_TRIAGE (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *sentence = NULL;

  davy_set_busy (self->export, FALSE);
  if (handled != NULL && GTK_IS_WINDOW (root))
    {
      gtk_window_present (GTK_WINDOW (davy_evidence_window_new (GTK_WINDOW (root), handled)));
      return;
    }
  if (handled != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sentence = davy_error_dup_sentence (error);
  davy_toast_show (GTK_WIDGET (self), davy_toast_new (sentence));
}

static void
export_clicked_cb (DavyCasePage *self)
{
  davy_set_busy (self->export, TRUE);
  davy_triage_open_case_async (davy_context_get_triage (self->context), self->case_row, NULL,
                               case_opened_cb, g_object_ref (self));
}

/* --- where it comes from --------------------------------------------------------------------- */

static void
story_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyCasePage) self = DAVY_CASE_PAGE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyCaseStory) story =
      davy_case_story_load_finish (DAVY_STORE (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (story != NULL)
    {
      show_story (self, story);
      return;
    }
  sentence = davy_error_dup_sentence (error);
  davy_status_text_set (self->failed, sentence);
  gtk_stack_set_visible_child_name (self->states, "failed");
}

static void
load (DavyCasePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  davy_case_story_load_async (davy_context_get_store (self->context), self->case_row,
                              self->cancellable, story_loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (DavyCasePage *self, DavyStoreTables tables)
{
  if ((tables & DAVY_TABLE_CASES) != 0 && self->case_row != 0)
    load (self);
}

static void
davy_case_page_dispose (GObject *object)
{
  DavyCasePage *self = DAVY_CASE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_case_page_parent_class)->dispose (object);
}

static void
davy_case_page_finalize (GObject *object)
{
  g_ptr_array_unref (DAVY_CASE_PAGE (object)->rows);

  G_OBJECT_CLASS (davy_case_page_parent_class)->finalize (object);
}

static void
davy_case_page_class_init (DavyCasePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_case_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = davy_case_page_finalize;

  g_type_ensure (DAVY_TYPE_REPORT_GROUP);
  g_type_ensure (DAVY_TYPE_TAB_STOP);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/cases/davy-case-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, states);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, failed);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, title);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, go_on);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, fault);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, fault_text);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, facts);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, clocks);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, evidence);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, export);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, report);
  gtk_widget_class_bind_template_child (widget_class, DavyCasePage, timeline);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
}

static void
davy_case_page_init (DavyCasePage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_case_page_new:
 * @context: what the page works on
 *
 * Returns: (transfer floating): a page without a case
 */
DavyCasePage *
davy_case_page_new (DavyContext *context)
{
  DavyCasePage *self = g_object_new (DAVY_TYPE_CASE_PAGE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (davy_context_get_store (context), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * davy_case_page_show:
 * @self: a page
 * @case_row: the case to show; 0: none
 */
void
davy_case_page_show (DavyCasePage *self, gint64 case_row)
{
  g_return_if_fail (DAVY_IS_CASE_PAGE (self));

  if (self->case_row == case_row)
    return;

  self->case_row = case_row;
  gtk_stack_set_visible_child_name (self->states, "empty");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  if (case_row != 0)
    load (self);
}
