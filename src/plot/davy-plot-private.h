/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/davy-plot-layout.h"
#include "plot/davy-plot.h"
#include "plot/davy-pyramid.h"
#include "plot/davy-ticks.h"

/* What the files of this room share: the data of a plot, and a plot laid out. */

typedef enum
{
  DAVY_HATCH_PLAIN,
  DAVY_HATCH_RISING,
  DAVY_HATCH_FALLING,
  DAVY_HATCH_LEVEL,
  DAVY_HATCH_UPRIGHT,
  DAVY_HATCH_DOTS,
} DavyHatchShape;

/* A pattern that repeats, told apart by its shape as well as by its colours. */
typedef struct
{
  DavyHatchShape shape;
  double size;  /* of a tile, whole pixels */
  double width; /* of its lines */
  DavyColor ground;
  DavyColor ink;
} DavyHatch;

typedef struct
{
  char *name;     /* (nullable): none: not in the legend */
  double *values; /* one a point, NAN is a gap */
} DavyPlotLayer;

typedef struct
{
  guint index;
  DavyPlotMarkKind kind;
  guint count; /* of that kind at that point */
  char *label; /* (nullable) */
} DavyPlotMark;

typedef struct
{
  guint from; /* first point */
  guint to;   /* last point, inclusive */
} DavyPlotEpisode;

#define DAVY_PLOT_N_MARK_KINDS (DAVY_PLOT_MARK_QUOTA + 1)

struct _DavyPlot
{
  gatomicrefcount references;
  GMutex summing; /* @above and @below */
  DavyDay first;
  guint length;
  DavyTime hours_from; /* when the first hour begins; %DAVY_TIME_UNSET: there is one value a day */

  DavyPyramid *total; /* (nullable) */
  char *total_name;
  DavyPyramid *low; /* (nullable): with @high */
  DavyPyramid *high;
  char *band_name;
  GPtrArray *layers;  /* DavyPlotLayer */
  DavyPyramid *above; /* (nullable): what the layers add up to above zero, once it was asked for */
  DavyPyramid *below; /* likewise below zero */
  GArray *marks;      /* DavyPlotMark, ascending */
  char *event_names[DAVY_PLOT_N_MARK_KINDS];
  GArray *episodes; /* DavyPlotEpisode */
  char *episode_name;
  guint incomplete;
  char *incomplete_name;
  double limit; /* NAN: none */
  char *limit_name;

  DavyPlotValueLabel value_label;
  DavyPlotDayLabel day_label;
  DavyPlotHourLabel hour_label; /* (nullable) */
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
  guint index;
  guint count;       /* how many it stands for */
  const char *words; /* (nullable): of the plot */
  double x;
  double y; /* middle of the shape; NAN: it has none */
  double line_top;
  DavyPlacedText label;
} DavyPlacedMark;

/* One or more events below the graph, so near each other that one shape stands for them. */
typedef struct
{
  guint kinds; /* bits, 1 << DavyPlotMarkKind */
  guint count;
  double first; /* where on the axis they belong: from here */
  double last;  /* to here */
  double x;     /* left edge */
  double y;     /* middle */
  double width;
  DavyPlacedText label; /* their number, where the shapes do not tell it */
} DavyPlacedEvent;

typedef enum
{
  DAVY_LEGEND_TOTAL,
  DAVY_LEGEND_BAND,
  DAVY_LEGEND_EPISODE,
  DAVY_LEGEND_INCOMPLETE,
  DAVY_LEGEND_LAYER,
  DAVY_LEGEND_EVENT,
} DavyLegendKind;

typedef struct
{
  DavyLegendKind kind;
  guint index; /* which layer, or which DavyPlotMarkKind */
  double x;
  double y; /* middle of the swatch */
  DavyPlacedText label;
} DavyPlacedLegend;

/* What the layers up to one of them add up to at a point, on each side of zero. */
typedef struct
{
  double above;
  double below;
} DavyStackEdge;

