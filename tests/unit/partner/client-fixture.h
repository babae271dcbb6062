/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "davy-test-world.h"
#include "partner/davy-partner-client-consent.h"
#include "partner/davy-partner-client-subscriptions.h"
#include "partner/davy-partner-client-usage.h"

/* A client of the embedded Partner Center. */

#define SHOP     "40000000-0000-4000-8000-00000000000b"
#define FABRIKAM "20000000-0000-4000-8000-000000000001"
#define CONTOSO  "20000000-0000-4000-8000-000000000002"
#define COFFEE   "20000000-0000-4000-8000-000000000003"
#define LEGACY   "30000000-0000-4000-8000-000000000001"
#define PLAN     "30000000-0000-4000-8000-000000000002"

typedef struct
{
  DavyTestWorld world;
  DavyPartnerClient *client;
  GPtrArray *pages; /* (element-type GPtrArray) */
} Fixture;

G_GNUC_UNUSED static void
begin_client (Fixture *fixture)
{
  fixture->client = davy_partner_client_new (fixture->world.account);
  fixture->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

G_GNUC_UNUSED static void
set_up (Fixture *fixture, gconstpointer user)
{
  davy_test_world_begin (&fixture->world, user);
  begin_client (fixture);
}

G_GNUC_UNUSED static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->client);
  g_clear_pointer (&fixture->pages, g_ptr_array_unref);
  davy_test_world_end (&fixture->world);
}

G_GNUC_UNUSED static gboolean
keep_page (GPtrArray *records, gpointer user_data, GError **error)
{
  g_ptr_array_add (((Fixture *) user_data)->pages, g_ptr_array_ref (records));

  return TRUE;
}

G_GNUC_UNUSED static guint
count_records (Fixture *fixture)
{
  guint count = 0;

  for (guint i = 0; i < fixture->pages->len; i++)
    count += ((GPtrArray *) g_ptr_array_index (fixture->pages, i))->len;

  return count;
}

G_GNUC_UNUSED static void
assert_receipt (const DavyPartnerReceipt *receipt, guint http_status)
{
  g_assert_cmpuint (receipt->http_status, ==, http_status);
  g_assert_nonnull (receipt->correlation_id);
}

G_GNUC_UNUSED static void
add (const char *path, const char *user, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, user, set_up, test, tear_down);
}
