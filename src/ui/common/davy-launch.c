/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-launch.h"

#include <glib/gi18n.h>

#include "ui/common/davy-toast.h"

/**
 * davy_launch_uri_async:
 * @inside: a widget in the window from which it is opened
 * @uri: the address of a web page
 * @cancellable: (nullable): to give up
 * @callback: what to call once a browser was asked, with g_app_info_launch_default_for_uri_finish()
 * @user_data: for @callback
 *
 * Opens a page in the browser, which may come to the front of the window.
 */
void
davy_launch_uri_async (GtkWidget *inside,
                       const char *uri,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GdkDisplay *display = gtk_widget_get_display (inside);
  g_autoptr (GdkAppLaunchContext) launch = gdk_display_get_app_launch_context (display);

  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (launch), cancellable,
                                           callback, user_data);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) inside = user_data;

  if (!g_app_info_launch_default_for_uri_finish (result, NULL))
    davy_toast_show (inside, davy_toast_new (_ ("No browser could be opened")));
}

/**
 * davy_launch_uri:
 * @inside: a widget in the window from which it is opened
 * @uri: the address of a web page
 *
 * Opens a page in the browser; a toast says so when there is none.
 */
void
davy_launch_uri (GtkWidget *inside, const char *uri)
{
  davy_launch_uri_async (inside, uri, NULL, launched_cb, g_object_ref (inside));
}
