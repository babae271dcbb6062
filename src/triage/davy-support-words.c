/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triage/davy-support-words.h"

/* What is written for Microsoft is written in the language of the portal that the person uses,
 * whatever the window speaks: gettext speaks one language at a time. */

#define NBSP "\xc2\xa0"

typedef const char *Words[DAVY_N_SUPPORT_WORDS];

static const Words english = {
  [DAVY_SUPPORT_WORD_HELP] = "Help (?)",
  [DAVY_SUPPORT_WORD_SUMMARY] = "Problem summary",
  [DAVY_SUPPORT_WORD_WORKSPACE] = "Workspace",
  [DAVY_SUPPORT_WORD_CUSTOMERS] = "Customers",
  [DAVY_SUPPORT_WORD_CREATE] = "Create support request",
  [DAVY_SUPPORT_WORD_SUPPORT] = "Support",
  [DAVY_SUPPORT_WORD_REQUESTS] = "Partner Center requests",
  [DAVY_SUPPORT_WORD_NEW_REQUEST] = "New Request",
  [DAVY_SUPPORT_WORD_PROBLEM_TYPE] = "Type of problems",
  [DAVY_SUPPORT_WORD_MANAGING_CUSTOMERS] = "Adding or managing customers",
  [DAVY_SUPPORT_WORD_IMPACT] = "Impact",
  [DAVY_SUPPORT_WORD_MODERATE] = "Moderate",
  [DAVY_SUPPORT_WORD_TITLE] = "Title",
  [DAVY_SUPPORT_WORD_NOTIFICATION] = "Crypto-mining notification",
  [DAVY_SUPPORT_WORD_DESCRIPTION] = "Description",
  [DAVY_SUPPORT_WORD_CONTACT] = "Contact information",
  [DAVY_SUPPORT_WORD_SUBMIT] = "Submit",
  [DAVY_SUPPORT_WORD_MISSED] = "Missed alert: crypto-mining",
  [DAVY_SUPPORT_WORD_SUBSCRIPTION] = "Affected subscription",
  [DAVY_SUPPORT_WORD_SUBSCRIPTION_ID] = "Subscription ID",
  [DAVY_SUPPORT_WORD_CUSTOMER] = "Customer",
  [DAVY_SUPPORT_WORD_CUSTOMER_TENANT] = "Customer tenant ID",
  [DAVY_SUPPORT_WORD_PARTNER_TENANT] = "Partner tenant ID",
  [DAVY_SUPPORT_WORD_ALERT_ID] = "Alert ID",
  [DAVY_SUPPORT_WORD_REPORTED] = "Reported",
  [DAVY_SUPPORT_WORD_RESOURCE] = "Resource",
  [DAVY_SUPPORT_WORD_BEGAN] = "Start of the impact",
  [DAVY_SUPPORT_WORD_ENDED] = "End of the impact",
  [DAVY_SUPPORT_WORD_GOES_ON] = "still going on",
  [DAVY_SUPPORT_WORD_CREDIT] =
      "Request for a credit for fraudulent usage (first verified compromise of this customer tenant)",
  [DAVY_SUPPORT_WORD_FIRST_USAGE] = "First fraudulent usage",
  [DAVY_SUPPORT_WORD_BY_REPORT] = "Microsoft’s first observation",
  [DAVY_SUPPORT_WORD_BY_USAGE] = "start of the unusual usage",
  [DAVY_SUPPORT_WORD_BY_LOG] = "first resource of the attacker in the activity log",
  [DAVY_SUPPORT_WORD_BY_PERSON] = "as established by the partner",
  [DAVY_SUPPORT_WORD_EXCESS] = "Excess cost since then",
  [DAVY_SUPPORT_WORD_INVOICED] = "invoiced prices",
  [DAVY_SUPPORT_WORD_NOT_INVOICED] = "not at invoiced prices",
};

