/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-context.h"

/* What the start has put together and every page needs: it is handed down from main.c to the
 * window and from there to the pages, so that no page reaches for a global object. */

struct _DavyContext
{
  GObject parent_instance;

  DavyStore *store;
  DavyAccounts *accounts;
  DavySync *sync;
  DavyTriage *triage;
  DavyReadiness *readiness;
  GSettings *settings;
  char *profile;
  gboolean is_demo;
  char *libraries;
};

G_DEFINE_FINAL_TYPE (DavyContext, davy_context, G_TYPE_OBJECT)

static void
davy_context_finalize (GObject *object)
{
  DavyContext *self = DAVY_CONTEXT (object);

  g_clear_object (&self->readiness);
  g_clear_object (&self->triage);
  g_clear_object (&self->sync);
  g_clear_object (&self->accounts);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->libraries, g_free);

  G_OBJECT_CLASS (davy_context_parent_class)->finalize (object);
}

static void
davy_context_class_init (DavyContextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_context_finalize;
}

static void
davy_context_init (DavyContext *self)
{
}

/**
 * davy_context_new:
 * @parts: (transfer none): the objects to hand down; the context takes a reference of each. A
 *   display test may leave out those that its widget does not touch
 *
 * Returns: (transfer full): a context that does not change any more
 */
DavyContext *
davy_context_new (const DavyContextParts *parts)
{
  DavyContext *self = g_object_new (DAVY_TYPE_CONTEXT, NULL);

  g_set_object (&self->store, parts->store);
  g_set_object (&self->accounts, parts->accounts);
  g_set_object (&self->sync, parts->sync);
  g_set_object (&self->triage, parts->triage);
  g_set_object (&self->readiness, parts->readiness);
  g_set_object (&self->settings, parts->settings);
  self->profile = g_strdup (parts->profile);
  self->is_demo = parts->is_demo;
  self->libraries = g_strdup (parts->libraries);

  return self;
}

/**
 * davy_context_get_store:
 * @self: a context
 *
 * Returns: (transfer none): what was fetched, and the cases
 */
DavyStore *
davy_context_get_store (DavyContext *self)
{
  g_return_val_if_fail (DAVY_IS_CONTEXT (self), NULL);

  return self->store;
}

/**
 * davy_context_get_accounts:
 * @self: a context
 *
 * Returns: (transfer none): who is signed in
 */
DavyAccounts *
davy_context_get_accounts (DavyContext *self)
{
  g_return_val_if_fail (DAVY_IS_CONTEXT (self), NULL);

  return self->accounts;
}

/**
 * davy_context_get_sync:
 * @self: a context
 *
 * Returns: (transfer none): what keeps the store fresh
 */
DavySync *
davy_context_get_sync (DavyContext *self)
{
  g_return_val_if_fail (DAVY_IS_CONTEXT (self), NULL);

  return self->sync;
}

/**
 * davy_context_get_triage:
 * @self: a context
 *
 * Returns: (transfer none): what opens cases
 */
DavyTriage *
davy_context_get_triage (DavyContext *self)
{
  g_return_val_if_fail (DAVY_IS_CONTEXT (self), NULL);

  return self->triage;
}

/**
 * davy_context_get_readiness:
 * @self: a context
 *
 * Returns: (transfer none): what checks what may be done for each customer
 */
DavyReadiness *
davy_context_get_readiness (DavyContext *self)
{
  g_return_val_if_fail (DAVY_IS_CONTEXT (self), NULL);

  return self->readiness;
}

/**
 * davy_context_get_settings:
 * @self: a context
 *
 * Returns: (transfer none): the settings of this profile
 */
GSettings *
davy_context_get_settings (DavyContext *self)
{
  g_return_val_if_fail (DAVY_IS_CONTEXT (self), NULL);

  return self->settings;
}

/**
 * davy_context_get_profile:
 * @self: a context
 *
 * Returns: (transfer none): `default`, `demo`, or the profile of an endpoints file; database,
 *   settings and keyring items of one profile are never seen by another
 */
const char *
davy_context_get_profile (DavyContext *self)
{
  g_return_val_if_fail (DAVY_IS_CONTEXT (self), NULL);

  return self->profile;
}

/**
 * davy_context_is_demo:
 * @self: a context
 *
 * Returns: whether everything in the window is invented
 */
gboolean
davy_context_is_demo (DavyContext *self)
{
  g_return_val_if_fail (DAVY_IS_CONTEXT (self), FALSE);

  return self->is_demo;
}

/**
 * davy_context_get_libraries:
 * @self: a context
 *
 * Returns: (nullable): what it works with below the interface, "libsoup 3.2.3, SQLite 3.40.1"
 */
const char *
davy_context_get_libraries (DavyContext *self)
{
  g_return_val_if_fail (DAVY_IS_CONTEXT (self), NULL);

  return self->libraries;
}
