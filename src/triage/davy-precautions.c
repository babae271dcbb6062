/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-precautions.h"

#include "azure/davy-arm-id.h"
#include "azure/davy-arm-snapshots.h"
#include "triage/davy-cancellation.h"
#include "triage/davy-case-clients.h"
#include "triage/davy-case-private.h"
#include "triage/davy-containment-private.h"
#include "triage/davy-precaution-acts.h"

/* What can be kept before it is gone (`playbook.md` C.3, 7b): offered for what the containment
 * sees, and read once after each of its readings. Each thing that is sent is an act in the journal
 * of the case. */

/* One thing that somebody asked for. */
typedef struct
{
  DavyContainmentStage stage;
  GError *error; /* (nullable) */
} Taking;

struct _DavyPrecautions
{
  GObject parent_instance;

  DavyCase *subject;            /* unowned: it owns this object */
  DavyContainment *containment; /* of @subject, which owns it */
  DavyTime read_for;            /* the picture that was read for; %DAVY_TIME_UNSET before */
  GCancellable *cancellable;    /* of what is read */
  GError *errors[DAVY_N_PRECAUTIONS];
  GPtrArray *snapshots;     /* (nullable) (element-type DavySnapshot) */
  GPtrArray *interfaces;    /* (nullable) (element-type DavyNetworkInterface) */
  GPtrArray *groups;        /* (nullable) (element-type DavySecurityGroup) */
  GPtrArray *samples;       /* (element-type DavySample) */
  GPtrArray *isolations;    /* (element-type DavyIsolation) */
  GPtrArray *open_machines; /* (element-type utf8) */
  GHashTable *takings;      /* (element-type utf8 Taking): by what it is and on what */
};

G_DEFINE_FINAL_TYPE (DavyPrecautions, davy_precautions, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_LAST,
};

static guint signals[SIGNAL_LAST];

static const DavyActKind *const kinds[DAVY_N_PRECAUTIONS] = {
  [DAVY_PRECAUTION_SNAPSHOT] = &davy_act_snapshot,
  [DAVY_PRECAUTION_ISOLATE] = &davy_act_isolate,
  [DAVY_PRECAUTION_RECONNECT] = &davy_act_reconnect,
};

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  g_clear_error (&taking->error);
  g_free (taking);
}

static char *
dup_key (DavyPrecaution what, const char *target)
{
  g_autofree char *folded = g_ascii_strdown (target, -1);

  return g_strdup_printf ("%s %s", kinds[what]->key, folded);
}

static void
tell (DavyPrecautions *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- reading ------------------------------------------------------------------------------- */

/* Takes @list. */
static void
replace (GPtrArray **place, GPtrArray *list)
{
  g_clear_pointer (place, g_ptr_array_unref);
  *place = list;
}

static void
choose (DavyPrecautions *self)
{
  const DavyStopPicture *picture = davy_containment_get_picture (self->containment);
  const char *case_key = davy_case_get_record (self->subject)->key;

  g_ptr_array_set_size (self->samples, 0);
  g_ptr_array_set_size (self->isolations, 0);
  g_ptr_array_set_size (self->open_machines, 0);
  if (picture != NULL && self->snapshots != NULL)
    replace (&self->samples, davy_samples_choose (picture, self->snapshots, case_key));
  if (picture != NULL && self->interfaces != NULL && self->groups != NULL)
    replace (&self->isolations, davy_isolations_find (picture->plan, self->interfaces, self->groups,
                                                      self->open_machines));
}

/* Takes @list and @error, of which one is NULL. Of two readings that failed the first says why. */
static void
take_list (DavyPrecautions *self,
           DavyPrecaution what,
           GPtrArray **place,
           GPtrArray *list,
           GError *error)
{
  replace (place, list);
  if (self->errors[what] == NULL)
    self->errors[what] = error;
  else
    g_clear_error (&error);
  choose (self);
  tell (self);
}

/* A snapshot that is gone, or did not become whole, can be made again. */
static void
forget_snapshots (DavyPrecautions *self, const GPtrArray *snapshots)
{
  for (guint i = 0; i < self->samples->len; i++)
    {
      const DavySample *sample = g_ptr_array_index (self->samples, i);
      g_autofree char *key = dup_key (DAVY_PRECAUTION_SNAPSHOT, sample->disk_id);
      const Taking *taking = g_hash_table_lookup (self->takings, key);

      if (taking != NULL &&
          (taking->stage == DAVY_STAGE_DONE || taking->stage == DAVY_STAGE_PENDING ||
           taking->stage == DAVY_STAGE_NEEDLESS) &&
          davy_snapshot_judge (self->subject, sample->disk_id, snapshots) == DAVY_ACT_FAILED)
        g_hash_table_remove (self->takings, key);
    }
}

static void
snapshots_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyCase) subject = user_data;
  DavyPrecautions *self = davy_case_get_precautions (subject);
  g_autoptr (GError) error = NULL;
  GPtrArray *list =
      davy_arm_client_list_snapshots_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (list != NULL)
    forget_snapshots (self, list);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_list (self, DAVY_PRECAUTION_SNAPSHOT, &self->snapshots, list, g_steal_pointer (&error));
}

