/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-days.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/common/davy-tab-stop.h"

/* All that the graph can show, as a table: the newest day, or hour, first. */
struct _DavyUsageDays
{
  AdwBin parent_instance;

  GtkColumnView *view;

  const DavyUsageFindings *findings; /* (nullable): of the graph around it */
  DavyUsageView shown;
  double *rest; /* (nullable): what is not told apart */
};

G_DEFINE_FINAL_TYPE (DavyUsageDays, davy_usage_days, ADW_TYPE_BIN)

/* From COLUMN_PART on: the parts that are told apart. */
typedef enum
{
  COLUMN_DAY,
  COLUMN_COST,
  COLUMN_EXPECTED,
  COLUMN_NOTE,
  COLUMN_REST,
  COLUMN_PART,
} Column;

static guint
get_index (DavyUsageDays *self, guint position)
{
  return self->findings->judged->series->length - 1 - position;
}

static char *
dup_expected (const DavyUsageFindings *findings, guint index)
{
  double low = findings->judged->expectation->low[index];
  double high = findings->judged->expectation->high[index];
  g_autofree char *from = davy_usage_findings_dup_money (findings, MAX (low, 0));
  g_autofree char *to = davy_usage_findings_dup_money (findings, high);

  if (isnan (low) || isnan (high))
    return g_strdup ("");

  /* Translators: two amounts of money: a range. */
  return g_strdup_printf (C_ ("graph", "%1$s – %2$s"), from, to);
}

static char *
dup_note (const DavyUsageFindings *findings, guint index)
{
  if (davy_series_is_incomplete (findings->judged->series, index))
    return g_strdup (_ ("Not complete yet"));
  if (davy_usage_findings_count_unpriced (findings, index, 1) > 0)
    return g_strdup (_ ("No price known"));
  if (isnan (findings->judged->series->values[index]))
    return g_strdup (_ ("Nothing known"));
  if (davy_usage_findings_is_notable (findings, index))
    return g_strdup (_ ("More than expected"));

  return g_strdup ("");
}

static char *
dup_cell (DavyUsageDays *self, Column column, guint position)
{
  const DavyUsageFindings *findings = self->findings;
  guint index = get_index (self, position);

  switch (column)
    {
    case COLUMN_DAY:
      return davy_usage_findings_dup_point (findings, index);
    case COLUMN_COST:
      return davy_usage_findings_dup_money (findings, findings->judged->series->values[index]);
    case COLUMN_EXPECTED:
      return dup_expected (findings, index);
    case COLUMN_NOTE:
      return dup_note (findings, index);
    case COLUMN_REST:
      return davy_usage_findings_dup_money (findings, self->rest[index]);
    case COLUMN_PART:
    default:
      return davy_usage_findings_dup_money (
          findings, findings->table->by_part[self->shown.top[column - COLUMN_PART]][index]);
    }
}

static Column
get_column (GtkListItemFactory *factory)
{
  return (Column) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
}

static void
setup_cell_cb (GtkListItemFactory *factory, GtkListItem *item, DavyUsageDays *self)
{
  Column column = get_column (factory);
  gboolean is_number = column != COLUMN_DAY && column != COLUMN_NOTE;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1 : 0);
  gtk_widget_add_css_class (label, "figure");
  gtk_list_item_set_child (item, label);
}

static void
bind_cell_cb (GtkListItemFactory *factory, GtkListItem *item, DavyUsageDays *self)
{
  g_autofree char *text = NULL;

  if (self->findings == NULL)
    return;

  text = dup_cell (self, get_column (factory), gtk_list_item_get_position (item));
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
add_column (DavyUsageDays *self, Column column, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (column));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cell_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell_cb), self, 0);
  gtk_column_view_column_set_expand (view_column, column == COLUMN_NOTE);
  gtk_column_view_append_column (self->view, view_column);
}

static void
add_columns (DavyUsageDays *self)
{
  gboolean hourly = davy_usage_findings_is_hourly (self->findings);

  add_column (self, COLUMN_DAY, hourly ? _ ("Hour") : _ ("Day"));
  add_column (self, COLUMN_COST, self->findings->unit != NULL ? _ ("Quantity") : _ ("Cost"));
  if (self->shown.parted)
    for (guint i = 0; i < self->shown.n_top; i++)
      add_column (self, (Column) (COLUMN_PART + i),
                  davy_usage_findings_get_part (self->findings, self->shown.top[i]));
  else if (!hourly)
    add_column (self, COLUMN_EXPECTED, _ ("Expected"));
  if (self->rest != NULL)
    add_column (self, COLUMN_REST, davy_usage_findings_get_rest (self->findings));
  add_column (self, COLUMN_NOTE, _ ("Note"));
}

static void
remove_columns (DavyUsageDays *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static void
davy_usage_days_finalize (GObject *object)
{
  g_free (DAVY_USAGE_DAYS (object)->rest);

  G_OBJECT_CLASS (davy_usage_days_parent_class)->finalize (object);
}

static void
davy_usage_days_class_init (DavyUsageDaysClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = davy_usage_days_finalize;

  g_type_ensure (DAVY_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-usage-days.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyUsageDays, view);
}

static void
davy_usage_days_init (DavyUsageDays *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_usage_days_set_findings:
 * @self: a table
 * @findings: (nullable): what it shows; it has to stay until others are set
 * @view: (nullable): how; which parts it tells apart is taken over; %NULL with @findings
 */
void
davy_usage_days_set_findings (DavyUsageDays *self,
                              const DavyUsageFindings *findings,
                              const DavyUsageView *view)
{
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  g_autoptr (GtkNoSelection) selection = NULL;

  g_return_if_fail (DAVY_IS_USAGE_DAYS (self));
  g_return_if_fail (findings == NULL || view != NULL);

  gtk_column_view_set_model (self->view, NULL);
  remove_columns (self);
  g_clear_pointer (&self->rest, g_free);
  self->findings = findings;
  if (findings == NULL)
    return;

  self->shown = *view;
  if (view->parted)
    self->rest = davy_usage_findings_dup_rest (findings, view);
  add_columns (self);
  for (guint i = 0; i < findings->judged->series->length; i++)
    gtk_string_list_append (rows, "");
  selection = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}
