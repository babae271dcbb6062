/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-plan-group.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "triage/davy-evidence.h"
#include "triage/davy-plan-suspension.h"
#include "ui/common/davy-describe.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-proof-button.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-say.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/wizard/davy-cancel-words.h"

/* Suspending the whole Azure plan, and the way back: unfolded by hand, never proposed. What else is
 * in the plan stands above what has to be typed. */

struct _DavyPlanGroup
{
  AdwBin parent_instance;

  AdwPreferencesGroup *plan_group;
  AdwPreferencesGroup *others_group;
  AdwPreferencesGroup *typing;
  GtkEditable *typed;
  GtkWidget *form;
  GtkLabel *missing;
  GtkWidget *suspending;
  GtkWidget *way_back;
  GtkWidget *reactivating;
  GtkLabel *failed;
  DavyProofButton *proof;

  DavyCase *subject; /* (nullable) */
  GCancellable *cancellable;
  const DavyCasePlace *place; /* (not owned) (nullable): also when the page is left */
  GPtrArray *facts;           /* (element-type GtkWidget), in @plan_group */
  GPtrArray *others;          /* (element-type GtkWidget), in @others_group */
  gboolean busy;
};

typedef enum
{
  SIGNAL_OUTDATED,
  SIGNAL_LAST,
} DavyPlanGroupSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyPlanGroup, davy_plan_group, ADW_TYPE_BIN)

/* --- what is shown ------------------------------------------------------------------------- */

static void
add_row (AdwPreferencesGroup *group,
         GPtrArray *rows,
         const char *name,
         const char *value,
         gboolean copyable)
{
  if (value != NULL && *value != '\0')
    davy_fact_row_set_copyable (davy_fact_row_add (group, rows, name, value), copyable);
}

static const char *
get_state_words (gboolean is_active)
{
  return is_active ? _ ("It runs") : _ ("It does not run");
}

static void
show_plan (DavyPlanGroup *self)
{
  g_autoptr (DavyAct) act = davy_case_dup_plan_act (self->subject);
  g_autoptr (DavyAct) suspension = davy_case_dup_plan_suspension (self->subject);
  g_autofree char *sent = act != NULL ? davy_words_plan_act (act) : NULL;
  const DavyCasePlan *plan = self->place->plan;

  davy_empty_group (self->plan_group, self->facts);
  add_row (self->plan_group, self->facts, _ ("Name"), plan->name, FALSE);
  add_row (self->plan_group, self->facts, _ ("Azure plan"), self->place->subscription_id, TRUE);
  add_row (self->plan_group, self->facts, _ ("State"), get_state_words (plan->is_active), FALSE);
  if (act == NULL)
    return;

  add_row (self->plan_group, self->facts,
           act->intent == suspension->intent ? _ ("What was sent") : _ ("Reactivation"), sent,
           FALSE);
  add_row (self->plan_group, self->facts, _ ("Correlation ID"), act->correlation_id, TRUE);
}

static void
show_others (DavyPlanGroup *self)
{
  const GPtrArray *others = self->place->plan->others;

  davy_empty_group (self->others_group, self->others);
  adw_preferences_group_set_description (
      self->others_group, others->len == 0 ? _ ("Nothing else is in this plan.") : NULL);
  for (guint i = 0; i < others->len; i++)
    {
      const DavyCasePlace *other = g_ptr_array_index (others, i);

      add_row (self->others_group, self->others,
               other->name != NULL ? other->name : other->entitlement_id,
               get_state_words (other->is_active), FALSE);
    }
}

