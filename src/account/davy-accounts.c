/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-accounts-private.h"
#include "account/davy-step-up.h"

struct _DavyAccounts
{
  GObject parent_instance;

  GPtrArray *clouds; /* Cloud */
  GPtrArray *names;  /* of the clouds, ending with NULL */
  DavyHttp *http;
  DavyKeyring *keyring;
  GPtrArray *accounts; /* DavyAccount */
};

typedef enum
{
  SIGNAL_STEP_UP,
  N_SIGNALS,
} AccountsSignal;

static guint signals[N_SIGNALS];

/* A registration is of one cloud, and so are the tokens it leads to (wire-contract.md 1.1). */
typedef struct
{
  DavyEndpoints *endpoints;
  char *application_id; /* nullable */
} Cloud;

static void davy_accounts_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyAccounts,
                               davy_accounts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      davy_accounts_list_model_init))

static void
cloud_free (gpointer data)
{
  Cloud *cloud = data;

  davy_endpoints_unref (cloud->endpoints);
  g_free (cloud->application_id);
  g_free (cloud);
}

static Cloud *
find_cloud (DavyAccounts *self, const char *name)
{
  for (guint i = 0; i < self->clouds->len; i++)
    {
      Cloud *cloud = g_ptr_array_index (self->clouds, i);

      if (name == NULL || g_strcmp0 (davy_endpoints_get_cloud (cloud->endpoints), name) == 0)
        return cloud;
    }

  return NULL;
}

static gboolean
step_up_cb (DavyAccounts *self, DavyStepUp *step_up)
{
  gboolean led = FALSE;

  g_signal_emit (self, signals[SIGNAL_STEP_UP], 0, step_up, &led);

  return led;
}

static DavyAccount *
add_account (DavyAccounts *self,
             const Cloud *cloud,
             const char *id,
             const char *username,
             const char *tenant_id)
{
  const DavyAccountParts parts = {
    .endpoints = cloud->endpoints,
    .http = self->http,
    .keyring = self->keyring,
    .application_id = cloud->application_id,
    .id = id,
    .username = username,
    .tenant_id = tenant_id,
  };
  DavyAccount *account = davy_account_new (&parts);

  g_signal_connect_object (account, "step-up", G_CALLBACK (step_up_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->accounts, account);

  return account;
}

static GType
davy_accounts_get_item_type (GListModel *model)
{
  return DAVY_TYPE_ACCOUNT;
}

static guint
davy_accounts_get_n_items (GListModel *model)
{
  return DAVY_ACCOUNTS (model)->accounts->len;
}

static gpointer
davy_accounts_get_item (GListModel *model, guint position)
{
  DavyAccounts *self = DAVY_ACCOUNTS (model);

  if (position >= self->accounts->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->accounts, position));
}

static void
davy_accounts_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = davy_accounts_get_item_type;
  iface->get_n_items = davy_accounts_get_n_items;
  iface->get_item = davy_accounts_get_item;
}

static void
davy_accounts_finalize (GObject *object)
{
  DavyAccounts *self = DAVY_ACCOUNTS (object);

  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->clouds);
  g_clear_object (&self->http);
  g_clear_object (&self->keyring);

  G_OBJECT_CLASS (davy_accounts_parent_class)->finalize (object);
}

static void
davy_accounts_class_init (DavyAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_accounts_finalize;

  /**
   * DavyAccounts::step-up:
   * @self: the accounts
   * @step_up: a #DavyStepUp that has not begun
   *
   * A service refused a change until one of the people proves who they are.
   *
   * Returns: whether the handler leads them through it, and keeps a reference meanwhile; when
   *   nobody does, it ends unanswered
   */
  signals[SIGNAL_STEP_UP] = g_signal_new ("step-up", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, g_signal_accumulator_true_handled, NULL, NULL,
                                          G_TYPE_BOOLEAN, 1, DAVY_TYPE_STEP_UP);
}

