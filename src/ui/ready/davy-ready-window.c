/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/ready/davy-ready-window.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "store/davy-access-list.h"
#include "triage/davy-readiness.h"
#include "ui/common/davy-keep-focus.h"
#include "ui/common/davy-row-factory.h"
#include "ui/common/davy-side-by-side.h"
#include "ui/common/davy-sign-in-again.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/help/davy-help-button.h"
#include "ui/help/davy-help-topic.h"
#include "ui/ready/davy-ready-detail.h"
#include "ui/ready/davy-ready-row.h"

/* Before an incident: for each customer, whether one could see, stop and cancel, checked in the
 * background, also while this window is closed. */

struct _DavyReadyWindow
{
  AdwWindow parent_instance;

  GtkWidget *back_button;
  GtkButton *start_button;
  GtkWidget *search_button;
  GtkWidget *problem_box;
  GtkLabel *problem;
  GtkStack *screens;
  GtkWidget *sign_in_button;
  DavySideBySide *sides;
  GtkLabel *summary;
  GtkLabel *progress;
  GtkToggleButton *all_button;
  GtkToggleButton *attention_button;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkStack *states;
  GtkListView *list_view;
  AdwBin *detail_bin;

  DavyContext *context;
  DavyRowList *list;
  GtkSingleSelection *selection;
  gint64 selected; /* the row whose detail is shown; 0: none */
  guint settle_source;
  guint unchecked;  /* customers of whom nothing is known */
  gboolean focused; /* the list has had the focus, which it gets first */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (DavyReadyWindow, davy_ready_window, ADW_TYPE_WINDOW)

static DavyReadiness *
get_readiness (DavyReadyWindow *self)
{
  return davy_context_get_readiness (self->context);
}

static gboolean
shows_customers (DavyReadyWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->screens), "customers") == 0;
}

/* Keys that are sent to a list that is not shown get lost, and Escape with them. */
static void
focus_list (DavyReadyWindow *self)
{
  if (shows_customers (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

/* Arrows lead through the customers from the start. */
static void
focus_list_first (DavyReadyWindow *self)
{
  if (self->focused || !shows_customers (self) ||
      g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return;
  self->focused = TRUE;
  focus_list (self);
}

/* --- the summary ------------------------------------------------------------------------------ */

/* How far a check is, or how many were left out. Something always stands there: the list below
 * would move otherwise, under the hand of somebody who is just choosing. NULL when it begins. */
static char *
dup_progress (DavyReadyWindow *self)
{
  guint left = davy_readiness_get_left (get_readiness (self));

  if (davy_readiness_is_running (get_readiness (self)))
    return left == 0
               ? NULL
               : g_strdup_printf (
                     /* Translators: %u is the number of customers still to be checked. */
                     ngettext ("Checking, %u customer to go", "Checking, %u customers to go", left),
                     left);
  if (self->unchecked == 0)
    return g_strdup (_ ("All customers are checked"));

  return g_strdup_printf (
      /* Translators: %u is the number of customers about whom nothing is known. */
      ngettext ("%u customer is not checked yet", "%u customers are not checked yet",
                self->unchecked),
      self->unchecked);
}

static void
update_progress (DavyReadyWindow *self)
{
  gboolean running = davy_readiness_is_running (get_readiness (self));
  g_autofree char *text = dup_progress (self);
  const char *action = running ? _ ("Stop checking") : _ ("Check all customers again");

  if (text != NULL)
    gtk_label_set_text (self->progress, text);
  gtk_button_set_icon_name (self->start_button,
                            running ? "process-stop-symbolic" : "view-refresh-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->start_button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->start_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, action, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->start_button),
                                  running ? "ready.stop" : "ready.start");
}

/* Without customers, and in the detail that covers the list, there is nothing to search. */
static void
update_buttons (DavyReadyWindow *self)
{
  gboolean back;

  g_object_get (self->sides, "can-go-back", &back, NULL);
  gtk_widget_set_visible (self->back_button, back);
  gtk_widget_set_visible (self->search_button, !back && shows_customers (self));
}

/* What had the focus may be gone with the screen before. */
static void
show_screen (DavyReadyWindow *self, const char *name)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->screens), name) == 0)
    return;

  gtk_stack_set_visible_child_name (self->screens, name);
  if (!shows_customers (self))
    gtk_widget_grab_focus (self->sign_in_button);
}

