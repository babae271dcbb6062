/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DavyDimension:
 * @DAVY_DIMENSION_SERVICE: Azure's name of the service, such as `Virtual Machines`
 * @DAVY_DIMENSION_REGION: where it ran, such as `westeurope`
 * @DAVY_DIMENSION_GROUP: the resource group
 * @DAVY_DIMENSION_RESOURCE: the resource's full id
 * @DAVY_DIMENSION_FAMILY: the meter's subcategory, of a machine its size family, such as
 *   `NCasT4_v3 Series`
 *
 * By what the use of a day is told apart. Each dimension parts the same total. The store holds the
 * numbers.
 */
typedef enum
{
  DAVY_DIMENSION_SERVICE,
  DAVY_DIMENSION_REGION,
  DAVY_DIMENSION_GROUP,
  DAVY_DIMENSION_RESOURCE,
  DAVY_DIMENSION_FAMILY,
} DavyDimension;
#define DAVY_N_DIMENSIONS (DAVY_DIMENSION_FAMILY + 1)

/**
 * DavyDimensions:
 *
 * A set of dimensions: DAVY_DIMENSION_BIT() of each.
 */
typedef guint DavyDimensions;
#define DAVY_DIMENSION_BIT(dimension) (1u << (dimension))
#define DAVY_ALL_DIMENSIONS           (DAVY_DIMENSION_BIT (DAVY_N_DIMENSIONS) - 1)
/* What Cost Management is asked apart from the rest, where it is wanted. */
#define DAVY_DETAIL_DIMENSIONS \
  (DAVY_DIMENSION_BIT (DAVY_DIMENSION_GROUP) | DAVY_DIMENSION_BIT (DAVY_DIMENSION_RESOURCE))

G_END_DECLS
