#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often the spike detector is right, and what it costs.

detector.py BUILD: on the public benchmark for daily cost, beside its published scores and beside STL on
the same series; on series of our own; and its processor time in that of STL. What is judged is what
detect-spikes prints.
"""

import concurrent.futures
import datetime
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # STL is timed on one thread

import detector_own as own  # noqa: E402
import detector_parts as parts  # noqa: E402
import detector_public as public  # noqa: E402
import numpy  # noqa: E402
from bench import Figures  # noqa: E402

ALARMS = ("spike", "shift", "new")
MONTH = 30
N_TIMED = 10_000
N_ROUNDS = 5
TIMED_SEED = 100_000
YEARS = 5 * 365


class Detector:
    """detect-spikes, run on one series after the other."""

    def __init__(self, build, folder):
        self.program = build / "tests/bench/detect-spikes"
        self.folder = pathlib.Path(folder)

    def detect(self, first, values, incomplete=0):
        """Whether it alarms, for each day."""
        lines = [
            f"{first + datetime.timedelta(days=day)},{'' if value is None else value}\n"
            for day, value in enumerate(values)
        ]
        with tempfile.NamedTemporaryFile("w", suffix=".csv", dir=self.folder) as file:
            file.writelines(["date,value\n", *lines])
            file.flush()
            command = [self.program, "--incomplete", str(incomplete), file.name]
            output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        return [line.rsplit(",", 1)[1] in ALARMS for line in output.splitlines()[1:]]

    def detect_all(self, arguments):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(lambda each: self.detect(*each), arguments))


def count_false(alarms, meant):
    """Episodes, days of alarm in a row, of which no day is meant to alarm."""
    false = 0
    running = hit = False
    for alarm, right in zip([*alarms, False], [*meant, False]):
        if alarm:
            hit = right or (running and hit)
        elif running:
            false += not hit
        running = alarm
    return false


class Scores:
    """Of one detector on one scenario: means over the seeds, and false episodes over all series."""

    def __init__(self, seeds):
        scores = [public.score(found) for found in seeds]
        self.means = {
            name: tuple(statistics.mean(values) for values in zip(*(score[name] for score in scores)))
            for name in (scores[0] if scores else ())
        }
        series = [pair for found in seeds for pair in found]
        months = sum(len(alarms) for alarms, _ in series) / MONTH
        false = sum(count_false(alarms, [kind is not None for kind in kinds]) for alarms, kinds in series)
        self.false = false / months

    @property
    def f1(self):
        return self.means["all"][2]


def describe(rates):
    return "  ".join(f"{value:.3f}" for value in rates)


def measure_scenario(detector, figures, scenario, seeds):
    made = [list(public.generate(scenario, seed).values()) for seed in seeds]
    flat = [(public.FIRST_DAY, costs.tolist()) for services in made for costs, _ in services]
    found = iter(detector.detect_all(flat))
    ours = Scores([[(next(found), kinds) for _, kinds in services] for services in made])
    stl = Scores([[(public.decompose(costs)[0], kinds) for costs, kinds in services] for services in made])
    figures.note(f"{scenario}, seeds {seeds[0]} to {seeds[-1]}: precision, recall, F1")
    for name in ours.means:
        figures.note(f"  {name:6} detector {describe(ours.means[name])}   STL {describe(stl.means[name])}")
    figures.note(f"  false episodes a series and month: detector {ours.false:.3f}, STL {stl.false:.3f}")
    return ours, stl


def measure_public(detector, figures):
    figures.note(public.check_streams())
    for name, classes in public.PUBLISHED.items():
        figures.note(f"published, {name}:", ", ".join(f"{what} {describe(rates)}" for what, rates in classes.items()))
    results = {name: measure_scenario(detector, figures, name, public.SEEDS) for name in public.SCENARIOS}
    ours, stl = results["default"]
    unseen, _ = measure_scenario(detector, figures, "default", public.UNSEEN_SEEDS)
    figures.add("f1", ours.f1, "min", 0.83, 3)
    figures.add("f1-unseen", unseen.f1, "min", 0.82, 3)
    figures.add("f1-above-stl", ours.f1 - stl.f1, "min", 0.06, 3)
    figures.add("public-false", results["calm"][0].false, "max", 0.05, 3)


class Tally:
    """What was found of the series of one or more kinds."""

    def __init__(self):
        self.mined = self.found = self.delay = self.days = self.hit_days = self.false = 0
        self.months = 0.0

    def add(self, series, alarms):
        meant = [day in series.mined for day in range(len(alarms))]
        seen = [day for day in series.mined if alarms[day]]
        self.false += count_false(alarms, meant)
        self.months += len(alarms) / MONTH
        self.mined += len(series.mined) > 0
        self.days += len(series.mined)
        self.hit_days += len(seen)
        if seen:
            self.found += 1
            self.delay += seen[0] - series.mined[0]

    def merge(self, other):
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def describe(self):
        false = f"{self.false / self.months:.3f} false a series and month"
        if not self.mined:
            return false
        return (
            f"found {self.found / self.mined:.3f}, days {self.hit_days / self.days:.3f}, "
            f"delay {self.delay / max(self.found, 1):.2f} days, {false}"
        )


def measure_own(detector, figures, half):
    figures.note(f"own series, {half}:")
    total = Tally()
    for kind in own.KINDS:
        made = [own.generate(kind, number, half) for number in range(own.PER_KIND)]
        found = detector.detect_all([(series.first, series.values, series.incomplete) for series in made])
        tally = Tally()
        for series, alarms in zip(made, found):
            tally.add(series, alarms)
        figures.note(f"  {kind:22} {tally.describe()}")
        total.merge(tally)
    figures.note(f"  {'all':22} {total.describe()}")
    return total


class PartsTally:
    """False entries of the alert list, and what was found: by the total alone, and with the parts."""

    def __init__(self):
        self.months = 0.0
        self.mined = 0
        self.false = {"total": 0, "parts": 0}
        self.found = {"total": 0, "parts": 0}

    def add(self, subscription, running):
        self.months += subscription.ways[0].shape[1] / MONTH
        self.mined += len(subscription.mined) > 0
        for name, whose in (("total", 0), ("parts", None)):
            false, found = parts.count_entries(running, subscription.mined, whose)
            self.false[name] += false
            self.found[name] += found

    def merge(self, other):
        self.months += other.months
        self.mined += other.mined
        for name in self.false:
            self.false[name] += other.false[name]
            self.found[name] += other.found[name]

    def get_more_false(self):
        return (self.false["parts"] - self.false["total"]) / self.months

    def describe(self):
        false = ", ".join(f"{name} {count / self.months:.3f}" for name, count in self.false.items())
        line = f"false a subscription and month: {false}"
        if self.mined:
            line += "; found: " + ", ".join(f"{name} {count / self.mined:.3f}" for name, count in self.found.items())
        return line


def detect_parts(build, folder, subscription):
    first = (subscription.first - parts.EPOCH).days
    days = subscription.ways[0].shape[1]
    with tempfile.NamedTemporaryFile(suffix=".parts", dir=folder) as file:
        numpy.concatenate([subscription.ways[0].sum(axis=0, keepdims=True), *subscription.ways]).tofile(file)
        file.flush()
        *numbers, families = (str(len(way)) for way in subscription.ways)
        command = [build / "tests/bench/detect-parts", str(first), str(days), file.name, *numbers, f"{families}:1"]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [tuple(map(int, line.split())) for line in output.splitlines()]


def measure_parts(build, figures, folder, half):
    """Returns: the tally of each number of resources."""
    figures.note(f"subscriptions judged by their parts as well, {half}:")
    tallies = {}
    for number, count in parts.SUBSCRIPTIONS.items():
        tallies[number] = PartsTally()
        for kind in parts.KINDS:
            made = [parts.generate(kind, number, index, half) for index in range(count)]
            tally = PartsTally()
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                for each, running in zip(made, pool.map(lambda each: detect_parts(build, folder, each), made)):
                    tally.add(each, running)
            figures.note(f"  {number:3} resources, {kind:9} {tally.describe()}")
            tallies[number].merge(tally)
        figures.note(f"  {number:3} resources, {'all':9} {tallies[number].describe()}")
    return tallies


def measure_time(build, figures, folder):
    """Both take the same series, in turn: the detector all of them, STL a fifth of them each time."""
    made = []
    seed = TIMED_SEED
    while len(made) < N_TIMED:
        made += [costs for costs, _ in public.generate("default", seed).values()]
        seed += 1
    made = made[:N_TIMED]
    short = pathlib.Path(folder) / "short"
    long = pathlib.Path(folder) / "long"
    numpy.array(made).tofile(short)
    numpy.concatenate(made)[: YEARS * (N_TIMED * public.N_DAYS // YEARS)].tofile(long)

    def detect(days, file):
        command = [build / "tests/bench/detector-time", str(days), file]
        return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)

    ours, years, stl = [], [], 0.0
    for turn in range(N_ROUNDS):
        ours.append(detect(public.N_DAYS, short))
        years.append(detect(YEARS, long))
        stl += sum(public.decompose(costs)[1] for costs in made[turn::N_ROUNDS])
    figures.note(f"{N_TIMED} series of {public.N_DAYS} days, STL, s: {stl:.2f}")
    figures.note("the same, detector, s:", *(f"{seconds:.3f}" for seconds in ours))
    figures.note(f"as many days in series of {YEARS}, s:", *(f"{seconds:.3f}" for seconds in years))
    figures.add("stl-ratio", statistics.median(ours) / stl, "max", 0.01, 4)
    figures.add("five-years-ratio", statistics.median(years) / statistics.median(ours), "max", 1.5, 2)


def main(build):
    build = pathlib.Path(build).resolve()
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        detector = Detector(build, folder)
        measure_public(detector, figures)
        measure_own(detector, figures, "development")
        held_out = measure_own(detector, figures, "held out")
        measure_parts(build, figures, folder, "development")
        of_parts = measure_parts(build, figures, folder, "held out")
        measure_time(build, figures, folder)
    figures.add("own-recall", held_out.found / held_out.mined, "min", 0.98, 3)
    figures.add("own-delay-days", held_out.delay / held_out.found, "max", 0.5, 2)
    figures.add("own-false", held_out.false / held_out.months, "max", 0.05, 3)
    figures.add("parts-false", max(tally.get_more_false() for tally in of_parts.values()), "max", 0.05, 3)
    figures.add("parts-found", min(tally.found["parts"] / tally.mined for tally in of_parts.values()), "min", 0.9, 3)
    figures.finish()


if __name__ == "__main__":
    main(sys.argv[1])
