/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/davy-erasure.h"

G_BEGIN_DECLS

DavyKept davy_erasure_worker_end (GSettings *settings, const char *store_path);

G_END_DECLS
