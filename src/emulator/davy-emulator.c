/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/davy-emulator.h"

#include <string.h>

#include "core/davy-error.h"
#include "core/davy-random.h"
#include "emulator/emulator-bearer.h"
#include "emulator/emulator-exchange.h"
#include "emulator/emulator-faults.h"
#include "emulator/emulator-private.h"
#include "emulator/emulator-quirks.h"
#include "emulator/emulator-replays.h"
#include "emulator/emulator-routes.h"
#include "emulator/emulator-throttle.h"
#include "emulator/token-content.h"

struct _DavyEmulator
{
  GObject parent_instance;

  DavyScenario *scenario;
  SoupServer *server;
  char *base_uri;

  DavyEmulatorClock clock;
  gint64 latency; /* milliseconds of the clock that every request lies */
  DavyFaultRules *faults;
  GPtrArray *held; /* Passage, until the faults are forgotten */
  DavyThrottle *throttle;
  DavyReplays *replays;
  DavyArmThrottle *arm_throttle;
  DavyRequestLog *requests;
  DavySecrets *secrets;
  GHashTable *visits; /* key → how often, as gint64 */
};

G_DEFINE_FINAL_TYPE (DavyEmulator, davy_emulator, G_TYPE_OBJECT)

/* A request on its way: from its arrival, perhaps through a delay, to its answer. */
typedef struct
{
  DavyExchange *exchange;
  DavyFaultRule *fault;
  JsonObject *entry; /* in the log of requests */
  GSource *delay;
} Passage;

static void
passage_free (Passage *self)
{
  davy_timer_clear (&self->delay);
  g_clear_pointer (&self->fault, davy_fault_rule_unref);
  json_object_unref (self->entry);
  davy_exchange_free (self->exchange);
  g_free (self);
}

static void
answer (DavyExchange *exchange)
{
  const DavyRoute *route = davy_routes_find (exchange);

  if ((route == NULL || (route->flags & DAVY_ANSWER_PAGE) == 0) && !davy_bearer_check (exchange))
    return;

  if (route == NULL)
    {
      davy_exchange_refuse (exchange, SOUP_STATUS_NOT_FOUND, "1000",
                            "There is no such resource here.");
      return;
    }
  exchange->flags |= davy_quirks_get_flags (exchange, route->flags);
  if ((route->flags & DAVY_ANSWER_COUNTED) != 0 &&
      !davy_throttle_allows (exchange->emulator->throttle, exchange))
    return;
  if (davy_replays_answer (exchange->emulator->replays, exchange))
    return;

  route->answer (exchange);
  davy_replays_keep (exchange->emulator->replays, exchange);
}

/* Every service names the exchange; support asks for these. */
static void
add_service_headers (DavyExchange *exchange)
{
  static const char *const partner[] = { "MS-CorrelationId", "MS-RequestId" };
  g_autofree char *random = davy_random_uuid ();

  if (exchange->prefix == DAVY_PREFIX_PARTNER)
    {
      for (guint i = 0; i < G_N_ELEMENTS (partner); i++)
        {
          const char *given = davy_exchange_get_header (exchange, partner[i]);

          davy_exchange_set_header (exchange, partner[i], given != NULL ? given : random);
        }
      davy_exchange_set_header (exchange, "MS-CV", "ZGF2eWxhbXA.0");
      davy_exchange_set_header (exchange, "MS-ServerId", "davylamp-emulator");
      davy_exchange_set_header (exchange, "Request-Context", "appId=cid-v1:davylamp-emulator");
      if (davy_exchange_get_header (exchange, "ValidateMfa") != NULL)
        davy_exchange_set_header (exchange, "isMfaCompliant",
                                  exchange->token.mfa ? "true" : "false");
    }
  else if (exchange->prefix == DAVY_PREFIX_GRAPH)
    {
      const char *given = davy_exchange_get_header (exchange, "client-request-id");

      davy_exchange_set_header (exchange, "client-request-id", given != NULL ? given : random);
    }
  else if (exchange->prefix == DAVY_PREFIX_RESOURCE_MANAGER)
    {
      g_autofree char *routing = g_strdup_printf ("WESTEUROPE:%s", random);

      davy_exchange_set_header (exchange, "x-ms-request-id", random);
      davy_exchange_set_header (exchange, "x-ms-routing-request-id", routing);
      if (!davy_exchange_has_answer_header (exchange, "x-ms-correlation-request-id"))
        davy_exchange_set_header (exchange, "x-ms-correlation-request-id", random);
    }
}