/* A point that is drawn. With more points than pixels, each bucket shows its extremes. */
typedef struct
{
  guint index;
  double x;
  double total; /* NAN: a gap */
  double low;   /* NAN: nothing was expected */
  double high;
} DavySample;

struct _DavyPlotLayout
{
  DavyPlot *plot;
  DavyPlotSpan span;
  PangoFontDescription *font;
  double line_height;
  double width;
  double height;
  double area_x;
  double area_y;
  double area_width;
  double area_height;
  DavyScale scale;
  double top; /* the value at the upper edge: the highest tick, or more where words stand */

  GArray *value_labels; /* DavyPlacedText */
  GArray *day_labels;   /* DavyPlacedText */
  GArray *marks;        /* DavyPlacedMark */
  GArray *events;       /* DavyPlacedEvent */
  double events_height; /* of their lane */
  GArray *legend;       /* DavyPlacedLegend */
  DavyPlacedText limit; /* the name of the limit */
  gboolean limit_is_above;

  guint level;          /* of detail */
  guint n_samples;      /* never more than a few a pixel */
  DavySample *samples;  /* ascending; one beyond each end of the span, if there is one */
  DavyStackEdge *edges; /* (nullable): n_layers × n_samples */
};

#define DAVY_SWATCH_WIDTH  18.0
#define DAVY_SWATCH_HEIGHT 10.0
#define DAVY_MARK_SIZE     9.0
#define DAVY_EVENT_GAP     3.0 /* between the shapes of events */
#define DAVY_PEAK_OFFSET   7.0 /* from the middle of a ring to the words above it */
#define DAVY_LABEL_GAP     4.0 /* between a shape and its words */

gboolean davy_plot_is_event (DavyPlotMarkKind kind);
void davy_plot_sum_layers (DavyPlot *self);
double davy_plot_get_total (const DavyPlot *self, guint index);
void davy_plot_get_edges (const DavyPlot *self, guint index, DavyStackEdge *edges, guint stride);

guint davy_plot_layout_count_mark_rows (const DavyPlotLayout *self);
void davy_plot_layout_place_marks (DavyPlotLayout *self, PangoContext *context);
double davy_plot_layout_measure_events (const DavyPlotLayout *self);
void davy_plot_layout_place_events (DavyPlotLayout *self, PangoContext *context);
double davy_plot_layout_place_legend (DavyPlotLayout *self, PangoContext *context);
void davy_plot_layout_place_limit (DavyPlotLayout *self, PangoContext *context);
gboolean davy_plot_layout_is_crossed (const DavyPlotLayout *self, const DavyPlacedText *text);
void davy_plot_layout_place_axes (DavyPlotLayout *self, PangoContext *context);
void davy_plot_layout_take_samples (DavyPlotLayout *self);
gboolean davy_plot_layout_shows (const DavyPlotLayout *self, guint index);
DavyPlacedText
davy_plot_layout_create_text (DavyPlotLayout *self, PangoContext *context, const char *text);
void davy_placed_text_clear (DavyPlacedText *text);

gboolean davy_plot_layout_add_episodes (const DavyPlotLayout *self, cairo_t *cr);
void davy_plot_draw_lines (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme);
void davy_plot_draw_layers (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme);
void davy_plot_draw_marks (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme);
void davy_plot_draw_events (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme);
void davy_plot_draw_limit (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme);
void davy_plot_draw_legend (const DavyPlotLayout *self, cairo_t *cr, const DavyPlotTheme *theme);

void davy_plot_set_color (cairo_t *cr, const DavyColor *color, double alpha);
void davy_plot_fill_hatch (cairo_t *cr, const DavyHatch *hatch);
void davy_plot_fill_layer (cairo_t *cr, const DavyPlotTheme *theme, guint layer);
DavyColor davy_plot_fade (const DavyColor *color, double alpha);
DavyColor davy_plot_get_layer_color (const DavyPlotTheme *theme, guint layer);
gboolean davy_plot_theme_is_dark (const DavyPlotTheme *theme);
