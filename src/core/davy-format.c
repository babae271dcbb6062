/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/davy-format.h"

#include <math.h>
#include <string.h>

/* The house style of the three languages, as data. gettext cannot serve here: it speaks one
 * language at a time, and a customer's report may want another than the window. */

#define NBSP         "\xc2\xa0"
#define MINUS        "\xe2\x88\x92"
#define NOT_KNOWN    "–"
#define MAX_DIGITS   400
#define ROUNDED_FROM 100.0
#define RECENT_DAYS  7

typedef struct
{
  const char *decimal_point;
  const char *thousands;
  const char *before_percent;
  gboolean currency_first;
  const char *months[12];  /* NULL: dates are digits */
  const char *weekdays[7]; /* from Monday */
  const char *date_separator;
  const char *after_short_date;
  const char *before_time;
  const char *under_a_minute;
  const char *days; /* always two or more */
} Style;

static const Style styles[] = {
  [DAVY_LANGUAGE_ENGLISH] = {
    .decimal_point = ".",
    .thousands = ",",
    .before_percent = "",
    .currency_first = TRUE,
    .months = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
    .weekdays = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
    .date_separator = " ",
    .after_short_date = "",
    .before_time = ", ",
    .under_a_minute = "less than 1" NBSP "min",
    .days = "days",
  },
  [DAVY_LANGUAGE_GERMAN] = {
    .decimal_point = ",",
    .thousands = ".",
    .before_percent = NBSP,
    .weekdays = { "Mo", "Di", "Mi", "Do", "Fr", "Sa", "So" },
    .date_separator = ".",
    .after_short_date = ".",
    .before_time = ", ",
    .under_a_minute = "weniger als 1" NBSP "min",
    .days = "Tagen",
  },
  [DAVY_LANGUAGE_FRENCH] = {
    .decimal_point = ",",
    .thousands = NBSP,
    .before_percent = NBSP,
    .weekdays = { "lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim." },
    .date_separator = "/",
    .after_short_date = "",
    .before_time = " à" NBSP,
    .under_a_minute = "moins de 1" NBSP "min",
    .days = "jours",
  },
};

/* Others are written as their code. */
static const struct
{
  const char *code;
  const char *symbol;
} symbols[] = { { "EUR", "€" }, { "USD", "$" }, { "GBP", "£" } };

static const char *const without_cents[] = { "CLP", "ISK", "JPY", "KRW", "VND", NULL };

static const Style *
get_style (DavyLanguage language)
{
  if (language == DAVY_LANGUAGE_WINDOW)
    language = davy_language_get ();

  g_return_val_if_fail ((guint) language < G_N_ELEMENTS (styles), &styles[DAVY_LANGUAGE_ENGLISH]);

  return &styles[language];
}

static void
append_grouped (GString *text, const Style *style, const char *digits)
{
  gsize whole = strcspn (digits, ".");

  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append (text, style->thousands);
      g_string_append_c (text, digits[i]);
    }
  if (digits[whole] == '.')
    g_string_append_printf (text, "%s%s", style->decimal_point, digits + whole + 1);
}

/* "−" only when something other than zero is left after rounding. */
static const char *
sign_of (double value, const char *digits, gboolean with_plus)
{
  if (strspn (digits, "0.") == strlen (digits))
    return "";
  if (value < 0)
    return MINUS;

  return with_plus ? "+" : "";
}

static void
write_digits (char digits[MAX_DIGITS], double value, guint decimals)
{
  char format[8];

  g_snprintf (format, sizeof format, "%%.%uf", MIN (decimals, 6));
  g_ascii_formatd (digits, MAX_DIGITS, format, fabs (value));
}

static void
append_date (GString *text, const Style *style, int day, int month, int year)
{
  if (style->months[0] != NULL)
    g_string_append_printf (text, "%d%s%s", day, style->date_separator, style->months[month - 1]);
  else
    g_string_append_printf (text, "%02d%s%02d", day, style->date_separator, month);

  if (year != 0)
    g_string_append_printf (text, "%s%d", style->date_separator, year);
  else
    g_string_append (text, style->after_short_date);
}

static void
append_time (GString *text, GDateTime *moment)
{
  g_string_append_printf (text, "%02d:%02d", g_date_time_get_hour (moment),
                          g_date_time_get_minute (moment));
}

static GDateTime *
new_utc (DavyTime time)
{
  /* Whole seconds, rounded down before 1970 as well. */
  gint64 seconds = time / DAVY_TIME_SECOND - (time % DAVY_TIME_SECOND < 0);

  return g_date_time_new_from_unix_utc (seconds);
}

