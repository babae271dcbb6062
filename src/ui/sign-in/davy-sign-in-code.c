/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/sign-in/davy-sign-in-code.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "ui/common/davy-status-text.h"

/* While the person enters a code on another device. */

struct _DavySignInCode
{
  AdwBin parent_instance;

  AdwStatusPage *page;
  GtkLabel *code;
  GtkSpinner *spinner;
  GtkButton *copy_button;
  GtkButton *cancel_button;
};

G_DEFINE_FINAL_TYPE (DavySignInCode, davy_sign_in_code, ADW_TYPE_BIN)

static gboolean
davy_sign_in_code_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DAVY_SIGN_IN_CODE (widget)->cancel_button));
}

static void
davy_sign_in_code_class_init (DavySignInCodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = davy_sign_in_code_grab_focus;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/sign-in/davy-sign-in-code.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySignInCode, page);
  gtk_widget_class_bind_template_child (widget_class, DavySignInCode, code);
  gtk_widget_class_bind_template_child (widget_class, DavySignInCode, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavySignInCode, copy_button);
  gtk_widget_class_bind_template_child (widget_class, DavySignInCode, cancel_button);
}

static void
davy_sign_in_code_init (DavySignInCode *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_sign_in_code_begin:
 * @self: the page
 *
 * A code was asked for.
 */
void
davy_sign_in_code_begin (DavySignInCode *self)
{
  g_return_if_fail (DAVY_IS_SIGN_IN_CODE (self));

  adw_status_page_set_title (self->page, _ ("Asking for a code…"));
  adw_status_page_set_description (self->page, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->code), FALSE);
  gtk_spinner_start (self->spinner);
}

/**
 * davy_sign_in_code_end:
 * @self: the page
 *
 * Nobody waits any more.
 */
void
davy_sign_in_code_end (DavySignInCode *self)
{
  g_return_if_fail (DAVY_IS_SIGN_IN_CODE (self));

  gtk_spinner_stop (self->spinner);
}

/**
 * davy_sign_in_code_show:
 * @self: the page
 * @uri: where the code is entered
 * @code: the code
 *
 * The code has come.
 */
void
davy_sign_in_code_show (DavySignInCode *self, const char *uri, const char *code)
{
  /* Translators: %s is the address of a web page. */
  g_autofree char *text = g_strdup_printf (_ ("Open %s on any device and enter it there."), uri);

  g_return_if_fail (DAVY_IS_SIGN_IN_CODE (self));

  adw_status_page_set_title (self->page, _ ("Enter this code"));
  davy_status_text_set (self->page, text);
  gtk_label_set_text (self->code, code);
  gtk_widget_set_visible (GTK_WIDGET (self->code), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->copy_button));
  davy_compat_announce (GTK_WIDGET (self), code);
}
