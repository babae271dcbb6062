/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "child-fixture.h"
#include "core/davy-error.h"
#include "triage/davy-letter.h"

/* The mail to the customer and its graph, made by a child of this test as the program's own child
 * makes them. */

static DavyLetter *
make_letter (DavyLanguage language)
{
  g_autoptr (GBytes) input = read_case ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made =
      try_make (DAVY_CHILD_COMPOSE, DAVY_LETTER_CUSTOMER, language, input, &error);

  g_assert_no_error (error);

  return davy_letter_new (made);
}

static void
test_english (void)
{
  g_autoptr (DavyLetter) letter = make_letter (DAVY_LANGUAGE_ENGLISH);

  g_assert_true (g_str_has_prefix (letter->subject, "Security alert on your Azure subscription "));
  g_assert_null (strchr (letter->subject, '\n'));
  assert_holds (letter->body, "Good day,");
  assert_holds (letter->body, "What was detected: Connections to mining pools\n");
  assert_holds (letter->body, "Reported: 22 Dec 2026, 06:43 (05:43\302\240UTC)\n");
  assert_holds (letter->body, "1. Did you, or somebody on your behalf, start this?\n");
  assert_holds (letter->body, "We never ask for a password.");
}

static void
test_others (void)
{
  g_autoptr (DavyLetter) german = make_letter (DAVY_LANGUAGE_GERMAN);
  g_autoptr (DavyLetter) french = make_letter (DAVY_LANGUAGE_FRENCH);

  g_assert_cmpstr (g_getenv ("LC_ALL"), ==, "C.UTF-8");
  assert_holds (german->body, "Verbindungen zu Mining-Pools");
  assert_holds (german->body, "22.12.2026, 06:43");
  assert_holds (french->body, "Connexions à des pools de minage");
  assert_holds (french->body, "22/12/2026 à\302\24006:43");
}

static void
test_graph (void)
{
  g_autoptr (GBytes) input = read_case ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made =
      try_make (DAVY_CHILD_COMPOSE, DAVY_LETTER_GRAPH, DAVY_LANGUAGE_FRENCH, input, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (made), >, 4000);
  g_assert_cmpmem (g_bytes_get_data (made, NULL), 8, "\x89PNG\r\n\x1a\n", 8);
}

static void
assert_refused (const char *kind, const char *input)
{
  g_autoptr (GBytes) bytes = g_bytes_new (input, strlen (input));
  g_autoptr (GError) error = NULL;

  g_assert_null (try_make (DAVY_CHILD_COMPOSE, kind, DAVY_LANGUAGE_GERMAN, bytes, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
}

static void
test_refused (void)
{
  assert_refused (DAVY_LETTER_CUSTOMER, "no JSON");
  assert_refused (DAVY_LETTER_CUSTOMER, "{}");
  assert_refused (DAVY_LETTER_GRAPH, "{}");
  assert_refused ("papyrus", "{}");
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && strcmp (argv[1], davy_child_task_get_option (DAVY_CHILD_COMPOSE)) == 0)
    return davy_child_command_run (DAVY_CHILD_COMPOSE, argv[2], TEST_LOCALES);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/letter/tells-the-facts-and-asks", test_english);
  g_test_add_func ("/cli/letter/speaks-the-customers-language", test_others);
  g_test_add_func ("/cli/letter/graph-is-a-picture", test_graph);
  g_test_add_func ("/cli/letter/refuses-what-is-no-case", test_refused);

  return g_test_run ();
}
