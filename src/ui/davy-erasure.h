/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/davy-window.h"

G_BEGIN_DECLS

/**
 * DavyKept:
 * @DAVY_KEPT_NOTHING: all local data of the profile is gone
 * @DAVY_KEPT_SIGN_INS: the keyring may still hold sign-ins
 * @DAVY_KEPT_START: the program may still be started at log-in
 * @DAVY_KEPT_SETTINGS: settings could not be reset
 * @DAVY_KEPT_DATABASE: the folder of the database could not be deleted
 *
 * What could not be deleted when all of it was to be.
 */
typedef enum
{
  DAVY_KEPT_NOTHING = 0,
  DAVY_KEPT_SIGN_INS = 1 << 0,
  DAVY_KEPT_START = 1 << 1,
  DAVY_KEPT_SETTINGS = 1 << 2,
  DAVY_KEPT_DATABASE = 1 << 3,
} DavyKept;

void davy_erasure_begin_async (GtkApplication *application,
                               DavyContext *context,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
DavyKept davy_erasure_begin_finish (DavyContext *context, GAsyncResult *result);
char *davy_erasure_describe (DavyKept kept);
void davy_erasure_tell (DavyWindow *window,
                        DavyKept kept,
                        GAsyncReadyCallback answered_cb,
                        gpointer user_data);

G_END_DECLS
