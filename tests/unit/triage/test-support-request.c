/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-support-request.h"

#include "core/davy-error.h"
#include "davy-test.h"

/* A request to Microsoft's support, in the words of the portal. */

static const char *const event_ids[] = { "event-1", "event-2", NULL };
static const char *const resources[] = { "/subscriptions/s/virtualMachines/vm-1", NULL };

static DavySupportFacts
get_facts (DavyLanguage language)
{
  return (DavySupportFacts){
    .language = language,
    .subscription_name = "Fabrikam Shop",
    .azure_id = "40000000-0000-4000-8000-00000000000b",
    .customer_name = "Fabrikam",
    .customer_tenant_id = "customer-tenant",
    .partner_tenant_id = "partner-tenant",
    .event_ids = event_ids,
    .questions = "Which pool was it?",
    .company = "Grubenlicht GmbH",
    .name = "Ada Lovelace",
    .email = "ada@northwind.example",
    .phone = "+49 000 1",
  };
}

static const DavySupportField *
get_field (GPtrArray *fields, guint index, const char *label)
{
  const DavySupportField *field;

  g_assert_cmpuint (index, <, fields->len);
  field = g_ptr_array_index (fields, index);
  g_assert_cmpstr (field->label, ==, label);

  return field;
}

static void
assert_list (DavyLanguage language, const char *const *expected)
{
  DavySupportFacts facts = get_facts (language);
  g_autoptr (GPtrArray) fields = davy_support_request_list_fields (&facts, DAVY_SUPPORT_FORM_LIST);

  g_assert_cmpuint (fields->len, ==, 5);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (get_field (fields, i, expected[2 * i])->value, ==, expected[2 * i + 1]);
  get_field (fields, 3, expected[6]);
  get_field (fields, 4, expected[7]);
}

static void
test_words (void)
{
  static const char *const english[] = { "Type of problems",
                                         "Adding or managing customers",
                                         "Impact",
                                         "Moderate",
                                         "Title",
                                         "Crypto-mining notification",
                                         "Description",
                                         "Contact information" };
  static const char *const german[] = { "Problemtyp",   "Hinzufügen oder Verwalten von Kunden",
                                        "Auswirkungen", "Mittel",
                                        "Titel",        "Krypto-Mining-Benachrichtigung",
                                        "Beschreibung", "Kontaktinformationen" };
  static const char *const french[] = { "Type de problème",
                                        "Ajout ou gestion de clients",
                                        "Impact",
                                        "Modéré",
                                        "Titre",
                                        "Notification de minage de cryptomonnaie",
                                        "Description",
                                        "Coordonnées" };

  g_setenv ("LANGUAGE", "fr", TRUE); /* the window's, which does not matter */
  assert_list (DAVY_LANGUAGE_ENGLISH, english);
  assert_list (DAVY_LANGUAGE_GERMAN, german);
  assert_list (DAVY_LANGUAGE_FRENCH, french);
  assert_list (DAVY_LANGUAGE_WINDOW, french);
}

static void
test_today (void)
{
  DavySupportFacts facts = get_facts (DAVY_LANGUAGE_GERMAN);
  g_autoptr (GPtrArray) fields = davy_support_request_list_fields (&facts, DAVY_SUPPORT_FORM_TODAY);

  g_assert_cmpuint (fields->len, ==, 7);
  g_assert_false (get_field (fields, 0, "Zusammenfassung des Problems")->chosen);
  g_assert_true (get_field (fields, 1, "Arbeitsbereich")->chosen);
  g_assert_cmpstr (get_field (fields, 2, "Problemtyp")->value, ==,
                   "Hinzufügen oder Verwalten von Kunden");
  g_assert_cmpstr (get_field (fields, 6, "Kontaktinformationen")->value, ==,
                   "Ada Lovelace\nGrubenlicht GmbH\nada@northwind.example\n+49 000 1");
}

static void
test_way (void)
{
  g_autofree char *today =
      davy_support_request_dup_way (DAVY_LANGUAGE_ENGLISH, DAVY_SUPPORT_FORM_TODAY);
  g_autofree char *list =
      davy_support_request_dup_way (DAVY_LANGUAGE_FRENCH, DAVY_SUPPORT_FORM_LIST);

  g_assert_cmpstr (today, ==,
                   "Help (?) → Problem summary → Workspace → Type of problems → "
                   "Create support request → Submit");
  g_assert_cmpstr (list, ==,
                   "Support → Demandes de l’Espace partenaires → Nouvelle demande → Envoyer");
}