/* Nothing is said of being ready before anything is known. */
static void
show_counts (DavyReadyWindow *self, const DavyAccessCounts *counts)
{
  guint attention = counts->checked - counts->ready;
  g_autofree char *summary = g_strdup_printf (
      /* Translators: first the number of customers that are ready, then of all of them. */
      ngettext ("%1$u of %2$u customer is ready", "%1$u of %2$u customers are ready",
                counts->customers),
      counts->ready, counts->customers);
  g_autofree char *filter =
      /* Translators: %u is the number of customers that need attention. */
      g_strdup_printf (_ ("_Needs attention (%u)"), attention);

  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), counts->checked > 0);
  self->unchecked = counts->customers - counts->checked;
  update_progress (self);
  gtk_button_set_label (GTK_BUTTON (self->attention_button),
                        attention > 0 ? filter : _ ("_Needs attention"));
  gtk_widget_set_visible (GTK_WIDGET (self->start_button), counts->customers > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->sides), counts->customers > 0);
  show_screen (self, counts->customers > 0 ? "customers" : "none");
  update_buttons (self);
  focus_list_first (self);
}

static gboolean
count (DavyDb *db, gpointer data, GError **error)
{
  return davy_db_count_access (db, data, error);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean counted = davy_store_read_finish (DAVY_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (counted)
    show_counts (data, davy_store_result_get_data (result));
}

static void
read_counts (DavyReadyWindow *self)
{
  davy_store_read_async (davy_context_get_store (self->context), count,
                         g_new0 (DavyAccessCounts, 1), g_free, self->cancellable, counted_cb, self);
}

static void
store_changed_cb (DavyReadyWindow *self, DavyStoreTables tables)
{
  if (tables & (DAVY_TABLE_ACCESS | DAVY_TABLE_CUSTOMERS))
    read_counts (self);
}

static void
update_problem (DavyReadyWindow *self)
{
  const GError *error = davy_readiness_get_error (get_readiness (self));

  if (error != NULL)
    {
      g_autofree char *sentence = davy_error_dup_sentence (error);

      gtk_label_set_text (self->problem, sentence);
      davy_compat_announce (self->problem_box, sentence);
    }
  gtk_widget_set_visible (self->problem_box, error != NULL);
}

/* --- the list --------------------------------------------------------------------------------- */

static gboolean
is_searching (DavyReadyWindow *self)
{
  return *gtk_editable_get_text (self->search_entry) != '\0';
}

static void
update_state (DavyReadyWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (n > 0 || davy_row_list_is_loading (self->list))
    gtk_stack_set_visible_child_name (self->states, "list");
  else
    gtk_stack_set_visible_child_name (self->states, is_searching (self) ? "no-match" : "all-ready");
}

static void
update_query (DavyReadyWindow *self)
{
  davy_access_list_set_query (self->list, gtk_toggle_button_get_active (self->attention_button),
                              gtk_editable_get_text (self->search_entry));
}

static void
clear_search_cb (DavyReadyWindow *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static void
show_selected (DavyReadyWindow *self)
{
  DavyCustomerAccess *customer = gtk_single_selection_get_selected_item (self->selection);

  if (customer == NULL || davy_customer_access_get_tenant_id (customer) == NULL)
    return;
  self->selected = davy_customer_access_get_row (customer);
  if (adw_bin_get_child (self->detail_bin) == NULL)
    adw_bin_set_child (self->detail_bin, GTK_WIDGET (davy_ready_detail_new (self->context)));
  davy_ready_detail_set_customer (DAVY_READY_DETAIL (adw_bin_get_child (self->detail_bin)),
                                  customer);
}

/* The selection follows its customer through a change of the list. One that has left it, because
 * nothing is missing any more, stays in view until another is chosen. */
static gboolean
settle_cb (gpointer data)
{
  DavyReadyWindow *self = data;
  guint position = self->selected != 0 ? davy_row_list_get_position (self->list, self->selected)
                                       : GTK_INVALID_LIST_POSITION;

  self->settle_source = 0;
  update_state (self);
  if (position != GTK_INVALID_LIST_POSITION)
    {
      gtk_single_selection_set_selected (self->selection, position);
      show_selected (self);
    }
  else if (self->selected == 0 && !davy_side_by_side_get_folded (self->sides))
    {
      gtk_single_selection_set_selected (self->selection, 0);
      show_selected (self);
      focus_list (self);
    }
  else
    {
      gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
    }
  focus_list_first (self);

  return G_SOURCE_REMOVE;
}

static void
queue_settle (DavyReadyWindow *self)
{
  if (self->settle_source == 0)
    self->settle_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, settle_cb, self, NULL);
}

static void
selection_changed_cb (DavyReadyWindow *self)
{
  if (self->settle_source == 0)
    show_selected (self);
}

/* A click activates the row first and then selects it, but not where the detail covers it then. */
static void
open_detail (DavyReadyWindow *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  show_selected (self);
  davy_side_by_side_set_opened (self->sides, TRUE);
}

/* What was searched for has been found: the focus goes on to the rows. */
static void
search_mode_changed_cb (DavyReadyWindow *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    focus_list (self);
}

/* Back from the detail, the focus is on the row that led there. */
static void
opened_changed_cb (DavyReadyWindow *self)
{
  if (!davy_side_by_side_get_opened (self->sides))
    focus_list (self);
}

static void
show_customer (GtkWidget *row, gpointer item)
{
  davy_ready_row_set_customer (DAVY_READY_ROW (row), item);
}

static const DavyRowWidget row_widget = { davy_ready_row_new, show_customer };

/* --- actions ---------------------------------------------------------------------------------- */

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  davy_side_by_side_set_opened (DAVY_READY_WINDOW (widget)->sides, FALSE);
}

