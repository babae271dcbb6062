/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-case-file.h"

#include <math.h>
#include <string.h>

#include "account/davy-account.h"
#include "config.h"
#include "core/davy-json.h"
#include "triage/davy-activity-marks.h"
#include "triage/davy-aftermath.h"
#include "triage/davy-case-file-private.h"
#include "triage/davy-evidence-note.h"
#include "triage/davy-facts.h"
#include "triage/davy-steps.h"

/* Writing a case file. Every part is an object of its own; `journal` holds all entries as they
 * were written, `decisions` and `acts` are what follows from them. */

static void
put_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

static void
put_time (JsonObject *object, const char *name, DavyTime time)
{
  g_autofree char *text = time != DAVY_TIME_UNSET ? davy_time_to_iso (time) : NULL;

  put_text (object, name, text);
}

static void
put_day (JsonObject *object, const char *name, DavyDay day)
{
  g_autofree char *text = davy_day_to_iso (day);

  put_text (object, name, text);
}

static void
put_number (JsonObject *object, const char *name, double number)
{
  if (isfinite (number))
    json_object_set_double_member (object, name, number);
}

static void
put_facts (JsonObject *object, const char *name, const char *facts)
{
  g_autoptr (GVariant) parsed = davy_facts_from_text (facts);

  if (parsed != NULL)
    json_object_set_member (object, name, json_gvariant_serialize (parsed));
}

/* --- what was reported ---------------------------------------------------------------------- */

static JsonObject *
make_alert (const DavyAlertDetails *details)
{
  DavyAlert *alert = details->alert;
  JsonObject *object = json_object_new ();
  JsonArray *resources = json_array_new ();

  put_text (object, "id", davy_alert_get_event_id (alert));
  put_text (object, "service", davy_alert_get_service (alert));
  put_text (object, "type", davy_alert_get_alert_type (alert));
  put_text (object, "severity", davy_alert_get_severity_text (alert));
  put_text (object, "confidence", davy_alert_get_confidence_text (alert));
  put_text (object, "status", davy_alert_get_status_text (alert));
  put_text (object, "reason", davy_alert_get_reason_text (alert));
  put_text (object, "description", davy_alert_get_description (alert));
  put_time (object, "createdAt", davy_alert_get_created (alert));
  put_time (object, "firstObservedAt", davy_alert_get_first_observed (alert));
  put_time (object, "lastObservedAt", davy_alert_get_last_observed (alert));
  put_time (object, "takenAt", davy_alert_get_taken_at (alert));
  put_text (object, "takenBy", davy_alert_get_taken_by (alert));
  put_time (object, "resolvedAt", davy_alert_get_resolved_on (alert));
  put_text (object, "resolvedBy", davy_alert_get_resolved_by (alert));
  json_object_set_boolean_member (object, "isTest", davy_alert_is_test (alert));
  for (guint i = 0; i < details->resources->len; i++)
    {
      const DavyAlertResource *resource = g_ptr_array_index (details->resources, i);
      JsonObject *named = json_object_new ();

      put_text (named, "id", resource->azure_id);
      put_text (named, "type", resource->type);
      json_array_add_object_element (resources, named);
    }
  json_object_set_array_member (object, "resources", resources);

  return object;
}

static JsonArray *
make_alerts (const DavyCaseFile *self)
{
  JsonArray *alerts = json_array_new ();

  for (guint i = 0; i < self->alerts->len; i++)
    json_array_add_object_element (alerts, make_alert (g_ptr_array_index (self->alerts, i)));

  return alerts;
}

static JsonObject *
make_customer (const DavyCaseFile *self)
{
  DavyAlert *alert = self->snapshot.alerts->len > 0 ? self->snapshot.alerts->pdata[0] : NULL;
  JsonObject *customer = json_object_new ();
  const char *name = NULL;
  const char *reseller = NULL;

  if (self->subscription != NULL)
    {
      name = davy_subscription_get_customer_name (self->subscription);
      reseller = davy_subscription_get_reseller_name (self->subscription);
    }
  if (name == NULL && alert != NULL)
    name = davy_alert_get_customer_name (alert);
  if (reseller == NULL && alert != NULL)
    reseller = davy_alert_get_reseller_name (alert);
  put_text (customer, "tenantId", self->snapshot.record->customer_tenant_id);
  put_text (customer, "name", name);
  put_text (customer, "resellerName", reseller);

  return customer;
}

