/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/davy-link.h"

#include <libsoup/soup.h>

#include "core/davy-error.h"

/* Which addresses may be asked at all, and whether a link that a server gave leads back to that
 * same server. Both are judged on the parsed address, by the parser that libsoup uses too. */

static gboolean
host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static char *
dup_origin (GUri *uri)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  gboolean is_ipv6 = strchr (host, ':') != NULL;

  return g_strdup_printf ("%s://%s%s%s:%d", g_uri_get_scheme (uri), is_ipv6 ? "[" : "", host,
                          is_ipv6 ? "]" : "", g_uri_get_port (uri));
}

static GUri *
parse_checked (const char *text, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0')
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_WIRE, "Not an absolute address");
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK, "An address with a user part");
      return NULL;
    }
  if (g_strcmp0 (scheme, "https") != 0 &&
      !(g_strcmp0 (scheme, "http") == 0 && host_is_loopback (host)))
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK,
                   "Only https is asked, and http on this machine: %s", host);
      return NULL;
    }

  return g_steal_pointer (&uri);
}

/**
 * davy_link_check:
 * @uri: an absolute address
 * @error: %DAVY_ERROR_WIRE for what is no address, %DAVY_ERROR_FOREIGN_LINK for one that is not
 *   asked
 *
 * Tells whether an address may be asked at all: https, or http on a loopback address, and no user
 * part.
 *
 * Returns: whether it may
 */
gboolean
davy_link_check (const char *uri, GError **error)
{
  g_autoptr (GUri) parsed = parse_checked (uri, error);

  return parsed != NULL;
}

/**
 * davy_link_is_loopback:
 * @uri: an address
 *
 * Returns: whether it leads to this machine
 */
gboolean
davy_link_is_loopback (const char *uri)
{
  g_autoptr (GUri) parsed = parse_checked (uri, NULL);

  return parsed != NULL && host_is_loopback (g_uri_get_host (parsed));
}

/**
 * davy_link_dup_origin:
 * @uri: an absolute address
 *
 * Returns: (transfer full) (nullable): scheme, host in lower case and port, always with the port;
 *   %NULL for an address that may not be asked
 */
char *
davy_link_dup_origin (const char *uri)
{
  g_autoptr (GUri) parsed = parse_checked (uri, NULL);

  return parsed != NULL ? dup_origin (parsed) : NULL;
}

/**
 * davy_link_resolve:
 * @base: the address that was asked
 * @link: a link in its answer, absolute or relative
 * @error: %DAVY_ERROR_FOREIGN_LINK when it leads to another scheme, host or port
 *
 * A server's link is followed only to where the request went, so that the bearer token never
 * travels elsewhere.
 *
 * Returns: (transfer full): the absolute address
 */
char *
davy_link_resolve (const char *base, const char *link, GError **error)
{
  g_autoptr (GUri) from = parse_checked (base, error);
  g_autofree char *resolved = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autoptr (GUri) to = NULL;

  if (from == NULL)
    return NULL;
  resolved = g_uri_resolve_relative (base, link, SOUP_HTTP_URI_FLAGS, NULL);
  if (resolved == NULL)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_WIRE, "A link that is no address");
      return NULL;
    }
  to = parse_checked (resolved, error);
  if (to == NULL)
    return NULL;

  here = dup_origin (from);
  there = dup_origin (to);
  if (strcmp (here, there) != 0)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_FOREIGN_LINK, "A link from %s to %s", here, there);
      return NULL;
    }

  return g_steal_pointer (&resolved);
}
