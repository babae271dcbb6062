/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-answer.h"

#include <libsoup/soup.h>

#include "core/davy-random.h"

/**
 * davy_answer_read_date:
 * @response: an answer
 * @date: (out): what the server's clock showed, good to a second
 *
 * Returns: whether the answer says it
 */
gboolean
davy_answer_read_date (const DavyResponse *response, DavyTime *date)
{
  const char *value = davy_response_get_header (response, "date");
  g_autoptr (GDateTime) parsed = value != NULL ? soup_date_time_new_from_http_string (value) : NULL;

  if (parsed == NULL)
    return FALSE;
  *date = g_date_time_to_unix (parsed) * DAVY_TIME_SECOND;

  return TRUE;
}

static gint64
wait_until_date (const DavyResponse *response, const char *value)
{
  g_autoptr (GDateTime) then = soup_date_time_new_from_http_string (value);
  DavyTime now;

  if (then == NULL)
    return -1;
  /* Against the server's own clock where it tells it: ours may be wrong. */
  if (!davy_answer_read_date (response, &now))
    now = davy_time_now ();

  return MAX (0, g_date_time_to_unix (then) * DAVY_TIME_SECOND - now);
}

static gint64
wait_of_number (const char *value, gint64 unit)
{
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &number, NULL))
    return -1;

  return (gint64) number * unit;
}

/**
 * davy_answer_get_wait:
 * @response: an answer
 *
 * Reads `Retry-After` (seconds or a date) and the hints that Microsoft's services give beside or
 * instead of it (`retry-after-ms`, `x-ms-retry-after-ms`,
 * `x-ms-ratelimit-microsoft.costmanagement-*-retry-after`, `...consumption-retry-after`). The
 * longest counts (`wire-contract.md` 2.0, 3.7).
 *
 * Returns: how long to wait, in microseconds; -1 when nothing was said
 */
gint64
davy_answer_get_wait (const DavyResponse *response)
{
  static const char *const in_seconds[] = {
    "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after",
    "x-ms-ratelimit-microsoft.costmanagement-entity-retry-after",
    "x-ms-ratelimit-microsoft.costmanagement-tenant-retry-after",
    "x-ms-ratelimit-microsoft.costmanagement-client-retry-after",
    "x-ms-ratelimit-microsoft.costmanagement-clienttype-retry-after",
    "x-ms-ratelimit-microsoft.consumption-retry-after",
  };
  static const char *const in_milliseconds[] = { "retry-after-ms", "x-ms-retry-after-ms" };
  const char *value = davy_response_get_header (response, "retry-after");
  gint64 wait = -1;

  if (value != NULL)
    {
      wait = wait_of_number (value, DAVY_TIME_SECOND);
      if (wait < 0)
        wait = wait_until_date (response, value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (in_seconds); i++)
    {
      value = davy_response_get_header (response, in_seconds[i]);
      if (value != NULL)
        wait = MAX (wait, wait_of_number (value, DAVY_TIME_SECOND));
    }
  for (guint i = 0; i < G_N_ELEMENTS (in_milliseconds); i++)
    {
      value = davy_response_get_header (response, in_milliseconds[i]);
      if (value != NULL)
        wait = MAX (wait, wait_of_number (value, DAVY_TIME_SECOND / 1000));
    }

  return wait;
}

/**
 * davy_answer_is_throttled:
 * @response: an answer
 *
 * Returns: whether the server asks to be left alone for a while
 */
gboolean
davy_answer_is_throttled (const DavyResponse *response)
{
  guint status = davy_response_get_status (response);

  return status == 429 || (status == 503 && davy_answer_get_wait (response) >= 0);
}

/**
 * davy_answer_is_passing:
 * @response: an answer
 *
 * Returns: whether the same request may go well in a moment. Of a change such an answer does not
 *   tell whether it was made: a gateway whose server went silent says 503, too
 */
gboolean
davy_answer_is_passing (const DavyResponse *response)
{
  guint status = davy_response_get_status (response);

  return status == 408 || status == 500 || status == 502 || status == 503 || status == 504;
}

/**
 * davy_answer_is_about_request:
 * @response: a refusal
 *
 * Returns: whether the service has looked at what was asked. Who is turned away at the door, for
 *   the token or for asking too often, does not learn what became of an earlier try
 */
gboolean
davy_answer_is_about_request (const DavyResponse *response)
{
  guint status = davy_response_get_status (response);

  return status != 401 && status != 403 && !davy_answer_is_throttled (response);
}

/* Reads the value of a parameter behind its equals sign, quoted or not. */
static char *
read_value (const char **text)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *c = *text;

  if (*c != '"')
    {
      while (*c != '\0' && *c != ',' && !g_ascii_isspace (*c))
        g_string_append_c (value, *c++);
    }
  else
    {
      for (c++; *c != '\0' && *c != '"'; c++)
        {
          if (*c == '\\' && c[1] != '\0')
            c++;
          g_string_append_c (value, *c);
        }
      c += *c == '"' ? 1 : 0;
    }
  *text = c;

  return g_string_free (g_steal_pointer (&value), FALSE);
}

