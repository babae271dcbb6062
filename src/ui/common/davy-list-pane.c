/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-list-pane.h"

#include <glib/gi18n.h>

/* A list that can be searched, what stands in its place while it has no rows, and beside it the
 * page of the selected row: what the views of the main window have in common. In a template its
 * children are of the types "header" (between search and rows), "rows" and "empty". */

struct _DavyListPane
{
  AdwBin parent_instance;

  DavySideBySide *sides;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  AdwBin *header_bin;
  GtkStack *states;
  GtkSpinner *spinner;
  GtkLabel *loading;
  AdwBin *rows_bin;
  AdwBin *empty_bin;
  AdwBin *no_match_bin;
  AdwBin *detail_bin;

  DavyRowList *list;
  GtkSingleSelection *selection;
  guint settle_source;
};

typedef enum
{
  PROP_CLOSABLE = 1,
  PROP_SEARCH_LABEL,
  PROP_SEARCH_HINT,
  PROP_LOADING_TEXT,
  PROP_LAST = PROP_LOADING_TEXT,
} ListPaneProperty;

enum
{
  SIGNAL_SEARCH_CHANGED,
  SIGNAL_SELECTED,
  SIGNAL_SETTLED,
  SIGNAL_LAST,
};

static GParamSpec *props[PROP_LAST + 1];
static guint signals[SIGNAL_LAST];

static const char *const state_names[] = {
  [DAVY_LIST_PANE_LOADING] = "loading",
  [DAVY_LIST_PANE_ROWS] = "rows",
  [DAVY_LIST_PANE_EMPTY] = "empty",
  [DAVY_LIST_PANE_NO_MATCH] = "no-match",
};

static void davy_list_pane_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyListPane,
                               davy_list_pane,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      davy_list_pane_buildable_init))

static GtkWidget *
create_no_match (void)
{
  AdwStatusPage *page = ADW_STATUS_PAGE (adw_status_page_new ());

  adw_status_page_set_icon_name (page, "edit-find-symbolic");
  adw_status_page_set_title (page, _ ("Nothing matches"));
  adw_status_page_set_description (page,
                                   _ ("No customer, reseller, subscription or id is like that"));

  return GTK_WIDGET (page);
}

static gboolean
settle_cb (gpointer data)
{
  DavyListPane *self = DAVY_LIST_PANE (data);

  self->settle_source = 0;
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);

  return G_SOURCE_REMOVE;
}

/* A new order comes as several changes in a row: looked at once all have come, before the next
 * frame. */
static void
list_changed_cb (DavyListPane *self)
{
  davy_list_pane_queue_settle (self, G_PRIORITY_HIGH_IDLE);
}

static void
selection_changed_cb (DavyListPane *self)
{
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

static void
search_changed_cb (DavyListPane *self)
{
  g_signal_emit (self, signals[SIGNAL_SEARCH_CHANGED], 0);
}

static void
davy_list_pane_add_child (GtkBuildable *buildable,
                          GtkBuilder *builder,
                          GObject *child,
                          const char *type)
{
  DavyListPane *self = DAVY_LIST_PANE (buildable);

  if (g_strcmp0 (type, "header") == 0)
    adw_bin_set_child (self->header_bin, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "rows") == 0)
    adw_bin_set_child (self->rows_bin, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "empty") == 0)
    adw_bin_set_child (self->empty_bin, GTK_WIDGET (child));
  else
    GTK_BUILDER_WARN_INVALID_CHILD_TYPE (self, type);
}

static void
davy_list_pane_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = davy_list_pane_add_child;
}

