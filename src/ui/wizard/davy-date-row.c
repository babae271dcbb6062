/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-date-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/davy-error.h"
#include "core/davy-format.h"

/* A row to type a local day or to pick it from a calendar, with the time of day where it matters.
 */

/* Of what is typed; less is still being typed. */
#define SHORTEST_DATE 6

struct _DavyDateRow
{
  DavyAsideRow parent_instance;

  GtkEditable *typed;
  GtkMenuButton *button;
  GtkCalendar *calendar;
  GtkAdjustment *hour;
  GtkAdjustment *minute;
  DavyTime time;
  gboolean with_time;
  gboolean filling;
};

typedef enum
{
  PROP_WITH_TIME = 1,
  PROP_LAST = PROP_WITH_TIME,
} DavyDateRowProperty;

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_LAST,
} DavyDateRowSignal;

static GParamSpec *props[PROP_LAST + 1];
static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyDateRow, davy_date_row, DAVY_TYPE_ASIDE_ROW)

static void
update_label (DavyDateRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *label = NULL;
  g_autofree char *name = NULL;

  if (self->time == DAVY_TIME_UNSET)
    label = g_strdup (C_ ("date", "Choose…"));
  else if (self->with_time)
    label = davy_format_date_time (DAVY_LANGUAGE_WINDOW, self->time);
  else
    label = davy_format_date (DAVY_LANGUAGE_WINDOW, self->time);

  gtk_menu_button_set_label (self->button, label);
  /* Translators: first what the date is for, such as "Review on", then the date itself. */
  name = g_strdup_printf (C_ ("date", "%1$s: %2$s"), title, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->typed), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
}

/* Whether what is typed is a day, for the eye and for the ear. */
static void
show_valid (DavyDateRow *self, gboolean valid)
{
  if (valid)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->typed), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->typed), GTK_ACCESSIBLE_STATE_INVALID);
    }
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->typed), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->typed), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
}

/* The day as it can be typed; a date that was picked or kept replaces what was typed. */
static void
update_typed (DavyDateRow *self)
{
  g_autofree char *text = NULL;

  if (self->time != DAVY_TIME_UNSET)
    text = davy_day_to_iso (davy_day_from_local (self->time));
  self->filling = TRUE;
  gtk_editable_set_text (self->typed, text != NULL ? text : "");
  show_valid (self, TRUE);
  self->filling = FALSE;
}

/* Noon of the local day: no change of the clocks makes another day of it. */
static GDateTime *
find_noon (DavyDay day)
{
  g_autoptr (GDateTime) utc =
      g_date_time_new_from_unix_utc (davy_day_to_time (day) / DAVY_TIME_SECOND);

  return g_date_time_new_local (g_date_time_get_year (utc), g_date_time_get_month (utc),
                                g_date_time_get_day_of_month (utc), 12, 0, 0);
}

/* Year, month and day, or as the person's country writes a date. */
static gboolean
read_typed (DavyDateRow *self, GDateTime **moment)
{
  const char *text = gtk_editable_get_text (self->typed);
  GDate date;
  DavyDay day;

  if (davy_day_parse (text, &day))
    {
      *moment = find_noon (day);
      return *moment != NULL;
    }

  g_date_clear (&date, 1);
  if (strlen (text) >= SHORTEST_DATE)
    g_date_set_parse (&date, text);
  if (!g_date_valid (&date))
    return FALSE;
  *moment = g_date_time_new_local (g_date_get_year (&date), (int) g_date_get_month (&date),
                                   g_date_get_day (&date), 12, 0, 0);

  return *moment != NULL;
}

