/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-verification-watch.h"

#include "store/davy-journal.h"
#include "sync/davy-alarm-clock.h"
#include "triage/davy-cancellation.h"
#include "triage/davy-plan-suspension.h"

/* One case after the other: what is due is looked at, and the first of the others is waited for. A
 * look that fails (offline, signed out) is tried again later. What a look after a cancelled
 * subscription finds is written only when it is new, so when it was looked is kept here. */

#define TRY_AGAIN (15 * DAVY_TIME_MINUTE)

typedef enum
{
  KIND_VERIFICATION, /* does it go on? */
  KIND_CANCELLATION, /* does what was cancelled run again? */
  KIND_REACTIVATION, /* does what was reactivated from here run? */
  KIND_PLAN,         /* is its plan suspended, or does it run again? */
  N_KINDS,
} Kind;

struct _DavyVerificationWatch
{
  GObject parent_instance;

  DavyStore *store;
  DavyTriage *triage;
  GCancellable *cancellable;
  GHashTable *not_before[N_KINDS]; /* gint64: case → gint64: when it may be looked at again */
  DavyAlarmClock alarm;
  gboolean busy;
  gboolean again; /* something changed while it was */
};

typedef enum
{
  SIGNAL_LOOKED,
  SIGNAL_REACTIVATED,
  SIGNAL_LAST,
} DavyVerificationWatchSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyVerificationWatch, davy_verification_watch, G_TYPE_OBJECT)

static void search (DavyVerificationWatch *self);

typedef struct
{
  Kind kind;
  gint64 case_row;
  DavyTime due;
  gint64 interval; /* before it is looked again, or tried again */
} Target;

static void
add_due (const GPtrArray *entries, gint64 case_row, GArray *targets)
{
  Target look = { KIND_VERIFICATION, case_row, .interval = TRY_AGAIN };
  Target watch = { KIND_CANCELLATION, case_row };
  Target reactivation = { KIND_REACTIVATION, case_row };
  Target plan = { KIND_PLAN, case_row };

  look.due = davy_verification_find_due (entries);
  if (look.due != DAVY_TIME_UNSET)
    g_array_append_val (targets, look);
  watch.due = davy_cancellation_find_due (entries, davy_time_now (), &watch.interval);
  if (watch.due != DAVY_TIME_UNSET)
    g_array_append_val (targets, watch);
  reactivation.due = davy_reactivation_find_due (entries, &reactivation.interval);
  if (reactivation.due != DAVY_TIME_UNSET)
    g_array_append_val (targets, reactivation);
  plan.due = davy_plan_suspension_find_due (entries, &plan.interval);
  if (plan.due != DAVY_TIME_UNSET)
    g_array_append_val (targets, plan);
}

static gboolean
add_targets (DavyDb *db, gint64 case_row, GArray *targets, GError **error)
{
  g_autoptr (GPtrArray) entries = davy_db_read_entries (db, case_row, error);

  if (entries == NULL)
    return FALSE;
  add_due (entries, case_row, targets);

  return TRUE;
}

static gboolean
find_targets (DavyDb *db, gpointer data, GError **error)
{
  g_autoptr (GArray) cases = davy_db_list_cases_with_act (db, error);

  if (cases == NULL)
    return FALSE;
  for (guint i = 0; i < cases->len; i++)
    if (!add_targets (db, g_array_index (cases, gint64, i), data, error))
      return FALSE;

  return TRUE;
}

static void
end_round (DavyVerificationWatch *self)
{
  self->busy = FALSE;
  if (self->again)
    search (self);
}

static void
hold_off (DavyVerificationWatch *self, const Target *target)
{
  DavyTime not_before = davy_time_now () + target->interval;

  g_hash_table_insert (self->not_before[target->kind],
                       g_memdup2 (&target->case_row, sizeof target->case_row),
                       g_memdup2 (&not_before, sizeof not_before));
}

/* One look on its way. */
typedef struct
{
  DavyVerificationWatch *self; /* (owned) */
  Target target;
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->self);
  g_free (look);
}

/* Takes @look. */
static void
end_look (Look *look, const GError *error)
{
  DavyVerificationWatch *self = look->self;

  if (error != NULL)
    {
      g_message ("A case could not be looked at again: %s", error->message);
      hold_off (self, &look->target);
    }
  self->again = TRUE;
  end_round (self);
  look_free (look);
}

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = user_data;
  DavyCase *handled = DAVY_CASE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyVerification) found = davy_case_verify_finish (handled, result, &error);

  if (g_cancellable_is_cancelled (look->self->cancellable))
    {
      look_free (look);
      return;
    }
  if (found != NULL)
    g_signal_emit (look->self, signals[SIGNAL_LOOKED], 0, handled, found);
  end_look (look, error);
}

static void
watched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = user_data;
  DavyCase *handled = DAVY_CASE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) act = davy_case_watch_cancellation_finish (handled, result, &error);

  if (g_cancellable_is_cancelled (look->self->cancellable))
    {
      look_free (look);
      return;
    }
  if (act != NULL)
    hold_off (look->self, &look->target);
  if (act != NULL && act->state == DAVY_ACT_UNDONE)
    g_signal_emit (look->self, signals[SIGNAL_REACTIVATED], 0, handled);
  end_look (look, error);
}