static void
interfaces_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyCase) subject = user_data;
  DavyPrecautions *self = davy_case_get_precautions (subject);
  g_autoptr (GError) error = NULL;
  GPtrArray *list =
      davy_arm_client_list_interfaces_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_list (self, DAVY_PRECAUTION_ISOLATE, &self->interfaces, list, g_steal_pointer (&error));
}

static void
groups_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavyCase) subject = user_data;
  DavyPrecautions *self = davy_case_get_precautions (subject);
  g_autoptr (GError) error = NULL;
  GPtrArray *list =
      davy_arm_client_list_security_groups_finish (DAVY_ARM_CLIENT (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_list (self, DAVY_PRECAUTION_ISOLATE, &self->groups, list, g_steal_pointer (&error));
}

/* What is read holds the case, to which this object belongs. Where the customer cannot be reached,
 * what the containment says of that is enough. */
static void
read_offers (DavyPrecautions *self)
{
  const char *tenant = davy_case_get_customer_tenant_id (self->subject);
  const char *azure_id = davy_case_get_azure_id (self->subject);
  DavyArmClient *arm;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (davy_precautions_are_over (self) || !davy_case_can_reach_customer (self->subject, NULL))
    return;
  for (guint i = 0; i < DAVY_N_PRECAUTIONS; i++)
    g_clear_error (&self->errors[i]);
  self->cancellable = g_cancellable_new ();
  arm = davy_case_get_arm (self->subject, NULL);
  davy_arm_client_list_snapshots_async (arm, tenant, azure_id, self->cancellable,
                                        snapshots_listed_cb, g_object_ref (self->subject));
  davy_arm_client_list_interfaces_async (arm, tenant, azure_id, self->cancellable,
                                         interfaces_listed_cb, g_object_ref (self->subject));
  davy_arm_client_list_security_groups_async (arm, tenant, azure_id, self->cancellable,
                                              groups_listed_cb, g_object_ref (self->subject));
}

static gboolean
is_at_rest (DavyContainment *containment)
{
  DavyContainmentState state = davy_containment_get_state (containment);

  return state == DAVY_CONTAINMENT_READY || state == DAVY_CONTAINMENT_CALM;
}

/* A watch reads every half minute; what is offered does not change so fast. */
static void
containment_changed_cb (DavyPrecautions *self)
{
  const DavyStopPicture *picture = davy_containment_get_picture (self->containment);

  if (picture != NULL && is_at_rest (self->containment) && picture->plan->read_at != self->read_for)
    {
      self->read_for = picture->plan->read_at;
      read_offers (self);
    }
  choose (self);
  tell (self);
}

/* --- taking one ---------------------------------------------------------------------------- */

typedef struct
{
  DavyPrecautions *self; /* (owned) */
  char *key;             /* (owned): in what is taken */
} Sending;

/* What there is now is read again, whatever came of it. */
static void
act_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Sending *sending = user_data;
  g_autoptr (DavyPrecautions) self = sending->self;
  g_autofree char *key = sending->key;
  Taking *taking = g_hash_table_lookup (self->takings, key);
  g_autoptr (DavyAct) act = davy_case_run_act_finish (DAVY_CASE (source), result, &taking->error);

  taking->stage = davy_containment_judge_act (act, taking->error);
  tell (self);
  read_offers (self);
}

