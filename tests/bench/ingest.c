/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "davy-test-store.h"
#include "partner/davy-partner-content.h"
#include "partner/davy-partner-readers.h"
#include "triage/davy-event-writer.h"

/* ingest parse FOLDER: json-glib merely parses the files of FOLDER in order.
 * ingest store FOLDER DATABASE: brings them into a store as a refresh does, one page after the
 * other, and counts what is there afterwards.
 *
 * Prints what it took, as lines `NAME VALUE`. Each run wants a process of its own. */

#define ACCOUNT "90000000-0000-4000-8000-000000000001.10000000-0000-4000-8000-000000000000"
#define PASS    1
#define COUNT                                                                            \
  "SELECT count (*) FROM alerts JOIN alert_bodies ON alert_row = id"                     \
  " WHERE raw IS NOT NULL AND NOT gone AND id IN (SELECT alert_row FROM alert_activity)" \
  " AND id IN (SELECT alert_row FROM alert_details)"
#define MAX_UNWRITTEN 6

typedef struct
{
  DavyStore *store;
  guint unwritten; /* pages on their way to the disk */
} Ingest;

static double
get_processor_seconds (void)
{
  struct rusage used;

  getrusage (RUSAGE_SELF, &used);

  return (double) (used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         (double) (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

/* Returns: a line of /proc/self/status, in MiB */
static double
get_memory (const char *name)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, name);
  g_assert_nonnull (line);

  return (double) g_ascii_strtoull (line + strlen (name) + 1, NULL, 10) / 1024;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (files, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (files, compare_names);

  return files;
}

static guint
parse_files (GPtrArray *files)
{
  guint n_alerts = 0;

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GError) error = NULL;

      json_parser_load_from_file (parser, g_ptr_array_index (files, i), &error);
      g_assert_no_error (error);
      n_alerts += json_array_get_length (json_node_get_array (json_parser_get_root (parser)));
    }

  return n_alerts;
}

/* Returns: (transfer full) (element-type DavyFraudEvent) */
static GPtrArray *
read_page (const char *file)
{
  static const DavyPartnerRecord record = {
    .read = (DavyPartnerReader) davy_fraud_event_read,
    .free = (GDestroyNotify) davy_fraud_event_free,
  };
  g_autoptr (DavyPartnerContent) content = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (file, &text, &length, NULL));
  bytes = g_bytes_new_take (text, length);
  content = davy_partner_content_read (bytes, &record, &error);
  g_assert_no_error (error);
  g_assert_no_error (content->unreadable);

  return g_ptr_array_ref (content->records);
}

static gboolean
write_page (DavyDb *db, gpointer data, GError **error)
{
  GPtrArray *events = data;

  for (guint i = 0; i < events->len; i++)
    if (!davy_db_put_event (db, ACCOUNT, g_ptr_array_index (events, i), PASS, error))
      return FALSE;

  return TRUE;
}

static void
page_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ingest *ingest = user_data;
  g_autoptr (GError) error = NULL;

  davy_store_write_finish (DAVY_STORE (source), result, &error);
  g_assert_no_error (error);
  ingest->unwritten--;
}

static gboolean
finish_pass (DavyDb *db, gpointer unused, GError **error)
{
  return davy_db_finish_alerts_pass (db, ACCOUNT, PASS, error);
}

static void
store_files (GPtrArray *files, DavyStore *store)
{
  Ingest ingest = { .store = store };

  for (guint i = 0; i < files->len; i++)
    {
      davy_store_write_async (store, write_page, read_page (g_ptr_array_index (files, i)),
                              (GDestroyNotify) g_ptr_array_unref,
                              DAVY_TABLE_ALERTS | DAVY_STORE_REPEATABLE, NULL, page_written_cb,
                              &ingest);
      ingest.unwritten++;
      while (ingest.unwritten >= MAX_UNWRITTEN)
        g_main_context_iteration (NULL, TRUE);
    }
  davy_test_store_write (store, finish_pass, NULL, DAVY_TABLE_ALERTS);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) files = argc > 2 ? list_files (argv[2]) : NULL;

  if (argc == 3 && g_str_equal (argv[1], "parse"))
    {
      printf ("alerts %u\n", parse_files (files));
    }
  else if (argc == 4 && g_str_equal (argv[1], "store"))
    {
      DavyStore *store = davy_test_store_open (argv[3]);
      double before = get_memory ("VmRSS");

      store_files (files, store);
      printf ("growth-mib %f\n", get_memory ("VmHWM") - before);
      davy_test_store_close (&store);
      store = davy_test_store_open (argv[3]);
      printf ("alerts %" G_GINT64_FORMAT "\n", davy_test_store_number (store, COUNT));
      davy_test_store_close (&store);
    }
  else
    {
      return EXIT_FAILURE;
    }
  printf ("processor-seconds %f\n", get_processor_seconds ());

  return EXIT_SUCCESS;
}
