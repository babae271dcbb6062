/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-account-private.h"

#include "account/davy-token-cache.h"
#include "account/davy-waiters.h"

/* A person who signed in, and the tokens that came of it. However many callers want the same token
 * at once, one request fetches it. */

struct _DavyAccount
{
  GObject parent_instance;

  DavyEndpoints *endpoints;
  DavyHttp *http;
  DavyKeyring *keyring;
  char *application_id;
  char *id;
  char *username;
  char *tenant_id;

  DavyAccountState state;
  char *refresh_token; /* nullable: signed out */
  gboolean memory_only;
  gboolean storing; /* the keyring is being told a refresh token */
  gboolean stored_is_old;
  guint n_sign_ins; /* proofs too: a refresh that began before the last keeps nothing */

  DavyTokenCache *tokens; /* by "service tenant" */
  GHashTable *flights;    /* "service tenant" → Flight */
};

typedef enum
{
  PROP_STATE = 1,
  PROP_LAST = PROP_STATE,
} AccountProperty;

static GParamSpec *props[PROP_LAST + 1];

typedef enum
{
  SIGNAL_STEP_UP,
  N_SIGNALS,
} AccountSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DavyAccount, davy_account, G_TYPE_OBJECT)

/* One request under way, and everybody who waits for it. */
typedef struct
{
  DavyAccount *account; /* (owned) */
  char *key;            /* (owned) */
  gboolean own_tenant;
  guint n_sign_ins;
  DavyWaiters *waiters; /* (owned) */
} Flight;

static void
flight_free (Flight *flight)
{
  g_object_unref (flight->account);
  g_free (flight->key);
  davy_waiters_free (flight->waiters);
  g_free (flight);
}

/* The letter case of ids varies between services (wire-contract.md 2.0). */
static char *
make_key (DavyAccount *self, DavyService service, const char *tenant_id)
{
  g_autofree char *lower = g_ascii_strdown (tenant_id != NULL ? tenant_id : self->tenant_id, -1);

  return g_strdup_printf ("%d %s", service, lower);
}

static void
set_state (DavyAccount *self, DavyAccountState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void store_refresh_token (DavyAccount *self);

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyAccount) self = user_data;
  g_autoptr (GError) error = NULL;

  self->storing = FALSE;
  /* Whatever the keyring still holds was not revoked by use (wire-contract.md 1.4), so that the
   * next start signs in with it. */
  if (!davy_keyring_store_finish (DAVY_KEYRING (source), result, &error))
    g_warning ("A renewed sign-in could not be kept: %s", error->message);
  if (self->stored_is_old)
    store_refresh_token (self);
}

/* One write at a time; many tenants' answers in a row end in two writes, not in as many. */
static void
store_refresh_token (DavyAccount *self)
{
  const DavyKeyringItem item = {
    .account_id = self->id,
    .username = self->username,
    .tenant_id = self->tenant_id,
    .cloud = (char *) davy_endpoints_get_cloud (self->endpoints),
  };

  self->stored_is_old = self->storing;
  if (self->storing || self->memory_only || self->refresh_token == NULL)
    return;
  self->storing = TRUE;
  davy_keyring_store_async (self->keyring, &item, self->refresh_token, NULL, stored_cb,
                            g_object_ref (self));
}

static void
keep_tokens (DavyAccount *self, const char *key, const DavyOauthTokens *tokens)
{
  davy_token_cache_put (self->tokens, key, tokens->access_token, tokens->expires);
  if (tokens->refresh_token != NULL && g_strcmp0 (tokens->refresh_token, self->refresh_token) != 0)
    {
      davy_oauth_wipe (&self->refresh_token);
      self->refresh_token = g_strdup (tokens->refresh_token);
      store_refresh_token (self);
    }
}

