/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "triage/davy-stop-picture.h"

G_BEGIN_DECLS

/**
 * DavySample:
 * @disk_id: the system disk that stands for all of its image
 * @machine: the name of the machine that it is in
 * @region: where it is
 * @image: (nullable): what the machines were made from; %NULL when that is not told, so that the
 *   machine stands for itself alone
 * @count: how many machines were made from it
 * @snapshot: (nullable): the name of the snapshot that was made of it for the case
 *
 * One disk of each image is enough to look later at what ran.
 */
typedef struct
{
  char *disk_id;
  char *machine;
  char *region;
  char *image;
  guint count;
  char *snapshot;
} DavySample;

void davy_sample_free (DavySample *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavySample, davy_sample_free)

GPtrArray *davy_samples_choose (const DavyStopPicture *picture,
                                const GPtrArray *snapshots,
                                const char *case_key);

G_END_DECLS
