/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/help/davy-help-book.h"

G_BEGIN_DECLS

#define DAVY_TYPE_HELP_VIEW (davy_help_view_get_type ())
G_DECLARE_FINAL_TYPE (DavyHelpView, davy_help_view, DAVY, HELP_VIEW, GtkWidget)

GtkWidget *davy_help_view_new (DavyHelpBook *book, const DavyHelpPage *page);

G_END_DECLS
