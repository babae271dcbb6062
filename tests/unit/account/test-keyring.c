/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-keyring.h"

#include "core/davy-error.h"
#include "davy-test-keyring.h"
#include "davy-test.h"

/* Over libsecret's own file, as inside Flatpak. */

typedef struct
{
  DavyKeyring *keyring;
} Fixture;

static const DavyKeyringItem anna = {
  .account_id = (char *) "oid-a.tid",
  .username = (char *) "anna@northwind.example",
  .tenant_id = (char *) "tid",
};
static const DavyKeyringItem bert = {
  .account_id = (char *) "oid-b.tid",
  .username = (char *) "bert@northwind.example",
  .tenant_id = (char *) "tid",
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->keyring = davy_keyring_new (g_test_get_path ());
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->keyring);
}

static void
store (DavyKeyring *keyring, const DavyKeyringItem *item, const char *secret)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_keyring_store_async (keyring, item, secret, NULL, davy_test_keep_result, &result);
  g_assert_true (davy_keyring_store_finish (keyring, davy_test_wait_result (&result), &error));
  g_assert_no_error (error);
}

static char *
lookup (DavyKeyring *keyring, const DavyKeyringItem *item)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *secret;

  davy_keyring_lookup_async (keyring, item->account_id, NULL, davy_test_keep_result, &result);
  secret = davy_keyring_lookup_finish (keyring, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return secret;
}

static GPtrArray *
list (DavyKeyring *keyring)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *items;

  davy_keyring_list_async (keyring, NULL, davy_test_keep_result, &result);
  items = davy_keyring_list_finish (keyring, davy_test_wait_result (&result), &error);
  g_assert_no_error (error);

  return items;
}

static void
clear (DavyKeyring *keyring, const DavyKeyringItem *item)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_keyring_clear_async (keyring, item->account_id, NULL, davy_test_keep_result, &result);
  g_assert_true (davy_keyring_clear_finish (keyring, davy_test_wait_result (&result), &error));
  g_assert_no_error (error);
}

static void
test_store (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nothing = lookup (fixture->keyring, &anna);
  g_autofree char *secret = NULL;
  g_autofree char *other = NULL;

  g_assert_null (nothing);
  store (fixture->keyring, &anna, "first");
  store (fixture->keyring, &bert, "other");
  store (fixture->keyring, &anna, "second");
  secret = lookup (fixture->keyring, &anna);
  other = lookup (fixture->keyring, &bert);
  g_assert_cmpstr (secret, ==, "second");
  g_assert_cmpstr (other, ==, "other");
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = list (fixture->keyring);
  g_autoptr (GPtrArray) items = NULL;
  const DavyKeyringItem *item;

  g_assert_cmpuint (none->len, ==, 0);
  store (fixture->keyring, &anna, "secret");
  items = list (fixture->keyring);
  g_assert_cmpuint (items->len, ==, 1);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpstr (item->account_id, ==, anna.account_id);
  g_assert_cmpstr (item->username, ==, anna.username);
  g_assert_cmpstr (item->tenant_id, ==, anna.tenant_id);
}

static void
test_clear (Fixture *fixture, gconstpointer data)
{
  g_autofree char *gone = NULL;
  g_autofree char *stays = NULL;

  store (fixture->keyring, &anna, "secret");
  store (fixture->keyring, &bert, "other");
  clear (fixture->keyring, &anna);
  clear (fixture->keyring, &anna);
  gone = lookup (fixture->keyring, &anna);
  stays = lookup (fixture->keyring, &bert);
  g_assert_null (gone);
  g_assert_cmpstr (stays, ==, "other");
}

/* All that is kept for a profile, whoever it is of; and nothing of another one. */
static void
test_clear_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyKeyring) demo = davy_keyring_new ("yet another");
  g_autoptr (GPtrArray) left = NULL;
  g_autofree char *stays = NULL;
  const DavyKeyringItem anybody = { 0 };

  store (fixture->keyring, &anna, "secret");
  store (fixture->keyring, &bert, "other");
  store (demo, &anna, "another");
  clear (fixture->keyring, &anybody);
  left = list (fixture->keyring);
  stays = lookup (demo, &anna);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_cmpstr (stays, ==, "another");
  clear (demo, &anybody);
}

static void
test_profiles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DavyKeyring) demo = davy_keyring_new ("another");
  g_autofree char *nothing = NULL;
  g_autoptr (GPtrArray) none = NULL;

  store (fixture->keyring, &anna, "secret");
  nothing = lookup (demo, &anna);
  none = list (demo);
  g_assert_null (nothing);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GAsyncResult) third = NULL;
  g_autofree char *secret = NULL;

  davy_keyring_store_async (fixture->keyring, &anna, "old", NULL, davy_test_keep_result, &first);
  davy_keyring_store_async (fixture->keyring, &anna, "new", NULL, davy_test_keep_result, &second);
  davy_keyring_lookup_async (fixture->keyring, anna.account_id, NULL, davy_test_keep_result,
                             &third);
  secret = davy_keyring_lookup_finish (fixture->keyring, davy_test_wait_result (&third), NULL);
  g_assert_cmpstr (secret, ==, "new");
  g_assert_nonnull (first);
  g_assert_nonnull (second);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();

  ADD ("/account/keyring/a-secret-takes-the-place-of-the-earlier-one", test_store);
  ADD ("/account/keyring/accounts-are-listed-without-their-secrets", test_list);
  ADD ("/account/keyring/clearing-leaves-nothing-and-nobody-else-out", test_clear);
  ADD ("/account/keyring/clearing-all-leaves-nothing-of-the-profile", test_clear_all);
  ADD ("/account/keyring/profiles-do-not-mix", test_profiles);
  ADD ("/account/keyring/calls-keep-their-order", test_in_order);

  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
