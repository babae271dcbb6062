/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-feed.h"

#include "store/davy-details.h"

/* Reads what the pages show from the store, and again when it changes there. Running it down
 * cancels what is on its way. */

struct _DavyWizardFeed
{
  GObject parent_instance;

  DavyContext *context;
  DavyCase *subject;
  DavyWizardFeedPages pages;
  GCancellable *cancellable;
  GPtrArray *alert_details; /* (element-type DavyAlertDetails): read so far, in this round */
  gboolean reading_alerts;
  gboolean follows_usage;
};

G_DEFINE_FINAL_TYPE (DavyWizardFeed, davy_wizard_feed, G_TYPE_OBJECT)

static void read_next_alert (DavyWizardFeed *self);

static DavyStore *
get_store (DavyWizardFeed *self)
{
  return davy_context_get_store (self->context);
}

static gboolean
was_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
show_alerts (DavyWizardFeed *self)
{
  davy_detected_page_clear (self->pages.detected);
  for (guint i = 0; i < self->alert_details->len; i++)
    davy_detected_page_add_alert (self->pages.detected, g_ptr_array_index (self->alert_details, i));
}

static void
alert_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyWizardFeed) self = user_data;
  g_autoptr (GError) error = NULL;
  DavyAlertDetails *details = davy_store_get_alert_finish (DAVY_STORE (source), result, &error);

  if (details == NULL)
    {
      self->reading_alerts = FALSE;
      if (!was_cancelled (error))
        g_warning ("An alert of the case could not be read: %s", error->message);
      return;
    }

  g_ptr_array_add (self->alert_details, details);
  read_next_alert (self);
}

static void
read_next_alert (DavyWizardFeed *self)
{
  GPtrArray *alerts = davy_case_get_alerts (self->subject);
  guint next = self->alert_details->len;

  if (next < alerts->len)
    {
      DavyAlert *alert = g_ptr_array_index (alerts, next);

      davy_store_get_alert_async (get_store (self), davy_alert_get_id (alert), self->cancellable,
                                  alert_read_cb, g_object_ref (self));
      return;
    }

  self->reading_alerts = FALSE;
  show_alerts (self);
}

static void
read_alerts (DavyWizardFeed *self)
{
  if (self->reading_alerts)
    return;

  self->reading_alerts = TRUE;
  g_ptr_array_set_size (self->alert_details, 0);
  read_next_alert (self);
}

static void
show_parties (DavyWizardFeed *self, DavySubscription *subscription)
{
  GPtrArray *alerts = davy_case_get_alerts (self->subject);
  const char *customer = NULL;
  const char *reseller = NULL;

  if (alerts->len > 0)
    {
      customer = davy_alert_get_customer_name (g_ptr_array_index (alerts, 0));
      reseller = davy_alert_get_reseller_name (g_ptr_array_index (alerts, 0));
    }
  if (subscription != NULL)
    {
      if (davy_subscription_get_customer_name (subscription) != NULL)
        customer = davy_subscription_get_customer_name (subscription);
      if (davy_subscription_get_reseller_name (subscription) != NULL)
        reseller = davy_subscription_get_reseller_name (subscription);
    }

  davy_contact_page_set_parties (self->pages.contact, customer, reseller);
}

static void
subscription_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyWizardFeed) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DavySubscription) subscription =
      davy_store_find_subscription_finish (DAVY_STORE (source), result, &error);

  if (was_cancelled (error))
    return;

  show_parties (self, subscription);
  if (subscription != NULL && !self->follows_usage)
    {
      g_autoptr (DavyUsageSource) usage =
          davy_usage_source_new (self->context, davy_subscription_get_id (subscription));

      self->follows_usage = TRUE;
      davy_usage_page_set_source (self->pages.usage, usage);
    }
}

static void
read_subscription (DavyWizardFeed *self)
{
  davy_store_find_subscription_async (get_store (self), davy_case_get_account_id (self->subject),
                                      davy_case_get_azure_id (self->subject), self->cancellable,
                                      subscription_found_cb, g_object_ref (self));
}

static void
store_changed_cb (DavyWizardFeed *self, DavyStoreTables tables)
{
  if ((tables & DAVY_TABLE_ALERTS) != 0)
    read_alerts (self);
  if ((tables & (DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_CUSTOMERS)) != 0)
    read_subscription (self);
}

static void
davy_wizard_feed_dispose (GObject *object)
{
  DavyWizardFeed *self = DAVY_WIZARD_FEED (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_wizard_feed_parent_class)->dispose (object);
}

static void
davy_wizard_feed_finalize (GObject *object)
{
  DavyWizardFeed *self = DAVY_WIZARD_FEED (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->alert_details);

  G_OBJECT_CLASS (davy_wizard_feed_parent_class)->finalize (object);
}

static void
davy_wizard_feed_class_init (DavyWizardFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_wizard_feed_dispose;
  object_class->finalize = davy_wizard_feed_finalize;
}

static void
davy_wizard_feed_init (DavyWizardFeed *self)
{
  self->cancellable = g_cancellable_new ();
  self->alert_details = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_alert_details_free);
}

/**
 * davy_wizard_feed_new:
 * @context: where the store and the refresh are
 * @for_case: what it is about
 * @pages: what is filled; to be kept until g_object_run_dispose() on the feed
 *
 * Begins to read.
 *
 * Returns: (transfer full): the feed
 */
DavyWizardFeed *
davy_wizard_feed_new (DavyContext *context, DavyCase *for_case, const DavyWizardFeedPages *pages)
{
  DavyWizardFeed *self = g_object_new (DAVY_TYPE_WIZARD_FEED, NULL);

  self->context = g_object_ref (context);
  self->subject = g_object_ref (for_case);
  self->pages = *pages;
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);

  read_alerts (self);
  read_subscription (self);

  return self;
}
