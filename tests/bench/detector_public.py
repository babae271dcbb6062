# SPDX-License-Identifier: GPL-3.0-or-later
"""The public benchmark for daily cost, made anew from its published parameters.

https://github.com/Urthella/costsight (MIT): seven services a day for 90 days, with planted spikes,
new levels and drifts, scored over the pairs of service and day. NumPy's generator is seeded and
asked in the same order as there, so the streams are the same: CHECKS holds sums over the files that
it publishes.
"""

import datetime
import time
from typing import NamedTuple

import numpy
from statsmodels.tsa.seasonal import STL

FIRST_DAY = datetime.date(2025, 1, 1)
N_DAYS = 90
SEEDS = range(1000, 1025)
UNSEEN_SEEDS = range(5000, 5050)

# Cost a day, noise as a share of it.
SERVICES = {
    "EC2": (180.0, 0.18),
    "S3": (65.0, 0.10),
    "RDS": (140.0, 0.15),
    "Lambda": (5.0, 0.40),
    "CloudFront": (25.0, 0.25),
    "DynamoDB": (30.0, 0.20),
    "EBS": (45.0, 0.08),
}
WORKDAY, WEEKEND, MONTHLY_GROWTH = 1.12, 1 - 0.6 * 0.12, 0.01
LEAST_NOISE, MOST_NOISE = 0.4, 1.8

# Mean precision, recall and F1 of the 25 seeds of the default scenario (examples/benchmark_summary.csv).
PUBLISHED = {
    "STL": {
        "all": (0.8615, 0.6785, 0.7568),
        "spike": (0.3575, 1.0000, 0.5222),
        "level": (0.6396, 0.6105, 0.6163),
        "drift": (0.7895, 0.6890, 0.7343),
    },
    "isolation forest": {
        "all": (0.4238, 0.2574, 0.3192),
        "spike": (0.1414, 1.0000, 0.2470),
        "level": (0.1975, 0.2400, 0.2156),
        "drift": (0.2465, 0.1961, 0.2173),
    },
    "z-score": {
        "all": (0.9900, 0.0558, 0.1055),
        "spike": (0.9900, 0.9467, 0.9623),
        "level": (0.1200, 0.0063, 0.0120),
        "drift": (0.0000, 0.0000, 0.0000),
    },
}

# Scenario, seed and days of the files that it publishes: the sum of all their costs.
CHECKS = {
    ("default", 42, 90): 51510.51,
    ("spike_storm", 7, 60): 33078.22,
    ("stealth_leak", 3, 90): 55150.90,
    ("multi_region", 5, 90): 47967.83,
    ("calm", 11, 60): 31789.32,
    ("showcase", 9, 90): 92778.37,
}


class Planted(NamedTuple):
    service: str
    kind: str  # spike, level or drift
    first: int
    last: int  # included
    factor: float


