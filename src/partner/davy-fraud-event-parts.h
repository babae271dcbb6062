/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-json.h"
#include "partner/davy-fraud-event.h"

G_BEGIN_DECLS

/* How a service calls what both services nest in an alert. */
typedef struct
{
  const char *resource_id;
  const char *resource_type;
  const char *activity_time;
} DavyFraudEventNames;

void davy_fraud_event_read_parts (DavyFraudEvent *self,
                                  const DavyJson *event,
                                  const DavyFraudEventNames *names);

G_END_DECLS
