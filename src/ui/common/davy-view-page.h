/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/common/davy-side-by-side.h"

G_BEGIN_DECLS

#define DAVY_TYPE_VIEW_PAGE (davy_view_page_get_type ())
G_DECLARE_INTERFACE (DavyViewPage, davy_view_page, DAVY, VIEW_PAGE, GtkWidget)

/**
 * DavyViewPageInterface:
 * @get_sides: the container whose detail the window's back button closes; NULL: none
 * @get_search_bar: the bar that the window's search button shows; NULL: none
 *
 * What the window needs to know of the page behind a view.
 */
struct _DavyViewPageInterface
{
  GTypeInterface parent_iface;

  DavySideBySide *(*get_sides) (DavyViewPage *self);
  GtkSearchBar *(*get_search_bar) (DavyViewPage *self);
};

DavySideBySide *davy_view_page_get_sides (DavyViewPage *self);
GtkSearchBar *davy_view_page_get_search_bar (DavyViewPage *self);

G_END_DECLS
