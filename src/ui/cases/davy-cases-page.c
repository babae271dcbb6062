/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/davy-cases-page.h"

#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "core/davy-format.h"
#include "store/davy-case-list.h"
#include "store/davy-response-time.h"
#include "ui/cases/davy-case-list-row.h"
#include "ui/cases/davy-case-page.h"
#include "ui/common/davy-list-pane.h"
#include "ui/common/davy-row-factory.h"
#include "ui/common/davy-scroll.h"
#include "ui/common/davy-tab-stop.h"

/* What was taken in hand: the list, open cases first, and beside it the selected one. */

struct _DavyCasesPage
{
  AdwBin parent_instance;

  DavyListPane *pane;
  GtkLabel *response;
  GtkListView *list_view;

  DavyContext *context;
  GCancellable *cancellable;
  DavyRowList *list;
  gint64 shown;  /* the case on the page beside the list; 0: none */
  gint64 wanted; /* the one to scroll to as soon as it is listed; 0: none */
};

G_DEFINE_FINAL_TYPE (DavyCasesPage, davy_cases_page, ADW_TYPE_BIN)

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
  davy_case_list_set_search (self->list, davy_list_pane_get_search (self->pane));
}

static void
show_page (DavyCasesPage *self, gint64 case_row)
{
  AdwBin *detail = davy_list_pane_get_detail (self->pane);

  self->shown = case_row;
  if (case_row == 0 && adw_bin_get_child (detail) == NULL)
    return;

  if (adw_bin_get_child (detail) == NULL)
    adw_bin_set_child (detail, GTK_WIDGET (davy_case_page_new (self->context)));
  davy_case_page_show (DAVY_CASE_PAGE (adw_bin_get_child (detail)), case_row);
}

static void
selection_changed_cb (DavyCasesPage *self)
{
  DavyCaseSummary *summary =
      gtk_single_selection_get_selected_item (davy_list_pane_get_selection (self->pane));

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
  davy_side_by_side_set_opened (davy_list_pane_get_sides (self->pane), TRUE);
}

/* Back in the list the focus is where it came from. */
static void
opened_changed_cb (DavyCasesPage *self)
{
  if (!davy_side_by_side_get_opened (davy_list_pane_get_sides (self->pane)) &&
      davy_side_by_side_get_folded (davy_list_pane_get_sides (self->pane)))
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

/* The case that is shown stays selected wherever it went; without one it is the first. */
static void
settled_cb (DavyCasesPage *self)
{
  gint64 kept = self->wanted != 0 ? self->wanted : self->shown;
  guint position;

  davy_list_pane_update_state (self->pane);
  if (davy_row_list_is_loading (self->list))
    return;

  position = kept != 0 ? davy_row_list_get_position (self->list, kept) : 0;
  if (position != GTK_INVALID_LIST_POSITION && self->wanted != 0)
    davy_scroll_to (GTK_WIDGET (self->list_view), position, FALSE);
  self->wanted = 0;
  davy_list_pane_select (self->pane, position);
}

static void
show_case (GtkWidget *row, gpointer item)
{
  davy_case_list_row_set_case (DAVY_CASE_LIST_ROW (row), item);
}

static const DavyRowWidget row_widget = { davy_case_list_row_new, show_case };

static void
davy_cases_page_dispose (GObject *object)
{
  DavyCasesPage *self = DAVY_CASES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->list);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_cases_page_parent_class)->dispose (object);
}

static void
davy_cases_page_class_init (DavyCasesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_cases_page_dispose;

  g_type_ensure (DAVY_TYPE_LIST_PANE);
  g_type_ensure (DAVY_TYPE_TAB_STOP);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/cases/davy-cases-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, pane);
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, response);
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, list_view);
  gtk_widget_class_bind_template_callback (widget_class, update_search);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, settled_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
davy_cases_page_init (DavyCasesPage *self)
{
  g_autoptr (GtkListItemFactory) factory = davy_row_factory_new (&row_widget);

  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  gtk_list_view_set_factory (self->list_view, factory);
  g_signal_connect_object (davy_list_pane_get_sides (self->pane), "notify::opened",
                           G_CALLBACK (opened_changed_cb), self, G_CONNECT_SWAPPED);
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
  davy_list_pane_set_list (self->pane, self->list);
  gtk_list_view_set_model (self->list_view,
                           GTK_SELECTION_MODEL (davy_list_pane_get_selection (self->pane)));
  g_signal_connect_object (davy_context_get_store (context), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  davy_list_pane_update_state (self->pane);
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
  davy_side_by_side_set_opened (davy_list_pane_get_sides (self->pane), TRUE);
  davy_list_pane_queue_settle (self->pane, G_PRIORITY_HIGH_IDLE);
}
