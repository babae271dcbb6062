/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-child.h"

G_BEGIN_DECLS

int davy_child_command_run (DavyChildTask task, const char *kind, const char *locale_folder);

G_END_DECLS
