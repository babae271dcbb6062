/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-samples.h"

#include "azure/davy-arm-id.h"
#include "azure/davy-arm-snapshots.h"

/* Which disk is worth keeping of many that are alike (`playbook.md` C.3, 7b). */

/* A machine whose system disk may stand for its image. */
typedef struct
{
  const DavyCompute *compute;
  const DavySnapshot *taken; /* (nullable): for this case, of this disk */
  gboolean recent;
} Candidate;

static const DavySnapshot *
find_taken (const GPtrArray *snapshots, const char *disk_id, const char *case_key)
{
  for (guint i = 0; i < snapshots->len; i++)
    {
      const DavySnapshot *snapshot = g_ptr_array_index (snapshots, i);

      if (snapshot->disk_id != NULL && g_strcmp0 (snapshot->case_key, case_key) == 0 &&
          davy_arm_id_equal (snapshot->disk_id, disk_id) && davy_snapshot_is_made (snapshot))
        return snapshot;
    }

  return NULL;
}

/* What is not told sorts last. */
static int
compare_created (DavyTime one, DavyTime other)
{
  if (one == other)
    return 0;
  if (one == DAVY_TIME_UNSET || other == DAVY_TIME_UNSET)
    return one == DAVY_TIME_UNSET ? 1 : -1;

  return one < other ? -1 : 1;
}

/* One that is kept already; then one that came with the incident, since the customer's own machines
 * may be of the same image; then the oldest. The id decides what is left, so that everybody who
 * looks is offered the same disk. */
static int
compare_candidates (const Candidate *one, const Candidate *other)
{
  int order;

  if ((one->taken != NULL) != (other->taken != NULL))
    return one->taken != NULL ? -1 : 1;
  if (one->recent != other->recent)
    return one->recent ? -1 : 1;
  order = compare_created (one->compute->created, other->compute->created);

  return order != 0 ? order : g_ascii_strcasecmp (one->compute->id, other->compute->id);
}

static DavySample *
sample_new (void)
{
  return g_new0 (DavySample, 1);
}

static void
sample_take (DavySample *self, const Candidate *candidate)
{
  const DavyCompute *compute = candidate->compute;

  self->disk_id = g_strdup (compute->disk_id);
  self->machine = g_strdup (compute->name);
  self->region = g_strdup (compute->region);
  self->image = g_strdup (compute->image);
  self->snapshot = candidate->taken != NULL ? g_strdup (candidate->taken->name) : NULL;
}

static gboolean
has_disk (const DavyCompute *compute)
{
  return compute->kind == DAVY_COMPUTE_MACHINE && compute->disk_id != NULL &&
         compute->region != NULL;
}

static gboolean
is_same_image (const DavyCompute *one, const DavyCompute *other)
{
  if (one->image == NULL || other->image == NULL)
    return one == other;

  return g_ascii_strcasecmp (one->image, other->image) == 0;
}

/* Returns: (transfer full) (nullable): the sample of the image of @compute; NULL when another
 *   machine is it */
static DavySample *
choose_for (const DavyCompute *compute, const GArray *candidates)
{
  g_autoptr (DavySample) sample = sample_new ();
  const Candidate *best = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (!is_same_image (compute, candidate->compute))
        continue;
      sample->count++;
      if (best == NULL || compare_candidates (candidate, best) < 0)
        best = candidate;
    }
  if (best->compute != compute)
    return NULL;
  sample_take (sample, best);

  return g_steal_pointer (&sample);
}

static int
compare_samples (gconstpointer a, gconstpointer b)
{
  const DavySample *one = *(const DavySample *const *) a;
  const DavySample *other = *(const DavySample *const *) b;

  return g_ascii_strcasecmp (one->disk_id, other->disk_id);
}

/**
 * davy_sample_free:
 * @self: (transfer full) (nullable): a sample
 *
 * Frees a sample.
 */
void
davy_sample_free (DavySample *self)
{
  if (self == NULL)
    return;

  g_free (self->disk_id);
  g_free (self->machine);
  g_free (self->region);
  g_free (self->image);
  g_free (self->snapshot);
  g_free (self);
}

/**
 * davy_samples_choose:
 * @picture: what computes
 * @snapshots: (element-type DavySnapshot): the snapshots that there are
 * @case_key: the key of the case
 *
 * Chooses one system disk of each image that machines were made from. A disk that is on the host
 * cannot be kept and is none.
 *
 * Returns: (transfer full) (element-type DavySample): the same whenever the same is there, by the
 *   disks' ids
 */
GPtrArray *
davy_samples_choose (const DavyStopPicture *picture,
                     const GPtrArray *snapshots,
                     const char *case_key)
{
  const GPtrArray *items = picture->plan->items;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  GPtrArray *samples = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_sample_free);

  for (guint i = 0; i < items->len; i++)
    {
      const DavyStopItem *item = g_ptr_array_index (items, i);
      const Candidate candidate = {
        .compute = item->compute,
        .taken = has_disk (item->compute) ? find_taken (snapshots, item->compute->disk_id, case_key)
                                          : NULL,
        .recent = davy_stop_picture_is_recent (picture, item),
      };

      if (has_disk (item->compute))
        g_array_append_val (candidates, candidate);
    }
  for (guint i = 0; i < candidates->len; i++)
    {
      DavySample *sample =
          choose_for (g_array_index (candidates, Candidate, i).compute, candidates);

      if (sample != NULL)
        g_ptr_array_add (samples, sample);
    }
  g_ptr_array_sort (samples, compare_samples);

  return samples;
}
