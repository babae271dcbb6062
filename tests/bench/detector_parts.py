# SPDX-License-Identifier: GPL-3.0-or-later
"""Subscriptions of many parts: what judging each of them finds, and what it tells for nothing.

A subscription has so many resources, most of them small, which stand in groups, regions and size families as
well: each of these is a part. Of the last family, which computes for the most part, any cost counts. The seed is
(half, kind, parts, number).
"""

import datetime
import math
from typing import NamedTuple

import detector_own as own
import numpy

SUBSCRIPTIONS = {5: 100, 50: 60, 500: 15}  # of so many resources, so many of each kind
REGIONS = 3
FAMILIES = 6
LEAST, MOST = 30, 5000  # a day in all
SPREAD = 1.5  # of the resources' sizes, in log cost
MOVED = 0.2  # of the resources
EPOCH = datetime.date(1970, 1, 1)

LIVES = {
    "calm": {},
    "noisy": {"noise": (0.2, 0.4)},
    "growing": {"change": own.grow},
    "month-end": {"change": own.bump_months},
    "wandering": {"change": own.wander},
    "workdays": {"weekend": (0, 0.3)},
}
KINDS = (*LIVES, "mixed", "moving", "mined", "trying")


class Subscription(NamedTuple):
    first: datetime.date
    ways: list  # in which it is parted, each a matrix of series
    mined: range  # the days on which a new resource mines; empty for none


def live(random, span, kind):
    """The costs of one resource, which come to 1 a day."""
    settings = dict(LIVES[kind if kind in LIVES else random.choice(list(LIVES))])
    change = settings.pop("change", None)
    life = own.Life(random, span=span, **settings)
    if change is not None:
        change(life)
    return numpy.maximum(life.values, 0) / life.level


def move(random, resources, length):
    """Some are made anew under another name, as machines are, and cost the same there."""
    moved = numpy.zeros_like(resources)
    for index in numpy.flatnonzero(random.random(len(resources)) < MOVED):
        day = int(random.integers(10, length))
        moved[index, day:] = resources[index, day:]
        resources[index, day:] = 0
    return numpy.concatenate([resources, moved])


def mine(random, resources, length):
    """A new resource costs between a twentieth and a third of all."""
    first = int(random.integers(own.LEAST_BEFORE, length - 12))
    days = range(first, min(first + int(random.integers(5, 31)), length))
    cost = max(resources.sum(axis=0).mean() * math.exp(random.uniform(math.log(1 / 20), math.log(1 / 3))), 20)
    new = numpy.zeros((1, length))
    new[0, days.start : days.stop] = cost * numpy.exp(random.normal(0, 0.05, len(days)))
    return numpy.concatenate([resources, new]), days


def try_out(random, resources, length):
    """A machine of a family that nobody uses costs between some cents and a twentieth of all."""
    first = int(random.integers(own.LEAST_BEFORE, length - 12))
    days = range(first, min(first + int(random.integers(5, 31)), length))
    highest = resources.sum(axis=0).mean() / 20
    new = numpy.zeros((1, length))
    new[0, days.start : days.stop] = math.exp(random.uniform(math.log(0.05), math.log(highest)))
    new[0, days.start : days.stop] *= numpy.exp(random.normal(0, 0.05, len(days)))
    return numpy.concatenate([resources, new]), days


def gather(random, resources, number, last_alone):
    """The sums of resources that stand together; @last_alone: the last one stands where nothing stood."""
    places = random.integers(number, size=len(resources))
    if last_alone:
        places[-1] = number
    return numpy.array([resources[places == place].sum(axis=0) for place in range(number + last_alone)])


def sort_by_family(resources, parts, seed, kind):
    """From a random source of its own: the rest is what it was before there were families. What is made anew
    is of the family that it was of."""
    places = numpy.random.default_rng(seed).integers(FAMILIES, size=parts)
    if kind == "moving":
        places = numpy.tile(places, 2)
    elif kind == "mined":
        places = numpy.append(places, 0)
    elif kind == "trying":
        places = numpy.append(places, FAMILIES)
    return numpy.array([resources[places == place].sum(axis=0) for place in range(places.max() + 1)])


def generate(kind, parts, number, half):
    random = numpy.random.default_rng((own.HALVES.index(half), KINDS.index(kind), parts, number))
    span = own.draw_span(random)
    sizes = numpy.exp(random.normal(0, SPREAD, parts))
    sizes *= math.exp(random.uniform(math.log(LEAST), math.log(MOST))) / sizes.sum()
    resources = numpy.array([size * live(random, span, kind) for size in sizes])
    mined = range(0)
    if kind == "moving":
        resources = move(random, resources, span[1])
    elif kind == "mined":
        resources, mined = mine(random, resources, span[1])
    elif kind == "trying":
        resources, mined = try_out(random, resources, span[1])
    groups = gather(random, resources, max(round(math.sqrt(parts)), 2), kind == "mined")
    regions = gather(random, resources, REGIONS, False)
    families = sort_by_family(resources, parts, (own.HALVES.index(half), KINDS.index(kind), parts, number, 1), kind)
    return Subscription(span[0], [regions, groups, resources, families], mined)


def count_entries(running, mined, whose=None):
    """Of the entries that the alert list gets: how many tell of no mining, and whether one does. What shares
    days with one before is the same entry. @whose: only of that part, 0 for the total; None: of all"""
    entries = []
    for _, part, onset, end in running:
        if whose not in (None, part):
            continue
        same = next((entry for entry in reversed(entries) if entry[0] <= end and onset <= entry[1]), None)
        if same is None:
            entries.append([onset, end])
        else:
            same[:] = [onset, end]
    right = sum(any(day in mined for day in range(onset, end + 1)) for onset, end in entries)
    return len(entries) - right, right > 0
