/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-contain-page.h"

#include <glib/gi18n.h>

#include "triage/davy-containment.h"
#include "ui/stop/davy-stop-panel.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* Cut the caller off and stop what runs: what the window Stop the machines … shows, as a step. */

struct _DavyContainPage
{
  AdwBin parent_instance;

  DavyStopPanel *panel;
  DavyNoteRow *note;

  DavyCase *subject; /* (nullable): until it is set */
  gboolean asked;    /* what runs was read for this page */
};

static void davy_contain_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyContainPage,
                               davy_contain_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_contain_page_page_init))

static void
changed_cb (DavyContainPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
davy_contain_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  DavyContainPage *self = DAVY_CONTAIN_PAGE (page);

  self->subject = g_object_ref (subject);
  davy_stop_panel_set_case (self->panel, subject, context);
}

static const char *
davy_contain_page_get_forward_label (DavyWizardPage *page)
{
  return _ ("Record what was stopped");
}

static void
davy_contain_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavyContainPage *self = DAVY_CONTAIN_PAGE (page);
  g_autofree char *note = davy_note_row_dup_text (self->note);
  const DavyStopPicture *picture = NULL;
  guint done, failed, all;

  if (self->subject != NULL)
    picture = davy_containment_get_picture (davy_case_get_containment (self->subject));
  if (picture != NULL)
    {
      davy_containment_count (davy_case_get_containment (self->subject), &done, &failed, &all);
      g_variant_dict_insert (facts, DAVY_FACT_RUNNING, "x", picture->plan->rate->machines);
      g_variant_dict_insert (facts, DAVY_FACT_STOPPED, "u", done);
    }
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
}

static void
davy_contain_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);

  davy_note_row_set_text (DAVY_CONTAIN_PAGE (page)->note, note);
}

/* Asked for only where it is looked at. */
static void
davy_contain_page_map (GtkWidget *widget)
{
  DavyContainPage *self = DAVY_CONTAIN_PAGE (widget);

  GTK_WIDGET_CLASS (davy_contain_page_parent_class)->map (widget);
  if (self->subject == NULL || self->asked)
    return;
  self->asked = TRUE;
  davy_containment_read (davy_case_get_containment (self->subject));
}

static void
davy_contain_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_contain_page_set_case;
  iface->get_forward_label = davy_contain_page_get_forward_label;
  iface->save = davy_contain_page_save;
  iface->restore = davy_contain_page_restore;
}

static void
davy_contain_page_dispose (GObject *object)
{
  g_clear_object (&DAVY_CONTAIN_PAGE (object)->subject);

  G_OBJECT_CLASS (davy_contain_page_parent_class)->dispose (object);
}

static void
davy_contain_page_class_init (DavyContainPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_contain_page_dispose;
  widget_class->map = davy_contain_page_map;

  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  g_type_ensure (DAVY_TYPE_STOP_PANEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-contain-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyContainPage, panel);
  gtk_widget_class_bind_template_child (widget_class, DavyContainPage, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_contain_page_init (DavyContainPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
