/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-evidence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/davy-error.h"
#include "triage/davy-evidence-private.h"
#include "triage/davy-facts.h"

/* Reading what is stored, and going on without what is not. */

typedef struct
{
  gint64 case_row;
  char *key;
  char *sha256;
  GBytes *content;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->key);
  g_free (reading->sha256);
  g_clear_pointer (&reading->content, g_bytes_unref);
  g_free (reading);
}

static gboolean
read_part (DavyDb *db, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autofree char *sha256 = NULL;

  reading->content = davy_db_read_evidence (db, reading->case_row, reading->key, error);
  if (reading->content == NULL)
    return FALSE;

  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, reading->content);
  if (strcmp (sha256, reading->sha256) != 0)
    {
      const DavyFault fault = { .reason = (char *) "evidence", .subject = reading->key };
      GError *changed =
          davy_error_new_fault (DAVY_ERROR_STORE, &fault,
                                "The evidence “%s” was changed after it was stored", reading->key);

      g_propagate_error (error, changed);
      return FALSE;
    }

  return TRUE;
}

static void
part_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (davy_store_read_finish (DAVY_STORE (source), result, &error))
    {
      Reading *reading = davy_store_result_get_data (result);

      g_task_return_pointer (task, g_steal_pointer (&reading->content),
                             (GDestroyNotify) g_bytes_unref);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
waiver_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  DavyEvidence *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!davy_case_write_run_finish (DAVY_CASE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  davy_evidence_settle (self, davy_evidence_find_lot (self, g_task_get_task_data (task)));
  davy_evidence_tell (self);
  g_task_return_boolean (task, TRUE);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = g_strdup (text);

  return stripped == NULL || *g_strstrip (stripped) == '\0';
}

static GVariant *
describe_waiver (DavyEvidence *self, const DavyEvidencePart *part)
{
  const GPtrArray *missing = davy_evidence_find_lot (self, part->key)->missing;
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, "part", "s", part->key);
  g_variant_dict_insert_value (
      &facts, "missing",
      g_variant_new_strv ((const char *const *) missing->pdata, (gssize) missing->len));
  g_variant_dict_insert (&facts, "error", "s", part->error->message);

  return g_variant_dict_end (&facts);
}

/**
 * davy_evidence_part_can_be_waived:
 * @self: a part
 *
 * Only what a server refused can be gone on without; being offline or signed out is no reason.
 *
 * Returns: whether davy_evidence_waive_async() would do it
 */
gboolean
davy_evidence_part_can_be_waived (const DavyEvidencePart *self)
{
  return self->state == DAVY_EVIDENCE_REFUSED && self->error != NULL &&
         !g_error_matches (self->error, DAVY_ERROR, DAVY_ERROR_OFFLINE) &&
         !g_error_matches (self->error, DAVY_ERROR, DAVY_ERROR_SIGNED_OUT);
}

/**
 * davy_evidence_waive_async:
 * @self: the evidence of a case
 * @key: a part that was refused
 * @reason: why the case goes on without it, in the person's words
 * @cancellable: (nullable): honoured until it is written
 * @callback: called when it is in the journal
 * @user_data: for @callback
 *
 * Goes on without what is missing of a part now. What comes to be wanted of it later is missing
 * again.
 */
void
davy_evidence_waive_async (DavyEvidence *self,
                           const char *key,
                           const char *reason,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const DavyEvidencePart *part = davy_evidence_get_part (self, key);
  DavyCase *handled = self->handled;
  DavyCaseWrite *write;

  g_task_set_source_tag (task, davy_evidence_waive_async);
  if (part == NULL || !davy_evidence_part_can_be_waived (part))
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_INPUT, "%s",
                               _ ("Only evidence that was refused can be waived."));
      return;
    }
  if (is_blank (reason))
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_INPUT, "%s",
                               _ ("Write down why the case goes on without this evidence."));
      return;
    }

  write = davy_case_write_new (handled);
  davy_case_write_add (write, DAVY_ENTRY_WAIVED, NULL, describe_waiver (self, part))->note =
      g_strdup (reason);
  g_task_set_task_data (task, g_strdup (key), g_free);
  davy_case_write_run_async (handled, write, cancellable, waiver_written_cb,
                             g_steal_pointer (&task));
}

/**
 * davy_evidence_waive_finish:
 * @self: the evidence of a case
 * @result: the answer
 * @error: %DAVY_ERROR_INPUT with a sentence for people, or %DAVY_ERROR_STORE
 *
 * Returns: whether it is written down
 */
gboolean
davy_evidence_waive_finish (DavyEvidence *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_evidence_waive_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * davy_evidence_read_async:
 * @self: the evidence of a case
 * @key: one of the `DAVY_EVIDENCE_…` names
 * @cancellable: (nullable): to give up
 * @callback: called with the content
 * @user_data: for @callback
 *
 * Reads a part that is stored, and checks it against the journal.
 */
void
davy_evidence_read_async (DavyEvidence *self,
                          const char *key,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const DavyEvidencePart *part = davy_evidence_get_part (self, key);
  DavyCase *handled = self->handled;
  Reading *reading;

  g_task_set_source_tag (task, davy_evidence_read_async);
  if (part == NULL || part->state != DAVY_EVIDENCE_STORED)
    {
      g_task_return_new_error (task, DAVY_ERROR, DAVY_ERROR_NOT_FOUND,
                               "The evidence “%s” is not stored", key);
      return;
    }

  reading = g_new0 (Reading, 1);
  reading->case_row = davy_case_get_id (handled);
  reading->key = g_strdup (key);
  reading->sha256 = g_strdup (part->sha256);
  davy_store_read_async (davy_case_get_store (handled), read_part, reading, reading_free,
                         cancellable, part_read_cb, g_steal_pointer (&task));
}

/**
 * davy_evidence_read_finish:
 * @self: the evidence of a case
 * @result: the answer
 * @error: %DAVY_ERROR_NOT_FOUND when the part is not stored; %DAVY_ERROR_STORE, with the fault's
 *   reason `evidence` when it is not what was stored
 *
 * Returns: (transfer full) (nullable): records, each a line of JSON
 */
GBytes *
davy_evidence_read_finish (DavyEvidence *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, davy_evidence_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
