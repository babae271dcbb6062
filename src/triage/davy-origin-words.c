/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "triage/davy-origin-words.h"

#include <glib/gi18n-lib.h>

#include "core/davy-format.h"

/* The account of the logs in words: for the wizard, and for what is written about a case. */

static char *
dup_compute (DavyDeedKind kind, guint n)
{
  switch (kind)
    {
    case DAVY_DEED_MACHINE:
      /* Translators: %u: how many were made by one deed; so for all of this list. */
      return g_strdup_printf (ngettext ("%u virtual machine", "%u virtual machines", n), n);
    case DAVY_DEED_SCALE_SET:
      /* Translators: %u: how many Azure scale sets. */
      return g_strdup_printf (ngettext ("%u scale set", "%u scale sets", n), n);
    case DAVY_DEED_ML_COMPUTE:
      return g_strdup_printf (
          /* Translators: %u: how many clusters of Azure Machine Learning. */
          ngettext ("%u machine learning cluster", "%u machine learning clusters", n), n);
    case DAVY_DEED_BATCH_POOL:
      /* Translators: %u: how many pools of Azure Batch. */
      return g_strdup_printf (ngettext ("%u Batch pool", "%u Batch pools", n), n);
    case DAVY_DEED_CONTAINERS:
      /* Translators: %u: how many container groups. */
      return g_strdup_printf (ngettext ("%u container group", "%u container groups", n), n);
    case DAVY_DEED_KUBERNETES:
      /* Translators: %u: how many clusters of Kubernetes. */
      return g_strdup_printf (ngettext ("%u Kubernetes cluster", "%u Kubernetes clusters", n), n);
    case DAVY_DEED_RUN_COMMAND:
    case DAVY_DEED_ELEVATION:
    case DAVY_DEED_ROLE:
    case DAVY_DEED_QUOTA:
    case DAVY_DEED_LOCK:
    case DAVY_DEED_UNLOCK:
    case DAVY_DEED_SILENCING:
    case DAVY_DEED_PROVIDER:
    case DAVY_DEED_DEPLOYMENT:
    case DAVY_DEED_WRITE:
    case DAVY_DEED_DELETE:
    case DAVY_DEED_ACTION:
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
dup_other_deed (DavyDeedKind kind, guint n)
{
  switch (kind)
    {
    case DAVY_DEED_RUN_COMMAND:
      /* Translators: %u: in how many machines somebody ran commands from outside. */
      return g_strdup_printf (ngettext ("Commands run inside %u virtual machine",
                                        "Commands run inside %u virtual machines", n),
                              n);
    case DAVY_DEED_ELEVATION:
      return g_strdup (_ ("Access to all subscriptions taken"));
    case DAVY_DEED_ROLE:
      /* Translators: %u: how many roles were given to somebody. */
      return g_strdup_printf (ngettext ("%u role assigned", "%u roles assigned", n), n);
    case DAVY_DEED_QUOTA:
      /* Translators: %u: how many quotas of the subscription. */
      return g_strdup_printf (ngettext ("%u quota changed", "%u quotas changed", n), n);
    case DAVY_DEED_LOCK:
      /* Translators: %u: how many locks that keep resources from being deleted. */
      return g_strdup_printf (ngettext ("%u lock set", "%u locks set", n), n);
    case DAVY_DEED_UNLOCK:
      /* Translators: %u: how many locks that keep resources from being deleted. */
      return g_strdup_printf (ngettext ("%u lock removed", "%u locks removed", n), n);
    case DAVY_DEED_SILENCING:
      return g_strdup (_ ("Recording of diagnostics ended"));
    case DAVY_DEED_PROVIDER:
      return g_strdup_printf (
          /* Translators: %u: how many kinds of service were allowed in the subscription. */
          ngettext ("%u resource provider registered", "%u resource providers registered", n), n);
    case DAVY_DEED_DEPLOYMENT:
      /* Translators: %u: how many templates of Azure Resource Manager. */
      return g_strdup_printf (ngettext ("%u template deployed", "%u templates deployed", n), n);
    case DAVY_DEED_WRITE:
      /* Translators: %u: how many resources of kinds without a name of their own here. */
      return g_strdup_printf (ngettext ("%u other resource created or changed",
                                        "%u other resources created or changed", n),
                              n);
    case DAVY_DEED_DELETE:
      /* Translators: %u: how many resources somebody deleted. */
      return g_strdup_printf (ngettext ("%u resource deleted", "%u resources deleted", n), n);
    case DAVY_DEED_ACTION:
      /* Translators: %u: how many operations of the activity log. */
      return g_strdup_printf (ngettext ("%u other operation", "%u other operations", n), n);
    case DAVY_DEED_MACHINE:
    case DAVY_DEED_SCALE_SET:
    case DAVY_DEED_ML_COMPUTE:
    case DAVY_DEED_BATCH_POOL:
    case DAVY_DEED_CONTAINERS:
    case DAVY_DEED_KUBERNETES:
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
dup_regions (const DavyOriginSummary *self)
{
  guint n = g_strv_length (self->regions);

  if (n == 0)
    return g_strdup (_ ("regions that are not known"));
  if (n == 1)
    return g_strdup (self->regions[0]);

  /* Translators: follows "in": "34 virtual machines … in 6 regions within 12 min by …". */
  return g_strdup_printf (ngettext ("%u region", "%u regions", n), n);
}

/**
 * davy_deed_dup_title:
 * @self: a deed
 *
 * Returns: (transfer full): what was done, in some words: "34 virtual machines created or changed"
 */
char *
davy_deed_dup_title (const DavyDeed *self)
{
  guint n = MAX (self->resources->len, 1);
  g_autofree char *compute = NULL;

  if (!davy_deed_kind_computes (self->kind))
    return dup_other_deed (self->kind, n);

  compute = dup_compute (self->kind, n);

  /* Translators: %s: "34 virtual machines". */
  return g_strdup_printf (_ ("%s created or changed"), compute);
}

/**
 * davy_origin_summary_dup_sentence:
 * @self: a summary
 * @who: (nullable): a better name of the caller; %NULL for the one that the log has
 *
 * Returns: (transfer full): what was done in a sentence
 */
char *
davy_origin_summary_dup_sentence (const DavyOriginSummary *self, const char *who)
{
  g_autofree char *what = dup_compute (self->kind, self->n_resources);
  g_autofree char *where = dup_regions (self);
  g_autofree char *within =
      davy_format_span (DAVY_LANGUAGE_WINDOW, MAX (self->last - self->first, DAVY_TIME_MINUTE));
  g_autofree char *sizes = NULL;

  if (who == NULL)
    who = self->caller != NULL ? self->caller : _ ("somebody whom the log does not name");
  if (*self->sizes == NULL)
    /* Translators: %1$s: "34 virtual machines", %2$s: "6 regions" or the name of one,
     * %3$s: "12 min", %4$s: a user name. */
    return g_strdup_printf (_ ("%1$s in %2$s within %3$s by %4$s."), what, where, within, who);

  sizes = g_strjoinv (", ", self->sizes);

  /* Translators: %1$s: "34 virtual machines", %2$s: one size or several, such as
   * "Standard_NC24ads_A100_v4", %3$s: "6 regions" or the name of one, %4$s: "12 min",
   * %5$s: a user name. */
  return g_strdup_printf (_ ("%1$s of size %2$s in %3$s within %4$s by %5$s."), what, sizes, where,
                          within, who);
}

/**
 * davy_origin_summary_to_facts:
 * @self: a summary
 *
 * Returns: (transfer floating): the same for the journal
 */
GVariant *
davy_origin_summary_to_facts (const DavyOriginSummary *self)
{
  return g_variant_new ("(uu^as^asxxs)", (guint32) self->kind, (guint32) self->n_resources,
                        self->sizes, self->regions, self->first, self->last,
                        self->caller != NULL ? self->caller : "");
}

/**
 * davy_origin_summary_from_facts:
 * @self: (out): the summary; its caller belongs to @facts
 * @facts: (nullable): what davy_origin_summary_to_facts() made
 *
 * Returns: whether @facts are those of a summary; @self is unchanged when they are not
 */
gboolean
davy_origin_summary_from_facts (DavyOriginSummary *self, GVariant *facts)
{
  guint32 kind;
  guint32 n_resources;

  if (facts == NULL || !g_variant_is_of_type (facts, G_VARIANT_TYPE ("(uuasasxxs)")))
    return FALSE;

  g_variant_get_child (facts, 0, "u", &kind);
  if (!davy_deed_kind_computes (kind))
    return FALSE;
  g_variant_get (facts, "(uu^as^asxx&s)", &kind, &n_resources, &self->sizes, &self->regions,
                 &self->first, &self->last, &self->caller);
  self->kind = (DavyDeedKind) kind;
  self->n_resources = n_resources;
  if (*self->caller == '\0')
    self->caller = NULL;

  return TRUE;
}
