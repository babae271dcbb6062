/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-readers.h"
#include "partner/davy-audit-record.h"
#include "partner/davy-graph-readers.h"
#include "partner/davy-partner-readers.h"

/* The readers of Partner Center's and Graph's records and errors. */

#define READER(name, what)                               \
  {                                                      \
    (FuzzRead) name##_read, (GDestroyNotify) what##_free \
  }
#define SAME(name) READER (name, name)

static const FuzzReader readers[] = {
  SAME (davy_fraud_event),
  READER (davy_graph_alert, davy_fraud_event),
  SAME (davy_audit_record),
  SAME (davy_partner_customer),
  SAME (davy_partner_validation),
  SAME (davy_partner_qualification),
  SAME (davy_partner_relationship),
  SAME (davy_partner_subscription),
  SAME (davy_partner_entitlement),
  SAME (davy_partner_profile),
  SAME (davy_partner_support_contact),
  SAME (davy_service_request),
  SAME (davy_utilization),
  SAME (davy_meter_total),
  SAME (davy_resource_cost),
  SAME (davy_meter_cost),
  SAME (davy_usage_total),
  SAME (davy_unbilled_line),
};

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = NULL;
  guint choice;

  if (size == 0)
    return 0;
  choice = (guint) (data[0] - 'a') % (G_N_ELEMENTS (readers) + 2);
  bytes = g_bytes_new (data + 1, size - 1);
  if (choice < G_N_ELEMENTS (readers))
    fuzz_read_record (&readers[choice], bytes);
  else
    fuzz_read_fault (choice == G_N_ELEMENTS (readers) ? davy_partner_read_fault
                                                      : davy_graph_read_fault,
                     403, bytes);

  return 0;
}
