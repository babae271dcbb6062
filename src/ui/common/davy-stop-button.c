/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-stop-button.h"

#include <glib/gi18n.h>

/* Stop the machines …: the fast lane of an alert, from wherever it is shown. */

#define ACTION "stop-machines"

struct _DavyStopButton
{
  GtkWidget parent_instance;

  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (DavyStopButton, davy_stop_button, GTK_TYPE_WIDGET)

static gboolean
can_stop (void)
{
  GApplication *application = g_application_get_default ();

  return application != NULL &&
         g_action_map_lookup_action (G_ACTION_MAP (application), ACTION) != NULL;
}

static void
davy_stop_button_dispose (GObject *object)
{
  g_clear_pointer (&DAVY_STOP_BUTTON (object)->button, gtk_widget_unparent);

  G_OBJECT_CLASS (davy_stop_button_parent_class)->dispose (object);
}

static void
davy_stop_button_class_init (DavyStopButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = davy_stop_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
davy_stop_button_init (DavyStopButton *self)
{
  self->button = gtk_button_new_with_mnemonic (_ ("_Stop the machines…"));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * davy_stop_button_set_alert:
 * @self: the button
 * @alert_row: an alert
 *
 * Leads to the machines of the alert's subscription. Where there is nothing to stop them with, the
 * button is not shown.
 */
void
davy_stop_button_set_alert (DavyStopButton *self, gint64 alert_row)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "x", alert_row);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "app." ACTION);
  gtk_widget_set_visible (GTK_WIDGET (self), can_stop ());
}
