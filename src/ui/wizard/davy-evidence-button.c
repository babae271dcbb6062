/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-evidence-button.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "triage/davy-evidence.h"
#include "ui/wizard/davy-evidence-window.h"

/* How far the evidence is, in a corner of the wizard: it tells, and never asks. Where there is
 * little room (`compact`) it is one line. */

struct _DavyEvidenceButton
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkWidget *mark;
  GtkLabel *count;
  GtkProgressBar *bar;
  GtkLabel *remark;

  DavyCase *handled; /* (nullable) */
  gboolean compact;
};

typedef enum
{
  PROP_COMPACT = 1,
  PROP_LAST = PROP_COMPACT,
} DavyEvidenceButtonProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (DavyEvidenceButton, davy_evidence_button, GTK_TYPE_WIDGET)

typedef struct
{
  guint settled; /* stored or waived */
  guint all;
  guint refused;
  double fraction; /* a part that is half there counts half */
} Tally;

static void
count_parts (DavyEvidence *evidence, Tally *tally)
{
  GPtrArray *parts = davy_evidence_get_parts (evidence);

  *tally = (Tally){ 0 };
  for (guint i = 0; i < parts->len; i++)
    {
      const DavyEvidencePart *part = g_ptr_array_index (parts, i);

      if (part->state == DAVY_EVIDENCE_LATER)
        continue;
      tally->all++;
      if (part->state == DAVY_EVIDENCE_STORED || part->state == DAVY_EVIDENCE_WAIVED)
        {
          tally->settled++;
          tally->fraction += 1;
        }
      else if (part->n_all > 0)
        {
          tally->fraction += (double) part->n_done / part->n_all;
        }
      if (part->state == DAVY_EVIDENCE_REFUSED)
        tally->refused++;
    }
  tally->fraction /= tally->all;
}

/* Returns: (transfer full) (nullable): what a person should know beside the count */
static char *
dup_remark (DavyEvidence *evidence, const Tally *tally)
{
  DavyTime until;
  DavyLogClock clock = davy_evidence_get_log_clock (evidence, &until);
  g_autofree char *date = NULL;

  if (clock == DAVY_LOG_CLOCK_OVER)
    return g_strdup (_ ("The log of the first days is gone"));
  if (clock == DAVY_LOG_CLOCK_SHORT)
    {
      date = davy_format_date (davy_language_get (), until);
      /* Translators: %s is a date; said of Azure's log. */
      return g_strdup_printf (_ ("The log ends on %s"), date);
    }
  if (tally->refused > 0)
    return g_strdup_printf (
        /* Translators: %u: how many parts of the evidence Microsoft did not hand out. */
        ngettext ("%u part was refused", "%u parts were refused", tally->refused), tally->refused);

  return NULL;
}

static void
evidence_changed_cb (DavyEvidenceButton *self)
{
  DavyEvidence *evidence = davy_case_get_evidence (self->handled);
  Tally tally;
  g_autofree char *count = NULL;
  g_autofree char *remark = NULL;
  g_autofree char *label = NULL;

  count_parts (evidence, &tally);
  remark = dup_remark (evidence, &tally);
  /* Translators: how many parts of the evidence are stored. */
  count = g_strdup_printf (_ ("%1$u of %2$u"), tally.settled, tally.all);
  /* Translators: %s is "6 of 8". */
  label = g_strdup_printf (_ ("Evidence, %s"), count);

  gtk_label_set_label (self->count, count);
  gtk_progress_bar_set_fraction (self->bar, tally.fraction);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), !self->compact && tally.settled < tally.all);
  gtk_label_set_label (self->remark, remark != NULL ? remark : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), !self->compact && remark != NULL);
  gtk_widget_set_visible (self->mark, remark != NULL);
  gtk_widget_set_tooltip_text (self->button, remark);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  remark != NULL ? remark : "", -1);
}

static void
clicked_cb (DavyEvidenceButton *self)
{
  GtkWidget *window = davy_evidence_window_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->handled);

  gtk_window_present (GTK_WINDOW (window));
}

static void
davy_evidence_button_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  DavyEvidenceButton *self = DAVY_EVIDENCE_BUTTON (object);

  switch ((DavyEvidenceButtonProperty) id)
    {
    case PROP_COMPACT:
      self->compact = g_value_get_boolean (value);
      gtk_widget_set_visible (GTK_WIDGET (self->bar), !self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_evidence_button_dispose (GObject *object)
{
  DavyEvidenceButton *self = DAVY_EVIDENCE_BUTTON (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->handled);

  G_OBJECT_CLASS (davy_evidence_button_parent_class)->dispose (object);
}

static void
davy_evidence_button_class_init (DavyEvidenceButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = davy_evidence_button_set_property;
  object_class->dispose = davy_evidence_button_dispose;

  /* Whether it is one line, without a bar. */
  props[PROP_COMPACT] =
      g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                            G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-evidence-button.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceButton, button);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceButton, mark);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceButton, count);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceButton, bar);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceButton, remark);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
davy_evidence_button_init (DavyEvidenceButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_evidence_button_set_case:
 * @self: the button
 * @handled: a case
 *
 * Shows how far its evidence is; opens it in a window.
 */
void
davy_evidence_button_set_case (DavyEvidenceButton *self, DavyCase *handled)
{
  g_return_if_fail (self->handled == NULL);

  self->handled = g_object_ref (handled);
  g_signal_connect_object (davy_case_get_evidence (handled), "changed",
                           G_CALLBACK (evidence_changed_cb), self, G_CONNECT_SWAPPED);
  evidence_changed_cb (self);
}
