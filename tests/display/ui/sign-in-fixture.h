/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-accounts.h"
#include "compat/davy-compat.h"
#include "core/davy-random.h"
#include "davy-test-server.h"
#include "davy-test.h"
#include "ui/sign-in/davy-sign-in-page.h"

/* A sign-in page in a window, before a login server that says what it was told to say. */

GResource *davy_ui_get_resource (void); /* of the generated resources */

#define APPLICATION_ID "00000000-0000-4000-8000-00000000da5e"

typedef struct
{
  DavyTestServer *server;
  GSettings *settings;
  DavyAccounts *accounts;
  DavyContext *context;
  GtkWidget *window;
  DavySignInPage *page;
  guint done;
} Fixture;

/* Icons are known by their type, and the types by the system's list, which is not among the folders
 * of a test. */
static inline void
start_display (void)
{
  static const char *const folders[] = { "/usr/share/mime", NULL };

  g_content_type_set_mime_dirs (folders);
  g_resources_register (davy_ui_get_resource ());
  adw_init ();
}

static inline void
count_done (DavySignInPage *page, guint *done)
{
  (*done)++;
}

static inline void
begin_accounts (Fixture *fixture, const char *application_id)
{
  g_autofree char *base = davy_test_server_dup_uri (fixture->server, "");
  g_autoptr (DavyEndpoints) endpoints = davy_endpoints_new_below (base);

  g_settings_set_string (fixture->settings, "application-id", application_id);
  fixture->accounts = davy_accounts_new (endpoints, g_test_get_path (), application_id);
}

static inline void
present_page (Fixture *fixture)
{
  fixture->context = davy_context_new (&(DavyContextParts){
      .accounts = fixture->accounts, .settings = fixture->settings, .profile = "default" });
  fixture->page = g_object_ref_sink (davy_sign_in_page_new (fixture->context));
  g_signal_connect (fixture->page, "done", G_CALLBACK (count_done), &fixture->done);
  fixture->window = g_object_ref (adw_window_new ());
  davy_compat_guard_window (GTK_WINDOW (fixture->window));
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static inline void
set_up (Fixture *fixture, gconstpointer application_id)
{
  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);
  fixture->server = davy_test_server_new ();
  fixture->settings = g_settings_new_with_path ("io.github.davylamp.Davylamp", "/test/");
  begin_accounts (fixture, application_id != NULL ? application_id : APPLICATION_ID);
  present_page (fixture);
}

static inline gboolean
is_alone (gpointer object)
{
  return ((GObject *) object)->ref_count == 1;
}

static inline void
tear_down (Fixture *fixture, gconstpointer application_id)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->window);
  g_assert_true (davy_test_spin_until (is_alone, fixture->page));
  g_assert_finalize_object (g_steal_pointer (&fixture->page));
  g_clear_object (&fixture->context);
  g_clear_object (&fixture->accounts);
  g_clear_object (&fixture->settings);
  g_clear_pointer (&fixture->server, davy_test_server_free);
}

static inline const char *
get_state (Fixture *fixture)
{
  GObject *states =
      gtk_widget_get_template_child (GTK_WIDGET (fixture->page), DAVY_TYPE_SIGN_IN_PAGE, "states");

  return gtk_stack_get_visible_child_name (GTK_STACK (states));
}

static inline gpointer
get_child (Fixture *fixture, const char *name)
{
  GObject *child =
      gtk_widget_get_template_child (GTK_WIDGET (fixture->page), DAVY_TYPE_SIGN_IN_PAGE, name);

  g_assert_nonnull (child);

  return child;
}

static inline void
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL);
}

static inline gboolean
is_failed (gpointer fixture)
{
  return g_str_equal (get_state (fixture), "failed");
}

static inline gboolean
is_keyring (gpointer fixture)
{
  return g_str_equal (get_state (fixture), "keyring") &&
         gtk_widget_get_visible (get_child (fixture, "keep_button"));
}

static inline gboolean
is_done (gpointer fixture)
{
  return ((Fixture *) fixture)->done > 0;
}

static inline gboolean
is_pausing (gpointer fixture)
{
  return davy_test_clock_next () == 5 * DAVY_TIME_SECOND;
}

static inline void
answer_device_code (Fixture *fixture)
{
  davy_test_server_answer (fixture->server, 200, "application/json",
                           "{\"device_code\":\"d\",\"user_code\":\"ABCD-EFGH\",\"expires_in\":900,"
                           "\"interval\":5,\"verification_uri\":\"https://login.example/device\"}");
}

static inline void
answer_tokens (Fixture *fixture)
{
  const char *claims = "{\"oid\":\"oid\",\"tid\":\"tid\",\"preferred_username\":\"a@n.example\"}";
  g_autofree char *payload = davy_base64url ((const guint8 *) claims, strlen (claims));
  g_autofree char *body = g_strdup_printf ("{\"expires_in\":3599,\"access_token\":\"access\","
                                           "\"refresh_token\":\"r\",\"id_token\":\"e30.%s.s\"}",
                                           payload);

  davy_test_server_answer (fixture->server, 200, "application/json", body);
}

/* The widest that a phone's window can be made to be. */
static inline void
assert_narrow (Fixture *fixture)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}
