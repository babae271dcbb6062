/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/davy-json.h"
#include "triage/davy-report-private.h"

/* The report as JSON: its sentences, section by section, and beside them the case itself for
 * machines. */

static const char *const languages[] = {
  [DAVY_LANGUAGE_ENGLISH] = "en",
  [DAVY_LANGUAGE_GERMAN] = "de",
  [DAVY_LANGUAGE_FRENCH] = "fr",
};

static const char *const kinds[] = {
  [DAVY_REPORT_SECTION] = "section", [DAVY_REPORT_TEXT] = "text",   [DAVY_REPORT_FACT] = "fact",
  [DAVY_REPORT_EVENT] = "event",     [DAVY_REPORT_GRAPH] = "graph", [DAVY_REPORT_LINK] = "link",
};

static void
put_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

static JsonArray *
make_parts (const DavyReport *report)
{
  JsonArray *parts = json_array_new ();

  for (guint i = 0; i < report->parts->len; i++)
    {
      const DavyReportPart *part = g_ptr_array_index (report->parts, i);
      JsonObject *object;

      if (part->kind == DAVY_REPORT_GRAPH)
        continue;
      object = json_object_new ();
      put_text (object, "kind", kinds[part->kind]);
      put_text (object, "when", part->when);
      put_text (object, "who", part->who);
      put_text (object, "name", part->name);
      put_text (object, "text", part->text);
      json_array_add_object_element (parts, object);
    }

  return parts;
}

/**
 * davy_report_make_json:
 * @case_file: what davy_case_file_build_finish() made
 * @error: where to report %DAVY_ERROR_WIRE: it is no case file, or lacks something
 *
 * Returns: (transfer full) (nullable): the report as JSON
 */
GBytes *
davy_report_make_json (GBytes *case_file, GError **error)
{
  g_autoptr (DavyReport) report = davy_report_new (case_file, error);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *root;
  DavyJson document;
  char *text;

  if (report == NULL)
    return NULL;

  root = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, root);
  put_text (root, "format", "davylamp-report");
  json_object_set_int_member (root, "version", 1);
  put_text (root, "language", languages[report->language]);
  put_text (root, "title", report->title);
  put_text (root, "subject", report->subject);
  json_object_set_array_member (root, "parts", make_parts (report));
  json_object_set_member (root, "case", davy_json_parse (case_file, NULL));

  document = davy_json_root (node, NULL);
  text = davy_json_dup_raw (&document);

  return g_bytes_new_take (text, strlen (text));
}