/* Goes through WWW-Authenticate, where several challenges may have been joined and the order of
 * parameters is free.
 * Returns: (transfer full) (nullable): the value of the next parameter of that name */
static char *
next_parameter (const char **text, const char *name)
{
  while (**text != '\0')
    {
      gsize length = strcspn (*text, " \t,=\"");
      gboolean wanted = length == strlen (name) && g_ascii_strncasecmp (*text, name, length) == 0;

      *text += length;
      *text += strspn (*text, " \t");
      if (**text == '=')
        {
          g_autofree char *value = NULL;

          (*text)++;
          *text += strspn (*text, " \t");
          value = read_value (text);
          if (wanted)
            return g_steal_pointer (&value);
        }
      else if (**text == ',' || **text == '"')
        {
          (*text)++;
        }
    }

  return NULL;
}

static char *
decode_base64 (const char *text)
{
  gsize length = 0;
  g_autofree guint8 *bytes = davy_base64url_decode (text, &length);

  if (!g_utf8_validate ((const char *) bytes, (gssize) length, NULL))
    return NULL;

  return g_strndup ((const char *) bytes, length);
}

/**
 * davy_answer_dup_challenge:
 * @response: a refusal
 * @name: a parameter of its challenge, such as `authorization_uri`
 *
 * Returns: (transfer full) (nullable): its first value in `WWW-Authenticate`
 * (`wire-contract.md` 1.7)
 */
char *
davy_answer_dup_challenge (const DavyResponse *response, const char *name)
{
  const char *header = davy_response_get_header (response, "www-authenticate");

  return header != NULL ? next_parameter (&header, name) : NULL;
}

/**
 * davy_answer_dup_claims:
 * @response: a refusal
 *
 * Returns: (transfer full) (nullable): the decoded claims challenge, a JSON object as text
 *   (`wire-contract.md` 1.7)
 */
char *
davy_answer_dup_claims (const DavyResponse *response)
{
  const char *rest = davy_response_get_header (response, "www-authenticate");
  char *encoded;

  while (rest != NULL && (encoded = next_parameter (&rest, "claims")) != NULL)
    {
      g_autofree char *decoded = decode_base64 (encoded);

      g_free (encoded);
      if (decoded != NULL && *decoded == '{')
        return g_steal_pointer (&decoded);
    }

  return NULL;
}

static DavyError
code_of_status (guint status)
{
  switch (status)
    {
    case 401:
      return DAVY_ERROR_SIGNED_OUT;
    case 403:
      return DAVY_ERROR_REFUSED;
    case 404:
    case 410:
      return DAVY_ERROR_NOT_FOUND;
    case 408:
      return DAVY_ERROR_TIMED_OUT;
    case 409:
    case 412:
      return DAVY_ERROR_CONFLICT;
    case 429:
      return DAVY_ERROR_THROTTLED;
    default:
      if (status >= 500)
        return DAVY_ERROR_SERVER;
      return status >= 400 ? DAVY_ERROR_REJECTED : DAVY_ERROR_WIRE;
    }
}

