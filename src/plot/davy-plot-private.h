/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/davy-plot-layout.h"
#include "plot/davy-plot.h"
#include "plot/davy-ticks.h"

/* What the files of this room share: the data of a plot, and a plot laid out. */

typedef struct
{
  char *name;     /* (nullable): none: not in the legend */
  double *values; /* one a day, NAN is a gap */
} DavyPlotLayer;

typedef struct
{
  guint index;
  DavyPlotMarkKind kind;
  char *label; /* (nullable) */
} DavyPlotMark;

typedef struct
{
  guint from; /* first day, an index */
  guint to;   /* last day, inclusive */
} DavyPlotEpisode;

struct _DavyPlot
{
  gatomicrefcount references;
  DavyDay first;
  guint length;

  double *total; /* (nullable) */
  char *total_name;
  double *low; /* (nullable): with @high */
  double *high;
  char *band_name;
  GPtrArray *layers; /* DavyPlotLayer */
  GArray *marks;     /* DavyPlotMark */
  GArray *episodes;  /* DavyPlotEpisode */
  char *episode_name;
  guint incomplete;
  char *incomplete_name;

  DavyPlotValueLabel value_label;
  DavyPlotDayLabel day_label;
  gpointer label_data;
  GDestroyNotify label_destroy;
};

typedef struct
{
  PangoLayout *text; /* (nullable) */
  double x;
  double y;
  double width;
  double height;
  double tick; /* where on the axis it belongs */
} DavyPlacedText;

typedef struct
{
  DavyPlotMarkKind kind;
  double x;
  double y; /* middle of the shape; NAN: it has none */
  double line_top;
  DavyPlacedText label;
} DavyPlacedMark;

typedef enum
{
  DAVY_LEGEND_TOTAL,
  DAVY_LEGEND_BAND,
  DAVY_LEGEND_EPISODE,
  DAVY_LEGEND_INCOMPLETE,
  DAVY_LEGEND_LAYER,
} DavyLegendKind;

typedef struct
{
  DavyLegendKind kind;
  guint layer;
  double x;
  double y; /* middle of the swatch */
  DavyPlacedText label;
} DavyPlacedLegend;

/* The bottom and top of one layer at one column, in values. */
typedef struct
{
  double from;
  double to;
} DavyStackEdge;

struct _DavyPlotLayout
{
  DavyPlot *plot;
  PangoFontDescription *font;
  double line_height;
  double width;
  double height;
  double area_x;
  double area_y;
  double area_width;
  double area_height;
  DavyScale scale;

  GArray *value_labels; /* DavyPlacedText */
  GArray *day_labels;   /* DavyPlacedText */
  GArray *marks;        /* DavyPlacedMark */
  GArray *legend;       /* DavyPlacedLegend */

  guint n_columns;      /* at most one a pixel */
  guint *columns;       /* the day each column shows: of its days the one farthest from 0 */
  DavyStackEdge *edges; /* (nullable): n_layers × n_columns */
};

#define DAVY_SWATCH_WIDTH  18.0
#define DAVY_SWATCH_HEIGHT 10.0
#define DAVY_MARK_SIZE     9.0

guint davy_plot_layout_count_mark_rows (const DavyPlotLayout *self);
void davy_plot_layout_place_marks (DavyPlotLayout *self, PangoContext *context);
double davy_plot_layout_place_legend (DavyPlotLayout *self, PangoContext *context);
DavyPlacedText
davy_plot_layout_create_text (DavyPlotLayout *self, PangoContext *context, const char *text);

void davy_plot_draw_layers (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme);
void davy_plot_draw_marks (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme);
void davy_plot_draw_legend (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme);

void davy_plot_set_color (cairo_t *cr, const DavyColor *color, double alpha);
void davy_plot_hatch (cairo_t *cr, const DavyColor *color, double alpha, double slope, double gap);
void davy_plot_fill_layer (cairo_t *cr, const DavyPlotTheme *theme, guint layer);
gboolean davy_plot_theme_is_dark (const DavyPlotTheme *theme);
