/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cancellation-fixture.h"

/* A case over SHOP of evidence.json; ARCHIVE is the other Azure subscription in its plan. */

#define PLAN    "30000000-0000-4000-8000-000000000002"
#define ARCHIVE "40000000-0000-4000-8000-00000000000c"

/* @status: of ARCHIVE */
static inline void
set_up_plan (Fixture *fixture, gconstpointer status)
{
  g_autofree char *entitlements = g_strdup_printf (
      "\"entitlements\": [{\"id\": \"" ARCHIVE "\", \"name\": \"Archive\", \"status\": \"%s\"},",
      (const char *) status);

  begin_from (fixture, "evidence.json", "\"entitlements\": [", entitlements);
}

static inline guint
count_patches (Fixture *fixture)
{
  return davy_test_world_count (&fixture->world, "PATCH", PLAN);
}
