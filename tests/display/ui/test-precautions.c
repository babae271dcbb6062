/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-precautions-panel.h"

#include "../../unit/triage/cancellation-fixture.h"
#include "../../unit/triage/precautions-fixture.h"

#include "davy-test-window.h"
#include "page-fixture.h"
#include "ui/stop/davy-offer-row.h"

/* What is offered below what is stopped: asked for once, and told what became of it. */

#define INTERFACE(name)                                                                           \
  "{\"id\":\"" SCOPE "/resourceGroups/rg-App/providers/Microsoft.Network/networkInterfaces/" name \
  "\",\"properties\":{\"virtualMachine\":{\"id\":\"" OLD "\"}}}"

typedef struct
{
  Fixture *fixture;
  GtkWidget *panel;
  GtkWidget *own;   /* (nullable): looks like the answer, and is the offer */
  GtkWidget *found; /* (nullable): the answer to the question */
  const char *answer;
  guint changes; /* before the question */
} Page;

static Page
open_page (Fixture *fixture)
{
  Page page = { fixture, g_object_new (DAVY_TYPE_PRECAUTIONS_PANEL, NULL), NULL, NULL, NULL, 0 };
  GtkWindow *window = davy_test_window_new ();

  gtk_window_set_child (window, page.panel);
  davy_precautions_panel_set_case (DAVY_PRECAUTIONS_PANEL (page.panel), fixture->handled);
  gtk_window_present (window);

  return page;
}

static void
close_page (Page *page)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (page->panel)));
}

static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

static gboolean
is_read (gpointer data)
{
  DavyPrecautions *precautions = get_precautions (data);

  return davy_precautions_are_over (precautions) ||
         davy_precautions_get_samples (precautions)->len > 0 ||
         davy_precautions_get_error (precautions, DAVY_PRECAUTION_SNAPSHOT) != NULL;
}

static void
read_it (Page *page)
{
  davy_containment_read (get_containment (page->fixture));
  g_assert_true (davy_test_spin_until (is_read, page->fixture));
  g_assert_true (is_shown (page->panel));
}

static GtkWidget *
find_offer (const Page *page, const char *box, const char *id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (page_part (page->panel, box)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_ascii_strcasecmp (davy_offer_row_get_id (DAVY_OFFER_ROW (row)), id) == 0)
      return row;

  return NULL;
}

/* A question stands before the window that asks it, or inside of it. */
static gboolean
is_asked (gpointer data)
{
  Page *page = data;
  GListModel *windows = gtk_window_get_toplevels ();

  page->found = NULL;
  for (guint i = g_list_model_get_n_items (windows); i > 0 && page->found == NULL; i--)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i - 1);

      if (davy_test_find_button (window, "Not now", NULL) != NULL)
        page->found = davy_test_find_button (window, page->answer, page->own);
    }

  return page->found != NULL;
}

static gboolean
is_taking (gpointer data)
{
  Page *page = data;
  const DavyPrecaution what = g_str_equal (page->answer, "Isolate") ? DAVY_PRECAUTION_ISOLATE
                              : g_str_equal (page->answer, "End the isolation")
                                  ? DAVY_PRECAUTION_RECONNECT
                                  : DAVY_PRECAUTION_SNAPSHOT;
  const char *target = what != DAVY_PRECAUTION_SNAPSHOT ? GROUP : EVIL_DISK;

  return davy_precautions_get_stage (get_precautions (page->fixture), what, target, NULL) !=
         DAVY_STAGE_NONE;
}

/* Presses @offer, and says yes when asked. */
static void
accept (Page *page, GtkWidget *offer, const char *answer)
{
  page->answer = answer;
  page->changes = count_changes (page->fixture);
  g_signal_emit_by_name (offer, "clicked");
  g_assert_true (davy_test_spin_until (is_asked, page));
  g_assert_cmpuint (count_changes (page->fixture), ==, page->changes);
  g_signal_emit_by_name (page->found, "clicked");
  g_assert_true (davy_test_spin_until (is_taking, page));
}

static void
test_snapshot (Fixture *fixture, gconstpointer unused)
{
  Page page = open_page (fixture);
  GtkWidget *row, *offer;

  g_assert_false (is_shown (page.panel)); /* before anything is known */
  read_it (&page);
  row = find_offer (&page, "sample_box", EVIL_DISK);
  offer = davy_test_find_button (row, "Make a snapshot…", NULL);
  accept (&page, offer, "Make a snapshot");
  g_assert_false (gtk_widget_get_visible (offer));
  take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, NULL);

  g_assert_true (page_has_label (row, "Done"));
  g_assert_false (gtk_widget_get_visible (offer));
  g_assert_cmpuint (count_changes (fixture), ==, 1);

  /* Somebody deletes it. */
  davy_test_world_spoil (&fixture->world,
                         "GET */Microsoft.Compute/snapshots x9 status=200,body={\"value\":[]}");
  davy_test_clock_advance (DAVY_TIME_SECOND);
  davy_containment_read (get_containment (fixture));
  g_assert_true (davy_test_spin_until (is_shown, offer));
  close_page (&page);
}

