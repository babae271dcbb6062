/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-csv.h"

#include <math.h>
#include <string.h>

/* Tables for a spreadsheet: RFC 4180, decimal points. */

#define SEPARATOR ","
#define LINE_END  "\r\n"
#define DECIMALS  "%.6f"
#define MAX_TEXT  330 /* the longest double with its decimals */

static gboolean
is_number (const char *value)
{
  char *end = NULL;
  double number = g_ascii_strtod (value, &end);

  return !g_ascii_isspace (*value) && end != value && *end == '\0' && isfinite (number);
}

/* A spreadsheet takes a cell that begins with some characters for a formula. Where the decimal
 * point is a comma it splits at semicolons and finds cells within a text, whatever its quotes. */
static void
append_text (GString *text, const char *value)
{
  gboolean begins = TRUE;

  g_string_append_c (text, '"');
  for (const char *c = value; *c != '\0'; c++)
    {
      if (begins && strchr ("=+-@\t\r\n", *c) != NULL)
        g_string_append_c (text, '\'');
      if (*c == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *c);
      begins = strchr (";\r\n", *c) != NULL;
    }
  g_string_append_c (text, '"');
}

static void
append_value (GString *text, const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  if (is_number (value))
    g_string_append (text, value);
  else
    append_text (text, value);
}

/**
 * davy_csv_append_row:
 * @text: what it is put at the end of
 * @values: (array length=n): the cells; one that is %NULL or "" stays empty
 * @n: how many
 *
 * Adds a line of comma-separated values: numbers with a decimal point as they are, every other
 * text in quotes and so that no spreadsheet takes it for a formula.
 */
void
davy_csv_append_row (GString *text, const char *const *values, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (text, SEPARATOR);
      append_value (text, values[i]);
    }
  g_string_append (text, LINE_END);
}

/**
 * davy_csv_dup_amount:
 * @amount: an amount; NAN: not known
 *
 * Returns: (transfer full) (nullable): the amount as a cell; %NULL when it is not known
 */
char *
davy_csv_dup_amount (double amount)
{
  char buffer[MAX_TEXT];

  return isfinite (amount) ? g_strdup (g_ascii_formatd (buffer, sizeof buffer, DECIMALS, amount))
                           : NULL;
}
