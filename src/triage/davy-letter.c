/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-letter.h"

#include <string.h>

#include "core/davy-catalogue.h"
#include "core/davy-error.h"
#include "core/davy-json.h"
#include "store/davy-alert.h"
#include "triage/davy-alert-words.h"

/* The mail that tells the customer what was found and asks what they know of it. It is made of a
 * case file, in whatever language; its first line is the subject. */

#define MOST_RESOURCES 20

static const char *
get_text (const DavyJson *object, const char *name)
{
  return davy_json_string (object, name, DAVY_JSON_OPTIONAL);
}

/* A name and its value on a line; what is not known is left out. */
static void
append_fact (GString *text, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  /* Translators: a line of a mail: the name of a fact, then what it says. */
  g_string_append_printf (text, C_ ("letter", "%1$s: %2$s"), name, value);
  g_string_append_c (text, '\n');
}

static void
append_time (GString *text, const char *name, const DavyJson *object, const char *member)
{
  DavyTime time = davy_json_time (object, member, DAVY_JSON_OPTIONAL);
  g_autofree char *value =
      time != DAVY_TIME_UNSET ? davy_format_moment (davy_language_get (), time) : NULL;

  append_fact (text, name, value);
}

static void
append_resources (GString *text, const DavyJson *alert)
{
  const DavyJson resources = davy_json_member (alert, "resources");
  guint n = davy_json_length (&resources, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < MIN (n, MOST_RESOURCES); i++)
    {
      const DavyJson resource = davy_json_element (&resources, i);

      append_fact (text, C_ ("letter", "Resource"), get_text (&resource, "id"));
    }
}

static void
append_alerts (GString *text, const DavyJson *root)
{
  const DavyJson alerts = davy_json_member (root, "alerts");
  guint n = davy_json_length (&alerts, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < n; i++)
    {
      const DavyJson alert = davy_json_element (&alerts, i);
      g_autofree char *type = davy_words_alert_type (get_text (&alert, "type"));

      append_fact (text, C_ ("letter", "What was detected"), type);
      append_time (text, C_ ("letter", "Reported"), &alert, "createdAt");
      append_time (text, C_ ("letter", "First observed"), &alert, "firstObservedAt");
      append_resources (text, &alert);
    }
}

/* The cost of the last unusual days, while they go on. */
static void
append_cost (GString *text, const DavyJson *root)
{
  const DavyJson usage = davy_json_member (root, "usage");
  const DavyJson episodes = davy_json_member (&usage, "episodes");
  guint n = davy_json_length (&episodes, DAVY_JSON_OPTIONAL);
  const DavyJson last = davy_json_element (&episodes, n > 0 ? n - 1 : 0);
  DavyMoney money;
  g_autofree char *excess = NULL;

  if (n == 0 || !davy_json_exists (&last))
    return;

  money = davy_money_new (davy_json_number (&last, "excess", DAVY_JSON_OPTIONAL),
                          get_text (&usage, "currency"), DAVY_BASIS_UNKNOWN);
  excess = davy_format_money (davy_language_get (), &money, DAVY_FORMAT_ROUNDED);
  append_fact (text, C_ ("letter", "Cost beyond the expected so far"), excess);
}

static char *
dup_subscription (const DavyJson *root)
{
  const DavyJson subscription = davy_json_member (root, "subscription");
  const char *name = get_text (&subscription, "name");

  return g_strdup (name != NULL ? name
                                : davy_json_string (&subscription, "id", DAVY_JSON_REQUIRED));
}

static void
append_questions (GString *text)
{
  static const char *const questions[] = {
    NC_ ("letter", "Did you, or somebody on your behalf, start this?"),
    NC_ ("letter", "If so: who, for what purpose, and has Microsoft approved it in writing?"),
    NC_ ("letter",
         "If not: may we stop and delete what was created, and is there anything that you need?"),
  };

  g_string_append_printf (text, "\n%s\n", _ ("Please tell us:"));
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    g_string_append_printf (text, "%u. %s\n", (guint) i + 1, davy_catalogue_get_key (questions[i]));
  g_string_append_printf (
      text, "\n%s\n",
      _ ("Please answer by telephone, under the number that you have had from us before: this "
         "mailbox may be read by others. We never ask for a password."));
}

/**
 * davy_letter_make_customer:
 * @case_file: what davy_case_file_build_finish() made
 * @error: where to report %DAVY_ERROR_WIRE: it is no case file, or lacks something
 *
 * Returns: (transfer full) (nullable): the subject, an empty line and the mail, in the language of
 *   the process
 */
GBytes *
davy_letter_make_customer (GBytes *case_file, GError **error)
{
  g_autoptr (JsonNode) node = davy_json_parse (case_file, error);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = NULL;
  g_autoptr (GError) wire_error = NULL;
  DavyJson root;
  DavyJson subscription;

  if (node == NULL)
    return NULL;

  root = davy_json_root (node, &wire_error);
  subscription = davy_json_member (&root, "subscription");
  name = dup_subscription (&root);
  if (wire_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wire_error));
      return NULL;
    }

  /* Translators: the subject of a mail to a customer; %s is the name of a subscription. */
  g_string_append_printf (text, _ ("Security alert on your Azure subscription %s"), name);
  g_string_append_printf (text, "\n\n%s\n\n", C_ ("letter", "Good day,"));
  g_string_append_printf (
      text, "%s\n\n",
      _ ("Microsoft has told us that a cryptocurrency seems to be mined in your Azure "
         "subscription. That is not necessarily fraud, but it is unusual: in Azure it usually "
         "costs more than it earns."));
  append_fact (text, C_ ("letter", "Subscription"), name);
  append_fact (text, C_ ("letter", "Subscription ID"), get_text (&subscription, "id"));
  append_alerts (text, &root);
  append_cost (text, &root);
  append_questions (text);
  g_string_append_printf (text, "\n%s\n", C_ ("letter", "Kind regards"));

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/**
 * davy_letter_new:
 * @text: what davy_letter_make_customer() made
 *
 * Returns: (transfer full): the letter
 */
DavyLetter *
davy_letter_new (GBytes *text)
{
  DavyLetter *self = g_new0 (DavyLetter, 1);
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  g_autofree char *whole = g_utf8_make_valid (data != NULL ? data : "", (gssize) length);
  g_auto (GStrv) parts = g_strsplit (whole, "\n\n", 2);

  self->subject = g_strdup (parts[0] != NULL ? parts[0] : "");
  self->body = g_strdup (parts[0] != NULL && parts[1] != NULL ? parts[1] : "");

  return self;
}

/**
 * davy_letter_free:
 * @self: (transfer full): a letter
 */
void
davy_letter_free (DavyLetter *self)
{
  g_free (self->subject);
  g_free (self->body);
  g_free (self);
}
