/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-keyring.h"

#include <string.h>

#include "account/davy-keyring-worker.h"
#include "account/davy-oauth.h"
#include "core/davy-error.h"
#include "core/davy-time.h"

/* Calls go one after the other, each in a thread of its own. One that does not come back is left
 * behind: cancelling a call of libsecret can freeze whoever cancels. A store that was left behind
 * may still be done one day; what nobody wants kept any more by then is cleared again. */

#define QUIET_LIMIT  20000  /* milliseconds for a call that asks nobody */
#define PROMPT_LIMIT 180000 /* milliseconds for a person to type a password */

struct _DavyKeyring
{
  GObject parent_instance;

  char *profile;
  GQueue waiting; /* Call; the first is under way */
  GQueue late;    /* Call: stores that were left behind, and may still be done */
};

G_DEFINE_FINAL_TYPE (DavyKeyring, davy_keyring, G_TYPE_OBJECT)

typedef enum
{
  CALL_STORE,
  CALL_LOOKUP,
  CALL_CLEAR,
  CALL_LIST,
} CallKind;

/* Shared with the thread, which may outlive everything else. */
typedef struct
{
  CallKind kind;
  char *profile;
  DavyKeyringItem *item;    /* nullable: for CALL_LIST */
  char *secret;             /* to store, or what was looked up */
  GPtrArray *items;         /* what was listed */
  GError *error;            /* nullable: from the thread */
  DavyKeyringPrompt prompt; /* atomic */

  GMainContext *context; /* (owned): where the caller waits */

  /* of the caller's thread alone */
  GTask *task; /* (owned) (nullable): NULL once it was answered */
  GSource *limit;
  gboolean limit_was_prompt;
  DavyKeyring *late_for; /* (owned) (nullable): whose store this is that was left behind */
  gboolean unwanted;     /* a store: should it end late, nobody wants it kept */
} Call;

static void keyring_run_next (DavyKeyring *self);

static DavyKeyringItem *
item_copy (const DavyKeyringItem *item)
{
  DavyKeyringItem *copy = g_new0 (DavyKeyringItem, 1);

  copy->account_id = g_strdup (item->account_id);
  copy->username = g_strdup (item->username);
  copy->tenant_id = g_strdup (item->tenant_id);
  copy->cloud = g_strdup (item->cloud);

  return copy;
}

static void
call_clear (Call *call)
{
  g_free (call->profile);
  g_clear_pointer (&call->item, davy_keyring_item_free);
  davy_oauth_wipe (&call->secret);
  g_clear_pointer (&call->items, g_ptr_array_unref);
  g_clear_error (&call->error);
  g_clear_object (&call->late_for);
  g_main_context_unref (call->context);
}

static void
call_unref (gpointer call)
{
  g_atomic_rc_box_release_full (call, (GDestroyNotify) call_clear);
}

