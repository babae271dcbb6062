/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-support-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/davy-error.h"
#include "triage/davy-support-words.h"

/* A request to Microsoft's support, written field by field as Partner Center asks for it: creating
 * one has no programming interface since 2020 (`wire-contract.md` 2.8). */

#define LONGEST_DESCRIPTION 4000 /* characters */

/* What comes one after the other on the way through the portal. */
static const DavySupportWord way_today[] = {
  DAVY_SUPPORT_WORD_HELP,         DAVY_SUPPORT_WORD_SUMMARY, DAVY_SUPPORT_WORD_WORKSPACE,
  DAVY_SUPPORT_WORD_PROBLEM_TYPE, DAVY_SUPPORT_WORD_CREATE,  DAVY_SUPPORT_WORD_SUBMIT,
};
static const DavySupportWord way_list[] = {
  DAVY_SUPPORT_WORD_SUPPORT,
  DAVY_SUPPORT_WORD_REQUESTS,
  DAVY_SUPPORT_WORD_NEW_REQUEST,
  DAVY_SUPPORT_WORD_SUBMIT,
};

static gboolean
is_empty (const char *text)
{
  while (text != NULL && g_ascii_isspace (*text))
    text++;

  return text == NULL || *text == '\0';
}

/**
 * davy_support_field_free:
 * @self: (transfer full): a field
 */
void
davy_support_field_free (DavySupportField *self)
{
  g_free (self->value);
  g_free (self);
}

static void
add_field (GPtrArray *fields,
           const DavySupportFacts *facts,
           DavySupportWord label,
           gboolean chosen,
           const char *value)
{
  DavySupportField *field = g_new0 (DavySupportField, 1);

  field->label = davy_support_word (facts->language, label);
  field->value = g_strdup (value);
  field->chosen = chosen;
  g_ptr_array_add (fields, field);
}

static void
add_choice (GPtrArray *fields,
            const DavySupportFacts *facts,
            DavySupportWord label,
            DavySupportWord value)
{
  add_field (fields, facts, label, TRUE, davy_support_word (facts->language, value));
}

/* One line for each, so that it can be told apart from what follows it. */
static char *
dup_contact (const DavySupportFacts *facts)
{
  const char *const parts[] = { facts->name, facts->company, facts->email, facts->phone };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!is_empty (parts[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", parts[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_time (GString *text, DavyLanguage language, DavySupportWord label, DavyTime time)
{
  g_autofree char *shown = time != DAVY_TIME_UNSET ? davy_format_moment (language, time) : NULL;

  davy_support_append (text, language, label, shown);
}

static void
append_each (GString *text, DavyLanguage language, DavySupportWord label, const char *const *values)
{
  for (gsize i = 0; values != NULL && values[i] != NULL; i++)
    davy_support_append (text, language, label, values[i]);
}

/* What Microsoft wants to know of an alert that did not come (`playbook.md` C.2). */
static void
append_impact (GString *text, const DavySupportFacts *facts)
{
  append_time (text, facts->language, DAVY_SUPPORT_WORD_BEGAN, facts->began);
  if (facts->ended != DAVY_TIME_UNSET)
    append_time (text, facts->language, DAVY_SUPPORT_WORD_ENDED, facts->ended);
  else
    davy_support_append (text, facts->language, DAVY_SUPPORT_WORD_ENDED,
                         davy_support_word (facts->language, DAVY_SUPPORT_WORD_GOES_ON));
}

/**
 * davy_support_request_get_title:
 * @facts: what it is written from
 *
 * Returns: (transfer none): the title, in the portal's language
 */
const char *
davy_support_request_get_title (const DavySupportFacts *facts)
{
  return davy_support_word (facts->language, facts->kind == DAVY_SUPPORT_KIND_MISSED
                                                 ? DAVY_SUPPORT_WORD_MISSED
                                                 : DAVY_SUPPORT_WORD_NOTIFICATION);
}

/**
 * davy_support_request_dup_description:
 * @facts: what it is written from
 *
 * Returns: (transfer full): the affected subscription by its name, what identifies it, and the
 *   questions, in the portal's language
 */
char *
davy_support_request_dup_description (const DavySupportFacts *facts)
{
  DavyLanguage language = facts->language;
  g_autoptr (GString) text = g_string_new (NULL);

  davy_support_append (text, language, DAVY_SUPPORT_WORD_SUBSCRIPTION, facts->subscription_name);
  davy_support_append (text, language, DAVY_SUPPORT_WORD_SUBSCRIPTION_ID, facts->azure_id);
  davy_support_append (text, language, DAVY_SUPPORT_WORD_CUSTOMER, facts->customer_name);
  davy_support_append (text, language, DAVY_SUPPORT_WORD_CUSTOMER_TENANT,
                       facts->customer_tenant_id);
  davy_support_append (text, language, DAVY_SUPPORT_WORD_PARTNER_TENANT, facts->partner_tenant_id);
  if (facts->kind == DAVY_SUPPORT_KIND_QUESTION)
    {
      append_each (text, language, DAVY_SUPPORT_WORD_ALERT_ID, facts->event_ids);
      append_time (text, language, DAVY_SUPPORT_WORD_REPORTED, facts->reported);
    }
  append_each (text, language, DAVY_SUPPORT_WORD_RESOURCE, facts->resources);
  if (facts->kind == DAVY_SUPPORT_KIND_MISSED)
    append_impact (text, facts);
  if (!is_empty (facts->questions))
    g_string_append_printf (text, "\n%s\n", facts->questions);

  return g_strchomp (g_string_free (g_steal_pointer (&text), FALSE));
}

/**
 * davy_support_request_list_fields:
 * @facts: what it is written from
 * @form: how the portal arranges it
 *
 * Returns: (transfer full) (element-type DavySupportField): the fields in the order in which the
 *   portal asks for them
 */
GPtrArray *
davy_support_request_list_fields (const DavySupportFacts *facts, DavySupportForm form)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) davy_support_field_free);
  const char *title = davy_support_request_get_title (facts);
  g_autofree char *description = davy_support_request_dup_description (facts);
  g_autofree char *contact = dup_contact (facts);

  if (form == DAVY_SUPPORT_FORM_TODAY)
    {
      add_field (fields, facts, DAVY_SUPPORT_WORD_SUMMARY, FALSE, title);
      add_choice (fields, facts, DAVY_SUPPORT_WORD_WORKSPACE, DAVY_SUPPORT_WORD_CUSTOMERS);
    }
  add_choice (fields, facts, DAVY_SUPPORT_WORD_PROBLEM_TYPE, DAVY_SUPPORT_WORD_MANAGING_CUSTOMERS);
  add_choice (fields, facts, DAVY_SUPPORT_WORD_IMPACT, DAVY_SUPPORT_WORD_MODERATE);
  add_field (fields, facts, DAVY_SUPPORT_WORD_TITLE, FALSE, title);
  add_field (fields, facts, DAVY_SUPPORT_WORD_DESCRIPTION, FALSE, description);
  add_field (fields, facts, DAVY_SUPPORT_WORD_CONTACT, FALSE, contact);

  return fields;
}

