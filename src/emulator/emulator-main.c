/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdlib.h>

#include "core/davy-error.h"
#include "emulator/davy-emulator.h"

/* davylamp-emulator: the embedded Partner Center as a program of its own. */

typedef struct
{
  char *scenario;
  int port;
  char **tls; /* certificate and key */
  double time_scale;
  int latency; /* -1: the scenario's */
  char **faults;
  gboolean show_version;
} Options;

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

/* `--tls CERT KEY`: the option takes the first, the second stands alone. */
static gboolean
read_options (Options *options, int *argc, char ***argv, GError **error)
{
  g_autofree char *certificate = NULL;
  const GOptionEntry entries[] = {
    { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &options->scenario,
      "What to serve (default: the demonstration)", "FILE" },
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, "Where to listen on 127.0.0.1 (0: any)",
      "N" },
    { "tls", 0, 0, G_OPTION_ARG_FILENAME, &certificate, "Speak https", "CERT KEY" },
    { "time-scale", 0, 0, G_OPTION_ARG_DOUBLE, &options->time_scale, "How many seconds pass in one",
      "N" },
    { "latency", 0, 0, G_OPTION_ARG_INT, &options->latency,
      "How long every request lies, by the emulator’s clock", "MILLISECONDS" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->faults,
      "Let something go wrong: METHOD PATH-GLOB xN ACTION[=VALUE][,…]", "RULE" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->show_version, "Show the version", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  int n_rest;

  g_option_context_set_summary (context, "A Partner Center to try Davylamp on.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  n_rest = *argc - 1;
  if (n_rest != (certificate != NULL ? 1 : 0) || options->port < 0 || options->port > 65535 ||
      options->time_scale <= 0 || options->latency < -1)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "The options are not understood.\n%s",
                   help);
      return FALSE;
    }
  if (certificate != NULL)
    {
      options->tls = g_new0 (char *, 3);
      options->tls[0] = g_steal_pointer (&certificate);
      options->tls[1] = g_strdup ((*argv)[1]);
    }

  return TRUE;
}

static DavyEmulator *
start (const Options *options, GError **error)
{
  g_autoptr (DavyScenario) scenario = NULL;
  g_autoptr (DavyEmulator) emulator = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;

  scenario = davy_scenario_load (options->scenario != NULL ? options->scenario
                                                           : DAVY_PKGDATA_DIR "/demo/scenario.json",
                                 error);
  if (scenario == NULL)
    return NULL;
  if (options->tls != NULL)
    {
      certificate = g_tls_certificate_new_from_files (options->tls[0], options->tls[1], error);
      if (certificate == NULL)
        return NULL;
    }

  emulator = davy_emulator_new (scenario);
  davy_emulator_set_time_scale (emulator, options->time_scale);
  if (options->latency >= 0)
    davy_emulator_set_latency (emulator, (guint) options->latency);
  for (guint i = 0; options->faults != NULL && options->faults[i] != NULL; i++)
    if (!davy_emulator_add_fault (emulator, options->faults[i], error))
      return NULL;
  if (!davy_emulator_listen (emulator, (guint) options->port, certificate, error))
    return NULL;

  return g_steal_pointer (&emulator);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (DavyEmulator) emulator = NULL;
  g_autoptr (GError) error = NULL;
  Options options = { .time_scale = 1, .latency = -1 };

  setlocale (LC_ALL, "");
  if (read_options (&options, &argc, &argv, &error))
    {
      if (options.show_version)
        {
          g_print ("davylamp-emulator %s\n", DAVY_VERSION);
          return EXIT_SUCCESS;
        }
      emulator = start (&options, &error);
    }
  g_free (options.scenario);
  g_strfreev (options.tls);
  g_strfreev (options.faults);
  if (emulator == NULL)
    {
      g_printerr ("davylamp-emulator: %s\n", error->message);
      return EXIT_FAILURE;
    }

  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_print ("ready %s\n", davy_emulator_get_base_uri (emulator));
  g_main_loop_run (loop);

  return EXIT_SUCCESS;
}
