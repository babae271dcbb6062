# SPDX-License-Identifier: GPL-3.0-or-later
"""Series of our own: what a subscription costs before and while somebody mines on it, and what looks like it.

Each series is made of a usual life (a level, a weekly pattern, noise, growth, bumps at the month's
end) and of what its kind adds. The seed is (half, kind, number): the first half is what the detector
was developed with, the second was kept apart.
"""

import datetime
from typing import NamedTuple

import numpy

HALVES = ("development", "held out")
PER_KIND = 100
START = datetime.date(2024, 3, 1)
START_SPAN = 700
LEAST_DAYS, MOST_DAYS = 90, 150
LEAST_BEFORE = 35  # days of usual life before the mining


class Series(NamedTuple):
    first: datetime.date
    values: list  # None: nothing is known of that day
    mined: range  # the days on which it is mined, as indices; empty for none
    incomplete: int


def draw_span(random):
    length = int(random.integers(LEAST_DAYS, MOST_DAYS + 1))
    return START + datetime.timedelta(days=int(random.integers(START_SPAN))), length


class Life:
    """The usual days of one subscription, to which its kind adds what is not usual."""

    def __init__(self, random, least=15, most=3000, noise=(0.02, 0.12), weekend=(0.5, 1), span=None):
        """@span: the first day and the length; drawn when it is None."""
        self.random = random
        self.first, self.length = span or draw_span(random)
        self.level = float(numpy.exp(random.uniform(numpy.log(least), numpy.log(most))))
        self.noise = random.uniform(*noise)
        factor = random.uniform(*weekend)
        self.factors = numpy.array([factor if self.date(day).weekday() >= 5 else 1 for day in range(self.length)])
        self.values = self.level * self.factors * numpy.exp(random.normal(0, self.noise, self.length))
        self.mined = range(0)
        self.unknown = set()
        self.incomplete = 0

    def date(self, day):
        return self.first + datetime.timedelta(days=int(day))

    def choose(self, low, high):
        """A whole number, both ends included."""
        return int(self.random.integers(low, high + 1))

    def mine(self, first=None, days=(5, 30), times=(1.8, 12), ramp=0, least=20):
        """Adds mining that costs @times the level, from @first on; it may end before the series does."""
        if first is None:
            first = self.choose(LEAST_BEFORE, self.length - 12)
        last = min(first + self.choose(*days), self.length)
        cost = max(self.level * (self.random.uniform(*times) - 1), least)
        share = numpy.minimum((numpy.arange(last - first) + 1) / (ramp + 1), 1)
        # The machines start some time in the first day.
        share[0] *= self.random.uniform(0.4, 1)
        noise = numpy.exp(self.random.normal(0, 0.05, last - first))
        self.values[first:last] += cost * share * noise
        self.mined = range(first, last)

    def forget(self, first, days):
        self.unknown.update(range(first, min(first + days, self.length)))

    def finish(self):
        values = [None if day in self.unknown else round(float(v), 2) for day, v in enumerate(self.values)]
        return Series(self.first, values, self.mined, self.incomplete)


