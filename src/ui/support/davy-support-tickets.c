/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/support/davy-support-tickets.h"

#include <glib/gi18n.h>

#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "core/davy-format.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-launch.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-say.h"
#include "ui/wizard/davy-trouble-bar.h"

/* The way to Partner Center and back: its page is opened, the new request is found by listing, the
 * person says that it is the one, and its number is kept and followed. */

struct _DavySupportTickets
{
  AdwBin parent_instance;

  DavyTroubleBar *trouble;
  GtkWidget *open;
  GtkWidget *look;
  GtkSpinner *spinner;
  GtkLabel *told;
  GtkWidget *found;
  GtkLabel *question;
  GtkWidget *yes;
  AdwEntryRow *number;
  AdwPreferencesGroup *kept;
  GPtrArray *rows; /* unowned, in @kept */

  DavyCase *subject;         /* (nullable) */
  GCancellable *cancellable; /* of what is on its way */
  GtkWindow *window;         /* (nullable) (unowned): while it is shown in one */
  char *title;               /* (nullable): what the request is called */
  GPtrArray *candidates;     /* (nullable): DavySupportTicket */
  guint candidate;           /* which is asked about */
  gboolean looking;
};

typedef enum
{
  SIGNAL_OPEN_ASKED,
  SIGNAL_KEPT,
  SIGNAL_LAST,
} DavySupportTicketsSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavySupportTickets, davy_support_tickets, ADW_TYPE_BIN)

static const char *
get_status_words (const char *status)
{
  static const struct
  {
    const char *status;
    const char *words;
  } words[] = {
    { "open", NC_ ("support request", "Open") },
    { "closed", NC_ ("support request", "Closed") },
    { "attention_needed", NC_ ("support request", "Microsoft waits for your answer") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i].status, status) == 0)
      return g_dpgettext2 (NULL, "support request", words[i].words);

  return _ ("Not known");
}

static void
show_candidate (DavySupportTickets *self)
{
  const DavySupportTicket *ticket = NULL;

  if (self->candidates != NULL && self->candidate < self->candidates->len)
    ticket = g_ptr_array_index (self->candidates, self->candidate);

  gtk_widget_set_visible (self->found, ticket != NULL);
  if (ticket != NULL)
    {
      g_autofree char *created = davy_format_recent (DAVY_LANGUAGE_WINDOW, ticket->created);
      g_autofree char *question =
          /* Translators: the number of a support request, its title, and when it was made. */
          g_strdup_printf (_ ("We found request %1$s, “%2$s”, of %3$s. Is it this one?"),
                           ticket->number, ticket->title != NULL ? ticket->title : "", created);

      gtk_label_set_label (self->question, question);
      davy_say (self->told, NULL);
      davy_compat_announce (GTK_WIDGET (self), question);
      gtk_widget_grab_focus (self->yes);
    }
}

static void
set_looking (DavySupportTickets *self, gboolean looking)
{
  self->looking = looking;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), looking);
  gtk_spinner_set_spinning (self->spinner, looking);
  davy_set_busy (self->look, looking);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavySupportTickets) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found =
      davy_case_find_support_tickets_finish (DAVY_CASE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_looking (self, FALSE);
  if (found == NULL)
    {
      davy_trouble_bar_show_error (self->trouble, error);
      return;
    }

  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  self->candidates = g_steal_pointer (&found);
  self->candidate = 0;
  show_candidate (self);
  if (self->candidates->len == 0)
    davy_say (self->told,
              _ ("No new request was found yet. It can take a few minutes until it is listed."));
}

static void
look_cb (DavySupportTickets *self)
{
  if (self->subject == NULL || self->looking)
    return;

  davy_trouble_bar_clear (self->trouble);
  set_looking (self, TRUE);
  davy_case_find_support_tickets_async (self->subject, self->title, self->cancellable, found_cb,
                                        g_object_ref (self));
}

/* Whoever comes back from the browser has probably submitted the request. */
static void
window_active_cb (DavySupportTickets *self)
{
  if (self->window != NULL && gtk_window_is_active (self->window) && self->subject != NULL &&
      self->candidates == NULL && davy_case_awaits_support_number (self->subject))
    look_cb (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavySupportTickets) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!davy_case_keep_support_ticket_finish (DAVY_CASE (source), result, &error))
    {
      davy_trouble_bar_show_error (self->trouble, error);
      return;
    }

  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  show_candidate (self);
  davy_support_tickets_show_kept (self);
  davy_say (self->told, _ ("The number is kept in the case."));
  g_signal_emit (self, signals[SIGNAL_KEPT], 0);
}

