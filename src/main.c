/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <unistd.h>

#include "config.h"

#include "account/davy-accounts.h"
#include "cli/davy-child-command.h"
#include "cli/davy-export-command.h"
#include "cli/davy-list-command.h"
#include "core/davy-error.h"
#include "core/davy-itself.h"
#include "core/davy-log.h"
#include "emulator/davy-emulator-thread.h"
#include "net/davy-http.h"
#include "store/davy-db.h"
#include "store/davy-own-alerts.h"
#include "store/davy-store.h"
#include "store/davy-usage-judging.h"
#include "sync/davy-retention-watch.h"
#include "sync/davy-sync.h"
#include "triage/davy-readiness.h"
#include "triage/davy-triage.h"
#include "ui/davy-application.h"
#include "ui/davy-erasure-worker.h"

/* The start: reads the options, puts together what the program is made of and hands it to the
 * application. */

#define SETTINGS_PATH "/io/github/davylamp/Davylamp/"

/* The emulator takes any id; nobody has to type one to try the program. */
#define DEMO_CLIENT_ID "00000000-0000-4000-8000-00000000da5e"

typedef struct
{
  gboolean demo;
  gboolean service;
  int anew; /* -1, or the DavyKept of a program that deleted all local data */
  gboolean background;
  gboolean version;
  char *endpoints_file;
  char *alert;
  char *subscription;
  char *report;
  char *compose;
} Options;

/**
 * Profile:
 * @name: in the keyring and as the folder of the database
 * @application_id: on the session bus
 * @settings_path: below which its settings lie
 *
 * What is kept apart from one way of starting to the other, so that trying the program touches
 * nothing real.
 */
typedef struct
{
  char *name;
  char *application_id;
  char *settings_path;
} Profile;

