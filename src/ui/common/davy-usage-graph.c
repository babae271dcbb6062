/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-graph.h"

#include <glib/gi18n.h>
#include <math.h>

#include "core/davy-error.h"
#include "core/davy-format.h"
#include "ui/common/davy-usage-panel.h"

/* The usage of one subscription: what matters in words, the graph, and where it comes from. */

struct _DavyUsageGraph
{
  AdwBin parent_instance;

  GtkStack *states;
  GtkSpinner *spinner;
  GtkImage *message_icon;
  GtkLabel *message_title;
  GtkLabel *message_text;
  GtkWidget *message_button;
  GtkLabel *headline;
  GtkLabel *explanation;
  DavyUsagePanel *panel;
  GtkWidget *stale;
  GtkLabel *stale_text;
  GtkLabel *basis;

  DavyContext *context; /* (nullable): nothing is shown yet */
  gint64 row;
  DavyUsageSource *source; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (DavyUsageGraph, davy_usage_graph, ADW_TYPE_BIN)

static void
show_state (DavyUsageGraph *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->states, name);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (name, "loading"));
}

static void
show_message (DavyUsageGraph *self,
              const char *icon,
              const char *title,
              const char *text,
              gboolean retry)
{
  gtk_image_set_from_icon_name (self->message_icon, icon);
  gtk_label_set_text (self->message_title, title);
  gtk_label_set_text (self->message_text, text);
  gtk_widget_set_visible (self->message_button, retry);
  show_state (self, "message");
}

/* Nothing to draw: why, and what can be done about it. */
static void
show_why_empty (DavyUsageGraph *self, DavySubscription *subscription)
{
  switch (davy_subscription_get_usage_state (subscription))
    {
    case DAVY_USAGE_NO_ACCESS:
      show_message (self, "changes-prevent-symbolic", _ ("No access to the usage"),
                    _ ("This account may not read the costs of this subscription. Somebody with "
                       "rights in the customer’s tenant has to grant it the role of a reader."),
                    TRUE);
      break;

    case DAVY_USAGE_FAILED:
      show_message (self, "dialog-warning-symbolic", _ ("The usage could not be read"),
                    _ ("The service did not answer as it should. The alert can be handled "
                       "without it."),
                    TRUE);
      break;

    case DAVY_USAGE_FETCHED:
      show_message (self, "view-list-symbolic", _ ("No usage in these 90 days"),
                    _ ("The service knows of no cost for this subscription."), FALSE);
      break;

    case DAVY_USAGE_NOT_FETCHED:
    default:
      if (davy_usage_source_get_offline (self->source))
        show_message (self, "network-offline-symbolic", _ ("Usage not fetched"),
                      _ ("It is read as soon as the service can be reached again."), TRUE);
      else
        show_state (self, "loading");
    }
}

static void
update_headline (DavyUsageGraph *self, const DavyUsageFindings *findings)
{
  g_autofree char *headline = davy_usage_findings_dup_headline (findings);
  g_autofree char *explanation = davy_usage_findings_dup_explanation (findings);
  g_autofree char *basis = davy_usage_findings_dup_basis (findings);

  gtk_label_set_text (self->headline, headline);
  gtk_label_set_text (self->explanation, explanation);
  gtk_label_set_text (self->basis, basis);
  if (davy_usage_findings_is_excess (findings))
    gtk_widget_add_css_class (GTK_WIDGET (self->headline), "excess");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->headline), "excess");
}

static void
update_stale (DavyUsageGraph *self, DavySubscription *subscription)
{
  DavyUsageState state = davy_subscription_get_usage_state (subscription);

  gtk_widget_set_visible (self->stale, state == DAVY_USAGE_FAILED || state == DAVY_USAGE_NO_ACCESS);
  gtk_label_set_text (self->stale_text, state == DAVY_USAGE_NO_ACCESS
                                            ? _ ("The access to the usage has been lost since.")
                                            : _ ("It could not be read again since."));
}

static void
show_failure (DavyUsageGraph *self, const GError *error)
{
  g_autofree char *sentence = davy_error_dup_sentence (error);

  show_message (self, "dialog-warning-symbolic", _ ("The usage could not be read"), sentence,
                FALSE);
}

static void
update (DavyUsageGraph *self)
{
  const DavyUsageFindings *findings = davy_usage_source_get_findings (self->source);
  DavySubscription *subscription = davy_usage_source_get_subscription (self->source);
  const GError *error = davy_usage_source_get_error (self->source);

  if (error != NULL)
    {
      show_failure (self, error);
      return;
    }
  if (subscription == NULL || findings == NULL)
    return;
  if (!davy_usage_findings_has_values (findings))
    {
      show_why_empty (self, subscription);
      return;
    }

  update_headline (self, findings);
  update_stale (self, subscription);
  show_state (self, "graph");
}

static void
retry_clicked_cb (DavyUsageGraph *self)
{
  const DavyUsageFindings *findings = davy_usage_source_get_findings (self->source);

  davy_usage_source_fetch (self->source);
  if (findings == NULL || !davy_usage_findings_has_values (findings))
    show_state (self, "loading");
}

static void
leave (DavyUsageGraph *self)
{
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  if (self->panel != NULL)
    davy_usage_panel_set_source (self->panel, NULL);
  g_clear_object (&self->source);
  g_clear_object (&self->context);
}

static void
davy_usage_graph_dispose (GObject *object)
{
  DavyUsageGraph *self = DAVY_USAGE_GRAPH (object);

  leave (self);

  G_OBJECT_CLASS (davy_usage_graph_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, states);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, message_icon);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, message_title);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, message_text);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, message_button);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, headline);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, explanation);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, panel);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, stale);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, stale_text);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageGraph, basis);
}

static void
davy_usage_graph_class_init (DavyUsageGraphClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_usage_graph_dispose;

  g_type_ensure (DAVY_TYPE_USAGE_PANEL);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-usage-graph.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
davy_usage_graph_init (DavyUsageGraph *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_usage_graph_show:
 * @self: a graph
 * @context: the store to read, and who refreshes it
 * @subscription_row: which subscription
 *
 * Shows the usage of a subscription, what is known at once, and has it fetched before others.
 */
void
davy_usage_graph_show (DavyUsageGraph *self, DavyContext *context, gint64 subscription_row)
{
  g_return_if_fail (DAVY_IS_USAGE_GRAPH (self));

  if (self->context == context && self->row == subscription_row)
    return;

  leave (self);
  self->context = g_object_ref (context);
  self->row = subscription_row;
  self->source = davy_usage_source_new (context, subscription_row);
  g_signal_connect_object (self->source, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  davy_usage_panel_set_source (self->panel, self->source);
  show_state (self, "waiting");
}
