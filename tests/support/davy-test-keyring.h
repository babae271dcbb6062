/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void davy_test_keyring_begin (void);
void davy_test_keyring_end (void);
void davy_test_keyring_may_warn (void);

G_END_DECLS
