/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-precautions-panel.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "ui/common/davy-say.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/stop/davy-offer-row.h"
#include "ui/stop/davy-precaution-words.h"

/* What can be kept before it is gone: offered below what is stopped, and never asked for. */

struct _DavyPrecautionsPanel
{
  AdwBin parent_instance;

  GtkWidget *over;
  GtkWidget *sample_group;
  GtkListBox *sample_box;
  GtkLabel *sample_trouble;
  GtkWidget *isolation_group;
  GtkListBox *isolation_box;
  GtkLabel *isolation_trouble;

  DavyCase *subject;            /* (nullable): until it is set */
  DavyPrecautions *precautions; /* of @subject, which owns it */
};

G_DEFINE_FINAL_TYPE (DavyPrecautionsPanel, davy_precautions_panel, ADW_TYPE_BIN)

/* --- asking -------------------------------------------------------------------------------- */

/* What a person is asked about. */
typedef struct
{
  DavyPrecautionsPanel *self; /* (owned) */
  DavyPrecaution what;
  char *target; /* (owned) */
} Question;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (DavyPrecautionsPanel) self = question->self;
  g_autofree char *target = question->target;

  gtk_window_present (GTK_WINDOW (source)); /* some window managers go on to another one */
  if (davy_compat_ask_finish (GTK_WINDOW (source), result, NULL) && self->subject != NULL)
    davy_precautions_take (self->precautions, question->what, target);
}

static void
ask (DavyPrecautionsPanel *self,
     DavyPrecaution what,
     const char *target,
     const char *heading,
     const char *body,
     const char *accept)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->what = what;
  question->target = g_strdup (target);
  davy_compat_ask_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, body,
                         _ ("Not now"), accept, FALSE, NULL, answered_cb, question);
}

static void
ask_for_snapshot (DavyPrecautionsPanel *self, const DavySample *sample)
{
  g_autofree char *body = davy_precaution_words_dup_question (sample);

  ask (self, DAVY_PRECAUTION_SNAPSHOT, sample->disk_id, _ ("Make a snapshot?"), body,
       _ ("Make a snapshot"));
}

static void
ask_for_change (DavyPrecautionsPanel *self, const DavyIsolation *isolation, DavyPrecaution what)
{
  g_autofree char *body = davy_precaution_words_dup_change (isolation, what);

  if (what == DAVY_PRECAUTION_RECONNECT)
    ask (self, what, isolation->group_id, _ ("End the isolation?"), body, _ ("End the isolation"));
  else
    ask (self, what, isolation->group_id, _ ("Isolate the machines?"), body, _ ("Isolate"));
}

/* --- the rows ------------------------------------------------------------------------------ */

/* Where no machine is left, all that there is to do is to take our rules away. */
static gboolean
may_isolate (const DavyIsolation *isolation)
{
  return !isolation->isolated && isolation->machines->len > 0;
}

static void
chosen_cb (DavyOfferRow *row, DavyPrecautionsPanel *self)
{
  const char *id = davy_offer_row_get_id (row);
  const DavySample *sample = davy_precautions_find_sample (self->precautions, id);
  const DavyIsolation *isolation = davy_precautions_find_isolation (self->precautions, id);

  if (sample != NULL)
    ask_for_snapshot (self, sample);
  else if (isolation != NULL)
    ask_for_change (self, isolation,
                    may_isolate (isolation) ? DAVY_PRECAUTION_ISOLATE : DAVY_PRECAUTION_RECONNECT);
}

static void
taken_back_cb (DavyOfferRow *row, DavyPrecautionsPanel *self)
{
  const DavyIsolation *isolation =
      davy_precautions_find_isolation (self->precautions, davy_offer_row_get_id (row));

  if (isolation != NULL)
    ask_for_change (self, isolation, DAVY_PRECAUTION_RECONNECT);
}

static gboolean
is_about (GtkListBoxRow *row, const char *id, const char *title)
{
  return g_str_equal (davy_offer_row_get_id (DAVY_OFFER_ROW (row)), id) &&
         g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title);
}

/* A row is made anew only when it is about something else, so that the focus stays. */
static DavyOfferRow *
take_row (DavyPrecautionsPanel *self,
          GtkListBox *box,
          guint index,
          const char *id,
          const char *title)
{
  GtkListBoxRow *old = gtk_list_box_get_row_at_index (box, (int) index);
  GtkWidget *row;

  if (old != NULL && is_about (old, id, title))
    return DAVY_OFFER_ROW (old);

  if (old != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (old));
  row = davy_offer_row_new (id, title);
  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, 0);
  g_signal_connect_object (row, "taken-back", G_CALLBACK (taken_back_cb), self, 0);
  gtk_list_box_insert (box, row, (int) index);

  return DAVY_OFFER_ROW (row);
}

