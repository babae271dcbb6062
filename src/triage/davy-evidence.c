/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-evidence.h"

#include "triage/davy-case-clocks.h"
#include "triage/davy-case-origin.h"
#include "triage/davy-evidence-private.h"

/* What is there of a case's evidence, and whether that is enough. */

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} EvidenceSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DavyEvidence, davy_evidence, G_TYPE_OBJECT)

static void
lot_free (gpointer data)
{
  DavyEvidenceLot *lot = data;

  g_clear_error (&lot->shown.error);
  g_free (lot->shown.sha256);
  g_free (lot->shown.reason);
  g_clear_pointer (&lot->missing, g_ptr_array_unref);
  g_hash_table_unref (lot->refused);
  g_free (lot);
}

static DavyEvidenceLot *
lot_new (const DavyEvidenceSource *source)
{
  DavyEvidenceLot *lot = g_new0 (DavyEvidenceLot, 1);

  lot->source = source;
  lot->shown.key = source->key;
  lot->shown.required = source->required;
  lot->shown.state = source->count_occasions != NULL ? DAVY_EVIDENCE_LATER : DAVY_EVIDENCE_WAITING;
  lot->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return lot;
}

DavyEvidenceLot *
davy_evidence_find_lot (DavyEvidence *self, const char *key)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      DavyEvidenceLot *lot = g_ptr_array_index (self->parts, i);

      if (g_strcmp0 (lot->shown.key, key) == 0)
        return lot;
    }

  return NULL;
}

void
davy_evidence_tell (DavyEvidence *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* A waiver is for what was missing then; what is wanted since is missing anew. */
static gboolean
is_waived (const DavyEvidenceLot *lot, GVariant *waiver)
{
  g_autofree const char **names = NULL;

  if (waiver == NULL || !g_variant_lookup (waiver, "missing", "^a&s", &names))
    return FALSE;
  for (guint i = 0; i < lot->missing->len; i++)
    if (!g_strv_contains (names, g_ptr_array_index (lot->missing, i)))
      return FALSE;

  return TRUE;
}

/* The journal says what is stored or waived; what was refused is known until the program ends. */
static void
settle_lot (DavyEvidenceLot *lot, const DavyCaseRecord *record)
{
  const char *key = lot->shown.key;
  g_autoptr (GVariant) seal = NULL;
  g_autoptr (GVariant) waiver = NULL;
  const DavyCaseEntry *waived;

  davy_evidence_find_entry (record, DAVY_ENTRY_EVIDENCE, key, &seal);
  waived = davy_evidence_find_entry (record, DAVY_ENTRY_WAIVED, key, &waiver);
  g_clear_pointer (&lot->shown.sha256, g_free);
  g_clear_pointer (&lot->shown.reason, g_free);
  if (!davy_evidence_source_applies (lot->source, record->entries))
    lot->shown.state = DAVY_EVIDENCE_LATER;
  else if (lot->missing == NULL)
    lot->shown.state = DAVY_EVIDENCE_WAITING;
  else if (lot->missing->len == 0 && seal != NULL)
    {
      lot->shown.state = DAVY_EVIDENCE_STORED;
      g_variant_lookup (seal, "sha256", "s", &lot->shown.sha256);
      g_clear_error (&lot->shown.error);
    }
  else if (lot->missing->len > 0 && is_waived (lot, waiver))
    {
      lot->shown.state = DAVY_EVIDENCE_WAIVED;
      lot->shown.reason = g_strdup (waived->note);
    }
  else
    {
      lot->shown.state = lot->shown.error != NULL ? DAVY_EVIDENCE_REFUSED : DAVY_EVIDENCE_WAITING;
    }
}

/* @pieces: its content is taken */
void
davy_evidence_take_pieces (DavyEvidenceLot *lot, DavyEvidencePieces *pieces)
{
  g_clear_pointer (&lot->missing, g_ptr_array_unref);
  lot->missing = g_steal_pointer (&pieces->missing);
  lot->shown.n_all = pieces->n_all;
  lot->shown.n_done = pieces->n_all - lot->missing->len;
  lot->shown.stored_at = pieces->stored_at;
}

void
davy_evidence_settle (DavyEvidence *self, DavyEvidenceLot *lot)
{
  settle_lot (lot, davy_case_get_record (self->handled));
}

/*< private >
 * davy_evidence_lots_new:
 *
 * Returns: (transfer full) (element-type DavyEvidenceLot): all parts, the required ones first;
 *   nothing is known of them yet
 */
GPtrArray *
davy_evidence_lots_new (void)
{
  GPtrArray *lots = g_ptr_array_new_with_free_func (lot_free);

  for (guint i = 0; i < DAVY_N_EVIDENCE_SOURCES; i++)
    g_ptr_array_add (lots, lot_new (&davy_evidence_sources[i]));

  return lots;
}

/*< private >
 * davy_evidence_lots_read:
 * @lots: new ones
 * @db: any connection
 * @record: the case whose they are
 * @error: where to report %DAVY_ERROR_STORE
 *
 * Looks how each stands, where nobody collects.
 *
 * Returns: whether it could be read
 */
gboolean
davy_evidence_lots_read (GPtrArray *lots, DavyDb *db, const DavyCaseRecord *record, GError **error)
{
  for (guint i = 0; i < lots->len; i++)
    {
      DavyEvidenceLot *lot = g_ptr_array_index (lots, i);
      g_auto (DavyEvidencePieces) pieces = { 0 };

      if (!davy_db_list_evidence (db, record->id, lot->shown.key, &pieces, error))
        return FALSE;
      davy_evidence_take_pieces (lot, &pieces);
      settle_lot (lot, record);
    }

  return TRUE;
}

static void
davy_evidence_dispose (GObject *object)
{
  DavyEvidence *self = DAVY_EVIDENCE (object);

  davy_timer_clear (&self->patience);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->handled);

  G_OBJECT_CLASS (davy_evidence_parent_class)->dispose (object);
}