/* Says what is still missing; the act itself asks for the same. */
static void
show_choice (DavyPlanGroup *self)
{
  g_autoptr (DavyAct) act = davy_case_dup_plan_act (self->subject);
  g_autoptr (DavyAct) suspension = davy_case_dup_plan_suspension (self->subject);
  g_autoptr (GPtrArray) running = davy_case_place_list_running (self->place);
  g_autoptr (GError) error = NULL;
  gboolean is_on_its_way = act != NULL && act->state == DAVY_ACT_PENDING;
  gboolean runs = self->place->plan->is_active;
  gboolean may_be_ours = suspension != NULL && davy_act_may_come_late (suspension);
  gboolean may = davy_case_check_plan (self->subject, self->place,
                                       gtk_editable_get_text (self->typed), &error);

  gtk_widget_set_visible (self->form, runs && !is_on_its_way);
  gtk_widget_set_visible (GTK_WIDGET (self->typing), running->len == 0);
  gtk_label_set_label (self->missing, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->missing), !may);
  gtk_widget_set_sensitive (self->suspending, may && !self->busy);
  gtk_widget_set_visible (self->way_back, !runs && !is_on_its_way && may_be_ours);
  gtk_widget_set_sensitive (self->reactivating, !self->busy);
  if (!self->busy)
    davy_rescue_focus (self->form);
}

static void
update_choice (DavyPlanGroup *self)
{
  if (self->place != NULL)
    show_choice (self);
}

/* @again: (nullable): what goes on after a proof, if that is what fails */
static void
show_failure (DavyPlanGroup *self, const GError *error, void (*again) (DavyPlanGroup *))
{
  davy_say_failure (self->failed, error);
  davy_proof_button_go_on_with (self->proof, G_CALLBACK (again), self);
  davy_proof_button_ask_in_case (self->proof, error, self->subject, DAVY_SERVICE_PARTNER);
}

/* --- sending ------------------------------------------------------------------------------- */

static void
begin_sending (DavyPlanGroup *self)
{
  self->busy = TRUE;
  show_failure (self, NULL, NULL);
  update_choice (self);
}

static void
end_sending (DavyPlanGroup *self, const GError *error, void (*again) (DavyPlanGroup *))
{
  self->busy = FALSE;
  if (self->place == NULL)
    return;

  show_failure (self, error, again);
  update_choice (self);
  g_signal_emit (self, signals[SIGNAL_OUTDATED], 0);
}

static void suspend_cb (DavyPlanGroup *self);

/* Only what the person still wants. */
static void
suspend_again (DavyPlanGroup *self)
{
  if (gtk_widget_get_visible (self->form) && gtk_widget_get_sensitive (self->suspending))
    suspend_cb (self);
}

static void
suspended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyPlanGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = davy_case_suspend_plan_finish (DAVY_CASE (source), result, &error);

  if (act != NULL && self->place != NULL)
    gtk_editable_set_text (self->typed, "");
  end_sending (self, error, suspend_again);
}

/* Once sent, the answer matters: the page being left does not call it off. */
static void
suspend_cb (DavyPlanGroup *self)
{
  begin_sending (self);
  davy_case_suspend_plan_async (self->subject, self->place, gtk_editable_get_text (self->typed),
                                NULL, suspended_cb, g_object_ref (self));
}

static void reactivate (DavyPlanGroup *self);

static void
reactivated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyPlanGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = davy_case_reactivate_plan_finish (DAVY_CASE (source), result, &error);

  end_sending (self, error, reactivate);
}

/* It may have changed since it was asked. */
static void
reactivate (DavyPlanGroup *self)
{
  g_autoptr (DavyAct) suspension = NULL;

  if (self->busy || self->place == NULL || !gtk_widget_get_visible (self->way_back))
    return;

  suspension = davy_case_dup_plan_suspension (self->subject);
  begin_sending (self);
  davy_case_reactivate_plan_async (self->subject, suspension, NULL, reactivated_cb,
                                   g_object_ref (self));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyPlanGroup) self = user_data;

  gtk_window_present (GTK_WINDOW (source)); /* some window managers go on to another one */
  if (davy_compat_ask_finish (GTK_WINDOW (source), result, NULL))
    reactivate (self);
}

