/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-json.h"

#include <string.h>

#include "core/davy-error.h"
#include "davy-test.h"

/* Lists that are read one element at a time. */

static void
assert_failure (GError **failure, const char *message)
{
  g_assert_error (*failure, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_assert_cmpstr ((*failure)->message, ==, message);
  g_clear_error (failure);
}

static void
keep_raw (const DavyJson *element, gpointer data)
{
  g_autoptr (GError) failure = NULL;
  DavyJson item = *element;

  item.sink = &failure;
  g_ptr_array_add (data, davy_json_dup_raw (&item));
  davy_json_string (&item, "a", DAVY_JSON_REQUIRED);
  if (failure != NULL)
    g_ptr_array_add (data, g_strdup (failure->message));
}

static GPtrArray *
visit (const char *text, gboolean expected)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (davy_json_visit_elements (bytes, keep_raw, found, &error), ==, expected);
  if (!expected)
    g_assert_nonnull (error);

  return found;
}

static void
test_elements (void)
{
  static const char *const not_arrays[] = { "",           "{}",        "[",          "[1",
                                            "[1,]",       "[] []",     "[1}",        "5",
                                            "[{]",        "[{\"a\"}]", "[{\"a\":}]", "[{\"a\":1,}]",
                                            "[{\"a\":1]", "[{1:2}]",   "[{\"a",      "[{\"a\":1" };
  g_autoptr (GPtrArray) found = visit (
      "\xef\xbb\xbf [ {\r\n \"a\" : \"x \\\" y\" }, {\"b\":[1, 2, \"\", \"\\\\\", \"\\\\\\\" \"]} ] ",
      TRUE);
  g_autofree char *open = g_strnfill (65, '[');
  g_autofree char *close = g_strnfill (65, ']');
  g_autofree char *deep = g_strconcat (open, close, NULL);
  g_autoptr (GPtrArray) empty = visit ("[]", TRUE);
  g_autoptr (GPtrArray) bare = visit ("[{},null]", TRUE);
  g_autoptr (GPtrArray) too_deep = visit (deep, FALSE);

  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (found, 0), ==, "{\"a\":\"x \\\" y\"}");
  g_assert_cmpstr (g_ptr_array_index (found, 1), ==, "{\"b\":[1,2,\"\",\"\\\\\",\"\\\\\\\" \"]}");
  g_assert_cmpstr (g_ptr_array_index (found, 2), ==, "[1].a is missing");
  g_assert_cmpuint (empty->len, ==, 0);
  g_assert_cmpuint (bare->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (bare, 0), ==, "{}");
  g_assert_cmpstr (g_ptr_array_index (bare, 1), ==, "[0].a is missing");
  for (guint i = 0; i < G_N_ELEMENTS (not_arrays); i++)
    {
      g_autoptr (GPtrArray) none = visit (not_arrays[i], FALSE);
    }
}

static void
read_record (const DavyJson *element, gpointer data)
{
  g_autoptr (GError) failure = NULL;
  DavyJson item = *element;
  DavyJson absent = davy_json_member (&item, "absent");
  DavyJson inner = davy_json_member (&item, "INNER");

  item.sink = &failure;
  g_assert_true (davy_json_exists (&item));
  g_assert_true (davy_json_is_object (&item));
  g_assert_false (davy_json_is_array (&item));
  g_assert_false (davy_json_exists (&absent));
  g_assert_cmpint (davy_json_integer (&inner, "b", DAVY_JSON_OPTIONAL), ==, 7);
  g_assert_cmpstr (davy_json_string (&item, "a", DAVY_JSON_REQUIRED), ==, "last");
  g_assert_cmpstr (davy_json_string (&item, "IsTest", DAVY_JSON_REQUIRED), ==, "2");
  g_assert_no_error (failure);

  g_assert_cmpuint (davy_json_length (&item, DAVY_JSON_OPTIONAL), ==, 0);
  assert_failure (&failure, "[0] is not an array");
  davy_json_element (&item, 0);
  assert_failure (&failure, "[0] is not an array");
  (*(guint *) data)++;
}

/* It is no tree, but nobody can tell. */
static void
test_record (void)
{
  static const char text[] = "[{\"a\":\"first\",\"isTest\":1,\"inner\":{\"b\":7},\"a\":\"last\","
                             "\"isTest\":2,\"A\":\"other\"}]";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  guint n_visited = 0;

  g_assert_true (davy_json_visit_elements (bytes, read_record, &n_visited, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_visited, ==, 1);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/core/json-list/elements-are-visited-one-by-one", test_elements);
  g_test_add_func ("/core/json-list/an-element-reads-as-an-object-of-a-tree", test_record);
  return g_test_run ();
}
