/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-story.h"

#include <string.h>

#include "triage/davy-case-file-private.h"
#include "triage/davy-entry-words.h"
#include "triage/davy-evidence-note.h"
#include "triage/davy-facts.h"

/* A case in words for people, for its page. It is read on the reader's thread and belongs to
 * whoever asked for it. */

static void
event_free (gpointer data)
{
  DavyCaseEvent *event = data;

  g_free (event->who);
  g_free (event->title);
  g_free (event->text);
  g_free (event);
}

/**
 * davy_case_story_free:
 * @self: (transfer full): a story
 */
void
davy_case_story_free (DavyCaseStory *self)
{
  g_free (self->key);
  g_free (self->customer_name);
  g_free (self->subscription_name);
  g_free (self->azure_id);
  g_free (self->account_id);
  g_free (self->customer_tenant_id);
  g_free (self->step);
  g_free (self->verdict);
  g_free (self->journal_fault);
  davy_aftermath_free (self->aftermath);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->evidence);
  g_free (self);
}

static GPtrArray *
tell_events (const GPtrArray *entries)
{
  GPtrArray *events = g_ptr_array_new_with_free_func (event_free);

  for (guint i = entries->len; i > 0; i--)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (entries, i - 1);
      DavyCaseEvent *event = g_new0 (DavyCaseEvent, 1);

      event->at = entry->time;
      event->who = g_strdup (entry->who);
      event->title = davy_words_entry_title (entry);
      event->text = davy_words_entry_text (entry);
      g_ptr_array_add (events, event);
    }

  return events;
}

static void
tell_verdict (DavyCaseStory *self, const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GVariant) facts = NULL;
      const char *verdict = NULL;

      if (strcmp (entry->kind, DAVY_ENTRY_DECISION) != 0)
        continue;
      facts = davy_facts_from_text (entry->facts);
      if (facts == NULL || !g_variant_lookup (facts, DAVY_FACT_VERDICT, "&s", &verdict))
        continue;
      g_free (self->verdict);
      self->verdict = davy_words_verdict (verdict);
      self->is_misuse = davy_verdict_from_key (verdict) == DAVY_VERDICT_UNEXPECTED;
    }
}

static void
tell_names (DavyCaseStory *self, const DavyCaseFile *file)
{
  const DavyCaseRecord *record = file->snapshot.record;
  const char *name = davy_case_snapshot_get_subscription_name (&file->snapshot);

  self->alert_row = davy_case_summary_get_alert_row (file->snapshot.summary);
  self->customer_name = g_strdup (davy_case_snapshot_get_customer_name (&file->snapshot));
  self->subscription_name = g_strdup (name != NULL ? name : record->azure_id);
  self->azure_id = g_strdup (record->azure_id);
  self->account_id = g_strdup (record->account_id);
  self->customer_tenant_id = g_strdup (record->customer_tenant_id);
  self->key = g_strdup (record->key);
}

static gpointer
tell (const DavyCaseFile *file)
{
  const DavyCaseRecord *record = file->snapshot.record;
  DavyCaseStory *self = g_new0 (DavyCaseStory, 1);

  self->id = record->id;
  self->opened_at = record->opened_at;
  self->closed_at = record->closed_at;
  self->step = davy_words_step (record->step);
  tell_names (self, file);
  tell_verdict (self, record->entries);
  davy_case_file_read_clocks (file, &self->clocks);
  self->aftermath = davy_aftermath_read (record->entries);
  self->events = tell_events (record->entries);
  self->evidence = davy_evidence_notes_read (record->entries);
  if (file->snapshot.journal_error != NULL)
    self->journal_fault = g_strdup (file->snapshot.journal_error->message);

  return self;
}

/**
 * davy_case_story_load_async:
 * @store: a store
 * @case_row: which case
 * @cancellable: (nullable): stops it
 * @callback: called in the store's context
 * @user_data: for @callback
 *
 * Reads a case for people, in the language of the window.
 */
void
davy_case_story_load_async (DavyStore *store,
                            gint64 case_row,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  davy_case_file_make_async (store, case_row, FALSE, tell, (GDestroyNotify) davy_case_story_free,
                             cancellable, callback, user_data);
}

/**
 * davy_case_story_load_finish:
 * @store: a store
 * @result: the answer
 * @error: where to report %DAVY_ERROR_STORE, or %DAVY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the case
 */
DavyCaseStory *
davy_case_story_load_finish (DavyStore *store, GAsyncResult *result, GError **error)
{
  return davy_case_file_make_finish (store, result, error);
}
