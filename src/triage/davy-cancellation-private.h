/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-cancellation.h"

G_BEGIN_DECLS

const DavyActKind *davy_cancellation_find_kind (const char *key);

G_END_DECLS
