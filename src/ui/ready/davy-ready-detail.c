/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/ready/davy-ready-detail.h"

#include <glib/gi18n.h>

#include "account/davy-accounts.h"
#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "core/davy-format.h"
#include "triage/davy-readiness.h"
#include "triage/davy-stop-script.h"
#include "ui/common/davy-access-row.h"
#include "ui/common/davy-access-words.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-launch.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-say.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/common/davy-toast.h"

/* One customer: the three things that may have to be done, what is missing with its remedy, and
 * what can be done about it here. */

/* Where the person is let in without Davylamp's consent, or is not let in by Davylamp's fault. */
#define WAY_ROUND (DAVY_ACCESS_NO_CONSENT | DAVY_ACCESS_NO_MFA | DAVY_ACCESS_BLOCKED)

struct _DavyReadyDetail
{
  AdwBin parent_instance;

  GtkLabel *name;
  GtkLabel *reseller;
  GtkLabel *checked;
  GtkListBox *lines_box;
  GtkWidget *missing_group;
  GtkListBox *missing_box;
  GtkWidget *remarks_group;
  GtkListBox *remarks_box;
  GtkLabel *outcome;
  GtkButton *grant_button;
  GtkWidget *sign_in_button;
  GtkButton *check_button;
  GtkSpinner *spinner;
  AdwPreferencesGroup *way_round_group;
  GtkWidget *script_row;

  DavyContext *context;
  DavyCustomerAccess *customer; /* nullable: nothing is shown yet */
  GCancellable *cancellable;    /* nullable: of what is asked about the customer */
  gboolean refocus;             /* the focus was on what is being asked */
};

G_DEFINE_FINAL_TYPE (DavyReadyDetail, davy_ready_detail, ADW_TYPE_BIN)

static void
append_reasons (GtkListBox *box, const char *titles, const char *remedy)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), titles);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), remedy);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (box, row);
}

/* Each reason once, however many lines it stands at, and neighbours with one remedy above it. */
static void
show_reasons (GtkListBox *box, GtkWidget *group, guint reasons)
{
  g_autoptr (GString) titles = g_string_new (NULL);
  const char *remedy = NULL;

  davy_empty_list (box);
  for (guint bit = 0; bit < DAVY_N_ACCESS_REASONS; bit++)
    {
      DavyAccessReasons reason = (DavyAccessReasons) (1u << bit);

      if ((reasons & reason) == 0)
        continue;
      if (remedy != NULL && !g_str_equal (remedy, davy_words_access_remedy (reason)))
        {
          append_reasons (box, titles->str, remedy);
          g_string_truncate (titles, 0);
        }
      if (titles->len > 0)
        g_string_append_c (titles, '\n');
      g_string_append (titles, davy_words_access_reason (reason));
      remedy = davy_words_access_remedy (reason);
    }
  if (remedy != NULL)
    append_reasons (box, titles->str, remedy);
  gtk_widget_set_visible (group, reasons != 0);
}

static void
show_way_round (DavyReadyDetail *self, guint missing)
{
  adw_preferences_group_set_description (
      self->way_round_group,
      missing & DAVY_ACCESS_NO_CONSENT
          ? _ ("The Azure portal and the command line sign you in to the customer’s tenant without "
               "Davylamp’s consent.")
          : _ ("The Azure portal and the command line may let you in where Davylamp cannot."));
  gtk_widget_set_visible (GTK_WIDGET (self->way_round_group), missing & WAY_ROUND);
  gtk_widget_set_visible (self->script_row,
                          davy_customer_access_get_azure_id (self->customer) != NULL);
}

