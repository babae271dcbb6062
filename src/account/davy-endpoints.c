/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-endpoints.h"

#include "core/davy-error.h"
#include "net/davy-link.h"

struct _DavyEndpoints
{
  char *addresses[DAVY_N_SERVICES];
};

G_DEFINE_BOXED_TYPE (DavyEndpoints, davy_endpoints, davy_endpoints_ref, davy_endpoints_unref)

/* `wire-contract.md` 1.1 and 1.2. An audience names a service in a token, wherever it is served. */
static const struct
{
  const char *key;
  const char *address; /* in the global cloud */
  const char *prefix;  /* in the emulator */
  const char *audience;
} services[DAVY_N_SERVICES] = {
  [DAVY_SERVICE_LOGIN] = { "login", "https://login.microsoftonline.com", "login", NULL },
  [DAVY_SERVICE_PARTNER] = { "partner", "https://api.partnercenter.microsoft.com", "pc",
                             "https://api.partnercenter.microsoft.com" },
  [DAVY_SERVICE_GRAPH] = { "graph", "https://graph.microsoft.com", "graph",
                           "https://graph.microsoft.com" },
  [DAVY_SERVICE_RESOURCE_MANAGER] = { "resource-manager", "https://management.azure.com", "arm",
                                      "https://management.azure.com" },
  [DAVY_SERVICE_PRICES] = { "prices", "https://prices.azure.com", "prices", NULL },
};

static void
davy_endpoints_clear (DavyEndpoints *self)
{
  for (guint i = 0; i < DAVY_N_SERVICES; i++)
    g_free (self->addresses[i]);
}

static char *
dup_without_slash (const char *address)
{
  gsize length = strlen (address);

  while (length > 0 && address[length - 1] == '/')
    length--;

  return g_strndup (address, length);
}

/**
 * davy_endpoints_new_for_cloud:
 * @cloud: the name of a cloud: `global`
 *
 * Returns: (transfer full) (nullable): its services; %NULL for a cloud that is not known
 */
DavyEndpoints *
davy_endpoints_new_for_cloud (const char *cloud)
{
  DavyEndpoints *self;

  if (g_strcmp0 (cloud, "global") != 0)
    return NULL;

  self = g_atomic_rc_box_new0 (DavyEndpoints);
  for (guint i = 0; i < DAVY_N_SERVICES; i++)
    self->addresses[i] = g_strdup (services[i].address);

  return self;
}

/**
 * davy_endpoints_new_from_file:
 * @path: a key file with the group `[endpoints]` and the keys `login`, `partner`, `graph`,
 *   `resource-manager`, `prices`
 * @error: %DAVY_ERROR_INPUT, naming what to mend
 *
 * Reads where other servers stand. Only loopback addresses are accepted, so that nobody can be
 * talked into sending a token elsewhere.
 *
 * Returns: (transfer full): the services
 */
DavyEndpoints *
davy_endpoints_new_from_file (const char *path, GError **error)
{
  g_autoptr (DavyEndpoints) self = g_atomic_rc_box_new0 (DavyEndpoints);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local_error))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "%s: %s", path, local_error->message);
      return NULL;
    }
  for (guint i = 0; i < DAVY_N_SERVICES; i++)
    {
      g_autofree char *address = g_key_file_get_string (file, "endpoints", services[i].key, NULL);

      if (address == NULL)
        {
          g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "%s: [endpoints] %s is missing", path,
                       services[i].key);
          return NULL;
        }
      if (!davy_link_is_loopback (address))
        {
          g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT,
                       "%s: [endpoints] %s is not an address on this computer", path,
                       services[i].key);
          return NULL;
        }
      self->addresses[i] = dup_without_slash (address);
    }

  return g_steal_pointer (&self);
}

/**
 * davy_endpoints_new_below:
 * @base: where an emulator listens, such as `http://127.0.0.1:8080`
 *
 * Returns: (transfer full): its services, each below a prefix of its own
 */
DavyEndpoints *
davy_endpoints_new_below (const char *base)
{
  DavyEndpoints *self = g_atomic_rc_box_new0 (DavyEndpoints);
  g_autofree char *trimmed = dup_without_slash (base);

  for (guint i = 0; i < DAVY_N_SERVICES; i++)
    self->addresses[i] = g_strdup_printf ("%s/%s", trimmed, services[i].prefix);

  return self;
}

/**
 * davy_endpoints_ref:
 * @self: the services
 *
 * Returns: (transfer full): the same
 */
DavyEndpoints *
davy_endpoints_ref (DavyEndpoints *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * davy_endpoints_unref:
 * @self: (transfer full): the services
 */
void
davy_endpoints_unref (DavyEndpoints *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) davy_endpoints_clear);
}

/**
 * davy_endpoints_get:
 * @self: the services
 * @service: which
 *
 * Returns: its base address, without a slash at the end
 */
const char *
davy_endpoints_get (const DavyEndpoints *self, DavyService service)
{
  return self->addresses[service];
}

/**
 * davy_endpoints_get_audience:
 * @self: the services
 * @service: which
 *
 * Returns: (nullable): whom a token for it is made out to, the base of its scopes; %NULL when it
 *   takes no token
 */
const char *
davy_endpoints_get_audience (const DavyEndpoints *self, DavyService service)
{
  return services[service].audience;
}
