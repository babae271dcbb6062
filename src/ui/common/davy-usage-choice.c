/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-usage-choice.h"

#include <glib/gi18n.h>
#include <string.h>

/* What of the usage is looked at: the sum, or told apart by one dimension; there all parts or one;
 * of that its cost or its quantity. Only what is known, or can be fetched, is offered. */

#define SUM        "sum"
#define EVERYTHING "" /* of the parts: all of them */
#define COST       "cost"
#define QUANTITY   "quantity"
#define MAX_PARTS  20

static const struct
{
  const char *key;
  const char *name;
  const char *all;
  const char *missing;
} splits[DAVY_N_DIMENSIONS] = {
  [DAVY_DIMENSION_SERVICE] = { "services", NC_ ("graph", "Services"), N_ ("All services"),
                               N_ ("The services are not known yet.") },
  [DAVY_DIMENSION_REGION] = { "regions", NC_ ("graph", "Regions"), N_ ("All regions"),
                              N_ ("The regions are not known yet.") },
  [DAVY_DIMENSION_GROUP] = { "groups", NC_ ("graph", "Resource groups"), N_ ("All resource groups"),
                             N_ ("The resource groups are not known yet.") },
  [DAVY_DIMENSION_RESOURCE] = { "resources", NC_ ("graph", "Resources"), N_ ("All resources"),
                                N_ ("The resources are not known yet.") },
  [DAVY_DIMENSION_FAMILY] = { "families", NC_ ("graph", "Size families"), N_ ("All size families"),
                              N_ ("The size families are not known yet.") },
};

struct _DavyUsageChoice
{
  AdwBin parent_instance;

  GtkMenuButton *split_button;
  GtkLabel *split_label;
  GtkMenuButton *part_button;
  GtkLabel *part_label;
  GtkWidget *measure_button;
  GtkLabel *measure_label;
  GtkLabel *note;

  GSimpleActionGroup *actions;
  int split;         /* a DavyDimension; -1: nothing is told apart */
  char *part_name;   /* which part alone; "": all */
  int part;          /* its place among the findings' parts; -1: all, or it is not there */
  gboolean told;     /* the findings tell apart what is to be */
  gboolean quantity; /* where there is one */
  gboolean counted;  /* there is one */
  gboolean compact;  /* one part is not offered to be looked at alone */
  gboolean settled;  /* somebody chose, or something was chosen for them */
};

G_DEFINE_FINAL_TYPE (DavyUsageChoice, davy_usage_choice, ADW_TYPE_BIN)

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} DavyUsageChoiceSignal;

static guint signals[N_SIGNALS];

static const char *
get_split_name (int split)
{
  return split < 0 ? C_ ("graph", "Sum") : g_dpgettext2 (NULL, "graph", splits[split].name);
}

/* Of a subscription in a plan, groups and resources are fetched when they are looked at. */
static gboolean
is_offered (DavyUsageSource *source, const DavyUsageFindings *findings, DavyDimension dimension)
{
  DavySubscription *subscription = davy_usage_source_get_subscription (source);
  gboolean on_demand = dimension == DAVY_DIMENSION_GROUP || dimension == DAVY_DIMENSION_RESOURCE;

  if ((findings->table->told & DAVY_DIMENSION_BIT (dimension)) != 0)
    return TRUE;

  return on_demand && davy_subscription_get_kind (subscription) == DAVY_SUBSCRIPTION_AZURE_PLAN &&
         davy_subscription_get_usage_state (subscription) != DAVY_USAGE_NO_ACCESS;
}

/* Names come as they are: what is no mnemonic must not be taken for one. */
static void
append_choice (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_auto (GStrv) pieces = g_strsplit (label, "_", -1);
  g_autofree char *plain = g_strjoinv ("__", pieces);
  g_autoptr (GMenuItem) item = g_menu_item_new (plain, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
set_state (DavyUsageChoice *self, const char *action, const char *state)
{
  GAction *found = g_action_map_lookup_action (G_ACTION_MAP (self->actions), action);

  g_simple_action_set_state (G_SIMPLE_ACTION (found), g_variant_new_string (state));
}

static void
offer_splits (DavyUsageChoice *self, DavyUsageSource *source, const DavyUsageFindings *findings)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  append_choice (menu, get_split_name (-1), "usage.split", SUM);
  for (int i = 0; i < DAVY_N_DIMENSIONS; i++)
    if (is_offered (source, findings, (DavyDimension) i))
      append_choice (menu, get_split_name (i), "usage.split", splits[i].key);
  gtk_menu_button_set_menu_model (self->split_button, G_MENU_MODEL (menu));
  gtk_label_set_text (self->split_label, get_split_name (self->split));
  set_state (self, "split", self->split < 0 ? SUM : splits[self->split].key);
}

static int
find_part (const DavyUsageTable *table, const char *name)
{
  for (guint i = 0; *name != '\0' && i < table->parts->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (table->parts, i), name) == 0)
      return (int) i;

  return -1;
}