static void
profile_clear (Profile *profile)
{
  g_clear_pointer (&profile->name, g_free);
  g_clear_pointer (&profile->application_id, g_free);
  g_clear_pointer (&profile->settings_path, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Profile, profile_clear)

static void
profile_init (Profile *profile, const Options *options)
{
  if (options->demo)
    {
      profile->name = g_strdup ("demo");
      profile->application_id = g_strdup (DAVY_APPLICATION_ID ".Demo");
      profile->settings_path = g_strdup (SETTINGS_PATH "demo/");
    }
  else if (options->endpoints_file != NULL)
    {
      g_autofree char *path = g_canonicalize_filename (options->endpoints_file, NULL);
      g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

      profile->name = g_strdup_printf ("endpoints-%.12s", sum);
      profile->application_id = g_strdup_printf (DAVY_APPLICATION_ID ".Endpoints_%.12s", sum);
      profile->settings_path = g_strdup_printf (SETTINGS_PATH "endpoints-%.12s/", sum);
    }
  else
    {
      profile->name = g_strdup ("default");
      profile->application_id = g_strdup (DAVY_APPLICATION_ID);
      profile->settings_path = g_strdup (SETTINGS_PATH);
    }
}

static char *
store_path (const Profile *profile)
{
  return g_build_filename (g_get_user_data_dir (), GETTEXT_PACKAGE, profile->name, "store.db",
                           NULL);
}

static DavyEmulatorThread *
start_emulator (GError **error)
{
  g_autofree char *path = g_build_filename (DAVY_PKGDATA_DIR, "demo", "scenario.json", NULL);
  g_autoptr (DavyScenario) scenario = davy_scenario_load (path, error);

  return scenario != NULL ? davy_emulator_thread_start (scenario, error) : NULL;
}

static DavyEndpoints *
choose_endpoints (const Options *options, const char *emulator_uri, GError **error)
{
  if (emulator_uri != NULL)
    return davy_endpoints_new_below (emulator_uri);
  if (options->endpoints_file != NULL)
    return davy_endpoints_new_from_file (options->endpoints_file, error);

  return davy_endpoints_new_for_cloud (DAVY_CLOUD_GLOBAL);
}

/* Whoever talks to test servers has no other cloud. */
static void
add_other_clouds (DavyAccounts *accounts, GSettings *settings)
{
  g_autoptr (GVariant) ids = g_settings_get_value (settings, "application-ids");
  const char *const *clouds = davy_endpoints_list_clouds ();

  for (guint i = 1; clouds[i] != NULL; i++)
    {
      g_autoptr (DavyEndpoints) endpoints = davy_endpoints_new_for_cloud (clouds[i]);
      const char *application_id = NULL;

      g_variant_lookup (ids, clouds[i], "&s", &application_id);
      davy_accounts_add_cloud (accounts, endpoints, application_id);
    }
}

/* Rooms below the interface have no settings of their own. */
static void
set_notable_amount (GSettings *settings, DavyStore *store)
{
  davy_store_set_notable_amount (store, g_settings_get_double (settings, "notable-amount"));
}

/* Who turns a figure up sets many in a row: the last one counts. */
static void
notable_amount_changed_cb (GSettings *settings, const char *key, DavyStore *store)
{
  GCancellable *judging = g_cancellable_new ();

  g_cancellable_cancel (g_object_get_data (G_OBJECT (store), "judging"));
  g_object_set_data_full (G_OBJECT (store), "judging", judging, g_object_unref);
  set_notable_amount (settings, store);
  davy_store_judge_usage_async (store, judging, NULL, NULL);
}

static char *
name_libraries (void)
{
  g_autofree char *http = davy_http_dup_library ();

  return g_strdup_printf ("%s, SQLite %s", http, davy_db_get_version ());
}

/* Nothing of what the program knew stays in its memory, either.
 * Returns: the status to end with, if it returns */
static int
start_anew (const Options *options, DavyKept kept)
{
  g_autofree char *anew = g_strdup_printf ("--anew=%d", (int) kept);
  const char *arguments[6] = { GETTEXT_PACKAGE, anew };
  guint n_arguments = 2;

  if (options->demo)
    arguments[n_arguments++] = "--demo";
  if (options->endpoints_file != NULL)
    {
      arguments[n_arguments++] = "--endpoints";
      arguments[n_arguments++] = options->endpoints_file;
    }
  execv (DAVY_ITSELF, (char **) arguments);
  g_printerr ("%s\n", g_strerror (errno));

  return 1;
}

static int
run (const Options *options, int argc, char **argv)
{
  g_auto (Profile) profile = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyEmulatorThread) emulator = options->demo ? start_emulator (&error) : NULL;
  const char *emulator_uri = emulator != NULL ? davy_emulator_thread_get_base_uri (emulator) : NULL;
  g_autoptr (DavyEndpoints) endpoints =
      error == NULL ? choose_endpoints (options, emulator_uri, &error) : NULL;
  g_autofree char *path = NULL;
  g_autofree char *application_id = NULL;
  g_autofree char *libraries = name_libraries ();
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (DavyStore) store = NULL;
  g_autoptr (DavyAccounts) accounts = NULL;
  g_autoptr (DavySync) sync = NULL;
  g_autoptr (DavyRetentionWatch) retention = NULL;
  g_autoptr (DavyTriage) triage = NULL;
  g_autoptr (DavyReadiness) readiness = NULL;
  g_autoptr (DavyContext) context = NULL;
  g_autoptr (DavyApplication) application = NULL;
  DavyKept kept;
  int status;

  if (endpoints == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  profile_init (&profile, options);
  path = store_path (&profile);
  store = davy_store_new (path);
  settings = g_settings_new_with_path (DAVY_APPLICATION_ID, profile.settings_path);
  application_id = options->demo ? g_strdup (DEMO_CLIENT_ID)
                                 : g_settings_get_string (settings, "application-id");
  accounts = davy_accounts_new (endpoints, profile.name, application_id);
  if (!options->demo && options->endpoints_file == NULL)
    add_other_clouds (accounts, settings);
  sync = davy_sync_new (store, accounts);
  g_settings_bind (settings, "alert-service", sync, "alert-service", G_SETTINGS_BIND_GET);
  retention = davy_retention_watch_new (store, sync);
  g_settings_bind (settings, "keep-months", retention, "keep-months", G_SETTINGS_BIND_GET);
  g_signal_connect_object (settings, "changed::notable-amount",
                           G_CALLBACK (notable_amount_changed_cb), store, 0);
  set_notable_amount (settings, store);
  triage = davy_triage_new (store, accounts);
  readiness = davy_readiness_new (store, accounts);
  context = davy_context_new (&(DavyContextParts){
      store, accounts, sync, triage, readiness, settings, profile.name, options->demo, libraries });
  application = davy_application_new (profile.application_id, context);
  if (options->service)
    g_application_set_flags (G_APPLICATION (application),
                             g_application_get_flags (G_APPLICATION (application)) |
                                 G_APPLICATION_IS_SERVICE);
  davy_application_set_start (
      application, &(DavyStart){ options->background, options->alert, options->subscription });
  if (options->anew >= 0)
    davy_application_set_anew (application, (DavyKept) options->anew);
  status = g_application_run (G_APPLICATION (application), argc, argv);
  davy_store_close (store);
  if (!davy_application_is_erasing (application, &kept))
    return status;

  g_clear_object (&application); /* with its windows, which would go on keeping their sizes */

  return start_anew (options, kept | davy_erasure_worker_end (settings, path));
}

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv, const char *store_path);
} commands[] = {
  { "export", davy_export_command_run },
  { "list", davy_list_command_run },
};

