/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"
#include "core/davy-time.h"

G_BEGIN_DECLS

typedef enum
{
  DAVY_DEMO_EVENT_FACTOR,  /* the quantity is multiplied */
  DAVY_DEMO_EVENT_ADD,     /* so much more every day; negative: a credit */
  DAVY_DEMO_EVENT_MISSING, /* no record at all */
  DAVY_DEMO_EVENT_LATE,    /* the record comes so many days later */
} DavyDemoEventKind;

typedef struct
{
  int from;  /* days before today, as 0 or less; both are included */
  int to;    /* 0: still going on */
  int hours; /* so much later both begin and end */
  DavyDemoEventKind kind;
  double value;
} DavyDemoEvent;

typedef struct
{
  char *id;
  char *service; /* the meter's category */
  char *subcategory;
  char *name;
  char *region;
  char *unit;
  char *resource_group;
  char *resource; /* (nullable): what is metered, from its group's name on */
  double price;   /* of one unit; NAN: none is known */
  GArray *daily;  /* double, the last is today's; NULL: the shape below */
  double base;
  double weekly; /* the share that is missing on Saturdays and Sundays */
  double growth; /* in 30 days */
  double noise;
  gint64 seed;
  GArray *events; /* DavyDemoEvent */
} DavyDemoMeter;

/* When something did not run, so that it was not metered. */
typedef struct
{
  char *resource; /* or a group, each from the group's name on */
  DavyTime from;
  DavyTime to; /* DAVY_TIME_UNSET: still */
} DavyDemoHalt;

typedef struct
{
  DavyDay today;    /* when the scenario was read; the events count from it */
  guint days;       /* how far back there is anything */
  gint64 late;      /* microseconds until what was used is reported */
  gint64 not_ready; /* utilisation reads that are put off with 204 first */
  GPtrArray *meters;
  GArray *halts; /* DavyDemoHalt */
} DavyDemoUsage;

DavyDemoUsage *davy_demo_usage_read (const DavyJson *json);
void davy_demo_usage_free (DavyDemoUsage *self);
gboolean davy_demo_usage_get (const DavyDemoUsage *self,
                              const DavyDemoMeter *meter,
                              DavyDay day,
                              DavyTime now,
                              double *quantity,
                              DavyTime *reported);
gboolean davy_demo_usage_get_hour (const DavyDemoUsage *self,
                                   const DavyDemoMeter *meter,
                                   DavyTime hour,
                                   DavyTime now,
                                   double *quantity,
                                   DavyTime *reported);
void davy_demo_usage_halt (DavyDemoUsage *self, const char *id, DavyTime from);
void davy_demo_usage_resume (DavyDemoUsage *self, const char *id, DavyTime to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyDemoUsage, davy_demo_usage_free)

G_END_DECLS