static GBytes *
compress (GBytes *plain)
{
  g_autoptr (GZlibCompressor) compressor =
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
  g_autoptr (GInputStream) source = g_memory_input_stream_new_from_bytes (plain);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (source, G_CONVERTER (compressor));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* By the emulator's clock: a test may want it to be an hour off. */
static void
set_date (DavyExchange *exchange)
{
  g_autoptr (GDateTime) now =
      g_date_time_new_from_unix_utc (davy_exchange_now (exchange) / DAVY_TIME_SECOND);
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  davy_exchange_set_header (exchange, "Date", date);
}

static GBytes *
mark (GBytes *plain)
{
  GByteArray *marked = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (plain, &length);

  g_byte_array_append (marked, (const guint8 *) "\xef\xbb\xbf", 3);
  g_byte_array_append (marked, data, (guint) length);

  return g_byte_array_free_to_bytes (marked);
}

static void
send_answer (DavyExchange *exchange)
{
  SoupServerMessage *message = exchange->message;
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  const char *encodings = davy_exchange_get_header (exchange, "Accept-Encoding");
  g_autoptr (GBytes) bytes = NULL;

  soup_server_message_set_status (message, exchange->status, NULL);
  if (exchange->body == NULL)
    {
      soup_message_body_complete (body);
      return;
    }

  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         exchange->content_type, NULL);
  bytes = (exchange->flags & DAVY_ANSWER_BOM) != 0 ? mark (exchange->body)
                                                   : g_bytes_ref (exchange->body);
  if ((exchange->flags & DAVY_ANSWER_GZIP) != 0 && encodings != NULL &&
      strstr (encodings, "gzip") != NULL)
    {
      g_autoptr (GBytes) small = compress (bytes);

      davy_exchange_set_header (exchange, "Content-Encoding", "gzip");
      soup_message_body_append_bytes (body, small);
    }
  else
    soup_message_body_append_bytes (body, bytes);
  soup_message_body_complete (body);
}

static void
passage_go_on (Passage *self)
{
  DavyExchange *exchange = self->exchange;

  set_date (exchange);
  if (self->fault == NULL || !davy_fault_rule_answer (self->fault, exchange))
    answer (exchange);
  add_service_headers (exchange);
  json_object_set_int_member (self->entry, "status", exchange->status);

  if (self->fault != NULL)
    {
      davy_fault_rule_spoil (self->fault, exchange);
      if (davy_fault_rule_break_off (self->fault, exchange))
        return;
    }
  send_answer (exchange);
}

static void
passage_resume (Passage *self)
{
  SoupServerMessage *message = self->exchange->message;

  passage_go_on (self);
  soup_server_message_unpause (message);
  passage_free (self);
}

static gboolean
delay_over_cb (gpointer data)
{
  passage_resume (data);

  return G_SOURCE_REMOVE;
}

/* A delay that a fault asks for is in milliseconds of ours. */
static guint
find_delay (DavyEmulator *self, const Passage *passage)
{
  gint64 delay = 0;

  if (passage->exchange->prefix != DAVY_PREFIX_CONTROL && self->clock.scale > 0)
    delay = (gint64) ((double) self->latency / self->clock.scale);
  if (passage->fault != NULL)
    delay += davy_fault_rule_get_delay (passage->fault);

  return (guint) MIN (delay, G_MAXUINT);
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  DavyEmulator *self = data;
  Passage *passage = g_new0 (Passage, 1);
  guint delay;

  passage->exchange =
      davy_exchange_new (&(DavyExchangeHost){ self, self->scenario, &self->clock, self->secrets },
                         message, path, query);
  passage->entry = davy_request_log_add (self->requests, passage->exchange);
  if (passage->exchange->prefix != DAVY_PREFIX_CONTROL)
    passage->fault = davy_fault_rules_take (self->faults, passage->exchange->method, path);

  if (passage->fault != NULL && davy_fault_rule_holds (passage->fault))
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->held, passage);
      return;
    }
  delay = find_delay (self, passage);
  if (delay > 0)
    {
      soup_server_message_pause (message);
      passage->delay = davy_timer_start (delay, delay_over_cb, passage, NULL);
      return;
    }

  passage_go_on (passage);
  passage_free (passage);
}