static GDateTime *
new_local (DavyTime time)
{
  g_autoptr (GDateTime) utc = new_utc (time);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

static int
days_between (GDateTime *earlier, GDateTime *later)
{
  GDate from, to;

  g_date_clear (&from, 1);
  g_date_clear (&to, 1);
  g_date_set_dmy (&from, (GDateDay) g_date_time_get_day_of_month (earlier),
                  (GDateMonth) g_date_time_get_month (earlier),
                  (GDateYear) g_date_time_get_year (earlier));
  g_date_set_dmy (&to, (GDateDay) g_date_time_get_day_of_month (later),
                  (GDateMonth) g_date_time_get_month (later),
                  (GDateYear) g_date_time_get_year (later));

  return g_date_days_between (&from, &to);
}

static char *
format_moment (DavyLanguage language, GDateTime *moment, gboolean with_date, gboolean with_time)
{
  const Style *style = get_style (language);
  g_autoptr (GString) text = g_string_new (NULL);

  if (with_date)
    append_date (text, style, g_date_time_get_day_of_month (moment), g_date_time_get_month (moment),
                 g_date_time_get_year (moment));
  if (with_date && with_time)
    g_string_append (text, style->before_time);
  if (with_time)
    append_time (text, moment);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
format_local (DavyLanguage language, DavyTime time, gboolean with_date, gboolean with_time)
{
  g_autoptr (GDateTime) moment = time != DAVY_TIME_UNSET ? new_local (time) : NULL;

  if (moment == NULL)
    return g_strdup (NOT_KNOWN);

  return format_moment (language, moment, with_date, with_time);
}

/**
 * davy_language_get:
 *
 * Returns: the language the interface speaks: the first of the person's languages that this program
 *   has, else English; never %DAVY_LANGUAGE_WINDOW
 */
DavyLanguage
davy_language_get (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_ascii_strdown (names[i], 2);

      if (g_str_equal (name, "de"))
        return DAVY_LANGUAGE_GERMAN;
      if (g_str_equal (name, "fr"))
        return DAVY_LANGUAGE_FRENCH;
      if (g_str_equal (name, "en"))
        return DAVY_LANGUAGE_ENGLISH;
    }

  return DAVY_LANGUAGE_ENGLISH;
}

/**
 * davy_format_number:
 * @language: which language
 * @value: the number
 * @decimals: digits behind the point, at most 6
 *
 * Returns: (transfer full): `1,420.5`, `1.420,5`, `1 420,5`; a dash when @value is no number
 */
char *
davy_format_number (DavyLanguage language, double value, guint decimals)
{
  char digits[MAX_DIGITS];
  GString *text;

  if (!isfinite (value))
    return g_strdup (NOT_KNOWN);

  write_digits (digits, value, decimals);
  text = g_string_new (sign_of (value, digits, FALSE));
  append_grouped (text, get_style (language), digits);

  return g_string_free (text, FALSE);
}

/**
 * davy_format_money:
 * @language: which language
 * @money: the amount
 * @flags: how
 *
 * Returns: (transfer full): `€1,420.00`, `1.420,00 €`, `1 420,00 €`, or with the currency's code
 *   where its symbol is not unique; a dash for an amount that is not known
 */
char *
davy_format_money (DavyLanguage language, const DavyMoney *money, DavyFormatFlags flags)
{
  const Style *style = get_style (language);
  const char *unit = money->currency;
  gboolean is_symbol = FALSE;
  double amount = davy_money_to_double (money);
  char digits[MAX_DIGITS];
  guint decimals = 2;
  GString *text;

  if (!davy_money_is_known (money))
    return g_strdup (NOT_KNOWN);

  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (g_str_equal (money->currency, symbols[i].code))
      {
        unit = symbols[i].symbol;
        is_symbol = TRUE;
      }
  if ((flags & DAVY_FORMAT_WHOLE) != 0 ||
      ((flags & DAVY_FORMAT_ROUNDED) != 0 && fabs (amount) >= ROUNDED_FROM) ||
      g_strv_contains (without_cents, money->currency))
    decimals = 0;

  write_digits (digits, amount, decimals);
  text = g_string_new (sign_of (amount, digits, (flags & DAVY_FORMAT_SIGNED) != 0));
  if (style->currency_first)
    g_string_append_printf (text, "%s%s", unit, is_symbol ? "" : NBSP);
  append_grouped (text, style, digits);
  if (!style->currency_first)
    g_string_append_printf (text, "%s%s", NBSP, unit);

  return g_string_free (text, FALSE);
}

/**
 * davy_format_percent:
 * @language: which language
 * @fraction: 1.0 is a hundred percent
 * @decimals: digits behind the point
 *
 * Returns: (transfer full): `12%`, `12 %`; a dash when @fraction is no number
 */
char *
davy_format_percent (DavyLanguage language, double fraction, guint decimals)
{
  g_autofree char *number = davy_format_number (language, fraction * 100, decimals);

  if (!isfinite (fraction))
    return g_steal_pointer (&number);

  return g_strconcat (number, get_style (language)->before_percent, "%", NULL);
}

/**
 * davy_format_date:
 * @language: which language
 * @time: a moment
 *
 * Returns: (transfer full): the local day, `24 Dec 2026`, `24.12.2026`, `24/12/2026`; a dash for
 *   %DAVY_TIME_UNSET
 */
char *
davy_format_date (DavyLanguage language, DavyTime time)
{
  return format_local (language, time, TRUE, FALSE);
}

/**
 * davy_format_date_time:
 * @language: which language
 * @time: a moment
 *
 * Returns: (transfer full): the local day and time, `24 Dec 2026, 14:02`; a dash for
 *   %DAVY_TIME_UNSET
 */
char *
davy_format_date_time (DavyLanguage language, DavyTime time)
{
  return format_local (language, time, TRUE, TRUE);
}

/**
 * davy_format_moment:
 * @language: which language
 * @time: a moment
 *
 * For what is read elsewhere: the local day and time, and the same in UTC.
 *
 * Returns: (transfer full): `24 Dec 2026, 14:02 (13:02 UTC)`; with the day where it is another one
 *   there; `24 Dec 2026, 14:02 UTC` where the local time is UTC; a dash for %DAVY_TIME_UNSET
 */
char *
davy_format_moment (DavyLanguage language, DavyTime time)
{
  g_autofree char *here = davy_format_date_time (language, time);
  g_autoptr (GDateTime) local = time != DAVY_TIME_UNSET ? new_local (time) : NULL;
  g_autoptr (GDateTime) utc = time != DAVY_TIME_UNSET ? new_utc (time) : NULL;
  g_autofree char *there = NULL;

  if (local == NULL || utc == NULL)
    return g_steal_pointer (&here);
  if (g_date_time_get_utc_offset (local) == 0)
    return g_strconcat (here, NBSP "UTC", NULL);

  there = format_moment (language, utc, days_between (utc, local) != 0, TRUE);

  return g_strconcat (here, " (", there, NBSP "UTC)", NULL);
}

/**
 * davy_format_time:
 * @language: which language
 * @time: a moment
 *
 * Returns: (transfer full): the local time of day, `14:02`; a dash for %DAVY_TIME_UNSET
 */
char *
davy_format_time (DavyLanguage language, DavyTime time)
{
  return format_local (language, time, FALSE, TRUE);
}

/**
 * davy_format_recent:
 * @language: which language
 * @time: a moment
 *
 * As short as it stays clear: today the time alone, within the last week weekday and time, within
 * the year the day and month, else the date.
 *
 * Returns: (transfer full): `14:02`, `Tue 14:02`, `24 Dec`, `24 Dec 2025`; a dash for
 *   %DAVY_TIME_UNSET
 */
char *
davy_format_recent (DavyLanguage language, DavyTime time)
{
  const Style *style = get_style (language);
  g_autoptr (GDateTime) moment = time != DAVY_TIME_UNSET ? new_local (time) : NULL;
  g_autoptr (GDateTime) now = new_local (davy_time_now ());
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean this_year;
  int days;

  if (moment == NULL || now == NULL)
    return g_strdup (NOT_KNOWN);

  days = days_between (moment, now);
  if (days >= 0 && days < RECENT_DAYS)
    {
      if (days > 0)
        g_string_append_printf (text, "%s ",
                                style->weekdays[g_date_time_get_day_of_week (moment) - 1]);
      append_time (text, moment);
    }
  else
    {
      this_year = g_date_time_get_year (moment) == g_date_time_get_year (now);
      append_date (text, style, g_date_time_get_day_of_month (moment),
                   g_date_time_get_month (moment), this_year ? 0 : g_date_time_get_year (moment));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_format_day:
 * @language: which language
 * @day: a UTC day
 *
 * Returns: (transfer full): `Thu 24 Dec 2026`, `Do 24.12.2026`, `jeu. 24/12/2026`
 */
char *
davy_format_day (DavyLanguage language, DavyDay day)
{
  const Style *style = get_style (language);
  g_autoptr (GDateTime) moment = new_utc (davy_day_to_time (day));
  g_autofree char *date = NULL;

  if (moment == NULL)
    return g_strdup (NOT_KNOWN);

  date = format_moment (language, moment, TRUE, FALSE);

  return g_strdup_printf ("%s %s", style->weekdays[davy_day_weekday (day) - 1], date);
}

/**
 * davy_format_day_recent:
 * @language: which language
 * @day: a UTC day of the last months
 *
 * Returns: (transfer full): without its year, `Thu 24 Dec`, `Do 24.12.`, `jeu. 24/12`
 */
char *
davy_format_day_recent (DavyLanguage language, DavyDay day)
{
  g_autofree char *date = davy_format_day_short (language, day);

  if (g_str_equal (date, NOT_KNOWN))
    return g_steal_pointer (&date);

  return g_strdup_printf ("%s %s", get_style (language)->weekdays[davy_day_weekday (day) - 1],
                          date);
}

/**
 * davy_format_hour:
 * @language: which language
 * @time: when an hour of the last months begins
 *
 * Returns: (transfer full): the local day and time, `Thu 24 Dec, 14:00`, `Do 24.12., 14:00`,
 *   `jeu. 24/12 à 14:00`
 */
char *
davy_format_hour (DavyLanguage language, DavyTime time)
{
  g_autofree char *day = davy_format_day_recent (language, davy_day_from_local (time));
  g_autofree char *hour = davy_format_time (language, time);

  return g_strconcat (day, get_style (language)->before_time, hour, NULL);
}

/**
 * davy_format_day_short:
 * @language: which language
 * @day: a UTC day
 *
 * Returns: (transfer full): for an axis, `24 Dec`, `24.12.`, `24/12`
 */
char *
davy_format_day_short (DavyLanguage language, DavyDay day)
{
  g_autoptr (GDateTime) moment = new_utc (davy_day_to_time (day));
  g_autoptr (GString) text = g_string_new (NULL);

  if (moment == NULL)
    return g_strdup (NOT_KNOWN);

  append_date (text, get_style (language), g_date_time_get_day_of_month (moment),
               g_date_time_get_month (moment), 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * davy_format_month:
 * @language: which language
 * @day: a UTC day of that month
 *
 * Returns: (transfer full): for an axis of years, `Dec 2026`, `12.2026`, `12/2026`
 */
char *
davy_format_month (DavyLanguage language, DavyDay day)
{
  g_autoptr (GDateTime) moment = new_utc (davy_day_to_time (day));
  const Style *style = get_style (language);
  int month;
  int year;

  if (moment == NULL)
    return g_strdup (NOT_KNOWN);

  month = g_date_time_get_month (moment);
  year = g_date_time_get_year (moment);

  return style->months[0] != NULL
             ? g_strdup_printf ("%s%s%d", style->months[month - 1], style->date_separator, year)
             : g_strdup_printf ("%02d%s%d", month, style->date_separator, year);
}

/**
 * davy_format_zone:
 * @time: a moment
 *
 * Returns: (transfer full): the zone in which times are written then, for whoever reads them
 *   elsewhere: `CET (UTC+01:00)`; a dash for %DAVY_TIME_UNSET
 */
char *
davy_format_zone (DavyTime time)
{
  g_autoptr (GDateTime) local = time != DAVY_TIME_UNSET ? new_local (time) : NULL;

  return local != NULL ? g_date_time_format (local, "%Z (UTC%:z)") : g_strdup (NOT_KNOWN);
}

/**
 * davy_format_span:
 * @language: which language
 * @microseconds: how long; the sign does not count
 *
 * One unit, cut off: minutes up to an hour, hours up to two days, then days. German days stand in
 * the dative, as they do behind "seit", "vor" and "in".
 *
 * Returns: (transfer full): `less than 1 min`, `43 min`, `3 h`, `2 days`
 */
char *
davy_format_span (DavyLanguage language, gint64 microseconds)
{
  const Style *style = get_style (language);
  gint64 length = ABS (microseconds);
  gint64 days = length / DAVY_TIME_DAY;

  if (length < DAVY_TIME_MINUTE)
    return g_strdup (style->under_a_minute);
  if (length < DAVY_TIME_HOUR)
    return g_strdup_printf ("%d" NBSP "min", (int) (length / DAVY_TIME_MINUTE));
  if (days < 2)
    return g_strdup_printf ("%d" NBSP "h", (int) (length / DAVY_TIME_HOUR));

  return g_strdup_printf ("%" G_GINT64_FORMAT NBSP "%s", days, style->days);
}
