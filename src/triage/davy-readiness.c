/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-readiness.h"

#include "core/davy-error.h"
#include "triage/davy-access-check.h"
#include "triage/davy-readiness-private.h"

/* Checks what may be done for every customer before there is an incident: few at a time, after
 * everything else, and each result is in the store as soon as it is there, so that whatever ends it
 * it goes on where it stopped. */

#define IN_FLIGHT 2
#define KEEPS_FOR DAVY_TIME_DAY

struct _DavyReadiness
{
  GObject parent_instance;

  DavyStore *store;
  DavyAccounts *accounts;
  GCancellable *cancellable; /* of what is under way; replaced when it was cancelled */

  GQueue targets; /* DavyAccessTarget: those to come */
  guint n_flying;
  gboolean listing;
  gboolean paused;
  gboolean running;
  GError *error; /* nullable: why it stopped */
};

typedef enum
{
  PROP_RUNNING = 1,
  PROP_LEFT,
  PROP_ERROR,
  PROP_LAST = PROP_ERROR,
} ReadinessProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (DavyReadiness, davy_readiness, G_TYPE_OBJECT)

/* A check on its way into the store. */
typedef struct
{
  DavyReadiness *self;       /* (not owned): whoever disposes of it cancels */
  GCancellable *cancellable; /* (owned) */
  DavyAccessTarget *target;  /* (owned) (nullable): NULL while the targets are listed */
  DavyAccess access;
} Step;

/* What the store is asked. */
typedef struct
{
  DavyTime checked_before;
  gboolean only_if_used;
  GPtrArray *targets; /* (owned) (nullable): the result */
} Listing;

static void pump (DavyReadiness *self);

static Step *
step_new (DavyReadiness *self, DavyAccessTarget *target)
{
  Step *step = g_new0 (Step, 1);

  step->self = self;
  step->cancellable = g_object_ref (self->cancellable);
  step->target = target;

  return step;
}

static void
step_free (Step *step)
{
  g_object_unref (step->cancellable);
  davy_access_target_free (step->target);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_clear_pointer (&listing->targets, g_ptr_array_unref);
  g_free (listing);
}

static gboolean
list_targets (DavyDb *db, gpointer data, GError **error)
{
  Listing *listing = data;
  DavyAccessCounts counts = { 0 };

  if (!davy_db_count_access (db, &counts, error))
    return FALSE;
  if (listing->only_if_used && counts.checked == 0)
    listing->targets = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_access_target_free);
  else
    listing->targets = davy_db_list_access_targets (db, listing->checked_before, error);

  return listing->targets != NULL;
}

/* --- all customers ---------------------------------------------------------------------------- */

static void
notify_left (DavyReadiness *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LEFT]);
}

static void
set_running (DavyReadiness *self, gboolean running)
{
  if (self->running == running)
    return;
  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
}

