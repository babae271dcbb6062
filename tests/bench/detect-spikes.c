/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "usage/davy-expectation.h"

/* detect-spikes [--incomplete N] FILE.csv: what the detector says of each day of a series.
 *
 * FILE.csv has a header line `date,value` and then a line for each day, in order: an ISO date and
 * the cost in EUR with a decimal point. A day without a value, or without a line, is one of which
 * nothing is known. The last N days may still grow. A line is printed for each line that was read.
 * The exit status is 2 when FILE.csv is not like that. */

#define HEADER     "date,value"
#define MAX_DAYS   40000 /* more than a century */
#define WRONG      2
#define ISO_LENGTH 10

static const char *const words[] = {
  [DAVY_ALARM_NONE] = "none",
  [DAVY_ALARM_LEARNING] = "learning",
  [DAVY_ALARM_INCOMPLETE] = "incomplete",
  [DAVY_ALARM_SPIKE] = "spike",
  [DAVY_ALARM_SHIFT] = "shift",
  [DAVY_ALARM_NEW] = "new",
};

typedef struct
{
  DavyDay day;
  double value;
  const char *text; /* the value as it stands in the file */
} Row;

/* Splits @line at its comma and reads both sides. Returns: (nullable): what is wrong with it */
static const char *
read_row (char *line, Row *row)
{
  char *comma = strchr (line, ',');
  g_autofree char *iso = NULL;
  char *end = NULL;

  if (comma == NULL || strchr (comma + 1, ',') != NULL)
    return "there is not exactly one comma";
  *comma = '\0';
  row->text = comma + 1;
  if (strlen (line) != ISO_LENGTH || !davy_day_parse (line, &row->day))
    return "the date is not like 2026-12-24";
  iso = davy_day_to_iso (row->day);
  if (strcmp (iso, line) != 0)
    return "the date is not like 2026-12-24";

  row->value = (double) NAN;
  if (*row->text == '\0')
    return NULL;
  if (strspn (row->text, "+-.0123456789eE") != strlen (row->text))
    return "the value is not a number with a decimal point";
  row->value = g_ascii_strtod (row->text, &end);

  return *end == '\0' && isfinite (row->value) ? NULL
                                               : "the value is not a number with a decimal point";
}

static const char *
read_line (char *line, guint number, GArray *rows)
{
  Row row;
  const char *problem;

  if (number == 1)
    return strcmp (line, HEADER) == 0 ? NULL : "the header line is not “" HEADER "”";
  problem = read_row (line, &row);
  if (problem != NULL)
    return problem;
  if (rows->len > 0 && row.day <= g_array_index (rows, Row, rows->len - 1).day)
    return "the date is not after the one before";
  if (rows->len > 0 && row.day - g_array_index (rows, Row, 0).day >= MAX_DAYS)
    return "the date is too far from the first one";
  g_array_append_val (rows, row);

  return NULL;
}

/* @lines ends with an empty one where the file ends with a line feed. */
static gboolean
read_rows (char **lines, const char *path, GArray *rows)
{
  guint n_lines = g_strv_length (lines);

  if (n_lines > 1 && *lines[n_lines - 1] == '\0')
    n_lines--;
  for (guint i = 0; i < MAX (n_lines, 1); i++)
    {
      char *line = i < n_lines ? g_strchomp (lines[i]) : (char[]){ "" };
      const char *problem = read_line (line, i + 1, rows);

      if (problem != NULL)
        {
          g_printerr ("%s:%u: %s.\n", path, i + 1, problem);
          return FALSE;
        }
    }

  return TRUE;
}

static DavySeries *
make_series (const GArray *rows, guint incomplete)
{
  const Row *all = (const Row *) rows->data;
  DavyDay first = rows->len > 0 ? all[0].day : 0;
  guint length = rows->len > 0 ? (guint) (all[rows->len - 1].day - first) + 1 : 0;
  DavySeries *series = davy_series_new (first, length);

  series->incomplete = incomplete;
  for (guint i = 0; i < rows->len; i++)
    series->values[all[i].day - first] = all[i].value;

  return series;
}

static void
print_amount (double amount)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (!isnan (amount))
    g_ascii_formatd (text, sizeof text, "%.2f", amount);
  printf (",%s", text);
}

static void
print_rows (const GArray *rows, const DavySeries *series)
{
  g_autoptr (DavyExpectation) expectation = davy_expectation_new (series, NULL);

  printf (HEADER ",expected,low,high,alarm\n");
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      g_autofree char *date = davy_day_to_iso (row->day);
      guint day = (guint) (row->day - series->first);

      printf ("%s,%s", date, row->text);
      print_amount (expectation->expected[day]);
      print_amount (expectation->low[day]);
      print_amount (expectation->high[day]);
      printf (",%s\n", words[expectation->alarm[day]]);
    }
}

int
main (int argc, char **argv)
{
  int incomplete = 0;
  const GOptionEntry options[] = {
    { "incomplete", 0, 0, G_OPTION_ARG_INT, &incomplete, "The last N days may still grow", "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE.csv");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (DavySeries) series = NULL;
  gsize length;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2 || incomplete < 0)
    {
      g_printerr ("%s\n", error != NULL ? error->message
                                        : "usage: detect-spikes [--incomplete N] FILE.csv");
      return WRONG;
    }
  if (!g_file_get_contents (argv[1], &text, &length, &error))
    {
      g_printerr ("%s\n", error->message);
      return WRONG;
    }
  if (strlen (text) != length)
    {
      g_printerr ("%s:1: the file is not text.\n", argv[1]);
      return WRONG;
    }

  lines = g_strsplit (text, "\n", -1);
  if (!read_rows (lines, argv[1], rows))
    return WRONG;
  series = make_series (rows, (guint) incomplete);
  print_rows (rows, series);

  return 0;
}
