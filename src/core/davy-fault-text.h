/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *davy_fault_text_cut (const char *text);
char *davy_fault_text_from_body (GBytes *body);

G_END_DECLS
