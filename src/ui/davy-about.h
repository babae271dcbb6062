/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/common/davy-context.h"

G_BEGIN_DECLS

void davy_about_show (DavyContext *context, GtkWindow *parent);

G_END_DECLS