static JsonObject *
make_subscription (const DavyCaseFile *self)
{
  DavyAlert *alert = self->snapshot.alerts->len > 0 ? self->snapshot.alerts->pdata[0] : NULL;
  JsonObject *subscription = json_object_new ();
  const char *name = NULL;

  put_text (subscription, "id", self->snapshot.record->azure_id);
  if (self->subscription != NULL)
    {
      name = davy_subscription_get_name (self->subscription);
      put_text (subscription, "state", davy_subscription_get_state_text (self->subscription));
    }
  if (name == NULL && alert != NULL)
    name = davy_alert_get_subscription_name (alert);
  put_text (subscription, "name", name);
  put_text (subscription, "planId", self->plan_id);

  return subscription;
}

/* --- what was used -------------------------------------------------------------------------- */

static const char *const basis_words[] = {
  [DAVY_BASIS_UNKNOWN] = NULL,
  [DAVY_BASIS_LIST] = "list",
  [DAVY_BASIS_INVOICED] = "invoiced",
  [DAVY_BASIS_ESTIMATED] = "estimated",
};

/* Returns: (nullable): what a price basis is called in files; NULL: it is not known */
const char *
davy_case_file_basis_word (DavyPriceBasis basis)
{
  return basis_words[basis];
}

static JsonArray *
make_days (const DavySeries *series, const DavyExpectation *expectation)
{
  JsonArray *days = json_array_new ();

  for (guint i = 0; i < series->length; i++)
    {
      JsonObject *day = json_object_new ();

      put_day (day, "day", series->first + (DavyDay) i);
      put_number (day, "cost", series->values[i]);
      put_number (day, "expected", expectation->expected[i]);
      put_number (day, "low", expectation->low[i]);
      put_number (day, "high", expectation->high[i]);
      if (davy_series_is_incomplete (series, i))
        json_object_set_boolean_member (day, "incomplete", TRUE);
      json_array_add_object_element (days, day);
    }

  return days;
}

static JsonArray *
make_episodes (const GArray *episodes)
{
  JsonArray *found = json_array_new ();

  for (guint i = 0; i < episodes->len; i++)
    {
      const DavyEpisode *episode = &g_array_index (episodes, DavyEpisode, i);
      JsonObject *object;

      if (!episode->notable)
        continue;
      object = json_object_new ();
      put_day (object, "from", episode->onset);
      put_day (object, "to", episode->end);
      put_day (object, "peak", episode->peak);
      put_number (object, "peakCost", episode->peak_value);
      put_number (object, "excess", episode->excess);
      json_object_set_boolean_member (object, "running", episode->running);
      json_array_add_object_element (found, object);
    }

  return found;
}

/* With these the expected range and the episodes can be computed again. */
static JsonObject *
make_detector (const DavyDetector *detector)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "window", detector->window);
  json_object_set_int_member (object, "leastOfClass", detector->least_of_class);
  json_object_set_int_member (object, "warmUp", detector->warm_up);
  json_object_set_int_member (object, "spreadDays", detector->spread_days);
  put_number (object, "leastSd", detector->least_sd);
  put_number (object, "priorSd", detector->prior_sd);
  put_number (object, "priorDays", detector->prior_days);
  put_number (object, "clipSds", detector->clip_sds);
  put_number (object, "trendCaution", detector->trend_caution);
  put_number (object, "mostGrowth", detector->most_growth);
  put_number (object, "monthRatio", detector->month_ratio);
  put_number (object, "monthSds", detector->month_sds);
  put_number (object, "formerSds", detector->former_sds);
  put_number (object, "daySds", detector->day_sds);
  put_number (object, "dayRatio", detector->day_ratio);
  put_number (object, "youngDays", detector->young_days);
  json_object_set_int_member (object, "peaks", detector->peaks);
  put_number (object, "shiftSlack", detector->shift_slack);
  put_number (object, "shiftCap", detector->shift_cap);
  put_number (object, "shiftEvidence", detector->shift_evidence);
  put_number (object, "shiftRatio", detector->shift_ratio);
  put_number (object, "endEvidence", detector->end_evidence);
  put_number (object, "endRatio", detector->end_ratio);
  put_number (object, "leastExcess", detector->least_excess);
  put_number (object, "notableAmount", detector->notable_amount);
  json_object_set_int_member (object, "acceptDays", detector->accept_days);
  put_number (object, "acceptTimes", detector->accept_times);

  return object;
}