static gboolean
says (gpointer row, const char *words)
{
  return strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), words) != NULL;
}

/* Somebody made it since it was shown. */
static void
test_made_since (Fixture *fixture, gconstpointer unused)
{
  Page page = open_page (fixture);
  GtkWidget *row;

  read_it (&page);
  row = find_offer (&page, "sample_box", EVIL_DISK);
  pretend_listed (fixture, 9, "Succeeded");
  take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, NULL);

  g_assert_true (page_has_label (row, "Done"));
  g_assert_true (says (row, "Somebody else has already done this."));
  g_assert_false (is_shown (davy_test_find_button (row, "Make a snapshot…", NULL)));
  g_assert_cmpuint (count_changes (fixture), ==, 0);
  close_page (&page);
}

static gboolean
is_isolated (gpointer row)
{
  return davy_test_find_button (row, "End the isolation…", NULL) != NULL;
}

static gboolean
is_offered (gpointer panel)
{
  return gtk_widget_get_visible (page_part (panel, "isolation_group"));
}

static void
test_isolation (Fixture *fixture, gconstpointer unused)
{
  Page page = open_page (fixture);
  GtkWidget *row, *offer;

  read_it (&page);
  g_assert_true (davy_test_spin_until (is_offered, page.panel));
  row = find_offer (&page, "isolation_box", GROUP);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "vm-app");
  offer = davy_test_find_button (row, "Isolate…", NULL);
  accept (&page, offer, "Isolate");
  g_assert_false (gtk_widget_get_visible (offer));
  take (fixture, DAVY_PRECAUTION_ISOLATE, GROUP, NULL);

  /* What it is now is told, and the way back. */
  g_assert_true (davy_test_spin_until (is_isolated, row));
  g_assert_true (gtk_widget_get_visible (offer));
  g_assert_true (says (row, "Isolated: nothing comes in and nothing goes out."));
  g_assert_cmpuint (count_changes (fixture), ==, 2);
  close_page (&page);
}

static gboolean
is_half_made (gpointer row)
{
  return says (row, "Not isolated, although");
}

static gboolean
is_undone (gpointer row)
{
  return !is_half_made (row) && is_shown (davy_test_find_button (row, "Isolate…", NULL));
}

/* One rule alone stands: it can be completed, and taken away. */
static void
test_half_made (Fixture *fixture, gconstpointer unused)
{
  Page page = open_page (fixture);
  GtkWidget *row, *back;

  read_it (&page);
  g_assert_true (davy_test_spin_until (is_offered, page.panel));
  row = find_offer (&page, "isolation_box", GROUP);
  davy_test_world_spoil (&fixture->world, "PUT *deny-inbound x1 "
                                          "status=409,body={\"error\":{\"code\":\"ScopeLocked\"}}");
  take (fixture, DAVY_PRECAUTION_ISOLATE, GROUP, NULL);
  g_assert_true (davy_test_spin_until (is_half_made, row));
  g_assert_true (is_shown (davy_test_find_button (row, "Isolate…", NULL)));
  back = davy_test_find_button (row, "End the isolation…", NULL);
  g_assert_true (is_shown (back));

  accept (&page, back, "End the isolation");
  g_assert_false (is_shown (back));
  take (fixture, DAVY_PRECAUTION_RECONNECT, GROUP, NULL);
  g_assert_true (davy_test_spin_until (is_undone, row));
  g_assert_false (is_shown (back));
  close_page (&page);
}

static gboolean
leaks (gpointer row)
{
  return says (row, "Still connected by another network interface: vm-app");
}

/* The group is for one interface of vm-app, which has another. */
static void
test_second_interface (Fixture *fixture, gconstpointer unused)
{
  Page page = open_page (fixture);
  GtkWidget *row;

  davy_test_world_spoil (&fixture->world,
                         "GET */networkInterfaces x9 status=200,body={\"value\":[" INTERFACE (
                             "nic-app") "," INTERFACE ("nic-2") "]}");
  read_it (&page);
  g_assert_true (davy_test_spin_until (is_offered, page.panel));
  row = find_offer (&page, "isolation_box", GROUP);
  g_assert_false (leaks (row)); /* nothing is cut off yet */
  take (fixture, DAVY_PRECAUTION_ISOLATE, GROUP, NULL);
  g_assert_true (davy_test_spin_until (is_isolated, row));

  g_assert_true (leaks (row));
  g_assert_false (says (row, "Isolated: nothing comes in"));
  close_page (&page);
}

static gboolean
is_left_over (gpointer page)
{
  GtkWidget *row = find_offer (page, "isolation_box", GROUP);

  return row != NULL &&
         g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "nsg");
}

