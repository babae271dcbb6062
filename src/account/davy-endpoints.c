/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/davy-endpoints.h"

#include "core/davy-error.h"
#include "net/davy-link.h"

struct _DavyEndpoints
{
  guint cloud; /* index into clouds */
  char *addresses[DAVY_N_SERVICES];
};

G_DEFINE_BOXED_TYPE (DavyEndpoints, davy_endpoints, davy_endpoints_ref, davy_endpoints_unref)

static const struct
{
  const char *key;
  const char *prefix; /* in the emulator */
} services[DAVY_N_SERVICES] = {
  [DAVY_SERVICE_LOGIN] = { "login", "login" },
  [DAVY_SERVICE_PARTNER] = { "partner", "pc" },
  [DAVY_SERVICE_GRAPH] = { "graph", "graph" },
  [DAVY_SERVICE_RESOURCE_MANAGER] = { "resource-manager", "arm" },
  [DAVY_SERVICE_PRICES] = { "prices", "prices" },
};

#define SUPPORT_PAGE "/dashboard/support/servicerequests/create"

/* `wire-contract.md` 1.1 and 1.2. An address is also the audience of the tokens for it, wherever
 * the service is really served. For China two login hosts are named: the first is the one of the
 * current Entra documentation, and the one that Microsoft's own libraries prefer; they know
 * login.chinacloudapi.cn as another name of it. Graph's partner alerts are not offered there, and
 * its list prices are not published at the address of the others. */
static const struct
{
  const char *name;
  const char *portal;  /* for people */
  const char *partner; /* for people; NULL: has no support requests (`wire-contract.md` 2.8) */
  const char *addresses[DAVY_N_SERVICES];
  gboolean lacks[DAVY_N_SERVICES];
} clouds[] = {
  { .name = DAVY_CLOUD_GLOBAL,
    .portal = "https://portal.azure.com",
    .partner = "https://partner.microsoft.com",
    .addresses = { [DAVY_SERVICE_LOGIN] = "https://login.microsoftonline.com",
                   [DAVY_SERVICE_PARTNER] = "https://api.partnercenter.microsoft.com",
                   [DAVY_SERVICE_GRAPH] = "https://graph.microsoft.com",
                   [DAVY_SERVICE_RESOURCE_MANAGER] = "https://management.azure.com",
                   [DAVY_SERVICE_PRICES] = "https://prices.azure.com" } },
  { .name = "us-government",
    .portal = "https://portal.azure.us",
    .partner = "https://partner.microsoft.com",
    .addresses = { [DAVY_SERVICE_LOGIN] = "https://login.microsoftonline.us",
                   [DAVY_SERVICE_PARTNER] = "https://api.partnercenter.microsoft.com",
                   [DAVY_SERVICE_GRAPH] = "https://graph.microsoft.us",
                   [DAVY_SERVICE_RESOURCE_MANAGER] = "https://management.usgovcloudapi.net",
                   [DAVY_SERVICE_PRICES] = "https://prices.azure.com" } },
  { .name = "us-government-dod",
    .portal = "https://portal.azure.us",
    .partner = "https://partner.microsoft.com",
    .addresses = { [DAVY_SERVICE_LOGIN] = "https://login.microsoftonline.us",
                   [DAVY_SERVICE_PARTNER] = "https://api.partnercenter.microsoft.com",
                   [DAVY_SERVICE_GRAPH] = "https://dod-graph.microsoft.us",
                   [DAVY_SERVICE_RESOURCE_MANAGER] = "https://management.usgovcloudapi.net",
                   [DAVY_SERVICE_PRICES] = "https://prices.azure.com" } },
  { .name = "china",
    .portal = "https://portal.azure.cn",
    .addresses = { [DAVY_SERVICE_LOGIN] = "https://login.partner.microsoftonline.cn",
                   [DAVY_SERVICE_PARTNER] = "https://partner.partnercenterapi.microsoftonline.cn",
                   [DAVY_SERVICE_GRAPH] = "https://microsoftgraph.chinacloudapi.cn",
                   [DAVY_SERVICE_RESOURCE_MANAGER] = "https://management.chinacloudapi.cn",
                   [DAVY_SERVICE_PRICES] = "https://prices.azure.com" },
    .lacks = { [DAVY_SERVICE_GRAPH] = TRUE, [DAVY_SERVICE_PRICES] = TRUE } },
};

