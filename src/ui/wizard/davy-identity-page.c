/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-identity-page.h"

#include <glib/gi18n.h>

#include "triage/davy-identity.h"
#include "ui/common/davy-empty-list.h"
#include "ui/common/davy-fact-row.h"
#include "ui/common/davy-wrap.h"
#include "ui/wizard/davy-note-row.h"
#include "ui/wizard/davy-task-row.h"
#include "ui/wizard/davy-wizard-page.h"

/* Identities, and what keeps it from happening again: things to tick, and texts ready to send to
 * those who have to do them. */

typedef struct
{
  const char *key;
  const char *title;
  const char *what;
} Task;

static const Task identity_tasks[] = {
  { DAVY_IDENTITY_ROLES, N_ ("New owners and contributors"),
    N_ ("Role assignments that came with the incident are removed.") },
  { DAVY_IDENTITY_APPLICATIONS, N_ ("Applications and their credentials"),
    N_ ("Service principals, secrets and federated credentials that nobody knows are removed.") },
  { DAVY_IDENTITY_GUESTS, N_ ("Guests"), N_ ("Guests that nobody invited are removed.") },
  { DAVY_IDENTITY_DELEGATED, N_ ("Delegated administration"),
    N_ ("Your own relationships and groups with rights at this customer are checked.") },
  { DAVY_IDENTITY_MFA, N_ ("Multi-factor authentication"),
    N_ ("Everybody needs it, administrators first.") },
  { DAVY_IDENTITY_RECOVERY, N_ ("Recovery data of global administrators"),
    N_ ("Telephone numbers, mail addresses and sign-in methods are theirs.") },
};

static const Task prevention_tasks[] = {
  { DAVY_IDENTITY_POLICY, N_ ("Policy"),
    N_ ("Sizes with graphics processors or for high performance are denied, and regions that "
        "nobody uses.") },
  { DAVY_IDENTITY_QUOTA, N_ ("Quotas"), N_ ("They are back to what the customer needs.") },
  { DAVY_IDENTITY_BUDGET, N_ ("Spending budget"),
    N_ ("There is one, and somebody reads its notifications.") },
};

/* What was ticked, in the facts: key → note. What was only noted has a key of its own. */
#define FACT_DONE  "done"  /* a{ss} */
#define FACT_NOTED "noted" /* a{ss} */

struct _DavyIdentityPage
{
  AdwBin parent_instance;

  AdwPreferencesGroup *identity;
  AdwPreferencesGroup *prevention;
  AdwPreferencesGroup *letters;
  DavyNoteRow *note;

  DavyCase *subject;  /* (nullable) */
  GPtrArray *tasks;   /* (element-type DavyTaskRow), in the groups */
  GPtrArray *written; /* (element-type GtkWidget), in @letters */
};

static void davy_identity_page_page_init (DavyWizardPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DavyIdentityPage,
                               davy_identity_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (DAVY_TYPE_WIZARD_PAGE,
                                                      davy_identity_page_page_init))

static void
changed_cb (DavyIdentityPage *self)
{
  davy_wizard_page_changed (DAVY_WIZARD_PAGE (self));
}

static void
add_tasks (DavyIdentityPage *self, AdwPreferencesGroup *group, const Task *tasks, gsize n_tasks)
{
  for (gsize i = 0; i < n_tasks; i++)
    {
      GtkWidget *row = davy_task_row_new (tasks[i].key, _ (tasks[i].title), _ (tasks[i].what));

      g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (group, row);
      g_ptr_array_add (self->tasks, row);
    }
}

static void
add_letter (DavyIdentityPage *self, const char *title, const char *subtitle, const char *text)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *body = davy_fact_row_new (_ ("Text"), text);

  davy_fact_row_set_copyable (DAVY_FACT_ROW (body), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), body);
  adw_preferences_group_add (self->letters, row);
  g_ptr_array_add (self->written, row);
}

/* They name who was marked hostile, and that may have changed. */
static void
write_letters (DavyIdentityPage *self)
{
  g_autofree char *admin = davy_identity_dup_admin_letter (self->subject);
  g_autofree char *prevention = davy_identity_dup_prevention_letter (self->subject);

  davy_empty_group (self->letters, self->written);

  add_letter (self, _ ("To the customer’s administrator"),
              _ ("Which accounts to disable, and what else to look for"), admin);
  add_letter (self, _ ("To the customer"), _ ("What keeps it from happening again"), prevention);
  add_letter (self, _ ("Rule of an Azure policy"),
              _ ("Denies sizes with graphics processors or for high performance"),
              davy_identity_get_policy ());
}

