/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-alert.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

/* How many are told one by one when they come at once; more are told as one. */
#define DAVY_NOTICES_APART 3
/* How long before Microsoft's hour is over somebody is reminded of it. */
#define DAVY_NOTICE_BEFORE_HOUR (10 * DAVY_TIME_MINUTE)
/* A quarter of Microsoft's hour: put off twice, there is still time to react. */
#define DAVY_NOTICE_SNOOZE (15 * DAVY_TIME_MINUTE)

/* What an alert is told as of which Microsoft gives no severity that is known: better one too many
 * than one overlooked. */
#define DAVY_SEVERITY_ASSUMED DAVY_SEVERITY_MEDIUM

/**
 * DavyNoticeKind:
 * @DAVY_NOTICE_NEW: an alert that nobody was told of, or one of ours that costs twice as much as
 *   when somebody was
 * @DAVY_NOTICE_AGAIN: somebody asked to be told again by now, and it is still open
 * @DAVY_NOTICE_HOUR: Microsoft's hour is about to be over, and nobody has set its status
 *
 * Why the desktop is told of an alert.
 */
typedef enum
{
  DAVY_NOTICE_NEW,
  DAVY_NOTICE_AGAIN,
  DAVY_NOTICE_HOUR,
} DavyNoticeKind;
#define DAVY_N_NOTICES (DAVY_NOTICE_HOUR + 1)

/**
 * DavyNotice:
 * @kind: why
 * @alert: (owned): of what
 *
 * What is told of one alert.
 */
typedef struct
{
  DavyNoticeKind kind;
  DavyAlert *alert;
} DavyNotice;

/* How many customers the notice about many alerts names. */
#define DAVY_NOTICE_CUSTOMERS 3

/**
 * DavyNoticeOfMany:
 * @is_due: whether it is given now, in the place of one that stands
 * @is_over: whether the one that stands is withdrawn
 * @count: how many alerts it stands for
 * @severity: of the gravest, %DAVY_SEVERITY_ASSUMED for an unknown one
 * @customers: (owned) (nullable): the names of the first %DAVY_NOTICE_CUSTOMERS customers at most,
 *   those with the gravest alerts first
 * @n_customers: how many customers there are
 *
 * What is told of many alerts at once; all but @is_over is of no meaning while it is not due.
 */
typedef struct
{
  gboolean is_due;
  gboolean is_over;
  guint count;
  DavySeverity severity;
  GStrv customers;
  guint n_customers;
} DavyNoticeOfMany;

/**
 * DavyNews:
 * @notices: (owned) (element-type DavyNotice): what is told of one alert each
 * @over: (owned) (element-type gint64): the alerts of which what was told is withdrawn
 * @of_many: what is told of many at once, by kind
 * @next: when there is more to tell, if nothing changes; %DAVY_TIME_UNSET: then there is not
 *
 * What the desktop is to be told now.
 */
typedef struct
{
  GPtrArray *notices;
  GArray *over;
  DavyNoticeOfMany of_many[DAVY_N_NOTICES];
  DavyTime next;
} DavyNews;

DavyNews *davy_news_new (void);
void davy_news_free (DavyNews *self);
gboolean davy_news_is_empty (const DavyNews *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyNews, davy_news_free)

/**
 * DavyNewsScope:
 * @DAVY_NEWS_THEIRS: new alerts of Microsoft's
 * @DAVY_NEWS_OURS: new alerts of ours
 *
 * Of which alerts is told that they are new. What was told before is always followed.
 */
typedef enum
{
  DAVY_NEWS_THEIRS = 1 << 0,
  DAVY_NEWS_OURS = 1 << 1,
} DavyNewsScope;

gboolean davy_db_has_news (DavyDb *db,
                           DavyNewsScope scope,
                           gboolean *has_news,
                           DavyTime *next,
                           GError **error);
gboolean davy_db_take_news (DavyDb *db, DavyNewsScope scope, DavyNews *news, GError **error);

void davy_store_see_alert (DavyStore *store, gint64 alert_row);
void davy_store_see_alerts (DavyStore *store, DavyNoticeKind kind);
void davy_store_snooze_alert (DavyStore *store, gint64 alert_row);
void davy_store_snooze_alerts (DavyStore *store, DavyNoticeKind kind);

G_END_DECLS
