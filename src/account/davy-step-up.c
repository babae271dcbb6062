/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-step-up.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "account/davy-account-private.h"
#include "account/davy-browser-code.h"
#include "account/davy-device-code.h"
#include "account/davy-waiters.h"

/* One more proof of who a person is, which a service wants before it does what was asked
 * (`wire-contract.md` 1.7): the sign-in page of the tenant that the change is in, with the claims
 * of the refusal. All changes that wait for the same token wait for one proof. */

#define PATIENCE (10 * 60 * 1000) /* milliseconds; a code lives no longer */

struct _DavyStepUp
{
  GObject parent_instance;

  DavyAccount *account;
  DavyService service;
  char *tenant_id; /* nullable: the account's own */
  char *claims;
  char *done_html;   /* nullable */
  char *failed_html; /* nullable */

  char *uri;              /* nullable */
  char *user_code;        /* nullable */
  char *verification_uri; /* nullable */

  DavyWaiters *waiters;
  GError *failure;   /* nullable: of the last attempt */
  GSource *patience; /* nullable: over */
  gboolean over;
};

typedef enum
{
  PROP_USER_CODE = 1,
  PROP_OVER,
  PROP_LAST = PROP_OVER,
} StepUpProperty;

static GParamSpec *props[PROP_LAST + 1];

typedef enum
{
  SIGNAL_OPEN_URI,
  N_SIGNALS,
} StepUpSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DavyStepUp, davy_step_up, G_TYPE_OBJECT)

/* Those that wait for the person, on the account they are of: "service tenant" → DavyStepUp. */
static GHashTable *
get_pending (DavyAccount *account)
{
  static GQuark quark;
  GHashTable *pending;

  if (quark == 0)
    quark = g_quark_from_static_string ("davy-step-ups");
  pending = g_object_get_qdata (G_OBJECT (account), quark);
  if (pending == NULL)
    {
      pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      g_object_set_qdata_full (G_OBJECT (account), quark, pending,
                               (GDestroyNotify) g_hash_table_unref);
    }

  return pending;
}

static char *
make_key (DavyService service, const char *tenant_id)
{
  g_autofree char *lower = g_ascii_strdown (tenant_id != NULL ? tenant_id : "", -1);

  return g_strdup_printf ("%d %s", service, lower);
}

/* Tells all who wait, and is done with. */
static void
end (DavyStepUp *self, gboolean proven)
{
  g_autofree char *key = make_key (self->service, self->tenant_id);
  g_autoptr (GError) given_up = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Given up");

  if (self->over)
    return;
  self->over = TRUE;
  davy_timer_clear (&self->patience);
  g_object_ref (self);
  g_hash_table_remove (get_pending (self->account), key);
  davy_waiters_answer (self->waiters, proven ? "" : NULL,
                       self->failure != NULL ? self->failure : given_up);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OVER]);
  g_object_unref (self);
}

static void
nobody_waits (gpointer data)
{
  end (data, FALSE);
}

static gboolean
patience_over_cb (gpointer data)
{
  end (data, FALSE);

  return G_SOURCE_REMOVE;
}

static void
account_changed_cb (DavyStepUp *self)
{
  if (davy_account_get_state (self->account) == DAVY_ACCOUNT_SIGNED_OUT)
    end (self, FALSE);
}

static char *
dup_scope (DavyStepUp *self)
{
  g_autofree char *permission =
      davy_oauth_dup_scope (davy_account_get_endpoints (self->account), self->service);

  return g_strdup_printf ("%s %s", permission, DAVY_OAUTH_IDENTITY_SCOPES);
}

/* A guest is named “name_domain#EXT#@tenant” in a tenant that is not its own. */
static gboolean
is_same_person (const char *known, const char *given)
{
  g_autofree char *guest = g_strconcat (known, "#EXT#", NULL);

  g_strdelimit (guest, "@", '_');

  return g_ascii_strcasecmp (known, given) == 0 ||
         g_ascii_strncasecmp (given, guest, strlen (guest)) == 0;
}

static gboolean
take_tokens (DavyStepUp *self, DavyResponse *response, GError **error)
{
  const char *username = davy_account_get_username (self->account);
  g_autoptr (DavyOauthTokens) tokens = davy_oauth_read_tokens (response, error);

  if (tokens == NULL)
    return FALSE;
  if (tokens->username != NULL && !is_same_person (username, tokens->username))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                   /* Translators: two names of accounts, such as anna@example.com. */
                   _ ("The browser is signed in as %1$s. Go on there as %2$s, who asked for this."),
                   tokens->username, username);
      return FALSE;
    }

  return davy_account_take_proof (self->account, self->service, self->tenant_id, tokens, error);
}

/* Takes @response and @error, of which one is NULL. */
static void
attempt_ended (GTask *task, DavyResponse *response, GError *error)
{
  DavyStepUp *self = g_task_get_source_object (task);
  g_autoptr (DavyResponse) owned = response;

  if (owned != NULL && take_tokens (self, owned, &error))
    {
      end (self, TRUE);
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&self->failure);
      self->failure = g_error_copy (error);
    }
  g_task_return_error (task, error);
}

