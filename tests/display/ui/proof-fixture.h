/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-step-up.h"
#include "davy-test-world.h"
#include "page-fixture.h"

/* A person who is asked for one more proof, and gives it in their browser or does not. */

typedef struct
{
  DavyTestWorld *world;
  gboolean gives;
  guint n_asked;
} Prover;

static inline void
prover_visit_cb (DavyStepUp *step_up, const char *uri, gpointer user_data)
{
  Prover *prover = user_data;
  const char *form = "user=ada%40northwind.example&password=lamp&decision=accept";
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autoptr (GBytes) body = g_bytes_new_static (form, strlen (form));

  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  soup_session_send_and_read_async (prover->world->browser, message, G_PRIORITY_DEFAULT, NULL, NULL,
                                    NULL);
}

static inline void
prover_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  davy_step_up_finish (DAVY_STEP_UP (source), result, &error);
  g_assert_no_error (error);
}

static inline gboolean
prover_asked_cb (DavyAccounts *accounts, DavyStepUp *step_up, gpointer user_data)
{
  Prover *prover = user_data;

  prover->n_asked++;
  if (!prover->gives)
    return FALSE;
  g_signal_connect (step_up, "open-uri", G_CALLBACK (prover_visit_cb), prover);
  davy_step_up_browser_async (step_up, NULL, prover_done_cb, NULL);

  return TRUE;
}

static inline void
prover_begin (Prover *self, DavyTestWorld *world)
{
  self->world = world;
  g_signal_connect (world->accounts, "step-up", G_CALLBACK (prover_asked_cb), self);
}

static inline gboolean
is_offered (gpointer proof)
{
  return gtk_widget_get_visible (proof);
}

static inline gboolean
is_not_offered (gpointer proof)
{
  return !is_offered (proof);
}

/* Presses Sign in again, and gives the proof. */
static inline void
prover_prove (Prover *self, gpointer page)
{
  GtkWidget *proof = page_part (page, "proof");

  g_assert_true (davy_test_spin_until (is_offered, proof));
  self->gives = TRUE;
  g_signal_emit_by_name (adw_bin_get_child (ADW_BIN (proof)), "clicked");
  g_assert_true (davy_test_spin_until (is_not_offered, proof));
}
