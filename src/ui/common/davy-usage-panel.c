/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-panel.h"

#include <glib/gi18n.h>

#include "chart/davy-chart.h"
#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "ui/common/davy-aside.h"
#include "ui/common/davy-usage-choice.h"
#include "ui/common/davy-usage-days.h"
#include "ui/common/davy-usage-export-button.h"
#include "ui/common/davy-usage-range.h"
#include "ui/help/davy-help-topic.h"

/* The graph and what it is looked at with: which days, or the last ones by the hour, told apart by
 * what, which part of that, as money or as a quantity, as a table, taken elsewhere. */

struct _DavyUsagePanel
{
  AdwBin parent_instance;

  GtkToggleButton *hours;
  GtkToggleButton *week;
  GtkToggleButton *month;
  GtkToggleButton *quarter;
  GtkToggleButton *all;
  GtkWidget *buttons;
  GtkToggleButton *as_table;
  DavyUsageExportButton *export_button;
  DavyUsageChoice *choice;
  AdwClamp *clamp;
  GtkStack *views;
  DavyChart *chart;
  DavyUsageDays *table;
  GtkSpinner *waiting_spinner;
  GtkLabel *waiting_text;
  GtkWidget *read_again;
  GtkLabel *span;
  GtkLabel *unpriced;

  DavyUsageSource *source; /* (nullable) */
  int range;               /* a DavyUsageRange; -1: zoomed to something else */
  gboolean by_hour;        /* zoomed or not */
  gboolean compact;
  gboolean moving; /* the chart, not a person, changes what is seen */

  DavyUsageFindings *part_findings; /* (nullable) */
  DavyPlot *plot;                   /* (nullable) */
  DavyUsageView view;
};

G_DEFINE_FINAL_TYPE (DavyUsagePanel, davy_usage_panel, ADW_TYPE_BIN)

typedef enum
{
  PROP_COMPACT = 1,
  PROP_LAST = PROP_COMPACT,
} DavyUsagePanelProperty;

static GParamSpec *props[PROP_LAST + 1];

#define COMPACT_HEIGHT 230

static const DavyUsageFindings *
get_whole (DavyUsagePanel *self)
{
  if (self->source == NULL)
    return NULL;
  if (self->by_hour)
    return davy_usage_hourly_get_findings (davy_usage_source_get_hourly (self->source));

  return davy_usage_source_get_findings (self->source);
}

static const DavyUsageFindings *
get_shown (DavyUsagePanel *self)
{
  return self->part_findings != NULL ? self->part_findings : get_whole (self);
}

static GtkToggleButton *
get_range_button (DavyUsagePanel *self, DavyUsageRange range)
{
  GtkToggleButton *const buttons[DAVY_N_USAGE_RANGES] = { self->hours, self->week, self->month,
                                                          self->quarter, self->all };

  return buttons[range];
}

static char *
read_days (guint from, guint to, gpointer data)
{
  DavyUsagePanel *self = data;
  const DavyUsageFindings *findings = get_shown (self);

  return findings != NULL ? davy_usage_findings_dup_reading (findings, &self->view, from, to)
                          : NULL;
}

/* --- what is seen ---------------------------------------------------------------------------- */

static void
say_span (DavyUsagePanel *self)
{
  const DavyUsageFindings *findings = get_shown (self);
  g_autofree char *text = NULL;
  gboolean selected;
  guint from, to;

  if (findings == NULL)
    return;

  selected = davy_chart_get_selection (self->chart, &from, &to);
  if (!selected)
    {
      from = self->view.first;
      to = from + self->view.length - 1;
    }
  text = davy_usage_findings_dup_span (findings, from, to - from + 1);
  gtk_label_set_text (self->span, text);
  gtk_widget_set_visible (GTK_WIDGET (self->span), selected || !self->compact);
}

static void
say_summary (DavyUsagePanel *self)
{
  g_autofree char *summary = davy_usage_findings_dup_summary (get_shown (self), &self->view);

  davy_chart_set_summary (self->chart, summary);
}

static void
mark_range (DavyUsagePanel *self)
{
  gboolean was_moving = self->moving;

  self->moving = TRUE;
  for (int i = 0; i < DAVY_N_USAGE_RANGES; i++)
    gtk_toggle_button_set_active (get_range_button (self, (DavyUsageRange) i), i == self->range);
  self->moving = was_moving;
}