static void
cut_rows (GtkListBox *box, guint length)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (box, (int) length)) != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (row));
}

/* --- the disks ----------------------------------------------------------------------------- */

static void
update_sample (DavyPrecautionsPanel *self, DavyOfferRow *row, const DavySample *sample)
{
  const GError *error;
  DavyContainmentStage stage = davy_precautions_get_stage (
      self->precautions, DAVY_PRECAUTION_SNAPSHOT, sample->disk_id, &error);
  gboolean is_open =
      sample->snapshot == NULL && (stage == DAVY_STAGE_NONE || stage == DAVY_STAGE_FAILED);
  g_autofree char *words = davy_precaution_words_dup_sample (sample);
  g_autofree char *why = error != NULL ? davy_error_dup_sentence (error) : NULL;
  g_autofree char *all = why != NULL ? g_strdup_printf ("%s\n%s", words, why) : g_strdup (words);
  /* Translators: %s is the name of a machine. */
  g_autofree char *name = g_strdup_printf (_ ("Make a snapshot of %s"), sample->machine);

  if (sample->snapshot != NULL && (stage == DAVY_STAGE_NONE || stage == DAVY_STAGE_PENDING))
    stage = DAVY_STAGE_DONE;
  davy_offer_row_set_words (row, all, davy_precaution_words_stage (stage),
                            is_open ? _ ("Make a snapshot…") : NULL, name);
}

static void
update_samples (DavyPrecautionsPanel *self)
{
  const GPtrArray *samples = davy_precautions_get_samples (self->precautions);

  for (guint i = 0; i < samples->len; i++)
    {
      const DavySample *sample = g_ptr_array_index (samples, i);
      /* Translators: %s is the name of a machine. */
      g_autofree char *title = g_strdup_printf (_ ("System disk of %s"), sample->machine);

      update_sample (self, take_row (self, self->sample_box, i, sample->disk_id, title), sample);
    }
  cut_rows (self->sample_box, samples->len);
}

/* --- the machines -------------------------------------------------------------------------- */

/* Of both changes only the last is known. One that stopped half way is told beside both. */
static DavyContainmentStage
get_change (DavyPrecautionsPanel *self, const DavyIsolation *isolation, const GError **error)
{
  DavyPrecaution next = isolation->isolated ? DAVY_PRECAUTION_RECONNECT : DAVY_PRECAUTION_ISOLATE;
  DavyContainmentStage stage =
      davy_precautions_get_stage (self->precautions, next, isolation->group_id, error);

  if (stage == DAVY_STAGE_NONE && isolation->touched && !isolation->isolated)
    return davy_precautions_get_stage (self->precautions, DAVY_PRECAUTION_RECONNECT,
                                       isolation->group_id, error);

  return stage;
}

static gboolean
is_sending (DavyPrecautionsPanel *self, DavyPrecaution what, const DavyIsolation *isolation)
{
  return davy_precautions_get_stage (self->precautions, what, isolation->group_id, NULL) ==
         DAVY_STAGE_SENDING;
}

/* Whatever is begun can be undone, even if one rule alone is there. */
static void
update_isolation (DavyPrecautionsPanel *self,
                  DavyOfferRow *row,
                  const DavyIsolation *isolation,
                  const char *machines)
{
  const GError *error;
  DavyContainmentStage stage = get_change (self, isolation, &error);
  gboolean is_open = !is_sending (self, DAVY_PRECAUTION_ISOLATE, isolation) &&
                     !is_sending (self, DAVY_PRECAUTION_RECONNECT, isolation);
  g_autofree char *words = davy_precaution_words_dup_isolation (isolation);
  g_autofree char *why = error != NULL ? davy_error_dup_sentence (error) : NULL;
  g_autofree char *all = why != NULL ? g_strdup_printf ("%s\n%s", words, why) : g_strdup (words);
  /* Translators: %s are names of machines. */
  g_autofree char *back = g_strdup_printf (_ ("End the isolation of %s"), machines);
  /* Translators: %s are names of machines. */
  g_autofree char *forth = g_strdup_printf (_ ("Isolate %s"), machines);

  /* That it is done is told by what it is now. */
  davy_offer_row_set_words (row, all,
                            stage != DAVY_STAGE_DONE ? davy_precaution_words_stage (stage) : "",
                            !is_open                  ? NULL
                            : may_isolate (isolation) ? _ ("Isolate…")
                                                      : _ ("End the isolation…"),
                            may_isolate (isolation) ? forth : back);
  davy_offer_row_set_way_back (
      row,
      is_open && isolation->touched && may_isolate (isolation) ? _ ("End the isolation…") : NULL,
      back);
}