static void
davy_evidence_finalize (GObject *object)
{
  DavyEvidence *self = DAVY_EVIDENCE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);

  G_OBJECT_CLASS (davy_evidence_parent_class)->finalize (object);
}

static void
davy_evidence_class_init (DavyEvidenceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_evidence_dispose;
  object_class->finalize = davy_evidence_finalize;

  /**
   * DavyEvidence::changed:
   *
   * A part stands otherwise than before.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DAVY_TYPE_EVIDENCE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_evidence_init (DavyEvidence *self)
{
  self->parts = davy_evidence_lots_new ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_case_get_evidence:
 * @self: a case
 *
 * Returns: (transfer none): its evidence; nothing is known of it before davy_evidence_load() or
 *   davy_evidence_start()
 */
DavyEvidence *
davy_case_get_evidence (DavyCase *self)
{
  if (self->evidence == NULL)
    {
      self->evidence = g_object_new (DAVY_TYPE_EVIDENCE, NULL);
      g_set_weak_pointer (&self->evidence->handled, self);
    }

  return self->evidence;
}

/**
 * davy_evidence_get_parts:
 * @self: the evidence of a case
 *
 * Returns: (transfer none) (element-type DavyEvidencePart): all parts, the required ones first
 */
GPtrArray *
davy_evidence_get_parts (DavyEvidence *self)
{
  return self->parts;
}

/**
 * davy_evidence_get_part:
 * @self: the evidence of a case
 * @key: one of the `DAVY_EVIDENCE_…` names
 *
 * Returns: (transfer none) (nullable): that part; %NULL when there is none of that name
 */
const DavyEvidencePart *
davy_evidence_get_part (DavyEvidence *self, const char *key)
{
  DavyEvidenceLot *lot = davy_evidence_find_lot (self, key);

  return lot != NULL ? &lot->shown : NULL;
}

/**
 * davy_evidence_is_collecting:
 * @self: the evidence of a case
 *
 * Returns: whether something is being asked for
 */
gboolean
davy_evidence_is_collecting (DavyEvidence *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (((const DavyEvidenceLot *) g_ptr_array_index (self->parts, i))->running)
      return TRUE;

  return self->n_plans > 0;
}

/**
 * davy_evidence_is_enough:
 * @self: the evidence of a case
 * @missing: (out) (optional) (nullable) (transfer none): the first required part that is neither
 *   stored nor waived
 *
 * The gate [E] of `playbook.md` C.3: before it is open, nothing is deleted.
 *
 * Returns: whether every required part is stored or waived
 */
gboolean
davy_evidence_is_enough (DavyEvidence *self, const char **missing)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const DavyEvidencePart *part = g_ptr_array_index (self->parts, i);

      if (!part->required || part->state == DAVY_EVIDENCE_STORED ||
          part->state == DAVY_EVIDENCE_WAIVED)
        continue;
      if (missing != NULL)
        *missing = part->key;
      return FALSE;
    }
  if (missing != NULL)
    *missing = NULL;

  return TRUE;
}

/**
 * davy_evidence_get_log_clock:
 * @self: the evidence of a case
 * @until: (out): when the log of the misuse's beginning is gone; %DAVY_TIME_UNSET when it is not
 *   known when that was
 *
 * Azure keeps its activity log for %DAVY_LOG_DAYS days (`wire-contract.md` 3.6).
 *
 * Returns: how long it can still be had
 */
DavyLogClock
davy_evidence_get_log_clock (DavyEvidence *self, DavyTime *until)
{
  const DavyEvidencePart *log = davy_evidence_get_part (self, DAVY_EVIDENCE_ACTIVITY);
  DavyTime now = davy_time_now ();
  DavyTime onset = davy_case_get_onset (self->handled, NULL);

  *until = onset != DAVY_TIME_UNSET ? onset + DAVY_LOG_DAYS * DAVY_TIME_DAY : DAVY_TIME_UNSET;
  if (log->state == DAVY_EVIDENCE_STORED)
    return DAVY_LOG_CLOCK_KEPT;
  if (*until == DAVY_TIME_UNSET || *until - now > DAVY_LOG_SHORT_DAYS * DAVY_TIME_DAY)
    return DAVY_LOG_CLOCK_RUNS;

  return *until > now ? DAVY_LOG_CLOCK_SHORT : DAVY_LOG_CLOCK_OVER;
}