static gboolean
is_not_offered (gpointer panel)
{
  return !is_offered (panel);
}

/* The machine is deleted: what is left of its isolation goes on for whatever else is there. */
static void
test_left_over (Fixture *fixture, gconstpointer unused)
{
  Page page = open_page (fixture);
  GtkWidget *row;

  read_it (&page);
  g_assert_true (davy_test_spin_until (is_offered, page.panel));
  take (fixture, DAVY_PRECAUTION_ISOLATE, GROUP, NULL);
  row = find_offer (&page, "isolation_box", GROUP);
  g_assert_true (davy_test_spin_until (is_isolated, row));
  davy_test_world_spoil (&fixture->world,
                         "GET */networkInterfaces x9 status=200,body={\"value\":[]}");
  davy_test_clock_advance (DAVY_TIME_SECOND);
  davy_containment_read (get_containment (fixture));
  g_assert_true (davy_test_spin_until (is_left_over, &page));
  row = find_offer (&page, "isolation_box", GROUP);
  g_assert_null (davy_test_find_button (row, "Isolate…", NULL));

  accept (&page, davy_test_find_button (row, "End the isolation…", NULL), "End the isolation");
  take (fixture, DAVY_PRECAUTION_RECONNECT, GROUP, NULL);
  g_assert_true (davy_test_spin_until (is_not_offered, page.panel));
  close_page (&page);
}

/* vm-app's interface is in no group. */
static void
test_open (Fixture *fixture, gconstpointer unused)
{
  Page page = open_page (fixture);
  GtkLabel *trouble = page_part (page.panel, "isolation_trouble");

  read_it (&page);
  g_assert_true (davy_test_spin_until (is_shown, trouble));
  g_assert_nonnull (strstr (gtk_label_get_label (trouble), "vm-app"));
  g_assert_false (is_shown (page_part (page.panel, "isolation_box")));
  close_page (&page);
}

static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  Page page = open_page (fixture);
  GtkWidget *row;

  read_it (&page);
  davy_test_world_spoil (
      &fixture->world,
      "PUT */snapshots/* x1 status=409,body={\"error\":{\"code\":\"ScopeLocked\"}}");
  take (fixture, DAVY_PRECAUTION_SNAPSHOT, EVIL_DISK, NULL);
  row = find_offer (&page, "sample_box", EVIL_DISK);

  g_assert_true (page_has_label (row, "Failed"));
  g_assert_true (says (row, "A lock forbids this."));
  g_assert_true (gtk_widget_get_visible (davy_test_find_button (row, "Make a snapshot…", NULL)));
  close_page (&page);
}

static void
test_unreadable (Fixture *fixture, gconstpointer unused)
{
  Page page = open_page (fixture);

  davy_test_world_spoil (&fixture->world, "GET */Microsoft.Compute/snapshots x9 status=403");
  read_it (&page);

  g_assert_true (gtk_widget_get_visible (page_part (page.panel, "sample_trouble")));
  g_assert_false (is_shown (page_part (page.panel, "sample_box")));
  close_page (&page);
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  Page page = open_page (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (DavyAct) ended = cancel (fixture, &error);

  g_assert_no_error (error);
  read_it (&page);

  g_assert_true (gtk_widget_get_visible (page_part (page.panel, "over")));
  g_assert_false (gtk_widget_get_visible (page_part (page.panel, "sample_group")));
  close_page (&page);
}

int
main (int argc, char *argv[])
{
  page_test_begin_world (&argc, &argv);

#define ADD_PANEL(path, function) \
  g_test_add ("/ui/precautions/" path, Fixture, NULL, set_up_estate, function, end_watch)
  ADD_PANEL ("a-snapshot-is-asked-about-and-told", test_snapshot);
  ADD_PANEL ("a-snapshot-that-was-made-since-is-told", test_made_since);
  ADD_PANEL ("what-cannot-be-isolated-is-named", test_open);
  g_test_add ("/ui/precautions/an-isolation-is-told-with-the-way-back", Fixture, NULL,
              set_up_network, test_isolation, end_watch);
  g_test_add ("/ui/precautions/a-second-interface-is-told", Fixture, NULL, set_up_network,
              test_second_interface, end_watch);
  g_test_add ("/ui/precautions/what-was-isolated-half-way-can-be-undone", Fixture, NULL,
              set_up_network, test_half_made, end_watch);
  g_test_add ("/ui/precautions/what-is-left-of-an-isolation-can-be-taken-away", Fixture, NULL,
              set_up_network, test_left_over, end_watch);
  ADD_PANEL ("a-refused-one-says-why-and-stays-offered", test_refused);
  ADD_PANEL ("what-cannot-be-read-is-said", test_unreadable);
  ADD_PANEL ("a-cancelled-subscription-offers-nothing", test_cancelled);

  return page_test_run_world ();
}
