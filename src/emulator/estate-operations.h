/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "emulator/estate-log.h"

G_BEGIN_DECLS

/**
 * DavyOperation:
 * @id: its own
 * @target: what it is done to: a resource's id, or a group's
 * @started: when it was asked for
 * @due: when it is over
 * @ending: `Succeeded`, `Failed` or `Canceled`
 * @error_code: (nullable): why it did not succeed
 * @power: (nullable): what becomes of the target's power
 * @finish: (nullable): what it does in the end, when it succeeds
 * @shown: (nullable): what comes of it, when that is no resource
 * @over: whether it is over
 *
 * Something that takes a while (`wire-contract.md` 3.3).
 */
typedef struct _DavyOperation DavyOperation;
struct _DavyOperation
{
  char *id;
  char *target;
  DavyTime started;
  DavyTime due;
  const char *ending;
  const char *error_code;
  const char *power;
  void (*finish) (DavyEstate *estate, DavyOperation *self);
  JsonObject *shown;
  gboolean over;

  /*< private >*/
  gboolean quiet; /* not in the log */
  char *deed;
  char *correlation_id;
  const DavyEstateCaller *caller;
  JsonObject *kept; /* of what comes back */
  DavyTime created;
  const DavyEstateCaller *creator;
};

DavyOperation *davy_operation_start (DavyEstate *estate,
                                     const DavyDeed *deed,
                                     const char *target,
                                     DavyTime now,
                                     gint64 takes);
void davy_operation_plan (DavyEstate *estate,
                          const char *target,
                          DavyTime due,
                          void (*finish) (DavyEstate *estate, DavyOperation *self));
void davy_operation_free (gpointer operation);
DavyOperation *davy_estate_find_operation (DavyEstate *self, const char *id);
DavyOperation *davy_estate_find_running (DavyEstate *self, const char *target);
void davy_estate_settle (DavyEstate *self, DavyTime now);

void davy_operation_delete (DavyEstate *estate, DavyOperation *self);
void davy_operation_delete_group (DavyEstate *estate, DavyOperation *self);
void davy_operation_set_power (DavyEstate *estate, DavyOperation *self);

G_END_DECLS
