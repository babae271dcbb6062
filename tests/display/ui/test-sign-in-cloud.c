/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "davy-test-keyring.h"
#include "sign-in-fixture.h"
#include "ui/sign-in/davy-sign-in-start.h"

/* Where people of several clouds can sign in. The login server of the other cloud is another one.
 */

typedef struct
{
  Fixture page;
  DavyTestServer *china;
} Clouds;

static void
add_china (Clouds *clouds)
{
  g_autofree char *folder = davy_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "endpoints", NULL);
  g_autofree char *base = davy_test_server_dup_uri (clouds->china, "");
  g_autofree char *text =
      g_strdup_printf ("[endpoints]\ncloud=china\nlogin=%1$s/login\npartner=%1$s/pc\n"
                       "graph=%1$s/graph\nresource-manager=%1$s/arm\nprices=%1$s/prices\n",
                       base);
  g_autoptr (DavyEndpoints) endpoints = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  endpoints = davy_endpoints_new_from_file (path, NULL);
  g_assert_nonnull (endpoints);
  davy_accounts_add_cloud (clouds->page.accounts, endpoints, NULL);
}

static void
begin (Clouds *clouds, gconstpointer data)
{
  davy_test_clock_install (1770000000 * DAVY_TIME_SECOND);
  clouds->page.server = davy_test_server_new ();
  clouds->china = davy_test_server_new ();
  clouds->page.settings = g_settings_new_with_path ("io.github.davylamp.Davylamp", "/test/");
  g_settings_reset (clouds->page.settings, "application-ids");
  begin_accounts (&clouds->page, APPLICATION_ID);
  add_china (clouds);
  present_page (&clouds->page);
}

static void
end (Clouds *clouds, gconstpointer data)
{
  tear_down (&clouds->page, data);
  g_clear_pointer (&clouds->china, davy_test_server_free);
}

static gpointer
start_child (Clouds *clouds, const char *name)
{
  return gtk_widget_get_template_child (get_child (&clouds->page, "start"), DAVY_TYPE_SIGN_IN_START,
                                        name);
}

static void
choose (Clouds *clouds, guint cloud)
{
  adw_combo_row_set_selected (start_child (clouds, "cloud_choice_row"), cloud);
}

static gboolean
is_asked (gpointer server)
{
  return davy_test_server_count (server) == 1;
}

static void
test_choice (Clouds *clouds, gconstpointer data)
{
  AdwComboRow *row = start_child (clouds, "cloud_choice_row");
  GListModel *names = adw_combo_row_get_model (row);
  g_autoptr (GtkStringObject) china = g_list_model_get_item (names, 1);

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  g_assert_false (gtk_widget_get_visible (start_child (clouds, "cloud_row")));
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (names), ==, 2);
  g_assert_cmpstr (gtk_string_object_get_string (china), ==, "China (21Vianet)");
  assert_narrow (&clouds->page);
}

/* Its registration is another one, which nobody has named yet. */
static void
test_own_registration (Clouds *clouds, gconstpointer data)
{
  const char *id = "00000000-0000-4000-8000-00000000c41a";
  g_autoptr (GVariant) kept = NULL;
  const char *kept_id = NULL;

  g_assert_false (gtk_widget_get_visible (start_child (clouds, "application_id_box")));
  choose (clouds, 1);
  g_assert_true (gtk_widget_get_visible (start_child (clouds, "application_id_box")));
  gtk_editable_set_text (start_child (clouds, "application_id_row"), id);
  answer_device_code (&(Fixture){ .server = clouds->china });
  act (&clouds->page, "sign-in.device");
  g_assert_true (davy_test_spin_until (is_asked, clouds->china));
  g_assert_cmpuint (davy_test_server_count (clouds->page.server), ==, 0);
  kept = g_settings_get_value (clouds->page.settings, "application-ids");
  g_assert_true (g_variant_lookup (kept, "china", "&s", &kept_id));
  g_assert_cmpstr (kept_id, ==, id);
  g_assert_cmpstr (davy_accounts_get_application_id (clouds->page.accounts, NULL), ==,
                   APPLICATION_ID);
  act (&clouds->page, "sign-in.cancel");
}

static void
test_back_again (Clouds *clouds, gconstpointer data)
{
  choose (clouds, 1);
  choose (clouds, 0);
  g_assert_false (gtk_widget_get_visible (start_child (clouds, "application_id_box")));
  answer_device_code (&clouds->page);
  act (&clouds->page, "sign-in.device");
  g_assert_true (davy_test_spin_until (is_asked, clouds->page.server));
  g_assert_cmpuint (davy_test_server_count (clouds->china), ==, 0);
  act (&clouds->page, "sign-in.cancel");
}

#define ADD(path, function) g_test_add (path, Clouds, NULL, begin, function, end)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();
  start_display ();

  ADD ("/ui/sign-in-cloud/a-person-chooses-by-a-name-they-know", test_choice);
  ADD ("/ui/sign-in-cloud/another-cloud-asks-for-its-own-registration", test_own_registration);
  ADD ("/ui/sign-in-cloud/the-choice-can-be-taken-back", test_back_again);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
