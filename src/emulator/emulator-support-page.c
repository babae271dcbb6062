/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-pages.h"
#include "emulator/emulator-routes.h"
#include "emulator/scenario-service-requests.h"

/* The page of Partner Center on which a person opens a support request: there is no other way
 * (`wire-contract.md` 2.8). What is sent is listed at once. */

#define PAGE  "/pc/dashboard/support/servicerequests/create"
#define TITLE "New request"

static const char *const problem_types[] = { "Adding or managing customers", "Billing", "Security",
                                             NULL };
static const struct
{
  const char *word; /* of the listing */
  const char *label;
} impacts[] = { { "minimal", "Minimal" }, { "moderate", "Moderate" }, { "critical", "Critical" } };

static void
append_option (GString *content, const char *value, const char *label, gboolean selected)
{
  g_autofree char *option = g_markup_printf_escaped ("<option value=\"%s\"%s>%s</option>", value,
                                                     selected ? " selected" : "", label);

  g_string_append (content, option);
}

static void
append_choices (GString *content, const DavyScenario *scenario)
{
  g_string_append (content, "<label>Customer<select name=customer>");
  append_option (content, "", "None", TRUE);
  for (guint i = 0; i < scenario->customers->len; i++)
    {
      const DavyDemoCustomer *customer = g_ptr_array_index (scenario->customers, i);

      append_option (content, customer->id, customer->name, FALSE);
    }
  g_string_append (content, "</select></label><label>Type of problems<select name=type>");
  for (guint i = 0; problem_types[i] != NULL; i++)
    append_option (content, problem_types[i], problem_types[i], i == 0);
  g_string_append (content, "</select></label><label>Impact<select name=impact>");
  for (guint i = 0; i < G_N_ELEMENTS (impacts); i++)
    append_option (content, impacts[i].word, impacts[i].label, FALSE);
  g_string_append (content, "</select></label>");
}

static void
answer_with_form (DavyExchange *exchange, guint status, const char *problem)
{
  g_autoptr (GString) content =
      g_string_new ("<h1>" TITLE "</h1><form method=post action=\"" PAGE "\">");

  if (problem != NULL)
    {
      g_autofree char *text = g_markup_printf_escaped ("<p class=bad role=alert>%s</p>", problem);

      g_string_append (content, text);
    }
  append_choices (content, exchange->scenario);
  g_string_append (content,
                   "<label>Title<input type=text name=title></label>"
                   "<label>Description<textarea name=description rows=8></textarea></label>"
                   "<label>Contact information<textarea name=contact rows=4></textarea></label>"
                   "<button class=go>Submit</button></form>");

  davy_page_answer (exchange, status, TITLE, content->str);
}

static void
answer_page (DavyExchange *exchange)
{
  answer_with_form (exchange, SOUP_STATUS_OK, NULL);
}

/* Fifteen digits that begin with the day. */
static char *
dup_number (DavyExchange *exchange)
{
  g_autoptr (GDateTime) now =
      g_date_time_new_from_unix_utc (davy_exchange_now (exchange) / DAVY_TIME_SECOND);
  g_autofree char *day = g_date_time_format (now, "%y%m%d");

  return g_strdup_printf ("%s%09u", day, 40010000 + exchange->scenario->requests->len);
}

static gboolean
is_known (const char *impact)
{
  for (guint i = 0; impact != NULL && i < G_N_ELEMENTS (impacts); i++)
    if (g_str_equal (impacts[i].word, impact))
      return TRUE;

  return FALSE;
}

static gboolean
is_written (GHashTable *form, const char *field)
{
  const char *text = g_hash_table_lookup (form, field);

  return text != NULL && *text != '\0';
}

static void
answer_form (DavyExchange *exchange)
{
  g_autoptr (GHashTable) form = davy_exchange_parse_form (exchange);
  const char *impact = g_hash_table_lookup (form, "impact");
  const char *customer = g_hash_table_lookup (form, "customer");
  g_autofree char *number = dup_number (exchange);
  g_autofree char *sentence = NULL;
  DavyDemoServiceRequest *request;

  if (!is_known (impact) || !is_written (form, "title") || !is_written (form, "description") ||
      !is_written (form, "contact"))
    {
      answer_with_form (exchange, SOUP_STATUS_BAD_REQUEST, "Fill in every field.");
      return;
    }

  request = davy_demo_service_request_new (number, davy_exchange_now (exchange));
  request->title = g_strdup (g_hash_table_lookup (form, "title"));
  request->description = g_strdup (g_hash_table_lookup (form, "description"));
  request->severity = g_strdup (impact);
  request->topic = g_strdup (g_hash_table_lookup (form, "type"));
  if (customer != NULL)
    request->customer = davy_scenario_find_customer (exchange->scenario, customer);
  g_ptr_array_insert (exchange->scenario->requests, 0, request);

  sentence = g_strdup_printf ("Its number is %s.", number);
  davy_page_message (exchange, SOUP_STATUS_OK, "The request was submitted", sentence);
}

const DavyRoute davy_support_page_routes[] = {
  { "GET", PAGE, DAVY_ANSWER_PAGE, answer_page },
  { "POST", PAGE, DAVY_ANSWER_PAGE, answer_form },
  { 0 },
};
