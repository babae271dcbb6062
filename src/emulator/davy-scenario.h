/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DavyScenario:
 *
 * What an emulator serves: one partner, its people, its customers with their subscriptions and
 * usage, and the alerts. Read from a file whose schema stands in `data/demo/README.md`.
 */
typedef struct _DavyScenario DavyScenario;

DavyScenario *davy_scenario_load (const char *path, GError **error);
DavyScenario *davy_scenario_load_bytes (GBytes *bytes, GError **error);
DavyScenario *davy_scenario_ref (DavyScenario *self);
void davy_scenario_unref (DavyScenario *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyScenario, davy_scenario_unref)

G_END_DECLS
