/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-sign-in.h"

#include "account/davy-accounts-private.h"
#include "account/davy-browser-code.h"
#include "account/davy-device-code.h"

/* One attempt to sign in: in the person's own browser, or with a code on another device. Both end
 * in the keyring. */

struct _DavySignIn
{
  GObject parent_instance;

  DavyAccounts *accounts;
  DavyAccount *again; /* nullable */
  char *cloud;        /* nullable: the usual one */
  char *claims;       /* nullable */
  char *done_html;    /* nullable */
  char *failed_html;  /* nullable */

  char *uri;              /* nullable */
  char *user_code;        /* nullable */
  char *verification_uri; /* nullable */

  DavyOauthTokens *tokens; /* nullable: not yet with an account */
  gboolean keeping;        /* the keyring is being told */
};

typedef enum
{
  PROP_URI = 1,
  PROP_USER_CODE,
  PROP_VERIFICATION_URI,
  PROP_KEEPING,
  PROP_LAST = PROP_KEEPING,
} SignInProperty;

static GParamSpec *props[PROP_LAST + 1];

typedef enum
{
  SIGNAL_OPEN_URI,
  N_SIGNALS,
} SignInSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DavySignIn, davy_sign_in, G_TYPE_OBJECT)

static const char *
get_tenant (DavySignIn *self)
{
  return self->again != NULL ? davy_account_get_tenant_id (self->again) : "organizations";
}

static const DavyEndpoints *
get_endpoints (DavySignIn *self)
{
  return davy_accounts_get_endpoints (self->accounts, self->cloud);
}

static char *
dup_partner_scope (DavySignIn *self)
{
  g_autofree char *partner = davy_oauth_dup_scope (get_endpoints (self), DAVY_SERVICE_PARTNER);

  return g_strdup_printf ("%s %s", partner, DAVY_OAUTH_IDENTITY_SCOPES);
}

/* Where both ways meet: the keyring, then the list. */
static void
set_keeping (DavySignIn *self, gboolean keeping)
{
  self->keeping = keeping;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEEPING]);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavySignIn *self = g_task_get_source_object (task);
  DavyKeyring *keyring = DAVY_KEYRING (source);
  const char *account_id = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean kept = davy_keyring_store_finish (keyring, result, &error);

  set_keeping (self, FALSE);
  if (!kept)
    davy_keyring_disown (keyring, account_id);
  if (self->tokens == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      DavyAccount *account = davy_accounts_find (self->accounts, account_id);

      /* Somebody did not want to wait for the keyring, so it must not hold anything either. */
      if (kept && (account == NULL || davy_account_is_memory_only (account)))
        davy_keyring_clear_async (keyring, account_id, NULL, NULL, NULL);
      g_clear_error (&error);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Not waited for");
    }
  else if (!kept)
    {
      g_task_return_error (task, error);
    }
  else
    {
      g_autoptr (DavyOauthTokens) tokens = g_steal_pointer (&self->tokens);

      g_task_return_pointer (
          task, g_object_ref (davy_accounts_take (self->accounts, self->cloud, tokens, FALSE)),
          g_object_unref);
    }
}

static void
keep_tokens (GTask *task)
{
  DavySignIn *self = g_task_get_source_object (task);
  const DavyKeyringItem item = {
    .account_id = self->tokens->account_id,
    .username = self->tokens->username,
    .tenant_id = self->tokens->tenant_id,
    .cloud = (char *) davy_endpoints_get_cloud (get_endpoints (self)),
  };

  g_task_set_task_data (task, g_strdup (item.account_id), g_free);
  davy_keyring_store_async (davy_accounts_get_keyring (self->accounts), &item,
                            self->tokens->refresh_token, NULL, kept_cb, g_object_ref (task));
  set_keeping (self, TRUE);
}

