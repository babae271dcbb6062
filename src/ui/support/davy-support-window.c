/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/support/davy-support-window.h"

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "triage/davy-triage.h"
#include "ui/support/davy-support-panel.h"

/* Asks Microsoft about an alert, apart from the wizard. What is typed is the draft of the wizard's
 * step, so that it is there as well. */

#define DRAFT_DELAY 400 /* milliseconds after the last key */

struct _DavySupportWindow
{
  AdwWindow parent_instance;

  GtkStack *screens;
  GtkWidget *content;
  AdwStatusPage *failed;
  DavySupportPanel *panel;

  DavyContext *context;
  gint64 alert_row;
  DavyCase *subject; /* (nullable): until it is open */
  GCancellable *cancellable;
  GSource *draft_timer;
};

G_DEFINE_FINAL_TYPE (DavySupportWindow, davy_support_window, ADW_TYPE_WINDOW)

static gboolean
draft_cb (gpointer data)
{
  DavySupportWindow *self = data;
  GVariantDict facts;

  davy_timer_clear (&self->draft_timer);
  g_variant_dict_init (&facts, NULL);
  davy_support_panel_save (self->panel, &facts);
  davy_case_set_draft (self->subject, DAVY_STEP_SUPPORT, g_variant_dict_end (&facts));

  return G_SOURCE_REMOVE;
}

static void
changed_cb (DavySupportWindow *self)
{
  if (self->subject == NULL)
    return;

  davy_timer_clear (&self->draft_timer);
  self->draft_timer = davy_timer_start (DRAFT_DELAY, draft_cb, self, NULL);
}

static void
restore (DavySupportWindow *self)
{
  g_autoptr (GVariant) draft = davy_case_get_draft (self->subject, DAVY_STEP_SUPPORT);
  GVariantDict facts;

  g_variant_dict_init (
      &facts, draft != NULL ? draft : davy_case_get_facts (self->subject, DAVY_STEP_SUPPORT));
  davy_support_panel_restore (self->panel, &facts);
  g_variant_dict_clear (&facts);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavySupportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyCase) opened = davy_triage_open_finish (DAVY_TRIAGE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (opened == NULL)
    {
      g_autofree char *sentence = davy_error_dup_sentence (error);

      adw_status_page_set_description (self->failed, sentence);
      gtk_stack_set_visible_child (self->screens, GTK_WIDGET (self->failed));
      return;
    }

  g_set_object (&self->subject, opened);
  restore (self);
  davy_support_panel_set_case (self->panel, self->subject);
  gtk_stack_set_visible_child (self->screens, self->content);
  gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
}

static void
davy_support_window_dispose (GObject *object)
{
  DavySupportWindow *self = DAVY_SUPPORT_WINDOW (object);

  if (self->draft_timer != NULL)
    draft_cb (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->subject);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_support_window_parent_class)->dispose (object);
}

static void
davy_support_window_finalize (GObject *object)
{
  g_clear_object (&DAVY_SUPPORT_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (davy_support_window_parent_class)->finalize (object);
}

static void
davy_support_window_class_init (DavySupportWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_support_window_dispose;
  object_class->finalize = davy_support_window_finalize;

  g_type_ensure (DAVY_TYPE_SUPPORT_PANEL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/support/davy-support-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySupportWindow, screens);
  gtk_widget_class_bind_template_child (widget_class, DavySupportWindow, content);
  gtk_widget_class_bind_template_child (widget_class, DavySupportWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, DavySupportWindow, panel);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_support_window_init (DavySupportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_compat_guard_window (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * davy_support_window_new:
 * @context: what the start has put together
 * @parent: (nullable): the window that it stands before
 * @alert_row: the alert that is asked about
 *
 * Returns: (transfer floating): a window that opens the alert's case
 */
GtkWidget *
davy_support_window_new (DavyContext *context, GtkWindow *parent, gint64 alert_row)
{
  DavySupportWindow *self =
      g_object_new (DAVY_TYPE_SUPPORT_WINDOW, "transient-for", parent, "application",
                    parent != NULL ? gtk_window_get_application (parent) : NULL, NULL);

  self->context = g_object_ref (context);
  self->alert_row = alert_row;
  davy_triage_open_async (davy_context_get_triage (context), alert_row, self->cancellable,
                          opened_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