/* A customer's tenant that refuses says nothing about the sign-in itself, unless it names that. */
static GError *
judge_refusal (DavyAccount *self, Flight *flight, GError *error)
{
  GError *refusal;

  if (!g_error_matches (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT) ||
      flight->n_sign_ins != self->n_sign_ins)
    return error;
  if (flight->own_tenant || davy_oauth_error_ends_sign_in (error))
    {
      set_state (self, DAVY_ACCOUNT_NEEDS_SIGN_IN);
      return error;
    }

  refusal = davy_error_new_fault (DAVY_ERROR_REFUSED, davy_error_get_fault (error),
                                  "The tenant refuses a token");
  g_error_free (error);

  return refusal;
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Flight *flight = user_data;
  DavyAccount *self = flight->account;
  GError *error = NULL;
  g_autoptr (DavyResponse) response = davy_http_send_finish (DAVY_HTTP (source), result, &error);
  g_autoptr (DavyOauthTokens) tokens =
      response != NULL ? davy_oauth_read_tokens (response, &error) : NULL;

  if (g_hash_table_lookup (self->flights, flight->key) == flight)
    g_hash_table_remove (self->flights, flight->key);
  if (self->state == DAVY_ACCOUNT_SIGNED_OUT)
    {
      g_clear_error (&error);
      error = g_error_new_literal (DAVY_ERROR, DAVY_ERROR_SIGNED_OUT, "Signed out");
      davy_waiters_answer (flight->waiters, NULL, error);
    }
  else if (tokens != NULL)
    {
      if (flight->n_sign_ins == self->n_sign_ins)
        keep_tokens (self, flight->key, tokens);
      davy_waiters_answer (flight->waiters, tokens->access_token, NULL);
    }
  else
    {
      error = judge_refusal (self, flight, error);
      davy_waiters_answer (flight->waiters, NULL, error);
    }
  g_clear_error (&error);
  flight_free (flight);
}

/* One that began before the last sign-in or proof brings a token that was made without it. */
static Flight *
find_flight (DavyAccount *self, const char *key)
{
  Flight *flight = g_hash_table_lookup (self->flights, key);

  return flight != NULL && flight->n_sign_ins == self->n_sign_ins ? flight : NULL;
}

static Flight *
take_off (DavyAccount *self, DavyService service, const char *tenant_id, const char *key)
{
  g_autoptr (DavyRequest) request = davy_oauth_make_request (self->endpoints, tenant_id, "token");
  g_autofree char *permission = davy_oauth_dup_scope (self->endpoints, service);
  g_autofree char *scope = g_strdup_printf ("%s offline_access", permission);
  Flight *flight = g_new0 (Flight, 1);

  flight->account = g_object_ref (self);
  flight->key = g_strdup (key);
  flight->n_sign_ins = self->n_sign_ins;
  flight->own_tenant = g_ascii_strcasecmp (tenant_id, self->tenant_id) == 0;
  flight->waiters = davy_waiters_new (NULL, NULL);
  g_hash_table_insert (self->flights, g_strdup (key), flight);

  davy_request_set_form (request, "client_id", self->application_id, "grant_type", "refresh_token",
                         "refresh_token", self->refresh_token, "scope", scope, NULL);
  davy_request_set_changing (request, FALSE); /* the old one stays good */
  davy_http_send_async (self->http, request, NULL, refreshed_cb, flight);

  return flight;
}

static void
davy_account_finalize (GObject *object)
{
  DavyAccount *self = DAVY_ACCOUNT (object);

  davy_oauth_wipe (&self->refresh_token);
  g_clear_pointer (&self->endpoints, davy_endpoints_unref);
  g_clear_object (&self->http);
  g_clear_object (&self->keyring);
  g_free (self->application_id);
  g_free (self->id);
  g_free (self->username);
  g_free (self->tenant_id);
  davy_token_cache_free (self->tokens);
  g_hash_table_unref (self->flights);

  G_OBJECT_CLASS (davy_account_parent_class)->finalize (object);
}

