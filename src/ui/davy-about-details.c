/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/davy-about-details.h"

#include <adwaita.h>
#include <locale.h>

#include "account/davy-accounts.h"
#include "config.h"
#include "core/davy-error.h"
#include "sync/davy-sync.h"

/* What whoever helps wants to know about this computer: versions, settings of the desktop, and how
 * the last refresh ended. It is meant to be handed on, so it says how many and which kind, and
 * never who: no name, no id, no address, no text of a service. In English for everybody, as it is
 * read by others. */

static void
add_versions (GString *text, DavyContext *context)
{
  g_string_append_printf (text, "Davylamp %s, profile %s\n", DAVY_VERSION,
                          davy_context_get_profile (context));
  g_string_append_printf (
      text, "GTK %u.%u.%u, libadwaita %u.%u.%u, GLib %u.%u.%u, %s\n", gtk_get_major_version (),
      gtk_get_minor_version (), gtk_get_micro_version (), adw_get_major_version (),
      adw_get_minor_version (), adw_get_micro_version (), glib_major_version, glib_minor_version,
      glib_micro_version, davy_context_get_libraries (context));
}

static void
add_system (GString *text)
{
  g_autofree char *name = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  const char *desktop = g_getenv ("XDG_CURRENT_DESKTOP");

  g_string_append_printf (text, "System: %s%s\n", name != NULL ? name : "unknown",
                          g_getenv ("FLATPAK_ID") != NULL ? ", Flatpak" : "");
  g_string_append_printf (text, "Desktop: %s, %s\n", desktop != NULL ? desktop : "unknown",
                          G_OBJECT_TYPE_NAME (gdk_display_get_default ()));
  g_string_append_printf (text, "Language: %s (%s)\n", g_get_language_names ()[0],
                          setlocale (LC_MESSAGES, NULL));
}

static void
add_look (GString *text)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  int dpi = -1;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_string_append_printf (text, "Look: %s, %s contrast, text at %d dpi\n",
                          adw_style_manager_get_dark (style) ? "dark" : "light",
                          adw_style_manager_get_high_contrast (style) ? "high" : "usual",
                          dpi > 0 ? dpi / 1024 : 0);
}

/* The kind of an error, and the status of the answer where one came. */
static void
add_error (GString *text, const GError *error)
{
  const DavyFault *fault = davy_error_get_fault (error);

  g_string_append_printf (text, ", error %s %d", g_quark_to_string (error->domain), error->code);
  if (fault != NULL && fault->http_status != 0)
    g_string_append_printf (text, " (HTTP %u)", fault->http_status);
}

static void
add_account (GString *text, DavyAccount *account, DavySync *sync)
{
  static const char *const states[] = {
    [DAVY_ACCOUNT_SIGNED_IN] = "signed in",
    [DAVY_ACCOUNT_NEEDS_SIGN_IN] = "has to sign in again",
    [DAVY_ACCOUNT_SIGNED_OUT] = "signed out",
  };
  const GError *error = davy_sync_get_account_error (sync, davy_account_get_id (account));

  g_string_append_printf (text, "Account: cloud %s, %s, %s",
                          davy_endpoints_get_cloud (davy_account_get_endpoints (account)),
                          states[davy_account_get_state (account)],
                          davy_account_is_memory_only (account) ? "in memory" : "in the keyring");
  if (error != NULL)
    add_error (text, error);
  g_string_append_c (text, '\n');
}

static void
add_refresh (GString *text, DavySync *sync)
{
  DavyTime last = davy_sync_get_last_refresh (sync);
  g_autofree char *when = last != DAVY_TIME_UNSET ? davy_time_to_iso (last) : g_strdup ("never");

  g_string_append_printf (text, "Last refresh: %s%s", when,
                          davy_sync_get_offline (sync) ? ", offline" : "");
  if (davy_sync_get_error (sync) != NULL)
    add_error (text, davy_sync_get_error (sync));
  g_string_append_c (text, '\n');
}

/**
 * davy_about_details_dup:
 * @context: what the program works on
 *
 * Returns: (transfer full): lines that can be handed to anybody
 */
char *
davy_about_details_dup (DavyContext *context)
{
  GListModel *accounts = G_LIST_MODEL (davy_context_get_accounts (context));
  DavySync *sync = davy_context_get_sync (context);
  GString *text = g_string_new (NULL);

  add_versions (text, context);
  add_system (text);
  add_look (text);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (DavyAccount) account = g_list_model_get_item (accounts, i);

      add_account (text, account, sync);
    }
  add_refresh (text, sync);

  return g_string_free (text, FALSE);
}
