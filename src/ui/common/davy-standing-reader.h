/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-details.h"

G_BEGIN_DECLS

/**
 * DavyStandingReader:
 *
 * What the store knows about a customer's account, read once for all who show some of it, and kept
 * up with the store.
 */
#define DAVY_TYPE_STANDING_READER (davy_standing_reader_get_type ())
G_DECLARE_FINAL_TYPE (DavyStandingReader, davy_standing_reader, DAVY, STANDING_READER, GObject)

DavyStandingReader *davy_standing_reader_share (DavyStore *store,
                                                const char *account_id,
                                                const char *customer_tenant_id);

gboolean davy_standing_reader_has_answer (DavyStandingReader *self);
const GPtrArray *davy_standing_reader_get_facts (DavyStandingReader *self);
const DavyStandingFact *davy_standing_reader_find (DavyStandingReader *self, const char *key);

G_END_DECLS
