/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-arm-id.h"

#include <string.h>

#include "core/davy-error.h"

/* `/subscriptions/S/resourceGroups/G/providers/NAMESPACE/TYPE/NAME[/TYPE/NAME…]`, where what
 * belongs to another resource (a lock, a role assignment) begins a new `/providers/…` behind it. */

static gboolean
segment_is (const char *segment, const char *word)
{
  return g_ascii_strcasecmp (segment, word) == 0;
}

/* The segments behind the leading slash. Names are never empty and never a way up, which a server
 * would resolve against us. */
static GStrv
split (const char *text, GError **error)
{
  g_auto (GStrv) segments = NULL;
  gsize length = strlen (text);

  if (*text == '/' && length > 1)
    {
      g_autofree char *trimmed =
          g_strndup (text + 1, text[length - 1] == '/' ? length - 2 : length - 1);

      segments = g_strsplit (trimmed, "/", -1);
    }
  for (guint i = 0; segments != NULL && segments[i] != NULL; i++)
    {
      if (*segments[i] == '\0' || g_str_equal (segments[i], ".") ||
          g_str_equal (segments[i], "..") || strpbrk (segments[i], "?#\\\r\n") != NULL)
        g_clear_pointer (&segments, g_strfreev);
      if (segments == NULL)
        break;
    }

  if (segments == NULL)
    g_set_error (error, DAVY_ERROR, DAVY_ERROR_WIRE, "Not the id of anything in Azure");

  return g_steal_pointer (&segments);
}

static char *
join (GStrv segments, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "/%s", segments[i]);

  return n > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* `providers/NAMESPACE/TYPE/NAME…` from @at on; gives where it ends. */
static guint
take_provider (DavyArmId *self, GStrv segments, guint at, guint n)
{
  g_autoptr (GString) type = g_string_new (NULL);
  guint begin = at;

  g_free (self->provider);
  g_free (self->type);
  self->provider = g_strdup (segments[at + 1]);
  for (at += 2; at + 1 < n && !segment_is (segments[at], "providers"); at += 2)
    {
      g_string_append_printf (type, "%s%s", type->len > 0 ? "/" : "", segments[at]);
      g_free (self->name);
      g_free (self->parent);
      self->name = g_strdup (segments[at + 1]);
      self->parent = join (segments, at == begin + 2 ? begin : at);
    }
  self->type = g_string_free (g_steal_pointer (&type), FALSE);

  return at;
}

/**
 * davy_arm_id_parse:
 * @text: an id
 * @error: %DAVY_ERROR_WIRE when it is none
 *
 * Takes the id of a subscription, a resource group or a resource apart.
 *
 * Returns: (transfer full): its parts
 */
DavyArmId *
davy_arm_id_parse (const char *text, GError **error)
{
  g_auto (GStrv) segments = split (text, error);
  g_autoptr (DavyArmId) self = g_new0 (DavyArmId, 1);
  guint n, at = 0;

  if (segments == NULL)
    return NULL;

  n = g_strv_length (segments);
  if (n >= 2 && segment_is (segments[0], "subscriptions"))
    {
      self->subscription_id = g_strdup (segments[1]);
      self->name = g_strdup (segments[1]);
      at = 2;
    }
  if (at == 2 && n >= 4 && segment_is (segments[2], "resourceGroups"))
    {
      self->group = g_strdup (segments[3]);
      g_free (self->name);
      self->name = g_strdup (segments[3]);
      self->parent = join (segments, 2);
      at = 4;
    }
  while (at + 3 < n && segment_is (segments[at], "providers"))
    at = take_provider (self, segments, at, n);

  if (at != n)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_WIRE, "Not the id of anything in Azure");
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * davy_arm_id_free:
 * @self: (transfer full) (nullable): parts
 *
 * Frees them.
 */
void
davy_arm_id_free (DavyArmId *self)
{
  if (self == NULL)
    return;

  g_free (self->subscription_id);
  g_free (self->group);
  g_free (self->provider);
  g_free (self->type);
  g_free (self->name);
  g_free (self->parent);
  g_free (self);
}

/**
 * davy_arm_id_equal:
 * @a: an id
 * @b: another
 *
 * Returns: whether both name the same thing
 */
gboolean
davy_arm_id_equal (const char *a, const char *b)
{
  return davy_arm_id_is_within (a, b) && davy_arm_id_is_within (b, a);
}

/**
 * davy_arm_id_is_within:
 * @id: the id of something
 * @scope: the id of a resource, a group or a subscription
 *
 * Returns: whether @id is @scope or stands somewhere in it
 */
gboolean
davy_arm_id_is_within (const char *id, const char *scope)
{
  gsize length = strlen (scope);

  while (length > 0 && scope[length - 1] == '/')
    length--;

  return g_ascii_strncasecmp (id, scope, length) == 0 && (id[length] == '\0' || id[length] == '/');
}

/**
 * davy_arm_id_has_type:
 * @self: parts of an id
 * @type: a full type, such as `Microsoft.Compute/virtualMachines`
 *
 * Returns: whether it is of that type
 */
gboolean
davy_arm_id_has_type (const DavyArmId *self, const char *type)
{
  g_autofree char *own = NULL;

  if (self->provider == NULL)
    return FALSE;
  own = g_strconcat (self->provider, "/", self->type, NULL);

  return g_ascii_strcasecmp (own, type) == 0;
}

/**
 * davy_arm_id_dup_path:
 * @id: an id
 * @error: %DAVY_ERROR_WIRE when it is none
 *
 * Returns: (transfer full): the path of an address, each part escaped, without a slash at the end
 */
char *
davy_arm_id_dup_path (const char *id, GError **error)
{
  g_auto (GStrv) segments = split (id, error);
  g_autoptr (GString) path = g_string_new (NULL);

  if (segments == NULL)
    return NULL;

  for (guint i = 0; segments[i] != NULL; i++)
    {
      g_string_append_c (path, '/');
      g_string_append_uri_escaped (path, segments[i], NULL, FALSE);
    }

  return g_string_free (g_steal_pointer (&path), FALSE);
}