static const Words german = {
  [DAVY_SUPPORT_WORD_HELP] = "Hilfe (?)",
  [DAVY_SUPPORT_WORD_SUMMARY] = "Zusammenfassung des Problems",
  [DAVY_SUPPORT_WORD_WORKSPACE] = "Arbeitsbereich",
  [DAVY_SUPPORT_WORD_CUSTOMERS] = "Kunden",
  [DAVY_SUPPORT_WORD_CREATE] = "Supportanfrage erstellen",
  [DAVY_SUPPORT_WORD_SUPPORT] = "Support",
  [DAVY_SUPPORT_WORD_REQUESTS] = "Partner Center-Anfragen",
  [DAVY_SUPPORT_WORD_NEW_REQUEST] = "Neue Anfrage",
  [DAVY_SUPPORT_WORD_PROBLEM_TYPE] = "Problemtyp",
  [DAVY_SUPPORT_WORD_MANAGING_CUSTOMERS] = "Hinzufügen oder Verwalten von Kunden",
  [DAVY_SUPPORT_WORD_IMPACT] = "Auswirkungen",
  [DAVY_SUPPORT_WORD_MODERATE] = "Mittel",
  [DAVY_SUPPORT_WORD_TITLE] = "Titel",
  [DAVY_SUPPORT_WORD_NOTIFICATION] = "Krypto-Mining-Benachrichtigung",
  [DAVY_SUPPORT_WORD_DESCRIPTION] = "Beschreibung",
  [DAVY_SUPPORT_WORD_CONTACT] = "Kontaktinformationen",
  [DAVY_SUPPORT_WORD_SUBMIT] = "Übermitteln",
  [DAVY_SUPPORT_WORD_MISSED] = "Nicht erkannter Fall: Krypto-Mining",
  [DAVY_SUPPORT_WORD_SUBSCRIPTION] = "Betroffenes Abonnement",
  [DAVY_SUPPORT_WORD_SUBSCRIPTION_ID] = "Abonnement-ID",
  [DAVY_SUPPORT_WORD_CUSTOMER] = "Kunde",
  [DAVY_SUPPORT_WORD_CUSTOMER_TENANT] = "Mandanten-ID des Kunden",
  [DAVY_SUPPORT_WORD_PARTNER_TENANT] = "Mandanten-ID des Partners",
  [DAVY_SUPPORT_WORD_ALERT_ID] = "ID der Warnung",
  [DAVY_SUPPORT_WORD_REPORTED] = "Gemeldet",
  [DAVY_SUPPORT_WORD_RESOURCE] = "Ressource",
  [DAVY_SUPPORT_WORD_BEGAN] = "Beginn der Auswirkungen",
  [DAVY_SUPPORT_WORD_ENDED] = "Ende der Auswirkungen",
  [DAVY_SUPPORT_WORD_GOES_ON] = "dauert noch an",
  [DAVY_SUPPORT_WORD_CREDIT] =
      "Antrag auf Gutschrift für betrügerische Nutzung (erste bestätigte Kompromittierung dieses Kundenmandanten)",
  [DAVY_SUPPORT_WORD_FIRST_USAGE] = "Erste betrügerische Nutzung",
  [DAVY_SUPPORT_WORD_BY_REPORT] = "erste Beobachtung durch Microsoft",
  [DAVY_SUPPORT_WORD_BY_USAGE] = "Beginn der ungewöhnlichen Nutzung",
  [DAVY_SUPPORT_WORD_BY_LOG] = "erste Ressource des Angreifers im Aktivitätsprotokoll",
  [DAVY_SUPPORT_WORD_BY_PERSON] = "vom Partner festgestellt",
  [DAVY_SUPPORT_WORD_EXCESS] = "Mehrkosten seitdem",
  [DAVY_SUPPORT_WORD_INVOICED] = "berechnete Preise",
  [DAVY_SUPPORT_WORD_NOT_INVOICED] = "nicht zu berechneten Preisen",
};

