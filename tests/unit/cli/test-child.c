/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "child-fixture.h"
#include "core/davy-error.h"
#include "core/davy-itself.h"
#include "core/davy-json.h"

/* The report of a case, made by a child as the program's own child makes it. */

static char *
make_text (DavyLanguage language)
{
  g_autoptr (GBytes) input = read_case ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = try_make (DAVY_CHILD_REPORT, "json", language, input, &error);

  g_assert_no_error (error);

  return g_strndup (g_bytes_get_data (made, NULL), g_bytes_get_size (made));
}

static void
test_english (void)
{
  g_autofree char *text = make_text (DAVY_LANGUAGE_ENGLISH);

  g_assert_cmpstr (g_getenv ("LC_ALL"), ==, "C.UTF-8");
  assert_holds (text, "\"language\":\"en\"");
  assert_holds (text, "What was detected");
  assert_holds (text, "Connections to mining pools");
  assert_holds (text, "22 Dec 2026, 06:43");
  assert_holds (text, "€2,641");
  assert_holds (text, "Non-payment, fraud, or misuse");
}

static void
test_german (void)
{
  g_autofree char *text = make_text (DAVY_LANGUAGE_GERMAN);

  assert_holds (text, "\"language\":\"de\"");
  assert_holds (text, "Was festgestellt wurde");
  assert_holds (text, "Verbindungen zu Mining-Pools");
  assert_holds (text, "22.12.2026, 06:43");
  assert_holds (text, "2.641\302\240€");
  assert_holds (text, "Nichtbezahlung, Betrug oder Missbrauch");
  assert_holds (text, "vm-77 (virtualMachines)");
}

static void
test_french (void)
{
  g_autofree char *text = make_text (DAVY_LANGUAGE_FRENCH);

  assert_holds (text, "\"language\":\"fr\"");
  assert_holds (text, "Connexions à des pools de minage");
  assert_holds (text, "22/12/2026 à\302\24006:43");
  assert_holds (text, "2\302\240641\302\240€");
}

/* What was decided is told in the words that were typed, in every language. */
static void
test_typed_words_stay (void)
{
  static const DavyLanguage languages[] = { DAVY_LANGUAGE_ENGLISH, DAVY_LANGUAGE_GERMAN,
                                            DAVY_LANGUAGE_FRENCH };

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *text = make_text (languages[i]);

      assert_holds (text, "Jürgen Groß");
      assert_holds (text, "Nobody at Fabrikam knows these machines.");
      assert_holds (text, "c0ffee00-0000-4000-8000-000000000001");
    }
}

/* For machines: the case itself is in it, as it came. */
static void
test_machines_find_the_case (void)
{
  g_autofree char *text = make_text (DAVY_LANGUAGE_FRENCH);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = davy_json_parse_text (text, &error);
  DavyJson root, about, journal, entries;

  g_assert_no_error (error);
  root = davy_json_root (node, &error);
  g_assert_cmpstr (davy_json_string (&root, "format", DAVY_JSON_REQUIRED), ==, "davylamp-report");
  about = davy_json_member (&root, "case");
  g_assert_cmpstr (davy_json_string (&about, "format", DAVY_JSON_REQUIRED), ==, "davylamp-case");
  journal = davy_json_member (&about, "journal");
  entries = davy_json_member (&journal, "entries");
  g_assert_cmpuint (davy_json_length (&entries, DAVY_JSON_REQUIRED), ==, 3);
  g_assert_no_error (error);
}

/* Its sentences are those of the JSON; here it is that there are sheets. */
static void
test_pdf (void)
{
  static const DavyLanguage languages[] = { DAVY_LANGUAGE_ENGLISH, DAVY_LANGUAGE_GERMAN,
                                            DAVY_LANGUAGE_FRENCH };
  g_autoptr (GBytes) input = read_case ();

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) made = try_make (DAVY_CHILD_REPORT, "pdf", languages[i], input, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (made), >, 10000);
      g_assert_cmpmem (g_bytes_get_data (made, NULL), 5, "%PDF-", 5);
    }
}

static guint
count_plain_pages (GBytes *plain)
{
  const char *data = g_bytes_get_data (plain, NULL);
  const char *end = data + g_bytes_get_size (plain);
  guint n = 0;

  while ((data = memmem (data, (gsize) (end - data), "/Type /Page", 11)) != NULL)
    {
      data += 11;
      n += data == end || *data != 's';
    }

  return n;
}

/* What is compressed at the beginning of the data, whatever comes behind it. */
static GBytes *
inflate (const char *data, gsize length)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr (GInputStream) packed =
      g_memory_input_stream_new_from_data (data, (gssize) length, NULL);
  g_autoptr (GInputStream) unpacked = g_converter_input_stream_new (packed, G_CONVERTER (zlib));
  g_autoptr (GOutputStream) plain = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (plain, unpacked, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (plain));
}

