/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-faults.h"

#include <string.h>

#include "core/davy-error.h"
#include "core/davy-json.h"
#include "emulator/emulator-spoil.h"
#include "emulator/login-errors.h"

#define BREAK_OFF_BYTES 2048
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef enum
{
  ACTION_STATUS,
  ACTION_BODY,
  ACTION_HEADER,
  ACTION_RETRY_AFTER,
  ACTION_DELAY,
  ACTION_HOLD,
  ACTION_RESET,
  ACTION_HANG_UP,
  ACTION_TRUNCATE,
  ACTION_BOM,
  ACTION_WRONG_TYPES,
  ACTION_NULL_MEMBERS,
  ACTION_MISSING_MEMBERS,
  ACTION_LONG_STRING,
  ACTION_DEEP,
  ACTION_LINK,
  ACTION_EXPIRED_TOKEN,
  ACTION_CLAIMS,
  ACTION_MOVED_PAGES,
  ACTION_HTML,
  ACTION_EMPTY,
  N_ACTIONS,
} FaultAction;

typedef enum
{
  VALUE_NONE,
  VALUE_NUMBER,
  VALUE_TEXT,
  VALUE_OPTIONAL,
} ValueKind;

static const struct
{
  const char *name;
  ValueKind value;
} actions[N_ACTIONS] = {
  [ACTION_STATUS] = { "status", VALUE_NUMBER },
  [ACTION_BODY] = { "body", VALUE_TEXT }, /* takes the rest of the rule, commas and all */
  [ACTION_HEADER] = { "header", VALUE_TEXT },
  [ACTION_RETRY_AFTER] = { "retry-after", VALUE_NUMBER },
  [ACTION_DELAY] = { "delay", VALUE_NUMBER },
  [ACTION_HOLD] = { "hold", VALUE_NONE },
  [ACTION_RESET] = { "reset", VALUE_NONE },
  [ACTION_HANG_UP] = { "hang-up", VALUE_NONE },
  [ACTION_TRUNCATE] = { "truncate", VALUE_NONE },
  [ACTION_BOM] = { "bom", VALUE_NONE },
  [ACTION_WRONG_TYPES] = { "wrong-types", VALUE_NONE },
  [ACTION_NULL_MEMBERS] = { "null-members", VALUE_NONE },
  [ACTION_MISSING_MEMBERS] = { "missing-members", VALUE_NONE },
  [ACTION_LONG_STRING] = { "long-string", VALUE_NONE },
  [ACTION_DEEP] = { "deep", VALUE_NONE },
  [ACTION_LINK] = { "link", VALUE_TEXT },
  [ACTION_EXPIRED_TOKEN] = { "expired-token", VALUE_NONE },
  [ACTION_CLAIMS] = { "claims", VALUE_OPTIONAL },
  [ACTION_MOVED_PAGES] = { "moved-pages", VALUE_NONE },
  [ACTION_HTML] = { "html", VALUE_NONE },
  [ACTION_EMPTY] = { "empty", VALUE_NONE },
};

struct _DavyFaultRule
{
  gatomicrefcount ref_count;
  char *method;
  char *path;
  gint64 remaining; /* -1: never spent */
  gboolean set[N_ACTIONS];
  guint number[N_ACTIONS];
  char *text[N_ACTIONS];
  GPtrArray *headers; /* NAME:VALUE; this action may be there several times */
};

struct _DavyFaultRules
{
  GPtrArray *rules;
};

/**
 * davy_fault_rules_new:
 * Returns: (transfer full): no rules yet
 */
DavyFaultRules *
davy_fault_rules_new (void)
{
  DavyFaultRules *self = g_new0 (DavyFaultRules, 1);

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_fault_rule_unref);

  return self;
}

/**
 * davy_fault_rules_free:
 * @self: (transfer full): the rules; one in use lives on until it is let go
 */
void
davy_fault_rules_free (DavyFaultRules *self)
{
  g_ptr_array_unref (self->rules);
  g_free (self);
}