static void
update_isolations (DavyPrecautionsPanel *self)
{
  const GPtrArray *isolations = davy_precautions_get_isolations (self->precautions);

  for (guint i = 0; i < isolations->len; i++)
    {
      const DavyIsolation *isolation = g_ptr_array_index (isolations, i);
      g_autofree char *title = davy_precaution_words_dup_title (isolation);
      DavyOfferRow *row = take_row (self, self->isolation_box, i, isolation->group_id, title);

      update_isolation (self, row, isolation, title);
    }
  cut_rows (self->isolation_box, isolations->len);
}

/* --- all of it ----------------------------------------------------------------------------- */

static char *
dup_sample_trouble (DavyPrecautionsPanel *self)
{
  const GError *error = davy_precautions_get_error (self->precautions, DAVY_PRECAUTION_SNAPSHOT);
  g_autofree char *why = error != NULL ? davy_error_dup_sentence (error) : NULL;

  /* Translators: %s is a sentence that says why. */
  return why != NULL ? g_strdup_printf (_ ("What snapshots there are is not known: %s"), why)
                     : NULL;
}

static char *
dup_isolation_trouble (DavyPrecautionsPanel *self)
{
  const GError *error = davy_precautions_get_error (self->precautions, DAVY_PRECAUTION_ISOLATE);
  const GPtrArray *open = davy_precautions_get_open_machines (self->precautions);
  g_autofree char *why = error != NULL ? davy_error_dup_sentence (error) : NULL;
  g_autofree char *names = open->len > 0 ? davy_precaution_words_dup_machines (open) : NULL;

  if (why != NULL)
    /* Translators: %s is a sentence that says why. */
    return g_strdup_printf (_ ("How the machines are connected is not known: %s"), why);
  if (names == NULL)
    return NULL;

  return g_strdup_printf (
      /* Translators: %s are names of machines. */
      _ ("These have an interface without a network security group: %s. To isolate them, add one in "
         "the portal, then look again."),
      names);
}

/* Shows a group with what there is to be offered, or why there is nothing.
 *
 * @trouble: (nullable): in a sentence
 *
 * Returns: whether there is something to be shown */
static gboolean
update_group (GtkWidget *group,
              GtkListBox *box,
              GtkLabel *label,
              gboolean over,
              const char *trouble)
{
  gboolean has_rows = gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL;
  gboolean is_shown = !over && (has_rows || trouble != NULL);

  davy_show_text (label, trouble);
  gtk_widget_set_visible (GTK_WIDGET (box), has_rows);
  gtk_widget_set_visible (group, is_shown);

  return is_shown;
}

static void
update (DavyPrecautionsPanel *self)
{
  gboolean over = davy_precautions_are_over (self->precautions);
  g_autofree char *sample_trouble = dup_sample_trouble (self);
  g_autofree char *isolation_trouble = dup_isolation_trouble (self);
  gboolean is_shown = over;

  update_samples (self);
  update_isolations (self);
  is_shown |= update_group (self->sample_group, self->sample_box, self->sample_trouble, over,
                            sample_trouble);
  is_shown |= update_group (self->isolation_group, self->isolation_box, self->isolation_trouble,
                            over, isolation_trouble);
  gtk_widget_set_visible (self->over, over);
  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
}

static void
davy_precautions_panel_dispose (GObject *object)
{
  DavyPrecautionsPanel *self = DAVY_PRECAUTIONS_PANEL (object);

  self->precautions = NULL;
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_precautions_panel_parent_class)->dispose (object);
}

static void
davy_precautions_panel_class_init (DavyPrecautionsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_precautions_panel_dispose;

  g_type_ensure (DAVY_TYPE_TAB_STOP);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/stop/davy-precautions-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyPrecautionsPanel, over);
  gtk_widget_class_bind_template_child (widget_class, DavyPrecautionsPanel, sample_group);
  gtk_widget_class_bind_template_child (widget_class, DavyPrecautionsPanel, sample_box);
  gtk_widget_class_bind_template_child (widget_class, DavyPrecautionsPanel, sample_trouble);
  gtk_widget_class_bind_template_child (widget_class, DavyPrecautionsPanel, isolation_group);
  gtk_widget_class_bind_template_child (widget_class, DavyPrecautionsPanel, isolation_box);
  gtk_widget_class_bind_template_child (widget_class, DavyPrecautionsPanel, isolation_trouble);
}

static void
davy_precautions_panel_init (DavyPrecautionsPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_precautions_panel_set_case:
 * @self: a panel
 * @subject: a case
 *
 * Shows what is offered for the case's subscription, once.
 */
void
davy_precautions_panel_set_case (DavyPrecautionsPanel *self, DavyCase *subject)
{
  g_return_if_fail (self->subject == NULL);

  self->subject = g_object_ref (subject);
  self->precautions = davy_case_get_precautions (subject);
  g_signal_connect_object (self->precautions, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
