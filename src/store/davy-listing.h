/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/davy-db.h"

G_BEGIN_DECLS

/**
 * DavyFieldKind:
 * @DAVY_FIELD_TEXT: a text; takes one column
 * @DAVY_FIELD_NUMBER: a whole number; takes one column
 * @DAVY_FIELD_TIME: a DavyTime; takes one column
 * @DAVY_FIELD_MONEY: an amount in units, its currency and its DavyPriceBasis; takes three columns
 */
typedef enum
{
  DAVY_FIELD_TEXT,
  DAVY_FIELD_NUMBER,
  DAVY_FIELD_TIME,
  DAVY_FIELD_MONEY,
} DavyFieldKind;

/**
 * DavyListingField:
 * @name: for machines, in camelCase
 * @heading: (nullable): over its column; %NULL when only machines are told
 * @sql: what it is read from
 * @kind: what it is
 */
typedef struct
{
  const char *name;
  const char *heading;
  const char *sql;
  DavyFieldKind kind;
} DavyListingField;

/**
 * DavyListing:
 * @name: `alerts`, `subscriptions`, `cases`
 * @fields: what is told of each record
 * @n_fields: how many
 * @statuses: (array zero-terminated=1): what the field `status` may say
 *
 * All records of one kind, for scripts. The services' words, ids and names stand as they came.
 */
typedef struct
{
  const char *name;
  const DavyListingField *fields;
  guint n_fields;
  const char *const *statuses;
  /*< private >*/
  const char *from;
  const char *order;
} DavyListing;

/**
 * DavyListingVisit:
 * @row: the columns of the fields, in their order
 * @data: as given to davy_listing_read()
 */
typedef void (*DavyListingVisit) (DavyStatement *row, gpointer data);

const DavyListing *davy_listing_find (const char *name);
gboolean davy_listing_read (const DavyListing *self,
                            DavyDb *db,
                            const char *const *statuses,
                            DavyListingVisit visit,
                            gpointer data,
                            GError **error);

G_END_DECLS
