/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How the graph looks, against pictures that were looked at and found good: every state, light and
 * dark, of usual and of high contrast. To draw the pictures anew:
 *
 *   DAVY_LOOK_WRITE=1 build/tests/display/test-display-chart-look
 *
 * then look at each that `git status` names before it is committed. Pictures are compared coarsely,
 * as means of small squares, so that another version of the font's rasteriser makes no difference.
 */

#include "looks.h"

#include "davy-test.h"

#define FONT         "DejaVu Sans"
#define NARROW       360
#define WIDE         1600
#define HEIGHT       280
#define MARGIN       12
#define SPARK_WIDTH  96
#define SPARK_HEIGHT 24
#define SQUARE       4     /* pixels */
#define NEAR         14    /* of 255: squares that differ by less are the same */
#define FAR          60    /* one that differs by more is enough */
#define FEW_SQUARES  0.012 /* of all may differ */

typedef enum
{
  PANEL_LIGHT,
  PANEL_DARK,
  PANEL_CONTRAST,
  N_PANELS,
} Panel;

/* Something about the drawing that is not as it should be. */
typedef void (*Flaw) (DavyPlot *plot, DavyPlotTheme *theme, cairo_font_options_t *options);

static DavyPlotTheme
get_theme (Panel panel)
{
  DavyPlotTheme theme = panel == PANEL_DARK ? davy_plot_theme_dark : davy_plot_theme_light;

  theme.high_contrast = panel == PANEL_CONTRAST;

  return theme;
}

static PangoContext *
create_context (const cairo_font_options_t *options)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_from_string (FONT " 10");

  pango_cairo_context_set_resolution (context, 96);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);

  return context;
}

static void
paint_ground (cairo_t *cr, const DavyPlotTheme *theme)
{
  cairo_set_source_rgb (cr, theme->background.red, theme->background.green, theme->background.blue);
  cairo_fill (cr);
}

static void
draw_panel (cairo_t *cr, const Look *look, Panel panel, double width, Flaw flaw)
{
  DavyPlotTheme theme = get_theme (panel);
  cairo_font_options_t *options = cairo_font_options_create ();
  g_autoptr (DavyPlot) plot = look->create ();
  g_autoptr (DavyPlotLayout) layout = NULL;
  PangoContext *context;
  guint end;

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  if (flaw != NULL)
    flaw (plot, &theme, options);
  context = create_context (options);
  layout =
      davy_plot_layout_new (plot, &look->span, context, width - 2 * MARGIN, HEIGHT - 2 * MARGIN);

  cairo_rectangle (cr, 0, 0, width, HEIGHT);
  paint_ground (cr, &theme);
  cairo_translate (cr, MARGIN, MARGIN);
  davy_plot_layout_draw (layout, cr, &theme);
  end = davy_plot_get_length (plot) - 1;
  if (look->busy)
    {
      davy_plot_layout_draw_selection (layout, cr, &theme, end - 20, end - 9);
      davy_plot_layout_draw_cursor (layout, cr, &theme, (int) end - 9);
    }
  g_object_unref (context);
  cairo_font_options_destroy (options);
}

/* Narrow panels stand side by side; of a wide one, light must do. */
static cairo_surface_t *
draw_sheet (const Look *look, gboolean wide, Flaw flaw)
{
  int n = wide ? 1 : N_PANELS;
  int width = wide ? WIDE : NARROW;
  cairo_surface_t *sheet = cairo_image_surface_create (CAIRO_FORMAT_RGB24, n * width, HEIGHT);
  cairo_t *cr = cairo_create (sheet);

  for (int i = 0; i < n; i++)
    {
      cairo_save (cr);
      cairo_translate (cr, i * width, 0);
      draw_panel (cr, look, (Panel) i, width, flaw);
      cairo_restore (cr);
    }
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (sheet);

  return sheet;
}

