#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a hundred thousand alerts cost on their way into the store, and what the window feels of it.

ingest.py BUILD: processor time of reading them from files and writing them to the disk, in times
that json-glib takes to merely parse the files; memory; and the longest time in which the main loop
did not come back to its poll while the program, its window mapped, fetches as many.
"""

import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import uuid

from bench import Bench, Figures

N_ALERTS = 100_000
PER_PAGE = 500
LEAST_BYTES = 1200
N_SUBSCRIPTIONS = 2000
N_CUSTOMERS = 500
N_RUNS = 5
STATUSES = ("Active", "Investigating", "Resolved")
POOL = "cryptoCurrencyMiningPoolDomainName"


class Partner:
    """Makes alerts as Partner Center writes them (wire-contract.md 2.1), each another, always the same."""

    def __init__(self):
        self.random = random.Random(1)
        self.tenant = self.make_id()
        self.customers = [self.make_id() for _ in range(N_CUSTOMERS)]
        self.subscriptions = [self.make_id() for _ in range(N_SUBSCRIPTIONS)]

    def make_id(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def make_activity(self, status):
        logs = []
        for before, after in zip(STATUSES, STATUSES[1 : STATUSES.index(status) + 1]):
            logs.append(
                {
                    "statusFrom": before,
                    "statusTo": after,
                    "updatedBy": "ada@northwind.example",
                    "dateTime": "2026-03-02T09:34:27.8016635+05:30",
                }
            )
        return json.dumps(logs or [{"statusFrom": "", "statusTo": "Active", "updatedBy": "Microsoft"}])

    def make_alert(self, number):
        which = number % N_SUBSCRIPTIONS
        subscription = self.subscriptions[which]
        machine = f"vm-{number:06d}"
        resource = (
            f"/subscriptions/{subscription}/resourceGroups/rg-app/providers"
            f"/Microsoft.Compute/virtualMachines/{machine}"
        )
        status = STATUSES[number % len(STATUSES)]
        resolved = status == "Resolved"
        return {
            "eventTime": f"2026-03-02T04:{number // 60 % 60:02d}:{number % 60:02d}.37",
            "eventId": f"{subscription}_{self.make_id()}",
            "partnerTenantId": self.tenant,
            "partnerFriendlyName": "Northwind Distribution",
            "customerTenantId": self.customers[which % N_CUSTOMERS],
            "customerFriendlyName": f"Customer {which % N_CUSTOMERS}",
            "subscriptionId": subscription,
            "subscriptionType": "modern",
            "entityId": self.make_id(),
            "entityName": machine,
            "entityUrl": resource,
            "hitCount": str(number % 97),
            "catalogOfferId": "MS-AZR-0017G",
            "eventStatus": status,
            "serviceName": "Virtual Machines",
            "resourceName": machine,
            "resourceGroupName": "rg-app",
            "firstOccurrence": "2026-03-02T03:02:00",
            "lastOccurrence": "2026-03-02T04:05:00",
            "resolvedReason": "Fraud" if resolved else "None",
            "resolvedOn": "2026-03-02T10:34:27" if resolved else "9999-12-31T23:59:59.9970000",
            "resolvedBy": "ada@northwind.example" if resolved else "",
            "firstObserved": "2026-03-02T03:02:00",
            "lastObserved": "2026-03-02T04:05:00",
            "eventType": "NetworkConnectionsToCryptoMiningPools",
            "severity": "Medium",
            "confidenceLevel": "high",
            "displayName": "Virtual machine connecting to a mining pool",
            "description": "The virtual machine talked to an address known as a pool of cryptocurrency miners.",
            "country": "DE",
            "valueAddedResellerTenantId": self.tenant,
            "valueAddedResellerFriendlyName": "Grubenlicht",
            "subscriptionName": f"Subscription {which}",
            "affectedResources": [{"azureResourceId": resource, "type": "AzureResource"}],
            "additionalDetails": {
                "resourceid": resource,
                "resourcetype": "AzureResource",
                "vM_IP": f'[\r\n "203.0.113.{number % 250}"\r\n]',
                "miningPool_IP": f'[\r\n "198.51.100.{number % 250}"\r\n]',
                "connectionCount": str(number % 97),
                POOL: "pool.example",
            },
            "IsTest": "false",
            "activityLogs": self.make_activity(status),
        }

    def write_pages(self, folder):
        for page in range(N_ALERTS // PER_PAGE):
            alerts = [json.dumps(self.make_alert(page * PER_PAGE + i)) for i in range(PER_PAGE)]
            assert min(map(len, alerts)) >= LEAST_BYTES
            (folder / f"page-{page:04d}.json").write_text("[" + ",".join(alerts) + "]")


def run(build, what, *arguments):
    command = [build / "tests/bench/ingest", what, *arguments]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = {name: float(value) for name, value in (line.split() for line in output.splitlines())}
    if found["alerts"] != N_ALERTS:
        sys.exit(f"{what} found {found['alerts']:.0f} alerts")
    return found


def measure_work(build, figures):
    """Both sides read the same files, alternating, each time in a fresh process and a fresh database."""
    parsed, stored = [], []
    with tempfile.TemporaryDirectory() as folder:
        pages = pathlib.Path(folder) / "pages"
        pages.mkdir()
        Partner().write_pages(pages)
        for i in range(N_RUNS):
            parsed.append(run(build, "parse", pages))
            stored.append(run(build, "store", pages, pathlib.Path(folder) / f"store-{i}.db"))
            (pathlib.Path(folder) / f"store-{i}.db").unlink()
    seconds = [[side["processor-seconds"] for side in sides] for sides in (parsed, stored)]
    growth = [side["growth-mib"] for side in stored]
    figures.note("json-glib parses, s:", *(f"{value:.2f}" for value in seconds[0]))
    figures.note("read and stored, s: ", *(f"{value:.2f}" for value in seconds[1]))
    figures.note("memory, MiB:        ", *(f"{value:.1f}" for value in growth))
    figures.add("ingest-ratio", statistics.median(seconds[1]) / statistics.median(seconds[0]), "max", 2.0)
    figures.add("rss-growth-mib", statistics.median(growth), "max", 64)


def make_scenario(prefix):
    """The demonstration, with as many alerts; told briefly, for an emulator reads 32 MiB at most."""
    scenario = json.loads((prefix / "share/davylamp/demo/scenario.json").read_text())
    subscriptions = list({alert["subscription"]: None for alert in scenario["alerts"]})
    scenario["alerts"] = [
        {
            "id": f"{i:06d}",
            "subscription": subscriptions[i % len(subscriptions)],
            "created": f"-{1 + i // 60}h{i % 60}m",
            "type": "CryptoMining",
            "details": {"connectionCount": "31"},
            "history": [{"status": "Investigating", "by": "ada", "at": "-50m"}],
        }
        for i in range(N_ALERTS)
    ]
    return scenario


def measure_stall(build, figures):
    with Bench(build, make_scenario(build / "prefix")) as bench:
        found = bench.run_program(what="ingest", alerts=1)
        n_stored = bench.count_alerts()
    if n_stored != N_ALERTS:
        sys.exit(f"the program stored {n_stored} alerts")
    figures.note(f"fetched in {found['refresh-ms'] / 1000:.0f} s, longest busy {found['longest-busy-ms']:.1f} ms")
    figures.add("longest-stall-ms", found["longest-stall-ms"], "max", 32)


def main(build):
    build = pathlib.Path(build).resolve()
    figures = Figures()
    measure_work(build, figures)
    measure_stall(build, figures)
    figures.finish()


if __name__ == "__main__":
    main(sys.argv[1])