static void
yes_cb (DavySupportTickets *self)
{
  davy_case_keep_support_ticket_async (self->subject,
                                       g_ptr_array_index (self->candidates, self->candidate),
                                       kept_cb, g_object_ref (self));
}

static void
no_cb (DavySupportTickets *self)
{
  self->candidate++;
  show_candidate (self);
  if (self->candidate >= self->candidates->len)
    {
      davy_say (self->told, _ ("No other new request was found."));
      gtk_widget_grab_focus (self->look);
    }
}

/* Where listing is refused, or the request was made at another time. */
static void
number_applied_cb (DavySupportTickets *self)
{
  g_autofree char *number =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->number))));
  DavySupportTicket ticket = { .number = number, .title = self->title };

  if (*number == '\0' || self->subject == NULL)
    return;

  davy_case_keep_support_ticket_async (self->subject, &ticket, kept_cb, g_object_ref (self));
  gtk_editable_set_text (GTK_EDITABLE (self->number), "");
}

static void
followed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavySupportTickets) self = user_data;
  g_autoptr (GError) error = NULL;

  if (davy_case_follow_support_tickets_finish (DAVY_CASE (source), result, &error))
    davy_support_tickets_show_kept (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    davy_trouble_bar_show_error (self->trouble, error);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavySupportTickets) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    davy_say (self->told, _ ("No browser opened."));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DavySupportTickets) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *page = davy_case_dup_support_page (DAVY_CASE (source));

  davy_set_busy (self->open, FALSE);
  if (!davy_case_note_support_opened_finish (DAVY_CASE (source), result, &error))
    {
      davy_trouble_bar_show_error (self->trouble, error);
      return;
    }
  if (page == NULL)
    {
      davy_say (self->told, _ ("Sign in to open Partner Center."));
      return;
    }

  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  show_candidate (self);
  davy_say (self->told, _ ("Submit the request in your browser, then come back."));
  davy_launch_uri_async (GTK_WIDGET (self), page, NULL, launched_cb, g_object_ref (self));
}

static void
open_cb (DavySupportTickets *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_ASKED], 0);
}

