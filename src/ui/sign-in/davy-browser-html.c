/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sign-in/davy-browser-html.h"

/**
 * davy_browser_html_make:
 * @title: a few words
 * @text: a sentence or two
 *
 * Returns: (transfer full): the page that the browser shows when it has brought its answer
 */
char *
davy_browser_html_make (const char *title, const char *text)
{
  return g_markup_printf_escaped (
      "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>%1$s</title>"
      "<meta name=\"viewport\" content=\"width=device-width\"><style>"
      ":root{color-scheme:light dark}body{font-family:system-ui,sans-serif;max-width:30em;"
      "margin:15vh auto 0;padding:0 1em;text-align:center}</style></head>"
      "<body><h1>%1$s</h1><p>%2$s</p></body></html>",
      title, text);
}
