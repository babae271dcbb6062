/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/help/davy-help-button.h"

#include <glib/gi18n.h>

/* In a header bar: the help about what the window shows. */

struct _DavyHelpButton
{
  GtkButton parent_instance;
};

G_DEFINE_FINAL_TYPE (DavyHelpButton, davy_help_button, GTK_TYPE_BUTTON)

static void
davy_help_button_class_init (DavyHelpButtonClass *klass)
{
}

static void
davy_help_button_init (DavyHelpButton *self)
{
  gtk_button_set_icon_name (GTK_BUTTON (self), "help-about-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("Help"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Help"),
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "app.help-here");
}