static void
offer_parts (DavyUsageChoice *self, const DavyUsageFindings *findings)
{
  GPtrArray *parts = findings->table->parts;
  g_autoptr (GMenu) menu = g_menu_new ();

  gtk_widget_set_visible (GTK_WIDGET (self->part_button),
                          self->told && (!self->compact || self->part >= 0));
  if (!self->told)
    return;

  append_choice (menu, _ (splits[self->split].all), "usage.part", EVERYTHING);
  for (guint i = 0; i < MIN (parts->len, MAX_PARTS); i++)
    if (*(const char *) g_ptr_array_index (parts, i) != '\0')
      append_choice (menu, davy_usage_findings_get_part (findings, i), "usage.part",
                     g_ptr_array_index (parts, i));
  gtk_menu_button_set_menu_model (self->part_button, G_MENU_MODEL (menu));
  gtk_label_set_text (self->part_label,
                      self->part < 0 ? _ (splits[self->split].all)
                                     : davy_usage_findings_get_part (findings, (guint) self->part));
  set_state (self, "part", self->part < 0 ? EVERYTHING : self->part_name);
}

/* Quantities of several units do not add up: only one part has one. */
static void
offer_measures (DavyUsageChoice *self)
{
  gboolean quantity = davy_usage_choice_is_quantity (self);

  gtk_widget_set_visible (self->measure_button, self->counted);
  gtk_label_set_text (self->measure_label, quantity ? _ ("Quantity") : _ ("Cost"));
  set_state (self, "measure", quantity ? QUANTITY : COST);
}

static void
say_note (DavyUsageChoice *self)
{
  gboolean missing = self->split >= 0 && !self->told;

  gtk_widget_set_visible (GTK_WIDGET (self->note), missing);
  if (missing)
    gtk_label_set_text (self->note, _ (splits[self->split].missing));
}

