/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "emulator/davy-scenario.h"

G_BEGIN_DECLS

/**
 * DavyEmulator:
 *
 * A Microsoft login, a Partner Center and an Azure Resource Manager to try the program on, over
 * real HTTP on a loopback address, below `/login`, `/pc`, `/graph`, `/arm` and `/prices`. It lives
 * in the main context that was the thread's default when it began to listen.
 */
#define DAVY_TYPE_EMULATOR (davy_emulator_get_type ())
G_DECLARE_FINAL_TYPE (DavyEmulator, davy_emulator, DAVY, EMULATOR, GObject)

DavyEmulator *davy_emulator_new (DavyScenario *scenario);
gboolean
davy_emulator_listen (DavyEmulator *self, guint port, GTlsCertificate *certificate, GError **error);
const char *davy_emulator_get_base_uri (DavyEmulator *self);

DavyTime davy_emulator_now (DavyEmulator *self);
void davy_emulator_set_time_scale (DavyEmulator *self, double scale);
void davy_emulator_set_latency (DavyEmulator *self, guint milliseconds);
void davy_emulator_advance (DavyEmulator *self, gint64 microseconds);

gboolean davy_emulator_add_fault (DavyEmulator *self, const char *rule, GError **error);
void davy_emulator_forget_faults (DavyEmulator *self);
char *davy_emulator_dup_requests (DavyEmulator *self);
char *davy_emulator_issue_token (DavyEmulator *self,
                                 const char *user_name,
                                 const char *resource,
                                 const char *tenant_id);

G_END_DECLS
