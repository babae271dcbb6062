/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-usage-figures.h"

#include <glib/gi18n.h>
#include <math.h>

#include "core/davy-error.h"
#include "triage/davy-running.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-standing-reader.h"
#include "ui/common/davy-standing-words.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/stop/davy-stop-words.h"
#include "ui/subscriptions/davy-spending-words.h"

/* What a subscription costs, in a few figures, and what explains that it costs more. What is not
 * known is not there. */

#define ASK_AGAIN (10 * DAVY_TIME_MINUTE)

struct _DavyUsageFigures
{
  AdwBin parent_instance;

  GtkFlowBox *figures;
  GtkLabel *refused;
  GtkWidget *causes;
  GtkListBox *cause_rows;

  DavyContext *context; /* (nullable): nothing is shown yet */
  gint64 row;
  DavySpending *spending;         /* (nullable) */
  GCancellable *cancellable;      /* (nullable): of a reading under way */
  gboolean changed;               /* while one was under way */
  DavySubscription *subscription; /* (nullable): not read yet */
  DavyStandingReader *standing;   /* (nullable): about its customer */
  DavyStopPlan *running;          /* (nullable): what runs */
  GError *refusal;                /* (nullable): why that could not be read */
  GCancellable *asking;           /* (nullable): of @running */
  DavyTime asked_at;
  char *shown; /* what the figures say, to tell whether they have to be made anew */
};

G_DEFINE_FINAL_TYPE (DavyUsageFigures, davy_usage_figures, ADW_TYPE_BIN)

static void load (DavyUsageFigures *self);
static void ask_what_runs (DavyUsageFigures *self);

static GtkWidget *
create_label (const char *text, const char *style, const char *other_style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, other_style);

  return label;
}

static GtkWidget *
create_figure (const DavyFigure *figure)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *value = create_label (figure->value, "heading", "figure");

  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_set_can_focus (value, FALSE);
  gtk_box_append (GTK_BOX (box), create_label (figure->name, "caption", "dim-label"));
  gtk_box_append (GTK_BOX (box), value);
  if (figure->note != NULL)
    gtk_box_append (GTK_BOX (box), create_label (figure->note, "caption", "dim-label"));

  return g_object_new (GTK_TYPE_FLOW_BOX_CHILD, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                       "focusable", FALSE, "child", box, NULL);
}

