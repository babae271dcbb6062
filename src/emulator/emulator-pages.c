/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/emulator-pages.h"

/* Plain enough for the smallest browser: colours first for light, then again for dark. */
static const char frame[] =
    "<!doctype html><html lang=en><head><meta charset=utf-8>"
    "<meta name=viewport content='width=device-width,initial-scale=1'><title>%s</title><style>"
    "body{margin:0;background:#fafafa;color:#2e3436;font:16px/1.5 Cantarell,system-ui,sans-serif}"
    "main{max-width:26em;margin:2em auto;padding:1.5em 2em;background:#fff;"
    "border:1px solid #d3d1cf;border-radius:12px}"
    "h1{font-size:1.4em;margin:0 0 .5em}p{margin:.5em 0}small{color:#5e5c64}"
    ".demo{font-size:.85em;margin:0 0 1.5em;padding:.5em .75em;background:#e6eef8;color:#1a3f6f;"
    "border-radius:9px}.bad{color:#a51d2d}label{display:block;margin-top:1em}"
    "fieldset{border:0;padding:0;margin:0}legend{padding:0;margin-top:1em}"
    "fieldset label{margin-top:.25em;padding:.4em .75em;border:1px solid #d3d1cf;"
    "border-radius:9px}fieldset small{display:block;margin-left:1.6em}"
    "input[type=password],input[type=text],select,textarea{width:100%%;box-sizing:border-box;"
    "font:inherit;padding:.5em .75em;border:1px solid #d3d1cf;border-radius:9px;background:#fff;color:#2e3436}"
    "button{font:inherit;font-weight:bold;margin:1em .5em 0 0;padding:.5em 1.25em;border:0;"
    "border-radius:9px;background:#e1dfdd;color:#2e3436}button.go{background:#1a5fb4;color:#fff}"
    "@media(prefers-color-scheme:dark){body{background:#242424;color:#f6f5f4}"
    "main{background:#303030;border-color:#504f52}small{color:#c0bfbc}"
    ".demo{background:#2b3b4f;color:#cfe1f7}.bad{color:#ff7b63}fieldset label{border-color:#504f52}"
    "input[type=password],input[type=text],select,textarea{background:#1e1e1e;color:#f6f5f4;"
    "border-color:#504f52}"
    "button{background:#504f52;color:#f6f5f4}button.go{background:#78aeed;color:#1e1e1e}}"
    "</style></head><body><main><p class=demo>This is Davylamp’s demonstration on your own "
    "computer. Nothing on this page is Microsoft’s, and no real account is needed. Do not enter a "
    "real password.</p>%s</main></body></html>";

/**
 * davy_page_answer:
 * @exchange: an exchange
 * @status: of HTTP
 * @title: what the browser's window is called
 * @content: HTML
 *
 * Answers with a page that says that it is a demonstration.
 */
void
davy_page_answer (DavyExchange *exchange, guint status, const char *title, const char *content)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  davy_exchange_set_header (exchange, "Cache-Control", "no-store");
  davy_exchange_answer_text (exchange, status, "text/html; charset=utf-8",
                             g_strdup_printf (frame, escaped, content));
}

/**
 * davy_page_message:
 * @exchange: an exchange
 * @status: of HTTP
 * @title: what it is about
 * @text: a sentence or two
 */
void
davy_page_message (DavyExchange *exchange, guint status, const char *title, const char *text)
{
  g_autofree char *content = g_markup_printf_escaped ("<h1>%s</h1><p>%s</p>", title, text);

  davy_page_answer (exchange, status, title, content);
}

static const char *
describe_role (const DavyDemoUser *user)
{
  if (!user->mfa)
    return "Signs in without a second factor: Partner Center refuses";
  if (g_str_equal (user->role, "admin-agent"))
    return "Admin agent: may see and change alerts";
  if (g_str_equal (user->role, "security-reader"))
    return "Security reader: may see alerts";

  return "No role in Partner Center";
}