static void
show_access (DavyReadyDetail *self, const DavyAccess *access)
{
  gboolean checked = access->checked_at != DAVY_TIME_UNSET;
  g_autofree char *when = davy_format_recent (DAVY_LANGUAGE_WINDOW, access->checked_at);
  /* Translators: %s is a time. */
  g_autofree char *words = g_strdup_printf (_ ("Checked %s"), when);
  guint missing = 0, remarks = 0;

  davy_empty_list (self->lines_box);
  for (guint line = 0; line < DAVY_N_ACCESS_LINES; line++)
    {
      gtk_list_box_append (self->lines_box, davy_access_row_new (access, line, NULL));
      if (access->answers[line] == DAVY_ACCESS_NO)
        missing |= access->reasons[line];
      else
        remarks |= access->reasons[line];
    }
  /* What one may do away with is not missing, whatever else is. */
  remarks |= missing & DAVY_ACCESS_LOCKED;
  missing &= ~(guint) DAVY_ACCESS_LOCKED;
  show_reasons (self->missing_box, self->missing_group, missing);
  show_reasons (self->remarks_box, self->remarks_group, remarks & ~missing);

  gtk_label_set_text (self->checked, checked ? words : _ ("Not checked yet"));
  gtk_button_set_label (self->check_button, checked ? _ ("_Check again") : _ ("_Check"));
  gtk_widget_set_visible (GTK_WIDGET (self->lines_box), checked);
  gtk_widget_set_visible (GTK_WIDGET (self->grant_button), missing & DAVY_ACCESS_NO_CONSENT);
  gtk_widget_set_visible (self->sign_in_button, (missing | remarks) & DAVY_ACCESS_SIGN_IN_AGAIN);
  show_way_round (self, missing);
}

static void
set_busy (DavyReadyDetail *self, gboolean busy)
{
  davy_set_busy (GTK_WIDGET (self->check_button), busy);
  davy_set_busy (GTK_WIDGET (self->grant_button), busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

/* A button that was pressed loses the focus when it can no longer be; the next to press takes it,
 * unless the person has gone on elsewhere. */
static void
end_busy (DavyReadyDetail *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  set_busy (self, FALSE);
  if (self->refocus && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    gtk_widget_grab_focus (GTK_WIDGET (self->check_button));
  self->refocus = FALSE;
}

static GCancellable *
begin (DavyReadyDetail *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->refocus = gtk_widget_is_focus (GTK_WIDGET (self->check_button)) ||
                  gtk_widget_is_focus (GTK_WIDGET (self->grant_button));
  set_busy (self, TRUE);
  davy_say (self->outcome, NULL);

  return self->cancellable;
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DavyReadyDetail *self = data;
  g_autoptr (GError) error = NULL;
  DavyAccess access;
  gboolean found = davy_readiness_check_finish (DAVY_READINESS (source), result, &access, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  end_busy (self);
  if (!found)
    {
      davy_say_failure (self->outcome, error);
      return;
    }
  show_access (self, &access);
  davy_compat_announce (GTK_WIDGET (self), davy_access_is_ready (&access)
                                               ? _ ("Ready")
                                               : _ ("Something is missing still"));
}

static void
check_clicked_cb (DavyReadyDetail *self)
{
  davy_readiness_check_async (davy_context_get_readiness (self->context),
                              davy_customer_access_get_account_id (self->customer),
                              davy_customer_access_get_tenant_id (self->customer), begin (self),
                              checked_cb, self);
}

/* Microsoft passes it on by and by: what is granted now may be seen minutes later. */
static void
granted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DavyReadyDetail *self = data;
  g_autoptr (GError) error = NULL;
  DavyAccess access;
  gboolean granted =
      davy_readiness_grant_consent_finish (DAVY_READINESS (source), result, &access, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  end_busy (self);
  if (!granted)
    {
      if (g_error_matches (error, DAVY_ERROR, DAVY_ERROR_CLAIMS)) /* and it was not given */
        davy_say (self->outcome,
                  _ ("Nothing was changed: it takes one more proof that it is you."));
      else
        davy_say_failure (self->outcome, error);
      return;
    }
  show_access (self, &access);
  if (access.reasons[DAVY_ACCESS_STOP] & DAVY_ACCESS_NO_CONSENT)
    davy_say (self->outcome,
              _ ("Consent is granted. It can take some minutes until Microsoft knows it "
                 "everywhere: check again then."));
  else
    davy_say (self->outcome, _ ("Consent is granted."));
}

static void
grant_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyReadyDetail) self = DAVY_READY_DETAIL (data);

  if (!davy_compat_ask_finish (GTK_WINDOW (source), result, NULL) || self->context == NULL)
    return;

  davy_readiness_grant_consent_async (davy_context_get_readiness (self->context),
                                      davy_customer_access_get_account_id (self->customer),
                                      davy_customer_access_get_tenant_id (self->customer),
                                      begin (self), granted_cb, self);
}

static void
grant_clicked_cb (DavyReadyDetail *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *body = g_strdup_printf (
      /* Translators: %s is a customer. */
      _ ("This registers Davylamp in the tenant of %s and lets it manage Azure there in the name "
         "of people who have rights of their own. It gives nobody new rights, and the customer’s "
         "administrators can see and revoke it."),
      davy_customer_access_get_name (self->customer));

  davy_compat_ask_async (GTK_WINDOW (root), _ ("Grant consent?"), body, _ ("Not now"),
                         _ ("Grant consent"), FALSE, NULL, grant_asked_cb, g_object_ref (self));
}

static const DavyEndpoints *
find_endpoints (DavyReadyDetail *self)
{
  DavyAccounts *accounts = davy_context_get_accounts (self->context);
  DavyAccount *account =
      davy_accounts_find_acting (accounts, davy_customer_access_get_account_id (self->customer));

  return account != NULL ? davy_account_get_endpoints (account)
                         : davy_accounts_get_endpoints (accounts, NULL);
}

static void
open_portal_cb (DavyReadyDetail *self)
{
  g_autofree char *tenant =
      g_uri_escape_string (davy_customer_access_get_tenant_id (self->customer), NULL, FALSE);
  g_autofree char *uri =
      g_strdup_printf ("%s/%s", davy_endpoints_get_portal (find_endpoints (self)), tenant);

  davy_launch_uri (GTK_WIDGET (self), uri);
}

static void
copy_script_cb (DavyReadyDetail *self)
{
  g_autofree char *script =
      davy_stop_script_make (davy_endpoints_get_cloud (find_endpoints (self)),
                             davy_customer_access_get_tenant_id (self->customer),
                             davy_customer_access_get_azure_id (self->customer), NULL);

  davy_toast_copy (GTK_WIDGET (self), script, _ ("Commands copied"));
}

static void
davy_ready_detail_dispose (GObject *object)
{
  DavyReadyDetail *self = DAVY_READY_DETAIL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->customer);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_ready_detail_parent_class)->dispose (object);
}

