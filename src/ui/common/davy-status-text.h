/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void davy_status_text_set (AdwStatusPage *page, const char *text);

G_END_DECLS
