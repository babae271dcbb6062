/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <math.h>

#include "account/davy-accounts.h"
#include "account/davy-endpoints.h"
#include "davy-test-keyring.h"
#include "davy-test-store.h"
#include "sync/davy-sync.h"
#include "triage/davy-triage.h"
#include "ui/common/davy-context.h"
#include "ui/wizard/davy-wizard-page.h"

/* A store with one customer and one subscription, and a context to show it with, whose settings are
 * its own. The clock stands at noon (UTC) of Sunday 22 November 2026. */

#define AZURE_ID  "7d1b2c3d-aaaa-4bbb-8ccc-1234567df030"
#define TENANT_ID "22222222-3333-4444-5555-666666666666"
#define NOON      ((DavyTime) 1795348800 * DAVY_TIME_SECOND)
#define TODAY     davy_day_from_time (NOON)
#define DAYS      90
#define ONSET     5 /* days before today */

GResource *davy_ui_get_resource (void); /* of the generated resources */

/* For tests that show a window. The folders of a test are its own, which hides from the icons what
 * an SVG is; asked for once before, it is remembered. */
static inline void
page_test_init_windows (void)
{
  g_autofree char *type = g_content_type_guess ("icon.svg", NULL, 0, NULL);

  g_assert_nonnull (type);
}

/* The first thing in main() of a test that shows windows. */
static inline void
page_test_begin (int *argc, char ***argv)
{
  page_test_init_windows ();
  davy_test_init (argc, argv);
  adw_init ();
  g_resources_register (davy_ui_get_resource ());
}

/* … of one over a DavyTestWorld. */
static inline void
page_test_begin_world (int *argc, char ***argv)
{
  page_test_begin (argc, argv);
  davy_test_keyring_begin ();
}

/* The last thing, in place of g_test_run(). */
static inline int
page_test_run_world (void)
{
  int status = g_test_run ();

  davy_test_keyring_end ();

  return status;
}

typedef enum
{
  USAGE_NONE,
  USAGE_CALM,
  USAGE_SPIKE,
} UsageKind;

typedef struct
{
  UsageKind usage;
  DavyUsageState state;
  DavyPriceBasis basis;
  gboolean unpriced; /* one meter has no price */
  const DavyAlertRow *alerts;
  guint n_alerts;
} PageData;

typedef struct
{
  DavyStore *store;
  DavyAccounts *accounts;
  DavySync *sync;
  DavyTriage *triage;
  GSettings *settings;
  DavyContext *context;
} PageFixture;

static inline double
page_cost (UsageKind usage, guint i)
{
  double cost = 200;

  return usage == USAGE_SPIKE && i >= DAYS - 1 - ONSET ? cost + 1400 : cost;
}

static inline gboolean
page_put_usage (DavyDb *db, const PageData *data, GError **error)
{
  DavyUsageDay days[2 * DAYS] = { 0 };
  guint n = 0;

  for (guint i = 0; data->usage != USAGE_NONE && i < DAYS; i++)
    {
      DavyDay day = TODAY - DAYS + 1 + (DavyDay) i;

      days[n++] =
          (DavyUsageDay){ .day = day,
                          .names = { "Virtual Machines" },
                          .cost = davy_money_new (page_cost (data->usage, i), "EUR", data->basis),
                          .quantity = 24,
                          .unit = "h" };
      if (data->unpriced)
        days[n++] =
            (DavyUsageDay){ .day = day, .names = { "Log Analytics" }, .quantity = 3, .unit = "GB" };
    }

  return davy_db_put_usage (db, 1, TODAY - DAYS + 1, TODAY,
                            DAVY_DIMENSION_BIT (DAVY_DIMENSION_SERVICE), days, n, error) &&
         davy_db_set_usage_state (db, 1, data->state, data->usage != USAGE_NONE ? NOON : 0, error);
}

static inline gboolean
page_put (DavyDb *db, gpointer user_data, GError **error)
{
  const PageData *data = user_data;
  DavyCustomerRow customer = { .account_id = DAVY_TEST_ACCOUNT,
                               .tenant_id = TENANT_ID,
                               .name = "Fabrikam Köln GmbH",
                               .country = "DE",
                               .reseller_name = "Reseller GmbH" };
  DavySubscriptionRow subscription = { .account_id = DAVY_TEST_ACCOUNT,
                                       .azure_id = AZURE_ID,
                                       .plan_id = "plan",
                                       .customer_tenant_id = TENANT_ID,
                                       .name = "Produktion",
                                       .state = "active",
                                       .kind = DAVY_SUBSCRIPTION_AZURE_PLAN };
  gint64 row;

  if (!davy_db_put_customer (db, &customer, error) ||
      !davy_db_put_subscription (db, &subscription, 1, &row, error))
    return FALSE;
  g_assert_cmpint (row, ==, 1);

  for (guint i = 0; i < data->n_alerts; i++)
    if (!davy_db_put_alert (db, &data->alerts[i], 1, NULL, error))
      return FALSE;

  return page_put_usage (db, data, error);
}

