/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-report.h"

#include <string.h>

#include "core/davy-catalogue.h"
#include "core/davy-error.h"
#include "core/davy-json.h"
#include "triage/davy-alert-words.h"
#include "triage/davy-case-file.h"
#include "triage/davy-case-private.h"
#include "triage/davy-entry-words.h"
#include "triage/davy-facts.h"
#include "triage/davy-report-usage.h"

/* What a report says, read from a case file. How it looks is in davy-report-pdf.c and
 * davy-report-json.c. */

#define MOST_RESOURCES 12

#define MISUSE_URI "https://learn.microsoft.com/partner-center/security/nonpayment-fraud-misuse"

static void
part_free (gpointer data)
{
  DavyReportPart *part = data;

  g_free (part->name);
  g_free (part->text);
  g_free (part->when);
  g_free (part->who);
  g_free (part);
}

/**
 * davy_report_free:
 * @self: (transfer full): a report
 */
void
davy_report_free (DavyReport *self)
{
  g_free (self->title);
  g_free (self->subject);
  g_free (self->case_id);
  g_ptr_array_unref (self->parts);
  g_clear_pointer (&self->plot, davy_plot_unref);
  g_free (self);
}

/**
 * davy_report_add:
 * @self: a report
 * @kind: what comes next
 * @name: (nullable): its name
 * @text: (nullable): its text; a fact without one is not known and left out
 */
void
davy_report_add (DavyReport *self, DavyReportKind kind, const char *name, const char *text)
{
  DavyReportPart *part;

  if (kind == DAVY_REPORT_FACT && (text == NULL || *text == '\0'))
    return;

  part = g_new0 (DavyReportPart, 1);
  part->kind = kind;
  part->name = g_strdup (name);
  part->text = g_strdup (text);
  g_ptr_array_add (self->parts, part);
}

static void
add_text (DavyReport *self, const char *text)
{
  davy_report_add (self, DAVY_REPORT_TEXT, NULL, text);
}

static void
add_fact (DavyReport *self, const char *name, const char *text)
{
  davy_report_add (self, DAVY_REPORT_FACT, name, text);
}

static void
add_time (DavyReport *self, const char *name, DavyTime time)
{
  g_autofree char *text =
      time != DAVY_TIME_UNSET ? davy_format_date_time (self->language, time) : NULL;

  add_fact (self, name, text);
}

static const char *
get_text (const DavyJson *object, const char *name)
{
  return davy_json_string (object, name, DAVY_JSON_OPTIONAL);
}

/* --- what it is about ------------------------------------------------------------------------ */

static void
add_subject (DavyReport *self, const DavyJson *root)
{
  const DavyJson about = davy_json_member (root, "case");
  const DavyJson customer = davy_json_member (root, "customer");
  const DavyJson subscription = davy_json_member (root, "subscription");
  const char *name = get_text (&customer, "name");
  const char *subscription_name = get_text (&subscription, "name");
  const char *azure_id = davy_json_string (&subscription, "id", DAVY_JSON_REQUIRED);
  DavyTime made_at = davy_json_time (root, "madeAt", DAVY_JSON_REQUIRED);
  g_autofree char *zone = davy_format_zone (made_at);

  if (name == NULL)
    self->subject = g_strdup (subscription_name != NULL ? subscription_name : azure_id);
  else
    /* Translators: first the customer, then the subscription. */
    self->subject = g_strdup_printf (C_ ("case", "%1$s · %2$s"), name,
                                     subscription_name != NULL ? subscription_name : azure_id);
  self->title = g_strdup (_ ("Report on a security alert"));
  self->case_id = g_strdup (davy_json_string (&about, "id", DAVY_JSON_REQUIRED));

  add_fact (self, _ ("Customer"), name);
  add_fact (self, C_ ("report", "Reseller"), get_text (&customer, "resellerName"));
  add_fact (self, _ ("Subscription"), subscription_name);
  add_fact (self, C_ ("report", "Subscription ID"), azure_id);
  add_fact (self, C_ ("report", "Customer tenant ID"), get_text (&customer, "tenantId"));
  add_time (self, C_ ("report", "Case opened"),
            davy_json_time (&about, "openedAt", DAVY_JSON_OPTIONAL));
  add_time (self, C_ ("report", "Case closed"),
            davy_json_time (&about, "closedAt", DAVY_JSON_OPTIONAL));
  add_time (self, C_ ("report", "Report made"), made_at);
  add_fact (self, C_ ("report", "All times in"), zone);
}

