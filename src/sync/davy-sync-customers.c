/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-sync-source.h"

#include "partner/davy-partner-client-costs.h"
#include "store/davy-rows.h"
#include "sync/davy-standing.h"

/* The list of all customers: their names, so that everything that names one can be found by it, and
 * their budgets, which one more request tells of all of them (`wire-contract.md` 2.7 b).
 * What else is known about a customer is fetched one by one (davy-sync-customer.c). */

typedef struct
{
  DavySyncSource *source; /* (owned) */
  GError *write_error;    /* (owned) (nullable) */
} CustomersFetch;

typedef struct
{
  GPtrArray *customers; /* (owned) (element-type DavyPartnerCustomer) */
  char *account_id;     /* (owned) */
} CustomersPage;

typedef struct
{
  GPtrArray *totals; /* (owned) (nullable) (element-type DavyUsageTotal) */
  char *account_id;  /* (owned) */
  DavyTime fetched_at;
} Budgets;

static void
customers_fetch_free (CustomersFetch *fetch)
{
  g_clear_object (&fetch->source);
  g_clear_error (&fetch->write_error);
  g_free (fetch);
}

static void
customers_page_free (gpointer data)
{
  CustomersPage *page = data;

  g_ptr_array_unref (page->customers);
  g_free (page->account_id);
  g_free (page);
}

static gboolean
write_page (DavyDb *db, gpointer data, GError **error)
{
  const CustomersPage *page = data;

  for (guint i = 0; i < page->customers->len; i++)
    {
      const DavyPartnerCustomer *customer = g_ptr_array_index (page->customers, i);
      const DavyCustomerRow row = { .account_id = page->account_id,
                                    .tenant_id = customer->tenant_id,
                                    .name = customer->name,
                                    .domain = customer->domain };

      if (!davy_db_put_customer (db, &row, error))
        return FALSE;
    }

  return TRUE;
}

static void
page_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  CustomersFetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!davy_store_write_finish (DAVY_STORE (source), result, &error) && fetch->write_error == NULL)
    fetch->write_error = g_steal_pointer (&error);
}

static gboolean
take_page (GPtrArray *customers, gpointer user_data, GError **error)
{
  GTask *task = G_TASK (user_data);
  CustomersFetch *fetch = g_task_get_task_data (task);
  CustomersPage *page = g_new0 (CustomersPage, 1);

  page->customers = g_ptr_array_ref (customers);
  page->account_id = g_strdup (davy_sync_source_get_account_id (fetch->source));
  davy_store_write_async (davy_sync_source_get_store (fetch->source), write_page, page,
                          customers_page_free,
                          DAVY_TABLE_CUSTOMERS | DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_ALERTS, NULL,
                          page_written_cb, g_object_ref (task));

  return TRUE;
}

static void
budgets_free (gpointer data)
{
  Budgets *budgets = data;

  g_clear_pointer (&budgets->totals, g_ptr_array_unref);
  g_free (budgets->account_id);
  g_free (budgets);
}

static gboolean
write_budgets (DavyDb *db, gpointer data, GError **error)
{
  const Budgets *budgets = data;

  for (guint i = 0; budgets->totals != NULL && i < budgets->totals->len; i++)
    {
      const DavyUsageTotal *total = g_ptr_array_index (budgets->totals, i);
      g_autofree char *value = NULL;
      DavyStandingFact fact = { .key = (char *) DAVY_STANDING_BUDGET,
                                .source = (char *) DAVY_STANDING_SOURCE_PARTNER_CENTER,
                                .fetched_at = budgets->fetched_at };

      if (total->id == NULL)
        continue;
      fact.mark =
          davy_standing_mark_budget (total->budget, &total->cost, total->percent_used, &value);
      fact.value = value;
      if (!davy_db_put_standing_fact (db, budgets->account_id, total->id, &fact, error))
        return FALSE;
    }

  return TRUE;
}

static void
end_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  CustomersFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  if (!davy_store_write_finish (DAVY_STORE (source), result, &error))
    g_task_return_error (task, error);
  else if (fetch->write_error != NULL)
    g_task_return_error (task, g_steal_pointer (&fetch->write_error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Without the budgets the list is good all the same: what was known of them stays, with its age. */
static void
totals_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  CustomersFetch *fetch = g_task_get_task_data (task);
  Budgets *budgets = g_new0 (Budgets, 1);
  g_autoptr (GError) error = NULL;

  budgets->account_id = g_strdup (davy_sync_source_get_account_id (fetch->source));
  budgets->fetched_at = davy_time_now ();
  budgets->totals = davy_partner_client_list_customer_totals_finish (DAVY_PARTNER_CLIENT (source),
                                                                     result, &error);
  if (error != NULL)
    g_debug ("The budgets could not be read: %s", error->message);

  /* Behind the last page in the writer's queue: when it is done, they all are. */
  davy_store_write_async (davy_sync_source_get_store (fetch->source), write_budgets, budgets,
                          budgets_free, budgets->totals != NULL ? DAVY_TABLE_STANDING : 0, NULL,
                          end_written_cb, g_steal_pointer (&task));
}

static void
customers_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (!davy_partner_client_list_customers_finish (DAVY_PARTNER_CLIENT (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  davy_partner_client_list_customer_totals_async (DAVY_PARTNER_CLIENT (source),
                                                  g_task_get_cancellable (task), totals_listed_cb,
                                                  g_object_ref (task));
}

/**
 * davy_sync_source_list_customers_async:
 * @self: a source
 * @cancellable: (nullable): to give up; pages that arrived stay in the store
 * @callback: called once everything is written
 * @user_data: for @callback
 *
 * Brings the names of all customers and their budgets into the store.
 */
void
davy_sync_source_list_customers_async (DavySyncSource *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CustomersFetch *fetch = g_new0 (CustomersFetch, 1);

  g_task_set_source_tag (task, davy_sync_source_list_customers_async);
  fetch->source = g_object_ref (self);
  g_task_set_task_data (task, fetch, (GDestroyNotify) customers_fetch_free);

  davy_partner_client_list_customers_async (davy_sync_source_get_partner (self), take_page, task,
                                            cancellable, customers_listed_cb, g_object_ref (task));
}

/**
 * davy_sync_source_list_customers_finish:
 * @self: a source
 * @result: the answer
 * @error: a #DavyError; what arrived before it is in the store
 *
 * Returns: whether all are there
 */
gboolean
davy_sync_source_list_customers_finish (DavySyncSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_sync_source_list_customers_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