static void
browser_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  DavyResponse *response = davy_browser_code_finish (result, &error);

  attempt_ended (task, response, error);
}

static void
device_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  DavyResponse *response = davy_device_code_finish (result, &error);

  attempt_ended (task, response, error);
}

static void
open_page (const char *uri, gpointer data)
{
  DavyStepUp *self = data;

  g_free (self->uri);
  self->uri = g_strdup (uri);
  g_signal_emit (self, signals[SIGNAL_OPEN_URI], 0, uri);
}

static void
code_shown (const char *user_code, const char *verification_uri, gpointer data)
{
  DavyStepUp *self = data;

  g_free (self->user_code);
  self->user_code = g_strdup (user_code);
  g_free (self->verification_uri);
  self->verification_uri = g_strdup (verification_uri);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_USER_CODE]);
}

static void
davy_step_up_finalize (GObject *object)
{
  DavyStepUp *self = DAVY_STEP_UP (object);

  davy_timer_clear (&self->patience);
  g_clear_object (&self->account);
  g_free (self->tenant_id);
  g_free (self->claims);
  g_free (self->done_html);
  g_free (self->failed_html);
  g_free (self->uri);
  g_free (self->user_code);
  g_free (self->verification_uri);
  g_clear_error (&self->failure);
  davy_waiters_free (self->waiters);

  G_OBJECT_CLASS (davy_step_up_parent_class)->finalize (object);
}