/* cairo tells of the pages in the open, from 1.18 on in compressed streams of objects. */
static guint
count_pages (GBytes *pdf)
{
  static const char beginning[] = "\nstream\n";
  const char *data = g_bytes_get_data (pdf, NULL);
  const char *end = data + g_bytes_get_size (pdf);
  guint n = count_plain_pages (pdf);

  while ((data = memmem (data, (gsize) (end - data), "/Type /ObjStm", 13)) != NULL)
    {
      g_autoptr (GBytes) objects = NULL;

      data = memmem (data, (gsize) (end - data), beginning, strlen (beginning));
      g_assert_nonnull (data);
      data += strlen (beginning);
      objects = inflate (data, (gsize) (end - data));
      n += count_plain_pages (objects);
    }

  return n;
}

/* A note of many pages is not cut off, and the pages count on. */
static void
test_pdf_of_a_long_note (void)
{
  g_autofree char *text = NULL;
  g_autofree char *path = g_build_filename (TEST_FIXTURES, "case.json", NULL);
  g_autoptr (GString) note = g_string_new (NULL);
  g_autoptr (GBytes) input = NULL;
  g_autoptr (GBytes) made = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (guint i = 0; i < 400; i++)
    g_string_append_printf (note, "Line %u: nobody at Fabrikam knows these machines. ", i);
  parts = g_strsplit (text, "Nobody at Fabrikam knows these machines.", -1);
  g_free (text);
  text = g_strjoinv (note->str, parts);
  input = g_bytes_new (text, strlen (text));
  made = try_make (DAVY_CHILD_REPORT, "pdf", DAVY_LANGUAGE_GERMAN, input, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_pages (made), >=, 4);
}

static void
assert_fails (const char *kind, const char *input, const char *because)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (input, strlen (input));
  g_autoptr (GError) error = NULL;

  g_assert_null (try_make (DAVY_CHILD_REPORT, kind, DAVY_LANGUAGE_GERMAN, bytes, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  assert_holds (error->message, because);
}

static void
test_refuses_what_is_no_case (void)
{
  assert_fails ("json", "", "");
  assert_fails ("json", "no JSON", "");
  assert_fails ("json", "{}", "format");
  assert_fails ("json", "{\"format\": \"davylamp-case\", \"version\": 2}", "no case");
  assert_fails ("papyrus", "{}", "--report knows: json pdf");
}

static void
test_can_be_cancelled (void)
{
  g_autoptr (GBytes) input = read_case ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_child_run_async (DAVY_CHILD_REPORT, "json", DAVY_LANGUAGE_GERMAN, input, cancellable,
                        davy_test_keep_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (davy_child_run_finish (davy_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define REMOVED "--removed"

/* A copy of this test: it removes the file that it runs from, and then needs its child. */
static int
make_after_removal (const char *program)
{
  g_autoptr (GBytes) input = read_case ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = NULL;

  g_assert_cmpint (g_unlink (program), ==, 0);
  made = try_make (DAVY_CHILD_REPORT, "json", DAVY_LANGUAGE_FRENCH, input, &error);
  g_assert_no_error (error);
  assert_holds (g_bytes_get_data (made, NULL), "\"language\":\"fr\"");

  return 0;
}

/* An upgrade removes the program while it runs, or puts another in its place. */
static void
test_program_removed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("davylamp-child-XXXXXX", NULL);
  g_autofree char *copy = g_build_filename (folder, "test-child", NULL);
  g_autoptr (GFile) itself = g_file_new_for_path (DAVY_ITSELF);
  g_autoptr (GFile) target = g_file_new_for_path (copy);
  char *argv[] = { copy, (char *) REMOVED, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_file_copy (itself, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (copy, 0700), ==, 0);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], davy_child_task_get_option (DAVY_CHILD_REPORT)) == 0)
    return davy_child_command_run (DAVY_CHILD_REPORT, argv[2], TEST_LOCALES);
  if (argc == 2 && strcmp (argv[1], REMOVED) == 0)
    return make_after_removal (argv[0]);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/child/writes-english", test_english);
  g_test_add_func ("/cli/child/writes-german-where-only-c-utf-8-is-installed", test_german);
  g_test_add_func ("/cli/child/writes-french-where-only-c-utf-8-is-installed", test_french);
  g_test_add_func ("/cli/child/leaves-what-was-typed-as-it-is", test_typed_words_stay);
  g_test_add_func ("/cli/child/holds-the-case-for-machines", test_machines_find_the_case);
  g_test_add_func ("/cli/child/draws-a-pdf-in-three-languages", test_pdf);
  g_test_add_func ("/cli/child/draws-a-note-of-many-pages", test_pdf_of_a_long_note);
  g_test_add_func ("/cli/child/refuses-what-is-no-case", test_refuses_what_is_no_case);
  g_test_add_func ("/cli/child/can-be-cancelled", test_can_be_cancelled);
  g_test_add_func ("/cli/child/outlives-the-file-of-the-program", test_program_removed);

  return g_test_run ();
}
