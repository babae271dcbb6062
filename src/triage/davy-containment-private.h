/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-act.h"
#include "triage/davy-containment.h"

G_BEGIN_DECLS

/* One thing that is to be stopped or taken away. */
typedef struct
{
  const DavyActKind *kind;
  char *id;
  GVariant *facts; /* (nullable) */
  DavyContainmentStage stage;
  GError *error; /* (nullable) */
} DavyContainmentJob;

struct _DavyContainment
{
  GObject parent_instance;

  DavyCase *subject; /* unowned: it owns this object */
  DavyCase *held;    /* the same while something is under way, whatever windows close */
  DavyContainmentState state;
  DavyStopPicture *picture; /* (nullable) */
  DavyStopPicture *before;  /* (nullable): as it was when the watch began */
  GError *error;            /* (nullable) */
  GHashTable *jobs;         /* (element-type utf8 DavyContainmentJob): by id in lower case */
  GQueue queue; /* (element-type DavyContainmentJob): those still to be sent, in order */
  guint n_sending;
  guint n_removing; /* of these, how many take a role away */
  DavyTime asked_at;
  DavyTime watched_until;
  GSource *look_timer;
  GCancellable *cancellable; /* of what is read */
  GCancellable *calling_off; /* of what is not sent yet */
};

const DavyContainmentJob *davy_containment_find_job (DavyContainment *self, const char *id);
DavyContainmentStage davy_containment_judge_act (const DavyAct *act, const GError *error);

G_END_DECLS
