/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stop/davy-stop-panel.h"

#include <glib/gi18n.h>

#include "account/davy-accounts.h"
#include "compat/davy-compat.h"
#include "core/davy-error.h"
#include "triage/davy-evidence.h"
#include "triage/davy-stop-script.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-launch.h"
#include "ui/common/davy-proof-button.h"
#include "ui/common/davy-rescue-focus.h"
#include "ui/common/davy-say.h"
#include "ui/common/davy-tab-stop.h"
#include "ui/common/davy-toast.h"
#include "ui/common/davy-wrap.h"
#include "ui/stop/davy-cancel-group.h"
#include "ui/stop/davy-precautions-panel.h"
#include "ui/stop/davy-stop-other-row.h"
#include "ui/stop/davy-stop-row.h"
#include "ui/stop/davy-stop-words.h"

/* What runs, what of it is to be stopped and whose access goes first: the same in the window Stop
 * the machines … and in the wizard. */

struct _DavyStopPanel
{
  AdwBin parent_instance;

  GtkLabel *summary;
  GtkLabel *basis;
  GtkLabel *progress;
  GtkLabel *trouble;
  DavyProofButton *proof;
  GtkWidget *access_group;
  GtkListBox *access_box;
  GtkWidget *ready_group;
  GtkListBox *ready_box;
  GtkButton *stop_button;
  GtkButton *call_off_button;
  GtkWidget *read_button;
  GtkSpinner *spinner;
  DavyPrecautionsPanel *precautions;
  GtkWidget *other_group;
  GtkListBox *other_box;
  DavyCancelGroup *cancel_group;

  DavyContext *context;
  DavyCase *subject;            /* (nullable): until it is set */
  DavyContainment *containment; /* of @subject, which owns it */
  char *listed;                 /* (nullable): what the rows are about */
  char *announced;              /* (nullable): what was said last */
};

G_DEFINE_FINAL_TYPE (DavyStopPanel, davy_stop_panel, ADW_TYPE_BIN)

static gboolean
is_sending (DavyStopPanel *self)
{
  DavyContainmentState state = davy_containment_get_state (self->containment);

  return state == DAVY_CONTAINMENT_WAITING || state == DAVY_CONTAINMENT_STOPPING;
}

/* --- ways round ---------------------------------------------------------------------------- */

static const DavyEndpoints *
find_endpoints (DavyStopPanel *self)
{
  DavyAccounts *accounts = davy_context_get_accounts (self->context);
  DavyAccount *account =
      davy_accounts_find_acting (accounts, davy_case_get_account_id (self->subject));

  return account != NULL ? davy_account_get_endpoints (account)
                         : davy_accounts_get_endpoints (accounts, NULL);
}

static void
open_in_portal (DavyStopPanel *self, const char *id)
{
  const char *tenant = davy_case_get_customer_tenant_id (self->subject);
  g_autofree char *uri = NULL;

  if (tenant == NULL)
    return;
  uri = davy_stop_dup_portal_uri (davy_endpoints_get_portal (find_endpoints (self)), tenant, id);
  davy_launch_uri (GTK_WIDGET (self), uri);
}

static void
open_resource_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_in_portal (DAVY_STOP_PANEL (widget), g_variant_get_string (parameter, NULL));
}

static void
open_portal_cb (DavyStopPanel *self)
{
  g_autofree char *id =
      g_strconcat ("/subscriptions/", davy_case_get_azure_id (self->subject), NULL);

  open_in_portal (self, id);
}

static void
copy_script_cb (DavyStopPanel *self)
{
  const DavyStopPicture *picture = davy_containment_get_picture (self->containment);
  const char *tenant = davy_case_get_customer_tenant_id (self->subject);
  g_autofree char *script = NULL;

  if (tenant == NULL)
    return;
  script = davy_stop_script_make (davy_endpoints_get_cloud (find_endpoints (self)), tenant,
                                  davy_case_get_azure_id (self->subject),
                                  picture != NULL ? picture->plan : NULL);
  davy_toast_copy (GTK_WIDGET (self), script, _ ("Commands copied"));
}

/* --- the lists ----------------------------------------------------------------------------- */

static guint
count_ticked (GtkListBox *box)
{
  guint ticked = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (box)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    ticked += davy_stop_row_is_ticked (DAVY_STOP_ROW (row));

  return ticked;
}

static GStrv
list_ticked (GtkListBox *box)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (box)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (davy_stop_row_is_ticked (DAVY_STOP_ROW (row)))
      g_strv_builder_add (ids, davy_stop_row_get_id (DAVY_STOP_ROW (row)));

  return g_strv_builder_end (ids);
}

