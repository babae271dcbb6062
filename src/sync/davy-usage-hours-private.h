/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/davy-usage-days.h"
#include "sync/davy-usage-hours.h"

G_BEGIN_DECLS

struct _DavyUsageHours
{
  DavyUsageDays *days; /* (owned): what @uses borrows its texts from */
  GArray *uses;        /* (owned) (element-type DavyUsageHour): priced */
  DavyTime read_at;
  DavyDay first; /* of the calendar here */
  DavyTime from; /* the first hour of that day */
  guint length;  /* in hours */
};

G_END_DECLS
