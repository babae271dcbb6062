/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-deletion-list.h"

#include "ui/common/davy-tab-stop.h"
#include "ui/wizard/davy-deletion-row.h"

/* The lines of a deletion. They are as high as they are and scroll with the page around them; too
 * many for that are in a list view, which makes rows for what is seen of it alone, but needs a
 * scroller of its own: it has no height for its width. */

#define LINES_ON_PAGE   150
#define SCROLLER_HEIGHT 420

struct _DavyDeletionList
{
  AdwBin parent_instance;

  char *label;
};

typedef enum
{
  PROP_LABEL = 1,
  PROP_LAST = PROP_LABEL,
} DavyDeletionListProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (DavyDeletionList, davy_deletion_list, ADW_TYPE_BIN)

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, davy_deletion_row_new ());
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  davy_deletion_row_set_line (DAVY_DELETION_ROW (gtk_list_item_get_child (item)),
                              gtk_list_item_get_item (item));
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  davy_deletion_row_set_line (DAVY_DELETION_ROW (gtk_list_item_get_child (item)), NULL);
}

static GtkWidget *
create_row_cb (gpointer line, gpointer data)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *content = davy_deletion_row_new ();

  davy_deletion_row_set_line (DAVY_DELETION_ROW (content), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row),
                                    davy_deletion_line_get_item (line) != NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);

  return row;
}

static void
row_activated_cb (GtkListBox *box, GtkListBoxRow *row)
{
  davy_deletion_row_toggle (DAVY_DELETION_ROW (gtk_list_box_row_get_child (row)));
}

static GtkWidget *
create_box (GListModel *lines)
{
  GtkWidget *box = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (box), GTK_SELECTION_NONE);
  gtk_list_box_bind_model (GTK_LIST_BOX (box), lines, create_row_cb, NULL, NULL);
  g_signal_connect (box, "row-activated", G_CALLBACK (row_activated_cb), NULL);

  return box;
}

static GtkWidget *
create_view (GListModel *lines)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *model = gtk_no_selection_new (g_object_ref (lines));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), NULL);

  return gtk_list_view_new (GTK_SELECTION_MODEL (model), factory);
}

static void
davy_deletion_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyDeletionList *self = DAVY_DELETION_LIST (object);

  switch ((DavyDeletionListProperty) id)
    {
    case PROP_LABEL:
      self->label = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_deletion_list_finalize (GObject *object)
{
  g_free (DAVY_DELETION_LIST (object)->label);

  G_OBJECT_CLASS (davy_deletion_list_parent_class)->finalize (object);
}

static void
davy_deletion_list_class_init (DavyDeletionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = davy_deletion_list_set_property;
  object_class->finalize = davy_deletion_list_finalize;

  /* What a screen reader calls the list. */
  props[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
davy_deletion_list_init (DavyDeletionList *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

/**
 * davy_deletion_list_set_lines:
 * @self: a list
 * @lines: of #DavyDeletionLine, all of them
 *
 * Shows these lines in the place of others.
 */
void
davy_deletion_list_set_lines (DavyDeletionList *self, GListModel *lines)
{
  gboolean many = g_list_model_get_n_items (lines) > LINES_ON_PAGE;
  GtkWidget *list = many ? create_view (lines) : create_box (lines);
  GtkWidget *scroller;

  gtk_widget_add_css_class (list, "rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label,
                                  -1);
  if (!many)
    {
      adw_bin_set_child (ADW_BIN (self), davy_tab_stop_new (list));
      return;
    }

  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), SCROLLER_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  adw_bin_set_child (ADW_BIN (self), davy_tab_stop_new (scroller));
}
