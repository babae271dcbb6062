/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../../unit/triage/case-fixture.h"
#include "page-fixture.h"
#include "triage/davy-evidence.h"
#include "triage/davy-readiness.h"
#include "ui/davy-application.h"
#include "ui/wizard/davy-wizard-book.h"
#include "ui/wizard/davy-wizard-page.h"

/* The real application with a case at a step where something can be lost. All that can be activated
 * is, by name and by widget. Nothing is torn down: the windows that were opened end with the
 * process. */

#define MANY_WIDGETS 20
#define MANY_NAMES   10

typedef struct
{
  Fixture at;
  DavySync *sync;
  DavyReadiness *readiness;
  GSettings *settings;
  DavyContext *context;
  DavyApplication *application;
  GtkWindow *wizard;
  DavyStepId step; /* whose page is tried */
  gint64 alert_row;
  guint n_activated;
} Tried;

static inline gboolean
has_wizard (gpointer data)
{
  Tried *tried = data;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (g_str_equal (G_OBJECT_TYPE_NAME (link->data), "DavyWizardWindow"))
      tried->wizard = link->data;

  return tried->wizard != NULL;
}

static inline GtkWidget *
get_page (Tried *tried)
{
  return GTK_WIDGET (davy_wizard_book_get_page (page_part (tried->wizard, "book"), tried->step));
}

static inline gboolean
has_collected (gpointer handled)
{
  DavyEvidence *evidence = davy_case_get_evidence (handled);
  const DavyEvidencePart *roles = davy_evidence_get_part (evidence, DAVY_EVIDENCE_ROLES);

  return !davy_evidence_is_collecting (evidence) && roles->state != DAVY_EVIDENCE_WAITING;
}

static inline char *
read_estate (void)
{
  g_autofree char *path =
      g_build_filename (TEST_FIXTURES, "..", "..", "unit", "triage", "deletion.json", NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

/* The case stands at that step; what tells the rights is refused, so that evidence is missing. */
static inline void
begin_trying (Tried *tried, DavyStepId step)
{
  DavyContextParts parts = { .profile = "test" };

  g_assert_cmpint (davy_case_get_step (tried->at.handled), ==, step);
  davy_test_world_spoil (&tried->at.world, "GET /arm/*/roleAssignments* x* status=403");
  tried->step = step;
  tried->alert_row = find_row (&tried->at, "event-1");
  tried->sync = davy_sync_new (tried->at.store, tried->at.world.accounts);
  tried->readiness = davy_readiness_new (tried->at.store, tried->at.world.accounts);
  tried->settings = g_settings_new_with_path ("io.github.davylamp.Davylamp", "/test/tried/");
  parts.store = tried->at.store;
  parts.accounts = tried->at.world.accounts;
  parts.sync = tried->sync;
  parts.triage = tried->at.triage;
  parts.readiness = tried->readiness;
  parts.settings = tried->settings;
  tried->context = davy_context_new (&parts);
  tried->application = davy_application_new ("io.github.davylamp.Tried", tried->context);
  g_application_set_flags (G_APPLICATION (tried->application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (tried->application), NULL, NULL));

  g_action_group_activate_action (G_ACTION_GROUP (tried->application), "handle-alert",
                                  g_variant_new_int64 (tried->alert_row));
  g_assert_true (davy_test_spin_until (has_wizard, tried));
  g_assert_true (davy_test_spin_until (has_collected, tried->at.handled));
}

static inline void
type_into (gpointer inside, const char *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (page_part (inside, entry)), text);
}

/* --- everything is tried ------------------------------------------------------------------- */

/* What fits: the row of the alert, or a resource. */
static inline GVariant *
create_parameter (Tried *tried, const GVariantType *type)
{
  if (type == NULL)
    return NULL;
  if (g_variant_type_equal (type, G_VARIANT_TYPE_INT64))
    return g_variant_new_int64 (tried->alert_row);
  if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
    return g_variant_new_string ("/subscriptions/" SHOP "/resourceGroups/rg-mine/providers/"
                                 "Microsoft.Compute/virtualMachines/vm-evil");

  return NULL;
}

static inline GPtrArray *
list_widgets (void)
{
  GPtrArray *widgets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    g_ptr_array_add (widgets, g_object_ref (link->data));
  for (guint i = 0; i < widgets->len; i++)
    for (GtkWidget *child = gtk_widget_get_first_child (g_ptr_array_index (widgets, i));
         child != NULL; child = gtk_widget_get_next_sibling (child))
      g_ptr_array_add (widgets, g_object_ref (child));

  return widgets;
}

/* GTK's own move a cursor or a selection; one of them activates what Enter does. */
static inline gboolean
is_ours (GType owner, const char *action)
{
  return g_str_has_prefix (g_type_name (owner), "Davy") || g_str_equal (action, "default.activate");
}

/* Those end the trial, or lead out of the program. */
static inline gboolean
is_left_alone (const char *action)
{
  static const char *const names[] = { "quit", "try-demo", NULL };

  return g_strv_contains (names, action);
}

/* What was tried before may have closed it. */
static inline gboolean
is_closed (gpointer widget)
{
  GtkRoot *root = GTK_IS_WIDGET (widget) ? gtk_widget_get_root (widget) : NULL;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  return GTK_IS_WIDGET (widget) && (root == NULL || g_list_find (windows, root) == NULL);
}

static inline void
activate_class_actions (Tried *tried, GtkWidget *widget)
{
  GtkWidgetClass *klass = GTK_WIDGET_GET_CLASS (widget);
  const char *name, *property;
  const GVariantType *type;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (klass, i, &owner, &name, &type, &property); i++)
    {
      g_autoptr (GVariant) parameter = NULL;

      if (is_closed (widget) || !is_ours (owner, name) || is_left_alone (name) ||
          !gtk_widget_get_mapped (widget))
        continue;
      parameter = create_parameter (tried, type);
      if (parameter != NULL)
        g_variant_ref_sink (parameter);
      else if (type != NULL)
        continue;
      gtk_widget_activate_action_variant (widget, name, parameter);
      tried->n_activated++;
    }
}