/* What was zoomed to stays. */
static void
find_view (DavyUsagePanel *self)
{
  guint n = get_shown (self)->judged->series->length;

  if (self->range >= 0)
    {
      self->view.length = MIN (davy_usage_range_get_points ((DavyUsageRange) self->range), n);
      self->view.first = n - self->view.length;
    }
  else
    {
      davy_chart_get_view (self->chart, &self->view.first, &self->view.length);
    }
}

/* Which parts are told apart depends on the days that were chosen; zooming moves over the same. */
static void
draw (DavyUsagePanel *self)
{
  const DavyUsageFindings *findings = get_shown (self);
  const GArray *marks = davy_usage_source_get_marks (self->source);

  find_view (self);
  self->view.marks = (const DavyUsageMark *) (gpointer) marks->data;
  self->view.n_marks = marks->len;
  self->view.budget = davy_usage_source_get_budget (self->source);
  if (self->view.parted)
    davy_usage_findings_rank (findings, &self->view);
  g_clear_pointer (&self->plot, davy_plot_unref);
  self->plot = davy_usage_findings_create_plot (findings, &self->view);

  self->moving = TRUE;
  davy_chart_set_plot (self->chart, self->plot);
  if (self->range >= 0)
    davy_chart_set_view (self->chart, self->view.first, self->view.length);
  davy_chart_get_view (self->chart, &self->view.first, &self->view.length);
  self->moving = FALSE;
  davy_usage_days_set_findings (self->table, findings, &self->view);
  say_summary (self);
  say_span (self);
}

/* What was drawn has days that are not known any more. */
static void
drop_plot (DavyUsagePanel *self)
{
  self->view.marks = NULL;
  self->view.n_marks = 0;
  g_clear_pointer (&self->plot, davy_plot_unref);
  self->moving = TRUE;
  davy_chart_set_plot (self->chart, NULL);
  self->moving = FALSE;
  davy_usage_days_set_findings (self->table, NULL, NULL);
}

static void
show_view (DavyUsagePanel *self, gboolean waiting)
{
  gboolean table = gtk_toggle_button_get_active (self->as_table);

  gtk_stack_set_visible_child_name (self->views, waiting ? "waiting" : table ? "table" : "chart");
}

static char *
dup_waiting (const DavyUsageFindings *hours, const GError *error)
{
  char *unpriced;

  if (error != NULL)
    return davy_error_dup_sentence (error);
  if (hours == NULL)
    return g_strdup (_ ("Reading the hours…"));
  unpriced = davy_usage_findings_dup_unpriced (hours);

  return unpriced != NULL ? unpriced : g_strdup (_ ("Nothing is known of these hours"));
}

/* Why there are no hours to show. */
static void
update_waiting (DavyUsagePanel *self)
{
  const DavyUsageFindings *hours = get_shown (self);
  const GError *error = davy_usage_hourly_get_error (davy_usage_source_get_hourly (self->source));
  g_autofree char *text = dup_waiting (hours, error);

  gtk_widget_set_visible (GTK_WIDGET (self->waiting_spinner), error == NULL && hours == NULL);
  gtk_spinner_set_spinning (self->waiting_spinner, error == NULL && hours == NULL);
  gtk_widget_set_visible (self->read_again, error != NULL);
  if (g_str_equal (gtk_label_get_text (self->waiting_text), text))
    return;

  gtk_label_set_text (self->waiting_text, text);
  davy_compat_announce (GTK_WIDGET (self->waiting_text), text);
}

/* Beside the graph, of which hours are missing. */
static void
say_unpriced (DavyUsagePanel *self)
{
  g_autofree char *text = davy_usage_findings_dup_unpriced (get_shown (self));

  gtk_widget_set_visible (GTK_WIDGET (self->unpriced), text != NULL);
  gtk_label_set_text (self->unpriced, text != NULL ? text : "");
}

/* An alert about a part alone leads to that part. */
static void
suggest_part (DavyUsagePanel *self, const DavyUsageFindings *whole)
{
  const DavyUsageTable *table = whole->table;

  if (davy_usage_findings_is_about_part (whole) &&
      davy_usage_choice_suggest (self->choice, table->own_dimension, table->own_part))
    davy_usage_source_set_dimension (self->source, table->own_dimension);
}

