/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "azure/davy-arm-compute.h"

G_BEGIN_DECLS

#define DAVY_AUTOSCALE_API_VERSION "2022-10-01"

/**
 * DavyComputeWay:
 * @api_version: for listing and for stopping
 * @stop_method: (nullable): %NULL when nothing stops it
 * @stop_suffix: below its id
 * @stop_body: (nullable): JSON
 * @right: (nullable): what the person has to be allowed to do
 * @reversible: whether it can be had back as it was, with its disks
 *
 * How a kind of compute is stopped.
 */
typedef struct
{
  const char *api_version;
  const char *stop_method;
  const char *stop_suffix;
  const char *stop_body;
  const char *right;
  gboolean reversible;
} DavyComputeWay;

const DavyComputeWay *davy_compute_kind_get_way (DavyComputeKind kind);
gboolean davy_compute_type_is_known (const char *type);

G_END_DECLS
