/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sync/davy-sync.h"

G_BEGIN_DECLS

/**
 * DavyAlertsEmpty:
 * @DAVY_ALERTS_EMPTY_LOADING: not known yet
 * @DAVY_ALERTS_EMPTY_ALL_CLEAR: nothing is open
 * @DAVY_ALERTS_EMPTY_NO_MATCH: search and filters hide everything
 * @DAVY_ALERTS_EMPTY_FIRST_TIME: nobody is signed in
 * @DAVY_ALERTS_EMPTY_FAILED: nothing could be read so far
 *
 * Why no alert is listed.
 */
typedef enum
{
  DAVY_ALERTS_EMPTY_LOADING,
  DAVY_ALERTS_EMPTY_ALL_CLEAR,
  DAVY_ALERTS_EMPTY_NO_MATCH,
  DAVY_ALERTS_EMPTY_FIRST_TIME,
  DAVY_ALERTS_EMPTY_FAILED,
} DavyAlertsEmpty;

GtkWidget *davy_alerts_empty_new (DavyAlertsEmpty why, DavySync *sync, gboolean demo);

G_END_DECLS
