/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-book.h"

#include "triage/davy-steps.h"
#include "ui/common/davy-stack.h"
#include "ui/wizard/davy-wizard-pages.h"

/* A page for each step of a case, of which one is shown. What is typed into it is kept as a draft
 * while it is typed. */

#define DRAFT_DELAY 400 /* milliseconds after the last key */

struct _DavyWizardBook
{
  GtkWidget parent_instance;

  GtkStack *stack;
  DavyWizardPage *pages[DAVY_N_STEPS]; /* unowned, in @stack */

  DavyCase *subject; /* (nullable) */
  DavyStepId shown;  /* DAVY_N_STEPS: none yet */
  gboolean filling;
  GSource *draft_timer;
};

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_FORWARD_CHANGED,
  SIGNAL_LAST,
} DavyWizardBookSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyWizardBook, davy_wizard_book, GTK_TYPE_WIDGET)

static gboolean
is_shown (DavyWizardBook *self, DavyWizardPage *page)
{
  return self->shown != DAVY_N_STEPS && self->pages[self->shown] == page;
}

static gboolean
draft_cb (gpointer data)
{
  DavyWizardBook *self = data;
  g_autoptr (GVariant) facts = davy_wizard_page_dup_facts (self->pages[self->shown]);

  davy_timer_clear (&self->draft_timer);
  davy_case_set_draft (self->subject, self->shown, facts);

  return G_SOURCE_REMOVE;
}

static void
forward_changed_cb (DavyWizardBook *self, DavyWizardPage *page)
{
  if (is_shown (self, page))
    g_signal_emit (self, signals[SIGNAL_FORWARD_CHANGED], 0);
}

static void
page_changed_cb (DavyWizardBook *self, DavyWizardPage *page)
{
  forward_changed_cb (self, page);
  if (self->filling || !is_shown (self, page))
    return;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  davy_timer_clear (&self->draft_timer);
  self->draft_timer = davy_timer_start (DRAFT_DELAY, draft_cb, self, NULL);
}

static void
add_page (DavyWizardBook *self, DavyStepId step)
{
  GtkWidget *page = g_object_new (davy_wizard_pages[step](), NULL);

  self->pages[step] = DAVY_WIZARD_PAGE (page);
  gtk_stack_add_named (self->stack, page, davy_steps[step].key);
  g_signal_connect_object (page, "changed", G_CALLBACK (page_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "forward-changed", G_CALLBACK (forward_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* What is being typed comes before what was recorded. */
static void
restore_page (DavyWizardBook *self, DavyStepId step)
{
  g_autoptr (GVariant) draft = davy_case_get_draft (self->subject, step);

  self->filling = TRUE;
  if (draft != NULL)
    davy_wizard_page_set_facts (self->pages[step], draft);
  else
    davy_wizard_page_set_record (self->pages[step], davy_case_get_facts (self->subject, step),
                                 davy_case_get_note (self->subject, step));
  self->filling = FALSE;
}

static void
davy_wizard_book_dispose (GObject *object)
{
  DavyWizardBook *self = DAVY_WIZARD_BOOK (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  davy_wizard_book_keep_draft (self);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (davy_wizard_book_parent_class)->dispose (object);
}

static void
davy_wizard_book_class_init (DavyWizardBookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = davy_wizard_book_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /* A person changed an answer on the page that is shown. */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* What the page that is shown calls its way forward may be another now. */
  signals[SIGNAL_FORWARD_CHANGED] =
      g_signal_new ("forward-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
davy_wizard_book_init (DavyWizardBook *self)
{
  self->shown = DAVY_N_STEPS;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));

  for (guint id = 0; id < DAVY_N_STEPS; id++)
    add_page (self, (DavyStepId) id);
}

/**
 * davy_wizard_book_set_case:
 * @self: a book that has no case yet
 * @subject: the case that its pages are about
 * @context: what the pages work on
 *
 * Gives every page its case; none is shown yet.
 */
void
davy_wizard_book_set_case (DavyWizardBook *self, DavyCase *subject, DavyContext *context)
{
  self->subject = g_object_ref (subject);
  for (guint id = 0; id < DAVY_N_STEPS; id++)
    davy_wizard_page_set_case (self->pages[id], subject, context);
}

/**
 * davy_wizard_book_get_page:
 * @self: a book
 * @step: a step
 *
 * Returns: (transfer none): the page of that step
 */
DavyWizardPage *
davy_wizard_book_get_page (DavyWizardBook *self, DavyStepId step)
{
  return self->pages[step];
}

/**
 * davy_wizard_book_get_shown:
 * @self: a book
 *
 * Returns: the step whose page is shown; `DAVY_N_STEPS` before the first is
 */
DavyStepId
davy_wizard_book_get_shown (DavyWizardBook *self)
{
  return self->shown;
}

/**
 * davy_wizard_book_show_step:
 * @self: a book that has its case
 * @step: a step
 *
 * Shows the page of a step, filled in with what was typed or recorded there. What was typed into
 * the page before is a draft only if it was kept.
 */
void
davy_wizard_book_show_step (DavyWizardBook *self, DavyStepId step)
{
  davy_timer_clear (&self->draft_timer);
  self->shown = step;
  restore_page (self, step);
  davy_stack_show_alone (self->stack, GTK_WIDGET (self->pages[step]));
}

/**
 * davy_wizard_book_keep_draft:
 * @self: a book
 *
 * Keeps what was typed last, without waiting until the typing ends.
 */
void
davy_wizard_book_keep_draft (DavyWizardBook *self)
{
  if (self->draft_timer != NULL)
    draft_cb (self);
}