static void
typed_cb (DavyDateRow *self)
{
  g_autoptr (GDateTime) moment = NULL;
  gboolean is_empty = *gtk_editable_get_text (self->typed) == '\0';

  if (self->filling)
    return;

  self->time = DAVY_TIME_UNSET;
  if (read_typed (self, &moment))
    {
      self->time = g_date_time_to_unix (moment) * DAVY_TIME_SECOND;
      self->filling = TRUE;
      gtk_calendar_select_day (self->calendar, moment);
      self->filling = FALSE;
    }
  show_valid (self, self->time != DAVY_TIME_UNSET || is_empty);
  update_label (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
picked_cb (DavyDateRow *self)
{
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) moment = NULL;

  if (self->filling)
    return;

  day = gtk_calendar_get_date (self->calendar);
  moment = g_date_time_new_local (
      g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day),
      self->with_time ? (int) gtk_adjustment_get_value (self->hour) : 12,
      self->with_time ? (int) gtk_adjustment_get_value (self->minute) : 0, 0);
  if (moment == NULL)
    return;

  self->time = g_date_time_to_unix (moment) * DAVY_TIME_SECOND;
  update_typed (self);
  update_label (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
davy_date_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DavyDateRow *self = DAVY_DATE_ROW (object);

  switch ((DavyDateRowProperty) id)
    {
    case PROP_WITH_TIME:
      g_value_set_boolean (value, self->with_time);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_date_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DavyDateRow *self = DAVY_DATE_ROW (object);

  switch ((DavyDateRowProperty) id)
    {
    case PROP_WITH_TIME:
      self->with_time = g_value_get_boolean (value);
      update_label (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_date_row_class_init (DavyDateRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = davy_date_row_get_property;
  object_class->set_property = davy_date_row_set_property;

  props[PROP_WITH_TIME] =
      g_param_spec_boolean ("with-time", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-date-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyDateRow, typed);
  gtk_widget_class_bind_template_child (widget_class, DavyDateRow, button);
  gtk_widget_class_bind_template_child (widget_class, DavyDateRow, calendar);
  gtk_widget_class_bind_template_child (widget_class, DavyDateRow, hour);
  gtk_widget_class_bind_template_child (widget_class, DavyDateRow, minute);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
}

static void
davy_date_row_init (DavyDateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self, "notify::title", G_CALLBACK (update_label), self,
                           G_CONNECT_SWAPPED);
}

/**
 * davy_date_row_get_time:
 * @self: a date
 *
 * Returns: the moment that was picked, noon of the local day without a time of day;
 *   %DAVY_TIME_UNSET while none is
 */
DavyTime
davy_date_row_get_time (DavyDateRow *self)
{
  return self->time;
}

/**
 * davy_date_row_set_time:
 * @self: a date
 * @time: a moment; %DAVY_TIME_UNSET for none
 *
 * Shows a moment as if it had been picked; does not tell that it changed.
 */
void
davy_date_row_set_time (DavyDateRow *self, DavyTime time)
{
  gboolean is_new = time != self->time;

  self->time = time;
  if (time != DAVY_TIME_UNSET)
    {
      g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time / DAVY_TIME_SECOND);

      self->filling = TRUE;
      gtk_calendar_select_day (self->calendar, moment);
      gtk_adjustment_set_value (self->hour, g_date_time_get_hour (moment));
      gtk_adjustment_set_value (self->minute, g_date_time_get_minute (moment));
      self->filling = FALSE;
    }
  /* What is being typed is told as a change, and may be set again in answer to it. */
  if (is_new)
    update_typed (self);
  update_label (self);
}

/**
 * davy_date_row_set_day:
 * @self: a date without a time of day
 * @day: (nullable): a local day, YYYY-MM-DD; none when it is not one
 *
 * Shows a day as if it had been picked; does not tell that it changed.
 */
void
davy_date_row_set_day (DavyDateRow *self, const char *day)
{
  g_autoptr (GDateTime) noon = NULL;
  DavyDay parsed;

  if (davy_day_parse (day, &parsed))
    noon = find_noon (parsed);
  davy_date_row_set_time (self, noon != NULL ? g_date_time_to_unix (noon) * DAVY_TIME_SECOND
                                             : DAVY_TIME_UNSET);
}

/**
 * davy_date_row_check:
 * @self: a date without a time of day
 * @error: %DAVY_ERROR_INPUT, which says how a day is typed
 *
 * Puts the cursor where something is typed that is no day.
 *
 * Returns: whether a day or nothing is typed
 */
gboolean
davy_date_row_check (DavyDateRow *self, GError **error)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  if (self->time != DAVY_TIME_UNSET || *gtk_editable_get_text (self->typed) == '\0')
    return TRUE;

  /* Translators: first what the date is for, such as "Review on", then the date itself. */
  g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, C_ ("date", "%1$s: %2$s"), title,
               _ ("YYYY-MM-DD"));
  davy_date_row_begin (self);

  return FALSE;
}

/**
 * davy_date_row_begin:
 * @self: a date without a time of day
 *
 * Puts the cursor where the day is typed.
 */
void
davy_date_row_begin (DavyDateRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->typed));
}
