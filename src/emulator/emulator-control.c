/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-error.h"
#include "core/davy-json.h"
#include "emulator/emulator-private.h"
#include "emulator/emulator-routes.h"

/* `/_emulator`: what tests turn and read while the emulator runs. */

static void
refuse_input (DavyExchange *exchange, const char *text)
{
  davy_exchange_refuse (exchange, SOUP_STATUS_BAD_REQUEST, "BadRequest", text);
}

static void
answer_requests (DavyExchange *exchange)
{
  davy_exchange_answer_array (
      exchange, SOUP_STATUS_OK,
      davy_request_log_to_json (davy_emulator_get_request_log (exchange->emulator)));
}

/* {"advance": SECONDS, "scale": N}, both optional */
static void
answer_clock (DavyExchange *exchange)
{
  g_autoptr (GError) wire_error = NULL;
  DavyJson root = davy_json_root (davy_exchange_get_json (exchange), &wire_error);
  double seconds = davy_json_number (&root, "advance", DAVY_JSON_OPTIONAL);
  double scale = davy_json_number (&root, "scale", DAVY_JSON_OPTIONAL);
  g_autofree char *now = NULL;
  JsonObject *object;

  if (wire_error != NULL || !davy_json_is_object (&root) || scale < 0 || seconds < 0)
    {
      refuse_input (exchange, "The clock takes {\"advance\": seconds, \"scale\": number}.");
      return;
    }

  davy_emulator_advance (exchange->emulator, (gint64) (seconds * (double) DAVY_TIME_SECOND));
  if (scale > 0)
    davy_emulator_set_time_scale (exchange->emulator, scale);

  now = davy_time_to_iso (davy_exchange_now (exchange));
  object = json_object_new ();
  json_object_set_string_member (object, "now", now);
  json_object_set_double_member (object, "scale",
                                 davy_emulator_get_time_scale (exchange->emulator));
  davy_exchange_answer_object (exchange, SOUP_STATUS_OK, object);
}

/* One rule a line. */
static void
answer_faults (DavyExchange *exchange)
{
  g_autofree char *text = davy_exchange_dup_text (exchange);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      if (*lines[i] != '\0' &&
          !davy_emulator_add_fault (exchange->emulator, g_strchomp (lines[i]), &error))
        {
          refuse_input (exchange, error->message);
          return;
        }
    }
  davy_exchange_answer_empty (exchange, SOUP_STATUS_NO_CONTENT);
}

static void
answer_no_faults (DavyExchange *exchange)
{
  davy_emulator_forget_faults (exchange->emulator);
  davy_exchange_answer_empty (exchange, SOUP_STATUS_NO_CONTENT);
}

const DavyRoute davy_control_routes[] = {
  { "GET", "/_emulator/requests", DAVY_ANSWER_PLAIN, answer_requests },
  { "POST", "/_emulator/clock", DAVY_ANSWER_PLAIN, answer_clock },
  { "POST", "/_emulator/faults", DAVY_ANSWER_PLAIN, answer_faults },
  { "DELETE", "/_emulator/faults", DAVY_ANSWER_PLAIN, answer_no_faults },
  { 0 },
};
