/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-caller.h"
#include "fault-main.h"
#include "fault-matrix.h"
#include "net/davy-http.h"

/* The fault matrix: every request that the program sends × everything that may become of it. The
 * lines are in fault-table.c, the columns in endpoints-*.c. Its arguments name the services. */

static FaultMatrix matrix;

static void
test_endpoint (gconstpointer endpoint)
{
  fault_matrix_run (&matrix, endpoint);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer done)
{
  g_autoptr (DavyResponse) response = davy_http_send_finish (DAVY_HTTP (source), result, NULL);

  *(gboolean *) done = TRUE;
}

static gboolean
is_done (gpointer done)
{
  return *(gboolean *) done;
}

/* An empty log says something only of a listener that would have written it. */
static void
test_trap_catches (void)
{
  g_autofree char *uri = davy_test_server_dup_uri (matrix.trap, "/planted");
  g_autoptr (DavyRequest) request = davy_request_new ("GET", uri);
  g_autoptr (DavyHttp) http = davy_http_new ();
  gboolean done = FALSE;

  davy_http_send_async (http, request, NULL, answered_cb, &done);
  g_assert_true (fault_spin_until (matrix.server, is_done, &done));
  g_assert_cmpuint (davy_test_server_count (matrix.trap), ==, 1);
}

static void
test_trap_is_empty (void)
{
  g_assert_cmpuint (davy_test_server_count (matrix.trap), ==, 1);
  g_assert_cmpstr (davy_test_server_get_request (matrix.trap, 0)->path, ==, "/planted");
}

/* Over the whole run and whoever asked. */
static void
test_no_change_again (void)
{
  const GPtrArray *requests = fault_server_get_requests (matrix.server);
  const FaultRequest *before = NULL;
  guint n_changes = 0, n_again = 0;

  for (guint i = 0; i < requests->len; i++)
    {
      const FaultRequest *request = g_ptr_array_index (requests, i);

      if (request->endpoint == NULL || request->endpoint->kind != FAULT_CHANGES)
        continue;
      g_assert_nonnull (request->request_id);
      if (before != NULL && before->endpoint == request->endpoint && !before->settled &&
          g_strcmp0 (before->request_id, request->request_id) == 0)
        {
          g_assert_cmpuint (before->pair, !=, request->pair);
          n_again++;
        }
      before = request;
      n_changes++;
    }
  g_test_message ("%u changes, of them %u again after a look, with the same MS-RequestId",
                  n_changes, n_again);
  g_assert_cmpuint (n_again, >, 0);
}

static void
test_table (void)
{
  g_autofree char *text = fault_matrix_describe (&matrix);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    g_test_message ("%s", lines[i]);
  g_file_set_contents (g_getenv ("FAULT_MATRIX"), text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (matrix.n_unexpected, ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *certificates = NULL;
  g_autofree char *trap = NULL;
  int status;

  fault_main_init (&argc, &argv);
  certificates = fault_make_certificates ();
  matrix.trap = davy_test_server_new ();
  trap = davy_test_server_dup_uri (matrix.trap, "");
  fault_matrix_init (&matrix, fault_server_new (certificates, trap), matrix.trap);

  g_test_add_func ("/faults/the-trap-catches", test_trap_catches);
  fault_main_add_endpoints ("/faults", (const char *const *) argv + 1, test_endpoint);
  g_test_add_func ("/faults/end/the-trap-is-empty", test_trap_is_empty);
  g_test_add_func ("/faults/end/no-change-is-sent-again-unseen", test_no_change_again);
  g_test_add_func ("/faults/end/all-pairs-end-as-the-table-says", test_table);
  status = g_test_run ();

  g_clear_pointer (&matrix.server, fault_server_free);
  g_clear_pointer (&matrix.trap, davy_test_server_free);
  fault_matrix_clear (&matrix);
  fault_remove_folder (certificates);

  return status;
}
