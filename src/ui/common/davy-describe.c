/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/common/davy-describe.h"

/**
 * davy_describe:
 * @field: what is written into
 * @words: the hint or the error that stands beside it
 *
 * Lets a screen reader say after the name of a field what the eye reads beside it. The keyboard is
 * in a part of the field: that is described, too.
 */
void
davy_describe (GtkEditable *field, const char *words)
{
  for (; field != NULL; field = gtk_editable_get_delegate (field))
    gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    words, -1);
}
