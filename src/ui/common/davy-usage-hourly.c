/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-hourly.h"

#include "sync/davy-usage-hours.h"

#define ASK_AGAIN (10 * DAVY_TIME_MINUTE)

struct _DavyUsageHourly
{
  GObject parent_instance;

  DavyContext *context;
  gint64 row;
  DavyDimension dimension;

  DavyUsageHours *hours;       /* (nullable) */
  DavyUsageFindings *findings; /* (nullable): made of @hours */
  GError *error;               /* (nullable): why there are none */
  GCancellable *cancellable;   /* (nullable): of a reading under way */
  gboolean expired;            /* whoever looks is to ask again */
};

G_DEFINE_FINAL_TYPE (DavyUsageHourly, davy_usage_hourly, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} DavyUsageHourlySignal;

static guint signals[N_SIGNALS];

static void
tell (DavyUsageHourly *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
drop_hours (DavyUsageHourly *self)
{
  g_clear_pointer (&self->findings, davy_usage_findings_free);
  g_clear_pointer (&self->hours, davy_usage_hours_free);
}

static void
make_findings (DavyUsageHourly *self)
{
  g_clear_pointer (&self->findings, davy_usage_findings_free);
  self->findings =
      davy_usage_findings_new (davy_usage_hours_create_table (self->hours, self->dimension));
}

static void
hours_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DavyUsageHourly *self;
  g_autoptr (GError) error = NULL;
  DavyUsageHours *hours = davy_usage_hours_read_finish (DAVY_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  g_clear_object (&self->cancellable);
  drop_hours (self);
  self->error = g_steal_pointer (&error);
  self->hours = hours;
  if (hours != NULL)
    make_findings (self);
  tell (self);
}

static void
davy_usage_hourly_dispose (GObject *object)
{
  DavyUsageHourly *self = DAVY_USAGE_HOURLY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  drop_hours (self);
  g_clear_error (&self->error);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_usage_hourly_parent_class)->dispose (object);
}

static void
davy_usage_hourly_class_init (DavyUsageHourlyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = davy_usage_hourly_dispose;

  /**
   * DavyUsageHourly::changed:
   *
   * What it knows, or why it knows nothing, is another.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_usage_hourly_init (DavyUsageHourly *self)
{
}

/**
 * davy_usage_hourly_new:
 * @context: whose store and accounts
 * @subscription_row: a legacy subscription
 *
 * Returns: (transfer full): its hours, of which nothing is known yet
 */
DavyUsageHourly *
davy_usage_hourly_new (DavyContext *context, gint64 subscription_row)
{
  DavyUsageHourly *self = g_object_new (DAVY_TYPE_USAGE_HOURLY, NULL);

  self->context = g_object_ref (context);
  self->row = subscription_row;

  return self;
}

/**
 * davy_usage_hourly_read:
 * @self: hours
 *
 * Asks for them, unless they are as good as new. What is known stays until the answer is there.
 */
void
davy_usage_hourly_read (DavyUsageHourly *self)
{
  g_return_if_fail (DAVY_IS_USAGE_HOURLY (self));

  if (self->cancellable != NULL ||
      (self->hours != NULL && !self->expired &&
       davy_time_now () < davy_usage_hours_get_read_at (self->hours) + ASK_AGAIN))
    return;

  self->expired = FALSE;
  g_clear_error (&self->error);
  self->cancellable = g_cancellable_new ();
  davy_usage_hours_read_async (davy_context_get_store (self->context),
                               davy_context_get_accounts (self->context), self->row,
                               self->cancellable, hours_read_cb, self);
  tell (self);
}

/**
 * davy_usage_hourly_expire:
 * @self: hours
 *
 * Somebody refreshes: what is known, or why nothing is, is not as good as new any more. Nothing is
 * asked until davy_usage_hourly_read().
 */
void
davy_usage_hourly_expire (DavyUsageHourly *self)
{
  g_return_if_fail (DAVY_IS_USAGE_HOURLY (self));

  self->expired = self->cancellable == NULL && (self->hours != NULL || self->error != NULL);
}

/**
 * davy_usage_hourly_is_expired:
 * @self: hours
 *
 * Returns: whether what was asked for has to be asked for again
 */
gboolean
davy_usage_hourly_is_expired (DavyUsageHourly *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_HOURLY (self), FALSE);

  return self->expired;
}

/**
 * davy_usage_hourly_set_dimension:
 * @self: hours
 * @dimension: by what the findings tell them apart
 */
void
davy_usage_hourly_set_dimension (DavyUsageHourly *self, DavyDimension dimension)
{
  g_return_if_fail (DAVY_IS_USAGE_HOURLY (self));

  if (self->dimension == dimension)
    return;

  self->dimension = dimension;
  if (self->hours == NULL)
    return;
  make_findings (self);
  tell (self);
}

/**
 * davy_usage_hourly_get_findings:
 * @self: hours
 *
 * Returns: (transfer none) (nullable): what can be said about them, once they are read; until the
 *   next #DavyUsageHourly::changed
 */
const DavyUsageFindings *
davy_usage_hourly_get_findings (DavyUsageHourly *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_HOURLY (self), NULL);

  return self->findings;
}

/**
 * davy_usage_hourly_get_error:
 * @self: hours
 *
 * Returns: (transfer none) (nullable): why they could not be read; %NULL as well while they are
 *   being read
 */
const GError *
davy_usage_hourly_get_error (DavyUsageHourly *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_HOURLY (self), NULL);

  return self->error;
}
