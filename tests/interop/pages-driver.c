/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-caller.h"
#include "fault-main.h"

#include <stdio.h>

/* What the program makes of an example: a line “ENDPOINT FILE” comes in, the endpoint (those of the
 * fault matrix) answers its call with the file, and a line “read N” or “error WORDS” goes out. */

static const FaultEndpoint *
find_endpoint (const char *name)
{
  for (guint i = 0; fault_endpoint_tables[i] != NULL; i++)
    for (const FaultEndpoint *e = fault_endpoint_tables[i]; e->name != NULL; e++)
      if (g_str_equal (e->name, name))
        return e;

  return NULL;
}

static void
read_example (FaultServer *server, const FaultEndpoint *endpoint, const char *text)
{
  FaultCaller caller;
  g_autoptr (GError) error = NULL;
  int n_records;

  fault_server_show (server, endpoint, text);
  fault_caller_begin (&caller, server, endpoint->service, FAULT_AT_HOME);
  n_records = endpoint->call (&caller, &error);
  if (n_records >= 0)
    g_print ("read %d\n", n_records);
  else
    g_print ("error %s\n", g_strdelimit (error->message, "\n", ' '));
  fault_caller_end (&caller);
}

static void
read_line (FaultServer *server, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 2);
  const FaultEndpoint *endpoint = find_endpoint (words[0]);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (endpoint == NULL)
    g_print ("error no endpoint is called %s\n", words[0]);
  else if (!g_file_get_contents (words[1], &text, NULL, &error))
    g_print ("error %s\n", error->message);
  else
    read_example (server, endpoint, text);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  g_autoptr (FaultServer) server = NULL;
  g_autofree char *certificates = NULL;
  char line[4096];

  fault_main_init (&argc, &argv);
  certificates = fault_make_certificates ();
  server = fault_server_new (certificates, "http://127.0.0.1:1");
  while (fgets (line, sizeof line, stdin) != NULL)
    read_line (server, g_strchomp (line));
  fault_remove_folder (certificates);

  return 0;
}
