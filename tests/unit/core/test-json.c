/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-json.h"

#include <locale.h>
#include <string.h>

#include "core/davy-error.h"
#include "davy-test.h"

static JsonNode *
parse_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = davy_json_parse_text (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (root);

  return root;
}

static void
assert_refused (const char *text, DavyError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = davy_json_parse_text (text, &error);

  g_assert_null (root);
  g_assert_error (error, DAVY_ERROR, (int) code);
}

static void
assert_failure (GError **failure, const char *message)
{
  g_assert_error (*failure, DAVY_ERROR, DAVY_ERROR_WIRE);
  g_assert_cmpstr ((*failure)->message, ==, message);
  g_clear_error (failure);
}

static char *
nested (guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, ']');

  return g_string_free (text, FALSE);
}

static void
test_bom (void)
{
  g_autoptr (JsonNode) root = parse_good ("\xef\xbb\xbf{\"a\": 1}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);

  g_assert_cmpint (davy_json_integer (&json, "a", DAVY_JSON_REQUIRED), ==, 1);
  g_assert_no_error (failure);
}

static void
test_depth (void)
{
  g_autofree char *deep_enough = nested (64);
  g_autofree char *too_deep = nested (65);
  g_autofree char *monstrous = nested (1000000);
  g_autoptr (JsonNode) root = parse_good (deep_enough);

  assert_refused (too_deep, DAVY_ERROR_LIMIT);
  assert_refused (monstrous, DAVY_ERROR_LIMIT);
}

static void
test_depth_in_strings (void)
{
  g_autofree char *brackets = g_strnfill (500, '[');
  g_autofree char *text = g_strdup_printf ("{\"a\": \"\\\"%s\\\\\", \"b\": 2}", brackets);
  g_autoptr (JsonNode) root = parse_good (text);
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);

  g_assert_cmpint (davy_json_integer (&json, "b", DAVY_JSON_REQUIRED), ==, 2);
}

static void
test_depth_behind_comment (void)
{
  g_autofree char *deep = nested (5000);
  g_autofree char *text = g_strconcat ("/* \" */", deep, NULL);

  assert_refused (text, DAVY_ERROR_WIRE);
}

