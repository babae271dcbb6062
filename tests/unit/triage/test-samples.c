/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-samples.h"

#include "azure/davy-arm-snapshots.h"
#include "davy-test.h"

/* Which disk stands for its image: without asking anybody. */

#define NOW     (1774000000 * DAVY_TIME_SECOND)
#define COMPUTE "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/"
#define UBUNTU  "Canonical:ubuntu-24_04-lts:server:latest"
#define CASE    "3f2504e0-4f89-41d3-9a0c-0305e82c3301"

typedef struct
{
  DavyComputeList *found;
  DavyPriceBook *book;
  DavyStopPicture *picture;
  GPtrArray *snapshots;
  GPtrArray *samples;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->found = g_new0 (DavyComputeList, 1);
  fixture->found->items = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_compute_free);
  fixture->found->gaps = g_ptr_array_new ();
  fixture->book = davy_price_book_new ();
  fixture->picture = g_new0 (DavyStopPicture, 1);
  fixture->picture->since = NOW;
  fixture->picture->assignments = g_ptr_array_new ();
  fixture->picture->activities = g_ptr_array_new ();
  fixture->snapshots = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_snapshot_free);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  davy_stop_picture_free (fixture->picture);
  davy_compute_list_free (fixture->found);
  davy_price_book_free (fixture->book);
  g_ptr_array_unref (fixture->snapshots);
  g_clear_pointer (&fixture->samples, g_ptr_array_unref);
}

static DavyCompute *
add (Fixture *fixture, const char *name, const char *image, DavyTime created)
{
  DavyCompute *compute = g_new0 (DavyCompute, 1);

  compute->kind = DAVY_COMPUTE_MACHINE;
  compute->id = g_strconcat (COMPUTE "virtualMachines/", name, NULL);
  compute->name = g_strdup (name);
  compute->disk_id = g_strconcat (COMPUTE "disks/", name, NULL);
  compute->region = g_strdup ("westeurope");
  compute->image = g_strdup (image);
  compute->created = created;
  compute->count = 1;
  g_ptr_array_add (fixture->found->items, compute);

  return compute;
}

static DavySnapshot *
add_snapshot (Fixture *fixture, const char *machine, const char *case_key)
{
  DavySnapshot *snapshot = g_new0 (DavySnapshot, 1);

  snapshot->name = g_strdup ("kept");
  snapshot->disk_id = g_strconcat (COMPUTE "disks/", machine, NULL);
  snapshot->case_key = g_strdup (case_key);
  g_ptr_array_add (fixture->snapshots, snapshot);

  return snapshot;
}

static const DavySample *
choose (Fixture *fixture, guint length)
{
  const DavyStopSources sources = { .found = fixture->found,
                                    .prices = fixture->book,
                                    .currency = "EUR" };

  fixture->picture->plan = davy_stop_plan_new (&sources);
  fixture->samples = davy_samples_choose (fixture->picture, fixture->snapshots, CASE);
  g_assert_cmpuint (fixture->samples->len, ==, length);

  return length > 0 ? g_ptr_array_index (fixture->samples, 0) : NULL;
}

/* The customer's own machine is of the same image, and older. */
static void
test_incident (Fixture *fixture, gconstpointer unused)
{
  const DavySample *sample;

  add (fixture, "web", UBUNTU, NOW - DAVY_TIME_DAY);
  add (fixture, "mine-2", UBUNTU, NOW + 2);
  add (fixture, "mine-1", UBUNTU, NOW + 1);
  sample = choose (fixture, 1);

  g_assert_cmpstr (sample->machine, ==, "mine-1");
  g_assert_cmpstr (sample->image, ==, UBUNTU);
  g_assert_cmpuint (sample->count, ==, 3);
  g_assert_null (sample->snapshot);
}

/* Whatever the order in which they are listed. */
static void
test_same_age (Fixture *fixture, gconstpointer unused)
{
  add (fixture, "mine-b", UBUNTU, NOW);
  add (fixture, "mine-A", UBUNTU, NOW);
  add (fixture, "mine-c", UBUNTU, DAVY_TIME_UNSET);

  g_assert_cmpstr (choose (fixture, 1)->machine, ==, "mine-A");
}

static void
test_kept (Fixture *fixture, gconstpointer unused)
{
  const DavySample *sample;

  add (fixture, "mine-1", UBUNTU, NOW + 1);
  add (fixture, "mine-2", UBUNTU, NOW + 2);
  add_snapshot (fixture, "mine-1", "another case");
  add_snapshot (fixture, "MINE-2", CASE);
  sample = choose (fixture, 1);

  g_assert_cmpstr (sample->machine, ==, "mine-2");
  g_assert_cmpstr (sample->snapshot, ==, "kept");
}

/* It stands in the list from the beginning. */
static void
test_not_whole (Fixture *fixture, gconstpointer unused)
{
  add (fixture, "mine-1", UBUNTU, NOW + 1);
  add (fixture, "mine-2", UBUNTU, NOW + 2);
  add_snapshot (fixture, "mine-1", CASE)->state = g_strdup ("Failed");
  add_snapshot (fixture, "mine-2", CASE)->state = g_strdup ("Updating");

  g_assert_null (choose (fixture, 1)->snapshot);
}

/* Nobody says that two machines without a named image are alike. */
static void
test_no_image (Fixture *fixture, gconstpointer unused)
{
  add (fixture, "one", NULL, NOW);
  add (fixture, "two", NULL, NOW);
  add (fixture, "three", UBUNTU, NOW);

  g_assert_cmpuint (choose (fixture, 3)->count, ==, 1);
}

static void
test_no_disk (Fixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&add (fixture, "brief", UBUNTU, NOW)->disk_id, g_free);
  g_clear_pointer (&add (fixture, "odd", UBUNTU, NOW)->region, g_free);
  add (fixture, "set", UBUNTU, NOW)->kind = DAVY_COMPUTE_SCALE_SET;

  choose (fixture, 0);
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);

#define ADD_CHOICE(path, function) \
  g_test_add ("/triage/samples/" path, Fixture, NULL, set_up, function, tear_down)
  ADD_CHOICE ("one-of-the-incident-stands-for-its-image", test_incident);
  ADD_CHOICE ("of-the-same-age-the-id-decides", test_same_age);
  ADD_CHOICE ("what-is-kept-stays-the-sample", test_kept);
  ADD_CHOICE ("what-is-not-whole-is-not-kept", test_not_whole);
  ADD_CHOICE ("without-an-image-each-stands-for-itself", test_no_image);
  ADD_CHOICE ("what-has-no-disk-is-no-sample", test_no_disk);

  return g_test_run ();
}