static void
update_stop_button (DavyStopPanel *self)
{
  guint roles = count_ticked (self->access_box);
  guint things = count_ticked (self->ready_box);
  g_autofree char *label = NULL;

  if (things > 0)
    label = g_strdup_printf (
        /* Translators: a button. %u: how many machines and the like are stopped. */
        ngettext ("_Stop %u resource…", "_Stop %u resources…", things), things);
  else
    label = g_strdup (_ ("_Remove the access…"));
  gtk_button_set_label (self->stop_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop_button),
                            roles + things > 0 && !is_sending (self));
}

static void
append_row (DavyStopPanel *self,
            GtkListBox *box,
            const char *id,
            const char *title,
            gboolean ticked)
{
  GtkWidget *row = davy_stop_row_new (id, title, ticked);

  g_signal_connect_object (row, "toggled", G_CALLBACK (update_stop_button), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (box, row);
}

static const char *
get_access_name (const DavyStopAccess *access)
{
  return access->caller != NULL ? access->caller : access->assignment->principal_id;
}

/* What was stopped stays in sight, to tell what became of it. */
static gboolean
is_listed (DavyStopPanel *self, const DavyStopItem *item)
{
  return item->ability == DAVY_STOP_READY ||
         davy_containment_get_stage (self->containment, item->compute->id, NULL) != DAVY_STAGE_NONE;
}

static gboolean
is_listed_elsewhere (const DavyStopItem *item)
{
  return item->ability != DAVY_STOP_READY && item->ability != DAVY_STOP_NEEDLESS &&
         item->ability != DAVY_STOP_BY_PARENT;
}

/* Rows are made anew only when they are about something else, so that the focus stays. */
static char *
describe_lists (DavyStopPanel *self, const DavyStopPicture *picture)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < picture->accesses->len; i++)
    {
      const DavyStopAccess *access = g_ptr_array_index (picture->accesses, i);

      g_string_append_printf (text, "%s\n", access->assignment->id);
    }
  for (guint i = 0; i < picture->plan->items->len; i++)
    {
      const DavyStopItem *item = g_ptr_array_index (picture->plan->items, i);

      g_string_append_printf (text, "%d %d %s\n", item->ability, is_listed (self, item),
                              item->compute->id);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What somebody ticked or not, by id; the values are those of GPOINTER_TO_INT(). */
static GHashTable *
keep_ticks (DavyStopPanel *self)
{
  GtkListBox *boxes[] = { self->access_box, self->ready_box };
  GHashTable *ticks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (boxes[i])); row != NULL;
         row = gtk_widget_get_next_sibling (row))
      g_hash_table_insert (ticks, g_strdup (davy_stop_row_get_id (DAVY_STOP_ROW (row))),
                           GINT_TO_POINTER (davy_stop_row_is_ticked (DAVY_STOP_ROW (row))));

  return ticks;
}

static gboolean
find_tick (GHashTable *ticks, const char *id, gboolean otherwise)
{
  gpointer kept;

  return g_hash_table_lookup_extended (ticks, id, NULL, &kept) ? GPOINTER_TO_INT (kept) : otherwise;
}

static void
fill_lists (DavyStopPanel *self, const DavyStopPicture *picture)
{
  const DavyStopPlan *plan = picture->plan;
  g_autoptr (GHashTable) ticks = keep_ticks (self);

  davy_empty_list (self->access_box);
  davy_empty_list (self->ready_box);
  davy_empty_list (self->other_box);
  for (guint i = 0; i < picture->accesses->len; i++)
    {
      const DavyStopAccess *access = g_ptr_array_index (picture->accesses, i);

      append_row (self, self->access_box, access->assignment->id, get_access_name (access),
                  find_tick (ticks, access->assignment->id, access->proposed));
    }
  for (guint i = 0; i < plan->items->len; i++)
    {
      const DavyStopItem *item = g_ptr_array_index (plan->items, i);

      if (is_listed (self, item))
        append_row (
            self, self->ready_box, item->compute->id, item->compute->name,
            item->ability == DAVY_STOP_READY &&
                find_tick (ticks, item->compute->id, davy_stop_picture_is_recent (picture, item)));
      else if (is_listed_elsewhere (item))
        gtk_list_box_append (self->other_box, davy_stop_other_row_new (item));
    }
  for (guint i = 0; i < plan->gaps->len; i++)
    gtk_list_box_append (self->other_box,
                         davy_stop_gap_row_new (g_ptr_array_index (plan->gaps, i)));
}

