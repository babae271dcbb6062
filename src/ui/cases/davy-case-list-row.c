/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/davy-case-list-row.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "triage/davy-entry-words.h"

/* One case: whose, which subscription, whether it is over, where it stands and since when. */

struct _DavyCaseListRow
{
  GtkWidget parent_instance;

  GtkLabel *customer;
  GtkLabel *state;
  GtkLabel *subscription;
  GtkLabel *facts;
};

G_DEFINE_FINAL_TYPE (DavyCaseListRow, davy_case_list_row, GTK_TYPE_WIDGET)

static char *
dup_facts (DavyCaseSummary *summary)
{
  g_autofree char *opened =
      davy_format_recent (DAVY_LANGUAGE_WINDOW, davy_case_summary_get_opened_at (summary));
  g_autofree char *changed =
      davy_format_recent (DAVY_LANGUAGE_WINDOW, davy_case_summary_get_changed_at (summary));
  g_autofree char *closed =
      davy_format_recent (DAVY_LANGUAGE_WINDOW, davy_case_summary_get_closed_at (summary));
  g_autofree char *step = NULL;

  if (!davy_case_summary_is_open (summary))
    /* Translators: two times: when the case was opened and when it was closed. */
    return g_strdup_printf (_ ("Opened %1$s, closed %2$s"), opened, closed);

  step = davy_words_step (davy_case_summary_get_step (summary));
  /* Translators: the name of a step, such as "Account standing", then a time. */
  return g_strdup_printf (C_ ("case", "%1$s · last entry %2$s"), step, changed);
}

static void
davy_case_list_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (davy_case_list_row_parent_class)->dispose (object);
}

static void
davy_case_list_row_class_init (DavyCaseListRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_case_list_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/cases/davy-case-list-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyCaseListRow, customer);
  gtk_widget_class_bind_template_child (widget_class, DavyCaseListRow, state);
  gtk_widget_class_bind_template_child (widget_class, DavyCaseListRow, subscription);
  gtk_widget_class_bind_template_child (widget_class, DavyCaseListRow, facts);
  gtk_widget_class_set_css_name (widget_class, "caserow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
davy_case_list_row_init (DavyCaseListRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_case_list_row_new:
 *
 * Returns: (transfer floating): a row without a case
 */
GtkWidget *
davy_case_list_row_new (void)
{
  return g_object_new (DAVY_TYPE_CASE_LIST_ROW, NULL);
}

/**
 * davy_case_list_row_set_case:
 * @self: a row
 * @summary: what it shows
 */
void
davy_case_list_row_set_case (DavyCaseListRow *self, DavyCaseSummary *summary)
{
  const char *customer = davy_case_summary_get_customer_name (summary);
  const char *subscription = davy_case_summary_get_subscription_name (summary);
  gboolean open = davy_case_summary_is_open (summary);
  const char *state = open ? C_ ("case", "Open") : C_ ("case", "Closed");
  g_autofree char *facts = dup_facts (summary);
  g_autofree char *spoken = NULL;

  g_return_if_fail (DAVY_IS_CASE_LIST_ROW (self));

  gtk_label_set_text (self->customer, customer != NULL ? customer : subscription);
  gtk_label_set_text (self->subscription, customer != NULL ? subscription : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subscription), customer != NULL);
  gtk_label_set_text (self->state, state);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state),
                              (const char *[]){ "caption", open ? "accent" : "dim-label", NULL });
  gtk_label_set_text (self->facts, facts);

  spoken = g_strdup_printf ("%s, %s, %s, %s", gtk_label_get_text (self->customer),
                            gtk_label_get_text (self->subscription), state, facts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