/* What stands in a column of a table: busy, one day, falling, a gap, a credit, flat, none. */
static cairo_surface_t *
draw_sparks (void)
{
  static const float courses[][12] = {
    { 4, 5, 4, 6, 5, 4, 5, 6, 4, 5, 5, 6 },
    { 1, 1, 1, 1, 1, 1, 1, 9, 1, 1, 1, 1 },
    { 9, 8, 8, 7, 6, 5, 5, 3, 2, 2, 1, 1 },
    { 3, 4, 3, NAN, NAN, NAN, 4, 5, NAN, 3, NAN, NAN },
    { 3, 4, 3, 4, -5, -4, 3, 4, 3, 4, 3, 4 },
    { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
    { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN },
  };
  int height = (SPARK_HEIGHT + MARGIN) * (int) G_N_ELEMENTS (courses) + MARGIN;
  int width = SPARK_WIDTH + 2 * MARGIN;
  cairo_surface_t *sheet =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, N_PANELS * width, height);
  cairo_t *cr = cairo_create (sheet);

  for (int i = 0; i < N_PANELS; i++)
    {
      DavyPlotTheme theme = get_theme ((Panel) i);

      cairo_rectangle (cr, i * width, 0, width, height);
      paint_ground (cr, &theme);
      for (guint j = 0; j < G_N_ELEMENTS (courses); j++)
        {
          cairo_save (cr);
          cairo_translate (cr, i * width + MARGIN, MARGIN + j * (SPARK_HEIGHT + MARGIN));
          davy_plot_draw_spark (courses[j], G_N_ELEMENTS (courses[j]), cr, SPARK_WIDTH,
                                SPARK_HEIGHT, &theme);
          cairo_restore (cr);
        }
    }
  cairo_destroy (cr);
  cairo_surface_flush (sheet);

  return sheet;
}

static void
get_mean (cairo_surface_t *surface, int left, int top, double mean[3])
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  mean[0] = mean[1] = mean[2] = 0;
  for (int y = top; y < top + SQUARE; y++)
    for (int x = left; x < left + SQUARE; x++)
      for (int i = 0; i < 3; i++)
        mean[i] += data[y * stride + 4 * x + i] / (double) (SQUARE * SQUARE);
}

/* The share of squares that do not look the same; 1 when one looks wholly different. */
static double
compare (cairo_surface_t *one, cairo_surface_t *other)
{
  int width = cairo_image_surface_get_width (one);
  int height = cairo_image_surface_get_height (one);
  double worst = 0;
  guint n = 0;

  if (cairo_image_surface_get_width (other) != width ||
      cairo_image_surface_get_height (other) != height)
    return 1;

  for (int y = 0; y + SQUARE <= height; y += SQUARE)
    for (int x = 0; x + SQUARE <= width; x += SQUARE)
      {
        double first[3];
        double second[3];
        double most = 0;

        get_mean (one, x, y, first);
        get_mean (other, x, y, second);
        for (int i = 0; i < 3; i++)
          most = MAX (most, fabs (first[i] - second[i]));
        n += most > NEAR;
        worst = MAX (worst, most);
      }

  return worst > FAR ? 1 : n / ((double) (width / SQUARE) * (height / SQUARE));
}

static gboolean
has_font (void)
{
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoContext *context = create_context (options);
  PangoFont *font = pango_context_load_font (context, pango_context_get_font_description (context));
  PangoFontDescription *found = pango_font_describe (font);
  gboolean has = g_str_equal (pango_font_description_get_family (found), FONT);

  pango_font_description_free (found);
  g_object_unref (font);
  g_object_unref (context);
  cairo_font_options_destroy (options);
  if (!has)
    g_test_skip (FONT " is not installed");

  return has;
}

/* Compares with the picture of that name, which is written first, if that was asked for. */
static void
check (const char *name, int width, cairo_surface_t *sheet)
{
  g_autofree char *path = g_strdup_printf (TEST_FIXTURES "/reference/%s-%d.png", name, width);
  cairo_surface_t *reference;
  double differing;

  if (g_getenv ("DAVY_LOOK_WRITE") != NULL)
    g_assert_cmpint (cairo_surface_write_to_png (sheet, path), ==, CAIRO_STATUS_SUCCESS);
  reference = cairo_image_surface_create_from_png (path);
  if (cairo_surface_status (reference) != CAIRO_STATUS_SUCCESS)
    g_error ("%s cannot be read", path);

  differing = compare (sheet, reference);
  if (differing > FEW_SQUARES)
    {
      g_autofree char *seen = g_build_filename (g_get_tmp_dir (), "davylamp-look.png", NULL);

      cairo_surface_write_to_png (sheet, seen);
      g_test_message ("%s at %d pixels now looks like %s", name, width, seen);
    }
  g_assert_cmpfloat (differing, <=, FEW_SQUARES);
  cairo_surface_destroy (reference);
  cairo_surface_destroy (sheet);
}

