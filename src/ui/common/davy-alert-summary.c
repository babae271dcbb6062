/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-alert-summary.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "ui/common/davy-own-words.h"
#include "ui/common/davy-say.h"
#include "ui/common/davy-severity-mark.h"
#include "ui/common/davy-words.h"

/* What was detected: the alert in words, and how much of Microsoft's hour is left. */

#define MINUTE_MILLISECONDS 60000

struct _DavyAlertSummary
{
  AdwBin parent_instance;

  DavySeverityMark *mark;
  GtkLabel *what;
  GtkLabel *facts;
  GtkLabel *time_left;
  GtkLabel *times;
  GtkLabel *description;

  DavyAlert *alert; /* (nullable) */
  GSource *timer;
};

G_DEFINE_FINAL_TYPE (DavyAlertSummary, davy_alert_summary, ADW_TYPE_BIN)

static char *
dup_facts (DavyAlert *alert)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  guint resources = davy_alert_get_resource_count (alert);

  g_ptr_array_add (facts, davy_words_severity (davy_alert_get_severity (alert),
                                               davy_alert_get_severity_text (alert)));
  if (davy_alert_is_open (alert)) /* who took it stands below, with the time */
    g_ptr_array_add (facts, davy_words_alert_status (davy_alert_get_status (alert),
                                                     davy_alert_get_status_text (alert)));
  else
    g_ptr_array_add (facts, davy_words_alert_owner (alert));
  if (resources > 0)
    g_ptr_array_add (
        /* Translators: how many Azure resources the alert is about. */
        facts, g_strdup_printf (ngettext ("%u resource", "%u resources", resources), resources));
  if (davy_alert_is_test (alert))
    g_ptr_array_add (facts, g_strdup (_ ("Test alert")));
  if (davy_alert_is_own (alert))
    g_ptr_array_add (facts, g_strdup (_ ("Found by Davylamp, not reported by Microsoft")));
  g_ptr_array_add (facts, NULL);

  return g_strjoinv (" · ", (char **) facts->pdata);
}

static char *
dup_times (DavyAlert *alert)
{
  DavyTime first = davy_alert_get_first_observed (alert);
  DavyTime last = davy_alert_get_last_observed (alert);
  g_autofree char *created =
      davy_format_recent (DAVY_LANGUAGE_WINDOW, davy_alert_get_created (alert));
  g_autofree char *from = davy_format_recent (DAVY_LANGUAGE_WINDOW, first);
  g_autofree char *to = davy_format_recent (DAVY_LANGUAGE_WINDOW, last);

  if (davy_alert_get_created (alert) == DAVY_TIME_UNSET)
    return NULL;
  if (davy_alert_is_own (alert))
    /* Translators: %s is a time: when Davylamp found it. */
    return g_strdup_printf (_ ("Found %s"), created);
  if (first == DAVY_TIME_UNSET)
    /* Translators: %s is a time: when Microsoft reported it. */
    return g_strdup_printf (_ ("Reported %s"), created);
  if (last == DAVY_TIME_UNSET || last == first)
    /* Translators: two times: when it was reported, and since when it was seen. */
    return g_strdup_printf (_ ("Reported %1$s, seen since %2$s"), created, from);

  /* Translators: three times: when it was reported, when it was first seen and when last. */
  return g_strdup_printf (_ ("Reported %1$s, seen since %2$s, last %3$s"), created, from, to);
}

/* What Microsoft says about it; of ours, what the detector says. */
static char *
dup_description (DavyAlert *alert)
{
  const char *description = davy_alert_get_description (alert);

  return davy_alert_is_own (alert)
             ? davy_own_words_dup_sentence (davy_alert_get_own_episode (alert), description)
             : g_strdup (description);
}

