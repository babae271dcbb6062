/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-time.h"
#include "store/davy-row-diff.h"
#include "store/davy-store.h"

G_BEGIN_DECLS

/**
 * DavyRowListKind:
 * @item_type: what the list holds
 * @tables: the tables whose change changes the list
 * @query: reads the rows in their order, on the reader's thread
 * @count: (nullable): reads the number that goes with them, there too; %NULL: how many they are
 * @get_interval: (nullable): after how many milliseconds a query's rows are read anew, because time
 *   moves them; 0, or %NULL: only when the tables change
 * @load: reads one row, on the main thread; a row that is gone gives an empty record
 * @free_query: frees what set_query() was given
 *
 * What tells one list of rows from another.
 */
typedef struct
{
  GType (*item_type) (void);
  DavyStoreTables tables;
  gboolean (*query) (DavyDb *db, gconstpointer query, DavyTime now, GArray *rows, GError **error);
  gboolean (*count) (DavyDb *db, guint *number, GError **error);
  guint (*get_interval) (gconstpointer query);
  gpointer (*load) (DavyDb *db, gint64 row, GError **error);
  GDestroyNotify free_query;
} DavyRowListKind;

#define DAVY_TYPE_ROW_LIST (davy_row_list_get_type ())
G_DECLARE_FINAL_TYPE (DavyRowList, davy_row_list, DAVY, ROW_LIST, GObject)

DavyRowList *davy_row_list_new (DavyStore *store, const DavyRowListKind *kind);
void davy_row_list_set_query (DavyRowList *self, gpointer query);
gboolean davy_row_list_is_loading (DavyRowList *self);
guint davy_row_list_get_number (DavyRowList *self);
guint davy_row_list_get_position (DavyRowList *self, gint64 row);

G_END_DECLS