static void
davy_accounts_init (DavyAccounts *self)
{
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  self->clouds = g_ptr_array_new_with_free_func (cloud_free);
  self->names = g_ptr_array_new ();
  g_ptr_array_add (self->names, NULL);
  self->http = davy_http_new ();
}

/**
 * davy_accounts_new:
 * @endpoints: where the services of the usual cloud are
 * @profile: keeps apart the keyring's entries of `default`, `demo` and others
 * @application_id: (nullable): under which id Davylamp is registered there; %NULL or "" when nobody
 *   said yet
 *
 * Returns: (transfer full): the list of who signed in, empty until davy_accounts_load_async()
 */
DavyAccounts *
davy_accounts_new (const DavyEndpoints *endpoints, const char *profile, const char *application_id)
{
  DavyAccounts *self = g_object_new (DAVY_TYPE_ACCOUNTS, NULL);

  self->keyring = davy_keyring_new (profile);
  davy_accounts_add_cloud (self, endpoints, application_id);

  return self;
}

/**
 * davy_accounts_add_cloud:
 * @self: the accounts, not loaded yet
 * @endpoints: where the services of another cloud are
 * @application_id: (nullable): under which id Davylamp is registered there
 *
 * Lets people of one more cloud sign in.
 */
void
davy_accounts_add_cloud (DavyAccounts *self,
                         const DavyEndpoints *endpoints,
                         const char *application_id)
{
  Cloud *cloud = g_new0 (Cloud, 1);

  cloud->endpoints = davy_endpoints_ref ((DavyEndpoints *) endpoints);
  cloud->application_id = g_strdup (application_id);
  g_ptr_array_add (self->clouds, cloud);
  g_ptr_array_insert (self->names, (int) self->names->len - 1,
                      (gpointer) davy_endpoints_get_cloud (endpoints));
}

/**
 * davy_accounts_list_clouds:
 * @self: the accounts
 *
 * Returns: (array zero-terminated=1) (transfer none): the names of the clouds whose people can sign
 *   in, the usual one first
 */
const char *const *
davy_accounts_list_clouds (DavyAccounts *self)
{
  g_return_val_if_fail (DAVY_IS_ACCOUNTS (self), NULL);

  return (const char *const *) self->names->pdata;
}

/**
 * davy_accounts_get_endpoints:
 * @self: the accounts
 * @cloud: (nullable): one of davy_accounts_list_clouds(); %NULL is the usual one
 *
 * Returns: (transfer none): where its services are
 */
const DavyEndpoints *
davy_accounts_get_endpoints (DavyAccounts *self, const char *cloud)
{
  Cloud *found;

  g_return_val_if_fail (DAVY_IS_ACCOUNTS (self), NULL);
  found = find_cloud (self, cloud);
  g_return_val_if_fail (found != NULL, NULL);

  return found->endpoints;
}

/**
 * davy_accounts_get_application_id:
 * @self: the accounts
 * @cloud: (nullable): one of davy_accounts_list_clouds(); %NULL is the usual one
 *
 * Returns: (nullable): under which id Davylamp is registered there
 */
const char *
davy_accounts_get_application_id (DavyAccounts *self, const char *cloud)
{
  Cloud *found;

  g_return_val_if_fail (DAVY_IS_ACCOUNTS (self), NULL);
  found = find_cloud (self, cloud);
  g_return_val_if_fail (found != NULL, NULL);

  return found->application_id;
}

/**
 * davy_accounts_set_application_id:
 * @self: the accounts
 * @cloud: (nullable): one of davy_accounts_list_clouds(); %NULL is the usual one
 * @application_id: under which id Davylamp is registered there, see davy_application_id_check()
 */
void
davy_accounts_set_application_id (DavyAccounts *self, const char *cloud, const char *application_id)
{
  g_autofree char *old = NULL;
  Cloud *found;

  g_return_if_fail (DAVY_IS_ACCOUNTS (self));
  found = find_cloud (self, cloud);
  g_return_if_fail (found != NULL);

  old = g_steal_pointer (&found->application_id);
  found->application_id = g_strdup (application_id);
  for (guint i = 0; i < self->accounts->len; i++)
    {
      DavyAccount *account = g_ptr_array_index (self->accounts, i);

      if (davy_account_get_endpoints (account) == found->endpoints)
        davy_account_set_application_id (account, application_id);
    }
}

