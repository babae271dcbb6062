/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"

G_BEGIN_DECLS

/* Access tokens in memory, by what they are for; for this room alone. */

/**
 * DavyTokenCache:
 *
 * Wipes what it drops.
 */
typedef struct _DavyTokenCache DavyTokenCache;

DavyTokenCache *davy_token_cache_new (void);
void davy_token_cache_free (DavyTokenCache *self);
void davy_token_cache_clear (DavyTokenCache *self);
void
davy_token_cache_put (DavyTokenCache *self, const char *key, const char *token, DavyTime expires);
const char *davy_token_cache_get (DavyTokenCache *self, const char *key, gboolean renew);

G_END_DECLS