/* --- what was detected ----------------------------------------------------------------------- */

/* The last part of an id says most, and the kind stands before it. */
static char *
dup_resource (const char *id)
{
  g_auto (GStrv) parts = g_strsplit (id, "/", -1);
  guint n = g_strv_length (parts);

  if (n < 3)
    return g_strdup (id);

  return g_strdup_printf ("%s (%s)", parts[n - 1], parts[n - 2]);
}

static void
add_resources (DavyReport *self, const DavyJson *alert)
{
  const DavyJson resources = davy_json_member (alert, "resources");
  guint n = davy_json_length (&resources, DAVY_JSON_OPTIONAL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MOST_RESOURCES); i++)
    {
      const DavyJson resource = davy_json_element (&resources, i);
      const char *id = davy_json_string (&resource, "id", DAVY_JSON_REQUIRED);
      g_autofree char *name = id != NULL ? dup_resource (id) : NULL;

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", name != NULL ? name : "");
    }
  if (n > MOST_RESOURCES)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              /* Translators: below a list of resources: how many are not in it. */
                              ngettext ("and %u more", "and %u more", n - MOST_RESOURCES),
                              n - MOST_RESOURCES);
    }
  add_fact (self, _ ("Resources"), text->str);
}

static void
add_alert (DavyReport *self, const DavyJson *alert)
{
  const char *severity_text = get_text (alert, "severity");
  const char *status_text = get_text (alert, "status");
  g_autofree char *type = davy_words_alert_type (get_text (alert, "type"));
  g_autofree char *severity =
      davy_words_severity (davy_severity_from_wire (severity_text), severity_text);
  g_autofree char *status =
      davy_words_alert_status (davy_alert_status_from_wire (status_text), status_text);

  add_fact (self, C_ ("graph", "Alert"), type);
  add_fact (self, _ ("Severity"), severity);
  add_time (self, _ ("Reported"), davy_json_time (alert, "createdAt", DAVY_JSON_OPTIONAL));
  add_time (self, C_ ("report", "First observed"),
            davy_json_time (alert, "firstObservedAt", DAVY_JSON_OPTIONAL));
  add_time (self, C_ ("report", "Last observed"),
            davy_json_time (alert, "lastObservedAt", DAVY_JSON_OPTIONAL));
  add_fact (self, _ ("Status"), status);
  add_resources (self, alert);
}

static void
add_alerts (DavyReport *self, const DavyJson *alerts)
{
  guint n = davy_json_length (alerts, DAVY_JSON_OPTIONAL);

  davy_report_add (self, DAVY_REPORT_SECTION, _ ("What was detected"), NULL);
  add_text (self,
            _ ("Microsoft detects mining by heuristics, which are not accurate in 100 percent "
               "of cases. Mining is not necessarily fraud. It is unusual all the same: in "
               "Azure it usually costs more than it earns."));
  for (guint i = 0; i < n; i++)
    {
      const DavyJson alert = davy_json_element (alerts, i);

      add_alert (self, &alert);
    }
}

/* --- what was found, done, and recorded ------------------------------------------------------ */

static DavyCaseEntry *
read_entry (const DavyJson *object)
{
  const DavyJson facts = davy_json_member (object, "facts");
  g_autofree char *text = davy_json_dup_raw (&facts);
  g_autoptr (GVariant) parsed =
      text != NULL ? json_gvariant_deserialize_data (text, -1, "a{sv}", NULL) : NULL;
  const char *kind = davy_json_string (object, "kind", DAVY_JSON_REQUIRED);
  DavyCaseEntry *entry = davy_case_entry_new (kind != NULL ? kind : "", get_text (object, "step"));

  entry->position = (guint) davy_json_integer (object, "position", DAVY_JSON_OPTIONAL);
  entry->who = g_strdup (get_text (object, "who"));
  entry->time = davy_json_time (object, "at", DAVY_JSON_OPTIONAL);
  entry->note = g_strdup (get_text (object, "note"));
  entry->facts = davy_facts_to_text (parsed);

  return entry;
}

