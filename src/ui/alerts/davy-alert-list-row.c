/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/alerts/davy-alert-list-row.h"

#include <glib/gi18n.h>

#include "core/davy-format.h"
#include "ui/common/davy-severity-mark.h"
#include "ui/common/davy-words.h"

/* One alert in the list. It answers: what, whose, how long have I left, what does it cost.
 *
 * A list view keeps some two hundred rows ready, of which a person sees eight. All are of one
 * height, so a row is but its words until it comes into view, and then gets its labels: that way
 * the window is there at once. */

struct _DavyAlertListRow
{
  GtkWidget parent_instance;

  /* NULL until the row is seen for the first time */
  GtkWidget *content;
  DavySeverityMark *mark;
  GtkLabel *what;
  GtkLabel *whose;
  GtkLabel *which;
  GtkLabel *time_left;
  GtkLabel *cost;
  GtkLabel *facts;

  DavyAlert *alert;
  DavyTime snoozed; /* until when its case is put aside, or %DAVY_TIME_UNSET */
};

/* How high the last row was whose labels were there. */
static int known_height;

G_DEFINE_FINAL_TYPE (DavyAlertListRow, davy_alert_list_row, GTK_TYPE_WIDGET)

/* "Fabrikam Köln GmbH (via Reseller GmbH)" */
static char *
whose_words (DavyAlert *alert)
{
  const char *customer = davy_alert_get_customer_name (alert);
  const char *reseller = davy_alert_get_reseller_name (alert);

  if (customer == NULL)
    customer = davy_alert_get_customer_tenant_id (alert);
  if (reseller == NULL)
    return g_strdup (customer);

  /* Translators: first the customer, then the reseller between us and the customer. */
  return g_strdup_printf (C_ ("customer", "%1$s (via %2$s)"), customer, reseller);
}

/* "· Produktion": apart from the customer, so that a long name of the one leaves the other. */
static char *
which_words (DavyAlert *alert)
{
  const char *subscription = davy_alert_get_subscription_name (alert);

  return g_strconcat ("· ", subscription != NULL ? subscription : davy_alert_get_azure_id (alert),
                      NULL);
}

/* "43 min left", "overdue by 3 h"; of ours, for which there is no hour, when it began; once it is
 * resolved, when that was. */
static char *
time_words (DavyAlert *alert, gboolean *overdue)
{
  g_autofree char *when = NULL;

  *overdue = FALSE;
  if (davy_alert_is_open (alert) && davy_alert_get_due (alert) != DAVY_TIME_UNSET)
    return davy_words_time_left (davy_alert_get_due (alert), davy_time_now (), overdue);
  if (davy_alert_is_open (alert) && davy_alert_is_own (alert))
    {
      when = davy_format_day_recent (DAVY_LANGUAGE_WINDOW,
                                     davy_day_from_time (davy_alert_get_first_observed (alert)));
      /* Translators: %s is a day such as "Tue 17 Nov". */
      return g_strdup_printf (_ ("Began %s"), when);
    }
  if (davy_alert_get_resolved_on (alert) == DAVY_TIME_UNSET)
    return g_strdup ("");

  when = davy_format_recent (DAVY_LANGUAGE_WINDOW, davy_alert_get_resolved_on (alert));
  /* Translators: %s is a time: when the alert was resolved. */
  return g_strdup_printf (_ ("resolved %s"), when);
}

/* "seen 02:11 – 05:43": when the activity was seen, first and last. Ours are about whole days. */
static char *
observed_words (DavyAlert *alert)
{
  DavyTime first = davy_alert_get_first_observed (alert);
  DavyTime last = davy_alert_get_last_observed (alert);
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  if (first == DAVY_TIME_UNSET || davy_alert_is_own (alert))
    return NULL;

  from = davy_format_recent (DAVY_LANGUAGE_WINDOW, first);
  if (last == DAVY_TIME_UNSET || last == first)
    /* Translators: %s is a time: when the activity was seen. */
    return g_strdup_printf (_ ("seen %s"), from);

  until = davy_day_from_time (first) == davy_day_from_time (last)
              ? davy_format_time (DAVY_LANGUAGE_WINDOW, last)
              : davy_format_recent (DAVY_LANGUAGE_WINDOW, last);
  /* Translators: two times: from when until when the activity was seen. */
  return g_strdup_printf (_ ("seen %1$s – %2$s"), from, until);
}

