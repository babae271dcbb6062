/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/alerts/davy-alert-filters.h"

#include <glib/gi18n.h>

#include "store/davy-details.h"
#include "ui/alerts/davy-customer-popover.h"

/* Which alerts are listed and in which order. What is chosen lives in the settings alone, so that
 * it is there again at the next start. */

struct _DavyAlertFilters
{
  AdwBin parent_instance;

  GtkMenuButton *status_button;
  GtkLabel *status_label;
  GtkMenuButton *severity_button;
  GtkLabel *severity_label;
  GtkMenuButton *customer_button;
  GtkLabel *customer_label;
  GtkMenuButton *sort_button;
  GMenuModel *status_menu;
  GMenuModel *severity_menu;
  GMenuModel *sort_menu;

  DavyContext *context;
  GSettings *settings;
  char *customer; /* the tenant id, "" for any: kept for the query that borrows it */
  GCancellable *cancellable;
};

static guint changed_signal;

static const struct
{
  const char *key;
  const char *words;
  gboolean open_only;
  guint statuses;
} status_choices[] = {
  { "open", NC_ ("filter", "Open"), TRUE, 0 },
  { "active", NC_ ("filter", "Active"), FALSE, 1 << DAVY_ALERT_STATUS_ACTIVE },
  { "investigating", NC_ ("filter", "Investigating"), FALSE, 1 << DAVY_ALERT_STATUS_INVESTIGATING },
  { "resolved", NC_ ("filter", "Resolved"), FALSE, 1 << DAVY_ALERT_STATUS_RESOLVED },
  { "any", NC_ ("filter", "Any status"), FALSE, 0 },
};

static const struct
{
  const char *key;
  const char *words;
  guint severities;
} severity_choices[] = {
  { "any", NC_ ("severity", "Severity"), 0 },
  { "high", NC_ ("severity", "High"), 1 << DAVY_SEVERITY_HIGH },
  { "medium", NC_ ("severity", "Medium"), 1 << DAVY_SEVERITY_MEDIUM },
  { "low", NC_ ("severity", "Low"), 1 << DAVY_SEVERITY_LOW },
  { "informational", NC_ ("severity", "Informational"), 1 << DAVY_SEVERITY_INFORMATIONAL },
};

static const struct
{
  const char *key;
  DavyAlertSort sort;
} sort_choices[] = {
  { "urgency", DAVY_ALERT_SORT_URGENCY },   { "newest", DAVY_ALERT_SORT_NEWEST },
  { "cost", DAVY_ALERT_SORT_COST },         { "severity", DAVY_ALERT_SORT_SEVERITY },
  { "customer", DAVY_ALERT_SORT_CUSTOMER },
};

G_DEFINE_FINAL_TYPE (DavyAlertFilters, davy_alert_filters, ADW_TYPE_BIN)

static guint
status_choice (DavyAlertFilters *self)
{
  g_autofree char *key = g_settings_get_string (self->settings, "alerts-status");

  for (guint i = 0; i < G_N_ELEMENTS (status_choices); i++)
    if (g_str_equal (status_choices[i].key, key))
      return i;

  return 0;
}

static guint
severity_choice (DavyAlertFilters *self)
{
  g_autofree char *key = g_settings_get_string (self->settings, "alerts-severity");

  for (guint i = 0; i < G_N_ELEMENTS (severity_choices); i++)
    if (g_str_equal (severity_choices[i].key, key))
      return i;

  return 0;
}

static DavyAlertSort
sort_choice (DavyAlertFilters *self)
{
  g_autofree char *key = g_settings_get_string (self->settings, "alerts-sort");

  for (guint i = 0; i < G_N_ELEMENTS (sort_choices); i++)
    if (g_str_equal (sort_choices[i].key, key))
      return sort_choices[i].sort;

  return DAVY_ALERT_SORT_URGENCY;
}

/* A button that narrows the list is seen to do so. */
static void
mark_narrowing (GtkMenuButton *button, gboolean narrowing)
{
  if (narrowing)
    gtk_widget_add_css_class (GTK_WIDGET (button), "narrowing");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "narrowing");
}

static void
name_button (GtkMenuButton *button, char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_free (name);
}

