/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page-fixture.h"
#include "store/davy-access-list.h"
#include "triage/davy-readiness.h"
#include "ui/common/davy-side-by-side.h"
#include "ui/ready/davy-ready-window.h"

/* The page of the customers and what may be done for each, in a store that holds a few. */

typedef struct
{
  const char *tenant;
  const char *name;
  DavyAccess access;
} Customer;

static const Customer ready = {
  "20000000-0000-4000-8000-000000000001",
  "Adatum Maschinenbau GmbH",
  { { DAVY_ACCESS_YES, DAVY_ACCESS_YES, DAVY_ACCESS_YES }, { 0 }, NOON - DAVY_TIME_HOUR },
};
static const Customer without_consent = {
  "20000000-0000-4000-8000-000000000002",
  "Contoso Logistik GmbH",
  { { DAVY_ACCESS_NO, DAVY_ACCESS_NO, DAVY_ACCESS_UNKNOWN },
    { DAVY_ACCESS_NO_CONSENT, DAVY_ACCESS_NO_CONSENT, DAVY_ACCESS_ROLE_UNSEEN },
    NOON - DAVY_TIME_HOUR },
};
static const Customer locked = {
  "20000000-0000-4000-8000-000000000003",
  "Tailspin Spielwaren GmbH",
  { { DAVY_ACCESS_YES, DAVY_ACCESS_NO, DAVY_ACCESS_YES },
    { DAVY_ACCESS_COST_HIDDEN, DAVY_ACCESS_LOCKED_FAST, 0 },
    NOON - 2 * DAVY_TIME_HOUR },
};
static const Customer unchecked = { "20000000-0000-4000-8000-000000000004",
                                    "Wingtip Verlag GmbH",
                                    { { 0 }, { 0 }, 0 } };

typedef struct
{
  PageFixture *page;
  DavyReadiness *readiness;
  DavyContext *context;
  DavyReadyWindow *window;
} Fixture;

static inline gboolean
put_customer (DavyDb *db, gpointer data, GError **error)
{
  const Customer *customer = data;
  const DavyCustomerRow row = { .account_id = DAVY_TEST_ACCOUNT,
                                .tenant_id = customer->tenant,
                                .name = customer->name };

  return davy_db_put_customer (db, &row, error) &&
         (customer->access.checked_at == DAVY_TIME_UNSET ||
          davy_db_put_access (db, DAVY_TEST_ACCOUNT, customer->tenant, &customer->access, error));
}

static inline gboolean
forget_customers (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_execute (db, "DELETE FROM customers", error);
}

static inline void
put (Fixture *fixture, const Customer *customer)
{
  davy_test_store_write (fixture->page->store, put_customer, (gpointer) customer,
                         DAVY_TABLE_CUSTOMERS | DAVY_TABLE_ACCESS);
}

static inline void
begin (Fixture *fixture)
{
  const PageData data = { .usage = USAGE_NONE };
  DavyContextParts parts = { .profile = "test" };

  fixture->page = page_fixture_new (&data);
  fixture->readiness = davy_readiness_new (fixture->page->store, fixture->page->accounts);
  parts.store = fixture->page->store;
  parts.accounts = fixture->page->accounts;
  parts.sync = fixture->page->sync;
  parts.settings = fixture->page->settings;
  parts.readiness = fixture->readiness;
  fixture->context = davy_context_new (&parts);
  davy_test_store_write (fixture->page->store, forget_customers, NULL, DAVY_TABLE_CUSTOMERS);
}

static inline void
show (Fixture *fixture, int width)
{
  fixture->window = g_object_ref (davy_ready_window_new (fixture->context, NULL));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 680);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static inline void
end (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->window);
  g_clear_object (&fixture->context);
  g_clear_object (&fixture->readiness);
  page_fixture_free (fixture->page);
}

static inline void
put_all (Fixture *fixture)
{
  put (fixture, &unchecked);
  put (fixture, &locked);
  put (fixture, &ready);
  put (fixture, &without_consent);
}

static inline GListModel *
get_model (Fixture *fixture)
{
  return G_LIST_MODEL (gtk_list_view_get_model (page_part (fixture->window, "list_view")));
}

typedef struct
{
  Fixture *fixture;
  guint n;
} Length;

static inline gboolean
has_length (gpointer data)
{
  const Length *length = data;

  return g_list_model_get_n_items (get_model (length->fixture)) == length->n;
}

static inline void
wait_length (Fixture *fixture, guint n)
{
  Length length = { fixture, n };

  g_assert_true (davy_test_spin_until (has_length, &length));
}

static inline const char *
get_name (Fixture *fixture, guint position)
{
  g_autoptr (DavyCustomerAccess) customer = g_list_model_get_item (get_model (fixture), position);

  return davy_customer_access_get_name (customer);
}

static inline gboolean
shows_detail (gpointer data)
{
  return adw_bin_get_child (page_part (((Fixture *) data)->window, "detail_bin")) != NULL;
}

static inline gpointer
get_detail (Fixture *fixture)
{
  g_assert_true (davy_test_spin_until (shows_detail, fixture));

  return adw_bin_get_child (page_part (fixture->window, "detail_bin"));
}

static inline void
choose (Fixture *fixture, guint position)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (get_model (fixture));

  gtk_selection_model_select_item (model, position, TRUE);
}

static inline guint
count_rows (GtkWidget *box)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (box); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;

  return n;
}

static inline gboolean
says_summary (gpointer data)
{
  return *gtk_label_get_text (page_part (((Fixture *) data)->window, "summary")) != '\0';
}

static inline gboolean
is_folded (gpointer sides)
{
  return davy_side_by_side_get_folded (sides);
}

static inline gboolean
is_gone (gpointer window)
{
  return !gtk_widget_get_visible (window);
}