static void
reactivate_cb (DavyPlanGroup *self)
{
  davy_compat_ask_async (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Reactivate the plan?"),
      _ ("What is in it stays cancelled until it is reactivated, each by itself; from then on, "
         "somebody in the customer’s tenant can do that, too. See first that whoever broke in is "
         "shut out."),
      _ ("Not now"), _ ("Reactivate"), TRUE, self->cancellable, asked_cb, g_object_ref (self));
}

/* --- the widget ---------------------------------------------------------------------------- */

static void
davy_plan_group_dispose (GObject *object)
{
  DavyPlanGroup *self = DAVY_PLAN_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_plan_group_parent_class)->dispose (object);
}

static void
davy_plan_group_finalize (GObject *object)
{
  DavyPlanGroup *self = DAVY_PLAN_GROUP (object);

  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->others);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (davy_plan_group_parent_class)->finalize (object);
}

static void
davy_plan_group_class_init (DavyPlanGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_plan_group_dispose;
  object_class->finalize = davy_plan_group_finalize;

  /* Something was sent, or found to stand otherwise: what is shown is to be read again. */
  signals[SIGNAL_OUTDATED] = g_signal_new ("outdated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DAVY_TYPE_PROOF_BUTTON);
  g_type_ensure (DAVY_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-plan-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyPlanGroup, plan_group);
  gtk_widget_class_bind_template_child (widget_class, DavyPlanGroup, others_group);
  gtk_widget_class_bind_template_child (widget_class, DavyPlanGroup, typing);
  gtk_widget_class_bind_template_child (widget_class, DavyPlanGroup, typed);
  gtk_widget_class_bind_template_child (widget_class, DavyPlanGroup, form);
  gtk_widget_class_bind_template_child (widget_class, DavyPlanGroup, missing);
  gtk_widget_class_bind_template_child (widget_class, DavyPlanGroup, suspending);
  gtk_widget_class_bind_template_child (widget_class, DavyPlanGroup, way_back);
  gtk_widget_class_bind_template_child (widget_class, DavyPlanGroup, reactivating);
  gtk_widget_class_bind_template_child (widget_class, DavyPlanGroup, failed);
  gtk_widget_class_bind_template_child (widget_class, DavyPlanGroup, proof);
  gtk_widget_class_bind_template_callback (widget_class, update_choice);
  gtk_widget_class_bind_template_callback (widget_class, suspend_cb);
  gtk_widget_class_bind_template_callback (widget_class, reactivate_cb);
}

static void
davy_plan_group_init (DavyPlanGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->facts = g_ptr_array_new ();
  self->others = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_plan_group_set_case:
 * @self: the group
 * @subject: the case; to be set once
 */
void
davy_plan_group_set_case (DavyPlanGroup *self, DavyCase *subject)
{
  const char *name = davy_case_get_plan_consent (subject);
  g_autofree char *told = NULL;
  g_autofree char *markup = NULL;

  self->subject = g_object_ref (subject);
  /* Translators: the name of a customer */
  told = g_strdup_printf (_ ("To suspend the plan, write here: %s"), name != NULL ? name : "");
  markup = g_markup_escape_text (told, -1);
  adw_preferences_group_set_description (self->typing, markup);
  davy_describe (self->typed, told);
  g_signal_connect_object (davy_case_get_evidence (subject), "changed", G_CALLBACK (update_choice),
                           self, G_CONNECT_SWAPPED);
}

/**
 * davy_plan_group_show:
 * @self: the group
 * @place: (nullable): where the subscription of the case stands; to live until the next call
 *
 * Shows the plan it is in, and how what was sent stands; nothing when it is in none.
 */
void
davy_plan_group_show (DavyPlanGroup *self, const DavyCasePlace *place)
{
  self->place = place != NULL && place->plan != NULL ? place : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), self->place != NULL);
  if (self->place == NULL)
    return;

  show_plan (self);
  show_others (self);
  show_choice (self);
}