/* A button shows only what is chosen, and its own name while nothing is; a screen reader says of
 * what, too. */
static void
name_buttons (DavyAlertFilters *self)
{
  const char *status = gtk_label_get_text (self->status_label);
  const char *severity = gtk_label_get_text (self->severity_label);
  const char *customer = gtk_label_get_text (self->customer_label);

  /* Translators: %s is the chosen status, "Open". */
  name_button (self->status_button, g_strdup_printf (_ ("Status: %s"), status));
  name_button (self->severity_button, severity_choice (self) == 0
                                          ? g_strdup (severity)
                                          /* Translators: %s is the chosen severity, "High". */
                                          : g_strdup_printf (_ ("Severity: %s"), severity));
  name_button (self->customer_button, *self->customer == '\0'
                                          ? g_strdup (customer)
                                          /* Translators: %s is the chosen customer. */
                                          : g_strdup_printf (_ ("Customer: %s"), customer));
}

static void
update_buttons (DavyAlertFilters *self)
{
  guint status = status_choice (self);
  guint severity = severity_choice (self);

  gtk_label_set_text (self->status_label,
                      g_dpgettext2 (NULL, "filter", status_choices[status].words));
  gtk_label_set_text (self->severity_label,
                      g_dpgettext2 (NULL, "severity", severity_choices[severity].words));
  mark_narrowing (self->status_button, status != 0);
  mark_narrowing (self->severity_button, severity != 0);
  mark_narrowing (self->customer_button, *self->customer != '\0');
  name_buttons (self);
}

static void
customers_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyAlertFilters) self = DAVY_ALERT_FILTERS (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) customers =
      davy_store_list_customers_finish (DAVY_STORE (source), result, &error);

  if (customers == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Could not list the customers: %s", error->message);
      return;
    }

  for (guint i = 0; i < customers->len; i++)
    {
      const DavyCustomerName *customer = g_ptr_array_index (customers, i);

      if (g_strcmp0 (customer->tenant_id, self->customer) == 0)
        gtk_label_set_text (self->customer_label,
                            customer->name != NULL ? customer->name : customer->tenant_id);
    }
  name_buttons (self);
}

static void
update_customer (DavyAlertFilters *self)
{
  g_clear_pointer (&self->customer, g_free);
  self->customer = g_settings_get_string (self->settings, "alerts-customer");

  gtk_label_set_text (self->customer_label, C_ ("filter", "Customer"));
  if (*self->customer != '\0')
    davy_store_list_customers_async (davy_context_get_store (self->context), self->cancellable,
                                     customers_listed_cb, g_object_ref (self));
}

static void
settings_changed_cb (DavyAlertFilters *self, const char *key)
{
  if (!g_str_has_prefix (key, "alerts-"))
    return;

  if (g_str_equal (key, "alerts-customer"))
    update_customer (self);
  update_buttons (self);
  g_signal_emit (self, changed_signal, 0);
}

/* Popovers are made when they are first opened: the list has to be on the screen before. */
static void
create_menu_cb (GtkMenuButton *button, gpointer data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_menu_model (button, G_MENU_MODEL (data));
}

static void
create_customers_cb (GtkMenuButton *button, gpointer data)
{
  DavyAlertFilters *self = DAVY_ALERT_FILTERS (data);

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, davy_customer_popover_new (self->context));
}

static void
davy_alert_filters_dispose (GObject *object)
{
  DavyAlertFilters *self = DAVY_ALERT_FILTERS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->context);
  g_clear_pointer (&self->customer, g_free);

  G_OBJECT_CLASS (davy_alert_filters_parent_class)->dispose (object);
}

static void
davy_alert_filters_class_init (DavyAlertFiltersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_alert_filters_dispose;

  /**
   * DavyAlertFilters::changed:
   * @self: the filters
   *
   * Another choice was made.
   */
  changed_signal = g_signal_new ("changed", DAVY_TYPE_ALERT_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/alerts/davy-alert-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyAlertFilters, status_button);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertFilters, status_label);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertFilters, severity_button);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertFilters, severity_label);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertFilters, customer_button);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertFilters, customer_label);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertFilters, sort_button);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertFilters, status_menu);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertFilters, severity_menu);
  gtk_widget_class_bind_template_child (widget_class, DavyAlertFilters, sort_menu);
}