static void
append_users (GString *content, DavyScenario *scenario, const char *user_name)
{
  const DavyDemoUser *chosen =
      user_name != NULL ? davy_scenario_find_user (scenario, user_name) : NULL;

  if (chosen == NULL)
    chosen = g_ptr_array_index (scenario->users, 0);

  g_string_append (content, "<fieldset><legend>Who are you?</legend>");
  for (guint i = 0; i < scenario->users->len; i++)
    {
      const DavyDemoUser *user = g_ptr_array_index (scenario->users, i);
      g_autofree char *label = g_markup_printf_escaped (
          "<label><input type=radio name=user value=\"%s\"%s> %s (%s)<small>%s</small></label>",
          user->user_name, user == chosen ? " checked" : "", user->display_name, user->user_name,
          describe_role (user));

      g_string_append (content, label);
    }
  g_string_append (content, "</fieldset>");
}

/**
 * davy_page_sign_in:
 * @exchange: an exchange; the form is sent to the same address
 * @user_name: (nullable): who is chosen first
 * @problem: (nullable): what was wrong with the last try
 * @user_code: (nullable): of the device that is signed in
 *
 * Asks who signs in, and whether the program may act for them.
 */
void
davy_page_sign_in (DavyExchange *exchange,
                   const char *user_name,
                   const char *problem,
                   const char *user_code)
{
  DavyScenario *scenario = exchange->scenario;
  const DavyDemoUser *first = g_ptr_array_index (scenario->users, 0);
  g_autoptr (GString) content = g_string_new (NULL);
  g_autofree char *head =
      g_markup_printf_escaped ("<h1>Sign in to %s</h1><p>Davylamp asks to read this "
                               "demonstration’s alerts, customers and usage, and to change the "
                               "state of alerts, as the person you choose.</p>",
                               scenario->name);
  g_autofree char *password = g_markup_printf_escaped (
      "<label>Password<input type=password name=password autocomplete=off value=\"%s\"></label>"
      "<p><small>It is filled in already: “%s”.</small></p>",
      first->password, first->password);

  g_string_append (content, head);
  if (problem != NULL)
    {
      g_autofree char *text = g_markup_printf_escaped ("<p class=bad role=alert>%s</p>", problem);

      g_string_append (content, text);
    }
  g_string_append (content, "<form method=post>");
  if (user_code != NULL)
    {
      g_autofree char *hidden =
          g_markup_printf_escaped ("<input type=hidden name=code value=\"%s\">", user_code);

      g_string_append (content, hidden);
    }
  append_users (content, scenario, user_name);
  g_string_append (content, password);
  g_string_append (content, "<button class=go name=decision value=accept>Sign in and allow</button>"
                            "<button name=decision value=decline>Decline</button></form>");

  davy_page_answer (exchange, SOUP_STATUS_OK, "Demonstration sign-in", content->str);
}

/**
 * davy_page_device:
 * @exchange: an exchange
 * @problem: (nullable): what was wrong with the last try
 *
 * Asks for the code that a device shows.
 */
void
davy_page_device (DavyExchange *exchange, const char *problem)
{
  g_autofree char *content = g_markup_printf_escaped (
      "<h1>Enter the code</h1><p class=bad role=alert>%s</p><form method=post>"
      "<label>The code that Davylamp shows<input type=text name=code autocomplete=off autofocus>"
      "</label><button class=go>Next</button></form>",
      problem != NULL ? problem : "");

  davy_page_answer (exchange, SOUP_STATUS_OK, "Demonstration sign-in", content);
}

/**
 * davy_page_form_post:
 * @exchange: an exchange
 * @uri: where the answer goes
 * @answer: names and values
 *
 * Sends the answer to the program as a form, which the browser posts by itself.
 */
void
davy_page_form_post (DavyExchange *exchange, const char *uri, GHashTable *answer)
{
  g_autoptr (GString) content = g_string_new (NULL);
  g_autofree char *head =
      g_markup_printf_escaped ("<h1>Back to Davylamp</h1><form method=post action=\"%s\">", uri);
  GHashTableIter iter;
  gpointer name, value;

  g_string_append (content, head);
  g_hash_table_iter_init (&iter, answer);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autofree char *field = g_markup_printf_escaped (
          "<input type=hidden name=\"%s\" value=\"%s\">", (char *) name, (char *) value);

      g_string_append (content, field);
    }
  g_string_append (content, "<button class=go>Continue</button></form>"
                            "<script>document.forms[0].submit()</script>");

  davy_page_answer (exchange, SOUP_STATUS_OK, "Demonstration sign-in", content->str);
}
