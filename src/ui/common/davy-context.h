/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DavyAccounts DavyAccounts;
typedef struct _DavyReadiness DavyReadiness;
typedef struct _DavyStore DavyStore;
typedef struct _DavySync DavySync;
typedef struct _DavyTriage DavyTriage;

#define DAVY_TYPE_CONTEXT (davy_context_get_type ())
G_DECLARE_FINAL_TYPE (DavyContext, davy_context, DAVY, CONTEXT, GObject)

/**
 * DavyContextParts:
 * @store: what was fetched, and the cases
 * @accounts: who is signed in
 * @sync: what keeps the store fresh
 * @triage: what opens cases
 * @readiness: what checks what may be done for each customer
 * @settings: the settings of this profile
 * @profile: `default`, `demo`, or one of its own for an endpoints file
 * @is_demo: whether everything in the window is invented
 * @libraries: what it works with below the interface, with versions, for whoever helps
 *
 * What davy_context_new() is filled with; everything is borrowed during the call.
 */
typedef struct
{
  DavyStore *store;
  DavyAccounts *accounts;
  DavySync *sync;
  DavyTriage *triage;
  DavyReadiness *readiness;
  GSettings *settings;
  const char *profile;
  gboolean is_demo;
  const char *libraries;
} DavyContextParts;

DavyContext *davy_context_new (const DavyContextParts *parts);

DavyStore *davy_context_get_store (DavyContext *self);
DavyAccounts *davy_context_get_accounts (DavyContext *self);
DavySync *davy_context_get_sync (DavyContext *self);
DavyTriage *davy_context_get_triage (DavyContext *self);
DavyReadiness *davy_context_get_readiness (DavyContext *self);
GSettings *davy_context_get_settings (DavyContext *self);
const char *davy_context_get_profile (DavyContext *self);
gboolean davy_context_is_demo (DavyContext *self);
const char *davy_context_get_libraries (DavyContext *self);

G_END_DECLS
