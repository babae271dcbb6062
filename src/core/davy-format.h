/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-money.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

/**
 * DavyLanguage:
 * @DAVY_LANGUAGE_WINDOW: the language the interface speaks
 *
 * Numbers, money, dates and ages are written by a table of our own, so that a German report comes
 * out right on a system that has no German locale.
 */
typedef enum
{
  DAVY_LANGUAGE_WINDOW,
  DAVY_LANGUAGE_ENGLISH,
  DAVY_LANGUAGE_GERMAN,
  DAVY_LANGUAGE_FRENCH,
} DavyLanguage;

typedef enum
{
  DAVY_FORMAT_DEFAULT = 0,
  DAVY_FORMAT_ROUNDED = 1 << 0, /* money without cents from 100 on */
  DAVY_FORMAT_SIGNED = 1 << 1,  /* + as well as − */
  DAVY_FORMAT_WHOLE = 1 << 2,   /* money without cents, for an axis */
} DavyFormatFlags;

DavyLanguage davy_language_get (void);

char *davy_format_number (DavyLanguage language, double value, guint decimals);
char *davy_format_money (DavyLanguage language, const DavyMoney *money, DavyFormatFlags flags);
char *davy_format_percent (DavyLanguage language, double fraction, guint decimals);
char *davy_format_date (DavyLanguage language, DavyTime time);      /* 24 Dec 2026, local */
char *davy_format_date_time (DavyLanguage language, DavyTime time); /* 24 Dec 2026, 14:02, local */
char *davy_format_moment (DavyLanguage language,
                          DavyTime time);                      /* 24 Dec 2026, 14:02 (13:02 UTC) */
char *davy_format_time (DavyLanguage language, DavyTime time); /* 14:02, local */
char *davy_format_recent (DavyLanguage language, DavyTime time);     /* 14:02, Tue 14:02, 24 Dec */
char *davy_format_hour (DavyLanguage language, DavyTime time);       /* Thu 24 Dec, 14:00, local */
char *davy_format_day (DavyLanguage language, DavyDay day);          /* Thu 24 Dec 2026, UTC day */
char *davy_format_day_recent (DavyLanguage language, DavyDay day);   /* Thu 24 Dec */
char *davy_format_day_short (DavyLanguage language, DavyDay day);    /* 24 Dec */
char *davy_format_month (DavyLanguage language, DavyDay day);        /* Dec 2026 */
char *davy_format_zone (DavyTime time);                              /* CET (UTC+01:00) */
char *davy_format_span (DavyLanguage language, gint64 microseconds); /* 43 min, 3 h, 2 days */

G_END_DECLS
