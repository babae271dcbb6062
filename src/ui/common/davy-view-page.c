/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-view-page.h"

G_DEFINE_INTERFACE (DavyViewPage, davy_view_page, GTK_TYPE_WIDGET)

static void
davy_view_page_default_init (DavyViewPageInterface *iface)
{
}

/**
 * davy_view_page_get_sides:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): its list and detail
 */
DavySideBySide *
davy_view_page_get_sides (DavyViewPage *self)
{
  DavyViewPageInterface *iface;

  g_return_val_if_fail (DAVY_IS_VIEW_PAGE (self), NULL);

  iface = DAVY_VIEW_PAGE_GET_IFACE (self);

  return iface->get_sides != NULL ? iface->get_sides (self) : NULL;
}

/**
 * davy_view_page_get_search_bar:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): where one searches on it
 */
GtkSearchBar *
davy_view_page_get_search_bar (DavyViewPage *self)
{
  DavyViewPageInterface *iface;

  g_return_val_if_fail (DAVY_IS_VIEW_PAGE (self), NULL);

  iface = DAVY_VIEW_PAGE_GET_IFACE (self);

  return iface->get_search_bar != NULL ? iface->get_search_bar (self) : NULL;
}