/* What was used at no known price can be chosen as well: how much it was may be known. */
static void
take_choice (DavyUsagePanel *self, const DavyUsageFindings *whole)
{
  int part;

  suggest_part (self, whole);
  davy_usage_choice_offer (self->choice, self->source, whole);
  part = davy_usage_choice_get_part (self->choice);
  if (part >= 0)
    self->part_findings = davy_usage_findings_new_part (
        whole, (guint) part, davy_usage_choice_is_quantity (self->choice));
  self->view.parted = davy_usage_choice_is_parted (self->choice);
}

static gboolean
is_empty (const DavyUsageFindings *findings)
{
  return findings == NULL || !davy_usage_findings_has_values (findings);
}

static void
update (DavyUsagePanel *self)
{
  const DavyUsageFindings *whole = get_whole (self);
  gboolean nothing = is_empty (whole);

  gtk_widget_set_visible (GTK_WIDGET (self->hours),
                          davy_usage_source_get_hourly (self->source) != NULL);
  g_clear_pointer (&self->part_findings, davy_usage_findings_free);
  if (!nothing || (whole != NULL && whole->table->hours_told > 0))
    take_choice (self, whole);
  if (self->by_hour)
    nothing = is_empty (get_shown (self));
  show_view (self, self->by_hour && nothing);
  gtk_widget_set_visible (GTK_WIDGET (self->span), !nothing);
  if (self->by_hour)
    update_waiting (self);
  if (nothing)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->unpriced), FALSE);
      drop_plot (self);
      return;
    }

  mark_range (self);
  draw (self);
  say_unpriced (self);
}

/* Hours that are not looked at are read when somebody does. */
static void
source_changed_cb (DavyUsagePanel *self)
{
  DavyUsageHourly *hourly = davy_usage_source_get_hourly (self->source);

  if (self->by_hour && davy_usage_hourly_is_expired (hourly))
    davy_usage_hourly_read (hourly);
  else
    update (self);
}

static void
choice_changed_cb (DavyUsagePanel *self)
{
  int split = davy_usage_choice_get_split (self->choice);

  if (self->source == NULL)
    return;

  davy_usage_source_set_dimension (self->source,
                                   split < 0 ? DAVY_DIMENSION_SERVICE : (DavyDimension) split);
  update (self);
}

static void
range_toggled_cb (DavyUsagePanel *self, GtkToggleButton *button)
{
  if (self->moving)
    return;

  /* Who presses the one that is chosen lets it stay. */
  for (int i = 0; i < DAVY_N_USAGE_RANGES; i++)
    if (get_range_button (self, (DavyUsageRange) i) == button)
      self->range = i;
  mark_range (self);
  if (self->source == NULL)
    return;

  self->by_hour = self->range == DAVY_USAGE_RANGE_HOURS;
  if (self->by_hour)
    davy_usage_hourly_read (davy_usage_source_get_hourly (self->source));
  update (self);
}

static void
read_again_cb (DavyUsagePanel *self)
{
  davy_usage_hourly_read (davy_usage_source_get_hourly (self->source));
}

static void
view_changed_cb (DavyUsagePanel *self)
{
  if (self->moving || get_shown (self) == NULL)
    return;

  davy_chart_get_view (self->chart, &self->view.first, &self->view.length);
  self->range = davy_usage_range_find (get_shown (self), self->view.first, self->view.length);
  mark_range (self);
  say_summary (self);
  say_span (self);
}

/* It is heard what was selected, and not what was let go. */
static void
selection_changed_cb (DavyUsagePanel *self)
{
  guint from, to;

  say_span (self);
  if (davy_chart_get_selection (self->chart, &from, &to))
    davy_compat_announce (GTK_WIDGET (self->span), gtk_label_get_text (self->span));
}

static void
table_toggled_cb (DavyUsagePanel *self)
{
  show_view (self, self->by_hour && self->plot == NULL);
}

static DavyUsageExport *
create_export (gpointer data)
{
  DavyUsagePanel *self = data;
  const DavyPlotSpan span = { self->view.first, self->view.length };
  g_autofree char *csv = NULL;

  if (self->plot == NULL)
    return NULL;

  csv = davy_usage_findings_dup_csv (get_shown (self), &self->view);

  return davy_usage_export_new (
      self->plot, &span, csv,
      davy_subscription_get_name (davy_usage_source_get_subscription (self->source)));
}

