/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "store/davy-db.h"

G_BEGIN_DECLS

/* Cases and their journal. A journal is append-only (the database itself refuses anything else)
 * and each entry carries the SHA-256 of the one before it, so that a change made behind our back
 * is found. Called inside a DavyStoreWork; writes name DAVY_TABLE_CASES. */

/* The kind of entry that says that a credit was asked for; facts: number, first, source … Microsoft
 * grants it once for each customer: a case that has one is kept for ever (davy-retention.h). */
#define DAVY_ENTRY_REFUND_ASKED "refund-asked"

/* What is about to be sent, and what came of it, which refers to it. */
#define DAVY_ENTRY_INTENT     "intent"     /* of an alert; facts: service, status … */
#define DAVY_ENTRY_RESULT     "result"     /* facts: outcome … */
#define DAVY_ENTRY_ACT_INTENT "act"        /* of anything else; facts: act, target, facts */
#define DAVY_ENTRY_ACT_RESULT "act-result" /* facts: outcome … */

/* Reminders are followed by davy_reminders_read(). A case with a day to look again that is still to
 * be reminded of is kept, too. */
#define DAVY_ENTRY_REMINDER      "reminder" /* what asks for attention later; facts: for, due */
#define DAVY_ENTRY_REMINDED      "reminded" /* it did; refers to the reminder */
#define DAVY_REMINDER_KEY_REVIEW "review"   /* its `for`: look again at what was legitimate */

/**
 * DavyCaseEntry:
 * @position: counted from 1
 * @kind: what it is: `decision`, `intent`, `result`, …
 * @step: (nullable): the step it belongs to
 * @who: (nullable): the signed-in person's user name
 * @time: when, UTC
 * @clock_offset: how far this machine's clock was ahead of the server's, in microseconds; 0 when
 *   not known
 * @note: (nullable): why, in the person's words
 * @facts: (nullable): a GVariant of type `a{sv}` in text form
 * @refers: the position of the entry that this one answers; 0: none
 * @hash: (nullable): of the entry and of the one before it; %NULL until it is appended
 */
typedef struct
{
  guint position;
  char *kind;
  char *step;
  char *who;
  DavyTime time;
  gint64 clock_offset;
  char *note;
  char *facts;
  guint refers;
  char *hash;
} DavyCaseEntry;

DavyCaseEntry *davy_case_entry_new (const char *kind, const char *step);
void davy_case_entry_free (DavyCaseEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyCaseEntry, davy_case_entry_free)

/**
 * DavyCaseRecord:
 * @id: the row
 * @key: the case's own id, a UUID
 * @account_id: whose case it is
 * @azure_id: the subscription
 * @customer_tenant_id: (nullable): the customer
 * @step: where it stands
 * @opened_at: when it was opened
 * @closed_at: when it was closed; %DAVY_TIME_UNSET while open
 * @event_ids: the alerts it is about
 * @entries: (element-type DavyCaseEntry): the journal, oldest first
 * @drafts: (element-type utf8 utf8): by step, what was typed and not recorded yet
 */
typedef struct
{
  gint64 id;
  char *key;
  char *account_id;
  char *azure_id;
  char *customer_tenant_id;
  char *step;
  DavyTime opened_at;
  DavyTime closed_at;
  GStrv event_ids;
  GPtrArray *entries;
  GHashTable *drafts;
} DavyCaseRecord;

void davy_case_record_free (DavyCaseRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyCaseRecord, davy_case_record_free)

gboolean davy_db_find_open_case (DavyDb *db,
                                 const char *account_id,
                                 const char *azure_id,
                                 gint64 *case_row,
                                 GError **error);
gboolean davy_db_create_case (DavyDb *db,
                              const char *account_id,
                              const char *azure_id,
                              const char *customer_tenant_id,
                              const char *step,
                              gint64 *case_row,
                              GError **error);
DavyCaseRecord *davy_db_load_case (DavyDb *db, gint64 case_row, GError **error);
gboolean davy_db_set_case_step (DavyDb *db, gint64 case_row, const char *step, GError **error);
gboolean davy_db_close_case (DavyDb *db, gint64 case_row, DavyTime closed_at, GError **error);
gboolean davy_db_put_draft (DavyDb *db,
                            gint64 case_row,
                            const char *step,
                            const char *facts,
                            GError **error);

gboolean davy_db_find_customer_entry (DavyDb *db,
                                      const char *account_id,
                                      const char *customer_tenant_id,
                                      const char *kind,
                                      DavyTime *time,
                                      GError **error);

GPtrArray *davy_db_read_entries (DavyDb *db, gint64 case_row, GError **error);
GArray *davy_db_list_cases_with_entry (DavyDb *db, const char *kind, GError **error);
GArray *davy_db_list_cases_open_or_with_entry (DavyDb *db, const char *kind, GError **error);
gboolean davy_db_append_entry (DavyDb *db, gint64 case_row, DavyCaseEntry *entry, GError **error);
guint davy_case_record_find_unanswered (const DavyCaseRecord *self, const char *kind);
gboolean davy_db_verify_journal (DavyDb *db, gint64 case_row, GError **error);

G_END_DECLS
