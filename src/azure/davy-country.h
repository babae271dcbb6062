/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *davy_country_dup_three_letters (const char *two_letters);

G_END_DECLS