static gboolean
find_cloud (const char *name, guint *cloud)
{
  for (guint i = 0; i < G_N_ELEMENTS (clouds); i++)
    if (g_strcmp0 (clouds[i].name, name) == 0)
      {
        *cloud = i;
        return TRUE;
      }

  return FALSE;
}

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
 * davy_endpoints_list_clouds:
 *
 * Returns: (array zero-terminated=1) (transfer none): the names of Microsoft's clouds, the global
 *   one first
 */
const char *const *
davy_endpoints_list_clouds (void)
{
  static const char *names[G_N_ELEMENTS (clouds) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (clouds); i++)
    names[i] = clouds[i].name;

  return names;
}

/**
 * davy_endpoints_new_for_cloud:
 * @cloud: the name of a cloud, see davy_endpoints_list_clouds()
 *
 * Returns: (transfer full) (nullable): its services; %NULL for a cloud that is not known
 */
DavyEndpoints *
davy_endpoints_new_for_cloud (const char *cloud)
{
  DavyEndpoints *self;
  guint known;

  if (!find_cloud (cloud, &known))
    return NULL;

  self = g_atomic_rc_box_new0 (DavyEndpoints);
  self->cloud = known;
  for (guint i = 0; i < DAVY_N_SERVICES; i++)
    self->addresses[i] = g_strdup (clouds[known].addresses[i]);

  return self;
}

/**
 * davy_endpoints_new_from_file:
 * @path: a key file with the group `[endpoints]` and the keys `login`, `partner`, `graph`,
 *   `resource-manager`, `prices`, and at will `cloud`: whose tokens they take, else `global`
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
  g_autofree char *cloud = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local_error))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "%s: %s", path, local_error->message);
      return NULL;
    }
  cloud = g_key_file_get_string (file, "endpoints", "cloud", NULL);
  if (cloud != NULL && !find_cloud (cloud, &self->cloud))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_INPUT, "%s: [endpoints] cloud is none that exists",
                   path);
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
 * davy_endpoints_get_cloud:
 * @self: the services
 *
 * Returns: the name of the cloud whose tokens they take, see davy_endpoints_list_clouds()
 */
const char *
davy_endpoints_get_cloud (const DavyEndpoints *self)
{
  return clouds[self->cloud].name;
}

/**
 * davy_endpoints_get_portal:
 * @self: the services
 *
 * Returns: the address of the Azure portal of the cloud, without a slash at the end
 */
const char *
davy_endpoints_get_portal (const DavyEndpoints *self)
{
  return clouds[self->cloud].portal;
}

/**
 * davy_endpoints_dup_support_page:
 * @self: the services
 *
 * Returns: (transfer full) (nullable): the page of Partner Center on which a person opens a support
 *   request; %NULL where there is none
 */
char *
davy_endpoints_dup_support_page (const DavyEndpoints *self)
{
  const char *partner = self->addresses[DAVY_SERVICE_PARTNER];

  if (g_str_equal (partner, clouds[self->cloud].addresses[DAVY_SERVICE_PARTNER]))
    partner = clouds[self->cloud].partner;

  return partner != NULL ? g_strconcat (partner, SUPPORT_PAGE, NULL) : NULL;
}

/**
 * davy_endpoints_offers:
 * @self: the services
 * @service: which
 *
 * Returns: whether the cloud offers what Davylamp wants of it; of %DAVY_SERVICE_GRAPH that is the
 *   partner alerts
 */
gboolean
davy_endpoints_offers (const DavyEndpoints *self, DavyService service)
{
  return !clouds[self->cloud].lacks[service];
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
  if (service == DAVY_SERVICE_LOGIN || service == DAVY_SERVICE_PRICES)
    return NULL;

  return clouds[self->cloud].addresses[service];
}