/* What is typed as a word instead of an option: it shows no window, and needs no display. */
static int
run_command (const Options *options, int argc, char **argv)
{
  if (options->demo)
    {
      g_printerr ("%s\n", _ ("The demonstration keeps nothing that could be listed or exported"));
      return 2;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (Profile) profile = { 0 };
      g_autofree char *path = NULL;
      g_autofree char *name = NULL;

      if (!g_str_equal (argv[0], commands[i].name))
        continue;
      profile_init (&profile, options);
      path = store_path (&profile);
      name = g_strdup_printf (GETTEXT_PACKAGE " %s", commands[i].name);
      g_set_prgname (name);
      return commands[i].run (argc, argv, path);
    }

  /* Translators: %s is what was typed */
  g_printerr (_ ("“%s” is no command of Davylamp; see “davylamp --help”"), argv[0]);
  g_printerr ("\n");

  return 2;
}

static char *
describe_commands (void)
{
  return g_strdup_printf (
      "%s\n  list alerts|subscriptions|cases  %s\n  export case ID DIR               %s",
      _ ("Commands, which show no window and need no display:"), _ ("List what Davylamp knows"),
      _ ("Write what is stored of a case into a folder"));
}

/* Returns: (transfer full) (nullable): why these options do not go together */
static char *
dup_conflict (const Options *options, gboolean has_command)
{
  const char *ways[3];
  guint n_ways = 0;

  if (options->background)
    ways[n_ways++] = "--background";
  if (options->alert != NULL)
    ways[n_ways++] = "--alert";
  if (options->subscription != NULL)
    ways[n_ways++] = "--subscription";

  if (options->demo && options->endpoints_file != NULL)
    /* Translators: two options, as they are typed */
    return g_strdup_printf (_ ("%1$s and %2$s exclude each other"), "--demo", "--endpoints");
  if (n_ways > 1)
    /* Translators: two options, as they are typed */
    return g_strdup_printf (_ ("%1$s and %2$s exclude each other"), ways[0], ways[1]);
  if (n_ways > 0 && has_command)
    /* Translators: %s is an option, as it is typed */
    return g_strdup_printf (_ ("%s cannot stand before a command"), ways[0]);

  return NULL;
}

static void
options_clear (Options *options)
{
  g_free (options->endpoints_file);
  g_free (options->alert);
  g_free (options->subscription);
  g_free (options->report);
  g_free (options->compose);
}

static void
begin_speaking (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, DAVY_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_ ("Davylamp"));
}

int
main (int argc, char **argv)
{
  Options options = { .anew = -1 };
  const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, &options.demo,
      N_ ("Try the program on an embedded Partner Center"), NULL },
    { "endpoints", 0, 0, G_OPTION_ARG_FILENAME, &options.endpoints_file,
      N_ ("Talk to the servers named in FILE, on this machine"), N_ ("FILE") },
    { "background", 0, 0, G_OPTION_ARG_NONE, &options.background,
      N_ ("Refresh and notify without a window"), NULL },
    { "alert", 0, 0, G_OPTION_ARG_STRING, &options.alert,
      N_ ("Show the alert with this ID of Microsoft"), N_ ("ID") },
    { "subscription", 0, 0, G_OPTION_ARG_STRING, &options.subscription,
      N_ ("Show the subscription with this ID of Azure"), N_ ("ID") },
    /* How the session bus starts what can be activated; GApplication knows it by this name. */
    { "gapplication-service", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options.service, NULL,
      NULL },
    /* How the program starts itself after all local data was deleted. */
    { "anew", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options.anew, NULL, NULL },
    { "report", 0, 0, G_OPTION_ARG_STRING, &options.report,
      N_ ("Write the report of the case on standard input"), N_ ("FORMAT") },
    { "compose", 0, 0, G_OPTION_ARG_STRING, &options.compose,
      N_ ("Write a letter about the case on standard input"), N_ ("KIND") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options.version, N_ ("Show the version"), NULL },
    { NULL },
  };
  /* Translators: follows “davylamp [OPTION …]” in the line that says how it is used */
  g_autoptr (GOptionContext) context = g_option_context_new (N_ ("[COMMAND]"));
  g_autofree char *conflict = NULL;
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  /* Also where it was started by DAVY_ITSELF: the desktop knows its windows by this name. */
  g_set_prgname (GETTEXT_PACKAGE);
  begin_speaking ();
  davy_log_install ();

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  summary = describe_commands ();
  g_option_context_set_summary (context, summary);
  /* What follows a command is the command's own. */
  g_option_context_set_strict_posix (context, TRUE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      status = 2;
    }
  else if (options.version)
    g_print ("%s %s\n", GETTEXT_PACKAGE, DAVY_VERSION);
  else if (options.report != NULL)
    status = davy_child_command_run (DAVY_CHILD_REPORT, options.report, DAVY_LOCALE_DIR);
  else if (options.compose != NULL)
    status = davy_child_command_run (DAVY_CHILD_COMPOSE, options.compose, DAVY_LOCALE_DIR);
  else if ((conflict = dup_conflict (&options, argc > 1)) != NULL)
    {
      g_printerr ("%s\n", conflict);
      status = 2;
    }
  else if (argc > 1)
    status = run_command (&options, argc - 1, argv + 1);
  else
    status = run (&options, argc, argv);

  options_clear (&options);

  return status;
}