static void
take_tokens (GTask *task, DavyResponse *response)
{
  DavySignIn *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_clear_pointer (&self->tokens, davy_oauth_tokens_free);
  self->tokens = davy_oauth_read_tokens (response, &error);
  if (self->tokens != NULL &&
      (self->tokens->refresh_token == NULL || self->tokens->account_id == NULL))
    {
      g_clear_pointer (&self->tokens, davy_oauth_tokens_free);
      error = g_error_new_literal (DAVY_ERROR, DAVY_ERROR_WIRE,
                                   "A sign-in without a refresh token or an identity");
    }

  if (self->tokens == NULL)
    g_task_return_error (task, error);
  else
    keep_tokens (task);
}

/* In the browser */

static void
browser_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autoptr (DavyResponse) response = davy_browser_code_finish (result, &error);

  if (response != NULL)
    take_tokens (task, response);
  else
    g_task_return_error (task, error);
}

static void
open_page (const char *uri, gpointer data)
{
  DavySignIn *self = data;

  self->uri = g_strdup (uri);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_URI]);
  g_signal_emit (self, signals[SIGNAL_OPEN_URI], 0, self->uri);
}

/* Consent is gathered for all services at once; each token is for one (wire-contract.md 1.2). */
static void
visit_browser (GTask *task)
{
  DavySignIn *self = g_task_get_source_object (task);
  const DavyEndpoints *endpoints = get_endpoints (self);
  g_autofree char *partner = dup_partner_scope (self);
  g_autofree char *arm = davy_oauth_dup_scope (endpoints, DAVY_SERVICE_RESOURCE_MANAGER);
  g_autofree char *asked_scope = g_strdup_printf ("%s %s", partner, arm);
  const DavyBrowserCodeParts parts = {
    .http = davy_accounts_get_http (self->accounts),
    .endpoints = endpoints,
    .application_id = davy_accounts_get_application_id (self->accounts, self->cloud),
    .tenant_id = get_tenant (self),
    .asked_scope = asked_scope,
    .scope = partner,
    .claims = self->claims,
    .username = self->again != NULL ? davy_account_get_username (self->again) : NULL,
    .done_html = self->done_html,
    .failed_html = self->failed_html,
    .open = open_page,
    .data = self,
  };

  davy_browser_code_async (&parts, g_task_get_cancellable (task), browser_answered_cb,
                           g_object_ref (task));
}

/**
 * davy_sign_in_browser_async:
 * @self: an attempt that was not begun yet
 * @cancellable: (nullable): to give up; some refusals are shown in the browser only, and then no
 *   answer ever comes
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Listens for the browser's answer and asks, by the signal `open-uri`, that somebody open it.
 */
void
davy_sign_in_browser_async (DavySignIn *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_return_if_fail (DAVY_IS_SIGN_IN (self) && self->uri == NULL);

  g_task_set_source_tag (task, davy_sign_in_browser_async);
  if (davy_application_id_check (davy_accounts_get_application_id (self->accounts, self->cloud),
                                 &error))
    visit_browser (task);
  else
    g_task_return_error (task, error);
}

/* On another device */

static void
code_shown (const char *user_code, const char *verification_uri, gpointer data)
{
  DavySignIn *self = data;

  self->user_code = g_strdup (user_code);
  self->verification_uri = g_strdup (verification_uri);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VERIFICATION_URI]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_USER_CODE]);
}

static void
code_entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autoptr (DavyResponse) response = davy_device_code_finish (result, &error);

  if (response == NULL)
    g_task_return_error (task, error);
  else
    take_tokens (task, response);
}

/**
 * davy_sign_in_device_async:
 * @self: an attempt that was not begun yet
 * @cancellable: (nullable): to give up
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Asks for a code that the person enters on any device; the properties `user-code` and
 * `verification-uri` tell it as soon as it is there.
 */