static void
davy_emulator_dispose (GObject *object)
{
  DavyEmulator *self = DAVY_EMULATOR (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_ptr_array_set_size (self->held, 0);

  G_OBJECT_CLASS (davy_emulator_parent_class)->dispose (object);
}

static void
davy_emulator_finalize (GObject *object)
{
  DavyEmulator *self = DAVY_EMULATOR (object);

  g_clear_pointer (&self->scenario, davy_scenario_unref);
  davy_fault_rules_free (self->faults);
  g_ptr_array_unref (self->held);
  davy_throttle_free (self->throttle);
  davy_replays_free (self->replays);
  davy_arm_throttle_free (self->arm_throttle);
  davy_request_log_free (self->requests);
  g_clear_pointer (&self->secrets, davy_secrets_free);
  g_hash_table_unref (self->visits);
  g_free (self->base_uri);

  G_OBJECT_CLASS (davy_emulator_parent_class)->finalize (object);
}

static void
davy_emulator_class_init (DavyEmulatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_emulator_dispose;
  object_class->finalize = davy_emulator_finalize;
}

static void
davy_emulator_init (DavyEmulator *self)
{
  davy_emulator_clock_start (&self->clock);
  self->faults = davy_fault_rules_new ();
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) passage_free);
  self->throttle = davy_throttle_new ();
  self->replays = davy_replays_new ();
  self->arm_throttle = davy_arm_throttle_new ();
  self->requests = davy_request_log_new ();
  self->visits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * davy_emulator_new:
 * @scenario: what to serve; what is changed over HTTP is changed in it
 *
 * Returns: (transfer full): an emulator that does not listen yet
 */
DavyEmulator *
davy_emulator_new (DavyScenario *scenario)
{
  DavyEmulator *self = g_object_new (DAVY_TYPE_EMULATOR, NULL);

  self->scenario = davy_scenario_ref (scenario);
  self->secrets = davy_secrets_new (scenario);
  self->latency = scenario->behaviour.latency_ms;

  return self;
}

/**
 * davy_emulator_listen:
 * @self: an emulator
 * @port: on 127.0.0.1; 0 for any free one
 * @certificate: (nullable): speaks https with it
 * @error: why the port cannot be had
 *
 * Begins to answer, in the thread's default main context.
 *
 * Returns: whether it listens
 */