static void
test_looks_as_it_did (gconstpointer data)
{
  const Look *look = data;

  if (!has_font ())
    return;

  check (look->name, NARROW, draw_sheet (look, FALSE, NULL));
  if (look->wide)
    check (look->name, WIDE, draw_sheet (look, TRUE, NULL));
}

static void
test_sparks_look_as_they_did (void)
{
  check ("sparks", SPARK_WIDTH, draw_sparks ());
}

static const Look *
find_look (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_str_equal (looks[i].name, name))
      return &looks[i];

  g_assert_not_reached ();
}

static double
compare_flawed (const char *name, gboolean wide, Flaw flaw)
{
  cairo_surface_t *good = draw_sheet (find_look (name), wide, NULL);
  cairo_surface_t *flawed = draw_sheet (find_look (name), wide, flaw);
  double differing = compare (good, flawed);

  cairo_surface_destroy (good);
  cairo_surface_destroy (flawed);

  return differing;
}

/* Far more than two versions of a rasteriser differ. */
static void
hint_fonts (DavyPlot *plot, DavyPlotTheme *theme, cairo_font_options_t *options)
{
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_FULL);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_ON);
}

static void
change_accent (DavyPlot *plot, DavyPlotTheme *theme, cairo_font_options_t *options)
{
  theme->accent = (DavyColor){ 0.2, 0.6, 0.4, 1 };
}

static void
fade_text (DavyPlot *plot, DavyPlotTheme *theme, cairo_font_options_t *options)
{
  theme->text.alpha = 0.6;
}

static void
forget_limit (DavyPlot *plot, DavyPlotTheme *theme, cairo_font_options_t *options)
{
  davy_plot_set_limit (plot, NAN, NULL);
}

static void
add_incomplete (DavyPlot *plot, DavyPlotTheme *theme, cairo_font_options_t *options)
{
  davy_plot_set_incomplete (plot, 6, "Not complete yet");
}

static void
turn_contrast (DavyPlot *plot, DavyPlotTheme *theme, cairo_font_options_t *options)
{
  theme->high_contrast = !theme->high_contrast;
}

static void
add_event (DavyPlot *plot, DavyPlotTheme *theme, cairo_font_options_t *options)
{
  davy_plot_add_mark_at (plot, 20, DAVY_PLOT_MARK_CREATE, "Machine created");
}

static void
test_other_rasteriser_is_forgiven (void)
{
  g_assert_cmpfloat (compare_flawed ("shift", FALSE, hint_fonts), <=, FEW_SQUARES);
  g_assert_cmpfloat (compare_flawed ("crowded", FALSE, hint_fonts), <=, FEW_SQUARES);
  g_assert_cmpfloat (compare_flawed ("stacked", TRUE, hint_fonts), <=, FEW_SQUARES);
}

static void
test_planted_change_is_noticed (void)
{
  g_assert_cmpfloat (compare_flawed ("calm", FALSE, change_accent), >, FEW_SQUARES);
  g_assert_cmpfloat (compare_flawed ("calm", FALSE, fade_text), >, FEW_SQUARES);
  g_assert_cmpfloat (compare_flawed ("years", TRUE, forget_limit), >, FEW_SQUARES);
  g_assert_cmpfloat (compare_flawed ("shift", TRUE, forget_limit), >, FEW_SQUARES);
  g_assert_cmpfloat (compare_flawed ("gaps", FALSE, add_incomplete), >, FEW_SQUARES);
  g_assert_cmpfloat (compare_flawed ("stacked", FALSE, turn_contrast), >, FEW_SQUARES);
  g_assert_cmpfloat (compare_flawed ("shift", FALSE, add_event), >, FEW_SQUARES);
}

int
main (int argc, char **argv)
{
  davy_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *path = g_strconcat ("/chart/look/", looks[i].name, NULL);

      g_test_add_data_func (path, &looks[i], test_looks_as_it_did);
    }
  g_test_add_func ("/chart/look/sparks", test_sparks_look_as_they_did);
  g_test_add_func ("/chart/look/other-rasteriser-is-forgiven", test_other_rasteriser_is_forgiven);
  g_test_add_func ("/chart/look/planted-change-is-noticed", test_planted_change_is_noticed);

  return g_test_run ();
}