/**
 * davy_fault_rules_clear:
 * @self: the rules
 *
 * Forgets all rules. What is under way goes wrong all the same.
 */
void
davy_fault_rules_clear (DavyFaultRules *self)
{
  g_ptr_array_set_size (self->rules, 0);
}

/**
 * davy_fault_rule_unref:
 * @self: (transfer full): a rule
 */
void
davy_fault_rule_unref (DavyFaultRule *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < N_ACTIONS; i++)
    g_free (self->text[i]);
  g_ptr_array_unref (self->headers);
  g_free (self->method);
  g_free (self->path);
  g_free (self);
}

static gboolean
fail (GError **error, const char *rule, const char *why)
{
  g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "Fault “%s”: %s", rule, why);
  return FALSE;
}

static gboolean
parse_count (const char *text, gint64 *count)
{
  guint64 number;

  if (g_str_equal (text, "x*"))
    {
      *count = -1;
      return TRUE;
    }
  if (text[0] != 'x' || !g_ascii_string_to_unsigned (text + 1, 10, 1, 100000, &number, NULL))
    return FALSE;

  *count = (gint64) number;
  return TRUE;
}

static gboolean
parse_action (DavyFaultRule *self, const char *name, const char *value)
{
  guint64 number;
  guint action = 0;

  while (action < N_ACTIONS && !g_str_equal (actions[action].name, name))
    action++;
  if (action == N_ACTIONS)
    return FALSE;

  switch (actions[action].value)
    {
    case VALUE_NONE:
      if (value != NULL)
        return FALSE;
      break;
    case VALUE_NUMBER:
      if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 0, 1000000, &number, NULL))
        return FALSE;
      self->number[action] = (guint) number;
      break;
    case VALUE_TEXT:
      if (value == NULL)
        return FALSE;
      break;
    case VALUE_OPTIONAL:
      break;
    default:
      g_assert_not_reached ();
    }

  self->set[action] = TRUE;
  g_free (self->text[action]);
  self->text[action] = g_strdup (value);
  if (action == ACTION_HEADER)
    g_ptr_array_add (self->headers, g_strdup (value));

  return TRUE;
}

static gboolean
parse_actions (DavyFaultRule *self, const char *text)
{
  while (*text != '\0')
    {
      gboolean to_end = g_str_has_prefix (text, "body=");
      gsize length = to_end ? strlen (text) : strcspn (text, ",");
      g_autofree char *part = g_strndup (text, length);
      char *value = strchr (part, '=');

      if (value != NULL)
        *value++ = '\0';
      if (!parse_action (self, part, value))
        return FALSE;
      text += length + (text[length] == ',');
    }

  return TRUE;
}

/**
 * davy_fault_rules_add:
 * @self: the rules
 * @text: `METHOD PATH-GLOB xN ACTION[=VALUE][,…]`; METHOD may be `*`, N too (never spent)
 * @error: %DAVY_ERROR_INPUT
 *
 * The actions: `status=N`, `body=TEXT` (the rest of the rule), `header=NAME:VALUE` (any number),
 * `retry-after=SECONDS`, `delay=MILLISECONDS`, `hold` (until the rules are forgotten), `reset` (the
 * connection breaks in the middle of the body), `hang-up` (it breaks before the answer, the request
 * was carried out), `truncate`, `bom`, `wrong-types`, `null-members`, `missing-members`,
 * `long-string`, `deep`, `link=ADDRESS` (where the next page is said to be), `expired-token`,
 * `claims[=JSON]`, `moved-pages`, `html`, `empty`.
 *
 * Returns: whether @text was understood
 */
