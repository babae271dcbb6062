/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "azure/davy-compute-readers.h"

#include <string.h>

/* What computes, as each provider words it: `wire-contract.md` 3.5 and 3.10. */

#define POWER_PREFIX "PowerState/"
#define MAX_COUNT    1000000 /* of machines in one thing; several add up */

static char *
dup_text (const DavyJson *object, const char *name)
{
  return g_strdup (davy_json_string (object, name, DAVY_JSON_OPTIONAL));
}

static gboolean
text_is (const DavyJson *object, const char *name, const char *wanted)
{
  const char *text = davy_json_string (object, name, DAVY_JSON_OPTIONAL);

  return text != NULL && g_ascii_strcasecmp (text, wanted) == 0;
}

static gint64
read_count (const DavyJson *object, const char *name)
{
  return CLAMP (davy_json_integer (object, name, DAVY_JSON_OPTIONAL), 0, MAX_COUNT);
}

/* Both words are used for machines that may be taken away. */
static gboolean
is_spot (const DavyJson *object, const char *name)
{
  return text_is (object, name, "Spot") || text_is (object, name, "Low") ||
         text_is (object, name, "LowPriority");
}

static DavyCompute *
read_common (const DavyJson *item, DavyComputeKind kind)
{
  DavyCompute *self = g_new0 (DavyCompute, 1);
  const char *slash;

  self->kind = kind;
  self->id = g_strdup (davy_json_string (item, "id", DAVY_JSON_REQUIRED));
  self->name = dup_text (item, "name");
  self->type = dup_text (item, "type");
  self->region = dup_text (item, "location");
  if (self->name == NULL && self->id != NULL)
    {
      slash = strrchr (self->id, '/');
      self->name = g_strdup (slash != NULL ? slash + 1 : self->id);
    }

  return self;
}

/* Only these ends are certain; on the way up or down it is billed. */
static DavyComputeState
read_power (const DavyJson *view)
{
  DavyJson statuses = davy_json_member (view, "statuses");
  guint length = davy_json_length (&statuses, DAVY_JSON_OPTIONAL);

  for (guint i = 0; i < length; i++)
    {
      DavyJson status = davy_json_element (&statuses, i);
      const char *code = davy_json_string (&status, "code", DAVY_JSON_OPTIONAL);

      if (code == NULL || g_ascii_strncasecmp (code, POWER_PREFIX, strlen (POWER_PREFIX)) != 0)
        continue;
      code += strlen (POWER_PREFIX);
      if (g_ascii_strcasecmp (code, "deallocated") == 0)
        return DAVY_COMPUTE_STOPPED;
      if (g_ascii_strcasecmp (code, "running") == 0 || g_ascii_strcasecmp (code, "starting") == 0)
        return DAVY_COMPUTE_RUNNING;
      if (g_ascii_strcasecmp (code, "stopped") == 0)
        return DAVY_COMPUTE_HALTED;
      if (g_ascii_strcasecmp (code, "stopping") == 0 ||
          g_ascii_strcasecmp (code, "deallocating") == 0)
        return DAVY_COMPUTE_STOPPING;
    }

  return DAVY_COMPUTE_UNKNOWN;
}

static char *
read_image (const DavyJson *storage)
{
  DavyJson reference = davy_json_member (storage, "imageReference");
  const char *id = davy_json_string (&reference, "id", DAVY_JSON_OPTIONAL);
  const char *publisher = davy_json_string (&reference, "publisher", DAVY_JSON_OPTIONAL);
  const char *offer = davy_json_string (&reference, "offer", DAVY_JSON_OPTIONAL);
  const char *sku = davy_json_string (&reference, "sku", DAVY_JSON_OPTIONAL);
  const char *version = davy_json_string (&reference, "version", DAVY_JSON_OPTIONAL);

  if (id != NULL)
    return g_strdup (id);
  if (publisher == NULL || offer == NULL || sku == NULL)
    return NULL;

  return g_strjoin (":", publisher, offer, sku, version, NULL);
}