static void
call_return (Call *call)
{
  GTask *task = call->task;

  if (call->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&call->error));
      return;
    }
  switch (call->kind)
    {
    case CALL_STORE:
    case CALL_CLEAR:
      g_task_return_boolean (task, TRUE);
      break;
    case CALL_LOOKUP:
      g_task_return_pointer (task, g_steal_pointer (&call->secret), g_free);
      break;
    case CALL_LIST:
      g_task_return_pointer (task, g_steal_pointer (&call->items),
                             (GDestroyNotify) g_ptr_array_unref);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The call was answered. */
static void
call_leave (Call *call)
{
  g_autoptr (DavyKeyring) self = g_object_ref (g_task_get_source_object (call->task));

  davy_timer_clear (&call->limit);
  g_queue_pop_head (&self->waiting);
  g_clear_object (&call->task);
  call_unref (call);
  keyring_run_next (self);
}

static void
set_unwanted (GQueue *calls, const char *account_id, gboolean unwanted)
{
  for (GList *l = calls->head; l != NULL; l = l->next)
    {
      Call *call = l->data;

      if (call->kind == CALL_STORE &&
          (account_id == NULL || strcmp (call->item->account_id, account_id) == 0))
        call->unwanted = unwanted;
    }
}

/* The account's last write says what is to be left of the stores before it. */
static void
keyring_set_unwanted (DavyKeyring *self, const char *account_id, gboolean unwanted)
{
  set_unwanted (&self->late, account_id, unwanted);
  set_unwanted (&self->waiting, account_id, unwanted);
}

static void
keyring_wait_late (DavyKeyring *self, Call *call)
{
  call->late_for = g_object_ref (self);
  g_queue_push_tail (&self->late, g_atomic_rc_box_acquire (call));
}

/* An error may be one of waiting, and the service does it all the same. A locked keyring holds
 * nothing new, and asking for its password once more would be a riddle to the person. */
static void
late_store_done (Call *call)
{
  g_autoptr (DavyKeyring) self = g_steal_pointer (&call->late_for);

  g_queue_remove (&self->late, call);
  if (call->unwanted && !g_error_matches (call->error, DAVY_ERROR, DAVY_ERROR_KEYRING_LOCKED))
    davy_keyring_clear_async (self, call->item->account_id, NULL, NULL, NULL);
  call_unref (call);
}

static gboolean
thread_done_cb (gpointer user_data)
{
  Call *call = user_data;

  if (call->task != NULL)
    {
      call_return (call);
      call_leave (call);
    }
  else if (call->late_for != NULL)
    {
      late_store_done (call);
    }

  return G_SOURCE_REMOVE;
}

static gpointer
call_thread (gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GSource) done = g_idle_source_new ();

  switch (call->kind)
    {
    case CALL_STORE:
      davy_keyring_worker_store (call->profile, call->item, call->secret, &call->prompt,
                                 &call->error);
      break;
    case CALL_LOOKUP:
      call->secret = davy_keyring_worker_lookup (call->profile, call->item->account_id,
                                                 &call->prompt, &call->error);
      break;
    case CALL_CLEAR:
      davy_keyring_worker_clear (call->profile, call->item->account_id, &call->prompt,
                                 &call->error);
      break;
    case CALL_LIST:
      call->items = davy_keyring_worker_list (call->profile, &call->prompt, &call->error);
      break;
    default:
      g_assert_not_reached ();
    }

  g_source_set_callback (done, thread_done_cb, call, call_unref);
  g_source_attach (done, call->context);

  return NULL;
}

static gboolean
limit_cb (gpointer user_data)
{
  Call *call = user_data;
  gboolean prompt = g_atomic_int_get (&call->prompt);

  davy_timer_clear (&call->limit);
  if (prompt && !call->limit_was_prompt)
    {
      call->limit_was_prompt = TRUE;
      call->limit = davy_timer_start (PROMPT_LIMIT, limit_cb, call, NULL);
      return G_SOURCE_REMOVE;
    }

  g_task_return_new_error (call->task, DAVY_ERROR,
                           prompt ? DAVY_ERROR_KEYRING_LOCKED : DAVY_ERROR_KEYRING_ABSENT,
                           "The keyring does not answer");
  if (call->kind == CALL_STORE)
    keyring_wait_late (g_task_get_source_object (call->task), call);
  call_leave (call);

  return G_SOURCE_REMOVE;
}

static void
keyring_run_next (DavyKeyring *self)
{
  Call *call = g_queue_peek_head (&self->waiting);

  if (call == NULL)
    return;
  call->limit = davy_timer_start (QUIET_LIMIT, limit_cb, call, NULL);
  g_thread_unref (g_thread_new ("davy-keyring", call_thread, g_atomic_rc_box_acquire (call)));
}

static void
keyring_call (DavyKeyring *self,
              CallKind kind,
              const DavyKeyringItem *item,
              const char *secret,
              gpointer source_tag,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  Call *call = g_atomic_rc_box_new0 (Call);

  call->kind = kind;
  call->profile = g_strdup (self->profile);
  call->item = item != NULL ? item_copy (item) : NULL;
  call->secret = g_strdup (secret);
  call->context = g_main_context_ref_thread_default ();
  call->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (call->task, source_tag);
  if (kind == CALL_STORE || kind == CALL_CLEAR)
    keyring_set_unwanted (self, item->account_id, kind == CALL_CLEAR);

  g_queue_push_tail (&self->waiting, call);
  if (g_queue_get_length (&self->waiting) == 1)
    keyring_run_next (self);
}

static void
davy_keyring_finalize (GObject *object)
{
  DavyKeyring *self = DAVY_KEYRING (object);

  g_assert (g_queue_is_empty (&self->waiting) &&
            g_queue_is_empty (&self->late)); /* each call holds a reference */
  g_free (self->profile);

  G_OBJECT_CLASS (davy_keyring_parent_class)->finalize (object);
}

static void
davy_keyring_class_init (DavyKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_keyring_finalize;
}

static void
davy_keyring_init (DavyKeyring *self)
{
  g_queue_init (&self->waiting);
  g_queue_init (&self->late);
}

/**
 * davy_keyring_item_free:
 * @item: (transfer full): an item
 */
