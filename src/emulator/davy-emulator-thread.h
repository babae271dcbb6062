/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/davy-scenario.h"

G_BEGIN_DECLS

/**
 * DavyEmulatorThread:
 *
 * An emulator on a thread with a main context of its own, for a program that tries itself.
 */
typedef struct _DavyEmulatorThread DavyEmulatorThread;

DavyEmulatorThread *davy_emulator_thread_start (DavyScenario *scenario, GError **error);
const char *davy_emulator_thread_get_base_uri (DavyEmulatorThread *self);
void davy_emulator_thread_stop (DavyEmulatorThread *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyEmulatorThread, davy_emulator_thread_stop)

G_END_DECLS