def plant_default(n_days, random):
    last = n_days - 1
    level = min(last, max(7, int(n_days * 0.4)))
    level_end = min(last, level + max(7, n_days // 5))
    drift = min(last, max(level_end + 5, int(n_days * 0.65)))
    early = min(last, max(5, n_days // 4))
    yield Planted("EC2", "spike", max(0, last - 12), max(0, last - 12), 4.5)
    yield Planted("Lambda", "spike", early, early, 6.0)
    yield Planted("RDS", "level", level, level_end, 1.7)
    if drift < last:
        yield Planted("S3", "drift", drift, last, 2.0)
    service = str(random.choice(["CloudFront", "DynamoDB", "EBS"]))
    day = int(random.integers(low=5, high=max(6, n_days - 5)))
    yield Planted(service, "spike", day, day, 3.5)


def plant_drift_heavy(n_days, random):
    for service, first, last in (("S3", 0.10, 0.55), ("DynamoDB", 0.30, 0.85), ("EBS", 0.45, 1)):
        yield Planted(service, "drift", int(n_days * first), min(int(n_days * last), n_days - 1), 2.2)


def plant_spike_storm(n_days, random):
    services = ["EC2", "Lambda", "RDS", "DynamoDB", "S3", "CloudFront"]
    days = sorted(random.integers(low=5, high=max(6, n_days - 2), size=len(services)).tolist())
    for service, day in zip(services, days):
        yield Planted(service, "spike", day, day, float(random.uniform(3.5, 6.0)))


def plant_stealth_leak(n_days, random):
    for service in ("EC2", "S3", "RDS", "DynamoDB"):
        yield Planted(service, "drift", int(n_days * 0.35), n_days - 1, 1.55)
    yield Planted("Lambda", "spike", n_days - 3, n_days - 3, 4.0)


def plant_multi_region(n_days, random):
    first = n_days // 2
    last = min(n_days - 1, first + 14)
    yield Planted("RDS", "level", first, last, 0.4)
    yield Planted("EC2", "level", first, last, 1.6)
    yield Planted("EBS", "drift", first, last, 0.5)
    yield Planted("S3", "drift", first, last, 1.7)


def plant_weekend_camouflage(n_days, random):
    weekends = [day for day in range(n_days) if is_weekend(day)]
    days = sorted(random.choice(weekends, size=min(3, len(weekends)), replace=False).tolist())
    for service, day in zip(("Lambda", "DynamoDB", "S3"), days):
        yield Planted(service, "spike", day, day, 4.5)


def plant_showcase(n_days, random):
    last = n_days - 1
    yield Planted("EC2", "level", int(n_days * 0.38), min(last, int(n_days * 0.78)), 6.0)
    yield Planted("Lambda", "level", int(n_days * 0.55), min(last, int(n_days * 0.88)), 4.0)
    yield Planted("S3", "drift", int(n_days * 0.15), last, 3.0)
    yield Planted("EBS", "drift", int(n_days * 0.45), last, 2.5)
    day = min(last, int(n_days * 0.85))
    yield Planted("RDS", "spike", day, day, 10.0)
    day = min(last, max(5, int(n_days * 0.28)))
    yield Planted("DynamoDB", "spike", day, day, 6.0)


SCENARIOS = {
    "default": plant_default,
    "calm": lambda n_days, random: (),
    "spike_storm": plant_spike_storm,
    "weekend_camouflage": plant_weekend_camouflage,
    "stealth_leak": plant_stealth_leak,
    "multi_region": plant_multi_region,
    "drift_heavy": plant_drift_heavy,
    "showcase": plant_showcase,
}


def is_weekend(day):
    return (FIRST_DAY + datetime.timedelta(days=day)).weekday() >= 5


def generate(scenario, seed, n_days=N_DAYS):
    """Returns the daily costs of each service and what is planted on each day: {name: (costs, kinds)}."""
    random = numpy.random.default_rng(seed)
    days = numpy.arange(n_days)
    weekly = numpy.array([WEEKEND if is_weekend(day) else WORKDAY for day in range(n_days)])
    growth = 1 + MONTHLY_GROWTH * days / 30
    costs = {}
    for name, (base, noise) in SERVICES.items():
        factor = random.normal(1, noise, n_days).clip(LEAST_NOISE, MOST_NOISE)
        costs[name] = base * weekly * growth * factor
    kinds = {name: [None] * n_days for name in SERVICES}
    for planted in SCENARIOS[scenario](n_days, random):
        span = slice(planted.first, planted.last + 1)
        length = planted.last + 1 - planted.first
        steps = numpy.arange(length) / max(length - 1, 1) if planted.kind == "drift" else 1
        costs[planted.service][span] *= 1 + (planted.factor - 1) * steps
        kinds[planted.service][span] = [planted.kind] * length
    return {name: (costs[name].round(2), kinds[name]) for name in SERVICES}


def check_streams():
    """Whether the streams are those of the benchmark. Returns a sentence."""
    wrong = [
        f"{scenario} {seed}"
        for (scenario, seed, n_days), total in CHECKS.items()
        if abs(sum(costs.sum() for costs, _ in generate(scenario, seed, n_days).values()) - total) > 0.005
    ]
    if wrong:
        return f"NumPy {numpy.__version__} makes other streams than the benchmark's ({', '.join(wrong)})."
    return f"The {len(CHECKS)} files that the benchmark publishes come out to the cent: the streams are the same."


def decompose(costs):
    """What STL makes of a service, by the benchmark's rule (its threshold is 3): the alarms, and the seconds it took.

    A day is too much when its residual is 3 standard deviations away on either side, or when the
    trend is 3 tenths above its first two weeks, or as many standard deviations.
    """
    began = time.thread_time()
    fit = STL(costs, period=7, robust=True).fit()
    took = time.thread_time() - began
    spread = numpy.std(fit.resid) or 1.0
    start = numpy.median(fit.trend[:14])
    trend = (fit.trend - start) / max(start / 10, spread)
    return (numpy.maximum(numpy.abs(fit.resid) / spread, trend) >= 3).tolist(), took


def rate(hits, false, misses):
    """Precision, recall and F1."""
    precision = hits / (hits + false) if hits + false else 0.0
    recall = hits / (hits + misses) if hits + misses else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score(found):
    """Scores the alarms of all services of one seed: {class: (precision, recall, F1)}.

    A false alarm has no class; it counts against each of them, as in the published scores.
    """
    pairs = [pair for alarms, kinds in found for pair in zip(alarms, kinds)]
    false = sum(alarm and kind is None for alarm, kind in pairs)
    scores = {}
    for name in ("all", "spike", "level", "drift"):
        planted = [alarm for alarm, kind in pairs if kind is not None and name in ("all", kind)]
        if planted:
            scores[name] = rate(sum(planted), false, len(planted) - sum(planted))
    return scores
