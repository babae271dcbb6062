/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case-window-fixture.h"
#include "triage/davy-steps.h"
#include "ui/wizard/davy-choice-row.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-wizard-book.h"
#include "ui/wizard/davy-wizard-window.h"

/* A way through the wizard, on the embedded Partner Center: `event-1` is active, `event-2` of the
 * same subscription is under investigation. */

/* @accept_legitimate: whether Microsoft takes the reason Legitimate, `true` or `false` */
static inline void
set_up (Fixture *fixture, gconstpointer accept_legitimate)
{
  g_autofree char *path =
      g_build_filename (TEST_FIXTURES, "..", "..", "support", "world.json", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *scenario = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, "\"acceptLegitimate\": false", 2);
  scenario = g_strconcat (parts[0], "\"acceptLegitimate\": ", accept_legitimate, parts[1], NULL);
  davy_test_world_begin_with (&fixture->world, scenario, DAVY_TEST_ADA);
  fixture_fetch (fixture);
  fixture_open (fixture, davy_wizard_window_new);
}

typedef struct
{
  DavyWizardBook *book;
  const char *step;
} Wanted;

static inline const char *
get_shown (DavyWizardBook *book)
{
  DavyStepId step = davy_wizard_book_get_shown (book);

  return step == DAVY_N_STEPS ? "nothing" : davy_steps[step].key;
}

static inline gboolean
shows (gpointer data)
{
  const Wanted *wanted = data;

  return g_str_equal (get_shown (wanted->book), wanted->step);
}

static inline gpointer
trouble_part (Fixture *fixture, const char *name)
{
  return page_part (page_part (fixture->window, "trouble"), name);
}

/* Waits for a step of the case, and returns its page. */
static inline GtkWidget *
wait_for (Fixture *fixture, const char *step)
{
  Wanted wanted = { page_part (fixture->window, "book"), step };

  if (!davy_test_spin_until (shows, &wanted))
    g_error ("“%s” is shown, not “%s”: %s", get_shown (wanted.book), step,
             gtk_label_get_text (trouble_part (fixture, "sentence")));

  return GTK_WIDGET (
      davy_wizard_book_get_page (wanted.book, davy_wizard_book_get_shown (wanted.book)));
}

static inline void
go_forward (Fixture *fixture)
{
  GtkWidget *forward = page_part (fixture->window, "forward");

  g_assert_true (davy_test_spin_until (is_sensitive, forward));
  g_signal_emit_by_name (forward, "clicked");
}

/* @question: the row that leads it */
static inline void
choose (GtkWidget *page, const char *question, const char *answer)
{
  davy_choice_row_set_choice (page_part (page, question), answer);
}

static inline gboolean
wants_to_take (gpointer window)
{
  return g_strcmp0 (gtk_button_get_label (page_part (window, "forward")), "Take the alert") == 0;
}

static inline void
take (Fixture *fixture)
{
  wait_for (fixture, "detected");
  g_assert_true (davy_test_spin_until (wants_to_take, fixture->window));
  go_forward (fixture);
}

static inline void
go_to_verdict (Fixture *fixture)
{
  take (fixture);
  choose (wait_for (fixture, "standing"), "good", "good");
  go_forward (fixture);
  choose (wait_for (fixture, "usage"), "sudden", "sudden");
  go_forward (fixture);
  wait_for (fixture, "contact");
  choose (page_part (wait_for (fixture, "contact"), "reseller"), "reached", "not-reached");
  choose (page_part (wait_for (fixture, "contact"), "customer"), "reached", "not-reached");
  go_forward (fixture);
  wait_for (fixture, "verdict");
}

static inline void
assert_result (Fixture *fixture, const char *title)
{
  page_assert_label (wait_for (fixture, "done"), "title", title);
}

/* The first thing in main(). */
static inline void
wizard_begin (int *argc, char ***argv)
{
  page_test_begin_world (argc, argv);
  /* GTK 4.8 complains when a cursor blinks in an entry that was hidden while it had the focus. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
}

static inline void
add (const char *path, const char *accept_legitimate, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, accept_legitimate, set_up, test, tear_down);
}
