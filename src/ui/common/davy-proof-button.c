/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-proof-button.h"

#include <glib/gi18n.h>

#include "account/davy-step-up.h"
#include "core/davy-error.h"
#include "triage/davy-case-account.h"
#include "ui/common/davy-sign-in-again.h"

/* Sign in again: beside what failed for want of it, wherever that is. Where the service told which
 * proof it wants (`wire-contract.md` 1.7) the person is led through that one in front of the window
 * they are in; otherwise to the sign-in. Afterwards what failed goes on. */

struct _DavyProofButton
{
  AdwBin parent_instance;

  GtkWidget *button;
  GError *error;        /* (nullable): what failed; NULL when nothing is asked for */
  DavyAccount *account; /* (nullable): nobody who could give a proof is known */
  DavyService service;
  char *tenant_id;           /* (nullable): the account's own */
  GCancellable *cancellable; /* (nullable): while the proof is waited for */
  gboolean signing_in;       /* the person went to the sign-in, and has not come back yet */
  gulong again;              /* of davy_proof_button_go_on_with(); 0: of none */
};

typedef enum
{
  SIGNAL_PROVEN,
  N_SIGNALS,
} ProofButtonSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DavyProofButton, davy_proof_button, ADW_TYPE_BIN)

static void
leave (DavyProofButton *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_clear_object (&self->account);
  g_clear_pointer (&self->tenant_id, g_free);
  self->signing_in = FALSE;
}

static void
go_on (DavyProofButton *self)
{
  leave (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_sensitive (self->button, TRUE);
  g_signal_emit (self, signals[SIGNAL_PROVEN], 0);
}

/* Without a proof nothing goes on; why there is none was said where it was asked for. */
static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyProofButton) self = user_data;
  gboolean proven = davy_step_up_ask_finish (DAVY_ACCOUNT (source), result, NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  gtk_widget_set_sensitive (self->button, TRUE);
  if (proven)
    go_on (self);
  else
    gtk_widget_grab_focus (self->button);
}

static void
clicked_cb (DavyProofButton *self)
{
  const DavyFault *fault = davy_error_get_fault (self->error);

  if (self->account == NULL || fault == NULL || fault->claims == NULL)
    {
      self->signing_in = TRUE;
      davy_sign_in_again (GTK_WIDGET (self));
      return;
    }

  self->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (self->button, FALSE);
  davy_step_up_ask_async (self->account, self->service, self->tenant_id, fault->claims,
                          self->cancellable, asked_cb, g_object_ref (self));
}

/* The sign-in takes the place of what the button stands in. */
static void
davy_proof_button_map (GtkWidget *widget)
{
  DavyProofButton *self = DAVY_PROOF_BUTTON (widget);

  GTK_WIDGET_CLASS (davy_proof_button_parent_class)->map (widget);
  if (self->signing_in)
    go_on (self);
}

static void
davy_proof_button_dispose (GObject *object)
{
  leave (DAVY_PROOF_BUTTON (object));

  G_OBJECT_CLASS (davy_proof_button_parent_class)->dispose (object);
}

static void
davy_proof_button_class_init (DavyProofButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = davy_proof_button_dispose;
  GTK_WIDGET_CLASS (klass)->map = davy_proof_button_map;

  /**
   * DavyProofButton::proven:
   * @self: the button
   *
   * The person has signed in: what failed is to go on. What was sent then is read first, as ever.
   */
  signals[SIGNAL_PROVEN] = g_signal_new ("proven", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_proof_button_init (DavyProofButton *self)
{
  self->button = gtk_button_new_with_label (_ ("Sign in again"));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), self->button);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * davy_proof_button_ask_for:
 * @self: the button
 * @error: (nullable): what failed; unless signing in is the way on, the button is not shown
 * @account: (nullable): in whose name it was asked
 * @service: who refused it
 * @tenant_id: (nullable): in which tenant; %NULL is the account's own
 *
 * Offers to sign in again, as @error asks for it. What the person is at already stays.
 */
void
davy_proof_button_ask_for (DavyProofButton *self,
                           const GError *error,
                           DavyAccount *account,
                           DavyService service,
                           const char *tenant_id)
{
  g_return_if_fail (DAVY_IS_PROOF_BUTTON (self));

  if (davy_error_wants_sign_in (error) && (self->cancellable != NULL || self->signing_in))
    return;

  leave (self);
  if (davy_error_wants_sign_in (error))
    {
      self->error = g_error_copy (error);
      g_set_object (&self->account, account);
      self->service = service;
      self->tenant_id = g_strdup (tenant_id);
    }
  gtk_widget_set_sensitive (self->button, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), self->error != NULL);
}

/**
 * davy_proof_button_ask_in_case:
 * @self: the button
 * @error: (nullable): what failed
 * @subject: the case that it was for
 * @service: who refused it
 *
 * Offers to sign in again in the name and the tenant that the case speaks in with @service.
 */
void
davy_proof_button_ask_in_case (DavyProofButton *self,
                               const GError *error,
                               DavyCase *subject,
                               DavyService service)
{
  davy_proof_button_ask_for (
      self, error, davy_case_find_account (subject), service,
      service == DAVY_SERVICE_RESOURCE_MANAGER ? davy_case_get_customer_tenant_id (subject) : NULL);
}

/**
 * davy_proof_button_go_on_with:
 * @self: the button
 * @again: (nullable): what goes on when the person has signed in, called with @owner
 * @owner: an object; once it is gone, nothing goes on
 *
 * For who asks for more than one thing: says what goes on this time, in place of what was said
 * before. Where it is always the same, #DavyProofButton::proven says it.
 */
void
davy_proof_button_go_on_with (DavyProofButton *self, GCallback again, gpointer owner)
{
  g_return_if_fail (DAVY_IS_PROOF_BUTTON (self));

  g_clear_signal_handler (&self->again, self);
  if (again != NULL)
    self->again = g_signal_connect_object (self, "proven", again, owner, G_CONNECT_SWAPPED);
}
