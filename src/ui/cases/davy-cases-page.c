/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/davy-cases-page.h"

#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "core/davy-format.h"
#include "store/davy-case-list.h"
#include "store/davy-response-time.h"
#include "ui/cases/davy-case-list-row.h"
#include "ui/cases/davy-case-page.h"
#include "ui/common/davy-click.h"
#include "ui/common/davy-scroll.h"
#include "ui/common/davy-view-page.h"

/* What was taken in hand: the list, open cases first, and beside it the selected one. */

struct _DavyCasesPage
{
  AdwBin parent_instance;

  DavySideBySide *sides;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkLabel *response;
  GtkStack *states;
  GtkListView *list_view;
  AdwBin *detail_bin;

  DavyContext *context;
  GCancellable *cancellable;
  DavyRowList *list;
  GtkSingleSelection *selection;
  guint settle_source;
  gint64 shown;  /* the case on the page beside the list; 0: none */
  gint64 wanted; /* the one to scroll to as soon as it is listed; 0: none */
};

static void davy_cases_page_view_page_init (DavyViewPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyCasesPage,
                               davy_cases_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_VIEW_PAGE,
                                                      davy_cases_page_view_page_init))

/* --- how fast alerts were answered ----------------------------------------------------------- */

static void
response_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyCasesPage) self = DAVY_CASES_PAGE (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *span = NULL;
  g_autofree char *text = NULL;
  DavyResponseTime time;

  if (!davy_store_read_response_time_finish (DAVY_STORE (source), result, &time, &error) ||
      time.answered == 0)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_widget_set_visible (GTK_WIDGET (self->response), FALSE);
      return;
    }

  span = davy_format_span (DAVY_LANGUAGE_WINDOW, time.average);
  text = g_strdup_printf (
      /* Translators: a span of time such as "24 min", then how many alerts it is the average of. */
      ngettext ("Average response time of the last 30 days: %1$s (%2$u alert)",
                "Average response time of the last 30 days: %1$s (%2$u alerts)", time.answered),
      span, time.answered);
  gtk_label_set_text (self->response, text);
  gtk_widget_set_visible (GTK_WIDGET (self->response), TRUE);
}

static void
read_response (DavyCasesPage *self)
{
  davy_store_read_response_time_async (davy_context_get_store (self->context), self->cancellable,
                                       response_read_cb, g_object_ref (self));
}

static void
store_changed_cb (DavyCasesPage *self, DavyStoreTables tables)
{
  if ((tables & DAVY_TABLE_CASES) != 0)
    read_response (self);
}

/* --- the list -------------------------------------------------------------------------------- */

static void
update_search (DavyCasesPage *self)
{
  davy_case_list_set_search (self->list, gtk_editable_get_text (self->search_entry));
}

static void
update_state (DavyCasesPage *self)
{
  const char *state = "list";

  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    {
      if (davy_row_list_is_loading (self->list))
        state = "loading";
      else
        state = *gtk_editable_get_text (self->search_entry) != '\0' ? "no-match" : "none";
    }
  gtk_stack_set_visible_child_name (self->states, state);
}

static void
show_page (DavyCasesPage *self, gint64 case_row)
{
  self->shown = case_row;
  if (case_row == 0 && adw_bin_get_child (self->detail_bin) == NULL)
    return;

  if (adw_bin_get_child (self->detail_bin) == NULL)
    adw_bin_set_child (self->detail_bin, GTK_WIDGET (davy_case_page_new (self->context)));
  davy_case_page_show (DAVY_CASE_PAGE (adw_bin_get_child (self->detail_bin)), case_row);
}

static void
selection_changed_cb (DavyCasesPage *self)
{
  DavyCaseSummary *summary = gtk_single_selection_get_selected_item (self->selection);

  if (summary != NULL)
    show_page (self, davy_case_summary_get_id (summary));
}

static void
row_activated_cb (DavyCasesPage *self, guint position)
{
  g_autoptr (DavyCaseSummary) summary = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (summary == NULL)
    return;

  show_page (self, davy_case_summary_get_id (summary));
  davy_side_by_side_set_opened (self->sides, TRUE);
}