/* Escape leaves the detail first where it covers the list, then the window. */
static void
leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavyReadyWindow *self = DAVY_READY_WINDOW (widget);

  if (gtk_widget_get_visible (self->back_button))
    davy_side_by_side_set_opened (self->sides, FALSE);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
sign_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  davy_sign_in_again (widget);
}

static void
start_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  davy_readiness_start (get_readiness (DAVY_READY_WINDOW (widget)), TRUE);
}

static void
resume_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  davy_readiness_start (get_readiness (DAVY_READY_WINDOW (widget)), FALSE);
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  davy_readiness_stop (get_readiness (DAVY_READY_WINDOW (widget)));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DavyReadyWindow *self = DAVY_READY_WINDOW (widget);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* --- GObject ---------------------------------------------------------------------------------- */

static void
davy_ready_window_dispose (GObject *object)
{
  DavyReadyWindow *self = DAVY_READY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_ready_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, start_button);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, screens);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, sides);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, all_button);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, attention_button);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, states);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, list_view);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyWindow, detail_bin);
  gtk_widget_class_bind_template_callback (widget_class, update_query);
  gtk_widget_class_bind_template_callback (widget_class, open_detail);
  gtk_widget_class_bind_template_callback (widget_class, update_buttons);
  gtk_widget_class_bind_template_callback (widget_class, opened_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
}

static void
davy_ready_window_class_init (DavyReadyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_ready_window_dispose;

  g_type_ensure (DAVY_TYPE_SIDE_BY_SIDE);
  g_type_ensure (DAVY_TYPE_TAB_STOP);
  gtk_widget_class_install_action (widget_class, "ready.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "ready.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "ready.sign-in", NULL, sign_in_action);
  gtk_widget_class_install_action (widget_class, "ready.start", NULL, start_action);
  gtk_widget_class_install_action (widget_class, "ready.resume", NULL, resume_action);
  gtk_widget_class_install_action (widget_class, "ready.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "ready.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "ready.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "ready.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "ready.leave", NULL);
  g_type_ensure (DAVY_TYPE_HELP_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/ready/davy-ready-window.ui");
  bind_children (widget_class);
}

static void
davy_ready_window_init (DavyReadyWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_help_topic_set (GTK_WIDGET (self), "access");
  davy_compat_guard_window (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
}

static void
fill_list (DavyReadyWindow *self)
{
  g_autoptr (GtkListItemFactory) factory = davy_row_factory_new (&row_widget);

  self->list = davy_access_list_new (davy_context_get_store (self->context));
  davy_keep_focus (GTK_WIDGET (self->list_view), G_LIST_MODEL (self->list));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (queue_settle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (queue_settle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  update_query (self);
}

/**
 * davy_ready_window_new:
 * @context: what the window works on
 * @parent: (nullable): the window in front of which it opens
 *
 * Begins to check whoever was not checked within the last day.
 *
 * Returns: (transfer none): the window
 */
DavyReadyWindow *
davy_ready_window_new (DavyContext *context, GtkWindow *parent)
{
  DavyReadyWindow *self = g_object_new (DAVY_TYPE_READY_WINDOW, "transient-for", parent, NULL);
  DavyReadiness *readiness = davy_context_get_readiness (context);

  self->context = g_object_ref (context);
  fill_list (self);
  g_signal_connect_object (davy_context_get_store (context), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (readiness, "notify::running", G_CALLBACK (update_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (readiness, "notify::left", G_CALLBACK (update_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (readiness, "notify::error", G_CALLBACK (update_problem), self,
                           G_CONNECT_SWAPPED);
  davy_readiness_start (readiness, FALSE);
  read_counts (self);
  update_progress (self);
  update_problem (self);

  return self;
}