static void
davy_identity_page_set_case (DavyWizardPage *page, DavyCase *subject, DavyContext *context)
{
  DavyIdentityPage *self = DAVY_IDENTITY_PAGE (page);

  self->subject = g_object_ref (subject);
  write_letters (self);
}

static const char *
davy_identity_page_get_forward_label (DavyWizardPage *page)
{
  return _ ("Record what was done");
}

static void
davy_identity_page_save (DavyWizardPage *page, GVariantDict *facts)
{
  DavyIdentityPage *self = DAVY_IDENTITY_PAGE (page);
  g_autofree char *note = davy_note_row_dup_text (self->note);
  GVariantBuilder done;
  GVariantBuilder noted;

  g_variant_builder_init (&done, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_init (&noted, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; i < self->tasks->len; i++)
    {
      DavyTaskRow *row = g_ptr_array_index (self->tasks, i);
      g_autofree char *said = davy_task_row_dup_note (row);

      if (davy_task_row_is_done (row))
        g_variant_builder_add (&done, "{ss}", davy_task_row_get_key (row), said);
      else if (*said != '\0')
        g_variant_builder_add (&noted, "{ss}", davy_task_row_get_key (row), said);
    }
  g_variant_dict_insert_value (facts, FACT_DONE, g_variant_builder_end (&done));
  g_variant_dict_insert_value (facts, FACT_NOTED, g_variant_builder_end (&noted));
  davy_facts_put_text (facts, DAVY_FACT_NOTE, note);
}

static void
davy_identity_page_restore (DavyWizardPage *page, GVariantDict *facts)
{
  DavyIdentityPage *self = DAVY_IDENTITY_PAGE (page);
  g_autofree char *note = davy_facts_dup_text (facts, DAVY_FACT_NOTE);
  g_autoptr (GVariant) done =
      g_variant_dict_lookup_value (facts, FACT_DONE, G_VARIANT_TYPE ("a{ss}"));
  g_autoptr (GVariant) noted =
      g_variant_dict_lookup_value (facts, FACT_NOTED, G_VARIANT_TYPE ("a{ss}"));

  for (guint i = 0; i < self->tasks->len; i++)
    {
      DavyTaskRow *row = g_ptr_array_index (self->tasks, i);
      const char *said = NULL;
      gboolean is_done =
          done != NULL && g_variant_lookup (done, davy_task_row_get_key (row), "&s", &said);

      if (!is_done && noted != NULL)
        g_variant_lookup (noted, davy_task_row_get_key (row), "&s", &said);
      davy_task_row_set (row, is_done, said);
    }
  davy_note_row_set_text (self->note, note);
  if (self->subject != NULL)
    write_letters (self);
}

static void
davy_identity_page_page_init (DavyWizardPageInterface *iface)
{
  iface->set_case = davy_identity_page_set_case;
  iface->get_forward_label = davy_identity_page_get_forward_label;
  iface->save = davy_identity_page_save;
  iface->restore = davy_identity_page_restore;
}

static void
davy_identity_page_dispose (GObject *object)
{
  g_clear_object (&DAVY_IDENTITY_PAGE (object)->subject);

  G_OBJECT_CLASS (davy_identity_page_parent_class)->dispose (object);
}

static void
davy_identity_page_finalize (GObject *object)
{
  DavyIdentityPage *self = DAVY_IDENTITY_PAGE (object);

  g_ptr_array_unref (self->tasks);
  g_ptr_array_unref (self->written);

  G_OBJECT_CLASS (davy_identity_page_parent_class)->finalize (object);
}

static void
davy_identity_page_class_init (DavyIdentityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = davy_identity_page_dispose;
  object_class->finalize = davy_identity_page_finalize;

  g_type_ensure (DAVY_TYPE_NOTE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/wizard/davy-identity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyIdentityPage, identity);
  gtk_widget_class_bind_template_child (widget_class, DavyIdentityPage, prevention);
  gtk_widget_class_bind_template_child (widget_class, DavyIdentityPage, letters);
  gtk_widget_class_bind_template_child (widget_class, DavyIdentityPage, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
davy_identity_page_init (DavyIdentityPage *self)
{
  self->tasks = g_ptr_array_new ();
  self->written = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_wrap_below (GTK_WIDGET (self));
  add_tasks (self, self->identity, identity_tasks, G_N_ELEMENTS (identity_tasks));
  add_tasks (self, self->prevention, prevention_tasks, G_N_ELEMENTS (prevention_tasks));
}
