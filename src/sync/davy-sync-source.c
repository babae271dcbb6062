/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/davy-sync-source.h"

#include "core/davy-error.h"

struct _DavySyncSource
{
  GObject parent_instance;

  DavyStore *store;
  DavyAccount *account;
  DavyPartnerClient *partner;
  DavyAlertService *alerts;
  DavyArmClient *arm;
  const char *owner_id; /* nullable: the account itself; interned, as plans read it in threads */
  guint silence;
  DavyRefusals *family_refusals;
};

G_DEFINE_FINAL_TYPE (DavySyncSource, davy_sync_source, G_TYPE_OBJECT)

static void
davy_sync_source_finalize (GObject *object)
{
  DavySyncSource *self = DAVY_SYNC_SOURCE (object);

  g_clear_pointer (&self->family_refusals, davy_refusals_free);
  g_clear_object (&self->arm);
  g_clear_object (&self->alerts);
  g_clear_object (&self->partner);
  g_clear_object (&self->account);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (davy_sync_source_parent_class)->finalize (object);
}

static void
davy_sync_source_class_init (DavySyncSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_sync_source_finalize;
}

static void
davy_sync_source_init (DavySyncSource *self)
{
  self->family_refusals = davy_refusals_new ();
}

/**
 * davy_sync_source_new:
 * @store: where the data go
 * @account: in whose name they are fetched
 * @alert_service: (nullable): where alerts come from, by the name of a #DavyAlertService
 *
 * Returns: (transfer full): a source
 */
DavySyncSource *
davy_sync_source_new (DavyStore *store, DavyAccount *account, const char *alert_service)
{
  DavySyncSource *self;

  g_return_val_if_fail (DAVY_IS_STORE (store) && DAVY_IS_ACCOUNT (account), NULL);

  self = g_object_new (DAVY_TYPE_SYNC_SOURCE, NULL);
  self->store = g_object_ref (store);
  self->account = g_object_ref (account);
  self->partner = davy_partner_client_new (account);
  self->alerts = davy_alert_service_new (account, alert_service);
  self->arm = davy_arm_client_new (account);

  return self;
}

DavyStore *
davy_sync_source_get_store (DavySyncSource *self)
{
  return self->store;
}

DavyAccount *
davy_sync_source_get_account (DavySyncSource *self)
{
  return self->account;
}

/* Returns: under whose id the data are written: the account's, or a colleague's of the same partner
 * tenant (store/davy-owner.c) */
const char *
davy_sync_source_get_account_id (DavySyncSource *self)
{
  const char *owner_id = g_atomic_pointer_get (&self->owner_id);

  return owner_id != NULL ? owner_id : davy_account_get_id (self->account);
}

void
davy_sync_source_set_owner_id (DavySyncSource *self, const char *owner_id)
{
  g_atomic_pointer_set (&self->owner_id, g_intern_string (owner_id));
}

/* How many requests in a row got no answer. */
guint
davy_sync_source_get_silence (DavySyncSource *self)
{
  return self->silence;
}

void
davy_sync_source_set_silence (DavySyncSource *self, guint silence)
{
  self->silence = silence;
}

DavyPartnerClient *
davy_sync_source_get_partner (DavySyncSource *self)
{
  return self->partner;
}

DavyAlertService *
davy_sync_source_get_alerts (DavySyncSource *self)
{
  return self->alerts;
}

DavyArmClient *
davy_sync_source_get_arm (DavySyncSource *self)
{
  return self->arm;
}

/* Returns: (transfer none): whose cost could not be had by size family */
DavyRefusals *
davy_sync_source_get_family_refusals (DavySyncSource *self)
{
  return self->family_refusals;
}

/**
 * davy_sync_error_is_fatal:
 * @error: what went wrong with one request
 *
 * Returns: whether the next request would end the same way, so that there is no use in trying
 */
gboolean
davy_sync_error_is_fatal (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_OFFLINE) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_TLS) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CLAIMS) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_MFA) ||
         g_error_matches (error, DAVY_ERROR, DAVY_ERROR_STORE);
}
