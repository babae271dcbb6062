/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/subscriptions/davy-own-answers.h"

#include "account/davy-accounts.h"
#include "core/davy-error.h"
#include "store/davy-own-alerts.h"
#include "ui/common/davy-toast.h"

/* What a person found out about an alert of ours. It is kept here and sent nowhere. */

struct _DavyOwnAnswers
{
  AdwBin parent_instance;

  GtkWidget *misuse;
  GtkWidget *planned;
  GtkWidget *no_issue;

  DavyContext *context; /* (nullable) */
  DavyAlert *alert;     /* (nullable) */
};

G_DEFINE_FINAL_TYPE (DavyOwnAnswers, davy_own_answers, ADW_TYPE_BIN)

/* What is said already need not be said again. */
static void
update_buttons (DavyOwnAnswers *self)
{
  DavyOwnState state = davy_alert_get_own_episode (self->alert)->state;

  gtk_widget_set_sensitive (self->misuse, state != DAVY_OWN_MISUSE);
  gtk_widget_set_sensitive (self->planned, state != DAVY_OWN_PLANNED);
  gtk_widget_set_sensitive (self->no_issue, state != DAVY_OWN_NO_ISSUE);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyOwnAnswers) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (davy_store_answer_own_alert_finish (DAVY_STORE (source), result, &error))
    return;

  sentence = davy_error_dup_sentence (error);
  davy_toast_show (GTK_WIDGET (self), davy_toast_new (sentence));
}

static void
answer_cb (DavyOwnAnswers *self, GtkWidget *button)
{
  DavyAccount *account = davy_accounts_find_acting (davy_context_get_accounts (self->context),
                                                    davy_alert_get_account_id (self->alert));
  DavyOwnState answer = button == self->misuse    ? DAVY_OWN_MISUSE
                        : button == self->planned ? DAVY_OWN_PLANNED
                                                  : DAVY_OWN_NO_ISSUE;

  davy_store_answer_own_alert_async (davy_context_get_store (self->context),
                                     davy_alert_get_id (self->alert), answer,
                                     account != NULL ? davy_account_get_username (account) : NULL,
                                     NULL, answered_cb, g_object_ref (self));
}

static void
davy_own_answers_dispose (GObject *object)
{
  DavyOwnAnswers *self = DAVY_OWN_ANSWERS (object);

  g_clear_object (&self->context);
  g_clear_object (&self->alert);

  G_OBJECT_CLASS (davy_own_answers_parent_class)->dispose (object);
}

static void
davy_own_answers_class_init (DavyOwnAnswersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_own_answers_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/subscriptions/davy-own-answers.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyOwnAnswers, misuse);
  gtk_widget_class_bind_template_child (widget_class, DavyOwnAnswers, planned);
  gtk_widget_class_bind_template_child (widget_class, DavyOwnAnswers, no_issue);
  gtk_widget_class_bind_template_callback (widget_class, answer_cb);
}

static void
davy_own_answers_init (DavyOwnAnswers *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_own_answers_set_alert:
 * @self: the answers
 * @context: whose store keeps them
 * @alert: an alert
 *
 * Asks about an alert of ours. About one of Microsoft's, or one that has ended by itself, there is
 * nothing to answer: nothing is shown.
 */
void
davy_own_answers_set_alert (DavyOwnAnswers *self, DavyContext *context, DavyAlert *alert)
{
  DavyOwnState state = davy_alert_get_own_episode (alert)->state;

  g_return_if_fail (DAVY_IS_OWN_ANSWERS (self));

  g_set_object (&self->context, context);
  g_set_object (&self->alert, alert);
  update_buttons (self);
  gtk_widget_set_visible (GTK_WIDGET (self), davy_alert_is_own (alert) && state != DAVY_OWN_ENDED &&
                                                 state != DAVY_OWN_REPORTED);
}