static void
show_figures (DavyUsageFigures *self, const GPtrArray *figures)
{
  GtkFlowBoxChild *child;

  while ((child = gtk_flow_box_get_child_at_index (self->figures, 0)) != NULL)
    gtk_flow_box_remove (self->figures, GTK_WIDGET (child));
  for (guint i = 0; i < figures->len; i++)
    gtk_flow_box_append (self->figures, create_figure (g_ptr_array_index (figures, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->figures), figures->len > 0);
}

static void
show_causes (DavyUsageFigures *self, const GPtrArray *causes)
{
  davy_empty_list (self->cause_rows);
  for (guint i = 0; i < causes->len; i++)
    {
      const DavyFigure *cause = g_ptr_array_index (causes, i);

      gtk_list_box_append (self->cause_rows, davy_fact_row_new (cause->name, cause->value));
    }
  gtk_widget_set_visible (self->causes, causes->len > 0);
}

static void
add_content (GString *content, const GPtrArray *figures)
{
  for (guint i = 0; i < figures->len; i++)
    {
      const DavyFigure *figure = g_ptr_array_index (figures, i);

      g_string_append_printf (content, "%s\n%s\n%s\n\n", figure->name, figure->value,
                              figure->note != NULL ? figure->note : "");
    }
}

static char *
dup_budget_note (const DavyStandingFact *fact, const DavyBudget *budget)
{
  g_autofree char *source = davy_words_standing_source (fact);

  if (budget->used >= 1)
    /* Translators: below how much of a customer's budget is used, when that is all of it or more;
     * %s is where that comes from and how old it is. */
    return g_strdup_printf (_ ("All subscriptions of the customer together. Microsoft sends no "
                               "mail any more. %s"),
                            source);

  /* Translators: below how much of a customer's budget is used; %s is where that comes from and how
   * old it is. */
  return g_strdup_printf (_ ("All subscriptions of the customer together. %s"), source);
}

static void
add_budget (DavyUsageFigures *self, GPtrArray *figures)
{
  const DavyStandingFact *fact =
      self->standing != NULL ? davy_standing_reader_find (self->standing, DAVY_STANDING_BUDGET)
                             : NULL;
  g_autofree char *value = NULL;
  DavyBudget budget;

  if (fact == NULL || !davy_standing_read_budget (fact->value, &budget))
    return;

  value = davy_words_budget (&budget);
  davy_figure_add (figures, _ ("The customer’s budget"), value)->note =
      dup_budget_note (fact, &budget);
}

/* List prices stand in until the cost of a whole day is known. */
static gboolean
is_measured (DavyUsageFigures *self)
{
  return self->spending != NULL && self->spending->has_episode && self->spending->episode.running &&
         !isnan (self->spending->since);
}

static void
add_running (DavyUsageFigures *self, GPtrArray *figures)
{
  g_autofree char *summary = NULL;

  if (is_measured (self))
    {
      davy_spending_words_add_hour (self->spending, figures);
      return;
    }
  if (self->running == NULL)
    return;

  summary = davy_stop_words_dup_summary (self->running);
  davy_figure_add (figures, _ ("Running now"), summary)->note =
      davy_stop_words_dup_basis (self->running);
}

/* Who is not signed in, or offline, is told so elsewhere. */
static void
show_refusal (DavyUsageFigures *self)
{
  gboolean told = self->refusal != NULL && !is_measured (self) &&
                  !g_error_matches (self->refusal, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT) &&
                  !g_error_matches (self->refusal, DAVY_ERROR, DAVY_ERROR_OFFLINE);

  gtk_widget_set_visible (GTK_WIDGET (self->refused), told);
  if (told)
    {
      g_autofree char *why = davy_error_dup_sentence (self->refusal);
      /* Translators: %s is a sentence: why it could not be read. */
      g_autofree char *text = g_strdup_printf (_ ("What runs now could not be read: %s"), why);

      gtk_label_set_text (self->refused, text);
    }
}

/* During a refresh the store changes many times, but these figures hardly ever. */
static void
update (DavyUsageFigures *self)
{
  g_autoptr (GPtrArray) figures =
      g_ptr_array_new_with_free_func ((GDestroyNotify) davy_figure_free);
  g_autoptr (GPtrArray) causes = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_figure_free);
  g_autoptr (GString) content = g_string_new (NULL);

  if (self->spending != NULL)
    davy_spending_words_add (self->spending, figures);
  add_running (self, figures);
  add_budget (self, figures);
  for (guint i = 0; self->spending != NULL && i < DAVY_N_DIMENSIONS; i++)
    {
      g_autofree char *words = davy_spending_words_dup_causes (self->spending, (DavyDimension) i);

      if (words != NULL)
        davy_figure_add (causes, davy_spending_words_dimension ((DavyDimension) i), words);
    }

  show_refusal (self);
  add_content (content, figures);
  add_content (content, causes);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          content->len > 0 || gtk_widget_get_visible (GTK_WIDGET (self->refused)));
  if (g_strcmp0 (self->shown, content->str) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (content->str);
  show_figures (self, figures);
  show_causes (self, causes);
}

static void
spending_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  DavySpending *spending = davy_store_load_spending_finish (DAVY_STORE (source), result, &error);
  DavyUsageFigures *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->spending, davy_spending_free);
  self->spending = spending;
  ask_what_runs (self);
  update (self);
  if (self->changed)
    load (self);
}

static void
load (DavyUsageFigures *self)
{
  self->changed = self->cancellable != NULL;
  if (self->changed)
    return;

  self->cancellable = g_cancellable_new ();
  davy_store_load_spending_async (davy_context_get_store (self->context), self->row,
                                  self->cancellable, spending_loaded_cb, self);
}