/**
 * davy_accounts_find:
 * @self: the accounts
 * @account_id: see davy_account_get_id()
 *
 * Returns: (transfer none) (nullable): the account
 */
DavyAccount *
davy_accounts_find (DavyAccounts *self, const char *account_id)
{
  g_return_val_if_fail (DAVY_IS_ACCOUNTS (self), NULL);

  for (guint i = 0; i < self->accounts->len; i++)
    {
      DavyAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_strcmp0 (davy_account_get_id (account), account_id) == 0)
        return account;
    }

  return NULL;
}

/**
 * davy_accounts_find_acting:
 * @self: the accounts
 * @account_id: (nullable): whom something belongs to, who may have signed out since
 *
 * Finds who can act for that account: itself, or else a colleague of the same partner tenant. One
 * that is signed in comes before one that is not.
 *
 * Returns: (transfer none) (nullable): the account
 */
DavyAccount *
davy_accounts_find_acting (DavyAccounts *self, const char *account_id)
{
  DavyAccount *own;
  const char *tenant = davy_account_id_get_tenant (account_id);

  g_return_val_if_fail (DAVY_IS_ACCOUNTS (self), NULL);

  own = davy_accounts_find (self, account_id);
  if (tenant == NULL || (own != NULL && davy_account_get_state (own) == DAVY_ACCOUNT_SIGNED_IN))
    return own;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      DavyAccount *other = g_ptr_array_index (self->accounts, i);

      if (g_ascii_strcasecmp (davy_account_get_tenant_id (other), tenant) == 0 &&
          (own == NULL || davy_account_get_state (other) == DAVY_ACCOUNT_SIGNED_IN))
        return other;
    }

  return own;
}

/**
 * davy_accounts_get_http:
 * @self: the accounts
 *
 * Returns: (transfer none): the way to the network that all accounts share
 */
DavyHttp *
davy_accounts_get_http (DavyAccounts *self)
{
  return self->http;
}

/**
 * davy_accounts_get_keyring:
 * @self: the accounts
 *
 * Returns: (transfer none): where refresh tokens are kept
 */
DavyKeyring *
davy_accounts_get_keyring (DavyAccounts *self)
{
  return self->keyring;
}

/**
 * davy_accounts_take:
 * @self: the accounts
 * @cloud: (nullable): where somebody signed in; %NULL is the usual one
 * @tokens: what a sign-in brought, with an identity
 * @memory_only: whether they are not in the keyring
 *
 * Returns: (transfer none): the account, a new one or one that was there before
 */
DavyAccount *
davy_accounts_take (DavyAccounts *self,
                    const char *cloud,
                    DavyOauthTokens *tokens,
                    gboolean memory_only)
{
  DavyAccount *account = davy_accounts_find (self, tokens->account_id);
  gboolean is_new = account == NULL;

  if (is_new)
    account = add_account (self, find_cloud (self, cloud), tokens->account_id, tokens->username,
                           tokens->tenant_id);
  davy_account_sign_in (account, tokens, memory_only);
  if (is_new)
    g_list_model_items_changed (G_LIST_MODEL (self), self->accounts->len - 1, 0, 1);

  return account;
}

/**
 * davy_accounts_drop:
 * @self: the accounts
 * @account: one of them, or none any more; held by the caller
 *
 * Wipes its tokens from memory, and takes it out of the list.
 */