/* What a machine and the model of a scale set's machines have in common. */
static void
read_disk (DavyCompute *self, const DavyJson *storage)
{
  DavyJson disk = davy_json_member (storage, "osDisk");
  DavyJson managed = davy_json_member (&disk, "managedDisk");
  DavyJson settings = davy_json_member (&disk, "diffDiskSettings");

  self->image = read_image (storage);
  self->windows = text_is (&disk, "osType", "Windows");
  self->disk_id = dup_text (&managed, "id");
  /* A scale set is stopped by taking its machines away, wherever their disks are. */
  if (self->kind == DAVY_COMPUTE_MACHINE && text_is (&settings, "option", "Local"))
    self->obstacle = DAVY_OBSTACLE_EPHEMERAL_DISK;
}

static gpointer
read_machine (const DavyJson *item)
{
  DavyCompute *self = read_common (item, DAVY_COMPUTE_MACHINE);
  DavyJson properties = davy_json_member (item, "properties");
  DavyJson hardware = davy_json_member (&properties, "hardwareProfile");
  DavyJson storage = davy_json_member (&properties, "storageProfile");
  DavyJson set = davy_json_member (&properties, "virtualMachineScaleSet");

  self->count = 1;
  self->size = dup_text (&hardware, "vmSize");
  self->spot = is_spot (&properties, "priority");
  self->created = davy_json_time (&properties, "timeCreated", DAVY_JSON_OPTIONAL);
  read_disk (self, &storage);
  self->parent_id = dup_text (&set, "id");
  if (self->parent_id != NULL)
    self->obstacle = DAVY_OBSTACLE_PARENT;

  return self;
}

static gpointer
read_machine_view (const DavyJson *item)
{
  DavyMachineView *self = g_new0 (DavyMachineView, 1);
  DavyJson properties = davy_json_member (item, "properties");
  DavyJson view = davy_json_member (&properties, "instanceView");

  self->id = g_strdup (davy_json_string (item, "id", DAVY_JSON_REQUIRED));
  self->state = read_power (&view);
  self->created = davy_json_time (&properties, "timeCreated", DAVY_JSON_OPTIONAL);

  return self;
}

static gpointer
read_scale_set (const DavyJson *item)
{
  DavyCompute *self = read_common (item, DAVY_COMPUTE_SCALE_SET);
  DavyJson sku = davy_json_member (item, "sku");
  DavyJson properties = davy_json_member (item, "properties");
  DavyJson profile = davy_json_member (&properties, "virtualMachineProfile");
  DavyJson storage = davy_json_member (&profile, "storageProfile");

  self->size = dup_text (&sku, "name");
  self->count = read_count (&sku, "capacity");
  self->state = self->count > 0 ? DAVY_COMPUTE_RUNNING : DAVY_COMPUTE_STOPPED;
  self->spot = is_spot (&profile, "priority");
  self->created = davy_json_time (&properties, "timeCreated", DAVY_JSON_OPTIONAL);
  read_disk (self, &storage);

  return self;
}

static void
read_ml_cluster (DavyCompute *self, const DavyJson *properties)
{
  DavyJson scale = davy_json_member (properties, "scaleSettings");

  self->count = read_count (properties, "currentNodeCount");
  self->state = self->count > 0 ? DAVY_COMPUTE_RUNNING : DAVY_COMPUTE_STOPPED;
  self->spot = is_spot (properties, "vmPriority");
  self->windows = text_is (properties, "osType", "Windows");
  self->may_grow = davy_json_integer (&scale, "maxNodeCount", DAVY_JSON_OPTIONAL) > 0;
  self->resizing = text_is (properties, "allocationState", "Resizing");
}

static void
read_ml_instance (DavyCompute *self, const DavyJson *properties)
{
  self->kind = DAVY_COMPUTE_ML_INSTANCE;
  self->count = 1;
  if (text_is (properties, "state", "Stopped"))
    self->state = DAVY_COMPUTE_STOPPED;
  else if (text_is (properties, "state", "Stopping"))
    self->state = DAVY_COMPUTE_STOPPING;
  else if (davy_json_string (properties, "state", DAVY_JSON_OPTIONAL) != NULL)
    self->state = DAVY_COMPUTE_RUNNING;
}

