/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/support/davy-support-window.h"

#include "compat/davy-compat.h"
#include "core/davy-time.h"
#include "ui/common/davy-case-opener.h"
#include "ui/help/davy-help-button.h"
#include "ui/help/davy-help-topic.h"
#include "ui/support/davy-support-panel.h"

/* Asks Microsoft about an alert, apart from the wizard. What is typed is the draft of the wizard's
 * step, so that it is there as well. */

#define DRAFT_DELAY 400 /* milliseconds after the last key */

struct _DavySupportWindow
{
  AdwWindow parent_instance;

  DavyCaseOpener *opener;
  GtkWidget *content;
  DavySupportPanel *panel;

  DavyCase *subject; /* (nullable): until it is open */
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
opened_cb (DavySupportWindow *self, DavyCase *opened)
{
  g_set_object (&self->subject, opened);
  davy_support_panel_set_case (self->panel, opened);
  restore (self);
  davy_case_opener_show_content (self->opener);
  gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
}

static void
davy_support_window_dispose (GObject *object)
{
  DavySupportWindow *self = DAVY_SUPPORT_WINDOW (object);

  if (self->draft_timer != NULL)
    draft_cb (self);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_support_window_parent_class)->dispose (object);
}

static void
davy_support_window_class_init (DavySupportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_support_window_dispose;

  g_type_ensure (DAVY_TYPE_CASE_OPENER);
  g_type_ensure (DAVY_TYPE_SUPPORT_PANEL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  g_type_ensure (DAVY_TYPE_HELP_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/support/davy-support-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySupportWindow, opener);
  gtk_widget_class_bind_template_child (widget_class, DavySupportWindow, content);
  gtk_widget_class_bind_template_child (widget_class, DavySupportWindow, panel);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
}

static void
davy_support_window_init (DavySupportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_help_topic_set (GTK_WIDGET (self), "step-support");
  davy_compat_guard_window (GTK_WINDOW (self));
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

  davy_case_opener_open (self->opener, context, alert_row);

  return GTK_WIDGET (self);
}
