/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/davy-cases-page.h"

#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "core/davy-format.h"
#include "store/davy-case-list.h"
#include "ui/common/davy-view-page.h"

/* What was taken in hand: open cases first, by the last thing recorded. A row opens the case where
 * it was left. */

struct _DavyCasesPage
{
  AdwBin parent_instance;

  GtkStack *states;
  AdwStatusPage *failed;
  GtkListBox *list_box;

  DavyContext *context;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyCasesPage,
                               davy_cases_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_VIEW_PAGE, NULL))

/* "Open since 12 Nov 2026, last change Tue 14:02" */
static char *
state_words (const DavyCaseSummary *summary)
{
  g_autofree char *opened = davy_format_recent (DAVY_LANGUAGE_WINDOW, summary->opened_at);
  g_autofree char *changed = davy_format_recent (DAVY_LANGUAGE_WINDOW, summary->changed_at);
  g_autofree char *closed = davy_format_recent (DAVY_LANGUAGE_WINDOW, summary->closed_at);

  if (summary->closed_at != DAVY_TIME_UNSET)
    /* Translators: two times: when the case was opened and when it was closed. */
    return g_strdup_printf (_ ("Opened %1$s, closed %2$s"), opened, closed);
  if (summary->changed_at == summary->opened_at)
    /* Translators: %s is a time. */
    return g_strdup_printf (_ ("Opened %s"), opened);

  /* Translators: two times: when the case was opened, when something was recorded last. */
  return g_strdup_printf (_ ("Opened %1$s, last entry %2$s"), opened, changed);
}

static GtkWidget *
make_row (const DavyCaseSummary *summary)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean open = summary->closed_at == DAVY_TIME_UNSET;
  GtkWidget *state = gtk_label_new (open ? C_ ("case", "Open") : C_ ("case", "Closed"));
  g_autofree char *words = state_words (summary);
  g_autofree char *title = NULL;

  if (summary->customer_name != NULL)
    /* Translators: first the customer, then the subscription. */
    title = g_strdup_printf (C_ ("case", "%1$s · %2$s"), summary->customer_name,
                             summary->subscription_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 title != NULL ? title : summary->subscription_name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_add_css_class (state, open ? "accent" : "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);

  if (summary->alert_row != 0)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "app.handle-alert");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", summary->alert_row);
    }

  return row;
}

static void
cases_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyCasesPage) self = DAVY_CASES_PAGE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cases = davy_store_list_cases_finish (DAVY_STORE (source), result, &error);
  GtkWidget *row;

  if (cases == NULL)
    {
      g_autofree char *sentence = NULL;

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      sentence = davy_error_dup_sentence (error);
      adw_status_page_set_description (self->failed, sentence);
      gtk_stack_set_visible_child_name (self->states, "failed");
      return;
    }

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list_box))) != NULL)
    gtk_list_box_remove (self->list_box, row);
  for (guint i = 0; i < cases->len; i++)
    gtk_list_box_append (self->list_box, make_row (g_ptr_array_index (cases, i)));
  gtk_stack_set_visible_child_name (self->states, cases->len > 0 ? "list" : "none");
}

static void
load (DavyCasesPage *self)
{
  davy_store_list_cases_async (davy_context_get_store (self->context), self->cancellable,
                               cases_listed_cb, g_object_ref (self));
}

static void
store_changed_cb (DavyCasesPage *self, DavyStoreTables tables)
{
  if (tables & DAVY_TABLE_CASES)
    load (self);
}

static void
davy_cases_page_dispose (GObject *object)
{
  DavyCasesPage *self = DAVY_CASES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_cases_page_parent_class)->dispose (object);
}

static void
davy_cases_page_class_init (DavyCasesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_cases_page_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/cases/davy-cases-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, states);
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, failed);
  gtk_widget_class_bind_template_child (widget_class, DavyCasesPage, list_box);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
davy_cases_page_init (DavyCasesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
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
  g_signal_connect_object (davy_context_get_store (context), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);

  return self;
}