static void
davy_step_up_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavyStepUp *self = DAVY_STEP_UP (object);

  switch ((StepUpProperty) id)
    {
    case PROP_USER_CODE:
      g_value_set_string (value, self->user_code);
      break;
    case PROP_OVER:
      g_value_set_boolean (value, self->over);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_step_up_class_init (DavyStepUpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = davy_step_up_finalize;
  object_class->get_property = davy_step_up_get_property;

  /**
   * DavyStepUp:user-code: (nullable)
   *
   * What to enter on another device.
   */
  props[PROP_USER_CODE] = g_param_spec_string ("user-code", NULL, NULL, NULL, flags);
  /**
   * DavyStepUp:over:
   *
   * Whether nobody waits for the proof any more.
   */
  props[PROP_OVER] = g_param_spec_boolean ("over", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, PROP_LAST + 1, props);

  /**
   * DavyStepUp::open-uri:
   * @self: the proof
   * @uri: a page
   *
   * The person's browser is to show @uri.
   */
  signals[SIGNAL_OPEN_URI] = g_signal_new ("open-uri", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
davy_step_up_init (DavyStepUp *self)
{
  self->waiters = davy_waiters_new (nobody_waits, self);
}

static DavyStepUp *
begin (DavyAccount *account, DavyService service, const char *tenant_id, const char *claims)
{
  DavyStepUp *self = g_object_new (DAVY_TYPE_STEP_UP, NULL);

  self->account = g_object_ref (account);
  self->service = service;
  self->tenant_id = g_strdup (tenant_id);
  self->claims = g_strdup (claims);
  self->patience = davy_timer_start (PATIENCE, patience_over_cb, self, NULL);
  g_hash_table_insert (get_pending (account), make_key (service, tenant_id), self);
  g_signal_connect_object (account, "notify::state", G_CALLBACK (account_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * davy_step_up_ask_async:
 * @account: who is to prove it
 * @service: which service asks
 * @tenant_id: (nullable): the tenant in which it asks; %NULL is the account's own
 * @claims: the decoded claims challenge
 * @cancellable: (nullable): to give up waiting
 * @callback: called when there is a token that was made with the proof, or there will be none
 * @user_data: for @callback
 *
 * Asks the person, by #DavyAccounts::step-up, unless they are being asked already.
 */
void
davy_step_up_ask_async (DavyAccount *account,
                        DavyService service,
                        const char *tenant_id,
                        const char *claims,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (account, cancellable, callback, user_data);
  g_autofree char *key = make_key (service, tenant_id);
  DavyStepUp *self = g_hash_table_lookup (get_pending (account), key);
  gboolean led = TRUE;

  g_task_set_source_tag (task, davy_step_up_ask_async);
  if (davy_account_get_state (account) == DAVY_ACCOUNT_SIGNED_OUT)
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT, "Signed out");
      return;
    }
  if (self != NULL)
    {
      davy_waiters_add (self->waiters, task);
      return;
    }

  self = begin (account, service, tenant_id, claims);
  davy_waiters_add (self->waiters, task);
  g_signal_emit_by_name (account, "step-up", self, &led);
  if (!led)
    end (self, FALSE);
}

/**
 * davy_step_up_ask_finish:
 * @account: who was to prove it
 * @result: the answer
 * @error: %G_IO_ERROR_CANCELLED when the person gave up or took too long; else why the last attempt
 *   failed, see davy_sign_in_dup_sentence()
 *
 * Returns: whether davy_account_get_token_async() now gives a token made with the proof
 */
gboolean
davy_step_up_ask_finish (DavyAccount *account, GAsyncResult *result, GError **error)
{
  g_autofree char *answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_step_up_ask_async), FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);

  return answer != NULL;
}

/**
 * davy_step_up_get_account:
 * @self: a proof
 *
 * Returns: (transfer none): who is to give it
 */
DavyAccount *
davy_step_up_get_account (DavyStepUp *self)
{
  g_return_val_if_fail (DAVY_IS_STEP_UP (self), NULL);

  return self->account;
}

/**
 * davy_step_up_get_tenant_id:
 * @self: a proof
 *
 * Returns: the tenant that asks for it: a customer's, or the person's own
 */
const char *
davy_step_up_get_tenant_id (DavyStepUp *self)
{
  g_return_val_if_fail (DAVY_IS_STEP_UP (self), NULL);

  return self->tenant_id != NULL ? self->tenant_id : davy_account_get_tenant_id (self->account);
}

/**
 * davy_step_up_get_uri:
 * @self: a proof
 *
 * Returns: (nullable): the page to open in the browser
 */
const char *
davy_step_up_get_uri (DavyStepUp *self)
{
  return self->uri;
}

/**
 * davy_step_up_get_user_code:
 * @self: a proof
 *
 * Returns: (nullable): what to enter on another device
 */
const char *
davy_step_up_get_user_code (DavyStepUp *self)
{
  return self->user_code;
}

/**
 * davy_step_up_get_verification_uri:
 * @self: a proof
 *
 * Returns: (nullable): where to enter it
 */
const char *
davy_step_up_get_verification_uri (DavyStepUp *self)
{
  return self->verification_uri;
}

/**
 * davy_step_up_is_over:
 * @self: a proof
 *
 * Returns: whether nobody waits for it any more
 */
gboolean
davy_step_up_is_over (DavyStepUp *self)
{
  return self->over;
}

/**
 * davy_step_up_set_pages:
 * @self: a proof
 * @done_html: the page that the browser shows at the end
 * @failed_html: the page after a refusal
 */
void
davy_step_up_set_pages (DavyStepUp *self, const char *done_html, const char *failed_html)
{
  g_free (self->done_html);
  self->done_html = g_strdup (done_html);
  g_free (self->failed_html);
  self->failed_html = g_strdup (failed_html);
}

/**
 * davy_step_up_browser_async:
 * @self: a proof that is not over
 * @cancellable: (nullable): to end this attempt; another may follow
 * @callback: called at the end of the attempt
 * @user_data: for @callback
 *
 * Leads the person through it in the browser, which the signal `open-uri` asks to open.
 */
void
davy_step_up_browser_async (DavyStepUp *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *scope = dup_scope (self);
  const DavyBrowserCodeParts parts = {
    .http = davy_account_get_http (self->account),
    .endpoints = davy_account_get_endpoints (self->account),
    .application_id = davy_account_get_application_id (self->account),
    .tenant_id = davy_step_up_get_tenant_id (self),
    .asked_scope = scope,
    .scope = scope,
    .claims = self->claims,
    .username = davy_account_get_username (self->account),
    .done_html = self->done_html,
    .failed_html = self->failed_html,
    .open = open_page,
    .data = self,
  };

  g_task_set_source_tag (task, davy_step_up_browser_async);
  davy_browser_code_async (&parts, cancellable, browser_answered_cb, g_steal_pointer (&task));
}

/**
 * davy_step_up_device_async:
 * @self: a proof that is not over
 * @cancellable: (nullable): to end this attempt; another may follow
 * @callback: called at the end of the attempt
 * @user_data: for @callback
 *
 * Leads the person through it on another device, where no browser opens here.
 */
void
davy_step_up_device_async (DavyStepUp *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *scope = dup_scope (self);
  const DavyDeviceCodeParts parts = {
    .http = davy_account_get_http (self->account),
    .endpoints = davy_account_get_endpoints (self->account),
    .application_id = davy_account_get_application_id (self->account),
    .tenant_id = davy_step_up_get_tenant_id (self),
    .scope = scope,
    .claims = self->claims,
    .shown = code_shown,
    .data = self,
  };

  g_task_set_source_tag (task, davy_step_up_device_async);
  davy_device_code_async (&parts, cancellable, device_answered_cb, g_steal_pointer (&task));
}

/**
 * davy_step_up_finish:
 * @self: a proof
 * @result: the end of an attempt
 * @error: why it failed, see davy_sign_in_dup_sentence(); another attempt may follow
 *
 * Returns: whether the proof was given, and all who waited go on
 */
gboolean
davy_step_up_finish (DavyStepUp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_step_up_browser_async) ||
                            g_async_result_is_tagged (result, davy_step_up_device_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_step_up_give_up:
 * @self: a proof
 *
 * The person does not give it: what waits for it ends.
 */
void
davy_step_up_give_up (DavyStepUp *self)
{
  g_return_if_fail (DAVY_IS_STEP_UP (self));

  end (self, FALSE);
}