static void
set_row_words (DavyStopPanel *self,
               DavyStopRow *row,
               const char *subtitle,
               const char *price,
               gboolean role)
{
  const GError *error;
  DavyContainmentStage stage =
      davy_containment_get_stage (self->containment, davy_stop_row_get_id (row), &error);
  g_autofree char *why = error != NULL ? davy_error_dup_sentence (error) : NULL;
  g_autofree char *all =
      why != NULL ? g_strdup_printf ("%s\n%s", subtitle, why) : g_strdup (subtitle);

  davy_stop_row_set_words (row, all, price, davy_stop_words_stage (stage, role));
}

/* The rows stand in the order of the picture that they were made of; another may be newer. */
static void
update_rows (DavyStopPanel *self, const DavyStopPicture *picture)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->access_box));

  for (guint i = 0; row != NULL && i < picture->accesses->len; i++)
    {
      g_autofree char *words =
          davy_stop_words_dup_access (g_ptr_array_index (picture->accesses, i));

      set_row_words (self, DAVY_STOP_ROW (row), words, "", TRUE);
      row = gtk_widget_get_next_sibling (row);
    }
  for (row = gtk_widget_get_first_child (GTK_WIDGET (self->ready_box)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const DavyStopItem *item =
          davy_stop_plan_find (picture->plan, davy_stop_row_get_id (DAVY_STOP_ROW (row)));
      g_autofree char *words = davy_stop_words_dup_compute (item);
      g_autofree char *price = davy_stop_words_dup_price (item);

      set_row_words (self, DAVY_STOP_ROW (row), words, price, FALSE);
    }
}

static void
update_lists (DavyStopPanel *self)
{
  const DavyStopPicture *picture = davy_containment_get_picture (self->containment);
  g_autofree char *listed = picture != NULL ? describe_lists (self, picture) : NULL;

  if (picture != NULL && g_strcmp0 (listed, self->listed) != 0)
    {
      fill_lists (self, picture);
      g_free (self->listed);
      self->listed = g_steal_pointer (&listed);
    }
  if (picture != NULL)
    update_rows (self, picture);
  gtk_widget_set_visible (self->access_group,
                          gtk_widget_get_first_child (GTK_WIDGET (self->access_box)) != NULL);
  gtk_widget_set_visible (self->ready_group,
                          gtk_widget_get_first_child (GTK_WIDGET (self->ready_box)) != NULL);
  gtk_widget_set_visible (self->other_group,
                          gtk_widget_get_first_child (GTK_WIDGET (self->other_box)) != NULL);
}

/* --- all of it ----------------------------------------------------------------------------- */

static void
update_heading (DavyStopPanel *self)
{
  const DavyStopPicture *picture = davy_containment_get_picture (self->containment);
  g_autofree char *summary = NULL;
  g_autofree char *basis = NULL;

  if (picture != NULL)
    {
      summary = davy_stop_words_dup_summary (picture->plan);
      basis = davy_stop_words_dup_basis (picture->plan);
    }
  else if (davy_containment_get_error (self->containment) != NULL)
    {
      summary = g_strdup (_ ("What runs cannot be read"));
    }
  else
    {
      summary = g_strdup (_ ("What runs is being read"));
    }
  davy_show_text (self->summary, summary);
  davy_show_text (self->basis, basis);
}

static void
announce (DavyStopPanel *self, const char *text)
{
  if (text == NULL || g_strcmp0 (text, self->announced) == 0)
    return;
  g_free (self->announced);
  self->announced = g_strdup (text);
  davy_compat_announce (GTK_WIDGET (self), text);
}

static void
update_buttons (DavyStopPanel *self)
{
  DavyContainmentState state = davy_containment_get_state (self->containment);
  gboolean watching = state == DAVY_CONTAINMENT_WATCHING;
  gboolean reading = state == DAVY_CONTAINMENT_READING;

  gtk_button_set_label (self->call_off_button,
                        watching ? _ ("_End the watch") : _ ("_Send nothing more"));
  gtk_widget_set_visible (GTK_WIDGET (self->call_off_button), watching || is_sending (self));
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button),
                          gtk_widget_get_visible (self->ready_group) ||
                              gtk_widget_get_visible (self->access_group));
  gtk_widget_set_visible (self->read_button, !watching && !is_sending (self));
  gtk_widget_set_sensitive (self->read_button, !reading);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), reading || is_sending (self));
  gtk_spinner_set_spinning (self->spinner, reading || is_sending (self));
  update_stop_button (self);
}