/* What became of the change before, of the same group, is no news any more. */
static void
forget_changes (DavyPrecautions *self, const char *target)
{
  for (guint what = 0; what < DAVY_N_PRECAUTIONS; what++)
    {
      g_autofree char *key = dup_key (what, target);

      g_hash_table_remove (self->takings, key);
    }
}

static void
send (DavyPrecautions *self, DavyPrecaution what, const char *target, GVariant *facts)
{
  Sending *sending = g_new0 (Sending, 1);
  Taking *taking = g_new0 (Taking, 1);

  sending->self = g_object_ref (self);
  sending->key = dup_key (what, target);
  taking->stage = DAVY_STAGE_SENDING;
  forget_changes (self, target);
  g_hash_table_insert (self->takings, g_strdup (sending->key), taking);
  davy_case_run_act_async (self->subject, kinds[what], DAVY_STEP_CONTAIN, target, facts, NULL,
                           act_ended_cb, sending);
  tell (self);
}

/* A group is not isolated while it is reconnected. */
static gboolean
is_changing (DavyPrecautions *self, const char *target)
{
  for (guint what = 0; what < DAVY_N_PRECAUTIONS; what++)
    if (davy_precautions_get_stage (self, what, target, NULL) == DAVY_STAGE_SENDING)
      return TRUE;

  return FALSE;
}

/* --- the object ---------------------------------------------------------------------------- */

