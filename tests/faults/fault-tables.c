/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-endpoint.h"

/* All endpoints; a request that fits into several lines belongs to the first. */
const FaultEndpoint *const fault_endpoint_tables[] = {
  fault_login_endpoints,   fault_partner_papers,
  fault_partner_endpoints, fault_graph_endpoints,
  fault_compute_endpoints, fault_arm_changes,
  fault_arm_endpoints,     fault_arm_estate,
  fault_arm_looks,         NULL,
};