static void
test_size (void)
{
  gsize length = 32 * 1024 * 1024 + 1;
  char *text = g_strnfill (length, ' ');
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (davy_json_parse (bytes, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_LIMIT);
}

static void
test_not_json (void)
{
  static const char *const texts[] = {
    "",      " ",      "\xef\xbb\xbf",      "{",         "{\"a\": }", "{\"a\": 1,}",
    "[1 2]", "<html>", "{\"a\": \"\xff\"}", "var x = 1", "{'a': 1}",  "\"unclosed",
    "nul",   "]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], DAVY_ERROR_WIRE);
}

/* Wherever it stands: text is looked at in pieces. */
static void
test_not_utf8 (void)
{
  static const char *const bad[] = {
    "\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xe2\x82"
  };
  static const char good[] = "\x7f\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";

  for (guint before = 0; before < 20; before++)
    {
      g_autofree char *spaces = g_strnfill (before, ' ');
      g_autofree char *taken = g_strdup_printf ("\"%s%s%s\"", spaces, good, spaces);
      g_autoptr (JsonNode) root = parse_good (taken);

      for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
        {
          g_autofree char *refused = g_strdup_printf ("\"%s%s%s\"", spaces, bad[i], spaces);

          assert_refused (refused, DAVY_ERROR_WIRE);
        }
    }
}

static void
test_strict (void)
{
  static const char *const texts[] = {
    "01",       "-",      "1.",      ".5",        "1e",     "+1",    "1 1",
    "[1,]",     "{,}",    "[1}",     "nulls",     "tru",    "{1:2}", "{\"a\"}",
    "{\"a\":1", "[\"a\"", "\"\\x\"", "\"\\u12\"", "\"\\\"", "[[]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], DAVY_ERROR_WIRE);
}

static void
test_escapes (void)
{
  static const struct
  {
    const char *text;
    const char *string;
  } table[] = {
    { "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "\"\\/\b\f\n\r\t" },
    { "{\"a\":\"x\\u00e9\\u20ACy\"}", "xé€y" },
    { "{\"a\":\"\\ud83d\\ude00\"}", "😀" },
    { "{\"a\":\"\\ud83d!\"}", "\xef\xbf\xbd!" },
    { "{\"a\":\"\\ud83d\\u0041\"}", "\xef\xbf\xbd"
                                    "A" },
    { "{\"a\":\"1\\u00002\"}", "1\xef\xbf\xbd"
                               "2" },
    { "{\"a\":\"first\",\"a\":\"last\"}", "last" },
    { " { \"\\u0061\" : \"x\" } \r\n", "x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (JsonNode) root = parse_good (table[i].text);
      g_autoptr (GError) failure = NULL;
      DavyJson json = davy_json_root (root, &failure);

      g_assert_cmpstr (davy_json_string (&json, "a", DAVY_JSON_REQUIRED), ==, table[i].string);
      g_assert_no_error (failure);
    }
}

static void
test_written_again (void)
{
  static const char *const texts[] = {
    "{\"a\":[1,-2,3.5,null,true,false,\"\\\"\\\\\\n\\u0001é\",{}],\"b\":{\"c\":[]}}",
    "[9223372036854775807,\"\"]",
    "5",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) root = parse_good (texts[i]);
      DavyJson json = davy_json_root (root, NULL);
      g_autofree char *raw = davy_json_dup_raw (&json);

      g_assert_cmpstr (raw, ==, texts[i]);
    }
}

static void
test_zero_byte (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{\"a\":\0 1}", 9);
  g_autoptr (GError) error = NULL;

  g_assert_null (davy_json_parse (bytes, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_WIRE);
}

/* Whatever json-glib makes of these, it must not end the process. */
static void
test_strange_escapes (void)
{
  static const char *const texts[] = {
    "[\"\\ud800\"]",
    "[\"\\udc00\"]",
    "[\"\\ud800x\"]",
    "[\"\\ud800\\ud800\"]",
    "[\"\\ud83d\\ude00\"]",
    "[\"\\u0000\"]",
    "[\"\\uzzzz\"]",
    "[\"\\u12\"]",
    "[\"\\ud800\\n\"]",
    "[\"\\ud800\\u0041\"]",
    "[\"\\q\"]",
    "[\"\\",
    "[\"\\ud8",
    "[1e999]",
    "[-]",
    "[99999999999999999999999]",
    "[0x12]",
    "[1.2.3]",
    "[.5]",
    "[truefalse]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = davy_json_parse_text (texts[i], &error);

      g_assert_true ((root == NULL) == (error != NULL));
    }
}

static void
test_path (void)
{
  g_autoptr (JsonNode) root = parse_good ("{\"items\": [{}, {\"createdDate\": \"soon\"}]}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);
  DavyJson items = davy_json_member (&json, "items");
  DavyJson item = davy_json_element (&items, 1);

  g_assert_cmpint (davy_json_time (&item, "createdDate", DAVY_JSON_OPTIONAL), ==, DAVY_TIME_UNSET);
  assert_failure (&failure, "items[1].createdDate is not a time");
}

static void
test_path_of_bare_array (void)
{
  g_autoptr (JsonNode) root = parse_good ("[{}, {}, {}, {}]");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);
  DavyJson item = davy_json_element (&json, 3);

  g_assert_null (davy_json_string (&item, "eventId", DAVY_JSON_REQUIRED));
  assert_failure (&failure, "[3].eventId is missing");
}

static void
test_root_of_other_type (void)
{
  g_autoptr (JsonNode) root = parse_good ("7");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);

  g_assert_cmpuint (davy_json_length (&json, DAVY_JSON_OPTIONAL), ==, 0);
  assert_failure (&failure, "document is not an array");
  g_assert_null (davy_json_string (&json, "a", DAVY_JSON_OPTIONAL));
  assert_failure (&failure, "document is not an object");
  davy_json_element (&json, 0);
  assert_failure (&failure, "document is not an array");
}

static void
test_first_failure_stays (void)
{
  g_autoptr (JsonNode) root = parse_good ("{\"a\": [], \"b\": {}, \"c\": 3}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);

  davy_json_string (&json, "a", DAVY_JSON_OPTIONAL);
  davy_json_string (&json, "b", DAVY_JSON_OPTIONAL);
  g_assert_cmpint (davy_json_integer (&json, "c", DAVY_JSON_OPTIONAL), ==, 0);
  assert_failure (&failure, "a holds other values, not one");
}

static void
test_none (void)
{
  g_autoptr (JsonNode) root = parse_good ("{\"null\": null, \"empty\": \"\"}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);
  static const char *const names[] = { "null", "empty", "absent" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *message = g_strconcat (names[i], " is missing", NULL);

      g_assert_null (davy_json_string (&json, names[i], DAVY_JSON_OPTIONAL));
      g_assert_cmpint (davy_json_integer (&json, names[i], DAVY_JSON_OPTIONAL), ==, 0);
      g_assert_cmpfloat (davy_json_number (&json, names[i], DAVY_JSON_OPTIONAL), ==, 0);
      g_assert_false (davy_json_boolean (&json, names[i], DAVY_JSON_OPTIONAL));
      g_assert_cmpint (davy_json_time (&json, names[i], DAVY_JSON_OPTIONAL), ==, 0);
      g_assert_no_error (failure);

      g_assert_null (davy_json_string (&json, names[i], DAVY_JSON_REQUIRED));
      assert_failure (&failure, message);
    }
}

static void
test_places_below_none (void)
{
  g_autoptr (JsonNode) root = parse_good ("{\"a\": null}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);
  DavyJson a = davy_json_member (&json, "a");
  DavyJson b = davy_json_member (&a, "b");
  DavyJson c = davy_json_element (&b, 4);
  g_autofree char *path = davy_json_dup_path (&c);

  g_assert_cmpstr (path, ==, "a.b[4]");
  g_assert_false (davy_json_exists (&c));
  g_assert_null (davy_json_dup_raw (&c));
  g_assert_cmpuint (davy_json_length (&c, DAVY_JSON_OPTIONAL), ==, 0);
  g_assert_no_error (failure);
  davy_json_length (&c, DAVY_JSON_REQUIRED);
  assert_failure (&failure, "a.b[4] is missing");
}

static void
test_case (void)
{
  g_autoptr (JsonNode) root =
      parse_good ("{\"IsTest\": true, \"ID\": \"upper\", \"id\": \"lower\"}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);

  g_assert_true (davy_json_boolean (&json, "isTest", DAVY_JSON_REQUIRED));
  g_assert_cmpstr (davy_json_string (&json, "id", DAVY_JSON_REQUIRED), ==, "lower");
  g_assert_no_error (failure);
}

static void
test_strings_take_numbers (void)
{
  g_autoptr (JsonNode) root = parse_good ("{\"code\": 600074, \"half\": 0.5, \"yes\": true}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);

  g_assert_cmpstr (davy_json_string (&json, "code", DAVY_JSON_REQUIRED), ==, "600074");
  g_assert_cmpstr (davy_json_string (&json, "half", DAVY_JSON_REQUIRED), ==, "0.5");
  g_assert_cmpint (davy_json_integer (&json, "code", DAVY_JSON_REQUIRED), ==, 600074);
  g_assert_no_error (failure);
  davy_json_string (&json, "yes", DAVY_JSON_REQUIRED);
  assert_failure (&failure, "yes is not a string");
}

static void
test_integers (void)
{
  g_autoptr (JsonNode) root =
      parse_good ("{\"text\": \"12\", \"whole\": 12.0, \"whole-text\": \"12.0\", \"half\": 0.5,"
                  " \"word\": \"twelve\", \"huge\": 1e300, \"yes\": true, \"tail\": \"12x\"}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);
  static const char *const wrong[] = { "half", "word", "huge", "yes", "tail" };

  g_assert_cmpint (davy_json_integer (&json, "text", DAVY_JSON_REQUIRED), ==, 12);
  g_assert_cmpint (davy_json_integer (&json, "whole", DAVY_JSON_REQUIRED), ==, 12);
  g_assert_cmpint (davy_json_integer (&json, "whole-text", DAVY_JSON_REQUIRED), ==, 12);
  g_assert_no_error (failure);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *message = g_strconcat (wrong[i], " is not a whole number", NULL);

      g_assert_cmpint (davy_json_integer (&json, wrong[i], DAVY_JSON_OPTIONAL), ==, 0);
      assert_failure (&failure, message);
    }
}

static void
test_numbers (void)
{
  g_autoptr (JsonNode) root = parse_good (
      "{\"text\": \"-1.5\", \"int\": 3, \"nan\": \"NaN\", \"inf\": \"inf\", \"comma\": \"1,5\"}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);
  static const char *const wrong[] = { "nan", "inf", "comma" };

  g_assert_cmpfloat (davy_json_number (&json, "text", DAVY_JSON_REQUIRED), ==, -1.5);
  g_assert_cmpfloat (davy_json_number (&json, "int", DAVY_JSON_REQUIRED), ==, 3);
  g_assert_no_error (failure);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *message = g_strconcat (wrong[i], " is not a number", NULL);

      g_assert_cmpfloat (davy_json_number (&json, wrong[i], DAVY_JSON_REQUIRED), ==, 0);
      assert_failure (&failure, message);
    }
}

static void
test_numbers_in_german (void)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) failure = NULL;
  DavyJson json;

  /* Where the system has no such locale this shows only that the readers work. */
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    setlocale (LC_ALL, "fr_FR.UTF-8");

  root = parse_good ("{\"plain\": 1.5, \"text\": \"2.5\"}");
  json = davy_json_root (root, &failure);
  g_assert_cmpfloat (davy_json_number (&json, "plain", DAVY_JSON_REQUIRED), ==, 1.5);
  g_assert_cmpfloat (davy_json_number (&json, "text", DAVY_JSON_REQUIRED), ==, 2.5);
  g_assert_cmpstr (davy_json_string (&json, "plain", DAVY_JSON_REQUIRED), ==, "1.5");
  g_assert_no_error (failure);
  setlocale (LC_ALL, "C.UTF-8");
}

static void
test_booleans (void)
{
  g_autoptr (JsonNode) root =
      parse_good ("{\"a\": true, \"b\": \"True\", \"c\": \"false\", \"d\": \"yes\", \"e\": 1}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);

  g_assert_true (davy_json_boolean (&json, "a", DAVY_JSON_REQUIRED));
  g_assert_true (davy_json_boolean (&json, "b", DAVY_JSON_REQUIRED));
  g_assert_false (davy_json_boolean (&json, "c", DAVY_JSON_REQUIRED));
  g_assert_no_error (failure);
  davy_json_boolean (&json, "d", DAVY_JSON_OPTIONAL);
  assert_failure (&failure, "d is neither true nor false");
  davy_json_boolean (&json, "e", DAVY_JSON_OPTIONAL);
  assert_failure (&failure, "e is neither true nor false");
}

static void
test_times (void)
{
  g_autoptr (JsonNode) root =
      parse_good ("{\"set\": \"1970-01-02T00:00:00\", \"never\": \"0001-01-01T00:00:00\","
                  " \"number\": 20200101}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);

  g_assert_cmpint (davy_json_time (&json, "set", DAVY_JSON_REQUIRED), ==, DAVY_TIME_DAY);
  g_assert_cmpint (davy_json_time (&json, "never", DAVY_JSON_REQUIRED), ==, DAVY_TIME_UNSET);
  g_assert_no_error (failure);
  davy_json_time (&json, "number", DAVY_JSON_OPTIONAL);
  assert_failure (&failure, "number is not a time");
}

static void
test_shape (void)
{
  g_autoptr (JsonNode) root = parse_good ("{\"list\": [1, {\"x\": [2]}], \"object\": {}}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);
  DavyJson list = davy_json_member (&json, "list");
  DavyJson object = davy_json_member (&json, "object");
  DavyJson last = davy_json_element (&list, 1);
  DavyJson beyond = davy_json_element (&list, 2);
  g_autofree char *raw = davy_json_dup_raw (&last);

  g_assert_true (davy_json_is_array (&list));
  g_assert_false (davy_json_is_object (&list));
  g_assert_true (davy_json_is_object (&object));
  g_assert_cmpuint (davy_json_length (&list, DAVY_JSON_REQUIRED), ==, 2);
  g_assert_true (davy_json_exists (&last));
  g_assert_false (davy_json_exists (&beyond));
  g_assert_cmpstr (raw, ==, "{\"x\":[2]}");
  g_assert_no_error (failure);
}

static void
test_own_failure (void)
{
  g_autoptr (JsonNode) root = parse_good ("{\"a\": {\"b\": 5}}");
  g_autoptr (GError) failure = NULL;
  DavyJson json = davy_json_root (root, &failure);
  DavyJson a = davy_json_member (&json, "a");
  DavyJson b = davy_json_member (&a, "b");

  davy_json_fail (&b, "is %s", "odd");
  davy_json_fail (&a, "comes too late");
  assert_failure (&failure, "a.b is odd");
}

static void
test_without_sink (void)
{
  g_autoptr (JsonNode) root = parse_good ("{\"a\": []}");
  DavyJson json = davy_json_root (root, NULL);

  g_assert_null (davy_json_string (&json, "a", DAVY_JSON_REQUIRED));
  g_assert_cmpint (davy_json_integer (&json, "b", DAVY_JSON_REQUIRED), ==, 0);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/core/json/bom-is-stripped", test_bom);
  g_test_add_func ("/core/json/64-levels-are-the-limit", test_depth);
  g_test_add_func ("/core/json/brackets-in-strings-are-no-depth", test_depth_in_strings);
  g_test_add_func ("/core/json/a-comment-hides-no-depth", test_depth_behind_comment);
  g_test_add_func ("/core/json/32-mib-are-the-limit", test_size);
  g_test_add_func ("/core/json/what-is-not-json-is-refused", test_not_json);
  g_test_add_func ("/core/json/what-is-not-utf-8-is-refused", test_not_utf8);
  g_test_add_func ("/core/json/nothing-but-json-is-taken", test_strict);
  g_test_add_func ("/core/json/escapes-are-resolved", test_escapes);
  g_test_add_func ("/core/json/what-was-read-is-written-again", test_written_again);
  g_test_add_func ("/core/json/a-zero-byte-is-refused", test_zero_byte);
  g_test_add_func ("/core/json/strange-escapes-do-no-harm", test_strange_escapes);
  g_test_add_func ("/core/json/failures-name-the-path", test_path);
  g_test_add_func ("/core/json/paths-in-a-bare-array", test_path_of_bare_array);
  g_test_add_func ("/core/json/a-root-of-another-type-is-a-failure", test_root_of_other_type);
  g_test_add_func ("/core/json/the-first-failure-stays", test_first_failure_stays);
  g_test_add_func ("/core/json/absent-null-and-empty-are-none", test_none);
  g_test_add_func ("/core/json/places-below-none-are-none", test_places_below_none);
  g_test_add_func ("/core/json/members-match-without-regard-to-case", test_case);
  g_test_add_func ("/core/json/strings-take-numbers", test_strings_take_numbers);
  g_test_add_func ("/core/json/integers-take-strings", test_integers);
  g_test_add_func ("/core/json/numbers-take-strings", test_numbers);
  g_test_add_func ("/core/json/numbers-do-not-depend-on-the-locale", test_numbers_in_german);
  g_test_add_func ("/core/json/booleans-take-strings", test_booleans);
  g_test_add_func ("/core/json/times", test_times);
  g_test_add_func ("/core/json/shapes-can-be-asked-for", test_shape);
  g_test_add_func ("/core/json/a-reader-can-fail-by-itself", test_own_failure);
  g_test_add_func ("/core/json/reading-works-without-a-sink", test_without_sink);
  return g_test_run ();
}