static JsonObject *
make_usage (const DavyCaseFile *self)
{
  const DavyUsageTable *table = self->usage;
  JsonObject *usage = json_object_new ();

  put_text (usage, "currency", table->currency);
  put_text (usage, "basis", davy_case_file_basis_word (table->basis));
  put_time (usage, "fetchedAt", table->fetched_at);
  json_object_set_boolean_member (usage, "incompletePrices", table->incomplete_prices);
  json_object_set_array_member (usage, "days",
                                make_days (self->judged->series, self->judged->expectation));
  json_object_set_array_member (usage, "episodes", make_episodes (self->judged->episodes));
  json_object_set_object_member (usage, "detector", make_detector (&self->usage->detector));

  return usage;
}

/* --- what was decided and done --------------------------------------------------------------- */

static JsonObject *
make_entry (const DavyCaseEntry *entry)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "position", entry->position);
  put_text (object, "kind", entry->kind);
  put_text (object, "step", entry->step);
  put_text (object, "who", entry->who);
  put_time (object, "at", entry->time);
  if (entry->clock_offset != 0)
    json_object_set_int_member (object, "clockOffsetMicroseconds", entry->clock_offset);
  put_text (object, "note", entry->note);
  put_facts (object, "facts", entry->facts);
  if (entry->refers != 0)
    json_object_set_int_member (object, "refers", entry->refers);

  return object;
}

static JsonObject *
make_journal (const DavyCaseSnapshot *snapshot)
{
  JsonObject *journal = json_object_new ();
  JsonArray *entries = json_array_new ();

  for (guint i = 0; i < snapshot->record->entries->len; i++)
    json_array_add_object_element (entries,
                                   make_entry (g_ptr_array_index (snapshot->record->entries, i)));
  json_object_set_boolean_member (journal, "intact", snapshot->journal_error == NULL);
  if (snapshot->journal_error != NULL)
    put_text (journal, "fault", snapshot->journal_error->message);
  json_object_set_array_member (journal, "entries", entries);

  return journal;
}

/* Of each step the decision that counts: the last. */
static JsonArray *
make_decisions (const DavyCaseRecord *record)
{
  const DavyCaseEntry *last[DAVY_N_STEPS] = { NULL };
  JsonArray *decisions = json_array_new ();

  for (guint i = 0; i < record->entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (record->entries, i);
      DavyStepId step;

      if (strcmp (entry->kind, DAVY_ENTRY_DECISION) == 0 && davy_step_from_key (entry->step, &step))
        last[step] = entry;
    }
  for (guint i = 0; i < DAVY_N_STEPS; i++)
    if (last[i] != NULL)
      json_array_add_object_element (decisions, make_entry (last[i]));

  return decisions;
}

/* Every call and every mail, in their order. */
static JsonArray *
make_contacts (const DavyCaseRecord *record)
{
  JsonArray *contacts = json_array_new ();

  for (guint i = 0; i < record->entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (record->entries, i);

      if (strcmp (entry->kind, DAVY_ENTRY_LETTER) == 0 ||
          (strcmp (entry->kind, DAVY_ENTRY_DECISION) == 0 &&
           g_strcmp0 (entry->step, davy_steps[DAVY_STEP_CONTACT].key) == 0))
        json_array_add_object_element (contacts, make_entry (entry));
    }

  return contacts;
}