gboolean
davy_emulator_listen (DavyEmulator *self, guint port, GTlsCertificate *certificate, GError **error)
{
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;
  GSList *uris;

  g_return_val_if_fail (self->server == NULL, FALSE);

  self->server = soup_server_new ("server-header", "davylamp-emulator", NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  if (certificate != NULL)
    {
      soup_server_set_tls_certificate (self->server, certificate);
      options |= SOUP_SERVER_LISTEN_HTTPS;
    }
  if (!soup_server_listen_local (self->server, port, options, error))
    {
      g_clear_object (&self->server);
      return FALSE;
    }

  uris = soup_server_get_uris (self->server);
  self->base_uri = g_strdup_printf ("%s://127.0.0.1:%d", certificate != NULL ? "https" : "http",
                                    g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return TRUE;
}

/**
 * davy_emulator_get_base_uri:
 * @self: an emulator
 *
 * Returns: (nullable): where it listens, such as `http://127.0.0.1:49152`
 */
const char *
davy_emulator_get_base_uri (DavyEmulator *self)
{
  return self->base_uri;
}

/**
 * davy_emulator_now:
 * @self: an emulator
 *
 * Returns: what its clock shows
 */
DavyTime
davy_emulator_now (DavyEmulator *self)
{
  return davy_emulator_clock_now (&self->clock);
}

/**
 * davy_emulator_get_time_scale:
 * @self: an emulator
 *
 * Returns: how many of its seconds pass in one of ours
 */
double
davy_emulator_get_time_scale (DavyEmulator *self)
{
  return self->clock.scale;
}

/**
 * davy_emulator_set_time_scale:
 * @self: an emulator
 * @scale: how many of its seconds pass in one of ours, from now on
 */
void
davy_emulator_set_time_scale (DavyEmulator *self, double scale)
{
  davy_emulator_clock_set_scale (&self->clock, scale);
}

/**
 * davy_emulator_set_latency:
 * @self: an emulator
 * @milliseconds: how long every request lies before it is looked at, by the emulator's clock; it
 *   takes the place of the scenario's `latencyMs`
 */
void
davy_emulator_set_latency (DavyEmulator *self, guint milliseconds)
{
  self->latency = milliseconds;
}

/**
 * davy_emulator_advance:
 * @self: an emulator
 * @microseconds: how far to put its clock forward
 */
void
davy_emulator_advance (DavyEmulator *self, gint64 microseconds)
{
  self->clock.shown += microseconds;
}

/**
 * davy_emulator_add_fault:
 * @self: an emulator
 * @rule: `METHOD PATH-GLOB xN ACTION[=VALUE][,…]`
 * @error: %DAVY_ERROR_INPUT
 *
 * Makes the next N matching requests go wrong; davy_fault_rules_add() lists the actions.
 *
 * Returns: whether the rule was understood
 */
gboolean
davy_emulator_add_fault (DavyEmulator *self, const char *rule, GError **error)
{
  return davy_fault_rules_add (self->faults, rule, error);
}

/**
 * davy_emulator_forget_faults:
 * @self: an emulator
 *
 * Nothing goes wrong any more, and what a fault held goes on in the order in which it came. What is
 * delayed or spoilt already stays so.
 */
void
davy_emulator_forget_faults (DavyEmulator *self)
{
  davy_fault_rules_clear (self->faults);
  while (self->held->len > 0)
    passage_resume (g_ptr_array_steal_index (self->held, 0));
}

/**
 * davy_emulator_dup_requests:
 * @self: an emulator
 *
 * Returns: (transfer full): the JSON that `GET /_emulator/requests` answers
 */
char *
davy_emulator_dup_requests (DavyEmulator *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, davy_request_log_to_json (self->requests));

  return json_to_string (node, FALSE);
}

/**
 * davy_emulator_issue_token:
 * @self: an emulator
 * @user_name: one of the scenario's users
 * @resource: such as `https://management.azure.com`
 * @tenant_id: (nullable): which tenant issues it; %NULL for the partner's
 *
 * Gives a test a token without a sign-in.
 *
 * Returns: (transfer full): an access token
 */
char *
davy_emulator_issue_token (DavyEmulator *self,
                           const char *user_name,
                           const char *resource,
                           const char *tenant_id)
{
  const DavyDemoUser *user = davy_scenario_find_user (self->scenario, user_name);
  DavyTokenWish wish = {
    .user = user,
    .resource = resource,
    .tenant_id = tenant_id != NULL ? tenant_id : self->scenario->tenant_id,
  };

  g_return_val_if_fail (user != NULL, NULL);

  wish.mfa = user->mfa;
  return davy_token_new_access (self->secrets, self->scenario, &wish, davy_emulator_now (self));
}

/**
 * davy_emulator_get_request_log:
 * @self: an emulator
 *
 * Returns: (transfer none): what was asked so far
 */
DavyRequestLog *
davy_emulator_get_request_log (DavyEmulator *self)
{
  return self->requests;
}

/**
 * davy_emulator_get_arm_throttle:
 * @self: an emulator
 *
 * Returns: (transfer none): how many calls Azure Resource Manager still takes
 */
DavyArmThrottle *
davy_emulator_get_arm_throttle (DavyEmulator *self)
{
  return self->arm_throttle;
}

/**
 * davy_emulator_count_visit:
 * @self: an emulator
 * @key: what is visited
 *
 * Returns: how often it was visited before
 */
gint64
davy_emulator_count_visit (DavyEmulator *self, const char *key)
{
  gint64 *count = g_hash_table_lookup (self->visits, key);

  if (count == NULL)
    {
      count = g_new0 (gint64, 1);
      g_hash_table_insert (self->visits, g_strdup (key), count);
    }

  return (*count)++;
}
