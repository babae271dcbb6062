/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/help/davy-help-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/common/davy-launch.h"
#include "ui/common/davy-tab-stop.h"

/* A page of the help as widgets. It has the focus first, so that reading begins at its title and
 * the keys move it. Other pages are opened by the window's action help.show. */

#define LINK_TO_PAGE "help:"
#define SPACING      12

struct _DavyHelpView
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (DavyHelpView, davy_help_view, GTK_TYPE_WIDGET)

static gboolean
activate_link_cb (GtkLabel *label, const char *uri)
{
  if (g_str_has_prefix (uri, LINK_TO_PAGE))
    gtk_widget_activate_action (GTK_WIDGET (label), "help.show", "s", uri + strlen (LINK_TO_PAGE));
  else
    davy_launch_uri (GTK_WIDGET (label), uri);

  return TRUE;
}

static GtkWidget *
text_new (const char *markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);

  return label;
}

/* @level: of the heading, for assistive technologies */
static GtkWidget *
heading_new (const char *markup, const char *style, int level)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                   "use-markup", TRUE, "label", markup, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  gtk_widget_add_css_class (label, style);
  if (level > 1)
    gtk_widget_set_margin_top (label, SPACING);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);

  return label;
}

/* A point or a number, and the text beside it. A grid: a box asks the text how wide it is at the
 * height that it has, and lets it grow out of the window. */
static GtkWidget *
item_new (const DavyHelpBlock *block)
{
  GtkWidget *item = g_object_new (GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                  "column-spacing", SPACING, NULL);
  g_autofree char *number =
      block->kind == DAVY_HELP_STEP ? g_strdup_printf ("%u.", block->number) : g_strdup ("•");
  GtkWidget *mark = gtk_label_new (number);

  gtk_label_set_xalign (GTK_LABEL (mark), 1);
  gtk_label_set_width_chars (GTK_LABEL (mark), 2);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_add_css_class (mark, "figure");
  gtk_widget_add_css_class (mark, "dim-label");
  gtk_grid_attach (GTK_GRID (item), mark, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (item), text_new (block->text), 1, 0, 1, 1);

  return item;
}

static GtkWidget *
list_new (void)
{
  return g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, "orientation",
                       GTK_ORIENTATION_VERTICAL, "spacing", 6, NULL);
}

static GtkWidget *
rows_new (void)
{
  GtkWidget *rows = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (rows, "boxed-list");

  return rows;
}

static void
add_row (GtkWidget *rows, const DavyHelpPage *page)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), page->title);
  if (page->summary != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), page->summary);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", page->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "help.show");
  gtk_list_box_append (GTK_LIST_BOX (rows), row);
}

static GtkWidget *
topics_new (DavyHelpBook *book, const DavyHelpBlock *block)
{
  g_autoptr (GPtrArray) topics =
      davy_help_book_list_topics (book, block->place, (const char *const *) block->groups);
  GtkWidget *rows = rows_new ();

  for (guint i = 0; i < topics->len; i++)
    add_row (rows, g_ptr_array_index (topics, i));

  return davy_tab_stop_new (rows);
}

/* What is no item of a list. */
static GtkWidget *
block_new (DavyHelpBook *book, const DavyHelpBlock *block)
{
  if (block->kind == DAVY_HELP_HEADING)
    return heading_new (block->text, "heading", 2);
  if (block->kind == DAVY_HELP_TOPICS)
    return topics_new (book, block);

  return text_new (block->text);
}

static void
add_see_also (GtkWidget *view, DavyHelpBook *book, const DavyHelpPage *page)
{
  GtkWidget *rows;

  if (page->see_also->len == 0)
    return;

  rows = rows_new ();
  for (guint i = 0; i < page->see_also->len; i++)
    {
      const DavyHelpPage *other = davy_help_book_find (book, g_ptr_array_index (page->see_also, i));

      if (other != NULL)
        add_row (rows, other);
    }
  gtk_widget_set_parent (heading_new (_ ("See also"), "heading", 2), view);
  gtk_widget_set_parent (davy_tab_stop_new (rows), view);
}

static void
davy_help_view_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (davy_help_view_parent_class)->dispose (object);
}

static void
davy_help_view_class_init (DavyHelpViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_help_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DOCUMENT);
}

static void
davy_help_view_init (DavyHelpView *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * davy_help_view_new:
 * @book: the help that @page is of
 * @page: what to show; needed during the call only
 *
 * Returns: (transfer floating): a page of the help
 */
GtkWidget *
davy_help_view_new (DavyHelpBook *book, const DavyHelpPage *page)
{
  GtkWidget *view = g_object_new (DAVY_TYPE_HELP_VIEW, NULL);
  GtkWidget *title = heading_new (page->title, "title-2", 1);
  GtkWidget *list = NULL; /* to which items are added, one after the other */

  gtk_widget_set_parent (title, view);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title,
                                  NULL, -1);
  for (guint i = 0; i < page->blocks->len; i++)
    {
      const DavyHelpBlock *block = g_ptr_array_index (page->blocks, i);

      if (block->kind != DAVY_HELP_ITEM && block->kind != DAVY_HELP_STEP)
        {
          list = NULL;
          gtk_widget_set_parent (block_new (book, block), view);
          continue;
        }
      if (list == NULL)
        gtk_widget_set_parent (list = list_new (), view);
      gtk_box_append (GTK_BOX (list), item_new (block));
    }
  add_see_also (view, book, page);

  return view;
}
