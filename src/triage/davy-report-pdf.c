/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "config.h"
#include "core/davy-catalogue.h"
#include "core/davy-error.h"
#include "plot/davy-plot-layout.h"
#include "triage/davy-report-private.h"

/* The report on sheets of A4. It is laid out twice: once to count the pages, once to draw them. All
 * lengths are points. */

#define SHEET_WIDTH   595.28
#define SHEET_HEIGHT  841.89
#define MARGIN        56.0
#define CONTENT_WIDTH (SHEET_WIDTH - 2 * MARGIN)
#define BOTTOM        (SHEET_HEIGHT - MARGIN - 18)
#define NAME_WIDTH    150.0
#define GAP           12.0
#define ROW_GAP       5.0
#define GRAPH_HEIGHT  210.0
#define LEAST_BELOW   70.0 /* a heading never stands alone at the bottom */
#define MUTED         0.42

#define FONT_TITLE   "sans-serif bold 20"
#define FONT_SUBJECT "sans-serif 12"
#define FONT_SECTION "sans-serif bold 13"
#define FONT_BODY    "sans-serif 9.5"
#define FONT_STRONG  "sans-serif bold 9.5"
#define FONT_SMALL   "sans-serif 8"
#define FONT_GRAPH   "sans-serif 8.5"

/**
 * Sheets:
 * @report: what is drawn
 * @cr: on what
 * @context: for the texts
 * @y: where the next thing goes
 * @page: which page it is on, from 1
 * @n_pages: how many there are; 0 while they are counted
 */
typedef struct
{
  const DavyReport *report;
  cairo_t *cr;
  PangoContext *context;
  double y;
  guint page;
  guint n_pages;
} Sheets;

static PangoLayout *
make_layout (Sheets *self, const char *text, const char *font, double width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, pango_units_from_double (width));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text != NULL ? text : "", -1);

  return layout;
}

static void
set_ink (Sheets *self, gboolean muted)
{
  double light = muted ? MUTED : 0.1;

  cairo_set_source_rgb (self->cr, light, light, light);
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);

  return pango_units_to_double (height);
}

/* --- sheets ---------------------------------------------------------------------------------- */

static void
draw_footer (Sheets *self)
{
  /* Translators: the page and how many there are. */
  g_autofree char *page = g_strdup_printf (_ ("Page %1$u of %2$u"), self->page, self->n_pages);
  /* Translators: %s is the id of a case, at the bottom of each page of its report. */
  g_autofree char *about = g_strdup_printf (C_ ("report", "Case %s"), self->report->case_id);
  g_autoptr (PangoLayout) left = make_layout (self, about, FONT_SMALL, CONTENT_WIDTH);
  g_autoptr (PangoLayout) right = make_layout (self, page, FONT_SMALL, CONTENT_WIDTH);

  set_ink (self, TRUE);
  cairo_move_to (self->cr, MARGIN, SHEET_HEIGHT - MARGIN);
  pango_cairo_show_layout (self->cr, left);
  pango_layout_set_alignment (right, PANGO_ALIGN_RIGHT);
  cairo_move_to (self->cr, MARGIN, SHEET_HEIGHT - MARGIN);
  pango_cairo_show_layout (self->cr, right);
}

static void
turn_page (Sheets *self)
{
  draw_footer (self);
  cairo_show_page (self->cr);
  self->page++;
  self->y = MARGIN;
}

static void
make_room (Sheets *self, double height)
{
  if (self->y + height > BOTTOM && self->y > MARGIN)
    turn_page (self);
}