static void
davy_account_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavyAccount *self = DAVY_ACCOUNT (object);

  switch ((AccountProperty) id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_account_class_init (DavyAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = davy_account_finalize;
  object_class->get_property = davy_account_get_property;

  /**
   * DavyAccount:state:
   *
   * A #DavyAccountState.
   */
  props[PROP_STATE] =
      g_param_spec_uint ("state", NULL, NULL, 0, DAVY_ACCOUNT_SIGNED_OUT, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, PROP_LAST + 1, props);

  /**
   * DavyAccount::step-up:
   * @self: the account
   * @step_up: a #DavyStepUp
   *
   * A service wants a proof of the person; see #DavyAccounts::step-up.
   *
   * Returns: whether somebody leads them through it
   */
  signals[SIGNAL_STEP_UP] = g_signal_new ("step-up", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, g_signal_accumulator_true_handled, NULL, NULL,
                                          G_TYPE_BOOLEAN, 1, G_TYPE_OBJECT);
}

static void
davy_account_init (DavyAccount *self)
{
  self->state = DAVY_ACCOUNT_NEEDS_SIGN_IN;
  self->tokens = davy_token_cache_new ();
  self->flights = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * davy_account_new:
 * @parts: who it is, and what the account uses
 *
 * Returns: (transfer full): an account without tokens
 */
DavyAccount *
davy_account_new (const DavyAccountParts *parts)
{
  DavyAccount *self = g_object_new (DAVY_TYPE_ACCOUNT, NULL);

  self->endpoints = davy_endpoints_ref (parts->endpoints);
  self->http = g_object_ref (parts->http);
  self->keyring = g_object_ref (parts->keyring);
  self->application_id = g_strdup (parts->application_id);
  self->id = g_strdup (parts->id);
  self->username = g_strdup (parts->username);
  self->tenant_id = g_strdup (parts->tenant_id);

  return self;
}

/**
 * davy_account_sign_in:
 * @self: an account
 * @tokens: what a sign-in brought, for Partner Center; already in the keyring unless @memory_only
 * @memory_only: whether to keep out of the keyring from now on
 */
void
davy_account_sign_in (DavyAccount *self, DavyOauthTokens *tokens, gboolean memory_only)
{
  g_autofree char *key = make_key (self, DAVY_SERVICE_PARTNER, NULL);

  self->memory_only = memory_only;
  self->n_sign_ins++;
  davy_oauth_wipe (&self->refresh_token);
  self->refresh_token = g_strdup (tokens->refresh_token);
  davy_token_cache_clear (self->tokens);
  keep_tokens (self, key, tokens);
  set_state (self, DAVY_ACCOUNT_SIGNED_IN);
}

/**
 * davy_account_restore:
 * @self: an account
 * @refresh_token: (nullable): what the keyring held; %NULL when it did not give it
 *
 * Takes up an earlier sign-in.
 */
void
davy_account_restore (DavyAccount *self, const char *refresh_token)
{
  davy_oauth_wipe (&self->refresh_token);
  self->refresh_token = g_strdup (refresh_token);
  set_state (self, refresh_token != NULL ? DAVY_ACCOUNT_SIGNED_IN : DAVY_ACCOUNT_NEEDS_SIGN_IN);
}

/**
 * davy_account_sign_out:
 * @self: an account
 *
 * Wipes every token from memory. Requests under way end with %DAVY_ERROR_SIGNED_OUT.
 */
void
davy_account_sign_out (DavyAccount *self)
{
  davy_oauth_wipe (&self->refresh_token);
  davy_token_cache_clear (self->tokens);
  set_state (self, DAVY_ACCOUNT_SIGNED_OUT);
}

/**
 * davy_account_take_proof:
 * @self: an account
 * @service: whom the token is for
 * @tenant_id: (nullable): the tenant that issued it; %NULL is the person's own
 * @tokens: what the person's proof brought
 * @error: %DAVY_ERROR_SIGNED_OUT when the person has signed out meanwhile
 *
 * Keeps tokens that were made with a person's proof, in place of those before. The refresh token is
 * bound to person and application, whichever tenant's page issued it (`wire-contract.md` 1.4), and
 * remembers the proof: it is the one to go on with, for every tenant.
 *
 * Returns: whether they are kept
 */
gboolean
davy_account_take_proof (DavyAccount *self,
                         DavyService service,
                         const char *tenant_id,
                         const DavyOauthTokens *tokens,
                         GError **error)
{
  g_autofree char *key = make_key (self, service, tenant_id);

  if (self->state == DAVY_ACCOUNT_SIGNED_OUT)
    {
      g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT, "Signed out");
      return FALSE;
    }
  self->n_sign_ins++;
  keep_tokens (self, key, tokens);
  set_state (self, DAVY_ACCOUNT_SIGNED_IN);

  return TRUE;
}

/**
 * davy_account_get_application_id:
 * @self: an account
 *
 * Returns: (nullable): under which name Davylamp is registered
 */
const char *
davy_account_get_application_id (DavyAccount *self)
{
  return self->application_id;
}

/**
 * davy_account_set_application_id:
 * @self: an account
 * @application_id: under which name Davylamp is registered
 */
void
davy_account_set_application_id (DavyAccount *self, const char *application_id)
{
  g_free (self->application_id);
  self->application_id = g_strdup (application_id);
}

/**
 * davy_account_id_get_tenant:
 * @account_id: (nullable): what davy_account_get_id() says of an account, which may be gone
 *
 * Returns: (transfer none) (nullable): the tenant in it
 */
const char *
davy_account_id_get_tenant (const char *account_id)
{
  const char *dot = account_id != NULL ? strrchr (account_id, '.') : NULL;

  return dot != NULL ? dot + 1 : NULL;
}

/**
 * davy_account_get_id:
 * @self: an account
 *
 * Returns: the person's object id and tenant id, joined by a dot; the same for ever
 */
const char *
davy_account_get_id (DavyAccount *self)
{
  g_return_val_if_fail (DAVY_IS_ACCOUNT (self), NULL);

  return self->id;
}

/**
 * davy_account_get_username:
 * @self: an account
 *
 * Returns: how Microsoft names the person, `name@domain`
 */
const char *
davy_account_get_username (DavyAccount *self)
{
  g_return_val_if_fail (DAVY_IS_ACCOUNT (self), NULL);

  return self->username;
}

/**
 * davy_account_get_tenant_id:
 * @self: an account
 *
 * Returns: the person's own tenant: the partner's
 */
const char *
davy_account_get_tenant_id (DavyAccount *self)
{
  g_return_val_if_fail (DAVY_IS_ACCOUNT (self), NULL);

  return self->tenant_id;
}

/**
 * davy_account_get_state:
 * @self: an account
 *
 * Returns: whether tokens can be had
 */
DavyAccountState
davy_account_get_state (DavyAccount *self)
{
  g_return_val_if_fail (DAVY_IS_ACCOUNT (self), DAVY_ACCOUNT_SIGNED_OUT);

  return self->state;
}

/**
 * davy_account_is_memory_only:
 * @self: an account
 *
 * Returns: whether the sign-in ends with the program, because no keyring keeps it
 */
gboolean
davy_account_is_memory_only (DavyAccount *self)
{
  g_return_val_if_fail (DAVY_IS_ACCOUNT (self), TRUE);

  return self->memory_only;
}

/**
 * davy_account_get_endpoints:
 * @self: an account
 *
 * Returns: (transfer none): where its services are
 */
const DavyEndpoints *
davy_account_get_endpoints (DavyAccount *self)
{
  g_return_val_if_fail (DAVY_IS_ACCOUNT (self), NULL);

  return self->endpoints;
}

/**
 * davy_account_get_http:
 * @self: an account
 *
 * Returns: (transfer none): the way to the network that all accounts share
 */
DavyHttp *
davy_account_get_http (DavyAccount *self)
{
  g_return_val_if_fail (DAVY_IS_ACCOUNT (self), NULL);

  return self->http;
}

/**
 * davy_account_get_token_async:
 * @self: an account
 * @service: whom the token is for
 * @tenant_id: (nullable): the tenant that has to issue it; %NULL is the person's own. Resource
 *   Manager wants one of the customer's tenant (`wire-contract.md` 1.9).
 * @renew: whether the token given last was refused
 * @cancellable: (nullable): to give up waiting
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for an access token: one that is kept, or a new one.
 */
void
davy_account_get_token_async (DavyAccount *self,
                              DavyService service,
                              const char *tenant_id,
                              gboolean renew,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *key = make_key (self, service, tenant_id);
  Flight *flight = find_flight (self, key);
  const char *token = davy_token_cache_get (self->tokens, key, renew);

  g_task_set_source_tag (task, davy_account_get_token_async);
  if (self->state != DAVY_ACCOUNT_SIGNED_IN)
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT, "Not signed in");
      return;
    }
  if (flight == NULL && token != NULL)
    {
      g_task_return_pointer (task, g_strdup (token), g_free);
      return;
    }

  if (flight == NULL)
    flight = take_off (self, service, tenant_id != NULL ? tenant_id : self->tenant_id, key);
  davy_waiters_add (flight->waiters, task);
}

/**
 * davy_account_get_token_finish:
 * @self: an account
 * @result: the answer
 * @error: %DAVY_ERROR_SIGNED_OUT, %DAVY_ERROR_CLAIMS, %DAVY_ERROR_CONSENT, %DAVY_ERROR_MFA, and
 *   what hinders a request
 *
 * Returns: (transfer full): the token; never to be kept, logged or shown
 */
char *
davy_account_get_token_finish (DavyAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_account_get_token_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
