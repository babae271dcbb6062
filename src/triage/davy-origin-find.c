/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-origin.h"

#include "azure/davy-arm-id.h"

/* What the later steps want to know of the logs. */

/* The list of resources and the log do not agree to the second about when something was made. */
#define SLACK (10 * DAVY_TIME_MINUTE)

static gboolean
creates (const DavyArmActivityOperation *operation, DavyTime created)
{
  if (created != DAVY_TIME_UNSET)
    return operation->first <= created + SLACK && created <= operation->last + SLACK;

  for (guint i = 0; i < operation->events->len; i++)
    {
      const DavyArmActivity *event = g_ptr_array_index (operation->events, i);

      if (event->sub_status != NULL && g_ascii_strcasecmp (event->sub_status, "Created") == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * davy_origin_find_creation:
 * @self: an account
 * @resource_id: a resource
 * @created: when the list of resources says that it was made; %DAVY_TIME_UNSET when it does not
 *
 * Finds who made something. A later change of something older is not its creation: without
 * @created only an operation that Azure itself calls a creation is one.
 *
 * Returns: (transfer none) (nullable): the operation; %NULL when the log does not show it
 */
const DavyArmActivityOperation *
davy_origin_find_creation (const DavyOrigin *self, const char *resource_id, DavyTime created)
{
  for (guint i = 0; i < self->operations->len; i++)
    {
      const DavyArmActivityOperation *operation = g_ptr_array_index (self->operations, i);

      if (operation->name == NULL || operation->resource_id == NULL ||
          !davy_arm_id_equal (operation->resource_id, resource_id))
        continue;
      if (g_str_has_suffix (operation->name, "/write") && creates (operation, created))
        return operation;
    }

  return NULL;
}

/**
 * davy_origin_find_first_hostile:
 * @self: an account
 * @marks: (nullable): an `a{ss}`: who the callers are
 *
 * Returns: when somebody marked hostile created something for the first time; %DAVY_TIME_UNSET when
 *   the log shows nothing like that
 */
DavyTime
davy_origin_find_first_hostile (const DavyOrigin *self, GVariant *marks)
{
  for (guint i = 0; i < self->deeds->len; i++)
    {
      const DavyDeed *deed = g_ptr_array_index (self->deeds, i);

      if ((davy_deed_kind_computes (deed->kind) || deed->kind == DAVY_DEED_WRITE) &&
          deed->resources->len > 0 &&
          davy_caller_marks_get (marks, deed->caller) == DAVY_CALLER_HOSTILE)
        return deed->first;
    }

  return DAVY_TIME_UNSET;
}

static GStrv
dup_texts (const GPtrArray *texts)
{
  GStrv copy = g_new0 (char *, texts->len + 1);

  for (guint i = 0; i < texts->len; i++)
    copy[i] = g_strdup (g_ptr_array_index (texts, i));

  return copy;
}

/* From when to when: a later try that failed is no part of it. */
static void
take_span (const DavyDeed *deed, DavyOriginSummary *summary)
{
  for (guint i = 0; i < deed->operations->len; i++)
    {
      const DavyArmActivityOperation *operation = g_ptr_array_index (deed->operations, i);

      if (davy_deed_kind_from_operation (operation->name) != deed->kind ||
          davy_arm_activity_operation_has_failed (operation))
        continue;
      if (summary->first == DAVY_TIME_UNSET)
        summary->first = operation->first;
      summary->last = MAX (summary->last, operation->last);
    }
}

/* What a hostile caller did counts before what nobody was marked for. */
static guint
weigh (const DavyDeed *deed, GVariant *marks, DavyTime onset)
{
  DavyCallerMark mark = davy_caller_marks_get (marks, deed->caller);
  guint weight = deed->resources->len;

  if (!davy_deed_kind_computes (deed->kind) || deed->last < onset)
    return 0;
  if (mark == DAVY_CALLER_HOSTILE)
    return G_MAXUINT16 + weight;

  return mark == DAVY_CALLER_UNMARKED ? weight : 0;
}

/**
 * davy_origin_summarise:
 * @self: an account
 * @marks: (nullable): an `a{ss}`: who the callers are
 * @onset: what ended before this moment is not asked about; %DAVY_TIME_UNSET: nothing
 * @summary: (out): what was done; unchanged when there is nothing
 *
 * Finds the largest creation of compute that is not marked as somebody's own.
 *
 * Returns: whether there is one
 */
gboolean
davy_origin_summarise (const DavyOrigin *self,
                       GVariant *marks,
                       DavyTime onset,
                       DavyOriginSummary *summary)
{
  const DavyDeed *largest = NULL;
  guint most = 0;

  for (guint i = 0; i < self->deeds->len; i++)
    {
      const DavyDeed *deed = g_ptr_array_index (self->deeds, i);
      guint weight = weigh (deed, marks, onset);

      if (weight > most)
        {
          largest = deed;
          most = weight;
        }
    }
  if (largest == NULL)
    return FALSE;

  *summary = (DavyOriginSummary){
    .kind = largest->kind,
    .n_resources = largest->resources->len,
    .sizes = dup_texts (largest->sizes),
    .regions = dup_texts (largest->regions),
    .caller = largest->caller,
  };
  take_span (largest, summary);

  return TRUE;
}

/**
 * davy_origin_summary_clear:
 * @self: a summary
 *
 * Frees what it holds.
 */
void
davy_origin_summary_clear (DavyOriginSummary *self)
{
  g_clear_pointer (&self->sizes, g_strfreev);
  g_clear_pointer (&self->regions, g_strfreev);
}
