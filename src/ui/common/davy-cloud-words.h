/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *davy_words_cloud (const char *cloud);

G_END_DECLS
