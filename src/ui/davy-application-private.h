/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/davy-application.h"
#include "ui/davy-notices.h"
#include "ui/davy-upkeep.h"
#include "ui/davy-window.h"
#include "ui/ready/davy-ready-window.h"

G_BEGIN_DECLS

/* What the life of the program and its actions share. */

struct _DavyApplication
{
  AdwApplication parent_instance;

  DavyContext *context;
  DavyStart start; /* valid until the application runs */
  DavyUpkeep *upkeep;
  gboolean without_window; /* started so, and none was shown yet */
  gboolean holding;
  DavyWindow *window;
  DavyReadyWindow *ready; /* nullable: while it is open */
  DavyNotices *notices;
  GError *store_error;
  gboolean is_anew;    /* all local data was deleted before, but for @start_kept */
  DavyKept start_kept; /* nobody was told of it yet */
  gboolean erasing;    /* all local data is to be deleted */
  DavyKept kept;       /* what of it could not be */
};

DavyWindow *davy_application_ensure_window (DavyApplication *self);
void davy_application_delete_data (DavyApplication *self);
void davy_application_add_actions (DavyApplication *self);

G_END_DECLS