def bump_months(life):
    """The last days of each month, or the first of the next, cost more: invoices, closing, backups."""
    days = life.choose(1, 3)
    late = life.random.random() < 0.7
    factor = life.random.uniform(1.3, 2.2)
    for day in range(life.length):
        date = life.date(day)
        left = ((date.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - date).days
        if (left <= days) if late else (date.day <= days):
            life.values[day] *= factor * float(numpy.exp(life.random.normal(0, 0.05)))


def grow(life):
    life.values *= numpy.exp(life.random.uniform(0.002, 0.01) * numpy.arange(life.length))


def credit(life):
    """Credits: some make a day negative, some only lower it."""
    for _ in range(life.choose(1, 4)):
        life.values[life.choose(0, life.length - 1)] -= life.level * life.random.uniform(0.3, 4)


def cut_last_days(life):
    life.incomplete = life.choose(1, 2)
    for back in range(life.incomplete):
        life.values[-1 - back] *= life.random.uniform(0.05, 0.4) if back == 0 else life.random.uniform(0.4, 0.95)


def wander(life):
    """Days that resemble the day before."""
    wandering, spread = 0, life.random.uniform(0.04, 0.1)
    for day in range(life.length):
        wandering = 0.8 * wandering + float(life.random.normal(0, 0.6 * spread))
        life.values[day] *= numpy.exp(wandering)


def from_zero(random):
    life = Life(random, least=20, most=2000, noise=(0.05, 0.3))
    share = random.choice([0, 0, random.uniform(0, 0.002)])
    cost = life.level
    life.values *= share
    life.level = 0
    life.mine(times=(1, 1), least=cost)
    return life


def busy(random):
    life = Life(random, least=300, most=5000)
    life.mine(times=(1.3, 4))
    return life


def weekend(random):
    life = Life(random, weekend=(0.2, 0.8))
    saturdays = [day for day in range(LEAST_BEFORE, life.length - 8) if life.date(day).weekday() == 5]
    life.mine(first=int(random.choice(saturdays)))
    return life


def ramping(random):
    life = Life(random)
    life.mine(days=(12, 40), times=(2.5, 10), ramp=life.choose(4, 9))
    return life


def after_gap(random):
    life = Life(random)
    first = life.choose(LEAST_BEFORE + 14, life.length - 12)
    days = life.choose(2, 14)
    life.mine(first=first)
    life.forget(first - days, days)
    return life


def partial(random):
    life = Life(random)
    life.mine(first=life.length - life.choose(3, 8), times=(3, 12))
    cut_last_days(life)
    return life


def with_credits(random):
    life = Life(random)
    credit(life)
    life.mine()
    return life


def on_growth(random):
    life = Life(random)
    grow(life)
    life.mine(times=(2.5, 12))
    return life


def on_month_ends(random):
    life = Life(random)
    bump_months(life)
    life.mine(times=(2.5, 12))
    return life


def on_noise(random):
    life = Life(random, noise=(0.2, 0.3))
    life.mine(times=(4, 12))
    return life


def switched_on(random):
    """A subscription that was switched off and is found by somebody else a while later."""
    life = Life(random)
    off = life.choose(20, life.length - 50)
    life.values[off:] *= random.uniform(0, 0.02)
    life.level = 0
    life.mine(first=life.choose(off + 30, life.length - 12), times=(1, 1), least=life.random.uniform(30, 1500))
    return life


def young(random):
    """A subscription of which only a few weeks are known."""
    life = Life(random)
    life.mine(first=life.choose(12, 30))
    return life


def reduced(random):
    """Most of it was given up some weeks before."""
    life = Life(random, least=100)
    down = life.choose(30, life.length - 45)
    life.values[down:] *= random.uniform(0.2, 0.6)
    life.mine(first=life.choose(down + 25, life.length - 12), times=(2.2, 8))
    return life


def on_wandering(random):
    life = Life(random)
    wander(life)
    life.mine(times=(2, 12))
    return life


def quiet(random):
    return Life(random)


def noisy(random):
    return Life(random, noise=(0.2, 0.4))


def growing(random):
    life = Life(random)
    grow(life)
    return life


def month_end(random):
    life = Life(random)
    bump_months(life)
    return life


def paused(random):
    """Less for some days, then as before."""
    life = Life(random)
    for _ in range(life.choose(1, 2)):
        first = life.choose(15, life.length - 10)
        life.values[first : first + life.choose(3, 20)] *= random.uniform(0, 0.6)
    return life


def quiet_partial(random):
    life = Life(random)
    cut_last_days(life)
    return life


def credited(random):
    life = Life(random)
    credit(life)
    return life


def switched_off(random):
    life = Life(random)
    off = life.choose(15, life.length - 20)
    life.values[off:] *= random.choice([0, random.uniform(0, 0.3)])
    return life


def gaps(random):
    life = Life(random)
    for _ in range(life.choose(1, 4)):
        life.forget(life.choose(0, life.length - 10), life.choose(1, 10))
    return life


def workdays(random):
    """Machines that run on workdays only."""
    return Life(random, weekend=(0, 0.3))


def wandering(random):
    life = Life(random)
    wander(life)
    return life


MINED = {
    "from zero": from_zero,
    "busy base": busy,
    "weekend start": weekend,
    "ramping": ramping,
    "after a gap": after_gap,
    "partial": partial,
    "credited": with_credits,
    "growing": on_growth,
    "month-end": on_month_ends,
    "noisy": on_noise,
    "switched off": switched_on,
    "young": young,
    "reduced": reduced,
    "wandering": on_wandering,
}
CALM = {
    "calm": quiet,
    "noisy": noisy,
    "growing": growing,
    "month-end": month_end,
    "partial": quiet_partial,
    "credited": credited,
    "switched off": switched_off,
    "paused": paused,
    "gaps": gaps,
    "workdays": workdays,
    "wandering": wandering,
}
KINDS = {**{f"mined, {name}": kind for name, kind in MINED.items()}, **CALM}


def generate(kind, number, half):
    seed = (HALVES.index(half), list(KINDS).index(kind), number)
    return KINDS[kind](numpy.random.default_rng(seed)).finish()