/* Returns: (transfer full) (nullable): what was done, if it is that what is looked after */
static DavyAct *
dup_act (const Look *look, DavyCase *handled)
{
  switch (look->target.kind)
    {
    case KIND_CANCELLATION:
      return davy_case_dup_cancellation (handled);
    case KIND_REACTIVATION:
      return davy_case_dup_reactivation (handled);
    case KIND_PLAN:
      return davy_case_dup_plan_act (handled);
    case KIND_VERIFICATION:
    case N_KINDS:
    default:
      return NULL;
    }
}

/* Takes @look. */
static void
look_at (Look *look, DavyCase *handled)
{
  g_autoptr (DavyAct) act = NULL;

  if (look->target.kind == KIND_VERIFICATION)
    {
      davy_case_verify_async (handled, look->self->cancellable, verified_cb, look);
      return;
    }

  act = dup_act (look, handled);
  if (act != NULL)
    {
      davy_case_watch_cancellation_async (handled, act, look->self->cancellable, watched_cb, look);
      return;
    }
  hold_off (look->self, &look->target);
  end_look (look, NULL);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyCase) handled =
      davy_triage_open_case_finish (DAVY_TRIAGE (source), result, &error);

  if (g_cancellable_is_cancelled (look->self->cancellable))
    {
      look_free (look);
      return;
    }
  if (handled == NULL)
    end_look (look, error);
  else
    look_at (look, handled);
}

static DavyTime
get_time (DavyVerificationWatch *self, const Target *target)
{
  const DavyTime *not_before =
      g_hash_table_lookup (self->not_before[target->kind], &target->case_row);

  return not_before != NULL ? MAX (*not_before, target->due) : target->due;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyVerificationWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  const Target *first = NULL;
  GArray *targets;
  Look *look;

  davy_store_read_finish (DAVY_STORE (source), result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (error != NULL)
    {
      g_message ("The cases to look at again cannot be read: %s", error->message);
      end_round (self);
      return;
    }

  targets = davy_store_result_get_data (result);
  for (guint i = 0; i < targets->len; i++)
    {
      const Target *target = &g_array_index (targets, Target, i);

      if (first == NULL || get_time (self, target) < get_time (self, first))
        first = target;
    }
  if (first == NULL || get_time (self, first) > davy_time_now ())
    {
      davy_alarm_clock_set (&self->alarm, first != NULL ? get_time (self, first) : DAVY_TIME_UNSET);
      end_round (self);
      return;
    }

  look = g_new0 (Look, 1);
  look->self = g_object_ref (self);
  look->target = *first;
  davy_triage_open_case_async (self->triage, first->case_row, self->cancellable, opened_cb, look);
}

static void
search (DavyVerificationWatch *self)
{
  self->again = self->busy;
  if (self->busy)
    return;

  self->busy = TRUE;
  davy_store_read_async (self->store, find_targets, g_array_new (FALSE, FALSE, sizeof (Target)),
                         (GDestroyNotify) g_array_unref, self->cancellable, found_cb,
                         g_object_ref (self));
}

static void
ring_cb (gpointer self)
{
  search (self);
}

static void
store_changed_cb (DavyVerificationWatch *self, DavyStoreTables tables)
{
  if ((tables & DAVY_TABLE_CASES) != 0)
    search (self);
}

static void
davy_verification_watch_dispose (GObject *object)
{
  DavyVerificationWatch *self = DAVY_VERIFICATION_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  davy_alarm_clock_clear (&self->alarm);
  g_clear_object (&self->triage);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (davy_verification_watch_parent_class)->dispose (object);
}

static void
davy_verification_watch_finalize (GObject *object)
{
  DavyVerificationWatch *self = DAVY_VERIFICATION_WATCH (object);

  g_object_unref (self->cancellable);
  for (guint kind = 0; kind < N_KINDS; kind++)
    g_hash_table_unref (self->not_before[kind]);

  G_OBJECT_CLASS (davy_verification_watch_parent_class)->finalize (object);
}

static void
davy_verification_watch_class_init (DavyVerificationWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_verification_watch_dispose;
  object_class->finalize = davy_verification_watch_finalize;

  /* A #DavyCase was looked at again; a #DavyVerification says what was found. */
  signals[SIGNAL_LOOKED] =
      g_signal_new ("looked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, DAVY_TYPE_CASE, G_TYPE_POINTER);

  /* The subscription of a #DavyCase was cancelled from here, and runs again. */
  signals[SIGNAL_REACTIVATED] =
      g_signal_new ("reactivated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, DAVY_TYPE_CASE);
}

static void
davy_verification_watch_init (DavyVerificationWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->alarm.ring = ring_cb;
  self->alarm.data = self;
  for (guint kind = 0; kind < N_KINDS; kind++)
    self->not_before[kind] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/**
 * davy_verification_watch_new:
 * @store: where the cases are; it may be opened later
 * @triage: opens them
 *
 * Returns: (transfer full): what looks at cases again, and tells by `looked` what was found, and by
 *   `reactivated` when a cancelled subscription runs again
 */
DavyVerificationWatch *
davy_verification_watch_new (DavyStore *store, DavyTriage *triage)
{
  DavyVerificationWatch *self = g_object_new (DAVY_TYPE_VERIFICATION_WATCH, NULL);

  self->store = g_object_ref (store);
  self->triage = g_object_ref (triage);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  search (self);

  return self;
}