/* "put aside until 14:30" */
static char *
snoozed_words (DavyTime until)
{
  g_autofree char *when = davy_format_recent (DAVY_LANGUAGE_WINDOW, until);

  /* Translators: %s is a time, "14:30" or "Tue 14:30". */
  return g_strdup_printf (_ ("put aside until %s"), when);
}

/* "put aside until 14:30 · High · Investigating by anna · seen 02:11 – 05:43 · 3 resources" */
static char *
facts_words (DavyAlert *alert, DavyTime snoozed)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  guint resources = davy_alert_get_resource_count (alert);
  char *observed = observed_words (alert);

  if (snoozed > davy_time_now () && davy_alert_is_open (alert))
    g_ptr_array_add (facts, snoozed_words (snoozed));
  g_ptr_array_add (facts, davy_words_severity (davy_alert_get_severity (alert),
                                               davy_alert_get_severity_text (alert)));
  g_ptr_array_add (facts, davy_words_alert_owner (alert));
  if (observed != NULL)
    g_ptr_array_add (facts, observed);
  if (resources > 0)
    g_ptr_array_add (
        /* Translators: how many Azure resources the alert is about. */
        facts, g_strdup_printf (ngettext ("%u resource", "%u resources", resources), resources));
  g_ptr_array_add (facts, NULL);

  return g_strjoinv (" · ", (char **) facts->pdata);
}

/* Where the amount comes from, for which the row has no room. */
static char *
cost_tooltip (DavyAlert *alert)
{
  g_autofree char *basis = davy_words_price_basis (davy_alert_get_daily_cost (alert)->basis);

  if (davy_alert_get_cost_source (alert) != DAVY_COST_SOURCE_EXCESS)
    return g_steal_pointer (&basis);

  /* Translators: %s is the basis of an amount of money: "list price", "estimated". */
  return g_strdup_printf (_ ("Measured above the expected range (%s)"), basis);
}

/* What a row says, from top to bottom. */
typedef struct
{
  char *what;
  char *whose;
  char *which;
  char *time_left;
  char *cost; /* (nullable) */
  char *facts;
  gboolean overdue;
} Words;

static Words
words_new (DavyAlert *alert, DavyTime snoozed)
{
  Words words = {
    .what = davy_words_alert_what (alert),
    .whose = whose_words (alert),
    .which = which_words (alert),
    .cost = davy_words_alert_cost (alert),
    .facts = facts_words (alert, snoozed),
  };

  words.time_left = time_words (alert, &words.overdue);

  return words;
}

static void
words_clear (Words *words)
{
  g_free (words->what);
  g_free (words->whose);
  g_free (words->which);
  g_free (words->time_left);
  g_free (words->cost);
  g_free (words->facts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

/* A list item has no name of its own in GTK: the row speaks its words as one sentence. */
static void
update_spoken (DavyAlertListRow *self, const Words *words)
{
  const char *texts[] = { words->what,      words->whose, words->which,
                          words->time_left, words->cost,  words->facts };
  g_autoptr (GString) spoken = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && *texts[i] != '\0')
      {
        g_string_append (spoken, spoken->len > 0 ? ", " : "");
        g_string_append (spoken, texts[i]);
      }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str,
                                  -1);
}

static void
update_time_label (DavyAlertListRow *self, const Words *words)
{
  gtk_label_set_text (self->time_left, words->time_left);
  if (words->overdue)
    gtk_widget_add_css_class (GTK_WIDGET (self->time_left), "overdue");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->time_left), "overdue");
}

static void
update_labels (DavyAlertListRow *self, const Words *words)
{
  g_autofree char *tooltip = words->cost != NULL ? cost_tooltip (self->alert) : NULL;

  davy_severity_mark_set_severity (self->mark, davy_alert_get_severity (self->alert));
  gtk_label_set_text (self->what, words->what);
  gtk_label_set_text (self->whose, words->whose);
  gtk_label_set_text (self->which, words->which);
  gtk_label_set_text (self->cost, words->cost != NULL ? words->cost : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->cost), tooltip);
  gtk_widget_set_visible (GTK_WIDGET (self->cost), words->cost != NULL);
  gtk_label_set_text (self->facts, words->facts);
  update_time_label (self, words);
}

static void
ensure_labels (DavyAlertListRow *self)
{
  if (self->content != NULL)
    return;

  gtk_widget_init_template (GTK_WIDGET (self));
  if (self->alert != NULL)
    {
      g_auto (Words) words = words_new (self->alert, self->snoozed);

      update_labels (self, &words);
    }
}

