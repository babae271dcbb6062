/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-steps.h"

#include <glib/gi18n.h>

#include "triage/davy-entry-words.h"
#include "triage/davy-steps.h"
#include "ui/common/davy-tab-stop.h"

/* The way through the case: what is done, where it stands, what is locked and why. A step that one
 * may go to can be activated. */

typedef struct
{
  GtkListBoxRow *row;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *reason;
  DavyStepState state;
} Step;

struct _DavyWizardSteps
{
  GtkWidget parent_instance;

  GtkListBox *list;
  Step steps[DAVY_N_STEPS];
};

typedef enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_LAST,
} DavyWizardStepsSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyWizardSteps, davy_wizard_steps, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon;
  const char *words;
} looks[] = {
  [DAVY_STEP_STATE_DONE] = { "object-select-symbolic", NC_ ("step", "done") },
  [DAVY_STEP_STATE_NOW] = { "media-record-symbolic", NC_ ("step", "now") },
  [DAVY_STEP_STATE_OPEN] = { "go-next-symbolic", NC_ ("step", "open") },
  [DAVY_STEP_STATE_LOCKED] = { "changes-prevent-symbolic", NC_ ("step", "locked") },
  [DAVY_STEP_STATE_LEFT_OUT] = { "list-remove-symbolic", NC_ ("step", "not needed") },
};

static void
activated_cb (DavyWizardSteps *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, gtk_list_box_row_get_index (row));
}

static GtkLabel *
new_label (const char *style)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  if (style != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (label), style);
      gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
    }

  return label;
}

/* The steps behind a locked one are locked for the same reason: it is written once. */
static void
show_first_reason (DavyWizardSteps *self)
{
  gboolean told = FALSE;

  for (guint id = 0; id < DAVY_N_STEPS && self->steps[id].row != NULL; id++)
    {
      Step *step = &self->steps[id];
      gboolean tell = !told && step->state == DAVY_STEP_STATE_LOCKED &&
                      *gtk_label_get_label (step->reason) != '\0';

      gtk_widget_set_visible (GTK_WIDGET (step->reason), tell);
      told |= tell;
    }
}

/* By shape, by words and to a screen reader.
 * @reason: (nullable): why it is locked, in words for people */
static void
set_state (DavyWizardSteps *self, DavyStepId step, DavyStepState state, const char *reason)
{
  Step *shown = &self->steps[step];
  gboolean now = state == DAVY_STEP_STATE_NOW;
  gboolean open = state == DAVY_STEP_STATE_DONE || state == DAVY_STEP_STATE_OPEN;
  const char *words = g_dpgettext2 (NULL, "step", looks[state].words);
  g_autofree char *title = davy_words_step (davy_steps[step].key);
  /* Translators: first a step, "Account standing", then its state, "done". */
  g_autofree char *name = g_strdup_printf (C_ ("step", "%1$s, %2$s"), title, words);

  shown->state = state;
  gtk_image_set_from_icon_name (shown->icon, looks[state].icon);
  gtk_label_set_label (shown->reason, reason != NULL ? reason : "");
  show_first_reason (self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (shown->row), reason);
  gtk_widget_set_css_classes (GTK_WIDGET (shown->title), (const char *[]){ now    ? "heading"
                                                                           : open ? "body"
                                                                                  : "dim-label",
                                                                           NULL });
  gtk_widget_set_css_classes (GTK_WIDGET (shown->icon),
                              (const char *[]){ now ? "accent" : "dim-label", NULL });
  gtk_list_box_row_set_activatable (shown->row, open);
  gtk_widget_set_visible (GTK_WIDGET (shown->row), state != DAVY_STEP_STATE_LEFT_OUT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (shown->row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason != NULL ? reason : "",
                                  -1);
}

static void
create_row (DavyWizardSteps *self, DavyStepId id)
{
  Step *step = &self->steps[id];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *title = davy_words_step (davy_steps[id].key);

  step->icon = GTK_IMAGE (gtk_image_new ());
  step->title = new_label (NULL);
  step->reason = new_label ("caption");
  gtk_widget_set_visible (GTK_WIDGET (step->reason), FALSE);
  gtk_label_set_label (step->title, title);
  gtk_widget_set_valign (GTK_WIDGET (step->icon), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (step->icon), 2);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (step->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (step->reason));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (step->icon));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);

  step->row = GTK_LIST_BOX_ROW (gtk_list_box_row_new ());
  gtk_list_box_row_set_child (step->row, box);
  gtk_list_box_append (self->list, GTK_WIDGET (step->row));
  set_state (self, id, DAVY_STEP_STATE_LOCKED, NULL);
}

static void
davy_wizard_steps_dispose (GObject *object)
{
  DavyWizardSteps *self = DAVY_WIZARD_STEPS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (davy_wizard_steps_parent_class)->dispose (object);
}

static void
davy_wizard_steps_class_init (DavyWizardStepsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = davy_wizard_steps_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /* A person wants to go to a step, a #DavyStepId. */
  signals[SIGNAL_ACTIVATED] =
      g_signal_new ("step-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
davy_wizard_steps_init (DavyWizardSteps *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Steps"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_parent (davy_tab_stop_new (scroller), GTK_WIDGET (self));

  for (guint id = 0; id < DAVY_N_STEPS; id++)
    create_row (self, id);
}

/**
 * davy_wizard_steps_show_case:
 * @self: the steps
 * @subject: a case
 *
 * Shows where each step of a case stands.
 */
void
davy_wizard_steps_show_case (DavyWizardSteps *self, DavyCase *subject)
{
  for (guint id = 0; id < DAVY_N_STEPS; id++)
    {
      const char *reason = NULL;
      DavyStepState state = davy_case_get_step_state (subject, id, &reason);

      set_state (self, id, state, reason);
    }
}

/**
 * davy_wizard_steps_dup_position:
 * @self: the steps
 *
 * Returns: (transfer full): "Step 3 of 6: Usage", where there is no room for the list; the title
 *   alone for the result, which is no step any more
 */
char *
davy_wizard_steps_dup_position (DavyWizardSteps *self)
{
  guint position = 0, total = 0;
  DavyStepId now = DAVY_STEP_DONE;
  g_autofree char *title = NULL;

  for (guint id = 0; id < DAVY_STEP_DONE; id++)
    {
      total += self->steps[id].state != DAVY_STEP_STATE_LEFT_OUT;
      if (self->steps[id].state == DAVY_STEP_STATE_NOW)
        {
          position = total;
          now = id;
        }
    }
  title = davy_words_step (davy_steps[now].key);
  if (position == 0)
    return g_steal_pointer (&title);

  /* Translators: "Step 3 of 6: Usage". */
  return g_strdup_printf (_ ("Step %1$u of %2$u: %3$s"), position, total, title);
}
