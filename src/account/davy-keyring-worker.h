/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/davy-keyring.h"

G_BEGIN_DECLS

/* The keyring's calls themselves. They block, may ask the person for a password, and may never come
 * back, so davy-keyring.c runs each in a thread that it can leave behind. */

/**
 * DavyKeyringPrompt:
 *
 * Set to non-zero, atomically, while the person may be asked for a password, which may take long.
 */
typedef int DavyKeyringPrompt;

gboolean davy_keyring_worker_store (const char *profile,
                                    const DavyKeyringItem *item,
                                    const char *secret,
                                    DavyKeyringPrompt *prompt,
                                    GError **error);
char *davy_keyring_worker_lookup (const char *profile,
                                  const char *account_id,
                                  DavyKeyringPrompt *prompt,
                                  GError **error);
gboolean davy_keyring_worker_clear (const char *profile,
                                    const char *account_id,
                                    DavyKeyringPrompt *prompt,
                                    GError **error);
GPtrArray *
davy_keyring_worker_list (const char *profile, DavyKeyringPrompt *prompt, GError **error);

G_END_DECLS
