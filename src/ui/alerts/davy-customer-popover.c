/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/alerts/davy-customer-popover.h"

#include <glib/gi18n.h>

#include "store/davy-details.h"
#include "ui/common/davy-tab-stop.h"

/* The choice of one customer out of thousands, by typing. The first row is the way back to all. */

struct _DavyCustomerPopover
{
  GtkPopover parent_instance;

  GtkSearchEntry *entry;
  GtkListView *list_view;

  DavyContext *context;
  GCancellable *cancellable;
  GPtrArray *customers; /* DavyCustomerName, as the store lists them */
  GArray *shown;        /* guint: for each name below the first, its place in `customers` */
  GtkStringList *names;
};

G_DEFINE_FINAL_TYPE (DavyCustomerPopover, davy_customer_popover, GTK_TYPE_POPOVER)

static void
update_names (DavyCustomerPopover *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *wanted = g_utf8_casefold (text, -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint n = self->customers != NULL ? self->customers->len : 0;

  g_array_set_size (self->shown, 0);
  g_ptr_array_add (names, (gpointer) C_ ("filter", "Any customer"));
  for (guint i = 0; i < n; i++)
    {
      const DavyCustomerName *customer = g_ptr_array_index (self->customers, i);
      const char *name = customer->name != NULL ? customer->name : customer->tenant_id;
      g_autofree char *folded = g_utf8_casefold (name, -1);

      if (strstr (folded, wanted) == NULL && strstr (customer->tenant_id, text) == NULL)
        continue;
      g_array_append_val (self->shown, i);
      g_ptr_array_add (names, (gpointer) name);
    }
  g_ptr_array_add (names, NULL);

  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                          (const char *const *) names->pdata);
}

static void
choose (DavyCustomerPopover *self, guint position)
{
  const char *tenant_id = "";

  if (position > 0 && position <= self->shown->len)
    {
      guint place = g_array_index (self->shown, guint, position - 1);

      tenant_id = ((DavyCustomerName *) g_ptr_array_index (self->customers, place))->tenant_id;
    }

  g_settings_set_string (davy_context_get_settings (self->context), "alerts-customer", tenant_id);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
row_activated_cb (DavyCustomerPopover *self, guint position)
{
  choose (self, position);
}

/* Return takes the first that fits. */
static void
entry_activated_cb (DavyCustomerPopover *self)
{
  choose (self, self->shown->len > 0 ? 1 : 0);
}

static void
customers_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyCustomerPopover) self = DAVY_CUSTOMER_POPOVER (data);
  g_autoptr (GError) error = NULL;
  GPtrArray *customers = davy_store_list_customers_finish (DAVY_STORE (source), result, &error);

  if (customers == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Could not list the customers: %s", error->message);
      return;
    }

  g_clear_pointer (&self->customers, g_ptr_array_unref);
  self->customers = customers;
  update_names (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (label), name);
  gtk_widget_set_tooltip_text (label, name);
}

static void
davy_customer_popover_map (GtkWidget *widget)
{
  DavyCustomerPopover *self = DAVY_CUSTOMER_POPOVER (widget);

  GTK_WIDGET_CLASS (davy_customer_popover_parent_class)->map (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  davy_store_list_customers_async (davy_context_get_store (self->context), self->cancellable,
                                   customers_listed_cb, g_object_ref (self));
}

static void
davy_customer_popover_dispose (GObject *object)
{
  DavyCustomerPopover *self = DAVY_CUSTOMER_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->customers, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_array_unref);
  g_clear_object (&self->names);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_customer_popover_parent_class)->dispose (object);
}

static void
davy_customer_popover_class_init (DavyCustomerPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_customer_popover_dispose;
  widget_class->map = davy_customer_popover_map;

  g_type_ensure (DAVY_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/alerts/davy-customer-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyCustomerPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, DavyCustomerPopover, list_view);
  gtk_widget_class_bind_template_callback (widget_class, update_names);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

static void
davy_customer_popover_init (DavyCustomerPopover *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->names = gtk_string_list_new (NULL);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->names)));
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
}

/**
 * davy_customer_popover_new:
 * @context: whose customers are listed, and whose setting `alerts-customer` takes the choice
 *
 * Returns: (transfer floating): a popover
 */
GtkWidget *
davy_customer_popover_new (DavyContext *context)
{
  DavyCustomerPopover *self = g_object_new (DAVY_TYPE_CUSTOMER_POPOVER, NULL);

  self->context = g_object_ref (context);

  return GTK_WIDGET (self);
}
