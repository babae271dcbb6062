/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wizard/davy-deletion-line.h"

struct _DavyDeletionLine
{
  GObject parent_instance;

  char *heading;
  DavyDeletionItem *item;           /* of the plan, which lives longer */
  const DavyDeletionTarget *target; /* of the deletion, which lives longer */
};

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_TICK,
  SIGNAL_LAST,
} DavyDeletionLineSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (DavyDeletionLine, davy_deletion_line, G_TYPE_OBJECT)

static void
davy_deletion_line_finalize (GObject *object)
{
  g_free (DAVY_DELETION_LINE (object)->heading);

  G_OBJECT_CLASS (davy_deletion_line_parent_class)->finalize (object);
}

static void
davy_deletion_line_class_init (DavyDeletionLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = davy_deletion_line_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TICK] = g_signal_new ("tick", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
davy_deletion_line_init (DavyDeletionLine *self)
{
}

/**
 * davy_deletion_line_new_heading:
 * @heading: what the lines below it have in common
 *
 * Returns: (transfer full): a heading
 */
DavyDeletionLine *
davy_deletion_line_new_heading (const char *heading)
{
  DavyDeletionLine *self = g_object_new (DAVY_TYPE_DELETION_LINE, NULL);

  self->heading = g_strdup (heading);

  return self;
}

/**
 * davy_deletion_line_new_item:
 * @item: one of a plan that lives longer
 *
 * Returns: (transfer full): a resource that may be ticked
 */
DavyDeletionLine *
davy_deletion_line_new_item (DavyDeletionItem *item)
{
  DavyDeletionLine *self = g_object_new (DAVY_TYPE_DELETION_LINE, NULL);

  self->item = item;

  return self;
}

/**
 * davy_deletion_line_new_target:
 * @target: one of a deletion that lives longer
 *
 * Returns: (transfer full): a resource that is deleted
 */
DavyDeletionLine *
davy_deletion_line_new_target (const DavyDeletionTarget *target)
{
  DavyDeletionLine *self = g_object_new (DAVY_TYPE_DELETION_LINE, NULL);

  self->target = target;

  return self;
}

/**
 * davy_deletion_line_get_heading:
 * @self: a line
 *
 * Returns: (nullable): its words, when it is a heading
 */
const char *
davy_deletion_line_get_heading (DavyDeletionLine *self)
{
  return self->heading;
}

/**
 * davy_deletion_line_get_item:
 * @self: a line
 *
 * Returns: (nullable): the resource that may be ticked
 */
DavyDeletionItem *
davy_deletion_line_get_item (DavyDeletionLine *self)
{
  return self->item;
}

/**
 * davy_deletion_line_get_target:
 * @self: a line
 *
 * Returns: (nullable): the resource that is deleted
 */
const DavyDeletionTarget *
davy_deletion_line_get_target (DavyDeletionLine *self)
{
  return self->target;
}

/**
 * davy_deletion_line_changed:
 * @self: a line
 *
 * Has it shown anew.
 */
void
davy_deletion_line_changed (DavyDeletionLine *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * davy_deletion_line_tick:
 * @self: a line
 * @ticked: whether the person wants it ticked
 *
 * Tells what the person wants.
 */
void
davy_deletion_line_tick (DavyDeletionLine *self, gboolean ticked)
{
  g_signal_emit (self, signals[SIGNAL_TICK], 0, ticked);
}
