/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-done-page.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-words.h"
#include "ui/common/davy-wrap.h"
#include "ui/wizard/davy-wizard-page.h"

/* What came back, proved by a read; what comes next; and what helps next time. */

struct _DavyDonePage
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *intro;
  AdwPreferencesGroup *proof;
  GPtrArray *rows; /* unowned, in @proof */
  GtkWidget *next;
  GtkLabel *next_text;
  GtkLinkButton *portal;
  GtkWidget *support;
};

static void davy_done_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyDonePage,
                               davy_done_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_done_page_page_init))

/* Told before the page is shown, for it listens first. */
static void
step_changed_cb (DavyDonePage *self, GParamSpec *pspec, DavyCase *subject)
{
  g_autoptr (DavyProof) proof = NULL;

  if (davy_case_get_step (subject) != DAVY_STEP_DONE)
    return;

  proof = davy_case_get_proof (subject);
  davy_done_page_set_result (self, davy_case_get_verdict (subject), proof);
}

static void
davy_done_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  davy_done_page_set_subscription (DAVY_DONE_PAGE (page),
                                   davy_case_get_customer_tenant_id (subject),
                                   davy_case_get_azure_id (subject));
  g_signal_connect_object (subject, "notify::step", G_CALLBACK (step_changed_cb), page,
                           G_CONNECT_SWAPPED);
  step_changed_cb (DAVY_DONE_PAGE (page), NULL, subject);
}

static const char *
davy_done_page_get_forward_label (DavyWizardPage *page)
{
  return _ ("Close");
}

static void
davy_done_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_done_page_set_case;
  iface->get_forward_label = davy_done_page_get_forward_label;
}

static const char *
get_intro (DavyVerdict verdict)
{
  if (verdict == DAVY_VERDICT_UNEXPECTED)
    return _ ("What was found, done and sent is in the case’s record. Look at the cost and at what "
              "is created there again in the days to come.");
  if (davy_verdict_closes (verdict))
    return _ ("Your reasons and the answer are in the case’s record. Nothing was stopped in Azure: "
              "what runs there goes on.");

  return _ ("Your answer is in the case’s record, and the case stays open. Nothing was stopped in "
            "Azure: what runs there goes on and costs money.");
}

static const char *
get_next_words (DavyVerdict verdict)
{
  switch (verdict)
    {
    case DAVY_VERDICT_WANTED_UNAPPROVED:
      return _ ("Have the customer stop the mining, or seek Microsoft’s written approval with a "
                "support request. With the approval in hand, handle the alert again.");
    case DAVY_VERDICT_NOT_REACHED:
      return _ (
          "Try again in half an hour, under another number from your own records: you are reminded. "
          "If the cost runs away meanwhile, stop the machines from here: that can be undone.");
    case DAVY_VERDICT_NONE:
    case DAVY_VERDICT_APPROVED:
    case DAVY_VERDICT_FALSE_ALARM:
    case DAVY_VERDICT_UNEXPECTED:
    default:
      return "";
    }
}

static DavyFactRow *
add_row (DavyDonePage *self, const char *name, const char *value)
{
  return davy_fact_row_add (self->proof, self->rows, name, value);
}

/* Who asks Microsoft about it names the moment beside the correlation ID. */
static void
show_proof (DavyDonePage *self, const DavyProof *proof)
{
  g_autofree char *status = davy_words_alert_status (proof->status, proof->status_word);
  g_autofree char *when = davy_format_moment (DAVY_LANGUAGE_WINDOW, proof->read_at);
  g_autofree char *source = NULL;
  DavyFactRow *row = add_row (self, _ ("Status in Partner Center"), status);

  /* Translators: %s is a date and time. */
  source = g_strdup_printf (_ ("Read back on %s"), when);
  davy_fact_row_set_mark (row, DAVY_MARK_GOOD);
  davy_fact_row_set_source (row, source);

  if (proof->status == DAVY_ALERT_STATUS_RESOLVED)
    {
      g_autofree char *reason = davy_words_alert_reason (proof->reason, proof->reason_word);

      add_row (self, _ ("Reason"), reason);
    }
  if (proof->correlation_id != NULL)
    davy_fact_row_set_copyable (add_row (self, _ ("Correlation ID"), proof->correlation_id), TRUE);
  if (!proof->sent)
    add_row (self, _ ("Sent"), _ ("Nothing: the alert had this status already."));
}

static void
davy_done_page_finalize (GObject *object)
{
  g_ptr_array_unref (DAVY_DONE_PAGE (object)->rows);

  G_OBJECT_CLASS (davy_done_page_parent_class)->finalize (object);
}

static void
davy_done_page_class_init (DavyDonePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = davy_done_page_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-done-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyDonePage, title);
  gtk_widget_class_bind_template_child (widget_class, DavyDonePage, intro);
  gtk_widget_class_bind_template_child (widget_class, DavyDonePage, proof);
  gtk_widget_class_bind_template_child (widget_class, DavyDonePage, next);
  gtk_widget_class_bind_template_child (widget_class, DavyDonePage, next_text);
  gtk_widget_class_bind_template_child (widget_class, DavyDonePage, portal);
  gtk_widget_class_bind_template_child (widget_class, DavyDonePage, support);
}

static void
davy_done_page_init (DavyDonePage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_wrap_below (GTK_WIDGET (self));
}

/**
 * davy_done_page_new:
 *
 * Returns: (transfer floating): the page of the result
 */
GtkWidget *
davy_done_page_new (void)
{
  return g_object_new (DAVY_TYPE_DONE_PAGE, NULL);
}

/**
 * davy_done_page_set_result:
 * @self: the page
 * @verdict: what it is
 * @proof: (nullable): what was read back; NULL when that is not known
 *
 * Shows what was reached, its proof and what comes next.
 */
void
davy_done_page_set_result (DavyDonePage *self, DavyVerdict verdict, const DavyProof *proof)
{
  gboolean resolves = davy_verdict_resolves (verdict);

  gtk_label_set_label (self->title, resolves ? _ ("The alert is resolved")
                                             : _ ("The alert stays under investigation"));
  gtk_label_set_label (self->intro, get_intro (verdict));

  davy_empty_group (self->proof, self->rows);
  if (proof != NULL)
    show_proof (self, proof);
  gtk_widget_set_visible (GTK_WIDGET (self->proof), proof != NULL);

  gtk_label_set_label (self->next_text, get_next_words (verdict));
  gtk_widget_set_visible (self->next, !resolves);
  gtk_widget_set_visible (self->support, verdict == DAVY_VERDICT_WANTED_UNAPPROVED);
}

/**
 * davy_done_page_set_subscription:
 * @self: the page
 * @tenant_id: (nullable): the customer's tenant
 * @azure_id: the subscription
 *
 * Leads the link to the Azure portal to the subscription, in the customer's tenant.
 */
void
davy_done_page_set_subscription (DavyDonePage *self, const char *tenant_id, const char *azure_id)
{
  g_autofree char *uri = NULL;

  if (tenant_id == NULL)
    uri =
        g_strdup_printf ("https://portal.azure.com/#resource/subscriptions/%s/overview", azure_id);
  else
    uri = g_strdup_printf ("https://portal.azure.com/%s/#@%s/resource/subscriptions/%s/overview",
                           tenant_id, tenant_id, azure_id);

  gtk_link_button_set_uri (self->portal, uri);
}
