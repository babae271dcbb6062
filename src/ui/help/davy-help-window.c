/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/help/davy-help-window.h"

#include "compat/davy-compat.h"
#include "ui/help/davy-help-view.h"

/* The help in a window of the program's own: it is there without a help viewer, a browser and a
 * network, and looks like everything else. */

struct _DavyHelpWindow
{
  AdwWindow parent_instance;

  GtkStack *screens;
  GtkScrolledWindow *scrolled;
  AdwBin *page_bin;
  AdwStatusPage *trouble;

  DavyHelpBook *book; /* nullable: until it is read */
  GPtrArray *trail;   /* ids of the pages that led here, the one that is shown last */
  GCancellable *cancellable;
  GtkWindow *asked_from; /* nullable, weak */
};

G_DEFINE_FINAL_TYPE (DavyHelpWindow, davy_help_window, ADW_TYPE_WINDOW)

static const char *
get_shown (DavyHelpWindow *self)
{
  return self->trail->len > 0 ? g_ptr_array_index (self->trail, self->trail->len - 1) : NULL;
}

static void
show_last (DavyHelpWindow *self)
{
  const DavyHelpPage *page = davy_help_book_find (self->book, get_shown (self));
  GtkWidget *view;

  if (page == NULL)
    page = davy_help_book_find (self->book, DAVY_HELP_CONTENTS);

  view = davy_help_view_new (self->book, page);
  adw_bin_set_child (self->page_bin, view);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", self->trail->len > 1);
  gtk_widget_grab_focus (view);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyHelpWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  self->book = davy_help_book_load_finish (result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (self->book != NULL)
    {
      show_last (self);
      return;
    }
  adw_status_page_set_description (self->trouble, error->message);
  gtk_stack_set_visible_child_name (self->screens, "trouble");
}

static void
show_action (GtkWidget *widget, const char *name, GVariant *id)
{
  davy_help_window_show_page (DAVY_HELP_WINDOW (widget), g_variant_get_string (id, NULL));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavyHelpWindow *self = DAVY_HELP_WINDOW (widget);

  if (self->trail->len < 2)
    return;

  g_ptr_array_set_size (self->trail, (int) self->trail->len - 1);
  show_last (self);
}

/* Where a page has nothing to go to, the arrows still move it. */
static gboolean
scroll_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gboolean moved = FALSE;

  g_signal_emit_by_name (DAVY_HELP_WINDOW (widget)->scrolled, "scroll-child",
                         (GtkScrollType) g_variant_get_int32 (arguments), FALSE, &moved);

  return moved;
}

/* Back to where the question came up, while the help still has the keyboard: once it is gone, a
 * window manager has passed that on to a window of its own choice, and may keep to it. */
static gboolean
davy_help_window_close_request (GtkWindow *window)
{
  GtkWindow *asked_from = DAVY_HELP_WINDOW (window)->asked_from;

  if (gtk_window_is_active (window) && asked_from != NULL &&
      gtk_widget_get_visible (GTK_WIDGET (asked_from)))
    gtk_window_present (asked_from);

  return GTK_WINDOW_CLASS (davy_help_window_parent_class)->close_request (window);
}

static void
davy_help_window_dispose (GObject *object)
{
  DavyHelpWindow *self = DAVY_HELP_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->asked_from);

  G_OBJECT_CLASS (davy_help_window_parent_class)->dispose (object);
}

static void
davy_help_window_finalize (GObject *object)
{
  DavyHelpWindow *self = DAVY_HELP_WINDOW (object);

  g_clear_pointer (&self->book, davy_help_book_free);
  g_ptr_array_unref (self->trail);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (davy_help_window_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GtkScrollType scroll;
  } scrolls[] = {
    { GDK_KEY_Up, GTK_SCROLL_STEP_UP },      { GDK_KEY_Down, GTK_SCROLL_STEP_DOWN },
    { GDK_KEY_Page_Up, GTK_SCROLL_PAGE_UP }, { GDK_KEY_Page_Down, GTK_SCROLL_PAGE_DOWN },
    { GDK_KEY_space, GTK_SCROLL_PAGE_DOWN }, { GDK_KEY_BackSpace, GTK_SCROLL_PAGE_UP },
    { GDK_KEY_Home, GTK_SCROLL_START },      { GDK_KEY_End, GTK_SCROLL_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (scrolls); i++)
    gtk_widget_class_add_binding (widget_class, scrolls[i].key, 0, scroll_cb, "i",
                                  (int) scrolls[i].scroll);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, GDK_ALT_MASK, "help.show", "s",
                                       DAVY_HELP_CONTENTS);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
davy_help_window_class_init (DavyHelpWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_help_window_dispose;
  object_class->finalize = davy_help_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = davy_help_window_close_request;

  gtk_widget_class_install_action (widget_class, "help.show", "s", show_action);
  gtk_widget_class_install_action (widget_class, "help.back", NULL, back_action);
  add_keys (widget_class);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/help/davy-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyHelpWindow, screens);
  gtk_widget_class_bind_template_child (widget_class, DavyHelpWindow, scrolled);
  gtk_widget_class_bind_template_child (widget_class, DavyHelpWindow, page_bin);
  gtk_widget_class_bind_template_child (widget_class, DavyHelpWindow, trouble);
}

static void
davy_help_window_init (DavyHelpWindow *self)
{
  g_autoptr (GtkWindowGroup) own = gtk_window_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  davy_compat_guard_window (GTK_WINDOW (self));
  /* It can be read while a dialog asks something. */
  gtk_window_group_add_window (own, GTK_WINDOW (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", FALSE);
  self->trail = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * davy_help_window_new:
 * @folder: below which each language has its folder, `…/share/help`
 *
 * Returns: (transfer none): a window that shows the contents as soon as they are read
 */
GtkWidget *
davy_help_window_new (const char *folder)
{
  DavyHelpWindow *self = g_object_new (DAVY_TYPE_HELP_WINDOW, NULL);

  davy_help_book_load_async (folder, self->cancellable, loaded_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}

/**
 * davy_help_window_show_page:
 * @self: a help window
 * @id: of a page; the contents are shown when there is none
 *
 * Shows a page. The one before can be gone back to.
 */
void
davy_help_window_show_page (DavyHelpWindow *self, const char *id)
{
  g_return_if_fail (DAVY_IS_HELP_WINDOW (self));

  if (g_strcmp0 (id, get_shown (self)) == 0)
    return;

  g_ptr_array_add (self->trail, g_strdup (id));
  if (self->book != NULL)
    show_last (self);
}

static GtkWidget *
find_open (GtkApplication *application)
{
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (DAVY_IS_HELP_WINDOW (l->data) && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

/**
 * davy_help_window_open:
 * @application: whose help it is
 * @folder: as for davy_help_window_new()
 * @id: as for davy_help_window_show_page()
 *
 * Shows a page in the one window, whose pages can be gone back to, beside whatever is open. When it
 * is closed the window from which it was opened comes forward.
 */
void
davy_help_window_open (GtkApplication *application, const char *folder, const char *id)
{
  GtkWidget *window = find_open (application);

  if (window == NULL)
    {
      window = davy_help_window_new (folder);
      g_set_weak_pointer (&DAVY_HELP_WINDOW (window)->asked_from,
                          gtk_application_get_active_window (application));
      gtk_window_set_application (GTK_WINDOW (window), application);
    }
  davy_help_window_show_page (DAVY_HELP_WINDOW (window), id);
  gtk_window_present (GTK_WINDOW (window));
}
