/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-security-group.h"

/* Network security groups, and the two rules of ours that let nothing pass. */

#define FIRST_PRIORITY 100
#define LAST_PRIORITY  4096

/* What a rule says of the traffic that it is for. */
#define EVERYTHING "*"
static const char *const wholes[] = { "protocol", "sourceAddressPrefix", "sourcePortRange",
                                      "destinationAddressPrefix", "destinationPortRange" };

static void
rule_free (gpointer data)
{
  DavySecurityRule *rule = data;

  g_free (rule->name);
  g_free (rule);
}

/* What is not told to be for everything is for something. */
static gboolean
is_for_all (const DavyJson *told)
{
  for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
    if (g_strcmp0 (davy_json_string (told, wholes[i], DAVY_JSON_OPTIONAL), EVERYTHING) != 0)
      return FALSE;

  return TRUE;
}

static void
read_rules (DavySecurityGroup *self, const DavyJson *properties)
{
  DavyJson list = davy_json_member (properties, "securityRules");
  guint length = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < length; i++)
    {
      DavyJson item = davy_json_element (&list, i);
      DavyJson told = davy_json_member (&item, "properties");
      DavySecurityRule *rule = g_new0 (DavySecurityRule, 1);
      const char *direction = davy_json_string (&told, "direction", DAVY_JSON_OPTIONAL);
      const char *access = davy_json_string (&told, "access", DAVY_JSON_OPTIONAL);

      rule->name = g_strdup (davy_json_string (&item, "name", DAVY_JSON_REQUIRED));
      rule->priority = davy_json_integer (&told, "priority", DAVY_JSON_OPTIONAL);
      rule->inbound = direction != NULL && g_ascii_strcasecmp (direction, "Inbound") == 0;
      /* What is not known to deny is taken for what lets pass. */
      rule->allows = access == NULL || g_ascii_strcasecmp (access, "Deny") != 0;
      rule->for_all = is_for_all (&told);
      g_ptr_array_add (self->rules, rule);
    }
}

static void
read_members (DavySecurityGroup *self, const DavyJson *properties, const char *name)
{
  DavyJson list = davy_json_member (properties, name);
  guint length = davy_json_length (&list, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < length; i++)
    {
      DavyJson item = davy_json_element (&list, i);
      const char *id = davy_json_string (&item, "id", DAVY_JSON_OPTIONAL);

      if (id != NULL)
        g_ptr_array_add (self->members, g_strdup (id));
    }
}

static gpointer
read_group (const DavyJson *item)
{
  DavySecurityGroup *self = g_new0 (DavySecurityGroup, 1);
  DavyJson properties = davy_json_member (item, "properties");

  self->id = g_strdup (davy_json_string (item, "id", DAVY_JSON_REQUIRED));
  self->name = g_strdup (davy_json_string (item, "name", DAVY_JSON_REQUIRED));
  self->region = g_strdup (davy_json_string (item, "location", DAVY_JSON_OPTIONAL));
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  self->members = g_ptr_array_new_with_free_func (g_free);
  read_rules (self, &properties);
  read_members (self, &properties, "networkInterfaces");
  read_members (self, &properties, "subnets");

  return self;
}

static const DavySecurityRule *
find_rule (const DavySecurityGroup *self, gboolean inbound)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const DavySecurityRule *rule = g_ptr_array_index (self->rules, i);

      if (g_ascii_strcasecmp (rule->name, davy_security_group_get_rule_name (inbound)) == 0)
        return rule;
    }

  return NULL;
}

static const DavySecurityRule *
find_rule_at (const DavySecurityGroup *self, gboolean inbound, gint64 priority)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const DavySecurityRule *rule = g_ptr_array_index (self->rules, i);

      if (rule->inbound == inbound && rule->priority == priority)
        return rule;
    }

  return NULL;
}

/* Somebody may have changed our rule since: its name alone says nothing. */
static gboolean
is_closed (const DavySecurityGroup *self, gboolean inbound)
{
  const DavySecurityRule *own = find_rule (self, inbound);

  if (own == NULL || own->allows || own->inbound != inbound || !own->for_all)
    return FALSE;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const DavySecurityRule *rule = g_ptr_array_index (self->rules, i);

      if (rule->allows && rule->inbound == inbound && rule->priority < own->priority)
        return FALSE;
    }

  return TRUE;
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* --- within the room ----------------------------------------------------------------------- */

const DavyArmRecord davy_security_group_record = {
  .read = read_group,
  .free = (GDestroyNotify) davy_security_group_free,
};

const char *
davy_security_group_get_rule_name (gboolean inbound)
{
  return inbound ? "davylamp-deny-inbound" : "davylamp-deny-outbound";
}

/* Returns: a priority at which nothing that lets pass comes before our rule; 0 without one, because
 *   somebody else's rule has the first place */
gint64
davy_security_group_find_priority (const DavySecurityGroup *self, gboolean inbound)
{
  const DavySecurityRule *own = find_rule (self, inbound);

  for (gint64 priority = FIRST_PRIORITY; priority <= LAST_PRIORITY; priority++)
    {
      const DavySecurityRule *there = find_rule_at (self, inbound, priority);

      if (there == NULL || there == own)
        return priority;
      if (there->allows)
        return 0;
    }

  return 0;
}

/* Returns: (transfer full): the body that denies everything in one direction */
JsonNode *
davy_security_group_create_rule (gboolean inbound, gint64 priority)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
    add_text (builder, wholes[i], EVERYTHING);
  add_text (builder, "access", "Deny");
  add_text (builder, "direction", inbound ? "Inbound" : "Outbound");
  json_builder_set_member_name (builder, "priority");
  json_builder_add_int_value (builder, priority);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_security_group_free:
 * @self: (transfer full) (nullable): a group
 *
 * Frees a group.
 */
void
davy_security_group_free (DavySecurityGroup *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->region);
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->members);
  g_free (self);
}

/**
 * davy_security_group_is_isolated:
 * @self: a group
 *
 * Returns: whether rules of this program let nothing pass in either direction
 */
gboolean
davy_security_group_is_isolated (const DavySecurityGroup *self)
{
  return is_closed (self, FALSE) && is_closed (self, TRUE);
}

/**
 * davy_security_group_has_own_rules:
 * @self: a group
 *
 * Returns: whether a rule of this program is in it, whatever it does
 */
gboolean
davy_security_group_has_own_rules (const DavySecurityGroup *self)
{
  return find_rule (self, FALSE) != NULL || find_rule (self, TRUE) != NULL;
}
