/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences/davy-data-words.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"

/* How long is kept what is over, and what would go. */

#define MONTHS_A_YEAR 12

/**
 * davy_words_keep:
 * @months: a value of the setting `keep-months`
 *
 * Returns: (transfer full): how long that is
 */
char *
davy_words_keep (guint months)
{
  guint years = months / MONTHS_A_YEAR;

  if (months == DAVY_RETENTION_FOR_EVER)
    return g_strdup (C_ ("keep stored data", "For ever"));
  if (months % MONTHS_A_YEAR == 0)
    /* Translators: how long stored data is kept. */
    return g_strdup_printf (ngettext ("%u year", "%u years", years), years);

  months = MAX (months, DAVY_RETENTION_LEAST_MONTHS);

  /* Translators: how long stored data is kept. */
  return g_strdup_printf (ngettext ("%u month", "%u months", months), months);
}

/* @line: (transfer full) */
static void
add_line (GString *text, char *line)
{
  g_string_append_printf (text, "\n• %s", line);
  g_free (line);
}

/**
 * davy_words_stale:
 * @stale: what would be deleted, which is something
 *
 * Returns: (transfer full): what a person is asked about
 */
char *
davy_words_stale (const DavyStale *stale)
{
  g_autofree char *before = davy_format_date (DAVY_LANGUAGE_WINDOW, stale->before);
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text,
      /* Translators: %s is a date, “24 Dec 2025”. A list of what it is follows. */
      _ ("What ended before %s is deleted from this computer now, and cannot be brought back:"),
      before);
  g_string_append_c (text, '\n');
  if (stale->n_cases > 0)
    add_line (text, g_strdup_printf (
                        /* Translators: %u is how many; a line of a list. */
                        ngettext ("%u closed case with its evidence",
                                  "%u closed cases with their evidence", stale->n_cases),
                        stale->n_cases));
  if (stale->n_alerts > 0)
    add_line (text, g_strdup_printf (
                        /* Translators: %u is how many; a line of a list. */
                        ngettext ("%u resolved alert", "%u resolved alerts", stale->n_alerts),
                        stale->n_alerts));
  if (stale->n_subscriptions > 0)
    add_line (text, g_strdup_printf (
                        /* Translators: %u is how many; a line of a list. */
                        ngettext ("Usage figures of %u subscription",
                                  "Usage figures of %u subscriptions", stale->n_subscriptions),
                        stale->n_subscriptions));

  return g_string_free (text, FALSE);
}

/**
 * davy_words_held:
 * @held: (nullable): what nobody could fetch again; %NULL when it could not be counted
 *
 * Returns: (transfer full): what a person is asked about before all local data is deleted
 */
char *
davy_words_held (const DavyHeld *held)
{
  GString *text =
      g_string_new (_ ("This is deleted from this computer now, and cannot be brought back:"));

  g_string_append_c (text, '\n');
  add_line (text, g_strdup (_ ("The database with alerts, customers and usage")));
  if (held == NULL)
    add_line (text, g_strdup (_ ("All cases, with their evidence: they could not be counted")));
  if (held != NULL && held->n_cases > 0)
    add_line (text, g_strdup_printf (
                        /* Translators: %u is how many; a line of a list. */
                        ngettext ("%u case, with its evidence", "%u cases, with their evidence",
                                  held->n_cases),
                        held->n_cases));
  if (held != NULL && held->n_open > 0)
    add_line (text, g_strdup_printf (
                        /* Translators: %u is how many cases; a line of a list. */
                        ngettext ("%u of them is open", "%u of them are open", held->n_open),
                        held->n_open));
  add_line (text, g_strdup (_ ("The sign-ins in the keyring")));
  add_line (text, g_strdup (_ ("The settings, and the start at log-in")));
  if (held != NULL && held->n_unanswered > 0)
    {
      g_string_append (text, "\n\n");
      g_string_append_printf (
          text,
          /* Translators: %u is how many. A change is what was sent to Microsoft. */
          ngettext ("%u change at Microsoft has no answer yet: cancel, and open its case to see "
                    "what came of it.",
                    "%u changes at Microsoft have no answer yet: cancel, and open their cases to "
                    "see what came of them.",
                    held->n_unanswered),
          held->n_unanswered);
    }
  g_string_append (text, "\n\n");
  g_string_append (text, _ ("At Microsoft nothing changes. Davylamp starts anew."));

  return g_string_free (text, FALSE);
}
