/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/support/davy-refund-panel.h"

#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "triage/davy-case-refund.h"
#include "triage/davy-case-support.h"
#include "ui/common/davy-launch.h"
#include "ui/common/davy-toast.h"
#include "ui/common/davy-wrap.h"
#include "ui/help/davy-help-topic.h"
#include "ui/wizard/davy-date-row.h"
#include "ui/wizard/davy-trouble-bar.h"

/* The credit for fraudulent usage: since when, until when it can be asked for, how much, and the
 * text for the Azure portal, which alone takes it. */

struct _DavyRefundPanel
{
  AdwBin parent_instance;

  DavyDateRow *first;
  AdwActionRow *deadline;
  AdwActionRow *excess;
  GtkWidget *copy;
  GtkWidget *goes_on;
  AdwEntryRow *number;
  GtkLabel *asked;
  DavyTroubleBar *trouble;

  DavyCase *subject; /* (nullable) */
  GCancellable *cancellable;
  DavyRefund *refund; /* (nullable): until it is read */
  DavyLanguage language;
};

G_DEFINE_FINAL_TYPE (DavyRefundPanel, davy_refund_panel, ADW_TYPE_BIN)

static const char *
get_source_words (DavyOnsetSource source)
{
  switch (source)
    {
    case DAVY_ONSET_REPORTED:
      return _ ("Microsoft’s first observation");
    case DAVY_ONSET_USAGE:
      return _ ("The beginning of the unusual usage");
    case DAVY_ONSET_LOG:
      return _ ("The first thing that a hostile caller created");
    case DAVY_ONSET_PERSON:
      return _ ("As you said");
    case DAVY_ONSET_UNKNOWN:
    default:
      return _ ("Not known");
    }
}

static const char *
get_clock_words (DavyRefundClock clock)
{
  switch (clock)
    {
    case DAVY_REFUND_CLOCK_HALF:
      return _ ("30 days are over: what is charged from now on is not considered.");
    case DAVY_REFUND_CLOCK_LATE:
      return _ ("50 days are over: ask now.");
    case DAVY_REFUND_CLOCK_OVER:
      return _ ("60 days are over: Microsoft no longer takes the request.");
    case DAVY_REFUND_CLOCK_UNKNOWN:
    case DAVY_REFUND_CLOCK_RUNS:
    default:
      return _ ("60 days after the first fraudulent usage; 30 days of it are considered.");
    }
}

static void
show_deadline (DavyRefundPanel *self)
{
  DavyRefundClock clock = davy_refund_get_clock (self->refund, davy_time_now ());
  DavyTime deadline = davy_refund_get_deadline (self->refund);
  g_autofree char *date = davy_format_date (DAVY_LANGUAGE_WINDOW, deadline);
  /* Translators: %s is a date. */
  g_autofree char *title = deadline != DAVY_TIME_UNSET ? g_strdup_printf (_ ("Ask until %s"), date)
                                                       : g_strdup (_ ("Say when it began"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->deadline), title);
  adw_action_row_set_subtitle (self->deadline, get_clock_words (clock));
  if (clock >= DAVY_REFUND_CLOCK_HALF)
    gtk_widget_add_css_class (GTK_WIDGET (self->deadline), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->deadline), "warning");
}

static void
show_excess (DavyRefundPanel *self)
{
  DavyMoney money =
      davy_money_new (self->refund->total, self->refund->currency, self->refund->basis);
  g_autofree char *total = davy_format_money (DAVY_LANGUAGE_WINDOW, &money, DAVY_FORMAT_DEFAULT);
  guint n_days = self->refund->days->len;
  g_autofree char *title =
      /* Translators: an amount of money, then how many days. */
      g_strdup_printf (ngettext ("%1$s more than expected on %2$u day",
                                 "%1$s more than expected on %2$u days", n_days),
                       total, n_days);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->excess),
                                 n_days > 0 ? title : _ ("The excess cost is not known yet"));
  adw_action_row_set_subtitle (self->excess,
                               self->refund->basis == DAVY_BASIS_INVOICED
                                   ? _ ("At the prices that you are invoiced.")
                                   : _ ("Not at the prices that you are invoiced: compare it with "
                                        "the invoice."));
}