gboolean
davy_fault_rules_add (DavyFaultRules *self, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 4);
  g_autoptr (DavyFaultRule) rule = g_new0 (DavyFaultRule, 1);

  g_atomic_ref_count_init (&rule->ref_count);
  rule->headers = g_ptr_array_new_with_free_func (g_free);
  if (!g_utf8_validate (text, -1, NULL))
    return fail (error, "…", "is not UTF-8");
  if (g_strv_length (words) != 4)
    return fail (error, text, "must be METHOD PATH-GLOB xN ACTION[=VALUE][,…]");
  if (!parse_count (words[2], &rule->remaining))
    return fail (error, text, "the third word must be x and a count, or x*");
  if (*words[3] == '\0' || !parse_actions (rule, words[3]))
    return fail (error, text, "an action is unknown, or lacks its value");

  rule->method = g_strdup (words[0]);
  rule->path = g_strdup (words[1]);
  g_ptr_array_add (self->rules, g_steal_pointer (&rule));

  return TRUE;
}

/**
 * davy_fault_rules_take:
 * @self: the rules
 * @method: of the request
 * @path: of the request
 *
 * Returns: (transfer full) (nullable): the first rule that matches and is not spent
 */
DavyFaultRule *
davy_fault_rules_take (DavyFaultRules *self, const char *method, const char *path)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      DavyFaultRule *rule = g_ptr_array_index (self->rules, i);

      if (rule->remaining == 0 || !g_pattern_match_simple (rule->method, method) ||
          !g_pattern_match_simple (rule->path, path))
        continue;

      if (rule->remaining > 0)
        rule->remaining--;
      g_atomic_ref_count_inc (&rule->ref_count);
      return rule;
    }

  return NULL;
}

/**
 * davy_fault_rule_get_delay:
 * @self: a rule
 *
 * Returns: how many milliseconds the request lies before it is looked at
 */
guint
davy_fault_rule_get_delay (const DavyFaultRule *self)
{
  return self->number[ACTION_DELAY];
}

/**
 * davy_fault_rule_holds:
 * @self: a rule
 *
 * Returns: whether the request lies until the rules are forgotten
 */
gboolean
davy_fault_rule_holds (const DavyFaultRule *self)
{
  return self->set[ACTION_HOLD];
}

static void
answer_status (const DavyFaultRule *self, DavyExchange *exchange)
{
  guint status = self->number[ACTION_STATUS];
  g_autofree char *code = g_strdup_printf ("%u", status);
  g_autofree char *text = NULL;

  if (status == DAVY_STATUS_THROTTLED)
    text = g_strdup_printf ("Rate limit is exceeded. Try again in %u seconds.",
                            self->number[ACTION_RETRY_AFTER]);

  if (exchange->prefix == DAVY_PREFIX_LOGIN)
    {
      davy_exchange_refuse_login (exchange, "temporarily_unavailable", 90033, "Try again later.");
      exchange->status = status;
    }
  else
    davy_exchange_refuse (exchange, status, code, text != NULL ? text : "Asked for by a fault.");
}

/**
 * davy_fault_rule_answer:
 * @self: a rule
 * @exchange: a request
 *
 * Answers in place of the service.
 *
 * Returns: %FALSE when the rule leaves that to the service
 */
gboolean
davy_fault_rule_answer (const DavyFaultRule *self, DavyExchange *exchange)
{
  guint status = self->set[ACTION_STATUS] ? self->number[ACTION_STATUS] : SOUP_STATUS_OK;

  if (self->set[ACTION_MOVED_PAGES])
    exchange->flags |= DAVY_ANSWER_MOVED_PAGES;
  if (self->set[ACTION_RETRY_AFTER])
    {
      g_autofree char *seconds = g_strdup_printf ("%u", self->number[ACTION_RETRY_AFTER]);

      davy_exchange_set_header (exchange, "Retry-After", seconds);
    }
  for (guint i = 0; i < self->headers->len; i++)
    {
      g_auto (GStrv) header = g_strsplit (g_ptr_array_index (self->headers, i), ":", 2);

      davy_exchange_set_header (exchange, header[0], header[1] != NULL ? header[1] : "");
    }

  if (self->set[ACTION_EXPIRED_TOKEN])
    davy_exchange_refuse_token (exchange);
  else if (self->set[ACTION_CLAIMS])
    davy_exchange_refuse_claims (exchange, self->text[ACTION_CLAIMS] != NULL
                                               ? self->text[ACTION_CLAIMS]
                                               : DAVY_STEP_UP_CLAIMS);
  else if (self->set[ACTION_HTML])
    davy_exchange_answer_text (exchange, status, "text/html",
                               g_strdup ("<html><body><h1>Our services aren’t available right "
                                         "now</h1></body></html>"));
  else if (self->set[ACTION_EMPTY])
    davy_exchange_answer_empty (exchange, status);
  else if (self->set[ACTION_BODY])
    davy_exchange_answer_text (exchange, status, "application/json; charset=utf-8",
                               g_strdup (self->text[ACTION_BODY]));
  else if (self->set[ACTION_STATUS])
    answer_status (self, exchange);
  else
    return FALSE;

  return TRUE;
}