/* @error: (transfer full) (nullable) */
static void
set_error (DavyReadiness *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

static void
drop_everything (DavyReadiness *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_queue_clear_full (&self->targets, (GDestroyNotify) davy_access_target_free);
  self->n_flying = 0;
  self->listing = FALSE;
}

/* The others of the account would end the same way. */
static void
drop_account (DavyReadiness *self, const char *account_id)
{
  GList *next;

  for (GList *l = self->targets.head; l != NULL; l = next)
    {
      DavyAccessTarget *target = l->data;

      next = l->next;
      if (g_strcmp0 (target->account_id, account_id) == 0)
        {
          davy_access_target_free (target);
          g_queue_delete_link (&self->targets, l);
        }
    }
}

static void
step_over (DavyReadiness *self)
{
  self->n_flying--;
  notify_left (self);
  pump (self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  GError *error = NULL;

  if (g_cancellable_is_cancelled (step->cancellable))
    return;
  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    {
      drop_everything (step->self);
      set_error (step->self, error);
      set_running (step->self, FALSE);
      return;
    }
  step_over (step->self);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  DavyReadiness *self = step->self;
  GError *error = NULL;
  DavyAccess access;
  Step *whole;
  gboolean found = davy_access_check_finish (DAVY_ACCOUNT (source), result, &access, &error);

  if (g_cancellable_is_cancelled (step->cancellable))
    {
      g_clear_error (&error);
      return;
    }
  if (!found)
    {
      gboolean signed_out = g_error_matches (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);

      if (signed_out)
        drop_account (self, step->target->account_id);
      else
        g_queue_clear_full (&self->targets, (GDestroyNotify) davy_access_target_free);
      set_error (self, error);
      step_over (self);
      return;
    }

  whole = g_steal_pointer (&step);
  davy_readiness_put_async (self, whole->target, &access, whole->cancellable, written_cb, whole);
}

static void
pump (DavyReadiness *self)
{
  while (!self->paused && self->n_flying < IN_FLIGHT && !g_queue_is_empty (&self->targets))
    {
      DavyAccessTarget *target = g_queue_pop_head (&self->targets);
      DavyAccount *account = davy_accounts_find_acting (self->accounts, target->account_id);
      Step *step;

      if (account == NULL)
        {
          davy_access_target_free (target);
          continue;
        }
      step = step_new (self, target);
      self->n_flying++;
      davy_access_check_async (account, target, FALSE, self->cancellable, checked_cb, step);
    }
  if (self->n_flying == 0 && !self->listing && g_queue_is_empty (&self->targets))
    set_running (self, FALSE);
}

static void
targets_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  DavyReadiness *self = step->self;
  GError *error = NULL;
  gboolean listed = davy_store_read_finish (DAVY_STORE (source), result, &error);
  Listing *listing;

  if (g_cancellable_is_cancelled (step->cancellable))
    {
      g_clear_error (&error);
      return;
    }
  self->listing = FALSE;
  if (!listed)
    {
      set_error (self, error);
      set_running (self, FALSE);
      return;
    }
  listing = davy_store_result_get_data (result);
  while (listing->targets->len > 0)
    g_queue_push_tail (&self->targets, g_ptr_array_steal_index (listing->targets, 0));
  notify_left (self);
  pump (self);
}

static void
begin (DavyReadiness *self, DavyTime checked_before, gboolean only_if_used)
{
  Listing *listing;

  if (self->running)
    return;
  listing = g_new0 (Listing, 1);
  listing->checked_before = checked_before;
  listing->only_if_used = only_if_used;
  set_error (self, NULL);
  self->listing = TRUE;
  set_running (self, TRUE);
  davy_store_read_async (self->store, list_targets, listing, listing_free, self->cancellable,
                         targets_listed_cb, step_new (self, NULL));
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
davy_readiness_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavyReadiness *self = DAVY_READINESS (object);

  switch ((ReadinessProperty) id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_LEFT:
      g_value_set_uint (value, davy_readiness_get_left (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_readiness_dispose (GObject *object)
{
  DavyReadiness *self = DAVY_READINESS (object);

  g_cancellable_cancel (self->cancellable);
  g_queue_clear_full (&self->targets, (GDestroyNotify) davy_access_target_free);

  G_OBJECT_CLASS (davy_readiness_parent_class)->dispose (object);
}

static void
davy_readiness_finalize (GObject *object)
{
  DavyReadiness *self = DAVY_READINESS (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->accounts);
  g_clear_object (&self->store);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (davy_readiness_parent_class)->finalize (object);
}

static void
davy_readiness_class_init (DavyReadinessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = davy_readiness_get_property;
  object_class->dispose = davy_readiness_dispose;
  object_class->finalize = davy_readiness_finalize;

  /**
   * DavyReadiness:running:
   *
   * Whether customers are being checked.
   */
  props[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  /**
   * DavyReadiness:left:
   *
   * How many customers are still to be checked.
   */
  props[PROP_LEFT] = g_param_spec_uint ("left", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * DavyReadiness:error: (nullable)
   *
   * Why some of them could not be checked.
   */
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, PROP_LAST + 1, props);
}

static void
davy_readiness_init (DavyReadiness *self)
{
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->targets);
}

/**
 * davy_readiness_new:
 * @store: where customers and results are
 * @accounts: in whose names to ask
 *
 * Returns: (transfer full): an object that waits to be asked; to be used on the main thread
 */
DavyReadiness *
davy_readiness_new (DavyStore *store, DavyAccounts *accounts)
{
  DavyReadiness *self = g_object_new (DAVY_TYPE_READINESS, NULL);

  self->store = g_object_ref (store);
  self->accounts = g_object_ref (accounts);

  return self;
}

DavyStore *
davy_readiness_get_store (DavyReadiness *self)
{
  return self->store;
}

DavyAccounts *
davy_readiness_get_accounts (DavyReadiness *self)
{
  return self->accounts;
}

/**
 * davy_readiness_start:
 * @self: a readiness
 * @anew: whether to check those as well that were checked within the last day
 *
 * Checks the customers of all accounts, those with open alerts first. While it runs this does
 * nothing.
 */
void
davy_readiness_start (DavyReadiness *self, gboolean anew)
{
  g_return_if_fail (DAVY_IS_READINESS (self));

  begin (self, anew ? G_MAXINT64 : davy_time_now () - KEEPS_FOR, FALSE);
}

/**
 * davy_readiness_resume:
 * @self: a readiness
 *
 * Goes on where it stopped, and renews what is older than a day, provided that somebody has ever
 * wanted to know.
 */
void
davy_readiness_resume (DavyReadiness *self)
{
  g_return_if_fail (DAVY_IS_READINESS (self));

  begin (self, davy_time_now () - KEEPS_FOR, TRUE);
}

/**
 * davy_readiness_stop:
 * @self: a readiness
 *
 * Stops at once. What was found is in the store.
 */
void
davy_readiness_stop (DavyReadiness *self)
{
  g_return_if_fail (DAVY_IS_READINESS (self));

  drop_everything (self);
  notify_left (self);
  set_running (self, FALSE);
}

/**
 * davy_readiness_set_paused:
 * @self: a readiness
 * @paused: whether something more urgent goes on; what is under way ends, nothing new begins
 */
void
davy_readiness_set_paused (DavyReadiness *self, gboolean paused)
{
  g_return_if_fail (DAVY_IS_READINESS (self));

  self->paused = paused;
  if (self->running && !self->listing)
    pump (self);
}

/**
 * davy_readiness_is_running:
 * @self: a readiness
 *
 * Returns: whether customers are being checked
 */
gboolean
davy_readiness_is_running (DavyReadiness *self)
{
  g_return_val_if_fail (DAVY_IS_READINESS (self), FALSE);

  return self->running;
}

/**
 * davy_readiness_get_left:
 * @self: a readiness
 *
 * Returns: how many customers are still to be checked
 */
guint
davy_readiness_get_left (DavyReadiness *self)
{
  g_return_val_if_fail (DAVY_IS_READINESS (self), 0);

  return g_queue_get_length (&self->targets) + self->n_flying;
}

/**
 * davy_readiness_get_error:
 * @self: a readiness
 *
 * Returns: (transfer none) (nullable): why some of them could not be checked
 */
const GError *
davy_readiness_get_error (DavyReadiness *self)
{
  g_return_val_if_fail (DAVY_IS_READINESS (self), NULL);

  return self->error;
}
