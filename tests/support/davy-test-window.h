/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "compat/davy-compat.h"

/* A window to try a widget in. */
static inline GtkWindow *
davy_test_window_new (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  davy_compat_guard_window (window);

  return window;
}
