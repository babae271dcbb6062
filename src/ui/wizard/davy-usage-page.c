/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-usage-page.h"

#include <glib/gi18n.h>

#include "chart/davy-chart.h"
#include "store/davy-alert.h"
#include "triage/davy-steps.h"
#include "ui/common/davy-words.h"
#include "ui/wizard/davy-choice-row.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* Is the usage expected? The graph stays in view above what is asked about it. */

#define DAYS_SHOWN 60

struct _DavyUsagePage
{
  AdwBin parent_instance;

  DavyChart *chart;
  GtkLabel *missing;
  GtkWidget *facts;
  GtkLabel *headline;
  GtkLabel *explanation;
  GtkLabel *basis;
  DavyChoiceRow *sudden;
  GtkWidget *no_data;
  DavyNoteRow *note;

  DavyUsageFindings *findings; /* (nullable) */
  DavyUsageView view;
  GArray *alert_days;
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

static char *
reading_cb (guint from, guint to, gpointer data)
{
  DavyUsagePage *self = data;

  return davy_usage_findings_dup_reading (self->findings, &self->view, from, to);
}

static void
show_findings (DavyUsagePage *self)
{
  g_autoptr (DavyPlot) plot = davy_usage_findings_create_plot (self->findings, &self->view);
  g_autofree char *headline = davy_usage_findings_dup_headline (self->findings);
  g_autofree char *explanation = davy_usage_findings_dup_explanation (self->findings);
  g_autofree char *basis = davy_usage_findings_dup_basis (self->findings);
  g_autofree char *summary = davy_usage_findings_dup_summary (self->findings, &self->view);

  davy_chart_set_reading (self->chart, reading_cb, self, NULL);
  davy_chart_set_plot (self->chart, plot);
  davy_chart_set_label (self->chart, _ ("Usage of the subscription"));
  davy_chart_set_summary (self->chart, summary);
  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->explanation, explanation);
  gtk_label_set_label (self->basis, basis);
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

  if (self->chart != NULL)
    davy_chart_set_reading (self->chart, NULL, NULL, NULL);
  g_clear_pointer (&self->findings, davy_usage_findings_free);

  G_OBJECT_CLASS (davy_usage_page_parent_class)->dispose (object);
}

static void
davy_usage_page_finalize (GObject *object)
{
  DavyUsagePage *self = DAVY_USAGE_PAGE (object);

  g_array_unref (self->alert_days);

  G_OBJECT_CLASS (davy_usage_page_parent_class)->finalize (object);
}

static void
davy_usage_page_class_init (DavyUsagePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_usage_page_dispose;
  object_class->finalize = davy_usage_page_finalize;

  g_type_ensure (DAVY_TYPE_CHART);
  g_type_ensure (DAVY_TYPE_CHOICE_ROW);
  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-usage-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePage, chart);
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
  self->alert_days = g_array_new (FALSE, FALSE, sizeof (DavyDay));
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_usage_page_set_findings (self, NULL, NULL);
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
 * davy_usage_page_set_state:
 * @self: the page
 * @state: why there may be no graph
 *
 * Says what stands where the graph would.
 */
void
davy_usage_page_set_state (DavyUsagePage *self, DavyUsageState state)
{
  g_autofree char *words = davy_words_usage_state (state);
  g_autofree char *text = NULL;

  /* Translators: %s says why: "Not fetched", "No access". */
  text = *words != '\0' ? g_strdup_printf (_ ("There is no graph: %s."), words)
                        : g_strdup (_ ("There is no graph: no usage is known."));
  gtk_label_set_label (self->missing, text);
}

/**
 * davy_usage_page_set_findings:
 * @self: the page
 * @findings: (transfer full) (nullable): what can be said about the usage; NULL: nothing
 * @alerts: (nullable) (element-type DavyAlert): marked in the graph
 *
 * Shows the graph and what follows from it.
 */
void
davy_usage_page_set_findings (DavyUsagePage *self, DavyUsageFindings *findings, GPtrArray *alerts)
{
  gboolean known = findings != NULL && davy_usage_findings_has_values (findings);

  g_array_set_size (self->alert_days, 0);
  for (guint i = 0; alerts != NULL && i < alerts->len; i++)
    {
      DavyDay day = davy_day_from_time (davy_alert_get_created (g_ptr_array_index (alerts, i)));

      g_array_append_val (self->alert_days, day);
    }

  davy_chart_set_reading (self->chart, NULL, NULL, NULL);
  g_clear_pointer (&self->findings, davy_usage_findings_free);
  self->findings = findings;
  self->view = (DavyUsageView){
    .days = DAYS_SHOWN,
    .alerts = (const DavyDay *) self->alert_days->data,
    .n_alerts = self->alert_days->len,
  };
  if (known)
    show_findings (self);

  gtk_widget_set_visible (GTK_WIDGET (self->chart), known);
  gtk_widget_set_visible (self->facts, known);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), !known);
  gtk_widget_set_visible (self->no_data, !known);
}
