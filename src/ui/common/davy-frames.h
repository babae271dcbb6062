/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DavyFramesFunc:
 * @widget: the widget that asked
 *
 * What a widget does in a later frame.
 */
typedef void (*DavyFramesFunc) (GtkWidget *widget);

void davy_frames_later (GtkWidget *widget, DavyFramesFunc func);

G_END_DECLS
