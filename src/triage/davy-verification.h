/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-details.h"
#include "store/davy-journal.h"
#include "triage/davy-case.h"

G_BEGIN_DECLS

/**
 * DavyFinding:
 * @DAVY_FINDING_UNKNOWN: nobody could tell yet
 * @DAVY_FINDING_GOOD: as it should be
 * @DAVY_FINDING_BAD: it goes on
 *
 * What a look found.
 */
typedef enum
{
  DAVY_FINDING_UNKNOWN,
  DAVY_FINDING_GOOD,
  DAVY_FINDING_BAD,
} DavyFinding;

/**
 * DavyVerification:
 * @at: when it was looked
 * @since: from when on: the last act that was proved
 * @hours: which of the two looks it was, 24 or 48 hours after @since; 0 for one before
 * @creates: whether nothing that computes was created or changed
 * @n_creates: how often it was
 * @roles: whether nobody got a role
 * @n_roles: how often somebody did
 * @cost: whether the cost is back in its expected range
 *
 * What a look after the incident found (`playbook.md` C.3, step 12).
 */
typedef struct
{
  DavyTime at;
  DavyTime since;
  guint hours;
  DavyFinding creates;
  guint n_creates;
  DavyFinding roles;
  guint n_roles;
  DavyFinding cost;
} DavyVerification;

void davy_verification_free (DavyVerification *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyVerification, davy_verification_free)

/* When it is looked, in hours after the last act. */
#define DAVY_N_LOOKS 2
extern const guint davy_verification_hours[DAVY_N_LOOKS];

DavyVerification *davy_verification_read (const DavyCaseEntry *entry);
gboolean davy_verification_is_good (const DavyVerification *self);
DavyMark davy_verification_get_mark (const DavyVerification *self);
DavyTime davy_verification_find_last_act (const GPtrArray *entries);
DavyTime davy_verification_find_due (const GPtrArray *entries);
GArray *davy_db_list_cases_with_act (DavyDb *db, GError **error);

DavyVerification *davy_case_get_verification (DavyCase *self);
void davy_case_verify_async (DavyCase *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
DavyVerification *davy_case_verify_finish (DavyCase *self, GAsyncResult *result, GError **error);

G_END_DECLS