/* Other types of compute are attached: what is behind them is listed where it lives. */
static gpointer
read_ml_compute (const DavyJson *item)
{
  DavyCompute *self = read_common (item, DAVY_COMPUTE_ML_CLUSTER);
  DavyJson outer = davy_json_member (item, "properties");
  DavyJson properties = davy_json_member (&outer, "properties");

  self->size = dup_text (&properties, "vmSize");
  self->created = davy_json_time (&outer, "createdOn", DAVY_JSON_OPTIONAL);
  if (text_is (&outer, "computeType", "AmlCompute"))
    {
      read_ml_cluster (self, &properties);
    }
  else if (text_is (&outer, "computeType", "ComputeInstance"))
    {
      read_ml_instance (self, &properties);
    }
  else
    {
      self->kind = DAVY_COMPUTE_OTHER;
      self->obstacle = DAVY_OBSTACLE_NO_WAY;
      self->parent_id = dup_text (&outer, "resourceId");
    }

  return self;
}

static gpointer
read_batch_pool (const DavyJson *item)
{
  DavyCompute *self = read_common (item, DAVY_COMPUTE_BATCH_POOL);
  DavyJson properties = davy_json_member (item, "properties");
  DavyJson scale = davy_json_member (&properties, "scaleSettings");
  DavyJson automatic = davy_json_member (&scale, "autoScale");
  DavyJson deployment = davy_json_member (&properties, "deploymentConfiguration");
  DavyJson machine = davy_json_member (&deployment, "virtualMachineConfiguration");
  const char *agent = davy_json_string (&machine, "nodeAgentSkuId", DAVY_JSON_OPTIONAL);
  gint64 own = read_count (&properties, "currentDedicatedNodes");
  gint64 low = read_count (&properties, "currentLowPriorityNodes");

  self->size = dup_text (&properties, "vmSize");
  self->image = read_image (&machine);
  self->windows = agent != NULL && strstr (agent, "windows") != NULL;
  self->count = own + low;
  self->spot = own == 0 && low > 0;
  self->state = self->count > 0 ? DAVY_COMPUTE_RUNNING : DAVY_COMPUTE_STOPPED;
  self->may_grow = davy_json_is_object (&automatic);
  self->resizing = text_is (&properties, "allocationState", "Resizing");
  self->created = davy_json_time (&properties, "creationTime", DAVY_JSON_OPTIONAL);

  return self;
}

/* The list leaves the instance view out, the group itself has it. */
static gpointer
read_containers (const DavyJson *item)
{
  DavyCompute *self = read_common (item, DAVY_COMPUTE_CONTAINERS);
  DavyJson properties = davy_json_member (item, "properties");
  DavyJson view = davy_json_member (&properties, "instanceView");
  DavyJson containers = davy_json_member (&properties, "containers");

  self->count = davy_json_length (&containers, DAVY_JSON_OPTIONAL);
  self->windows = text_is (&properties, "osType", "Windows");
  self->spot = is_spot (&properties, "priority");
  if (text_is (&view, "state", "Stopped") || text_is (&view, "state", "Succeeded") ||
      text_is (&view, "state", "Failed"))
    self->state = DAVY_COMPUTE_STOPPED;
  else if (davy_json_string (&view, "state", DAVY_JSON_OPTIONAL) != NULL)
    self->state = DAVY_COMPUTE_RUNNING;

  return self;
}

static gpointer
read_kubernetes (const DavyJson *item)
{
  DavyCompute *self = read_common (item, DAVY_COMPUTE_KUBERNETES);
  DavyJson properties = davy_json_member (item, "properties");
  DavyJson power = davy_json_member (&properties, "powerState");
  DavyJson pools = davy_json_member (&properties, "agentPoolProfiles");
  guint length = davy_json_length (&pools, DAVY_JSON_OPTIONAL);

  self->node_group = dup_text (&properties, "nodeResourceGroup");
  for (guint i = 0; i < length; i++)
    {
      DavyJson pool = davy_json_element (&pools, i);

      if (self->size == NULL)
        self->size = dup_text (&pool, "vmSize");
      self->count += read_count (&pool, "count");
      self->may_grow |= davy_json_boolean (&pool, "enableAutoScaling", DAVY_JSON_OPTIONAL);
    }
  if (text_is (&power, "code", "Stopped"))
    self->state = DAVY_COMPUTE_STOPPED;
  else if (text_is (&power, "code", "Running"))
    self->state = DAVY_COMPUTE_RUNNING;

  return self;
}

