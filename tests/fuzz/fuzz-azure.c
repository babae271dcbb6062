/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-activity-private.h"
#include "azure/davy-arm-fault.h"
#include "azure/davy-arm-id.h"
#include "azure/davy-arm-readers.h"
#include "azure/davy-compute-readers.h"
#include "azure/davy-cost-reader.h"
#include "azure/davy-price-reader.h"
#include "fuzz-readers.h"

/* The readers of Resource Manager's, Cost Management's and the price list's answers. */

static const FuzzReader readers[] = {
  { (FuzzRead) davy_arm_activity_read, (GDestroyNotify) davy_arm_activity_free },
  { (FuzzRead) davy_arm_permission_read, (GDestroyNotify) davy_arm_permission_free },
};

static const DavyArmRecord *const records[] = {
  &davy_machine_record,    &davy_machine_view_record, &davy_instance_view_record,
  &davy_scale_set_record,  &davy_ml_compute_record,   &davy_batch_pool_record,
  &davy_containers_record, &davy_kubernetes_record,   &davy_other_compute_record,
  &davy_autoscale_record,
};

static void
read_cost (GBytes *bytes)
{
  const DavyCostQuery query = { .metric = "PreTaxCost",
                                .dimensions = DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE) };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_cost_row_free);
  g_autoptr (JsonNode) node = davy_json_parse (bytes, NULL);
  g_autofree char *next = davy_cost_page_read (node, &query, DAVY_BASIS_LIST, rows, NULL);
}

static void
read_prices (GBytes *bytes)
{
  DavyPriceRows rows = { 0 };
  g_autoptr (JsonNode) node = davy_json_parse (bytes, NULL);
  g_autofree char *next = davy_price_page_read (node, &rows, NULL);
}

static void
read_id (GBytes *bytes)
{
  gsize size = g_bytes_get_size (bytes);
  g_autofree char *text = g_strndup (size > 0 ? g_bytes_get_data (bytes, NULL) : "", size);
  g_autoptr (DavyArmId) id = davy_arm_id_parse (text, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = NULL;
  guint choice;

  if (size == 0)
    return 0;
  choice = (guint) (data[0] - 'a') % (G_N_ELEMENTS (readers) + G_N_ELEMENTS (records) + 4);
  bytes = g_bytes_new (data + 1, size - 1);
  if (choice < G_N_ELEMENTS (records))
    {
      const FuzzReader reader = { records[choice]->read, records[choice]->free };

      fuzz_read_record (&reader, bytes);
      return 0;
    }
  choice -= G_N_ELEMENTS (records);
  if (choice < G_N_ELEMENTS (readers))
    fuzz_read_record (&readers[choice], bytes);
  else if (choice == G_N_ELEMENTS (readers))
    read_cost (bytes);
  else if (choice == G_N_ELEMENTS (readers) + 1)
    read_prices (bytes);
  else if (choice == G_N_ELEMENTS (readers) + 2)
    read_id (bytes);
  else
    fuzz_read_fault (davy_arm_read_fault, 409, bytes);

  return 0;
}
