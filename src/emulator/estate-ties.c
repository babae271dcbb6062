/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "emulator/estate-ties.h"

#include <string.h>

#include "emulator/demo-json.h"

/* A machine names its disks and interfaces, and each of those names the machine: the second is
 * worked out of the first, whenever something comes or goes. */

#define MACHINES "Microsoft.Compute/virtualMachines"

static gboolean
is_of_type (const DavyEstateResource *resource, const char *type)
{
  return g_ascii_strcasecmp (resource->type, type) == 0;
}

/* What is left of a machine that is gone is free. */
static void
loosen (DavyEstate *estate, DavyEstateResource *resource)
{
  JsonObject *properties = davy_estate_resource_get_properties (resource);
  const char *keeper = davy_demo_get_string (resource->body, "managedBy");
  const char *machine =
      davy_demo_get_string (davy_demo_get_object (properties, "virtualMachine"), "id");

  if (keeper != NULL && is_of_type (resource, "Microsoft.Compute/disks") &&
      davy_estate_find_resource (estate, keeper) == NULL)
    {
      json_object_remove_member (resource->body, "managedBy");
      json_object_set_string_member (properties, "diskState", "Unattached");
    }
  if (machine != NULL && davy_estate_find_resource (estate, machine) == NULL)
    json_object_remove_member (properties, "virtualMachine");
}

static void
tie_disk (DavyEstate *estate, const DavyEstateResource *machine, JsonObject *named)
{
  const char *id = davy_demo_get_string (davy_demo_get_object (named, "managedDisk"), "id");
  DavyEstateResource *disk = id != NULL ? davy_estate_find_resource (estate, id) : NULL;

  if (disk != NULL)
    json_object_set_string_member (disk->body, "managedBy", machine->id);
}

static void
tie_card (DavyEstate *estate, const DavyEstateResource *machine, JsonObject *named)
{
  const char *id = davy_demo_get_string (named, "id");
  DavyEstateResource *card = id != NULL ? davy_estate_find_resource (estate, id) : NULL;

  if (card != NULL)
    json_object_set_object_member (davy_estate_resource_get_properties (card), "virtualMachine",
                                   davy_demo_object ("id", machine->id, NULL));
}

static void
tie_machine (DavyEstate *estate, DavyEstateResource *machine)
{
  JsonObject *properties = davy_estate_resource_get_properties (machine);
  JsonObject *storage = davy_demo_get_object (properties, "storageProfile");
  JsonArray *disks = davy_demo_get_array (storage, "dataDisks");
  JsonArray *cards = davy_demo_get_array (davy_demo_get_object (properties, "networkProfile"),
                                          "networkInterfaces");

  tie_disk (estate, machine, davy_demo_get_object (storage, "osDisk"));
  for (guint i = 0; disks != NULL && i < json_array_get_length (disks); i++)
    tie_disk (estate, machine, davy_demo_get_element (disks, i));
  for (guint i = 0; cards != NULL && i < json_array_get_length (cards); i++)
    tie_card (estate, machine, davy_demo_get_element (cards, i));
}

/**
 * davy_estate_tie:
 * @self: an estate
 *
 * Lets disks and interfaces name the machines that they are in.
 */
void
davy_estate_tie (DavyEstate *self)
{
  for (guint i = 0; i < self->resources->len; i++)
    loosen (self, g_ptr_array_index (self->resources, i));
  for (guint i = 0; i < self->resources->len; i++)
    if (is_of_type (g_ptr_array_index (self->resources, i), MACHINES))
      tie_machine (self, g_ptr_array_index (self->resources, i));
}