static void
davy_support_tickets_root (GtkWidget *widget)
{
  DavySupportTickets *self = DAVY_SUPPORT_TICKETS (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (davy_support_tickets_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (!GTK_IS_WINDOW (root))
    return;

  self->window = GTK_WINDOW (root);
  g_signal_connect_object (root, "notify::is-active", G_CALLBACK (window_active_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
davy_support_tickets_unroot (GtkWidget *widget)
{
  DavySupportTickets *self = DAVY_SUPPORT_TICKETS (widget);

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_func (self->window, window_active_cb, self);
  self->window = NULL;
  GTK_WIDGET_CLASS (davy_support_tickets_parent_class)->unroot (widget);
}

static void
davy_support_tickets_dispose (GObject *object)
{
  DavySupportTickets *self = DAVY_SUPPORT_TICKETS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_support_tickets_parent_class)->dispose (object);
}

static void
davy_support_tickets_finalize (GObject *object)
{
  DavySupportTickets *self = DAVY_SUPPORT_TICKETS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_free (self->title);

  G_OBJECT_CLASS (davy_support_tickets_parent_class)->finalize (object);
}

static void
davy_support_tickets_class_init (DavySupportTicketsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_support_tickets_dispose;
  object_class->finalize = davy_support_tickets_finalize;
  widget_class->root = davy_support_tickets_root;
  widget_class->unroot = davy_support_tickets_unroot;

  /**
   * DavySupportTickets::open-asked:
   *
   * The person wants to go to Partner Center: davy_support_tickets_open() goes there.
   */
  signals[SIGNAL_OPEN_ASKED] =
      g_signal_new ("open-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  /**
   * DavySupportTickets::kept:
   *
   * One more number is kept in the case.
   */
  signals[SIGNAL_KEPT] = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DAVY_TYPE_TROUBLE_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/support/davy-support-tickets.ui");
  gtk_widget_class_bind_template_child (widget_class, DavySupportTickets, trouble);
  gtk_widget_class_bind_template_child (widget_class, DavySupportTickets, open);
  gtk_widget_class_bind_template_child (widget_class, DavySupportTickets, look);
  gtk_widget_class_bind_template_child (widget_class, DavySupportTickets, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavySupportTickets, told);
  gtk_widget_class_bind_template_child (widget_class, DavySupportTickets, found);
  gtk_widget_class_bind_template_child (widget_class, DavySupportTickets, question);
  gtk_widget_class_bind_template_child (widget_class, DavySupportTickets, yes);
  gtk_widget_class_bind_template_child (widget_class, DavySupportTickets, number);
  gtk_widget_class_bind_template_child (widget_class, DavySupportTickets, kept);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, yes_cb);
  gtk_widget_class_bind_template_callback (widget_class, no_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_applied_cb);
}

static void
davy_support_tickets_init (DavySupportTickets *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
}

/**
 * davy_support_tickets_show_kept:
 * @self: the way to Partner Center and back
 *
 * Shows the requests that the case knows by now.
 */
void
davy_support_tickets_show_kept (DavySupportTickets *self)
{
  g_autoptr (GPtrArray) tickets = NULL;

  g_return_if_fail (DAVY_IS_SUPPORT_TICKETS (self) && self->subject != NULL);

  tickets = davy_case_list_support_tickets (self->subject);

  davy_empty_group (self->kept, self->rows);

  for (guint i = 0; i < tickets->len; i++)
    {
      const DavySupportTicket *ticket = g_ptr_array_index (tickets, i);
      g_autofree char *seen = davy_format_recent (DAVY_LANGUAGE_WINDOW, ticket->seen);
      g_autofree char *source =
          /* Translators: the state of a support request, "Open", then when that was read. */
          g_strdup_printf (_ ("%1$s, read %2$s"), get_status_words (ticket->status), seen);
      DavyFactRow *row =
          davy_fact_row_add (self->kept, self->rows, _ ("Request at Microsoft"), ticket->number);

      davy_fact_row_set_source (row, source);
      davy_fact_row_set_copyable (row, TRUE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->kept), tickets->len > 0);
}

/**
 * davy_support_tickets_set_case:
 * @self: the way to Partner Center and back
 * @subject: the case that the requests belong to
 *
 * Shows the kept requests, and asks how they stand.
 */
void
davy_support_tickets_set_case (DavySupportTickets *self, DavyCase *subject)
{
  g_return_if_fail (DAVY_IS_SUPPORT_TICKETS (self));

  g_set_object (&self->subject, subject);
  davy_support_tickets_show_kept (self);
  davy_case_follow_support_tickets_async (subject, self->cancellable, followed_cb,
                                          g_object_ref (self));
}

/**
 * davy_support_tickets_set_title:
 * @self: the way to Partner Center and back
 * @title: what the request is called, by which it is told from others
 */
void
davy_support_tickets_set_title (DavySupportTickets *self, const char *title)
{
  g_return_if_fail (DAVY_IS_SUPPORT_TICKETS (self));

  g_free (self->title);
  self->title = g_strdup (title);
}

/**
 * davy_support_tickets_open:
 * @self: the way to Partner Center and back
 * @facts: what the request is written from, checked
 *
 * Opens Partner Center's page in the browser, and writes down that it was.
 */
void
davy_support_tickets_open (DavySupportTickets *self, const DavySupportFacts *facts)
{
  g_return_if_fail (DAVY_IS_SUPPORT_TICKETS (self) && self->subject != NULL);

  davy_trouble_bar_clear (self->trouble);
  davy_set_busy (self->open, TRUE);
  davy_case_note_support_opened_async (self->subject, facts, opened_cb, g_object_ref (self));
}

/**
 * davy_support_tickets_show_error:
 * @self: the way to Partner Center and back
 * @error: what stands in the way
 */
void
davy_support_tickets_show_error (DavySupportTickets *self, const GError *error)
{
  g_return_if_fail (DAVY_IS_SUPPORT_TICKETS (self));

  davy_trouble_bar_show_error (self->trouble, error);
}