static void
davy_precautions_finalize (GObject *object)
{
  DavyPrecautions *self = DAVY_PRECAUTIONS (object);

  g_clear_object (&self->cancellable);
  for (guint i = 0; i < DAVY_N_PRECAUTIONS; i++)
    g_clear_error (&self->errors[i]);
  g_clear_pointer (&self->snapshots, g_ptr_array_unref);
  g_clear_pointer (&self->interfaces, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_ptr_array_unref (self->samples);
  g_ptr_array_unref (self->isolations);
  g_ptr_array_unref (self->open_machines);
  g_hash_table_unref (self->takings);

  G_OBJECT_CLASS (davy_precautions_parent_class)->finalize (object);
}

static void
davy_precautions_class_init (DavyPrecautionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_precautions_finalize;

  /**
   * DavyPrecautions::changed:
   *
   * Whatever can be asked of it may be answered differently now.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DAVY_TYPE_PRECAUTIONS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
davy_precautions_init (DavyPrecautions *self)
{
  self->read_for = DAVY_TIME_UNSET;
  self->samples = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_sample_free);
  self->isolations = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_isolation_free);
  self->open_machines = g_ptr_array_new_with_free_func (g_free);
  self->takings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, taking_free);
}

/**
 * davy_case_get_precautions:
 * @self: a case
 *
 * Returns: (transfer none): what is offered before something of the case is deleted; whoever asks
 *   gets the same
 */
DavyPrecautions *
davy_case_get_precautions (DavyCase *self)
{
  static GQuark quark;
  DavyPrecautions *precautions;

  if (quark == 0)
    quark = g_quark_from_static_string ("davy-precautions");
  precautions = g_object_get_qdata (G_OBJECT (self), quark);
  if (precautions == NULL)
    {
      precautions = g_object_new (DAVY_TYPE_PRECAUTIONS, NULL);
      precautions->subject = self;
      precautions->containment = davy_case_get_containment (self);
      g_signal_connect_object (precautions->containment, "changed",
                               G_CALLBACK (containment_changed_cb), precautions, G_CONNECT_SWAPPED);
      g_object_set_qdata_full (G_OBJECT (self), quark, precautions, g_object_unref);
      containment_changed_cb (precautions);
    }

  return precautions;
}

/**
 * davy_precautions_are_over:
 * @self: precautions
 *
 * Returns: whether the case ended the whole subscription, so that Azure only lets look and delete
 *   there (`playbook.md` C.3, 11), and it is not known to run again by a reactivation from here
 */
gboolean
davy_precautions_are_over (DavyPrecautions *self)
{
  g_autoptr (DavyAct) act = davy_case_dup_cancellation (self->subject);
  g_autoptr (DavyAct) reactivation = davy_case_dup_reactivation (self->subject);

  if (reactivation != NULL &&
      (reactivation->state == DAVY_ACT_DONE || reactivation->state == DAVY_ACT_UNDONE))
    return FALSE;

  return act != NULL && (act->state == DAVY_ACT_DONE ||
                         (act->state == DAVY_ACT_PENDING && act->outcome != DAVY_ACT_UNANSWERED));
}

/**
 * davy_precautions_get_samples:
 * @self: precautions
 *
 * Returns: (transfer none) (element-type DavySample): a disk of each image, until the next
 *   `changed`; none before it is known what was kept already
 */
const GPtrArray *
davy_precautions_get_samples (DavyPrecautions *self)
{
  return self->samples;
}

/**
 * davy_precautions_get_isolations:
 * @self: precautions
 *
 * Returns: (transfer none) (element-type DavyIsolation): the network security groups that machines
 *   can be isolated by, until the next `changed`
 */
const GPtrArray *
davy_precautions_get_isolations (DavyPrecautions *self)
{
  return self->isolations;
}

/**
 * davy_precautions_find_sample:
 * @self: precautions
 * @disk_id: a disk
 *
 * Returns: (transfer none) (nullable): that of davy_precautions_get_samples() which is it
 */
const DavySample *
davy_precautions_find_sample (DavyPrecautions *self, const char *disk_id)
{
  for (guint i = 0; i < self->samples->len; i++)
    {
      const DavySample *sample = g_ptr_array_index (self->samples, i);

      if (davy_arm_id_equal (sample->disk_id, disk_id))
        return sample;
    }

  return NULL;
}

/**
 * davy_precautions_find_isolation:
 * @self: precautions
 * @group_id: a network security group
 *
 * Returns: (transfer none) (nullable): that of davy_precautions_get_isolations() which is by it
 */
const DavyIsolation *
davy_precautions_find_isolation (DavyPrecautions *self, const char *group_id)
{
  for (guint i = 0; i < self->isolations->len; i++)
    {
      const DavyIsolation *isolation = g_ptr_array_index (self->isolations, i);

      if (davy_arm_id_equal (isolation->group_id, group_id))
        return isolation;
    }

  return NULL;
}

/**
 * davy_precautions_get_open_machines:
 * @self: precautions
 *
 * Returns: (transfer none) (element-type utf8): the names of the machines that no group holds for
 *   altogether, so that they cannot be isolated from here
 */
const GPtrArray *
davy_precautions_get_open_machines (DavyPrecautions *self)
{
  return self->open_machines;
}

/**
 * davy_precautions_get_error:
 * @self: precautions
 * @what: what is offered; for both changes of the network %DAVY_PRECAUTION_ISOLATE
 *
 * Returns: (transfer none) (nullable): why it is not known what there is of it
 */
const GError *
davy_precautions_get_error (DavyPrecautions *self, DavyPrecaution what)
{
  return self->errors[what];
}

/**
 * davy_precautions_get_stage:
 * @self: precautions
 * @what: what was taken
 * @target: on what
 * @error: (out) (optional) (nullable) (transfer none): why it failed, or was needless
 *
 * Returns: how far it is since the case was opened
 */
DavyContainmentStage
davy_precautions_get_stage (DavyPrecautions *self,
                            DavyPrecaution what,
                            const char *target,
                            const GError **error)
{
  g_autofree char *key = dup_key (what, target);
  const Taking *taking = g_hash_table_lookup (self->takings, key);

  if (error != NULL)
    *error = taking != NULL ? taking->error : NULL;

  return taking != NULL ? taking->stage : DAVY_STAGE_NONE;
}

/**
 * davy_precautions_take:
 * @self: precautions
 * @what: what is to be done
 * @target: on what: the disk of a sample, or a network security group
 *
 * Does it, and looks at what there is afterwards. Nothing happens while it is under way already,
 * for what is not offered, and once the subscription is ended.
 */
void
davy_precautions_take (DavyPrecautions *self, DavyPrecaution what, const char *target)
{
  const DavySample *sample = davy_precautions_find_sample (self, target);
  const DavyIsolation *isolation = davy_precautions_find_isolation (self, target);

  if (davy_precautions_are_over (self) || is_changing (self, target))
    return;

  if (what == DAVY_PRECAUTION_SNAPSHOT && sample != NULL)
    send (self, what, sample->disk_id, davy_snapshot_facts_new (sample->region));
  else if (what != DAVY_PRECAUTION_SNAPSHOT && isolation != NULL)
    send (self, what, isolation->group_id,
          davy_isolation_facts_new (davy_security_groups_find (self->groups, isolation->group_id)));
}