static gboolean
is_any_of (const DavyCaseEntry *entry, const char *kind, const char *other)
{
  return strcmp (entry->kind, kind) == 0 || strcmp (entry->kind, other) == 0;
}

/* An intent, with what came of it: its result, and the read that proved it. A read that names no
 * intent belongs to the last one of its step. */
static void
add_outcome (JsonArray *acts, GHashTable *by_position, const DavyCaseEntry *entry, const char *name)
{
  JsonObject *act = g_hash_table_lookup (by_position, GUINT_TO_POINTER (entry->refers));

  if (act == NULL && json_array_get_length (acts) > 0)
    act = json_array_get_object_element (acts, json_array_get_length (acts) - 1);
  if (act != NULL &&
      g_strcmp0 (json_object_get_string_member_with_default (act, "step", NULL), entry->step) == 0)
    json_object_set_object_member (act, name, make_entry (entry));
}

static JsonArray *
make_acts (const DavyCaseRecord *record)
{
  g_autoptr (GHashTable) by_position = g_hash_table_new (NULL, NULL);
  JsonArray *acts = json_array_new ();

  for (guint i = 0; i < record->entries->len; i++)
    {
      const DavyCaseEntry *entry = g_ptr_array_index (record->entries, i);

      if (is_any_of (entry, DAVY_ENTRY_INTENT, DAVY_ENTRY_ACT_INTENT))
        {
          JsonObject *act = make_entry (entry);

          json_array_add_object_element (acts, act);
          g_hash_table_insert (by_position, GUINT_TO_POINTER (entry->position), act);
        }
      else if (is_any_of (entry, DAVY_ENTRY_RESULT, DAVY_ENTRY_ACT_RESULT))
        add_outcome (acts, by_position, entry, "result");
      else if (is_any_of (entry, DAVY_ENTRY_PROOF, DAVY_ENTRY_ACT_PROOF))
        add_outcome (acts, by_position, entry, "proof");
    }

  return acts;
}

static JsonObject *
make_case (const DavyCaseRecord *record)
{
  JsonObject *object = json_object_new ();

  put_text (object, "id", record->key);
  put_text (object, "accountId", record->account_id);
  put_text (object, "partnerTenantId", davy_account_id_get_tenant (record->account_id));
  put_text (object, "step", record->step);
  put_time (object, "openedAt", record->opened_at);
  put_time (object, "closedAt", record->closed_at);

  return object;
}

static JsonArray *
make_evidence (const DavyCaseRecord *record)
{
  g_autoptr (GPtrArray) notes = davy_evidence_notes_read (record->entries);
  JsonArray *evidence = json_array_new ();

  for (guint i = 0; i < notes->len; i++)
    {
      const DavyEvidenceNote *note = g_ptr_array_index (notes, i);
      JsonObject *object;

      if (note->at == DAVY_TIME_UNSET)
        continue;
      object = json_object_new ();
      put_text (object, "part", note->part);
      put_time (object, note->sha256 != NULL ? "storedAt" : "waivedAt", note->at);
      put_text (object, "sha256", note->sha256);
      put_text (object, "reason", note->reason);
      json_array_add_object_element (evidence, object);
    }

  return evidence;
}

static const char *const finding_words[] = {
  [DAVY_FINDING_UNKNOWN] = "unknown",
  [DAVY_FINDING_GOOD] = "good",
  [DAVY_FINDING_BAD] = "bad",
};

static JsonObject *
make_look (const DavyVerification *look)
{
  JsonObject *object = json_object_new ();

  put_time (object, "at", look->at);
  if (look->hours > 0)
    json_object_set_int_member (object, "hours", look->hours);
  put_text (object, "creates", finding_words[look->creates]);
  json_object_set_int_member (object, "createCount", look->n_creates);
  put_text (object, "roles", finding_words[look->roles]);
  json_object_set_int_member (object, "roleCount", look->n_roles);
  put_text (object, "cost", finding_words[look->cost]);

  return object;
}

