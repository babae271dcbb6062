/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/estate.h"

G_BEGIN_DECLS

/* One entry of the activity log. One thing that is done makes up to three, with one correlation
 * id. */
typedef struct
{
  DavyTime time;
  char *id;
  char *correlation_id;
  char *operation; /* Microsoft.Compute/virtualMachines/write */
  char *scope;
  char *status;                   /* Started, Accepted, Succeeded, Failed */
  guint status_code;              /* of HTTP; 0: not told */
  const DavyEstateCaller *caller; /* (nullable) */
  char *error;                    /* (nullable): its code */
  char *category;                 /* Administrative, Policy, … */
} DavyEstateEvent;

/**
 * DavyDeed:
 * @operation: such as `Microsoft.Compute/virtualMachines/delete`
 * @scope: what it is done to
 * @correlation_id: what the answer called it
 * @caller: (nullable): who does it
 *
 * Something that somebody does, for the log.
 */
typedef struct
{
  const char *operation;
  const char *scope;
  const char *correlation_id;
  const DavyEstateCaller *caller;
} DavyDeed;

DavyEstateEvent *davy_estate_log (DavyEstate *self,
                                  const DavyDeed *deed,
                                  DavyTime time,
                                  const char *status,
                                  guint status_code);
void davy_estate_log_all (DavyEstate *self, const DavyDeed *deed, DavyTime time);
void davy_estate_log_failure (DavyEstate *self,
                              const DavyDeed *deed,
                              DavyTime time,
                              guint status_code,
                              const char *error);

void davy_estate_event_free (gpointer event);
JsonObject *davy_estate_event_build (const DavyEstateEvent *self, DavyEstate *estate);

G_END_DECLS