static void
davy_alert_filters_init (DavyAlertFilters *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();

  gtk_menu_button_set_create_popup_func (self->status_button, create_menu_cb, self->status_menu,
                                         NULL);
  gtk_menu_button_set_create_popup_func (self->severity_button, create_menu_cb, self->severity_menu,
                                         NULL);
  gtk_menu_button_set_create_popup_func (self->sort_button, create_menu_cb, self->sort_menu, NULL);
  gtk_menu_button_set_create_popup_func (self->customer_button, create_customers_cb, self, NULL);
}

/**
 * davy_alert_filters_set_context:
 * @self: the filters
 * @context: whose settings they keep; set once
 */
void
davy_alert_filters_set_context (DavyAlertFilters *self, DavyContext *context)
{
  const char *keys[] = { "alerts-status", "alerts-severity", "alerts-sort", "alerts-tests" };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_return_if_fail (DAVY_IS_ALERT_FILTERS (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  self->settings = g_object_ref (davy_context_get_settings (context));

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, keys[i]);

      g_action_map_add_action (G_ACTION_MAP (group), action);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "alerts", G_ACTION_GROUP (group));

  g_signal_connect_object (self->settings, "changed", G_CALLBACK (settings_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_customer (self);
  update_buttons (self);
}

/**
 * davy_alert_filters_fill_query:
 * @self: the filters
 * @query: (inout): gets what is chosen; its texts are borrowed until the next choice
 */
void
davy_alert_filters_fill_query (DavyAlertFilters *self, DavyAlertQuery *query)
{
  guint status;

  g_return_if_fail (DAVY_IS_ALERT_FILTERS (self));

  status = status_choice (self);
  query->open_only = status_choices[status].open_only;
  query->statuses = status_choices[status].statuses;
  query->severities = severity_choices[severity_choice (self)].severities;
  query->customer_tenant_id = *self->customer != '\0' ? self->customer : NULL;
  query->sort = sort_choice (self);
  query->with_tests = g_settings_get_boolean (self->settings, "alerts-tests");
}

/**
 * davy_alert_filters_hides_resolved:
 * @self: the filters
 *
 * Returns: whether an alert leaves the list when it is resolved
 */
gboolean
davy_alert_filters_hides_resolved (DavyAlertFilters *self)
{
  g_return_val_if_fail (DAVY_IS_ALERT_FILTERS (self), FALSE);

  return status_choices[status_choice (self)].open_only ||
         (status_choices[status_choice (self)].statuses != 0 &&
          (status_choices[status_choice (self)].statuses & 1 << DAVY_ALERT_STATUS_RESOLVED) == 0);
}

/**
 * davy_alert_filters_hide_open:
 * @self: the filters
 *
 * Returns: whether there may be open alerts that are not listed
 */
gboolean
davy_alert_filters_hide_open (DavyAlertFilters *self)
{
  g_return_val_if_fail (DAVY_IS_ALERT_FILTERS (self), FALSE);

  return status_choice (self) != 0 || severity_choice (self) != 0 || *self->customer != '\0';
}

/**
 * davy_alert_filters_clear:
 * @self: the filters
 *
 * Goes back to all open alerts, in the order that was chosen.
 */
void
davy_alert_filters_clear (DavyAlertFilters *self)
{
  g_return_if_fail (DAVY_IS_ALERT_FILTERS (self));

  g_settings_reset (self->settings, "alerts-status");
  g_settings_reset (self->settings, "alerts-severity");
  g_settings_reset (self->settings, "alerts-customer");
  g_settings_reset (self->settings, "alerts-tests");
}

/**
 * davy_alert_filters_show_any:
 * @self: the filters
 *
 * Lists every alert, whatever its status, severity and customer.
 */
void
davy_alert_filters_show_any (DavyAlertFilters *self)
{
  g_return_if_fail (DAVY_IS_ALERT_FILTERS (self));

  davy_alert_filters_clear (self);
  g_settings_set_string (self->settings, "alerts-status", "any");
}
