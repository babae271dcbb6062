/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/davy-row-list.h"
#include "ui/common/davy-side-by-side.h"

G_BEGIN_DECLS

/**
 * DavyListPaneState:
 * @DAVY_LIST_PANE_LOADING: the rows have not been read yet
 * @DAVY_LIST_PANE_ROWS: there are rows
 * @DAVY_LIST_PANE_EMPTY: there are none
 * @DAVY_LIST_PANE_NO_MATCH: there are none like what is searched for
 *
 * What stands in the place of the rows.
 */
typedef enum
{
  DAVY_LIST_PANE_LOADING,
  DAVY_LIST_PANE_ROWS,
  DAVY_LIST_PANE_EMPTY,
  DAVY_LIST_PANE_NO_MATCH,
} DavyListPaneState;

#define DAVY_TYPE_LIST_PANE (davy_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (DavyListPane, davy_list_pane, DAVY, LIST_PANE, AdwBin)

void davy_list_pane_set_list (DavyListPane *self, DavyRowList *list);
GtkSingleSelection *davy_list_pane_get_selection (DavyListPane *self);
void davy_list_pane_select (DavyListPane *self, guint position);
void davy_list_pane_queue_settle (DavyListPane *self, int priority);
void davy_list_pane_set_state (DavyListPane *self, DavyListPaneState state);
void davy_list_pane_update_state (DavyListPane *self);
const char *davy_list_pane_get_search (DavyListPane *self);
void davy_list_pane_clear_search (DavyListPane *self);
GtkSearchBar *davy_list_pane_get_search_bar (DavyListPane *self);
DavySideBySide *davy_list_pane_get_sides (DavyListPane *self);
AdwBin *davy_list_pane_get_detail (DavyListPane *self);

G_END_DECLS
