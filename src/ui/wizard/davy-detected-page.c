/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-detected-page.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-words.h"
#include "ui/wizard/davy-deletion-words.h"
#include "ui/wizard/davy-wizard-page.h"

/* What Microsoft detected, alert by alert, and what that means; then the alert can be taken. */

struct _DavyDetectedPage
{
  AdwBin parent_instance;

  GtkBox *alerts;
  GtkWidget *take_group;
  GtkCheckButton *take;
};

static void davy_detected_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyDetectedPage,
                               davy_detected_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_detected_page_page_init))

static void
changed_cb (DavyDetectedPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static const char *
davy_detected_page_get_forward_label (DavyWizardPage *page)
{
  return davy_detected_page_wants_to_take (DAVY_DETECTED_PAGE (page)) ? _ ("Take the alert")
                                                                      : _ ("Begin the checks");
}

static void
davy_detected_page_page_init (DavyWizardPageInterface *iface)
{
  iface->get_forward_label = davy_detected_page_get_forward_label;
}

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
add_fact (AdwPreferencesGroup *group, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    adw_preferences_group_add (group, davy_fact_row_new (name, value));
}

static char *
word_severity (DavyAlert *alert)
{
  const char *confidence = davy_alert_get_confidence_text (alert);
  g_autofree char *severity =
      davy_words_severity (davy_alert_get_severity (alert), davy_alert_get_severity_text (alert));
  g_autofree char *level = NULL;

  if (confidence == NULL)
    return g_steal_pointer (&severity);

  level = davy_words_severity (davy_severity_from_wire (confidence), confidence);
  /* Translators: first a severity, then how sure Microsoft is: "High, confidence: medium". */
  return g_strdup_printf (_ ("%1$s, confidence: %2$s"), severity, level);
}

/* Microsoft speaks of these moments in UTC. */
static char *
word_created (DavyAlert *alert)
{
  DavyTime created = davy_alert_get_created (alert);
  g_autofree char *when = davy_format_moment (DAVY_LANGUAGE_WINDOW, created);
  g_autofree char *left = NULL;

  if (created == DAVY_TIME_UNSET || !davy_alert_is_open (alert))
    return g_steal_pointer (&when);

  left = davy_words_time_left (davy_alert_get_due (alert), davy_time_now (), NULL);
  /* Translators: first a date and time, then "43 min left". */
  return g_strdup_printf (C_ ("alert", "%1$s, %2$s"), when, left);
}

static char *
word_observed (DavyAlert *alert)
{
  DavyTime first = davy_alert_get_first_observed (alert);
  DavyTime last = davy_alert_get_last_observed (alert);
  g_autofree char *from = davy_format_moment (DAVY_LANGUAGE_WINDOW, first);
  g_autofree char *to = davy_format_moment (DAVY_LANGUAGE_WINDOW, last);

  if (first == DAVY_TIME_UNSET && last == DAVY_TIME_UNSET)
    return NULL;

  /* Translators: two moments, from the first to the last. */
  return g_strdup_printf (C_ ("span of time", "%1$s – %2$s"), from, to);
}

static void
add_detail (AdwPreferencesGroup *group, const DavyAlertDetail *detail)
{
  g_autofree char *name = davy_words_alert_detail (detail->key);

  if (name != NULL)
    add_fact (group, name, detail->value);
}

static void
add_resources (AdwPreferencesGroup *group, GPtrArray *resources)
{
  g_autofree char *title = NULL;
  GtkWidget *all;

  if (resources->len == 0)
    {
      add_fact (group, _ ("Resources"),
                _ ("Microsoft names none: look at the whole subscription."));
      return;
    }

  /* Translators: how many Azure resources the alert is about. */
  title = g_strdup_printf (g_dngettext (NULL, "%u resource", "%u resources", resources->len),
                           resources->len);
  all = g_object_new (ADW_TYPE_EXPANDER_ROW, "title", title, "expanded", resources->len == 1, NULL);
  for (guint i = 0; i < resources->len; i++)
    {
      const DavyAlertResource *resource = g_ptr_array_index (resources, i);
      g_autofree char *kind = davy_words_resource_kind (resource->azure_id);
      g_autofree char *name = davy_words_resource_name (resource->azure_id);
      GtkWidget *row = davy_fact_row_new (kind, name);

      gtk_widget_set_tooltip_text (row, resource->azure_id);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (all), row);
    }
  adw_preferences_group_add (group, all);
}

static void
davy_detected_page_class_init (DavyDetectedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-detected-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyDetectedPage, alerts);
  gtk_widget_class_bind_template_child (widget_class, DavyDetectedPage, take_group);
  gtk_widget_class_bind_template_child (widget_class, DavyDetectedPage, take);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_detected_page_init (DavyDetectedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_detected_page_new:
 *
 * Returns: (transfer floating): the page that says what was detected
 */
GtkWidget *
davy_detected_page_new (void)
{
  return g_object_new (DAVY_TYPE_DETECTED_PAGE, NULL);
}

/**
 * davy_detected_page_clear:
 * @self: the page
 *
 * Takes all alerts off the page.
 */
void
davy_detected_page_clear (DavyDetectedPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->alerts))) != NULL)
    gtk_box_remove (self->alerts, child);
  gtk_widget_set_visible (self->take_group, FALSE);
}

/**
 * davy_detected_page_add_alert:
 * @self: the page
 * @details: an alert of the case
 *
 * Shows the facts of an alert. Taking is offered as soon as one is there that nobody has taken.
 */
void
davy_detected_page_add_alert (DavyDetectedPage *self, const DavyAlertDetails *details)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  DavyAlert *alert = details->alert;
  g_autofree char *type = davy_words_alert_type (davy_alert_get_alert_type (alert));
  g_autofree char *title = g_markup_escape_text (type, -1);
  g_autofree char *description =
      g_markup_escape_text (text_or_empty (davy_alert_get_description (alert)), -1);
  g_autofree char *severity = word_severity (alert);
  g_autofree char *owner = davy_words_alert_owner (alert);
  g_autofree char *created = word_created (alert);
  g_autofree char *observed = word_observed (alert);

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  add_fact (group, _ ("Severity"), severity);
  add_fact (group, _ ("Status"), owner);
  add_fact (group, _ ("Reported"), created);
  add_fact (group, _ ("First and last seen"), observed);
  for (guint i = 0; i < details->details->len; i++)
    add_detail (group, g_ptr_array_index (details->details, i));
  add_resources (group, details->resources);
  gtk_box_append (self->alerts, GTK_WIDGET (group));

  if (davy_alert_get_status (alert) == DAVY_ALERT_STATUS_ACTIVE)
    gtk_widget_set_visible (self->take_group, TRUE);
  davy_wizard_page_forward_changed (DAVY_WIZARD_PAGE (self));
}

/**
 * davy_detected_page_wants_to_take:
 * @self: the page
 *
 * Returns: whether the forward action is to take the alerts
 */
gboolean
davy_detected_page_wants_to_take (DavyDetectedPage *self)
{
  return gtk_widget_get_visible (self->take_group) && gtk_check_button_get_active (self->take);
}