static void
rescue_focus (DavyStopPanel *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->call_off_button)))
    davy_rescue_focus (GTK_WIDGET (self->call_off_button));
  else
    davy_rescue_focus (self->read_button);
}

static void
update (DavyStopPanel *self)
{
  g_autofree char *progress = davy_stop_words_dup_progress (self->containment);
  g_autofree char *trouble =
      davy_stop_words_dup_trouble (self->containment, davy_case_get_evidence (self->subject));

  update_heading (self);
  update_lists (self);
  update_buttons (self);
  davy_show_text (self->progress, progress);
  davy_show_text (self->trouble, trouble);
  davy_proof_button_ask_in_case (self->proof, davy_containment_find_challenge (self->containment),
                                 self->subject, DAVY_SERVICE_RESOURCE_MANAGER);
  rescue_focus (self);
  announce (self, progress);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DavyStopPanel) self = DAVY_STOP_PANEL (data);
  g_auto (GStrv) roles = NULL;
  g_auto (GStrv) things = NULL;

  gtk_window_present (GTK_WINDOW (source)); /* some window managers go on to another one */
  if (!davy_compat_ask_finish (GTK_WINDOW (source), result, NULL) || self->subject == NULL)
    return;

  roles = list_ticked (self->access_box);
  things = list_ticked (self->ready_box);
  davy_containment_stop (self->containment, (const char *const *) roles,
                         (const char *const *) things);
}

static void
stop_clicked_cb (DavyStopPanel *self)
{
  guint things = count_ticked (self->ready_box);
  g_autofree char *body = davy_stop_words_dup_question (count_ticked (self->access_box), things);

  davy_compat_ask_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                         things > 0 ? _ ("Stop the machines?") : _ ("Remove the access?"), body,
                         _ ("Not now"), things > 0 ? _ ("Stop") : _ ("Remove"), TRUE, NULL,
                         asked_cb, g_object_ref (self));
}

static void
call_off_clicked_cb (DavyStopPanel *self)
{
  davy_containment_call_off (self->containment);
}

static void
read_clicked_cb (DavyStopPanel *self)
{
  davy_containment_read (self->containment);
}

static void
proven_cb (DavyStopPanel *self)
{
  davy_containment_go_on (self->containment);
}

static void
davy_stop_panel_dispose (GObject *object)
{
  DavyStopPanel *self = DAVY_STOP_PANEL (object);

  self->containment = NULL;
  g_clear_object (&self->subject);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (davy_stop_panel_parent_class)->dispose (object);
}

static void
davy_stop_panel_finalize (GObject *object)
{
  DavyStopPanel *self = DAVY_STOP_PANEL (object);

  g_free (self->listed);
  g_free (self->announced);

  G_OBJECT_CLASS (davy_stop_panel_parent_class)->finalize (object);
}

static void
davy_stop_panel_class_init (DavyStopPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = davy_stop_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = davy_stop_panel_finalize;

  g_type_ensure (DAVY_TYPE_CANCEL_GROUP);
  g_type_ensure (DAVY_TYPE_PRECAUTIONS_PANEL);
  g_type_ensure (DAVY_TYPE_PROOF_BUTTON);
  g_type_ensure (DAVY_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/stop/davy-stop-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, basis);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, progress);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, trouble);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, proof);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, access_group);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, access_box);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, ready_group);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, ready_box);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, stop_button);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, call_off_button);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, read_button);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, precautions);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, other_group);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, other_box);
  gtk_widget_class_bind_template_child (widget_class, DavyStopPanel, cancel_group);
  gtk_widget_class_install_action (widget_class, DAVY_STOP_ACTION_OPEN, "s", open_resource_action);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, call_off_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, proven_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_portal_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_script_cb);
}

static void
davy_stop_panel_init (DavyStopPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_wrap_below (GTK_WIDGET (self));
}

/**
 * davy_stop_panel_set_case:
 * @self: a panel
 * @subject: a case
 * @context: what the panel works on
 *
 * Shows what runs in the case's subscription, once.
 */
void
davy_stop_panel_set_case (DavyStopPanel *self, DavyCase *subject, DavyContext *context)
{
  g_return_if_fail (self->subject == NULL);

  self->context = g_object_ref (context);
  self->subject = g_object_ref (subject);
  self->containment = davy_case_get_containment (subject);
  g_signal_connect_object (self->containment, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  davy_precautions_panel_set_case (self->precautions, subject);
  davy_cancel_group_set_case (self->cancel_group, subject);
  update (self);
}
