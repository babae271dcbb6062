/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-stop-window.h"

#include "compat/davy-compat.h"
#include "triage/davy-containment.h"
#include "ui/common/davy-case-opener.h"
#include "ui/help/davy-help-button.h"
#include "ui/help/davy-help-topic.h"
#include "ui/stop/davy-stop-panel.h"
#include "ui/wizard/davy-wizard-words.h"

/* Stop the machines …: the fast lane, from an alert or from a step of its case. Closing it ends
 * nothing that is under way. */

struct _DavyStopWindow
{
  AdwWindow parent_instance;

  GtkLabel *subject;
  DavyCaseOpener *opener;
  DavyStopPanel *panel;

  DavyContext *context;
};

G_DEFINE_FINAL_TYPE (DavyStopWindow, davy_stop_window, ADW_TYPE_WINDOW)

static void
opened_cb (DavyStopWindow *self, DavyCase *opened)
{
  g_autofree char *subject = davy_wizard_words_case (opened);

  gtk_label_set_label (self->subject, subject);
  davy_stop_panel_set_case (self->panel, opened, self->context);
  davy_case_opener_show_content (self->opener);
  davy_containment_read (davy_case_get_containment (opened));
  gtk_widget_child_focus (GTK_WIDGET (self->panel), GTK_DIR_TAB_FORWARD);
}

static void
davy_stop_window_dispose (GObject *object)
{
  g_clear_object (&DAVY_STOP_WINDOW (object)->context);

  G_OBJECT_CLASS (davy_stop_window_parent_class)->dispose (object);
}

static void
davy_stop_window_class_init (DavyStopWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_stop_window_dispose;

  g_type_ensure (DAVY_TYPE_CASE_OPENER);
  g_type_ensure (DAVY_TYPE_STOP_PANEL);
  g_type_ensure (DAVY_TYPE_HELP_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/stop/davy-stop-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyStopWindow, subject);
  gtk_widget_class_bind_template_child (widget_class, DavyStopWindow, opener);
  gtk_widget_class_bind_template_child (widget_class, DavyStopWindow, panel);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
davy_stop_window_init (DavyStopWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_help_topic_set (GTK_WIDGET (self), "stop-machines");
  davy_compat_guard_window (GTK_WINDOW (self));
}

/**
 * davy_stop_window_new:
 * @context: where the case is opened
 * @parent: (nullable): the window it belongs to
 * @alert_row: an alert; its case is found or begun
 *
 * Shows what runs in the alert's subscription and stops it.
 *
 * Returns: (transfer none): the window, to be presented
 */
GtkWidget *
davy_stop_window_new (DavyContext *context, GtkWindow *parent, gint64 alert_row)
{
  DavyStopWindow *self =
      g_object_new (DAVY_TYPE_STOP_WINDOW, "transient-for", parent, "application",
                    parent != NULL ? gtk_window_get_application (parent) : NULL, NULL);

  self->context = g_object_ref (context);
  davy_case_opener_open (self->opener, context, alert_row);

  return GTK_WIDGET (self);
}