static void
davy_ready_detail_class_init (DavyReadyDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_ready_detail_dispose;

  g_type_ensure (DAVY_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/ready/davy-ready-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, name);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, reseller);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, checked);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, lines_box);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, missing_group);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, missing_box);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, remarks_group);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, remarks_box);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, outcome);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, grant_button);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, check_button);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, way_round_group);
  gtk_widget_class_bind_template_child (widget_class, DavyReadyDetail, script_row);
  gtk_widget_class_bind_template_callback (widget_class, check_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, grant_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_portal_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_script_cb);
}

static void
davy_ready_detail_init (DavyReadyDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_ready_detail_new:
 * @context: what the page works on
 *
 * Returns: (transfer floating): a page without a customer
 */
DavyReadyDetail *
davy_ready_detail_new (DavyContext *context)
{
  DavyReadyDetail *self = g_object_new (DAVY_TYPE_READY_DETAIL, NULL);

  self->context = g_object_ref (context);

  return self;
}

/**
 * davy_ready_detail_set_customer:
 * @self: a page
 * @customer: what it shows: another customer, or the same with news
 */
void
davy_ready_detail_set_customer (DavyReadyDetail *self, DavyCustomerAccess *customer)
{
  const char *reseller = davy_customer_access_get_reseller_name (customer);
  gboolean same = self->customer != NULL && davy_customer_access_get_row (self->customer) ==
                                                davy_customer_access_get_row (customer);
  /* Translators: %s is a reseller. */
  g_autofree char *via = g_strdup_printf (_ ("via %s"), reseller != NULL ? reseller : "");

  g_return_if_fail (DAVY_IS_READY_DETAIL (self));

  if (!g_set_object (&self->customer, customer))
    return;
  if (!same)
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      self->refocus = FALSE;
      set_busy (self, FALSE);
      davy_say (self->outcome, NULL);
    }
  gtk_label_set_text (self->name, davy_customer_access_get_name (customer));
  gtk_label_set_text (self->reseller, via);
  gtk_widget_set_visible (GTK_WIDGET (self->reseller), reseller != NULL);
  show_access (self, davy_customer_access_get_access (customer));
}