static void
davy_alert_list_row_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  DavyAlertListRow *self = DAVY_ALERT_LIST_ROW (widget);

  /* How wide the list is, is not for its rows to say. */
  if (self->content == NULL && (orientation == GTK_ORIENTATION_HORIZONTAL || known_height > 0))
    {
      *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : known_height;
      return;
    }

  ensure_labels (self);
  gtk_widget_measure (self->content, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    known_height = *minimum;
}

/* A list view maps a row when it makes it, and unmaps those out of view before it allocates them.
 */
static void
davy_alert_list_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DavyAlertListRow *self = DAVY_ALERT_LIST_ROW (widget);

  if (self->content == NULL && gtk_widget_get_mapped (widget))
    {
      ensure_labels (self);
      gtk_widget_measure (self->content, GTK_ORIENTATION_VERTICAL, width, NULL, NULL, NULL, NULL);
    }
  if (self->content != NULL)
    gtk_widget_size_allocate (self->content, &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static void
davy_alert_list_row_map (GtkWidget *widget)
{
  if (gtk_widget_get_width (widget) > 0)
    ensure_labels (DAVY_ALERT_LIST_ROW (widget));

  GTK_WIDGET_CLASS (davy_alert_list_row_parent_class)->map (widget);
}

static void
davy_alert_list_row_dispose (GObject *object)
{
  DavyAlertListRow *self = DAVY_ALERT_LIST_ROW (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->alert);

  G_OBJECT_CLASS (davy_alert_list_row_parent_class)->dispose (object);
}

static void
davy_alert_list_row_class_init (DavyAlertListRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_alert_list_row_dispose;
  widget_class->measure = davy_alert_list_row_measure;
  widget_class->size_allocate = davy_alert_list_row_size_allocate;
  widget_class->map = davy_alert_list_row_map;

  g_type_ensure (DAVY_TYPE_SEVERITY_MARK);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/alerts/davy-alert-list-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyAlertListRow, content);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertListRow, mark);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertListRow, what);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertListRow, whose);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertListRow, which);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertListRow, time_left);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertListRow, cost);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertListRow, facts);
  gtk_widget_class_set_css_name (widget_class, "alertrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
davy_alert_list_row_init (DavyAlertListRow *self)
{
}

/**
 * davy_alert_list_row_new:
 *
 * Returns: (transfer floating): a row without an alert
 */
GtkWidget *
davy_alert_list_row_new (void)
{
  return g_object_new (DAVY_TYPE_ALERT_LIST_ROW, NULL);
}

/**
 * davy_alert_list_row_set_alert:
 * @self: a row
 * @alert: (nullable): what it shows
 */
void
davy_alert_list_row_set_alert (DavyAlertListRow *self, DavyAlert *alert)
{
  g_auto (Words) words = { NULL };

  g_return_if_fail (DAVY_IS_ALERT_LIST_ROW (self));

  if (!g_set_object (&self->alert, alert) || alert == NULL)
    return;

  words = words_new (alert, self->snoozed);
  if (self->content != NULL)
    update_labels (self, &words);
  update_spoken (self, &words);
}

/**
 * davy_alert_list_row_get_alert:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
DavyAlert *
davy_alert_list_row_get_alert (DavyAlertListRow *self)
{
  g_return_val_if_fail (DAVY_IS_ALERT_LIST_ROW (self), NULL);

  return self->alert;
}

/**
 * davy_alert_list_row_set_snoozed:
 * @self: a row with an alert
 * @until: until when its case is put aside, or %DAVY_TIME_UNSET
 */
void
davy_alert_list_row_set_snoozed (DavyAlertListRow *self, DavyTime until)
{
  g_return_if_fail (DAVY_IS_ALERT_LIST_ROW (self));

  if (self->snoozed == until)
    return;
  self->snoozed = until;
  if (self->alert != NULL)
    {
      g_auto (Words) words = words_new (self->alert, until);

      if (self->content != NULL)
        update_labels (self, &words);
      update_spoken (self, &words);
    }
}

/**
 * davy_alert_list_row_update_time:
 * @self: a row with an alert
 *
 * Says again how much time is left, and whether it is put aside; called as time goes by.
 */
void
davy_alert_list_row_update_time (DavyAlertListRow *self)
{
  g_auto (Words) words = { NULL };

  g_return_if_fail (DAVY_IS_ALERT_LIST_ROW (self));

  if (self->content == NULL)
    return;

  words = words_new (self->alert, self->snoozed);
  gtk_label_set_text (self->facts, words.facts);
  update_time_label (self, &words);
  update_spoken (self, &words);
}
