/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-fact-row.h"

#include <glib/gi18n.h>

#include "ui/common/davy-say.h"
#include "ui/common/davy-toast.h"
#include "ui/common/davy-wrap.h"

/* Something that is known: its name, what it says and, where that matters, how to read it, who
 * said so and when. */

struct _DavyFactRow
{
  AdwPreferencesRow parent_instance;

  GtkImage *mark;
  GtkLabel *value;
  GtkLabel *source;
  GtkButton *copy_button;
};

G_DEFINE_FINAL_TYPE (DavyFactRow, davy_fact_row, ADW_TYPE_PREFERENCES_ROW)

static void
copy_cb (DavyFactRow *self)
{
  davy_toast_copy (GTK_WIDGET (self), gtk_label_get_label (self->value), _ ("Copied"));
}

static void
davy_fact_row_class_init (DavyFactRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/davylamp/Davylamp/common/davy-fact-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DavyFactRow, mark);
  gtk_widget_class_bind_template_child (widget_class, DavyFactRow, value);
  gtk_widget_class_bind_template_child (widget_class, DavyFactRow, source);
  gtk_widget_class_bind_template_child (widget_class, DavyFactRow, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
davy_fact_row_init (DavyFactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  davy_wrap_unhyphenated (GTK_WIDGET (self->value));
}

/**
 * davy_fact_row_new:
 * @name: what is known, in words for people
 * @value: what it says, in words for people
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
davy_fact_row_new (const char *name, const char *value)
{
  DavyFactRow *self = g_object_new (DAVY_TYPE_FACT_ROW, "title", name, NULL);

  gtk_label_set_label (self->value, value);

  return GTK_WIDGET (self);
}

/**
 * davy_fact_row_add:
 * @group: where it is told
 * @rows: (element-type GtkWidget): what was put into @group, for davy_empty_group()
 * @name: what is known, in words for people
 * @value: what it says, in words for people
 *
 * Returns: (transfer none): the row that is added
 */
DavyFactRow *
davy_fact_row_add (AdwPreferencesGroup *group, GPtrArray *rows, const char *name, const char *value)
{
  GtkWidget *row = davy_fact_row_new (name, value);

  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);

  return DAVY_FACT_ROW (row);
}

/**
 * davy_fact_row_set_mark:
 * @self: a fact
 * @mark: how to read it
 *
 * Puts a mark in front, told apart by its shape and its words, not by colour alone.
 */
void
davy_fact_row_set_mark (DavyFactRow *self, DavyMark mark)
{
  static const struct
  {
    const char *icon;
    const char *words;
    const char *style;
  } looks[] = {
    [DAVY_MARK_UNKNOWN] = { "dialog-question-symbolic", NC_ ("mark", "Not known"), "dim-label" },
    [DAVY_MARK_GOOD] = { "object-select-symbolic", NC_ ("mark", "Good"), "success" },
    [DAVY_MARK_ATTENTION] = { "dialog-warning-symbolic", NC_ ("mark", "Needs attention"),
                              "warning" },
  };
  const char *words;

  g_return_if_fail ((guint) mark < G_N_ELEMENTS (looks));

  words = g_dpgettext2 (NULL, "mark", looks[mark].words);
  gtk_image_set_from_icon_name (self->mark, looks[mark].icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->mark), (const char *[]){ looks[mark].style, NULL });
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->mark), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), TRUE);
}

/**
 * davy_fact_row_set_source:
 * @self: a fact
 * @source: (nullable): who said so and when, in words for people
 *
 * Shows the source below the value.
 */
void
davy_fact_row_set_source (DavyFactRow *self, const char *source)
{
  davy_show_text (self->source, source);
}

/**
 * davy_fact_row_set_copyable:
 * @self: a fact
 * @copyable: whether its value can be copied, as an id can
 *
 * Offers to copy the value.
 */
void
davy_fact_row_set_copyable (DavyFactRow *self, gboolean copyable)
{
  g_autofree char *label =
      /* Translators: %s is the name of a fact, such as "Correlation ID". */
      g_strdup_printf (_ ("Copy: %s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));

  gtk_widget_set_visible (GTK_WIDGET (self->copy_button), copyable);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->copy_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}