static inline void
page_fixture_write (PageFixture *self, const PageData *data)
{
  davy_test_store_write (self->store, page_put, (gpointer) data,
                         DAVY_TABLE_ALERTS | DAVY_TABLE_SUBSCRIPTIONS | DAVY_TABLE_CUSTOMERS |
                             DAVY_TABLE_USAGE);
}

static inline PageFixture *
page_fixture_new (const PageData *data)
{
  static guint n_fixtures;
  PageFixture *self = g_new0 (PageFixture, 1);
  g_autoptr (DavyEndpoints) endpoints = davy_endpoints_new_for_cloud ("global");
  g_autofree char *path = davy_test_store_path ();
  g_autofree char *settings_path = g_strdup_printf ("/test/%u/", n_fixtures++);
  DavyContextParts parts = { .profile = "test" };

  davy_test_clock_install (NOON);
  self->store = davy_test_store_open (path);
  page_fixture_write (self, data);
  self->accounts = davy_accounts_new (endpoints, "test", NULL);
  self->sync = davy_sync_new (self->store, self->accounts);
  self->triage = davy_triage_new (self->store, self->accounts);
  self->settings = g_settings_new_with_path ("io.github.davylamp.Davylamp", settings_path);
  parts.store = self->store;
  parts.accounts = self->accounts;
  parts.sync = self->sync;
  parts.triage = self->triage;
  parts.settings = self->settings;
  self->context = davy_context_new (&parts);

  return self;
}

static inline void
page_fixture_free (PageFixture *self)
{
  g_clear_object (&self->context);
  g_clear_object (&self->settings);
  g_clear_object (&self->triage);
  g_clear_object (&self->sync);
  g_clear_object (&self->accounts);
  davy_test_store_close (&self->store);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PageFixture, page_fixture_free)

/* An alert of that subscription; the caller changes what it is about. */
static inline DavyAlertRow
page_alert (const char *event_id)
{
  return (DavyAlertRow){ .account_id = DAVY_TEST_ACCOUNT,
                         .event_id = event_id,
                         .type = "NetworkConnectionsToCryptoMiningPools",
                         .severity = "High",
                         .status = "Active",
                         .reason = "None",
                         .description = "A machine connects to a mining pool.",
                         .customer_tenant_id = TENANT_ID,
                         .customer_name = "Fabrikam Köln GmbH",
                         .azure_id = AZURE_ID,
                         .subscription_name = "Produktion",
                         .raw = "{}",
                         .created = NOON - 17 * DAVY_TIME_MINUTE,
                         .first_observed = NOON - 5 * DAVY_TIME_DAY,
                         .last_observed = NOON - DAVY_TIME_HOUR };
}

/* Finds the part of a template. */
static inline gpointer
page_part (gpointer widget, const char *name)
{
  GObject *part = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (part);

  return part;
}

typedef struct
{
  GtkStack *stack;
  const char *name;
} PageState;

static inline gboolean
page_shows_state (gpointer data)
{
  const PageState *state = data;

  return g_strcmp0 (gtk_stack_get_visible_child_name (state->stack), state->name) == 0;
}

static inline void
page_wait_for (GtkStack *stack, const char *name)
{
  PageState state = { stack, name };

  if (!davy_test_spin_until (page_shows_state, &state))
    g_error ("“%s” is shown, not “%s”", gtk_stack_get_visible_child_name (stack), name);
}

/* Waits until a widget with a stack named "states" shows that one. */
static inline void
page_wait_for_state (gpointer widget, const char *name)
{
  page_wait_for (page_part (widget, "states"), name);
}

/* The same of a stack named "screens". */
static inline void
page_wait_for_screen (gpointer widget, const char *name)
{
  page_wait_for (page_part (widget, "screens"), name);
}

/* Looks for a label that shows a text, as it is drawn. */
static inline gboolean
page_has_label (GtkWidget *inside, const char *text)
{
  if (GTK_IS_LABEL (inside) && g_str_equal (gtk_label_get_text (GTK_LABEL (inside)), text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (page_has_label (child, text))
      return TRUE;

  return FALSE;
}

static inline void
page_assert_label (gpointer widget, const char *name, const char *text)
{
  g_assert_cmpstr (gtk_label_get_text (page_part (widget, name)), ==, text);
}

static inline gboolean
is_visible (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

static inline gboolean
is_sensitive (gpointer widget)
{
  return gtk_widget_is_sensitive (widget);
}

/* Shows a widget in a window of its own. */
static inline GtkWidget *
page_present (GtkWidget *widget)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_child (window, widget);
  gtk_window_present (window);

  return widget;
}

/* The same with a page of the wizard. */
static inline GtkWidget *
page_open (GType type, DavyCase *subject)
{
  GtkWidget *page = g_object_new (type, NULL);

  davy_wizard_page_set_case (DAVY_WIZARD_PAGE (page), subject, NULL);

  return page_present (page);
}

/* Closes the window of either. */
static inline void
page_close (GtkWidget *widget)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (widget)));
}

/* @button: the name of a part of a template */
static inline void
page_press (gpointer widget, const char *button)
{
  g_assert_true (is_sensitive (page_part (widget, button)));
  g_signal_emit_by_name (page_part (widget, button), "clicked");
}