/**
 * davy_support_request_dup_way:
 * @language: of the portal
 * @form: how the portal arranges it
 *
 * Returns: (transfer full): what to press there, one after the other, "Support → …"
 */
char *
davy_support_request_dup_way (DavyLanguage language, DavySupportForm form)
{
  const DavySupportWord *way = form == DAVY_SUPPORT_FORM_TODAY ? way_today : way_list;
  gsize n_words =
      form == DAVY_SUPPORT_FORM_TODAY ? G_N_ELEMENTS (way_today) : G_N_ELEMENTS (way_list);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < n_words; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " → " : "", davy_support_word (language, way[i]));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
set_missing (const char *sentence, GError **error)
{
  g_set_error_literal (error, DAVY_ERROR, DAVY_ERROR_INPUT, sentence);
  return FALSE;
}

static gboolean
looks_like_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && strchr (at + 1, '@') == NULL &&
         strpbrk (text, " \n") == NULL && strchr (at + 1, '.') != NULL &&
         text[strlen (text) - 1] != '.';
}

static gboolean
check_impact (const DavySupportFacts *facts, GError **error)
{
  if (facts->resources == NULL || facts->resources[0] == NULL)
    return set_missing (_ ("Name a resource that was affected."), error);
  if (facts->began == DAVY_TIME_UNSET)
    return set_missing (_ ("Say when the impact began."), error);
  if (facts->ended != DAVY_TIME_UNSET && facts->ended < facts->began)
    return set_missing (_ ("The impact cannot end before it began."), error);

  return TRUE;
}

/**
 * davy_support_request_check:
 * @facts: what it is written from
 * @error: %DAVY_ERROR_INPUT with a sentence that says what is missing
 *
 * Returns: whether Microsoft can answer this request
 */
gboolean
davy_support_request_check (const DavySupportFacts *facts, GError **error)
{
  g_autofree char *description = davy_support_request_dup_description (facts);

  if (is_empty (facts->subscription_name) && is_empty (facts->azure_id))
    return set_missing (_ ("The affected subscription is not known."), error);
  if (facts->kind == DAVY_SUPPORT_KIND_MISSED && !check_impact (facts, error))
    return FALSE;
  if (facts->kind == DAVY_SUPPORT_KIND_QUESTION && is_empty (facts->questions))
    return set_missing (_ ("Write down your questions or concerns."), error);
  if (is_empty (facts->name))
    return set_missing (_ ("Enter the name of the contact."), error);
  if (is_empty (facts->email) || !looks_like_email (facts->email))
    return set_missing (_ ("Enter the contact’s e-mail address."), error);
  if (g_utf8_strlen (description, -1) > LONGEST_DESCRIPTION)
    return set_missing (_ ("The description is too long for the form."), error);

  return TRUE;
}
