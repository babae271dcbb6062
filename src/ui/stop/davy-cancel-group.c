/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-cancel-group.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "triage/davy-cancellation.h"
#include "ui/common/davy-proof-button.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-say.h"
#include "ui/wizard/davy-cancel-words.h"

/* The fast lane's way out where nobody has rights in Azure: the whole subscription is cancelled at
 * Partner Center (playbook.md C.3, step 11). How it stands and the way back are on the page of that
 * step, too. */

struct _DavyCancelGroup
{
  AdwPreferencesGroup parent_instance;

  GtkLabel *state;
  GtkWidget *cancel;
  GtkLabel *failed;
  DavyProofButton *proof;

  DavyCase *subject; /* (nullable): until it is set */
  GCancellable *cancellable;
  DavyCasePlace *place; /* (nullable): as it was read last */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (DavyCancelGroup, davy_cancel_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_known_to_rest (DavyCancelGroup *self)
{
  return self->place != NULL && !self->place->is_active;
}

static void
update (DavyCancelGroup *self)
{
  g_autoptr (DavyAct) act = davy_case_dup_cancellation (self->subject);
  g_autoptr (DavyAct) reactivation = davy_case_dup_reactivation (self->subject);
  gboolean stands = davy_cancellation_stands (act, reactivation);
  gboolean is_coming_back = reactivation != NULL && reactivation->state == DAVY_ACT_PENDING;
  g_autofree char *state = NULL;

  if (is_coming_back)
    state = davy_words_reactivation (reactivation);
  else if (act != NULL)
    state = davy_words_ending (act, reactivation != NULL && reactivation->state == DAVY_ACT_DONE);
  else if (is_known_to_rest (self))
    state = g_strdup (_ ("It does not run"));

  davy_show_text (self->state, state);
  gtk_widget_set_visible (self->cancel, !stands && !is_coming_back && !is_known_to_rest (self) &&
                                            !davy_case_is_closed (self->subject));
  gtk_widget_set_sensitive (self->cancel, !self->busy);
  if (!self->busy)
    davy_rescue_focus (self->cancel);
}

/* @error: (nullable); @again: (nullable): what goes on after a proof */
static void
show_failure (DavyCancelGroup *self, const GError *error, void (*again) (DavyCancelGroup *))
{
  davy_say_failure (self->failed, error);
  davy_proof_button_go_on_with (self->proof, G_CALLBACK (again), self);
  davy_proof_button_ask_in_case (self->proof, error, self->subject, DAVY_SERVICE_PARTNER);
}

static void
set_busy (DavyCancelGroup *self, gboolean busy)
{
  self->busy = busy;
  update (self);
}

/* --- sending ------------------------------------------------------------------------------- */

static void send_it (DavyCancelGroup *self);

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyCancelGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = davy_case_cancel_finish (DAVY_CASE (source), result, &error);

  if (self->subject == NULL)
    return;

  if (davy_act_was_needless (error))
    self->place->is_active = FALSE;
  set_busy (self, FALSE);
  show_failure (self, error, send_it);
}

/* Once sent, the answer matters: the window being closed does not call it off. */
static void
send_it (DavyCancelGroup *self)
{
  set_busy (self, TRUE);
  show_failure (self, NULL, NULL);
  davy_case_cancel_async (self->subject, self->place, NULL, cancelled_cb, g_object_ref (self));
}

/* --- asking -------------------------------------------------------------------------------- */

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyCancelGroup) self = user_data;

  gtk_window_present (GTK_WINDOW (source)); /* some window managers go on to another one */
  if (davy_compat_ask_finish (GTK_WINDOW (source), result, NULL) && self->subject != NULL)
    send_it (self);
}

/* Exactly what is sent, what it means, and how it is undone. */
static char *
dup_question (DavyCancelGroup *self)
{
  const char *sentences[] = {
    self->place->entitlement_id != NULL ? _ ("Cancel this Azure subscription; reason: compromised")
                                        : _ ("Suspend this subscription"),
    self->place->name,
    davy_case_get_azure_id (self->subject),
    "",
    _ ("Everything in it stops and is no longer billed. The data are kept for a while and then "
       "deleted."),
    "",
    _ ("Afterwards only reading, the logs and deleting still work: take snapshots and close "
       "networks before."),
    "",
    _ ("It can be taken back: you can reactivate it at Partner Center, and so can somebody in the "
       "customer’s tenant. That is why it is looked at for 48 hours."),
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i] != NULL)
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sentences[i]);

  return g_string_free (text, FALSE);
}

static void find_place (DavyCancelGroup *self);

static void
place_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyCancelGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyCasePlace) place =
      davy_case_find_place_finish (DAVY_CASE (source), result, &error);
  g_autofree char *question = NULL;

  if (self->subject == NULL)
    return;

  g_clear_pointer (&self->place, davy_case_place_free);
  self->place = g_steal_pointer (&place);
  set_busy (self, FALSE);
  show_failure (self, error, find_place);
  if (self->place == NULL || !gtk_widget_get_visible (self->cancel))
    return;

  question = dup_question (self);
  davy_compat_ask_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                         _ ("Shall it be cancelled?"), question, _ ("Not now"),
                         _ ("Cancel this subscription now"), TRUE, self->cancellable, asked_cb,
                         g_object_ref (self));
}

/* Somebody else may have ended it since: it is read before anything is asked. */
static void
find_place (DavyCancelGroup *self)
{
  set_busy (self, TRUE);
  show_failure (self, NULL, NULL);
  davy_case_find_place_async (self->subject, self->cancellable, place_found_cb,
                              g_object_ref (self));
}

/* --- the group ----------------------------------------------------------------------------- */

static void
davy_cancel_group_dispose (GObject *object)
{
  DavyCancelGroup *self = DAVY_CANCEL_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->place, davy_case_place_free);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_cancel_group_parent_class)->dispose (object);
}

static void
davy_cancel_group_class_init (DavyCancelGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_cancel_group_dispose;

  g_type_ensure (DAVY_TYPE_PROOF_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/stop/davy-cancel-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyCancelGroup, state);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelGroup, cancel);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelGroup, failed);
  gtk_widget_class_bind_template_child (widget_class, DavyCancelGroup, proof);
  gtk_widget_class_bind_template_callback (widget_class, find_place);
}

static void
davy_cancel_group_init (DavyCancelGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_cancel_group_set_case:
 * @self: a group
 * @subject: the case whose subscription may be cancelled
 *
 * Offers to cancel, and says how it stands; what was sent is looked after in the background.
 */
void
davy_cancel_group_set_case (DavyCancelGroup *self, DavyCase *subject)
{
  g_return_if_fail (self->subject == NULL);

  self->subject = g_object_ref (subject);
  g_signal_connect_object (subject, "notify::step", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
