/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/alerts/davy-alerts-empty.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "core/davy-error.h"
#include "core/davy-format.h"
#include "ui/common/davy-status-text.h"

/* What stands in place of the list when it is empty, each time with a way on. */

static GtkWidget *
add_button (GtkWidget *box, const char *label, const char *action, gboolean suggested)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static void
fill_all_clear (AdwStatusPage *page, GtkWidget *box, DavySync *sync)
{
  g_autofree char *when =
      davy_format_recent (DAVY_LANGUAGE_WINDOW, davy_sync_get_last_refresh (sync));
  /* Translators: %s is a time, "14:02", or a day with it, "Tue 14:02". */
  g_autofree char *looked = g_strdup_printf (_ ("Last looked at %s"), when);

  adw_status_page_set_icon_name (page, "davylamp-lamp-symbolic");
  adw_status_page_set_title (page, _ ("No open alerts"));
  adw_status_page_set_description (page, looked);
  add_button (box, _ ("_Refresh"), "win.refresh", FALSE);
}

static void
fill_no_match (AdwStatusPage *page, GtkWidget *box)
{
  adw_status_page_set_icon_name (page, "edit-find-symbolic");
  adw_status_page_set_title (page, _ ("Nothing matches"));
  adw_status_page_set_description (page, _ ("No alert fits the search and the filters"));
  add_button (box, _ ("_Clear filters"), "alerts-page.clear-filters", TRUE);
}

static void
fill_first_time (AdwStatusPage *page, GtkWidget *box, gboolean demo)
{
  adw_status_page_set_icon_name (page, "davylamp-lamp-symbolic");
  adw_status_page_set_title (page, _ ("See your customers’ alerts"));
  if (demo)
    adw_status_page_set_description (
        page, _ ("Sign in to the embedded Partner Center. Everything in it is invented."));
  else
    adw_status_page_set_description (
        page, _ ("Sign in as a member of your partner organization to read what Microsoft has "
                 "detected, or look around with invented customers first."));
  add_button (box, _ ("_Sign in"), "app.sign-in", TRUE);
  if (!demo)
    add_button (box, _ ("_Try the demonstration"), "app.try-demo", FALSE);
}

static void
fill_failed (AdwStatusPage *page, GtkWidget *box, DavySync *sync)
{
  const GError *error = davy_sync_get_error (sync);
  g_autofree char *sentence = error != NULL ? davy_error_dup_sentence (error) : NULL;

  if (sentence == NULL)
    {
      adw_status_page_set_icon_name (page, "davylamp-lamp-symbolic");
      adw_status_page_set_title (page, _ ("The alerts have not been read yet"));
      add_button (box, _ ("_Refresh"), "win.refresh", TRUE);
      return;
    }

  adw_status_page_set_icon_name (page, "dialog-warning-symbolic");
  adw_status_page_set_title (page, _ ("The alerts could not be read"));
  davy_status_text_set (page, sentence);
  add_button (box, _ ("_Try again"), "win.refresh", TRUE);
}

/**
 * davy_alerts_empty_new:
 * @why: why no alert is listed; not %DAVY_ALERTS_EMPTY_LOADING
 * @sync: when it last looked, and what failed
 * @demo: whether everything is invented
 *
 * Returns: (transfer floating): a page that says so, with the way on
 */
GtkWidget *
davy_alerts_empty_new (DavyAlertsEmpty why, DavySync *sync, gboolean demo)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), box);

  switch (why)
    {
    case DAVY_ALERTS_EMPTY_ALL_CLEAR:
      fill_all_clear (ADW_STATUS_PAGE (page), box, sync);
      break;
    case DAVY_ALERTS_EMPTY_NO_MATCH:
      fill_no_match (ADW_STATUS_PAGE (page), box);
      break;
    case DAVY_ALERTS_EMPTY_FIRST_TIME:
      fill_first_time (ADW_STATUS_PAGE (page), box, demo);
      break;
    case DAVY_ALERTS_EMPTY_FAILED:
      fill_failed (ADW_STATUS_PAGE (page), box, sync);
      break;
    case DAVY_ALERTS_EMPTY_LOADING:
    default:
      g_return_val_if_reached (page);
    }

  return page;
}