/* Who ended it, or who took it, and when. */
static char *
dup_deed (DavyAlert *alert)
{
  g_autofree char *time = NULL;

  if (davy_alert_get_status (alert) == DAVY_ALERT_STATUS_RESOLVED)
    {
      time = davy_format_recent (DAVY_LANGUAGE_WINDOW, davy_alert_get_resolved_on (alert));
      if (davy_alert_get_resolved_by (alert) != NULL)
        /* Translators: a user name, then a time. */
        return g_strdup_printf (_ ("Resolved by %1$s, %2$s"), davy_alert_get_resolved_by (alert),
                                time);
      /* Translators: %s is a time. */
      return g_strdup_printf (_ ("Resolved %s"), time);
    }
  if (davy_alert_get_taken_by (alert) == NULL)
    return NULL;

  time = davy_format_recent (DAVY_LANGUAGE_WINDOW, davy_alert_get_taken_at (alert));
  /* Translators: a user name, then a time: who is looking into the alert. */
  return g_strdup_printf (_ ("Taken by %1$s, %2$s"), davy_alert_get_taken_by (alert), time);
}

static void
update_times (DavyAlertSummary *self)
{
  g_autofree char *times = dup_times (self->alert);
  g_autofree char *deed = dup_deed (self->alert);
  g_autofree char *both = NULL;

  if (times != NULL && deed != NULL)
    /* Translators: first when it was reported, then who took it: two sentences of their own. */
    both = g_strdup_printf (C_ ("alert", "%1$s\n%2$s"), times, deed);
  davy_show_text (self->times, both != NULL ? both : times != NULL ? times : deed);
}

static gboolean minute_passed_cb (gpointer data);

static void
update_time_left (DavyAlertSummary *self)
{
  gboolean overdue = FALSE;
  g_autofree char *text = NULL;

  davy_timer_clear (&self->timer);
  if (self->alert != NULL && davy_alert_is_open (self->alert) &&
      davy_alert_get_due (self->alert) != DAVY_TIME_UNSET)
    {
      text = davy_words_time_left (davy_alert_get_due (self->alert), davy_time_now (), &overdue);
      self->timer = davy_timer_start (MINUTE_MILLISECONDS, minute_passed_cb, self, NULL);
    }

  davy_show_text (self->time_left, text);
  if (overdue)
    gtk_widget_add_css_class (GTK_WIDGET (self->time_left), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->time_left), "error");
}

static gboolean
minute_passed_cb (gpointer data)
{
  update_time_left (data);

  return G_SOURCE_REMOVE;
}

static void
davy_alert_summary_dispose (GObject *object)
{
  DavyAlertSummary *self = DAVY_ALERT_SUMMARY (object);

  davy_timer_clear (&self->timer);
  g_clear_object (&self->alert);

  G_OBJECT_CLASS (davy_alert_summary_parent_class)->dispose (object);
}

static void
davy_alert_summary_class_init (DavyAlertSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_alert_summary_dispose;

  g_type_ensure (DAVY_TYPE_SEVERITY_MARK);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-alert-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyAlertSummary, mark);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertSummary, what);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertSummary, facts);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertSummary, time_left);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertSummary, times);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertSummary, description);
}

static void
davy_alert_summary_init (DavyAlertSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_alert_summary_set_alert:
 * @self: a summary
 * @alert: an alert
 */
void
davy_alert_summary_set_alert (DavyAlertSummary *self, DavyAlert *alert)
{
  g_autofree char *what = davy_words_alert_type (davy_alert_get_alert_type (alert));
  g_autofree char *facts = dup_facts (alert);
  g_autofree char *description = dup_description (alert);

  g_return_if_fail (DAVY_IS_ALERT_SUMMARY (self));

  g_set_object (&self->alert, alert);
  davy_severity_mark_set_severity (self->mark, davy_alert_get_severity (self->alert));
  gtk_label_set_text (self->what, what);
  gtk_label_set_text (self->facts, facts);
  davy_show_text (self->description, description);
  update_times (self);
  update_time_left (self);
}