static void
tell (DavyUsageChoice *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
split_chosen_cb (GSimpleAction *action, GVariant *state, DavyUsageChoice *self)
{
  const char *key = g_variant_get_string (state, NULL);

  davy_usage_choice_reset (self);
  self->settled = TRUE;
  for (int i = 0; i < DAVY_N_DIMENSIONS; i++)
    if (g_str_equal (splits[i].key, key))
      self->split = i;
  tell (self);
}

static void
part_chosen_cb (GSimpleAction *action, GVariant *state, DavyUsageChoice *self)
{
  g_free (self->part_name);
  self->part_name = g_variant_dup_string (state, NULL);
  tell (self);
}

static void
measure_chosen_cb (GSimpleAction *action, GVariant *state, DavyUsageChoice *self)
{
  self->quantity = g_str_equal (g_variant_get_string (state, NULL), QUANTITY);
  tell (self);
}

static void
davy_usage_choice_finalize (GObject *object)
{
  DavyUsageChoice *self = DAVY_USAGE_CHOICE (object);

  g_free (self->part_name);
  g_object_unref (self->actions);

  G_OBJECT_CLASS (davy_usage_choice_parent_class)->finalize (object);
}

static void
davy_usage_choice_class_init (DavyUsageChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = davy_usage_choice_finalize;

  /**
   * DavyUsageChoice::changed:
   *
   * A person chose something else.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-usage-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyUsageChoice, split_button);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageChoice, split_label);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageChoice, part_button);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageChoice, part_label);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageChoice, measure_button);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageChoice, measure_label);
  gtk_widget_class_bind_template_child (widget_class, DavyUsageChoice, note);
}

static void
add_action (DavyUsageChoice *self, const char *name, const char *state, GCallback callback)
{
  g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful (name, G_VARIANT_TYPE_STRING, g_variant_new_string (state));

  g_signal_connect_object (action, "change-state", callback, self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

static void
davy_usage_choice_init (DavyUsageChoice *self)
{
  davy_usage_choice_reset (self);
  self->actions = g_simple_action_group_new ();
  add_action (self, "split", SUM, G_CALLBACK (split_chosen_cb));
  add_action (self, "part", EVERYTHING, G_CALLBACK (part_chosen_cb));
  add_action (self, "measure", COST, G_CALLBACK (measure_chosen_cb));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "usage", G_ACTION_GROUP (self->actions));

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * davy_usage_choice_set_compact:
 * @self: the choice
 *
 * Keeps it to one button, by what the usage is told apart, unless a part was chosen already.
 */
void
davy_usage_choice_set_compact (DavyUsageChoice *self)
{
  g_return_if_fail (DAVY_IS_USAGE_CHOICE (self));

  self->compact = TRUE;
}

/**
 * davy_usage_choice_reset:
 * @self: the choice
 *
 * Goes back to the sum of everything.
 */
void
davy_usage_choice_reset (DavyUsageChoice *self)
{
  g_return_if_fail (DAVY_IS_USAGE_CHOICE (self));

  self->split = -1;
  self->part = -1;
  self->told = FALSE;
  self->quantity = FALSE;
  self->counted = FALSE;
  self->settled = FALSE;
  g_free (self->part_name);
  self->part_name = g_strdup (EVERYTHING);
}

/**
 * davy_usage_choice_suggest:
 * @self: the choice
 * @dimension: by what the usage is told apart
 * @part: which part is worth looking at alone
 *
 * Chooses it, unless somebody chose anything before, or a part was chosen for them.
 *
 * Returns: whether it is chosen by this
 */
gboolean
davy_usage_choice_suggest (DavyUsageChoice *self, DavyDimension dimension, const char *part)
{
  g_return_val_if_fail (DAVY_IS_USAGE_CHOICE (self), FALSE);

  if (self->settled)
    return FALSE;

  self->settled = TRUE;
  self->split = (int) dimension;
  g_free (self->part_name);
  self->part_name = g_strdup (part);

  return TRUE;
}

/**
 * davy_usage_choice_offer:
 * @self: the choice
 * @source: whose usage it is
 * @findings: of it
 *
 * Offers what is known there; what was chosen stays as far as it is.
 */
void
davy_usage_choice_offer (DavyUsageChoice *self,
                         DavyUsageSource *source,
                         const DavyUsageFindings *findings)
{
  const DavyUsageTable *table = findings->table;

  g_return_if_fail (DAVY_IS_USAGE_CHOICE (self));

  self->told = self->split >= 0 && (int) table->dimension == self->split &&
               (table->told & DAVY_DIMENSION_BIT (self->split)) != 0;
  self->part = self->told ? find_part (table, self->part_name) : -1;
  self->counted = self->part >= 0 && table->quantities[self->part] != NULL;
  offer_splits (self, source, findings);
  offer_parts (self, findings);
  offer_measures (self);
  say_note (self);
}

/**
 * davy_usage_choice_get_split:
 * @self: the choice
 *
 * Returns: the #DavyDimension by which the usage is to be told apart; -1: by none
 */
int
davy_usage_choice_get_split (DavyUsageChoice *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_CHOICE (self), -1);

  return self->split;
}

/**
 * davy_usage_choice_get_part:
 * @self: the choice
 *
 * Returns: which of the parts that were offered is looked at alone; -1: none
 */
int
davy_usage_choice_get_part (DavyUsageChoice *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_CHOICE (self), -1);

  return self->part;
}

/**
 * davy_usage_choice_is_parted:
 * @self: the choice
 *
 * Returns: whether all parts are looked at, told apart
 */
gboolean
davy_usage_choice_is_parted (DavyUsageChoice *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_CHOICE (self), FALSE);

  return self->told && self->part < 0;
}

/**
 * davy_usage_choice_is_quantity:
 * @self: the choice
 *
 * Returns: whether the part that is looked at alone is counted, and not what it cost
 */
gboolean
davy_usage_choice_is_quantity (DavyUsageChoice *self)
{
  g_return_val_if_fail (DAVY_IS_USAGE_CHOICE (self), FALSE);

  return self->counted && self->quantity;
}
