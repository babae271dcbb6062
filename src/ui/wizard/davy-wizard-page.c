/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-wizard-page.h"

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_FORWARD_CHANGED,
  SIGNAL_LAST,
} DavyWizardPageSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_INTERFACE (DavyWizardPage, davy_wizard_page, GTK_TYPE_WIDGET)

static void
davy_wizard_page_default_init (DavyWizardPageInterface *iface)
{
  /* A person answered differently. */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_INTERFACE (iface),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* The forward action is called something else, for what is known changed. */
  signals[SIGNAL_FORWARD_CHANGED] =
      g_signal_new ("forward-changed", G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
}

/**
 * davy_wizard_page_set_case:
 * @self: a page
 * @subject: the case; a page that follows it keeps a reference
 * @context: where the rest is
 *
 * Gives a page the case that it belongs to. A page that needs nothing but its answers does not
 * look.
 */
void
davy_wizard_page_set_case (DavyWizardPage *self, DavyCase *subject, DavyContext *context)
{
  DavyWizardPageInterface *iface = DAVY_WIZARD_PAGE_GET_IFACE (self);

  if (iface->set_case != NULL)
    iface->set_case (self, subject, context);
}

/**
 * davy_wizard_page_get_forward_label:
 * @self: a page
 *
 * Returns: (transfer none): what the forward action does, in the words of its button
 */
const char *
davy_wizard_page_get_forward_label (DavyWizardPage *self)
{
  return DAVY_WIZARD_PAGE_GET_IFACE (self)->get_forward_label (self);
}

/**
 * davy_wizard_page_check:
 * @self: a page
 * @error: %DAVY_ERROR_INPUT, which says what is missing
 *
 * Checks what the case itself does not ask for.
 *
 * Returns: whether the answers can be recorded as far as the page is concerned
 */
gboolean
davy_wizard_page_check (DavyWizardPage *self, GError **error)
{
  DavyWizardPageInterface *iface = DAVY_WIZARD_PAGE_GET_IFACE (self);

  return iface->check == NULL || iface->check (self, error);
}

/**
 * davy_wizard_page_dup_facts:
 * @self: a page
 *
 * Returns: (transfer full): the answers so far, an `a{sv}`
 */
GVariant *
davy_wizard_page_dup_facts (DavyWizardPage *self)
{
  DavyWizardPageInterface *iface = DAVY_WIZARD_PAGE_GET_IFACE (self);
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  if (iface->save != NULL)
    iface->save (self, &facts);

  return g_variant_ref_sink (g_variant_dict_end (&facts));
}

/**
 * davy_wizard_page_set_facts:
 * @self: a page
 * @facts: (nullable): an `a{sv}`; what the page does not know is left alone
 *
 * Fills the page with answers given before; does not tell that they changed.
 */
void
davy_wizard_page_set_facts (DavyWizardPage *self, GVariant *facts)
{
  DavyWizardPageInterface *iface = DAVY_WIZARD_PAGE_GET_IFACE (self);
  GVariantDict dict;

  g_variant_dict_init (&dict, facts);
  if (iface->restore != NULL)
    iface->restore (self, &dict);
  g_variant_dict_clear (&dict);
}

/**
 * davy_wizard_page_dup_record:
 * @self: a page
 * @note: (out) (transfer full) (nullable): the note; NULL when none was written
 *
 * Returns: (transfer full): the answers without the note, an `a{sv}`
 */
GVariant *
davy_wizard_page_dup_record (DavyWizardPage *self, char **note)
{
  g_autoptr (GVariant) answers = davy_wizard_page_dup_facts (self);
  GVariantDict facts;

  g_variant_dict_init (&facts, answers);
  *note = davy_facts_dup_text (&facts, DAVY_FACT_NOTE);
  g_variant_dict_remove (&facts, DAVY_FACT_NOTE);

  return g_variant_ref_sink (g_variant_dict_end (&facts));
}

/**
 * davy_wizard_page_set_record:
 * @self: a page
 * @facts: (nullable): what was recorded, an `a{sv}`
 * @note: (nullable): the note that was recorded with it
 *
 * Fills the page with what davy_wizard_page_dup_record() gave before.
 */
void
davy_wizard_page_set_record (DavyWizardPage *self, GVariant *facts, const char *note)
{
  g_autoptr (GVariant) answers = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, facts);
  davy_facts_put_text (&dict, DAVY_FACT_NOTE, note);
  answers = g_variant_ref_sink (g_variant_dict_end (&dict));
  davy_wizard_page_set_facts (self, answers);
}

/**
 * davy_wizard_page_changed:
 * @self: a page
 *
 * For pages: tells that a person answered differently.
 */
void
davy_wizard_page_changed (DavyWizardPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * davy_wizard_page_forward_changed:
 * @self: a page
 *
 * For pages: tells that the forward action is called something else.
 */
void
davy_wizard_page_forward_changed (DavyWizardPage *self)
{
  g_signal_emit (self, signals[SIGNAL_FORWARD_CHANGED], 0);
}

/**
 * davy_facts_put_text:
 * @facts: the facts of a page
 * @key: which
 * @text: (nullable): the answer
 *
 * Puts a text into the facts.
 */
void
davy_facts_put_text (GVariantDict *facts, const char *key, const char *text)
{
  if (text != NULL && *text != '\0')
    g_variant_dict_insert (facts, key, "s", text);
}

/**
 * davy_facts_dup_text:
 * @facts: the facts of a page
 * @key: which
 *
 * Returns: (transfer full) (nullable): the text; NULL when there is none
 */
char *
davy_facts_dup_text (GVariantDict *facts, const char *key)
{
  char *text = NULL;

  g_variant_dict_lookup (facts, key, "s", &text);

  return text;
}
