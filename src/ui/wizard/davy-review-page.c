/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-review-page.h"

#include <glib/gi18n.h>

#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-words.h"
#include "ui/common/davy-wrap.h"
#include "ui/wizard/davy-choice-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* A last look: exactly what is sent and to whom; and what to do when Microsoft refuses it. */

struct _DavyReviewPage
{
  AdwBin parent_instance;

  GtkLabel *intro;
  AdwPreferencesGroup *change;
  AdwPreferencesGroup *recipient;
  GPtrArray *change_rows;    /* unowned, in @change */
  GPtrArray *recipient_rows; /* unowned, in @recipient */
  GtkWidget *refusal;
  DavyChoiceRow *ignore;
  gboolean stands; /* the alerts have that status already: nothing is sent */
};

static void davy_review_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyReviewPage,
                               davy_review_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_review_page_page_init))

static void
changed_cb (DavyReviewPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

/* Told before the page is shown, for it listens first. */
static void
step_changed_cb (DavyReviewPage *self, GParamSpec *pspec, DavyCase *subject)
{
  g_autoptr (DavyPlannedChange) change = NULL;

  if (davy_case_get_step (subject) != DAVY_STEP_REVIEW)
    return;

  change = davy_case_describe_change (subject);
  davy_review_page_set_change (self, change, davy_case_has_unanswered_change (subject));
}

static void
davy_review_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  g_signal_connect_object (subject, "notify::step", G_CALLBACK (step_changed_cb), page,
                           G_CONNECT_SWAPPED);
  step_changed_cb (DAVY_REVIEW_PAGE (page), NULL, subject);
}

static const char *
davy_review_page_get_forward_label (DavyWizardPage *page)
{
  return DAVY_REVIEW_PAGE (page)->stands ? _ ("Read the status and record it")
                                         : _ ("Send to Microsoft");
}

static void
davy_review_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_review_page_set_case;
  iface->get_forward_label = davy_review_page_get_forward_label;
}

/* In words for people, and in the very words that are sent. */
static char *
with_wire_word (const char *words, const char *wire)
{
  if (wire == NULL)
    return g_strdup (words);

  /* Translators: first a status in words, then, in quotes, the word that is really sent. */
  return g_strdup_printf (C_ ("sent", "%1$s (“%2$s”)"), words, wire);
}

static void
add_alert (DavyReviewPage *self, DavyAlert *alert)
{
  g_autofree char *type = davy_words_alert_type (davy_alert_get_alert_type (alert));
  g_autofree char *now =
      davy_words_alert_status (davy_alert_get_status (alert), davy_alert_get_status_text (alert));
  g_autofree char *source = NULL;
  DavyFactRow *row =
      davy_fact_row_add (self->change, self->change_rows, type, davy_alert_get_event_id (alert));

  /* Translators: %s is a status, "Active". */
  source = g_strdup_printf (_ ("Status now: %s"), now);
  davy_fact_row_set_source (row, source);
  davy_fact_row_set_copyable (row, TRUE);
}

static void
show_intro (DavyReviewPage *self, gboolean unanswered)
{
  gtk_label_set_label (
      self->intro,
      self->stands ? _ ("Nothing is sent: the alert has this status already. It is read once more, "
                        "and what is read is recorded. This stops nothing in Azure.")
                   : _ ("This changes the alert’s status. It stops nothing in Azure."));
  adw_preferences_group_set_title (self->change,
                                   self->stands ? _ ("How it stands") : _ ("What is sent"));
  adw_preferences_group_set_description (
      self->change,
      unanswered ? _ ("A change was sent before, and no answer came. How it stands is read first; "
                      "nothing is sent twice.")
                 : NULL);
}

static void
davy_review_page_finalize (GObject *object)
{
  DavyReviewPage *self = DAVY_REVIEW_PAGE (object);

  g_ptr_array_unref (self->change_rows);
  g_ptr_array_unref (self->recipient_rows);

  G_OBJECT_CLASS (davy_review_page_parent_class)->finalize (object);
}

static void
davy_review_page_class_init (DavyReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = davy_review_page_finalize;

  g_type_ensure (DAVY_TYPE_CHOICE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyReviewPage, intro);
  gtk_widget_class_bind_template_child (widget_class, DavyReviewPage, change);
  gtk_widget_class_bind_template_child (widget_class, DavyReviewPage, recipient);
  gtk_widget_class_bind_template_child (widget_class, DavyReviewPage, refusal);
  gtk_widget_class_bind_template_child (widget_class, DavyReviewPage, ignore);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_review_page_init (DavyReviewPage *self)
{
  self->change_rows = g_ptr_array_new ();
  self->recipient_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_wrap_below (GTK_WIDGET (self));
}

/**
 * davy_review_page_new:
 *
 * Returns: (transfer floating): the page of the last look
 */
GtkWidget *
davy_review_page_new (void)
{
  return g_object_new (DAVY_TYPE_REVIEW_PAGE, NULL);
}

/**
 * davy_review_page_set_change:
 * @self: the page
 * @change: what the forward action sends
 * @unanswered: whether something was sent before of which it is not known what became of it
 *
 * Shows exactly what is sent, and to whom.
 */
void
davy_review_page_set_change (DavyReviewPage *self,
                             const DavyPlannedChange *change,
                             gboolean unanswered)
{
  g_autofree char *status_words = davy_words_alert_status (change->status, change->status_word);
  g_autofree char *reason_words = davy_words_alert_reason (change->reason, change->reason_word);
  g_autofree char *status = with_wire_word (status_words, change->status_word);
  g_autofree char *reason = with_wire_word (reason_words, change->reason_word);

  davy_empty_group (self->change, self->change_rows);
  davy_empty_group (self->recipient, self->recipient_rows);
  self->stands = change->alerts->len == 0;

  show_intro (self, unanswered);
  davy_fact_row_add (self->change, self->change_rows,
                     self->stands ? _ ("Status") : _ ("New status"), status);
  davy_fact_row_add (self->change, self->change_rows, _ ("Reason"), reason);
  for (guint i = 0; i < change->alerts->len; i++)
    add_alert (self, g_ptr_array_index (change->alerts, i));

  davy_fact_row_add (self->recipient, self->recipient_rows, _ ("To"),
                     _ ("Microsoft, Partner Center"));
  davy_fact_row_add (self->recipient, self->recipient_rows, _ ("In the name of"),
                     change->username != NULL ? change->username : _ ("Nobody is signed in"));
  davy_fact_row_set_copyable (davy_fact_row_add (self->recipient, self->recipient_rows,
                                                 _ ("Subscription"), change->azure_id),
                              TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->recipient), !self->stands);
  davy_wizard_page_forward_changed (DAVY_WIZARD_PAGE (self));
}

/**
 * davy_review_page_set_refused:
 * @self: the page
 * @refused: whether Microsoft refused the reason Legitimate
 *
 * Offers the reason that Microsoft accepts as well, and says what that means.
 */
void
davy_review_page_set_refused (DavyReviewPage *self, gboolean refused)
{
  gtk_widget_set_visible (self->refusal, refused);
  if (refused)
    davy_choice_row_set_choice (self->ignore, "legitimate");
}

/**
 * davy_review_page_wants_ignore:
 * @self: the page
 *
 * Returns: whether the person chose to send Ignored as the reason
 */
gboolean
davy_review_page_wants_ignore (DavyReviewPage *self)
{
  return gtk_widget_get_visible (self->refusal) &&
         g_strcmp0 (davy_choice_row_get_choice (self->ignore), "ignore") == 0;
}