static void
davy_list_pane_dispose (GObject *object)
{
  DavyListPane *self = DAVY_LIST_PANE (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (davy_list_pane_parent_class)->dispose (object);
}

static void
davy_list_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyListPane *self = DAVY_LIST_PANE (object);

  switch ((ListPaneProperty) id)
    {
    case PROP_CLOSABLE:
      g_object_set_property (G_OBJECT (self->sides), "closable", value);
      break;
    case PROP_SEARCH_LABEL:
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, g_value_get_string (value),
                                      -1);
      break;
    case PROP_SEARCH_HINT:
      g_object_set_property (G_OBJECT (self->search_entry), "placeholder-text", value);
      break;
    case PROP_LOADING_TEXT:
      gtk_label_set_text (self->loading, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_list_pane_class_init (DavyListPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = davy_list_pane_dispose;
  object_class->set_property = davy_list_pane_set_property;

  /* Whether the detail is there only once it is opened. */
  props[PROP_CLOSABLE] = g_param_spec_boolean ("closable", NULL, NULL, FALSE, flags);
  /* What the search is called, what it looks through, and what is said while nothing is there. */
  props[PROP_SEARCH_LABEL] = g_param_spec_string ("search-label", NULL, NULL, NULL, flags);
  props[PROP_SEARCH_HINT] = g_param_spec_string ("search-hint", NULL, NULL, NULL, flags);
  props[PROP_LOADING_TEXT] = g_param_spec_string ("loading-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, PROP_LAST + 1, props);

  /* Something else is searched for. */
  signals[SIGNAL_SEARCH_CHANGED] =
      g_signal_new ("search-changed", DAVY_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  /* Another row is selected; not when the selected one has only moved. */
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", DAVY_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* The list has changed, and all that came at once has come. */
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", DAVY_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DAVY_TYPE_SIDE_BY_SIDE);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyListPane, sides);
  gtk_widget_class_bind_template_child (widget_class, DavyListPane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, DavyListPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, DavyListPane, header_bin);
  gtk_widget_class_bind_template_child (widget_class, DavyListPane, states);
  gtk_widget_class_bind_template_child (widget_class, DavyListPane, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyListPane, loading);
  gtk_widget_class_bind_template_child (widget_class, DavyListPane, rows_bin);
  gtk_widget_class_bind_template_child (widget_class, DavyListPane, empty_bin);
  gtk_widget_class_bind_template_child (widget_class, DavyListPane, no_match_bin);
  gtk_widget_class_bind_template_child (widget_class, DavyListPane, detail_bin);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
davy_list_pane_init (DavyListPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
}

/**
 * davy_list_pane_set_list:
 * @self: a pane without a list
 * @list: what it shows
 *
 * Makes the selection, which at first selects nothing.
 */
void
davy_list_pane_set_list (DavyListPane *self, DavyRowList *list)
{
  g_return_if_fail (DAVY_IS_LIST_PANE (self) && self->list == NULL);

  self->list = g_object_ref (list);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::loading", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * davy_list_pane_get_selection:
 * @self: a pane
 *
 * Returns: (transfer none) (nullable): the selection in its list
 */
GtkSingleSelection *
davy_list_pane_get_selection (DavyListPane *self)
{
  return self->selection;
}

/**
 * davy_list_pane_select:
 * @self: a pane
 * @position: where the row stands; %GTK_INVALID_LIST_POSITION: none
 *
 * Selects a row; the one that is selected already is not told again.
 */
void
davy_list_pane_select (DavyListPane *self, guint position)
{
  if (position != gtk_single_selection_get_selected (self->selection))
    gtk_single_selection_set_selected (self->selection, position);
}

/**
 * davy_list_pane_queue_settle:
 * @self: a pane
 * @priority: of the main loop's sources
 *
 * Emits #DavyListPane::settled soon, unless that is due already.
 */
void
davy_list_pane_queue_settle (DavyListPane *self, int priority)
{
  if (self->settle_source == 0)
    self->settle_source = g_idle_add_full (priority, settle_cb, self, NULL);
}

/* While one searches in vain, or waits, what was selected before stays in sight. */
static gboolean
has_detail (DavyListPane *self, DavyListPaneState state)
{
  return state == DAVY_LIST_PANE_ROWS ||
         (state != DAVY_LIST_PANE_EMPTY && adw_bin_get_child (self->detail_bin) != NULL);
}

/**
 * davy_list_pane_set_state:
 * @self: a pane
 * @state: what stands in the place of the rows
 *
 * Where there is nothing to select, the detail leaves its room to the list.
 */
void
davy_list_pane_set_state (DavyListPane *self, DavyListPaneState state)
{
  if (state == DAVY_LIST_PANE_NO_MATCH && adw_bin_get_child (self->no_match_bin) == NULL)
    adw_bin_set_child (self->no_match_bin, create_no_match ());
  gtk_stack_set_visible_child_name (self->states, state_names[state]);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_bin), has_detail (self, state));
  gtk_spinner_set_spinning (self->spinner, state == DAVY_LIST_PANE_LOADING);
}

/**
 * davy_list_pane_update_state:
 * @self: a pane
 *
 * Shows the state that follows from the list and from the search alone.
 */
void
davy_list_pane_update_state (DavyListPane *self)
{
  DavyListPaneState state = DAVY_LIST_PANE_ROWS;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    {
      if (davy_row_list_is_loading (self->list))
        state = DAVY_LIST_PANE_LOADING;
      else
        state = davy_list_pane_get_search (self) != NULL ? DAVY_LIST_PANE_NO_MATCH
                                                         : DAVY_LIST_PANE_EMPTY;
    }
  davy_list_pane_set_state (self, state);
}

/**
 * davy_list_pane_get_search:
 * @self: a pane
 *
 * Returns: (nullable): what is searched for
 */
const char *
davy_list_pane_get_search (DavyListPane *self)
{
  const char *search = gtk_editable_get_text (self->search_entry);

  return *search != '\0' ? search : NULL;
}

/**
 * davy_list_pane_clear_search:
 * @self: a pane
 *
 * Searches for nothing any more, and puts the search away.
 */
void
davy_list_pane_clear_search (DavyListPane *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

/**
 * davy_list_pane_get_search_bar:
 * @self: a pane
 *
 * Returns: (transfer none): where one searches
 */
GtkSearchBar *
davy_list_pane_get_search_bar (DavyListPane *self)
{
  return self->search_bar;
}

/**
 * davy_list_pane_get_sides:
 * @self: a pane
 *
 * Returns: (transfer none): its list and detail
 */
DavySideBySide *
davy_list_pane_get_sides (DavyListPane *self)
{
  return self->sides;
}

/**
 * davy_list_pane_get_detail:
 * @self: a pane
 *
 * Returns: (transfer none): where the page of the selected row goes
 */
AdwBin *
davy_list_pane_get_detail (DavyListPane *self)
{
  return self->detail_bin;
}