static void
add_event (DavyReport *self, const DavyCaseEntry *entry)
{
  g_autofree char *title = davy_words_entry_title (entry);
  g_autofree char *text = davy_words_entry_text (entry);
  DavyReportPart *part;

  davy_report_add (self, DAVY_REPORT_EVENT, title, text);
  part = g_ptr_array_index (self->parts, self->parts->len - 1);
  part->when = davy_format_date_time (self->language, entry->time);
  part->who = g_strdup (entry->who);
}

static void
add_decisions (DavyReport *self, const DavyJson *decisions)
{
  guint n = davy_json_length (decisions, DAVY_JSON_OPTIONAL);

  if (n == 0)
    return;
  davy_report_add (self, DAVY_REPORT_SECTION, C_ ("report", "What was found"), NULL);
  for (guint i = 0; i < n; i++)
    {
      const DavyJson decision = davy_json_element (decisions, i);
      g_autoptr (DavyCaseEntry) entry = read_entry (&decision);
      g_autofree char *title = davy_words_entry_title (entry);
      g_autofree char *text = davy_words_entry_text (entry);

      add_fact (self, title, text);
    }
}

/* What came of an act, on one line. */
static void
append_stage (GString *text, const DavyJson *act, const char *name)
{
  const DavyJson stage = davy_json_member (act, name);
  g_autoptr (DavyCaseEntry) entry = NULL;
  g_autofree char *title = NULL;
  g_autofree char *said = NULL;
  g_autofree char *line = NULL;
  g_auto (GStrv) lines = NULL;

  if (!davy_json_exists (&stage))
    return;

  entry = read_entry (&stage);
  title = davy_words_entry_title (entry);
  said = davy_words_entry_text (entry);
  lines = g_strsplit (said, "\n", -1);
  line = g_strjoinv (" · ", lines);
  g_string_append_c (text, '\n');
  /* Translators: one line of what was done: "Answer: Accepted". */
  g_string_append_printf (text, C_ ("report", "%1$s: %2$s"), title, line);
}

static void
add_acts (DavyReport *self, const DavyJson *acts)
{
  guint n = davy_json_length (acts, DAVY_JSON_OPTIONAL);

  davy_report_add (self, DAVY_REPORT_SECTION, C_ ("report", "What was done"), NULL);
  if (n == 0)
    add_text (self, _ ("Nothing was changed at Microsoft."));
  for (guint i = 0; i < n; i++)
    {
      const DavyJson act = davy_json_element (acts, i);
      g_autoptr (DavyCaseEntry) intent = read_entry (&act);
      g_autofree char *what = davy_words_entry_text (intent);
      g_autoptr (GString) text = g_string_new (what);
      DavyReportPart *part;

      append_stage (text, &act, "result");
      append_stage (text, &act, "proof");
      davy_report_add (self, DAVY_REPORT_EVENT, NULL, text->str);
      part = g_ptr_array_index (self->parts, self->parts->len - 1);
      part->when = davy_format_date_time (self->language, intent->time);
      part->who = g_strdup (intent->who);
    }
}