static void
test_description (void)
{
  DavySupportFacts facts = get_facts (DAVY_LANGUAGE_FRENCH);
  g_autofree char *text = NULL;

  facts.partner_tenant_id = NULL; /* what is not known is not written */
  text = davy_support_request_dup_description (&facts);
  g_assert_cmpstr (text, ==,
                   "Abonnement affecté\xc2\xa0: Fabrikam Shop\n"
                   "ID d’abonnement\xc2\xa0: 40000000-0000-4000-8000-00000000000b\n"
                   "Client\xc2\xa0: Fabrikam\n"
                   "ID de locataire du client\xc2\xa0: customer-tenant\n"
                   "ID de l’alerte\xc2\xa0: event-1\n"
                   "ID de l’alerte\xc2\xa0: event-2\n"
                   "\nWhich pool was it?");
}

static void
test_missed (void)
{
  DavySupportFacts facts = get_facts (DAVY_LANGUAGE_ENGLISH);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  facts.kind = DAVY_SUPPORT_KIND_MISSED;
  g_assert_false (davy_support_request_check (&facts, &error));
  g_assert_cmpstr (error->message, ==, "Name a resource that was affected.");
  g_clear_error (&error);
  facts.resources = resources;
  g_assert_false (davy_support_request_check (&facts, &error));
  g_assert_cmpstr (error->message, ==, "Say when the impact began.");
  g_clear_error (&error);
  g_assert_true (davy_time_parse ("2026-11-20T10:00:00Z", &facts.began));
  g_assert_true (davy_time_parse ("2026-11-19T10:00:00Z", &facts.ended));
  g_assert_false (davy_support_request_check (&facts, &error));
  g_assert_cmpstr (error->message, ==, "The impact cannot end before it began.");
  g_clear_error (&error);
  facts.ended = DAVY_TIME_UNSET;
  facts.questions = NULL; /* the report asks nothing */
  g_assert_true (davy_support_request_check (&facts, &error));

  g_assert_cmpstr (davy_support_request_get_title (&facts), ==, "Missed alert: crypto-mining");
  text = davy_support_request_dup_description (&facts);
  g_assert_nonnull (strstr (text, "Partner tenant ID: partner-tenant\n"));
  g_assert_nonnull (strstr (text, "Customer tenant ID: customer-tenant\n"));
  g_assert_nonnull (strstr (text, "Resource: /subscriptions/s/virtualMachines/vm-1\n"));
  g_assert_nonnull (strstr (text, "Start of the impact: 20 Nov 2026, "));
  g_assert_nonnull (strstr (text, "End of the impact: still going on"));
  g_assert_null (strstr (text, "event-1"));
}

static void
assert_missing (const DavySupportFacts *facts, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (davy_support_request_check (facts, &error));
  g_assert_error (error, DAVY_ERROR, DAVY_ERROR_INPUT);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_check (void)
{
  static const char *const no_addresses[] = { "ada",           "@x.example",    "a@b@c.example",
                                              "a b@c.example", "ada@localhost", "ada@x.example." };
  DavySupportFacts facts = get_facts (DAVY_LANGUAGE_ENGLISH);
  g_autofree char *long_text = g_strnfill (4001, 'x');

  g_assert_true (davy_support_request_check (&facts, NULL));

  facts.questions = " \n";
  assert_missing (&facts, "Write down your questions or concerns.");
  facts.questions = long_text;
  assert_missing (&facts, "The description is too long for the form.");
  facts = get_facts (DAVY_LANGUAGE_ENGLISH);
  facts.name = "";
  assert_missing (&facts, "Enter the name of the contact.");
  facts = get_facts (DAVY_LANGUAGE_ENGLISH);
  for (gsize i = 0; i < G_N_ELEMENTS (no_addresses); i++)
    {
      facts.email = no_addresses[i];
      assert_missing (&facts, "Enter the contact’s e-mail address.");
    }
  facts.subscription_name = facts.azure_id = NULL;
  assert_missing (&facts, "The affected subscription is not known.");
}

int
main (int argc, char *argv[])
{
  davy_test_init (&argc, &argv);
  g_test_add_func ("/triage/support/form-has-the-portals-words-whatever-the-window-speaks",
                   test_words);
  g_test_add_func ("/triage/support/todays-form-asks-in-another-order", test_today);
  g_test_add_func ("/triage/support/way-through-the-portal-is-told", test_way);
  g_test_add_func ("/triage/support/description-names-the-subscription", test_description);
  g_test_add_func ("/triage/support/missed-alert-needs-what-microsoft-asks-for", test_missed);
  g_test_add_func ("/triage/support/what-is-missing-is-said", test_check);
  return g_test_run ();
}