/* From anywhere in the window; of several graphs the one that is seen answers. */
static gboolean
toggle_table_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DavyUsagePanel *self = DAVY_USAGE_PANEL (widget);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;

  gtk_toggle_button_set_active (self->as_table, !gtk_toggle_button_get_active (self->as_table));

  return TRUE;
}

static void
add_shortcut (DavyUsagePanel *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_t, GDK_CONTROL_MASK),
                                            gtk_callback_action_new (toggle_table_cb, NULL, NULL));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
leave (DavyUsagePanel *self)
{
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  if (self->table != NULL)
    davy_usage_days_set_findings (self->table, NULL, NULL);
  g_clear_pointer (&self->part_findings, davy_usage_findings_free);
  g_clear_pointer (&self->plot, davy_plot_unref);
  g_clear_object (&self->source);
}

/* Beside something else that is looked at, the graph takes less room, and so does what it is looked
 * at with: the table is still one key away. */
static void
set_compact (DavyUsagePanel *self, gboolean compact)
{
  self->compact = compact;
  if (!compact)
    return;

  adw_clamp_set_maximum_size (self->clamp, COMPACT_HEIGHT);
  adw_clamp_set_tightening_threshold (self->clamp, COMPACT_HEIGHT);
  gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1, COMPACT_HEIGHT);
  gtk_stack_set_vhomogeneous (self->views, FALSE);
  gtk_widget_set_visible (self->buttons, FALSE);
  davy_usage_choice_set_compact (self->choice);
}

static void
davy_usage_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((DavyUsagePanelProperty) id)
    {
    case PROP_COMPACT:
      set_compact (DAVY_USAGE_PANEL (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
davy_usage_panel_dispose (GObject *object)
{
  DavyUsagePanel *self = DAVY_USAGE_PANEL (object);

  leave (self);

  G_OBJECT_CLASS (davy_usage_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, hours);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, week);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, month);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, quarter);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, all);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, buttons);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, as_table);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, export_button);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, choice);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, clamp);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, views);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, chart);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, table);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, waiting_spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, waiting_text);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, read_again);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, span);
  gtk_widget_class_bind_template_child (widget_class, DavyUsagePanel, unpriced);
}

static void
davy_usage_panel_class_init (DavyUsagePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_usage_panel_dispose;
  object_class->set_property = davy_usage_panel_set_property;

  /**
   * DavyUsagePanel:compact:
   *
   * Whether the graph is kept low, with less around it.
   */
  props[PROP_COMPACT] =
      g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                            G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (DAVY_TYPE_ASIDE);
  g_type_ensure (DAVY_TYPE_CHART);
  g_type_ensure (DAVY_TYPE_USAGE_CHOICE);
  g_type_ensure (DAVY_TYPE_USAGE_DAYS);
  g_type_ensure (DAVY_TYPE_USAGE_EXPORT_BUTTON);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-usage-panel.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, range_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
}

static void
davy_usage_panel_init (DavyUsagePanel *self)
{
  self->range = DAVY_USAGE_RANGE_QUARTER;
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_help_topic_set (GTK_WIDGET (self), "step-usage");
  add_shortcut (self);
  mark_range (self);
  davy_chart_set_label (self->chart, _ ("Usage graph"));
  davy_chart_set_reading (self->chart, read_days, self, NULL);
  davy_usage_export_button_set_maker (self->export_button, create_export, self);
}

/**
 * davy_usage_panel_set_source:
 * @self: a panel
 * @source: (nullable): whose usage it shows
 *
 * Shows the usage of another subscription, as far as it is known, and follows what becomes known.
 */
void
davy_usage_panel_set_source (DavyUsagePanel *self, DavyUsageSource *source)
{
  g_return_if_fail (DAVY_IS_USAGE_PANEL (self));

  leave (self);
  if (source == NULL)
    return;

  self->source = g_object_ref (source);
  self->range = DAVY_USAGE_RANGE_QUARTER;
  self->by_hour = FALSE;
  davy_usage_choice_reset (self->choice);
  g_signal_connect_object (source, "changed", G_CALLBACK (source_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
