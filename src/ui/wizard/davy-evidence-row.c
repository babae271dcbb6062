/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-evidence-row.h"

#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "core/davy-format.h"
#include "triage/davy-entry-words.h"

/* A part of the evidence: how far it is, and the way on when it was refused. */

struct _DavyEvidenceRow
{
  AdwActionRow parent_instance;

  GtkStack *marks;
  GtkImage *mark;
  GtkSpinner *spinner;
  GtkWidget *waive;
  GtkPopover *popover;
  GtkEditable *reason;
  GtkWidget *accept;

  char *part;
};

typedef enum
{
  SIGNAL_WAIVE,
  N_SIGNALS,
} EvidenceRowSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DavyEvidenceRow, davy_evidence_row, ADW_TYPE_ACTION_ROW)

static const struct
{
  const char *icon;
  const char *style; /* (nullable) */
} looks[] = {
  [DAVY_EVIDENCE_WAITING] = { "content-loading-symbolic", "dim-label" },
  [DAVY_EVIDENCE_COLLECTING] = { "content-loading-symbolic", "dim-label" },
  [DAVY_EVIDENCE_STORED] = { "object-select-symbolic", "success" },
  [DAVY_EVIDENCE_REFUSED] = { "dialog-warning-symbolic", "warning" },
  [DAVY_EVIDENCE_WAIVED] = { "list-remove-symbolic", "dim-label" },
  [DAVY_EVIDENCE_LATER] = { "content-loading-symbolic", "dim-label" },
};

static char *
dup_progress (const DavyEvidencePart *part, const char *words)
{
  if (part->n_all < 2)
    return g_strdup (words);

  /* Translators: how far a part of the evidence is: "Being collected, 3 of 9". */
  return g_strdup_printf (_ ("%1$s, %2$u of %3$u"), words, part->n_done, part->n_all);
}

static char *
dup_stored (const DavyEvidencePart *part)
{
  g_autofree char *when = NULL;

  if (part->n_all == 0)
    return g_strdup (_ ("There are none"));
  when = davy_format_date_time (davy_language_get (), part->stored_at);

  /* Translators: %s is a date and a time. */
  return g_strdup_printf (_ ("Stored %s"), when);
}

static char *
dup_state (const DavyEvidencePart *part)
{
  switch (part->state)
    {
    case DAVY_EVIDENCE_COLLECTING:
      return dup_progress (part, _ ("Being collected"));
    case DAVY_EVIDENCE_STORED:
      return dup_stored (part);
    case DAVY_EVIDENCE_REFUSED:
      return davy_error_dup_sentence (part->error);
    case DAVY_EVIDENCE_WAIVED:
      /* Translators: %s is the reason that somebody wrote down. */
      return g_strdup_printf (_ ("Gone on without: %s"), part->reason);
    case DAVY_EVIDENCE_WAITING:
    case DAVY_EVIDENCE_LATER:
    default:
      return dup_progress (part, _ ("Not collected yet"));
    }
}

static void
reason_changed_cb (DavyEvidenceRow *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));

  gtk_widget_set_sensitive (self->accept, *reason != '\0');
}

static void
waive_cb (DavyEvidenceRow *self)
{
  if (!gtk_widget_get_sensitive (self->accept))
    return;

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[SIGNAL_WAIVE], 0, gtk_editable_get_text (self->reason));
}

static void
davy_evidence_row_finalize (GObject *object)
{
  g_free (DAVY_EVIDENCE_ROW (object)->part);

  G_OBJECT_CLASS (davy_evidence_row_parent_class)->finalize (object);
}

static void
davy_evidence_row_class_init (DavyEvidenceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = davy_evidence_row_finalize;

  /* Somebody wrote down why the case goes on without the part. */
  signals[SIGNAL_WAIVE] = g_signal_new ("waive", DAVY_TYPE_EVIDENCE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-evidence-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceRow, marks);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceRow, mark);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceRow, waive);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceRow, popover);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceRow, reason);
  gtk_widget_class_bind_template_child (widget_class, DavyEvidenceRow, accept);
  gtk_widget_class_bind_template_callback (widget_class, reason_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, waive_cb);
}

static void
davy_evidence_row_init (DavyEvidenceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_evidence_row_new:
 * @part: the key of a part
 *
 * Returns: (transfer floating): a row for it
 */
GtkWidget *
davy_evidence_row_new (const char *part)
{
  DavyEvidenceRow *self = g_object_new (DAVY_TYPE_EVIDENCE_ROW, NULL);
  g_autofree char *name = davy_words_evidence (part);

  self->part = g_strdup (part);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);

  return GTK_WIDGET (self);
}

/**
 * davy_evidence_row_get_part:
 * @self: the row
 *
 * Returns: the key of its part
 */
const char *
davy_evidence_row_get_part (DavyEvidenceRow *self)
{
  return self->part;
}

/**
 * davy_evidence_row_show:
 * @self: the row
 * @part: its part as it stands now
 */
void
davy_evidence_row_show (DavyEvidenceRow *self, const DavyEvidencePart *part)
{
  gboolean collects = part->state == DAVY_EVIDENCE_COLLECTING;
  g_autofree char *state = dup_state (part);

  gtk_widget_set_visible (GTK_WIDGET (self), part->state != DAVY_EVIDENCE_LATER);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), state);
  gtk_stack_set_visible_child_name (self->marks, collects ? "spinner" : "mark");
  gtk_spinner_set_spinning (self->spinner, collects);
  gtk_image_set_from_icon_name (self->mark, looks[part->state].icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->mark),
                              (const char *[]){ looks[part->state].style, NULL });
  gtk_widget_set_visible (self->waive, davy_evidence_part_can_be_waived (part));
}