/* When it is looked after the last act, and what the looks found. */
static JsonObject *
make_verification (const DavyAftermath *aftermath)
{
  JsonObject *object = json_object_new ();
  JsonArray *planned = json_array_new ();
  JsonArray *looks = json_array_new ();

  for (guint i = 0; i < DAVY_N_LOOKS; i++)
    {
      JsonObject *look = json_object_new ();

      json_object_set_int_member (look, "hours", davy_verification_hours[i]);
      put_time (look, "at", aftermath->since + davy_verification_hours[i] * DAVY_TIME_HOUR);
      json_array_add_object_element (planned, look);
    }
  for (guint i = 0; i < aftermath->looks->len; i++)
    json_array_add_object_element (looks, make_look (g_ptr_array_index (aftermath->looks, i)));
  put_time (object, "lastActAt", aftermath->since);
  put_time (object, "nextLookAt", aftermath->due);
  json_object_set_array_member (object, "planned", planned);
  json_object_set_array_member (object, "looks", looks);
  json_object_set_boolean_member (object, "quiet", davy_aftermath_is_quiet (aftermath));

  return object;
}

static JsonObject *
make_clocks (const DavyCaseFile *self)
{
  g_autoptr (DavyAftermath) aftermath = davy_aftermath_read (self->snapshot.record->entries);
  JsonObject *object = json_object_new ();
  DavyCaseClocks clocks;

  davy_case_file_read_clocks (self, &clocks);
  put_time (object, "answerBy", clocks.answer_by);
  put_time (object, "firstSignAt", clocks.first_sign);
  put_time (object, "refundUntil", clocks.refund_until);
  put_time (object, "logsUntil", clocks.logs_until);
  if (aftermath->since != DAVY_TIME_UNSET)
    json_object_set_object_member (object, "verification", make_verification (aftermath));

  return object;
}

/* What of the activity log stands in the graph of the usage. */
static JsonArray *
make_activity (const DavyCaseFile *self)
{
  g_autoptr (GArray) marks = davy_activity_marks_from_lines (self->log);
  JsonArray *activity = json_array_new ();

  for (guint i = 0; i < marks->len; i++)
    {
      const DavyActivityMark *mark = &g_array_index (marks, DavyActivityMark, i);
      JsonObject *object = json_object_new ();

      put_day (object, "day", mark->day);
      put_text (object, "kind", davy_activity_mark_get_word (mark));
      json_array_add_object_element (activity, object);
    }

  return activity;
}

/**
 * davy_case_file_to_json:
 * @self: what a case file is made of, with its log
 *
 * Returns: (transfer full): the document
 */
char *
davy_case_file_to_json (const DavyCaseFile *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  DavyJson document;

  json_node_take_object (node, root);
  put_text (root, "format", DAVY_CASE_FILE_FORMAT);
  json_object_set_int_member (root, "version", DAVY_CASE_FILE_VERSION);
  put_text (root, "program", GETTEXT_PACKAGE " " DAVY_VERSION);
  put_time (root, "madeAt", davy_time_now ());
  json_object_set_object_member (root, "case", make_case (self->snapshot.record));
  json_object_set_object_member (root, "customer", make_customer (self));
  json_object_set_object_member (root, "subscription", make_subscription (self));
  json_object_set_array_member (root, "alerts", make_alerts (self));
  if (self->usage != NULL)
    json_object_set_object_member (root, "usage", make_usage (self));
  if (g_bytes_get_size (self->log) > 0)
    json_object_set_array_member (root, "activity", make_activity (self));
  json_object_set_object_member (root, "clocks", make_clocks (self));
  json_object_set_array_member (root, "evidence", make_evidence (self->snapshot.record));
  json_object_set_array_member (root, "decisions", make_decisions (self->snapshot.record));
  json_object_set_array_member (root, "contacts", make_contacts (self->snapshot.record));
  json_object_set_array_member (root, "acts", make_acts (self->snapshot.record));
  json_object_set_object_member (root, "journal", make_journal (&self->snapshot));

  document = davy_json_root (node, NULL);

  return davy_json_dup_raw (&document);
}