void
davy_keyring_item_free (DavyKeyringItem *item)
{
  g_free (item->account_id);
  g_free (item->username);
  g_free (item->tenant_id);
  g_free (item->cloud);
  g_free (item);
}

/**
 * davy_keyring_new:
 * @profile: keeps apart what must not mix: `default`, `demo`, …
 *
 * Returns: (transfer full): the way to the person's keyring
 */
DavyKeyring *
davy_keyring_new (const char *profile)
{
  DavyKeyring *self = g_object_new (DAVY_TYPE_KEYRING, NULL);

  self->profile = g_strdup (profile);

  return self;
}

/**
 * davy_keyring_store_async:
 * @self: a keyring
 * @item: what the secret belongs to
 * @secret: the secret; it takes the place of the account's earlier one
 * @cancellable: (nullable): to forget about the answer; the call itself goes on
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Keeps a secret. The person may be asked for the keyring's password.
 */
void
davy_keyring_store_async (DavyKeyring *self,
                          const DavyKeyringItem *item,
                          const char *secret,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (DAVY_IS_KEYRING (self));

  keyring_call (self, CALL_STORE, item, secret, davy_keyring_store_async, cancellable, callback,
                user_data);
}

/**
 * davy_keyring_store_finish:
 * @self: a keyring
 * @result: the answer
 * @error: %DAVY_ERROR_KEYRING_ABSENT, %DAVY_ERROR_KEYRING_LOCKED, %DAVY_ERROR_KEYRING_DENIED
 *
 * Returns: whether the secret is kept
 */
gboolean
davy_keyring_store_finish (DavyKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_keyring_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_keyring_lookup_async:
 * @self: a keyring
 * @account_id: whose secret
 * @cancellable: (nullable): to forget about the answer
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for a secret.
 */
void
davy_keyring_lookup_async (DavyKeyring *self,
                           const char *account_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  const DavyKeyringItem item = { .account_id = (char *) account_id };

  g_return_if_fail (DAVY_IS_KEYRING (self));

  keyring_call (self, CALL_LOOKUP, &item, NULL, davy_keyring_lookup_async, cancellable, callback,
                user_data);
}

/**
 * davy_keyring_lookup_finish:
 * @self: a keyring
 * @result: the answer
 * @error: as davy_keyring_store_finish()
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without an error when there is none
 */
char *
davy_keyring_lookup_finish (DavyKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_keyring_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * davy_keyring_clear_async:
 * @self: a keyring
 * @account_id: (nullable): whose secret; %NULL: all that is kept for the profile
 * @cancellable: (nullable): to forget about the answer; the call itself goes on
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Deletes a secret, also one whose store was given up and may end later than this.
 */
void
davy_keyring_clear_async (DavyKeyring *self,
                          const char *account_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  const DavyKeyringItem item = { .account_id = (char *) account_id };

  g_return_if_fail (DAVY_IS_KEYRING (self));

  keyring_call (self, CALL_CLEAR, &item, NULL, davy_keyring_clear_async, cancellable, callback,
                user_data);
}

/**
 * davy_keyring_clear_finish:
 * @self: a keyring
 * @result: the answer
 * @error: as davy_keyring_store_finish()
 *
 * Returns: whether nothing of it is left
 */
gboolean
davy_keyring_clear_finish (DavyKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_keyring_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_keyring_disown:
 * @self: a keyring
 * @account_id: whose secret
 *
 * Says, after a store that failed, that its secret is not to be kept. A store that was given up
 * because nothing answered is cleared again should it end later. Nothing is asked for now.
 */
void
davy_keyring_disown (DavyKeyring *self, const char *account_id)
{
  g_return_if_fail (DAVY_IS_KEYRING (self));

  keyring_set_unwanted (self, account_id, TRUE);
}

/**
 * davy_keyring_list_async:
 * @self: a keyring
 * @cancellable: (nullable): to forget about the answer
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks which accounts of this profile have a secret.
 */
void
davy_keyring_list_async (DavyKeyring *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (DAVY_IS_KEYRING (self));

  keyring_call (self, CALL_LIST, NULL, NULL, davy_keyring_list_async, cancellable, callback,
                user_data);
}

/**
 * davy_keyring_list_finish:
 * @self: a keyring
 * @result: the answer
 * @error: as davy_keyring_store_finish()
 *
 * Returns: (transfer full) (element-type DavyKeyringItem): the accounts, maybe none
 */
GPtrArray *
davy_keyring_list_finish (DavyKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_keyring_list_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
