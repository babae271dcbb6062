/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-trouble-bar.h"

#include "compat/davy-compat.h"
#include "core/davy-error.h"

/* What stands in the way of the forward action, what to do about it, and the technical details
 * folded away. */

struct _DavyTroubleBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *sentence;
  GtkWidget *details;
  GtkLabel *technical;
};

G_DEFINE_FINAL_TYPE (DavyTroubleBar, davy_trouble_bar, ADW_TYPE_BIN)

/* What is hidden takes no room, not even that between it and its neighbours. */
static void
revealed_cb (DavyTroubleBar *self)
{
  if (!gtk_revealer_get_reveal_child (self->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
davy_trouble_bar_class_init (DavyTroubleBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-trouble-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyTroubleBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, DavyTroubleBar, sentence);
  gtk_widget_class_bind_template_child (widget_class, DavyTroubleBar, details);
  gtk_widget_class_bind_template_child (widget_class, DavyTroubleBar, technical);
  gtk_widget_class_bind_template_callback (widget_class, revealed_cb);
}

static void
davy_trouble_bar_init (DavyTroubleBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_trouble_bar_show_error:
 * @self: the bar
 * @error: what went wrong
 *
 * Shows a failure and speaks it.
 */
void
davy_trouble_bar_show_error (DavyTroubleBar *self, const GError *error)
{
  g_autofree char *sentence = davy_error_dup_sentence (error);
  g_autofree char *details = davy_error_dup_details (error);

  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->technical, details);
  gtk_widget_set_visible (self->details, g_strcmp0 (sentence, details) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  davy_compat_announce (GTK_WIDGET (self), sentence);
}

/**
 * davy_trouble_bar_clear:
 * @self: the bar
 *
 * Takes the failure away.
 */
void
davy_trouble_bar_clear (DavyTroubleBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