static DavyError
refine_code (DavyError code, const DavyFault *fault)
{
  static const struct
  {
    const char *reason;
    DavyError code;
  } refined[] = {
    { "mfa", DAVY_ERROR_MFA },
    { "consent", DAVY_ERROR_CONSENT },
    { "signed-out", DAVY_ERROR_SIGNED_OUT },
    { "not-found", DAVY_ERROR_NOT_FOUND },
    { "no-subscription", DAVY_ERROR_NOT_FOUND },
    { "conflict", DAVY_ERROR_CONFLICT },
    { "plan-active", DAVY_ERROR_CONFLICT },
    { "pending", DAVY_ERROR_CONFLICT },
    { "state", DAVY_ERROR_CONFLICT },
    { "no-reactivation", DAVY_ERROR_CONFLICT },
    { "no-plan", DAVY_ERROR_REFUSED },
    { "no-rights", DAVY_ERROR_REFUSED },
    { "wrong-tenant", DAVY_ERROR_REFUSED },
    { "throttled", DAVY_ERROR_THROTTLED },
    { "api-version", DAVY_ERROR_REJECTED },
  };

  if (fault->claims != NULL)
    return DAVY_ERROR_CLAIMS;
  for (guint i = 0; i < G_N_ELEMENTS (refined); i++)
    if (g_strcmp0 (fault->reason, refined[i].reason) == 0)
      return refined[i].code;

  return code;
}

/**
 * davy_answer_to_error:
 * @request: what was asked
 * @response: an answer that is no success
 * @token: (nullable): the bearer token that was sent
 * @sent_id: the correlation id that was sent
 * @unknown_outcome: whether the change that was asked for may have been made all the same
 *
 * Returns: (transfer full): the error, with what the service told inside
 */
GError *
davy_answer_to_error (const DavyRequest *request,
                      const DavyResponse *response,
                      const char *token,
                      const char *sent_id,
                      gboolean unknown_outcome)
{
  guint status = davy_response_get_status (response);
  DavyFaultReader reader = davy_request_get_fault_reader (request);
  DavySigner *signer = davy_request_get_signer (request);
  g_autofree char *template = davy_answer_dup_template (davy_request_get_uri (request));
  DavyError code = code_of_status (status);
  g_auto (DavyFault) fault = { .http_status = status };

  fault.correlation_id = g_strdup (davy_response_get_correlation_id (response));
  if (g_strcmp0 (fault.correlation_id, sent_id) != 0)
    fault.sent_id = g_strdup (sent_id);
  if (status == 401 || status == 403)
    fault.claims = davy_answer_dup_claims (response);
  if (status == 401 && signer != NULL && token != NULL)
    code = davy_signer_explain (signer, token);
  if (reader != NULL)
    reader (status, davy_response_get_body (response), &fault);
  code = unknown_outcome ? DAVY_ERROR_OUTCOME_UNKNOWN : refine_code (code, &fault);

  return davy_error_new_fault (code, &fault, "%s %s: HTTP %u", davy_request_get_method (request),
                               template, status);
}

static gboolean
is_word_of_the_api (const char *segment)
{
  guint digits = 0;

  for (const char *c = segment; *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c))
        digits++;
      else if (!g_ascii_isalpha (*c))
        return FALSE;
    }

  return digits <= 1;
}

/**
 * davy_answer_dup_template:
 * @uri: an absolute address
 *
 * Names an address without whom it is about, for logs and error texts. Once an id was met, a word
 * of the service and a name alternate, so every second part is left out whatever it looks like.
 *
 * Returns: (transfer full): host and path, with `{}` for every part that may be an id or a name,
 *   and without the query
 */
char *
davy_answer_dup_template (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) segments = NULL;
  gboolean id_met = FALSE, after_word = FALSE;

  if (parsed == NULL)
    return g_strdup ("{}");

  g_string_append (text, g_uri_get_host (parsed));
  segments = g_strsplit (g_uri_get_path (parsed), "/", -1);
  for (guint i = 1; segments[0] != NULL && segments[i] != NULL; i++)
    {
      gboolean shown = is_word_of_the_api (segments[i]) && !(id_met && after_word);

      g_string_append_printf (text, "/%s", shown ? segments[i] : "{}");
      id_met = id_met || !shown;
      after_word = shown;
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