static void
add_evidence (DavyReport *self, const DavyJson *evidence)
{
  guint n = davy_json_length (evidence, DAVY_JSON_OPTIONAL);

  if (n == 0)
    return;
  davy_report_add (self, DAVY_REPORT_SECTION, C_ ("report", "Evidence"), NULL);
  for (guint i = 0; i < n; i++)
    {
      const DavyJson note = davy_json_element (evidence, i);
      const char *sha256 = get_text (&note, "sha256");
      const char *reason = get_text (&note, "reason");
      g_autofree char *name = davy_words_evidence (get_text (&note, "part"));
      g_autofree char *at = davy_format_date_time (
          self->language,
          davy_json_time (&note, sha256 != NULL ? "storedAt" : "waivedAt", DAVY_JSON_REQUIRED));
      g_autofree char *text = NULL;

      if (sha256 != NULL)
        /* Translators: a date and time, then a checksum on a line of its own. */
        text = g_strdup_printf (_ ("Stored on %1$s\nSHA-256 %2$s"), at, sha256);
      else
        /* Translators: a date and time, then a reason in a person's words. */
        text = g_strdup_printf (_ ("Not collected; waived on %1$s: %2$s"), at,
                                reason != NULL ? reason : "");
      add_fact (self, name, text);
    }
}

static void
add_journal (DavyReport *self, const DavyJson *journal)
{
  const DavyJson entries = davy_json_member (journal, "entries");
  guint n = davy_json_length (&entries, DAVY_JSON_REQUIRED);

  davy_report_add (self, DAVY_REPORT_SECTION, C_ ("report", "Timeline"), NULL);
  if (!davy_json_boolean (journal, "intact", DAVY_JSON_REQUIRED))
    add_text (self, _ ("The record of this case was changed after it was written. What follows may "
                       "not be what happened."));
  for (guint i = 0; i < n; i++)
    {
      const DavyJson object = davy_json_element (&entries, i);
      g_autoptr (DavyCaseEntry) entry = read_entry (&object);

      add_event (self, entry);
    }
}

static void
add_advice (DavyReport *self)
{
  davy_report_add (self, DAVY_REPORT_SECTION, _ ("For next time"), NULL);
  add_text (self,
            _ ("Have governance and monitoring in place to protect against fraudulent and other "
               "unpermitted activity: who may create what and in which regions, a spending budget "
               "with somebody who reads its mails, multi-factor authentication for everybody."));
  davy_report_add (self, DAVY_REPORT_LINK, _ ("Non-payment, fraud, or misuse"), MISUSE_URI);
}

static void
read_parts (DavyReport *self, const DavyJson *root)
{
  const DavyJson alerts = davy_json_member (root, "alerts");
  const DavyJson usage = davy_json_member (root, "usage");
  const DavyJson activity = davy_json_member (root, "activity");
  const DavyJson decisions = davy_json_member (root, "decisions");
  const DavyJson acts = davy_json_member (root, "acts");
  const DavyJson evidence = davy_json_member (root, "evidence");
  const DavyJson journal = davy_json_member (root, "journal");

  if (g_strcmp0 (davy_json_string (root, "format", DAVY_JSON_REQUIRED), DAVY_CASE_FILE_FORMAT) !=
          0 ||
      davy_json_integer (root, "version", DAVY_JSON_REQUIRED) != DAVY_CASE_FILE_VERSION)
    davy_json_fail (root, "is no case that this program knows");

  add_subject (self, root);
  add_alerts (self, &alerts);
  if (davy_json_exists (&usage))
    davy_report_add_usage (self, &usage, &alerts, &activity);
  add_decisions (self, &decisions);
  add_acts (self, &acts);
  add_evidence (self, &evidence);
  add_journal (self, &journal);
  add_advice (self);
}

/**
 * davy_report_new:
 * @case_file: what davy_case_file_build_finish() made
 * @error: where to report %DAVY_ERROR_WIRE: it is no case file, or lacks something
 *
 * Returns: (transfer full) (nullable): the report, in the language of the catalogue that is used
 */
DavyReport *
davy_report_new (GBytes *case_file, GError **error)
{
  g_autoptr (JsonNode) node = davy_json_parse (case_file, error);
  g_autoptr (DavyReport) self = NULL;
  GError *failure = NULL;
  DavyJson root;

  if (node == NULL)
    return NULL;

  self = g_new0 (DavyReport, 1);
  self->language = davy_language_get ();
  self->parts = g_ptr_array_new_with_free_func (part_free);
  root = davy_json_root (node, &failure);
  read_parts (self, &root);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&self);
}