static gpointer
read_other_compute (const DavyJson *item)
{
  DavyCompute *self = read_common (item, DAVY_COMPUTE_OTHER);

  self->obstacle = DAVY_OBSTACLE_NO_WAY;
  self->created = davy_json_time (item, "createdTime", DAVY_JSON_OPTIONAL);

  return self;
}

static gpointer
read_parent (const DavyJson *item)
{
  DavyComputeParent *self = g_new0 (DavyComputeParent, 1);

  self->id = g_strdup (davy_json_string (item, "id", DAVY_JSON_REQUIRED));
  self->region = dup_text (item, "location");

  return self;
}

static gpointer
read_autoscale (const DavyJson *item)
{
  DavyAutoscale *self = g_new0 (DavyAutoscale, 1);
  DavyJson properties = davy_json_member (item, "properties");

  self->id = g_strdup (davy_json_string (item, "id", DAVY_JSON_REQUIRED));
  self->target_id = dup_text (&properties, "targetResourceUri");
  self->enabled = davy_json_boolean (&properties, "enabled", DAVY_JSON_OPTIONAL);
  if (davy_json_is_object (&properties))
    self->properties = json_node_copy (properties.node);

  return self;
}

/* --- within the room ----------------------------------------------------------------------- */

const DavyArmRecord davy_machine_record = { read_machine, (GDestroyNotify) davy_compute_free };
const DavyArmRecord davy_machine_view_record = { read_machine_view,
                                                 (GDestroyNotify) davy_machine_view_free };
const DavyArmRecord davy_scale_set_record = { read_scale_set, (GDestroyNotify) davy_compute_free };
const DavyArmRecord davy_ml_compute_record = { read_ml_compute,
                                               (GDestroyNotify) davy_compute_free };
const DavyArmRecord davy_batch_pool_record = { read_batch_pool,
                                               (GDestroyNotify) davy_compute_free };
const DavyArmRecord davy_containers_record = { read_containers,
                                               (GDestroyNotify) davy_compute_free };
const DavyArmRecord davy_kubernetes_record = { read_kubernetes,
                                               (GDestroyNotify) davy_compute_free };
const DavyArmRecord davy_other_compute_record = { read_other_compute,
                                                  (GDestroyNotify) davy_compute_free };
const DavyArmRecord davy_compute_parent_record = { read_parent,
                                                   (GDestroyNotify) davy_compute_parent_free };
const DavyArmRecord davy_autoscale_record = { read_autoscale,
                                              (GDestroyNotify) davy_autoscale_free };

void
davy_machine_view_free (DavyMachineView *self)
{
  g_free (self->id);
  g_free (self);
}

void
davy_compute_parent_free (DavyComputeParent *self)
{
  g_free (self->id);
  g_free (self->region);
  g_free (self);
}

void
davy_autoscale_free (DavyAutoscale *self)
{
  g_free (self->id);
  g_free (self->target_id);
  g_clear_pointer (&self->properties, json_node_unref);
  g_free (self);
}

/* --- public -------------------------------------------------------------------------------- */

/**
 * davy_compute_copy:
 * @self: a record
 *
 * Returns: (transfer full): another of the same content
 */
DavyCompute *
davy_compute_copy (const DavyCompute *self)
{
  DavyCompute *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->type = g_strdup (self->type);
  copy->region = g_strdup (self->region);
  copy->size = g_strdup (self->size);
  copy->image = g_strdup (self->image);
  copy->disk_id = g_strdup (self->disk_id);
  copy->parent_id = g_strdup (self->parent_id);
  copy->node_group = g_strdup (self->node_group);

  return copy;
}

/**
 * davy_compute_free:
 * @self: (transfer full) (nullable): a record
 *
 * Frees a record.
 */
void
davy_compute_free (DavyCompute *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->type);
  g_free (self->region);
  g_free (self->size);
  g_free (self->image);
  g_free (self->disk_id);
  g_free (self->parent_id);
  g_free (self->node_group);
  g_free (self);
}