static void
running_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyStopPlan) running = davy_running_read_finish (DAVY_STORE (source), result, &error);
  DavyUsageFigures *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  g_clear_object (&self->asking);
  g_clear_error (&self->refusal);
  self->refusal = g_steal_pointer (&error);
  if (running != NULL)
    {
      g_clear_pointer (&self->running, davy_stop_plan_free);
      self->running = g_steal_pointer (&running);
    }
  update (self);
}

/* Every answer costs the service something: it is asked only where somebody looks at an incident,
 * and seldom. */
static void
ask_what_runs (DavyUsageFigures *self)
{
  DavyTime now = davy_time_now ();

  if (self->asking != NULL || self->spending == NULL || self->subscription == NULL ||
      davy_subscription_get_open_alerts (self->subscription) == 0 || is_measured (self) ||
      (self->asked_at != DAVY_TIME_UNSET && now - self->asked_at < ASK_AGAIN))
    return;

  self->asked_at = now;
  self->asking = g_cancellable_new ();
  davy_running_read_async (davy_context_get_store (self->context),
                           davy_context_get_accounts (self->context), self->subscription,
                           self->asking, running_read_cb, self);
}

static void
follow_standing (DavyUsageFigures *self)
{
  const char *tenant_id = davy_subscription_get_customer_tenant_id (self->subscription);

  if (tenant_id == NULL)
    return;

  self->standing =
      davy_standing_reader_share (davy_context_get_store (self->context),
                                  davy_subscription_get_account_id (self->subscription), tenant_id);
  g_signal_connect_object (self->standing, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
leave (DavyUsageFigures *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->spending, davy_spending_free);
  if (self->standing != NULL)
    g_signal_handlers_disconnect_by_data (self->standing, self);
  g_clear_object (&self->standing);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->running, davy_stop_plan_free);
  g_clear_error (&self->refusal);
  self->asked_at = DAVY_TIME_UNSET;
  g_clear_object (&self->subscription);
}

static void
davy_usage_figures_dispose (GObject *object)
{
  leave (DAVY_USAGE_FIGURES (object));

  G_OBJECT_CLASS (davy_usage_figures_parent_class)->dispose (object);
}

static void
davy_usage_figures_finalize (GObject *object)
{
  g_free (DAVY_USAGE_FIGURES (object)->shown);

  G_OBJECT_CLASS (davy_usage_figures_parent_class)->finalize (object);
}

static void
davy_usage_figures_class_init (DavyUsageFiguresClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_usage_figures_dispose;
  G_OBJECT_CLASS (klass)->finalize = davy_usage_figures_finalize;

  g_type_ensure (DAVY_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/subscriptions/davy-usage-figures.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyUsageFigures, figures);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageFigures, refused);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageFigures, causes);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageFigures, cause_rows);
}

static void
davy_usage_figures_init (DavyUsageFigures *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_usage_figures_show:
 * @self: figures
 * @context: the store to read
 * @subscription_row: which subscription
 *
 * Shows what a subscription costs, as far as the store knows, once it is told what is known of it.
 */
void
davy_usage_figures_show (DavyUsageFigures *self, DavyContext *context, gint64 subscription_row)
{
  g_return_if_fail (DAVY_IS_USAGE_FIGURES (self));

  if (self->context == context && self->row == subscription_row)
    return;

  leave (self);
  self->context = g_object_ref (context);
  self->row = subscription_row;
  update (self);
}

/**
 * davy_usage_figures_set_subscription:
 * @self: figures that show a subscription
 * @subscription: that subscription, as it is now
 *
 * Works its figures out anew when its usage changed, not whenever anybody's did. Shows what is told
 * of its customer as well: the budget. While it has open alerts and the cost of what goes on is not
 * measured yet, reads what runs.
 */
void
davy_usage_figures_set_subscription (DavyUsageFigures *self, DavySubscription *subscription)
{
  gboolean first, known;

  g_return_if_fail (DAVY_IS_USAGE_FIGURES (self) && self->context != NULL);

  first = self->subscription == NULL;
  known = davy_subscription_has_usage_of (subscription, self->subscription);
  g_set_object (&self->subscription, subscription);
  if (!known)
    load (self);
  if (first)
    follow_standing (self);
  ask_what_runs (self);
}
