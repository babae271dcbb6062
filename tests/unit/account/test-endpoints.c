/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-endpoints.h"

#include "core/davy-error.h"
#include "davy-test.h"

static DavyEndpoints *
read_file (const char *text, GError **error)
{
  g_autofree char *folder = davy_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "endpoints", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return davy_endpoints_new_from_file (path, error);
}

static void
test_global (void)
{
  g_autoptr (DavyEndpoints) endpoints = davy_endpoints_new_for_cloud ("global");

  g_assert_cmpstr (davy_endpoints_get (endpoints, DAVY_SERVICE_LOGIN), ==,
                   "https://login.microsoftonline.com");
  g_assert_cmpstr (davy_endpoints_get (endpoints, DAVY_SERVICE_PARTNER), ==,
                   "https://api.partnercenter.microsoft.com");
  g_assert_cmpstr (davy_endpoints_get (endpoints, DAVY_SERVICE_GRAPH), ==,
                   "https://graph.microsoft.com");
  g_assert_cmpstr (davy_endpoints_get (endpoints, DAVY_SERVICE_RESOURCE_MANAGER), ==,
                   "https://management.azure.com");
  g_assert_cmpstr (davy_endpoints_get_audience (endpoints, DAVY_SERVICE_RESOURCE_MANAGER), ==,
                   "https://management.azure.com");
  g_assert_null (davy_endpoints_get_audience (endpoints, DAVY_SERVICE_PRICES));
  g_assert_null (davy_endpoints_new_for_cloud ("elsewhere"));
}

static void
test_clouds (void)
{
  static const struct
  {
    const char *cloud, *login, *partner, *graph, *arm;
    gboolean alerts;
  } table[] = {
    { "us-government", "https://login.microsoftonline.us",
      "https://api.partnercenter.microsoft.com", "https://graph.microsoft.us",
      "https://management.usgovcloudapi.net", TRUE },
    { "us-government-dod", "https://login.microsoftonline.us",
      "https://api.partnercenter.microsoft.com", "https://dod-graph.microsoft.us",
      "https://management.usgovcloudapi.net", TRUE },
    { "china", "https://login.partner.microsoftonline.cn",
      "https://partner.partnercenterapi.microsoftonline.cn",
      "https://microsoftgraph.chinacloudapi.cn", "https://management.chinacloudapi.cn", FALSE },
  };

  g_assert_cmpstr (davy_endpoints_list_clouds ()[0], ==, DAVY_CLOUD_GLOBAL);
  g_assert_cmpuint (g_strv_length ((char **) davy_endpoints_list_clouds ()), ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (DavyEndpoints) endpoints = davy_endpoints_new_for_cloud (table[i].cloud);

      g_assert_cmpstr (davy_endpoints_get_cloud (endpoints), ==, table[i].cloud);
      g_assert_cmpstr (davy_endpoints_get (endpoints, DAVY_SERVICE_LOGIN), ==, table[i].login);
      g_assert_cmpstr (davy_endpoints_get (endpoints, DAVY_SERVICE_PARTNER), ==, table[i].partner);
      g_assert_cmpstr (davy_endpoints_get_audience (endpoints, DAVY_SERVICE_GRAPH), ==,
                       table[i].graph);
      g_assert_cmpstr (davy_endpoints_get_audience (endpoints, DAVY_SERVICE_RESOURCE_MANAGER), ==,
                       table[i].arm);
      g_assert_true (davy_endpoints_offers (endpoints, DAVY_SERVICE_GRAPH) == table[i].alerts);
      g_assert_true (davy_endpoints_offers (endpoints, DAVY_SERVICE_PARTNER));
    }
}

static void
test_below (void)
{
  g_autoptr (DavyEndpoints) endpoints = davy_endpoints_new_below ("http://127.0.0.1:8080/");

  g_assert_cmpstr (davy_endpoints_get (endpoints, DAVY_SERVICE_LOGIN), ==,
                   "http://127.0.0.1:8080/login");
  g_assert_cmpstr (davy_endpoints_get (endpoints, DAVY_SERVICE_PARTNER), ==,
                   "http://127.0.0.1:8080/pc");
  g_assert_cmpstr (davy_endpoints_get (endpoints, DAVY_SERVICE_RESOURCE_MANAGER), ==,
                   "http://127.0.0.1:8080/arm");
  g_assert_cmpstr (davy_endpoints_get_audience (endpoints, DAVY_SERVICE_PARTNER), ==,
                   "https://api.partnercenter.microsoft.com");
}

static void
test_support_page (void)
{
  g_autoptr (DavyEndpoints) global = davy_endpoints_new_for_cloud (DAVY_CLOUD_GLOBAL);
  g_autoptr (DavyEndpoints) china = davy_endpoints_new_for_cloud ("china");
  g_autoptr (DavyEndpoints) below = davy_endpoints_new_below ("http://127.0.0.1:8080");
  g_autofree char *real = davy_endpoints_dup_support_page (global);
  g_autofree char *demo = davy_endpoints_dup_support_page (below);

  g_assert_cmpstr (real, ==,
                   "https://partner.microsoft.com/dashboard/support/servicerequests/create");
  g_assert_cmpstr (demo, ==, "http://127.0.0.1:8080/pc/dashboard/support/servicerequests/create");
  g_assert_null (davy_endpoints_dup_support_page (china));
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyEndpoints) endpoints =
      read_file ("[endpoints]\nlogin=http://127.0.0.1:1/login/\npartner=http://[::1]:2\n"
                 "graph=https://localhost:3/graph\nresource-manager=http://127.0.0.1:4\n"
                 "prices=http://127.0.0.1:5\n",
                 &error);

  g_assert_no_error (error);
  g_assert_cmpstr (davy_endpoints_get (endpoints, DAVY_SERVICE_LOGIN), ==,
                   "http://127.0.0.1:1/login");
  g_assert_cmpstr (davy_endpoints_get (endpoints, DAVY_SERVICE_GRAPH), ==,
                   "https://localhost:3/graph");
}

static void
assert_refused (const char *text, const char *named)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_file (text, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, named));
}

static void
test_bad_file (void)
{
  g_autoptr (GError) error = NULL;

  assert_refused ("[endpoints]\nlogin=https://login.evil.example\n", "login");
  assert_refused ("[endpoints]\nlogin=http://127.0.0.1:1\n", "partner");
  assert_refused ("[endpoints]\nlogin=http://127.0.0.1@evil.example\n", "login");
  assert_refused ("nonsense", "endpoints");
  g_assert_null (davy_endpoints_new_from_file ("/nowhere/endpoints", &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  g_test_add_func ("/account/endpoints/the-global-cloud-is-known", test_global);
  g_test_add_func ("/account/endpoints/the-other-clouds-have-hosts-of-their-own", test_clouds);
  g_test_add_func ("/account/endpoints/an-emulator-has-a-prefix-for-each", test_below);
  g_test_add_func ("/account/endpoints/support-page-is-partner-centers-or-the-emulators",
                   test_support_page);
  g_test_add_func ("/account/endpoints/a-file-names-loopback-addresses", test_file);
  g_test_add_func ("/account/endpoints/a-file-with-anything-else-is-refused", test_bad_file);

  return g_test_run ();
}