/* Line by line: a text may be longer than what is left of the page, or than a page. */
static void
draw_text (Sheets *self, PangoLayout *layout, double x, gboolean muted)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    {
      PangoRectangle extents;
      int baseline = pango_layout_iter_get_baseline (iter);
      double height, rise;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      height = pango_units_to_double (extents.height);
      rise = pango_units_to_double (baseline - extents.y);
      make_room (self, height);
      set_ink (self, muted);
      cairo_move_to (self->cr, x + pango_units_to_double (extents.x), self->y + rise);
      pango_cairo_show_layout_line (self->cr, pango_layout_iter_get_line_readonly (iter));
      self->y += height;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
draw_paragraph (Sheets *self, const char *text, const char *font, double x, gboolean muted)
{
  g_autoptr (PangoLayout) layout = make_layout (self, text, font, CONTENT_WIDTH - (x - MARGIN));

  draw_text (self, layout, x, muted);
}

/* --- parts ----------------------------------------------------------------------------------- */

static void
draw_section (Sheets *self, const DavyReportPart *part, const DavyReportPart *next)
{
  gboolean graph = next != NULL && next->kind == DAVY_REPORT_GRAPH;

  if (self->y > MARGIN)
    self->y += 2 * GAP;
  make_room (self, LEAST_BELOW + (graph ? GRAPH_HEIGHT : 0));
  draw_paragraph (self, part->name, FONT_SECTION, MARGIN, FALSE);
  cairo_set_line_width (self->cr, 0.5);
  cairo_move_to (self->cr, MARGIN, self->y + 3);
  cairo_rel_line_to (self->cr, CONTENT_WIDTH, 0);
  set_ink (self, TRUE);
  cairo_stroke (self->cr);
  self->y += GAP;
}

/* A narrow column beside a wide one; both begin on the same page. */
static void
draw_row (Sheets *self, PangoLayout *left, const char *title, const char *text)
{
  double x = MARGIN + NAME_WIDTH + GAP;
  double top;
  guint page;

  make_room (self, get_height (left));
  page = self->page;
  top = self->y;
  draw_text (self, left, MARGIN, TRUE);
  if (self->page == page)
    {
      double below = self->y;

      self->y = top;
      if (title != NULL)
        draw_paragraph (self, title, FONT_STRONG, x, FALSE);
      if (text != NULL && *text != '\0')
        draw_paragraph (self, text, FONT_BODY, x, FALSE);
      if (self->page == page)
        self->y = MAX (self->y, below);
    }
  self->y += ROW_GAP;
}

static void
draw_fact (Sheets *self, const DavyReportPart *part)
{
  g_autoptr (PangoLayout) name = make_layout (self, part->name, FONT_BODY, NAME_WIDTH);

  draw_row (self, name, NULL, part->text);
}

static void
draw_event (Sheets *self, const DavyReportPart *part)
{
  g_autofree char *left =
      part->who != NULL ? g_strdup_printf ("%s\n%s", part->when, part->who) : g_strdup (part->when);
  g_autoptr (PangoLayout) when = make_layout (self, left, FONT_BODY, NAME_WIDTH);

  draw_row (self, when, part->name, part->text);
}

static void
draw_graph (Sheets *self)
{
  g_autoptr (DavyPlotLayout) layout =
      davy_plot_layout_new (self->report->plot, NULL, self->context, CONTENT_WIDTH, GRAPH_HEIGHT);

  make_room (self, GRAPH_HEIGHT);
  cairo_save (self->cr);
  cairo_translate (self->cr, MARGIN, self->y);
  davy_plot_layout_draw (layout, self->cr, &davy_plot_theme_light);
  cairo_restore (self->cr);
  self->y += GRAPH_HEIGHT + GAP;
}

/* On paper the address must be read. */
static void
draw_link (Sheets *self, const DavyReportPart *part)
{
  g_autofree char *attributes = g_strdup_printf ("uri='%s'", part->text);

  make_room (self, 3 * GAP);
  cairo_tag_begin (self->cr, CAIRO_TAG_LINK, attributes);
  draw_paragraph (self, part->name, FONT_STRONG, MARGIN, FALSE);
  draw_paragraph (self, part->text, FONT_BODY, MARGIN, TRUE);
  cairo_tag_end (self->cr, CAIRO_TAG_LINK);
}

static void
draw_part (Sheets *self, guint index)
{
  const GPtrArray *parts = self->report->parts;
  const DavyReportPart *part = g_ptr_array_index (parts, index);

  switch (part->kind)
    {
    case DAVY_REPORT_SECTION:
      draw_section (self, part,
                    index + 1 < parts->len ? g_ptr_array_index (parts, index + 1) : NULL);
      break;
    case DAVY_REPORT_TEXT:
      draw_paragraph (self, part->text, FONT_BODY, MARGIN, FALSE);
      self->y += GAP;
      break;
    case DAVY_REPORT_FACT:
      draw_fact (self, part);
      break;
    case DAVY_REPORT_EVENT:
      draw_event (self, part);
      break;
    case DAVY_REPORT_GRAPH:
      draw_graph (self);
      break;
    case DAVY_REPORT_LINK:
    default:
      draw_link (self, part);
    }
}

/* Returns: how many pages it has */
static guint
draw_report (cairo_surface_t *surface, const DavyReport *report, guint n_pages)
{
  Sheets self = { .report = report, .y = MARGIN, .page = 1, .n_pages = n_pages };
  PangoFontDescription *graph_font = pango_font_description_from_string (FONT_GRAPH);

  self.cr = cairo_create (surface);
  self.context = pango_cairo_create_context (self.cr);
  pango_cairo_context_set_resolution (self.context, 72);
  pango_context_set_font_description (self.context, graph_font);
  pango_font_description_free (graph_font);

  draw_paragraph (&self, report->title, FONT_TITLE, MARGIN, FALSE);
  self.y += 2;
  draw_paragraph (&self, report->subject, FONT_SUBJECT, MARGIN, TRUE);
  self.y += 2 * GAP;
  for (guint i = 0; i < report->parts->len; i++)
    draw_part (&self, i);
  draw_footer (&self);
  cairo_show_page (self.cr);

  g_object_unref (self.context);
  cairo_destroy (self.cr);

  return self.page;
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  if (closure != NULL)
    g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
make_surface (const DavyReport *report, GByteArray *bytes)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (append_cb, bytes, SHEET_WIDTH, SHEET_HEIGHT);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, report->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, report->subject);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR,
                                  GETTEXT_PACKAGE " " DAVY_VERSION);

  return surface;
}

/**
 * davy_report_make_pdf:
 * @case_file: what davy_case_file_build_finish() made
 * @error: where to report %DAVY_ERROR_WIRE: it is no case file, or lacks something; or
 *   %DAVY_ERROR_STORE when it cannot be drawn
 *
 * Returns: (transfer full) (nullable): the report as PDF
 */
GBytes *
davy_report_make_pdf (GBytes *case_file, GError **error)
{
  g_autoptr (DavyReport) report = davy_report_new (case_file, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;
  guint n_pages;

  if (report == NULL)
    return NULL;

  surface = make_surface (report, NULL);
  n_pages = draw_report (surface, report, 0);
  cairo_surface_destroy (surface);

  surface = make_surface (report, bytes);
  draw_report (surface, report, n_pages);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, DAVY_ERROR, DAVY_ERROR_STORE, "The report could not be drawn: %s",
                   cairo_status_to_string (status));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
