/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

char *davy_about_details_dup (DavyContext *context);

G_END_DECLS
