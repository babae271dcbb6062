/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-usage-page.h"

#include <glib/gi18n.h>

#include "triage/davy-steps.h"
#include "ui/common/davy-usage-panel.h"
#include "ui/common/davy-words.h"
#include "ui/wizard/davy-choice-row.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* Is the usage expected? The graph stays in view above what is asked about it. */

struct _DavyUsagePage
{
  AdwBin parent_instance;

  DavyUsagePanel *panel;
  GtkLabel *missing;
  GtkWidget *facts;
  GtkLabel *headline;
  GtkLabel *explanation;
  GtkLabel *basis;
  DavyChoiceRow *sudden;
  GtkWidget *no_data;
  DavyNoteRow *note;

  DavyUsageSource *source; /* (nullable) */
};

static void davy_usage_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyUsagePage,
                               davy_usage_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_usage_page_page_init))

static void
changed_cb (DavyUsagePage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

/* What stands where the graph would. */
static void
say_why_missing (DavyUsagePage *self)
{
  DavySubscription *subscription =
      self->source != NULL ? davy_usage_source_get_subscription (self->source) : NULL;
  g_autofree char *words = davy_words_usage_state (
      subscription != NULL ? davy_subscription_get_usage_state (subscription)
                           : DAVY_USAGE_NOT_FETCHED);
  g_autofree char *text = NULL;

  /* Translators: %s says why: "Not fetched", "No access". */
  text = *words != '\0' ? g_strdup_printf (_ ("There is no graph: %s."), words)
                        : g_strdup (_ ("There is no graph: no usage is known."));
  gtk_label_set_label (self->missing, text);
}

static void
show_findings (DavyUsagePage *self, const DavyUsageFindings *findings)
{
  g_autofree char *headline = davy_usage_findings_dup_headline (findings);
  g_autofree char *explanation = davy_usage_findings_dup_explanation (findings);
  g_autofree char *basis = davy_usage_findings_dup_basis (findings);

  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->explanation, explanation);
  gtk_label_set_label (self->basis, basis);
}

static void
update (DavyUsagePage *self)
{
  const DavyUsageFindings *findings =
      self->source != NULL ? davy_usage_source_get_findings (self->source) : NULL;
  gboolean known = findings != NULL && davy_usage_findings_has_values (findings);

  if (known)
    show_findings (self, findings);
  else
    say_why_missing (self);

  gtk_widget_set_visible (GTK_WIDGET (self->panel), known);
  gtk_widget_set_visible (self->facts, known);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), !known);
  gtk_widget_set_visible (self->no_data, !known);
}

static const char *
davy_usage_page_get_forward_label (DavyWizardPage *page)
{
  return _ ("Record what you see");
}

static void
davy_usage_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavyUsagePage *self = DAVY_USAGE_PAGE (page);
  g_autofree char *note = davy_note_row_dup_text (self->note);

  davy_facts_put_text (facts, DAVY_FACT_PATTERN, davy_choice_row_get_choice (self->sudden));
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
}

static void
davy_usage_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  DavyUsagePage *self = DAVY_USAGE_PAGE (page);
  g_autofree char *pattern = davy_facts_dup_text (facts, DAVY_FACT_PATTERN);
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);

  davy_choice_row_set_choice (self->sudden, pattern);
  davy_note_row_set_text (self->note, note);
}

static void
davy_usage_page_page_init (DavyWizardPageInterface *iface)
{
  iface->get_forward_label = davy_usage_page_get_forward_label;
  iface->save = davy_usage_page_save;
  iface->restore = davy_usage_page_restore;
}

static void
davy_usage_page_dispose (GObject *object)
{
  DavyUsagePage *self = DAVY_USAGE_PAGE (object);

  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (davy_usage_page_parent_class)->dispose (object);
}

static void
davy_usage_page_class_init (DavyUsagePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_usage_page_dispose;

  g_type_ensure (DAVY_TYPE_CHOICE_ROW);
  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  g_type_ensure (DAVY_TYPE_USAGE_PANEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-usage-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePage, panel);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePage, missing);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePage, facts);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePage, headline);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePage, explanation);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePage, basis);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePage, sudden);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePage, no_data);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePage, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_usage_page_init (DavyUsagePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * davy_usage_page_new:
 *
 * Returns: (transfer floating): the page that asks about the usage
 */
GtkWidget *
davy_usage_page_new (void)
{
  return g_object_new (DAVY_TYPE_USAGE_PAGE, NULL);
}

/**
 * davy_usage_page_set_source:
 * @self: the page, without a source so far
 * @source: whose usage it shows
 *
 * Shows the graph and what follows from it.
 */
void
davy_usage_page_set_source (DavyUsagePage *self, DavyUsageSource *source)
{
  g_return_if_fail (DAVY_IS_USAGE_PAGE (self));
  g_return_if_fail (self->source == NULL);

  self->source = g_object_ref (source);
  g_signal_connect_object (source, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  davy_usage_panel_set_source (self->panel, source);
  update (self);
}