void
davy_accounts_drop (DavyAccounts *self, DavyAccount *account)
{
  guint position;

  davy_account_sign_out (account);
  if (g_ptr_array_find (self->accounts, account, &position))
    {
      g_ptr_array_remove_index (self->accounts, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
}

typedef struct
{
  GPtrArray *items; /* (owned): DavyKeyringItem */
  guint next;
} Load;

static void
load_free (Load *load)
{
  g_clear_pointer (&load->items, g_ptr_array_unref);
  g_free (load);
}

static void load_next (GTask *task);

static void
secret_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyAccounts *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  const DavyKeyringItem *item = g_ptr_array_index (load->items, load->next);
  const Cloud *cloud = find_cloud (self, item->cloud);
  GError *error = NULL;
  char *secret = davy_keyring_lookup_finish (DAVY_KEYRING (source), result, &error);

  if (error == NULL && cloud != NULL && davy_accounts_find (self, item->account_id) == NULL)
    {
      davy_account_restore (
          add_account (self, cloud, item->account_id, item->username, item->tenant_id), secret);
      g_list_model_items_changed (G_LIST_MODEL (self), self->accounts->len - 1, 0, 1);
    }
  davy_oauth_wipe (&secret);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  load->next++;
  load_next (task);
}

static void
load_next (GTask *task)
{
  DavyAccounts *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  const DavyKeyringItem *item;

  if (load->next == load->items->len)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  item = g_ptr_array_index (load->items, load->next);
  davy_keyring_lookup_async (self->keyring, item->account_id, g_task_get_cancellable (task),
                             secret_found_cb, g_object_ref (task));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->items = davy_keyring_list_finish (DAVY_KEYRING (source), result, &error);
  if (load->items == NULL)
    g_task_return_error (task, error);
  else
    load_next (task);
}

/**
 * davy_accounts_load_async:
 * @self: the accounts
 * @cancellable: (nullable): to give up
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Takes up the sign-ins that the keyring holds. It may ask the person for its password; nothing
 * else waits for it.
 */
void
davy_accounts_load_async (DavyAccounts *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (DAVY_IS_ACCOUNTS (self));

  g_task_set_source_tag (task, davy_accounts_load_async);
  g_task_set_task_data (task, g_new0 (Load, 1), (GDestroyNotify) load_free);
  davy_keyring_list_async (self->keyring, cancellable, listed_cb, g_steal_pointer (&task));
}

/**
 * davy_accounts_load_finish:
 * @self: the accounts
 * @result: the answer
 * @error: %DAVY_ERROR_KEYRING_ABSENT, %DAVY_ERROR_KEYRING_LOCKED, %DAVY_ERROR_KEYRING_DENIED
 *
 * Returns: whether all were taken up
 */
gboolean
davy_accounts_load_finish (DavyAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_accounts_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  davy_keyring_clear_finish (DAVY_KEYRING (source), result, &error);
  /* Where there is no keyring, and none was used, nothing can be left in one. */
  if (davy_account_is_memory_only (g_task_get_task_data (task)) &&
      g_error_matches (error, DAVY_ERROR, DAVY_ERROR_KEYRING_ABSENT))
    g_clear_error (&error);

  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * davy_accounts_sign_out_async:
 * @self: the accounts
 * @account: one of them
 * @cancellable: (nullable): to forget about the answer
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Wipes an account's tokens from memory at once, then from the keyring.
 */
void
davy_accounts_sign_out_async (DavyAccounts *self,
                              DavyAccount *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (DavyAccount) leaving = g_object_ref (account);

  g_return_if_fail (DAVY_IS_ACCOUNTS (self));

  g_task_set_source_tag (task, davy_accounts_sign_out_async);
  davy_accounts_drop (self, leaving);
  g_task_set_task_data (task, g_object_ref (leaving), g_object_unref);
  davy_keyring_clear_async (self->keyring, davy_account_get_id (leaving), cancellable, cleared_cb,
                            g_steal_pointer (&task));
}

/**
 * davy_accounts_sign_out_finish:
 * @self: the accounts
 * @result: the answer
 * @error: %DAVY_ERROR_KEYRING_ABSENT, %DAVY_ERROR_KEYRING_LOCKED, %DAVY_ERROR_KEYRING_DENIED: the
 *   keyring may still hold the sign-in
 *
 * Returns: whether nothing is left of it
 */
gboolean
davy_accounts_sign_out_finish (DavyAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_accounts_sign_out_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