static void
show_asked (DavyRefundPanel *self)
{
  g_autofree char *when = davy_format_date (DAVY_LANGUAGE_WINDOW, self->refund->asked);
  g_autofree char *text =
      /* Translators: %s is a date. */
      g_strdup_printf (_ ("Asked for on %s. Microsoft grants it once per customer."), when);
  gboolean asked = self->refund->asked != DAVY_TIME_UNSET;

  gtk_label_set_label (self->asked, text);
  gtk_widget_set_visible (GTK_WIDGET (self->asked), asked);
  gtk_widget_set_visible (GTK_WIDGET (self->number), !asked);
  gtk_widget_set_visible (self->goes_on, !asked && !self->refund->has_stopped);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyRefundPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  DavyRefund *refund = davy_case_load_refund_finish (DAVY_CASE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (refund == NULL)
    {
      davy_trouble_bar_show_error (self->trouble, error);
      return;
    }

  g_clear_pointer (&self->refund, davy_refund_free);
  self->refund = refund;
  davy_date_row_set_time (self->first, refund->first);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->first), get_source_words (refund->source));
  gtk_widget_set_sensitive (self->copy, refund->first != DAVY_TIME_UNSET);
  show_deadline (self);
  show_excess (self);
  show_asked (self);
}

static void
load (DavyRefundPanel *self, DavyTime first)
{
  davy_case_load_refund_async (self->subject, first, self->cancellable, loaded_cb,
                               g_object_ref (self));
}

static void
first_changed_cb (DavyRefundPanel *self)
{
  if (self->subject != NULL)
    load (self, davy_date_row_get_time (self->first));
}

static void
copy_cb (DavyRefundPanel *self)
{
  DavySupportFacts facts = { .language = self->language };
  g_autofree char *text = NULL;

  if (self->refund == NULL)
    return;

  davy_case_fill_support_facts (self->subject, &facts);
  text = davy_refund_dup_text (self->refund, &facts);
  davy_toast_copy (GTK_WIDGET (self), text, _ ("Copied"));
}

static void
portal_cb (DavyRefundPanel *self)
{
  g_autofree char *page = davy_case_dup_credit_page (self->subject);

  davy_launch_uri (GTK_WIDGET (self), page);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyRefundPanel) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!davy_case_record_refund_finish (DAVY_CASE (source), result, &error))
    davy_trouble_bar_show_error (self->trouble, error);
  else if (!g_cancellable_is_cancelled (self->cancellable))
    load (self, davy_date_row_get_time (self->first));
}

static void
number_applied_cb (DavyRefundPanel *self)
{
  g_autofree char *number =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->number))));

  davy_trouble_bar_clear (self->trouble);
  if (self->refund != NULL)
    davy_case_record_refund_async (self->subject, self->refund, number, recorded_cb,
                                   g_object_ref (self));
}

static void
davy_refund_panel_dispose (GObject *object)
{
  DavyRefundPanel *self = DAVY_REFUND_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_refund_panel_parent_class)->dispose (object);
}

static void
davy_refund_panel_finalize (GObject *object)
{
  DavyRefundPanel *self = DAVY_REFUND_PANEL (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->refund, davy_refund_free);

  G_OBJECT_CLASS (davy_refund_panel_parent_class)->finalize (object);
}

static void
davy_refund_panel_class_init (DavyRefundPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_refund_panel_dispose;
  object_class->finalize = davy_refund_panel_finalize;

  g_type_ensure (DAVY_TYPE_DATE_ROW);
  g_type_ensure (DAVY_TYPE_TROUBLE_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/support/davy-refund-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyRefundPanel, first);
  gtk_widget_class_bind_template_child (widget_class, DavyRefundPanel, deadline);
  gtk_widget_class_bind_template_child (widget_class, DavyRefundPanel, excess);
  gtk_widget_class_bind_template_child (widget_class, DavyRefundPanel, copy);
  gtk_widget_class_bind_template_child (widget_class, DavyRefundPanel, goes_on);
  gtk_widget_class_bind_template_child (widget_class, DavyRefundPanel, number);
  gtk_widget_class_bind_template_child (widget_class, DavyRefundPanel, asked);
  gtk_widget_class_bind_template_child (widget_class, DavyRefundPanel, trouble);
  gtk_widget_class_bind_template_callback (widget_class, first_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, portal_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_applied_cb);
}

static void
davy_refund_panel_init (DavyRefundPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_help_topic_set (GTK_WIDGET (self), "money");
  davy_wrap_below (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * davy_refund_panel_set_case:
 * @self: a panel
 * @subject: the case that a credit is asked for
 *
 * Shows what is known.
 */
void
davy_refund_panel_set_case (DavyRefundPanel *self, DavyCase *subject)
{
  g_return_if_fail (DAVY_IS_REFUND_PANEL (self));

  g_set_object (&self->subject, subject);
  load (self, DAVY_TIME_UNSET);
}

/**
 * davy_refund_panel_set_language:
 * @self: a panel
 * @language: of the portal
 */
void
davy_refund_panel_set_language (DavyRefundPanel *self, DavyLanguage language)
{
  g_return_if_fail (DAVY_IS_REFUND_PANEL (self));

  self->language = language;
}