static inline void
activate_actions (Tried *tried, GActionGroup *group)
{
  g_auto (GStrv) names = g_action_group_list_actions (group);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const GVariantType *type = g_action_group_get_action_parameter_type (group, names[i]);
      g_autoptr (GVariant) parameter = g_action_group_get_action_state (group, names[i]);

      if (parameter == NULL && type != NULL)
        parameter = g_variant_ref_sink (create_parameter (tried, type));
      if (is_left_alone (names[i]) || is_closed (group))
        continue;
      g_action_group_activate_action (group, names[i], type != NULL ? parameter : NULL);
      tried->n_activated++;
    }
}

/* By name: of the application, of its windows, and of every widget in them. */
static inline void
activate_all_names (Tried *tried)
{
  g_autoptr (GPtrArray) widgets = list_widgets ();

  for (guint i = 0; i < widgets->len; i++)
    {
      GtkWidget *widget = g_ptr_array_index (widgets, i);

      activate_class_actions (tried, widget);
      if (G_IS_ACTION_GROUP (widget))
        activate_actions (tried, G_ACTION_GROUP (widget));
    }
  activate_actions (tried, G_ACTION_GROUP (tried->application));
}

/* A button that is activated shows itself pressed for a quarter of a second, and only then is
 * clicked. */
static inline gboolean
is_no_button_pressed (gpointer data)
{
  g_autoptr (GPtrArray) widgets = list_widgets ();

  for (guint i = 0; i < widgets->len; i++)
    if (gtk_widget_has_css_class (g_ptr_array_index (widgets, i), "keyboard-activating"))
      return FALSE;

  return TRUE;
}

/* Whether all that @widget does is to open a popover, whose own widgets are in the row anyway: on
 * GTK 4.8 one that opens while its button moves out of the screen ends the program. */
static inline gboolean
opens_popover (GtkWidget *widget)
{
  GtkWidget *button = ADW_IS_ACTION_ROW (widget)
                          ? adw_action_row_get_activatable_widget (ADW_ACTION_ROW (widget))
                          : widget;

  return GTK_IS_MENU_BUTTON (button) || GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget));
}

static inline void
activate_widget (Tried *tried, GtkWidget *widget)
{
  if (!GTK_IS_CHECK_BUTTON (widget) && !opens_popover (widget))
    tried->n_activated += gtk_widget_activate (widget);
}

/* By hand: every widget of the page, and the buttons below it. */
static inline void
activate_all_widgets (Tried *tried)
{
  g_autoptr (GPtrArray) widgets = list_widgets ();
  GtkWidget *buttons[] = { page_part (tried->wizard, "forward"),
                           page_part (tried->wizard, "leave_out") };

  for (guint i = 0; i < widgets->len; i++)
    if (gtk_widget_is_ancestor (g_ptr_array_index (widgets, i), get_page (tried)))
      activate_widget (tried, g_ptr_array_index (widgets, i));
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    tried->n_activated += gtk_widget_activate (buttons[i]);
}

/* All that was begun has its turn. */
static inline void
let_it_work (Tried *tried)
{
  g_assert_true (davy_test_spin_until (is_no_button_pressed, NULL));
  for (guint i = 0; i < 100; i++)
    {
      davy_test_store_number (tried->at.store, "SELECT 1");
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

/* Returns: how much was activated */
static inline guint
try_all (Tried *tried, void (*activate) (Tried *tried))
{
  tried->n_activated = 0;
  activate (tried);
  let_it_work (tried);

  return tried->n_activated;
}

static inline void
waive (Tried *tried)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  davy_evidence_waive_async (davy_case_get_evidence (tried->at.handled), DAVY_EVIDENCE_ROLES,
                             "They are refused", NULL, davy_test_keep_result, &result);
  davy_evidence_waive_finish (davy_case_get_evidence (tried->at.handled),
                              davy_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

/* All that can be activated, is: there is something to find. */
static inline void
try_everything (Tried *tried)
{
  guint n_widgets = try_all (tried, activate_all_widgets);
  guint n_names = try_all (tried, activate_all_names);

  g_test_message ("%u widgets and %u names activated", n_widgets, n_names);
  g_assert_cmpuint (n_widgets, >, MANY_WIDGETS);
  g_assert_cmpuint (n_names, >, MANY_NAMES);
}

/* A toast of libadwaita 1.2 that is closed while it still appears takes the program with it; nobody
 * but a trial is that quick. */
static inline void
move_nothing (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static inline int
run_trial (int argc, char *argv[], const char *path, GTestFunc trial)
{
  int status;

  page_test_init_windows ();
  davy_test_init (&argc, &argv);
  davy_test_keyring_begin ();
  adw_init ();
  move_nothing ();
  g_test_add_func (path, trial);
  status = g_test_run ();
  davy_test_keyring_end ();

  return status;
}
