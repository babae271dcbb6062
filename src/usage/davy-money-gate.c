/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usage/davy-money-gate.h"

#include <math.h>
#include <string.h>

/* The detector's amounts of money, for what a series is in (usage-and-spikes.md D.3, 5 and 6). What
 * is too little to be looked at is chosen in euros. */

/* A cent may be what rounding left. */
#define ANY_COST 0.01

/* What a euro is worth, to one digit: a gate is no price, and has to be right by its magnitude. The
 * currencies that are not named are worth about a euro, or so near that it makes no difference. */
static const struct
{
  const char *currency;
  double rate;
} rates[] = {
  { "BRL", 6 },   { "CLP", 1000 }, { "CNY", 8 },     { "COP", 5000 },  { "CZK", 20 },
  { "DKK", 7 },   { "HKD", 9 },    { "HUF", 400 },   { "IDR", 20000 }, { "INR", 100 },
  { "ISK", 100 }, { "JPY", 200 },  { "KRW", 2000 },  { "MXN", 20 },    { "NOK", 10 },
  { "PHP", 70 },  { "PLN", 4 },    { "RUB", 90 },    { "SEK", 10 },    { "THB", 40 },
  { "TRY", 50 },  { "TWD", 40 },   { "VND", 30000 }, { "ZAR", 20 },
};

/**
 * davy_money_gate_set_currency:
 * @detector: the parameters, @notable_amount as a person has set it, in any currency alike
 * @currency: ISO 4217 of a series, "" when it is not known
 *
 * Asks for the same worth of excess in each currency. What is notable is no less than what is
 * looked at.
 */
void
davy_money_gate_set_currency (DavyDetector *detector, const char *currency)
{
  detector->least_excess = davy_detector_defaults.least_excess;
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    if (strcmp (rates[i].currency, currency) == 0)
      detector->least_excess = davy_detector_defaults.least_excess * rates[i].rate;

  detector->notable_amount = MAX (detector->notable_amount, detector->least_excess);
}

/**
 * davy_money_gate_count_any_cost:
 * @detector: the parameters, for a currency already
 *
 * Has any cost count where there was none, of what honest work begins with rarely and never by the
 * way (davy_size_family_is_accelerated()).
 */
void
davy_money_gate_count_any_cost (DavyDetector *detector)
{
  detector->any_cost = ANY_COST * detector->least_excess / davy_detector_defaults.least_excess;
}

/**
 * davy_money_gate_open:
 * @detector: the parameters
 *
 * An amount of money says nothing about hours or gigabytes: whatever leaves the expected range of a
 * quantity leaves it. What is notable of it, its cost says, and whether it is more than was
 * planned.
 */
void
davy_money_gate_open (DavyDetector *detector)
{
  detector->least_excess = 0;
  detector->notable_amount = INFINITY;
  for (guint i = 0; i < detector->n_planned; i++)
    detector->planned[i].most = INFINITY;
}