static const Words french = {
  [DAVY_SUPPORT_WORD_HELP] = "Aide (?)",
  [DAVY_SUPPORT_WORD_SUMMARY] = "Résumé du problème",
  [DAVY_SUPPORT_WORD_WORKSPACE] = "Espace de travail",
  [DAVY_SUPPORT_WORD_CUSTOMERS] = "Clients",
  [DAVY_SUPPORT_WORD_CREATE] = "Créer une demande de support",
  [DAVY_SUPPORT_WORD_SUPPORT] = "Support",
  [DAVY_SUPPORT_WORD_REQUESTS] = "Demandes de l’Espace partenaires",
  [DAVY_SUPPORT_WORD_NEW_REQUEST] = "Nouvelle demande",
  [DAVY_SUPPORT_WORD_PROBLEM_TYPE] = "Type de problème",
  [DAVY_SUPPORT_WORD_MANAGING_CUSTOMERS] = "Ajout ou gestion de clients",
  [DAVY_SUPPORT_WORD_IMPACT] = "Impact",
  [DAVY_SUPPORT_WORD_MODERATE] = "Modéré",
  [DAVY_SUPPORT_WORD_TITLE] = "Titre",
  [DAVY_SUPPORT_WORD_NOTIFICATION] = "Notification de minage de cryptomonnaie",
  [DAVY_SUPPORT_WORD_DESCRIPTION] = "Description",
  [DAVY_SUPPORT_WORD_CONTACT] = "Coordonnées",
  [DAVY_SUPPORT_WORD_SUBMIT] = "Envoyer",
  [DAVY_SUPPORT_WORD_MISSED] = "Alerte manquée" NBSP ": minage de cryptomonnaie",
  [DAVY_SUPPORT_WORD_SUBSCRIPTION] = "Abonnement affecté",
  [DAVY_SUPPORT_WORD_SUBSCRIPTION_ID] = "ID d’abonnement",
  [DAVY_SUPPORT_WORD_CUSTOMER] = "Client",
  [DAVY_SUPPORT_WORD_CUSTOMER_TENANT] = "ID de locataire du client",
  [DAVY_SUPPORT_WORD_PARTNER_TENANT] = "ID de locataire du partenaire",
  [DAVY_SUPPORT_WORD_ALERT_ID] = "ID de l’alerte",
  [DAVY_SUPPORT_WORD_REPORTED] = "Signalée le",
  [DAVY_SUPPORT_WORD_RESOURCE] = "Ressource",
  [DAVY_SUPPORT_WORD_BEGAN] = "Début de l’impact",
  [DAVY_SUPPORT_WORD_ENDED] = "Fin de l’impact",
  [DAVY_SUPPORT_WORD_GOES_ON] = "toujours en cours",
  [DAVY_SUPPORT_WORD_CREDIT] =
      "Demande d’avoir pour utilisation frauduleuse (première compromission confirmée de ce locataire client)",
  [DAVY_SUPPORT_WORD_FIRST_USAGE] = "Première utilisation frauduleuse",
  [DAVY_SUPPORT_WORD_BY_REPORT] = "première observation de Microsoft",
  [DAVY_SUPPORT_WORD_BY_USAGE] = "début de l’utilisation inhabituelle",
  [DAVY_SUPPORT_WORD_BY_LOG] = "première ressource de l’attaquant dans le journal d’activité",
  [DAVY_SUPPORT_WORD_BY_PERSON] = "établie par le partenaire",
  [DAVY_SUPPORT_WORD_EXCESS] = "Surcoût depuis cette date",
  [DAVY_SUPPORT_WORD_INVOICED] = "prix facturés",
  [DAVY_SUPPORT_WORD_NOT_INVOICED] = "hors prix facturés",
};

/**
 * davy_support_word:
 * @language: of the portal
 * @word: which
 *
 * Returns: (transfer none): the word in that language
 */
const char *
davy_support_word (DavyLanguage language, DavySupportWord word)
{
  if (language == DAVY_LANGUAGE_WINDOW)
    language = davy_language_get ();

  switch (language)
    {
    case DAVY_LANGUAGE_GERMAN:
      return german[word];
    case DAVY_LANGUAGE_FRENCH:
      return french[word];
    case DAVY_LANGUAGE_WINDOW:
    case DAVY_LANGUAGE_ENGLISH:
    default:
      return english[word];
    }
}

/**
 * davy_support_append:
 * @text: where to
 * @language: of the portal
 * @label: what @value is
 * @value: (nullable): what it is; without it nothing is written
 *
 * Writes one line, "Subscription ID: 7d1b…".
 */
void
davy_support_append (GString *text, DavyLanguage language, DavySupportWord label, const char *value)
{
  const char *space;

  if (value == NULL || *value == '\0')
    return;
  if (language == DAVY_LANGUAGE_WINDOW)
    language = davy_language_get ();

  space = language == DAVY_LANGUAGE_FRENCH ? NBSP : "";
  g_string_append_printf (text, "%s%s: %s\n", davy_support_word (language, label), space, value);
}