void
davy_sign_in_device_async (DavySignIn *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *scope = dup_partner_scope (self);
  const DavyDeviceCodeParts parts = {
    .http = davy_accounts_get_http (self->accounts),
    .endpoints = get_endpoints (self),
    .application_id = davy_accounts_get_application_id (self->accounts, self->cloud),
    .tenant_id = get_tenant (self),
    .scope = scope,
    .shown = code_shown,
    .data = self,
  };
  GError *error = NULL;

  g_return_if_fail (DAVY_IS_SIGN_IN (self) && self->user_code == NULL);

  g_task_set_source_tag (task, davy_sign_in_device_async);
  if (!davy_application_id_check (parts.application_id, &error))
    g_task_return_error (task, error);
  else
    davy_device_code_async (&parts, cancellable, code_entered_cb, g_steal_pointer (&task));
}

static void
davy_sign_in_finalize (GObject *object)
{
  DavySignIn *self = DAVY_SIGN_IN (object);

  g_clear_object (&self->accounts);
  g_clear_object (&self->again);
  g_free (self->cloud);
  g_free (self->claims);
  g_free (self->done_html);
  g_free (self->failed_html);
  g_free (self->uri);
  g_free (self->user_code);
  g_free (self->verification_uri);
  g_clear_pointer (&self->tokens, davy_oauth_tokens_free);

  G_OBJECT_CLASS (davy_sign_in_parent_class)->finalize (object);
}

