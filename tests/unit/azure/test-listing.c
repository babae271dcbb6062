/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arm-fixture.h"

/* Lists and single objects: `wire-contract.md` 3.0. */

static gpointer
read_name (const DavyJson *item)
{
  return g_strdup (davy_json_string (item, "name", DAVY_JSON_REQUIRED));
}

static const DavyArmRecord name_record = { .read = read_name, .free = g_free };

static void
start (Fixture *fixture, const char *path)
{
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request (fixture->client, FABRIKAM, "GET", path, "2021-04-01");

  davy_arm_client_list (fixture->client, request, &name_record, set_up, NULL, davy_test_keep_result,
                        &fixture->result);
}

static char *
finish (Fixture *fixture, GError **error)
{
  g_autoptr (GPtrArray) names =
      davy_arm_client_finish (fixture->client, wait_result (fixture), set_up, error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (names == NULL)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s ", (const char *) g_ptr_array_index (names, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_pages (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;

  answer_link (fixture, "{\"value\":[{\"name\":\"a\"}],\"nextLink\":\"%s?$skiptoken=x%2By\"}",
               "/things");
  answer_link (fixture, "{\"value\":[],\"nextLink\":\"%s?$skiptoken=2\"}", "/things");
  answer (fixture, 200, "{\"value\":[{\"name\":\"b\"}],\"nextLink\":null}");
  start (fixture, "/things?$expand=createdTime");
  names = finish (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (names, ==, "a b ");
  g_assert_cmpstr (get_request (fixture, 0)->query, ==,
                   "$expand=createdTime&api-version=2021-04-01");
  g_assert_cmpstr (get_request (fixture, 1)->query, ==, "$skiptoken=x%2By");
  g_assert_nonnull (g_hash_table_lookup (get_request (fixture, 2)->headers, "authorization"));
}

/* 204 says so; an answer without a word does not. */
static void
test_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;

  answer (fixture, 204, "");
  start (fixture, "/things");
  names = finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (names, ==, "");

  g_clear_object (&fixture->result);
  answer (fixture, 200, "");
  start (fixture, "/things");
  g_assert_null (finish (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static void
test_ends (Fixture *fixture, gconstpointer unused)
{
  static const char *const pages[] = { "{\"value\":[{\"name\":\"a\"}]}",
                                       "{\"value\":[{\"name\":\"a\"}],\"nextLink\":null}",
                                       "{\"value\":[{\"name\":\"a\"}],\"nextLink\":\"\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *names = NULL;

      g_clear_object (&fixture->result);
      answer (fixture, 200, pages[i]);
      start (fixture, "/things");
      names = finish (fixture, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (names, ==, "a ");
      g_assert_cmpuint (davy_test_server_count (fixture->server), ==, i + 1);
    }
}

static void
test_odd_host (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *uri = davy_test_server_dup_uri (fixture->server, "/things?$skiptoken=2");
  g_autofree char *odd = g_strconcat ("HTTP", uri + strlen ("http"), NULL);
  g_autofree char *page = g_strdup_printf ("{\"value\":[],\"nextLink\":\"%s\"}", odd);
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;

  answer (fixture, 200, page);
  answer (fixture, 200, "{\"value\":[{\"name\":\"b\"}]}");
  start (fixture, "/things");
  names = finish (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (names, ==, "b ");
}

static void
test_foreign_link (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyTestServer) trap = davy_test_server_new ();
  g_autofree char *uri = davy_test_server_dup_uri (trap, "/things");
  g_autofree char *page = g_strdup_printf ("{\"value\":[],\"nextLink\":\"%s\"}", uri);
  g_autoptr (GError) error = NULL;

  answer (fixture, 200, page);
  start (fixture, "/things");

  g_assert_null (finish (fixture, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK);
  g_assert_cmpuint (davy_test_server_count (trap), ==, 0);
}

static void
test_shifted_pages (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;

  answer_link (fixture,
               "{\"value\":[{\"id\":\"/S/1\",\"name\":\"a\"},{\"id\":\"/S/2\",\"name\":\"b\"}],"
               "\"nextLink\":\"%s\"}",
               "/things?p=2");
  answer (fixture, 200,
          "{\"value\":[{\"id\":\"/s/2\",\"name\":\"b\"},{\"id\":\"/s/3\",\"name\":\"c\"}]}");
  start (fixture, "/things");
  names = finish (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (names, ==, "a b c ");
}

static void
test_unreadable (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *page;
    const char *path;
  } pages[] = {
    { "{\"value\":[{\"name\":\"a\"},{\"name\":[]}]}", "value[1].name" },
    { "{\"value\":[7]}", "value[0]" },
    { "{\"value\":{}}", "value" },
    { "{\"value\":[],\"nextLink\":{}}", "nextLink" },
    { "[]", "document" },
    { "{}", "value" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GError) error = NULL;

      g_clear_object (&fixture->result);
      answer (fixture, 200, pages[i].page);
      start (fixture, "/things");

      g_assert_null (finish (fixture, &error));
      g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
      g_assert_true (g_str_has_prefix (error->message, pages[i].path));
    }
}

static void
test_single (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request (fixture->client, FABRIKAM, "GET", "/one", "2021-04-01");
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  answer (fixture, 200, "\xEF\xBB\xBF{\"name\":\"one\"}");
  davy_arm_client_get (fixture->client, request, &name_record, set_up, NULL, davy_test_keep_result,
                       &fixture->result);
  name = davy_arm_client_finish (fixture->client, wait_result (fixture), set_up, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "one");
  g_assert_true (g_uuid_string_is_valid (
      g_hash_table_lookup (get_request (fixture, 0)->headers, "x-ms-client-request-id")));
}

static void
test_single_array (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DavyRequest) request =
      davy_arm_client_create_request (fixture->client, FABRIKAM, "GET", "/one", "2021-04-01");
  g_autoptr (GError) error = NULL;

  answer (fixture, 200, "[]");
  davy_arm_client_get (fixture->client, request, &name_record, set_up, NULL, davy_test_keep_result,
                       &fixture->result);

  g_assert_null (davy_arm_client_finish (fixture->client, wait_result (fixture), set_up, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

static void
test_path (void)
{
  g_autofree char *path = davy_arm_build_path ("subscriptions", "a/b c", NULL);

  g_assert_cmpstr (path, ==, "/subscriptions/a%2Fb%20c");
}

int
main (int argc, char *argv[])
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  add ("/azure/listing/pages-are-followed-and-empty-ones-go-on", test_pages);
  add ("/azure/listing/no-content-is-an-empty-list-and-nothing-is-none", test_nothing);
  add ("/azure/listing/a-missing-null-or-empty-link-is-the-end", test_ends);
  add ("/azure/listing/an-oddly-written-link-is-followed", test_odd_host);
  add ("/azure/listing/a-link-elsewhere-is-not-followed", test_foreign_link);
  add ("/azure/listing/what-comes-twice-is-listed-once", test_shifted_pages);
  add ("/azure/listing/what-cannot-be-read-is-named", test_unreadable);
  add ("/azure/listing/one-object-is-read", test_single);
  add ("/azure/listing/one-object-is-no-array", test_single_array);
  g_test_add_func ("/azure/listing/parts-of-a-path-are-escaped", test_path);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