static void
spoil_tree (const DavyFaultRule *self, DavyExchange *exchange)
{
  static const struct
  {
    FaultAction action;
    DavySpoiling spoiling;
  } ways[] = {
    { ACTION_WRONG_TYPES, DAVY_SPOIL_TYPES },
    { ACTION_NULL_MEMBERS, DAVY_SPOIL_NULL },
    { ACTION_MISSING_MEMBERS, DAVY_SPOIL_MISSING },
    { ACTION_LONG_STRING, DAVY_SPOIL_LONG },
    { ACTION_DEEP, DAVY_SPOIL_DEEP },
    { ACTION_LINK, DAVY_SPOIL_LINKS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (JsonNode) node = NULL;

      if (!self->set[ways[i].action])
        continue;
      node = davy_json_parse (exchange->body, NULL);
      if (node != NULL)
        davy_exchange_answer_node (
            exchange, exchange->status,
            davy_emulator_spoil (node, ways[i].spoiling, self->text[ways[i].action]));
    }
}

/**
 * davy_fault_rule_spoil:
 * @self: a rule
 * @exchange: an exchange that is answered
 *
 * Spoils the body of the answer.
 */
void
davy_fault_rule_spoil (const DavyFaultRule *self, DavyExchange *exchange)
{
  const char *text;
  gsize length;

  if (exchange->body == NULL)
    return;

  spoil_tree (self, exchange);
  text = g_bytes_get_data (exchange->body, &length);
  if (self->set[ACTION_BOM])
    exchange->flags |= DAVY_ANSWER_BOM;
  if (self->set[ACTION_TRUNCATE])
    {
      GBytes *half = g_bytes_new (text, length / 2);

      g_bytes_unref (exchange->body);
      exchange->body = half;
    }
}

static void
shut_down_cb (SoupServerMessage *message, gpointer unused)
{
  g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, NULL);
}

/**
 * davy_fault_rule_break_off:
 * @self: a rule
 * @exchange: an exchange that is answered
 *
 * Breaks the connection in the middle of the body, or before the answer.
 *
 * Returns: %FALSE when the rule lets the answer pass
 */
gboolean
davy_fault_rule_break_off (const DavyFaultRule *self, DavyExchange *exchange)
{
  SoupServerMessage *message = exchange->message;
  gsize length;
  const char *text;

  if (self->set[ACTION_HANG_UP])
    {
      soup_server_message_pause (message);
      shut_down_cb (message, NULL);
      return TRUE;
    }
  if (!self->set[ACTION_RESET] || exchange->body == NULL)
    return FALSE;

  text = g_bytes_get_data (exchange->body, &length);
  soup_server_message_set_status (message, exchange->status, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         exchange->content_type, NULL);
  soup_message_headers_set_content_length (soup_server_message_get_response_headers (message),
                                           (goffset) length);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY, text,
                            MIN (length / 2, BREAK_OFF_BYTES));
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (shut_down_cb), NULL);

  return TRUE;
}