static void
davy_sign_in_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavySignIn *self = DAVY_SIGN_IN (object);

  switch ((SignInProperty) id)
    {
    case PROP_URI:
      g_value_set_string (value, self->uri);
      break;
    case PROP_USER_CODE:
      g_value_set_string (value, self->user_code);
      break;
    case PROP_VERIFICATION_URI:
      g_value_set_string (value, self->verification_uri);
      break;
    case PROP_KEEPING:
      g_value_set_boolean (value, self->keeping);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_sign_in_class_init (DavySignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = davy_sign_in_finalize;
  object_class->get_property = davy_sign_in_get_property;

  /**
   * DavySignIn:uri: (nullable)
   *
   * The page to open in the browser; %NULL until there is one.
   */
  props[PROP_URI] = g_param_spec_string ("uri", NULL, NULL, NULL, flags);
  /**
   * DavySignIn:user-code: (nullable)
   *
   * What to enter on another device.
   */
  props[PROP_USER_CODE] = g_param_spec_string ("user-code", NULL, NULL, NULL, flags);
  /**
   * DavySignIn:verification-uri: (nullable)
   *
   * Where to enter it.
   */
  props[PROP_VERIFICATION_URI] = g_param_spec_string ("verification-uri", NULL, NULL, NULL, flags);
  /**
   * DavySignIn:keeping:
   *
   * Whether the keyring is being told, and may be asking the person for its password.
   */
  props[PROP_KEEPING] = g_param_spec_boolean ("keeping", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, PROP_LAST + 1, props);

  /**
   * DavySignIn::open-uri:
   * @self: the attempt
   * @uri: a page
   *
   * The person's browser is to show @uri.
   */
  signals[SIGNAL_OPEN_URI] = g_signal_new ("open-uri", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
davy_sign_in_init (DavySignIn *self)
{
}

/**
 * davy_sign_in_new:
 * @accounts: where the account will be
 * @again: (nullable): an account that has to sign in again
 * @claims: (nullable): the claims challenge that it has to meet
 *
 * Returns: (transfer full): one attempt, good for one of davy_sign_in_browser_async() and
 *   davy_sign_in_device_async()
 */
DavySignIn *
davy_sign_in_new (DavyAccounts *accounts, DavyAccount *again, const char *claims)
{
  DavySignIn *self = g_object_new (DAVY_TYPE_SIGN_IN, NULL);

  self->accounts = g_object_ref (accounts);
  g_set_object (&self->again, again);
  if (again != NULL)
    self->cloud = g_strdup (davy_endpoints_get_cloud (davy_account_get_endpoints (again)));
  self->claims = g_strdup (claims);

  return self;
}

/**
 * davy_sign_in_set_cloud:
 * @self: an attempt that was not begun yet and is not of somebody who signs in again
 * @cloud: (nullable): one of davy_accounts_list_clouds(); %NULL is the usual one
 */
void
davy_sign_in_set_cloud (DavySignIn *self, const char *cloud)
{
  g_return_if_fail (DAVY_IS_SIGN_IN (self) && self->again == NULL);

  g_free (self->cloud);
  self->cloud = g_strdup (cloud);
}

/**
 * davy_sign_in_get_uri:
 * @self: an attempt
 *
 * Returns: (nullable): the page to open in the browser
 */
const char *
davy_sign_in_get_uri (DavySignIn *self)
{
  return self->uri;
}

/**
 * davy_sign_in_get_user_code:
 * @self: an attempt
 *
 * Returns: (nullable): what to enter on another device
 */
const char *
davy_sign_in_get_user_code (DavySignIn *self)
{
  return self->user_code;
}

/**
 * davy_sign_in_get_verification_uri:
 * @self: an attempt
 *
 * Returns: (nullable): where to enter it
 */
const char *
davy_sign_in_get_verification_uri (DavySignIn *self)
{
  return self->verification_uri;
}

/**
 * davy_sign_in_is_keeping:
 * @self: an attempt
 *
 * Returns: whether the keyring is being told, and may be asking the person for its password
 */
gboolean
davy_sign_in_is_keeping (DavySignIn *self)
{
  return self->keeping;
}

/**
 * davy_sign_in_set_pages:
 * @self: an attempt
 * @done_html: the page that the browser shows at the end
 * @failed_html: the page after a refusal
 */
void
davy_sign_in_set_pages (DavySignIn *self, const char *done_html, const char *failed_html)
{
  g_free (self->done_html);
  self->done_html = g_strdup (done_html);
  g_free (self->failed_html);
  self->failed_html = g_strdup (failed_html);
}

/**
 * davy_sign_in_keep_async:
 * @self: an attempt that ended with an error of the keyring
 * @cancellable: (nullable): to give up
 * @callback: called at the end, with davy_sign_in_finish()
 * @user_data: for @callback
 *
 * Tries the keyring once more, without another sign-in.
 */
void
davy_sign_in_keep_async (DavySignIn *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (DAVY_IS_SIGN_IN (self) && self->tokens != NULL);

  g_task_set_source_tag (task, davy_sign_in_keep_async);
  keep_tokens (task);
}

/**
 * davy_sign_in_keep_in_memory:
 * @self: an attempt that ended with an error of the keyring, or waits for it
 *
 * Goes on without the keyring: the person stays signed in until the program closes. What waits for
 * the keyring ends with %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the account
 */
DavyAccount *
davy_sign_in_keep_in_memory (DavySignIn *self)
{
  DavyAccount *account;

  g_return_val_if_fail (DAVY_IS_SIGN_IN (self) && self->tokens != NULL, NULL);

  account = g_object_ref (davy_accounts_take (self->accounts, self->cloud, self->tokens, TRUE));
  g_clear_pointer (&self->tokens, davy_oauth_tokens_free);

  return account;
}

/**
 * davy_sign_in_finish:
 * @self: an attempt
 * @result: the answer
 * @error: what davy_sign_in_dup_sentence() words. After %DAVY_ERROR_KEYRING_ABSENT,
 *   %DAVY_ERROR_KEYRING_LOCKED and %DAVY_ERROR_KEYRING_DENIED the sign-in itself stands:
 *   davy_sign_in_keep_async() and davy_sign_in_keep_in_memory() go on from there.
 *
 * Returns: (transfer full): who signed in; the account is in the list
 */
DavyAccount *
davy_sign_in_finish (DavySignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_sign_in_browser_async) ||
                            g_async_result_is_tagged (result, davy_sign_in_device_async) ||
                            g_async_result_is_tagged (result, davy_sign_in_keep_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
