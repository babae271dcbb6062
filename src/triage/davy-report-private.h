/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/davy-format.h"
#include "plot/davy-plot.h"
#include "triage/davy-report.h"

G_BEGIN_DECLS

/**
 * DavyReportKind:
 * @DAVY_REPORT_SECTION: begins a section; its name
 * @DAVY_REPORT_TEXT: a paragraph; its text
 * @DAVY_REPORT_FACT: a name and its text
 * @DAVY_REPORT_EVENT: when, who, what it was called, and in lines what it says
 * @DAVY_REPORT_GRAPH: the usage, drawn
 * @DAVY_REPORT_LINK: a name and, as its text, the address
 */
typedef enum
{
  DAVY_REPORT_SECTION,
  DAVY_REPORT_TEXT,
  DAVY_REPORT_FACT,
  DAVY_REPORT_EVENT,
  DAVY_REPORT_GRAPH,
  DAVY_REPORT_LINK,
} DavyReportKind;

typedef struct
{
  DavyReportKind kind;
  char *name; /* (nullable) */
  char *text; /* (nullable) */
  char *when; /* (nullable) */
  char *who;  /* (nullable) */
} DavyReportPart;

/**
 * DavyReport:
 * @language: what it is written in
 * @title: what it is
 * @subject: the customer and the subscription
 * @case_id: the case's own id
 * @parts: (element-type DavyReportPart): what it says, in its order
 * @plot: (nullable): the usage
 *
 * A report, in words and not laid out yet.
 */
typedef struct
{
  DavyLanguage language;
  char *title;
  char *subject;
  char *case_id;
  GPtrArray *parts;
  DavyPlot *plot;
} DavyReport;

DavyReport *davy_report_new (GBytes *case_file, GError **error);
void davy_report_free (DavyReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DavyReport, davy_report_free)

void davy_report_add (DavyReport *self, DavyReportKind kind, const char *name, const char *text);

G_END_DECLS