/* Back in the list the focus is where it came from. */
static void
opened_changed_cb (DavyCasesPage *self)
{
  if (!davy_side_by_side_get_opened (self->sides) && davy_side_by_side_get_folded (self->sides))
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

/* The case that is shown stays selected wherever it went; without one it is the first. */
static gboolean
settle_cb (gpointer data)
{
  DavyCasesPage *self = DAVY_CASES_PAGE (data);
  gint64 kept = self->wanted != 0 ? self->wanted : self->shown;
  guint position;

  self->settle_source = 0;
  update_state (self);
  if (davy_row_list_is_loading (self->list))
    return G_SOURCE_REMOVE;

  position = kept != 0 ? davy_row_list_get_position (self->list, kept) : GTK_INVALID_LIST_POSITION;
  if (position == GTK_INVALID_LIST_POSITION && kept == 0 &&
      g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    position = 0;
  if (position != GTK_INVALID_LIST_POSITION && self->wanted != 0)
    davy_scroll_to (GTK_WIDGET (self->list_view), position, FALSE);
  self->wanted = 0;
  if (position != gtk_single_selection_get_selected (self->selection))
    gtk_single_selection_set_selected (self->selection, position);

  return G_SOURCE_REMOVE;
}

static void
queue_settle (DavyCasesPage *self)
{
  if (self->settle_source == 0)
    self->settle_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, settle_cb, self, NULL);
}

static void
row_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *row = davy_case_list_row_new ();

  davy_click_activates (row, item);
  gtk_list_item_set_child (item, row);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  davy_case_list_row_set_case (DAVY_CASE_LIST_ROW (gtk_list_item_get_child (item)),
                               gtk_list_item_get_item (item));
}

static DavySideBySide *
davy_cases_page_get_sides (DavyViewPage *page)
{
  return DAVY_CASES_PAGE (page)->sides;
}

static GtkSearchBar *
davy_cases_page_get_search_bar (DavyViewPage *page)
{
  return DAVY_CASES_PAGE (page)->search_bar;
}

static void
davy_cases_page_view_page_init (DavyViewPageInterface *iface)
{
  iface->get_sides = davy_cases_page_get_sides;
  iface->get_search_bar = davy_cases_page_get_search_bar;
}

static void
davy_cases_page_dispose (GObject *object)
{
  DavyCasesPage *self = DAVY_CASES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_cases_page_parent_class)->dispose (object);
}

static void
davy_cases_page_class_init (DavyCasesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_cases_page_dispose;

  g_type_ensure (DAVY_TYPE_SIDE_BY_SIDE);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/cases/davy-cases-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, sides);
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, response);
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, states);
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, detail_bin);
  gtk_widget_class_bind_template_callback (widget_class, update_search);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
davy_cases_page_init (DavyCasesPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  g_signal_connect (factory, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bind_cb), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
  g_signal_connect_object (self->sides, "notify::opened", G_CALLBACK (opened_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * davy_cases_page_new:
 * @context: what the page works on
 *
 * Returns: (transfer floating): the page
 */
DavyCasesPage *
davy_cases_page_new (DavyContext *context)
{
  DavyCasesPage *self = g_object_new (DAVY_TYPE_CASES_PAGE, NULL);

  self->context = g_object_ref (context);
  self->list = davy_case_list_new (davy_context_get_store (context));
  update_search (self);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (queue_settle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (queue_settle), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (davy_context_get_store (context), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  update_state (self);
  read_response (self);

  return self;
}

/**
 * davy_cases_page_show_case:
 * @self: a page
 * @case_row: the row of the case in the store
 *
 * Opens a case, and selects it where it is listed.
 */
void
davy_cases_page_show_case (DavyCasesPage *self, gint64 case_row)
{
  g_return_if_fail (DAVY_IS_CASES_PAGE (self));

  self->wanted = case_row;
  show_page (self, case_row);
  davy_side_by_side_set_opened (self->sides, TRUE);
  queue_settle (self);
}
