#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the demonstration: ./make-scenario.py > scenario.json

The same seed gives the same file. Every company, person and address in it is invented.
"""

import argparse
import json
import random
import uuid

import estates

PASSWORD = "davylamp"

PARTNER_PEOPLE = [
    ("ada.kern", "Ada Kern", "admin-agent", True),
    ("luc.moreau", "Luc Moreau", "security-reader", True),
    ("mia.fischer", "Mia Fischer", "admin-agent", False),
]

# name, country
RESELLERS = [
    ("Grubenlicht IT GmbH", "DE"),
    ("Nordstern Systemhaus GmbH", "DE"),
    ("Lanterne Conseil SARL", "FR"),
    ("Fanal Services SA", "BE"),
    ("Docht & Partner AG", "CH"),
    ("Alpenblick Systeme OG", "AT"),
    ("Fellside Computing Ltd", "GB"),
    ("Polder Cloud B.V.", "NL"),
]

# country: currency, locale, phone, [(city, postal code)], street
COUNTRIES = {
    "DE": ("EUR", "de-DE", "+49 000 ", [("Bochum", "44787"), ("Leipzig", "04109"), ("Hamburg", "20095"),
                                       ("Stuttgart", "70173"), ("Köln", "50667")], "Lindenstraße"),
    "FR": ("EUR", "fr-FR", "+33 000 ", [("Lille", "59000"), ("Lyon", "69002"), ("Nantes", "44000")],
           "rue des Lampistes"),
    "CH": ("CHF", "de-CH", "+41 000 ", [("Winterthur", "8400"), ("Genève", "1204"), ("Bern", "3011")],
           "Bahnhofstrasse"),
    "AT": ("EUR", "de-AT", "+43 000 ", [("Graz", "8010"), ("Linz", "4020")], "Hauptplatz"),
    "BE": ("EUR", "fr-BE", "+32 000 ", [("Liège", "4000"), ("Charleroi", "6000"), ("Gent", "9000")],
           "rue du Charbonnage"),
    "GB": ("GBP", "en-GB", "+44 000 ", [("Penzance", "TR18 2EY"), ("Durham", "DH1 3NJ"), ("Leeds", "LS1 4AP")],
           "Davy Street"),
    "NL": ("EUR", "nl-NL", "+31 000 ", [("Heerlen", "6411 CR"), ("Utrecht", "3511 LN")], "Stationsweg"),
    "LU": ("EUR", "fr-LU", "+352 000 ", [("Esch-sur-Alzette", "4010")], "rue de l’Alzette"),
}

CUSTOMERS = [
    ("Fabrikam Robotics GmbH", "DE"), ("Tailspin Spielwaren GmbH", "DE"), ("Bergmann Präzision AG", "DE"),
    ("Contoso Logistik GmbH", "DE"), ("Wingtip Verlag GmbH", "DE"), ("Stadtwerke Königsaue", "DE"),
    ("Klinikum Sankt Barbara", "DE"), ("Adatum Maschinenbau GmbH", "DE"), ("Hochschule Falkenhain", "DE"),
    ("Trey Optik GmbH", "DE"), ("Weinkontor Saale eG", "DE"), ("Lucerne Medien GmbH", "DE"),
    ("Rechenwerk Süd GmbH", "DE"), ("Küstenbau Petersen KG", "DE"),
    ("Relecloud France SAS", "FR"), ("Ateliers Margaux SARL", "FR"), ("Mairie de Valbrume", "FR"),
    ("Boulangeries Perrault SA", "FR"), ("Vins du Sablon SCA", "FR"), ("Transports Gaillard SAS", "FR"),
    ("Clinique des Tilleuls", "FR"), ("Éditions Rivage", "FR"), ("Fourth Coffee France SARL", "FR"),
    ("Alpine Ski House AG", "CH"), ("Uhrenmanufaktur Jura SA", "CH"), ("Banque Privée du Lac SA", "CH"),
    ("Proseware Schweiz AG", "CH"), ("Spital Oberhasli", "CH"), ("Käserei Emmental AG", "CH"),
    ("Donau Reederei GmbH", "AT"), ("Graphic Design Institute Graz", "AT"), ("Tiroler Holzwerke GmbH", "AT"),
    ("Litware Österreich GmbH", "AT"), ("Wiener Notendruck GmbH", "AT"),
    ("Chocolaterie Meuse SPRL", "BE"), ("Blue Yonder Airlines Belgium", "BE"), ("Brouwerij Zilverhop", "BE"),
    ("Hauts Fourneaux du Sart SA", "BE"),
    ("Penwith Tin Heritage Trust", "GB"), ("Woodgrove Bank plc", "GB"), ("Humongous Insurance Ltd", "GB"),
    ("Dales Dairy Co-operative", "GB"), ("Margie’s Travel Ltd", "GB"),
    ("School of Fine Art Utrecht", "NL"), ("Waterschap Lage Vliet", "NL"), ("Tulip Analytics B.V.", "NL"),
    ("Datacentre Esch SA", "LU"), ("Consolidated Messenger SE", "LU"),
]

# service, subcategory, name, unit, price, weekly
METERS = {
    "vm": ("Virtual Machines", "Dv5 Series", "D4 v5", "1 Hour", 0.192, 0.05),
    "vm-office": ("Virtual Machines", "Dv5 Series", "D8 v5", "1 Hour", 0.384, 0.75),
    "vm-burst": ("Virtual Machines", "Bsv2 Series", "B2s v2", "1 Hour", 0.0832, 0.3),
    "disk": ("Storage", "Premium SSD Managed Disks", "P20 Disks", "1/Month", 73.22, 0.0),
    "blob": ("Storage", "Hot LRS", "Hot LRS Data Stored", "1 GB/Month", 0.0196, 0.0),
    "sql": ("SQL Database", "Single Standard", "S3 DTUs", "1/Day", 4.84, 0.0),
    "app": ("Azure App Service", "Premium v3 Plan", "P1 v3 App", "1 Hour", 0.155, 0.0),
    "egress": ("Bandwidth", "Rtn Preference: MGN", "Standard Data Transfer Out", "1 GB", 0.08, 0.35),
    "backup": ("Backup", "", "Azure VM Protected Instances", "1/Month", 10.0, 0.0),
    "log": ("Log Analytics", "", "Pay-as-you-go Data Ingestion", "1 GB", 2.76, 0.15),
    "function": ("Functions", "Premium", "vCPU Duration", "1 Hour", 0.173, 0.4),
}

# name, [(meter, quantity a day)], noise, growth
WORKLOADS = [
    ("web shop", [("app", 96), ("sql", 4), ("blob", 120), ("egress", 220), ("log", 6)], 0.10, 0.03),
    ("ERP", [("vm", 192), ("vm-office", 64), ("disk", 0.5), ("backup", 0.4), ("egress", 30)], 0.05, 0.01),
    ("test", [("vm-burst", 110), ("disk", 0.2), ("function", 20)], 0.18, 0.00),
    ("archive", [("blob", 900), ("backup", 1.2), ("egress", 8)], 0.03, 0.06),
    ("analytics", [("vm-office", 150), ("sql", 8), ("blob", 420), ("log", 14)], 0.14, 0.04),
    ("website", [("app", 24), ("blob", 20), ("egress", 25)], 0.08, 0.00),
]

SUBSCRIPTION_NAMES = ["Production", "Test", "Shop", "ERP", "Data platform", "Intranet", "Website", "Archive",
                      "Branch offices", "Laboratory"]
REGIONS = ["westeurope", "northeurope", "germanywestcentral", "francecentral", "switzerlandnorth", "uksouth"]
FOREIGN_REGIONS = ["southcentralus", "eastus2", "koreacentral", "brazilsouth", "australiaeast"]

# What miners run, as it shows up on the bill: service, subcategory, name, price an hour
MINING = {
    "Microsoft.Compute/virtualMachines": ("Virtual Machines", "NCasT4_v3 Series", "NC16as T4 v3", 1.204),
    "Microsoft.Compute/virtualMachineScaleSets": ("Virtual Machines", "Fsv2 Series", "F72s v2", 3.045),
    "Microsoft.MachineLearningServices/workspaces": ("Azure Machine Learning", "NCv3 Series", "NC24s v3", 12.24),
    "Microsoft.Batch/batchAccounts": ("Virtual Machines", "HBv3 Series", "HB120rs v3", 3.6),
    "Microsoft.ContainerInstance/containerGroups": ("Container Instances", "Standard", "Standard vCPU Duration", 0.0405),
}

# type, severity, confidence, resource type, title, description
TYPES = [
    ("CryptoMining", "High", "high", "Microsoft.Compute/virtualMachines",
     "Cryptocurrency mining suspected",
     "Virtual machines in this subscription behave as cryptocurrency miners do."),
    ("ARM_AnomalousResourceConsumption", "High", "medium", "Microsoft.Compute/virtualMachines",
     "Unusual use of resources",
     "Far more resources are consumed than in the past of this subscription."),
    ("ARM_SuspiciousOperations", "Medium", "medium", None,
     "Suspicious operations in Azure Resource Manager",
     "A sequence of management operations was seen that attackers are known for."),
    ("VM_AnomalousDeployment", "High", "high", "Microsoft.Compute/virtualMachineScaleSets",
     "Unusual deployment of virtual machines",
     "Many large virtual machines were deployed within minutes."),
    ("AzureBatch_AnomalousDeployment", "High", "medium", "Microsoft.Batch/batchAccounts",
     "Unusual deployment in Azure Batch",
     "Batch pools were created with sizes and in regions that are new to this subscription."),
    ("AzureContainerInstances_AnomalousDeployment", "Medium", "low", "Microsoft.ContainerInstance/containerGroups",
     "Unusual deployment of container instances",
     "Container groups were created in numbers that are new to this subscription."),
    ("AzureMachineLearning_AnomalousDeployment", "High", "high", "Microsoft.MachineLearningServices/workspaces",
     "Unusual deployment in Azure Machine Learning",
     "Compute clusters with graphics processors were created in a new workspace."),
    ("ARM_QuotaIncreaseAnomaly", "Low", "low", None,
     "Unusual request for more quota",
     "Quota was requested for sizes that this subscription has never used."),
    ("NetworkConnectionsToCryptoMiningPools", "Medium", "high", "Microsoft.Compute/virtualMachines",
     "Virtual machine connecting to a mining pool",
     "Network traffic to known cryptocurrency mining pools was seen."),
    ("UsageAnomalyDetection", "Medium", "Medium", None,
     "Sudden rise in Azure usage",
     "The usage of this subscription has risen far above what is expected."),
    ("MultiRegionVirtualMachineScaleSetDeploymentAnomaly", "High", "High", "Microsoft.Compute/virtualMachineScaleSets",
     "Scale sets deployed in several regions",
     "Virtual machine scale sets were deployed in many regions at once."),
    ("VirtualMachineDeploymentAnomaly", "Medium", "Medium", "Microsoft.Compute/virtualMachines",
     "Unusual deployment of virtual machines",
     "The number of new virtual machines is unusual for this subscription."),
    ("MultiRegionMachineLearningUsageAnomaly", "High", "High", "Microsoft.MachineLearningServices/workspaces",
     "Machine learning used in several regions",
     "Machine learning compute was started in many regions at once."),
    ("ServiceHealthSecurityAdvisory", "Low", "Low", None,
     "Copy of a security advisory sent to the customer",
     "A security advisory was sent to the customer through Service Health."),
]
UNKNOWN_TYPES = [
    ("ARM_UnfamiliarTenantTransfer", "Medium", "medium", None,
     "Subscription moved from a tenant that was not known",
     "The subscription was handed over by a tenant without any history."),
    ("Storage_MassDownload", "Informational", "low", "Microsoft.Storage/storageAccounts",
     "Unusually large download",
     "Much more was downloaded from a storage account than usual."),
    ("Kubernetes_WorkloadDrift", "Critical", "low", "Microsoft.ContainerService/managedClusters",
     "Cluster runs what was never deployed",
     "Pods were seen that no deployment of this cluster describes."),
]
OLD_TYPES = {"NetworkConnectionsToCryptoMiningPools", "UsageAnomalyDetection", "VirtualMachineDeploymentAnomaly",
             "MultiRegionVirtualMachineScaleSetDeploymentAnomaly", "MultiRegionMachineLearningUsageAnomaly",
             "ServiceHealthSecurityAdvisory"}

# Minutes since they were created: Microsoft's hour is running, or over.
RUNNING = [4, 11, 19, 27, 33, 38, 46, 52, 58]
OVERDUE = [75, 110, 190, 260, 420, 700, 1130, 1500, 2000, 2900, 4300, 5800, 7300, 9000, 11600, 14500, 20000, 26000]

DAY = 24 * 60

# Machines run here that Microsoft has not reported: only the usage tells.
UNREPORTED = "Wingtip Production"


class Maker:
    def __init__(self, seed):
        self.seed = seed
        self.random = random.Random(seed)
        self.azure = []  # every Azure subscription: (customer, record with usage, legacy)
        self.people = []
        self.more = random.Random(seed + 1)

    def guid(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def age(self, minutes):
        minutes = int(minutes)
        parts = [(minutes // DAY, "d"), (minutes % DAY // 60, "h"), (minutes % 60, "m")]
        return "-" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0m")

    def meter(self, key, quantity, noise, growth, region, scale):
        service, subcategory, name, unit, price, weekly = METERS[key]
        return {
            "id": self.guid(), "service": service, "subcategory": subcategory, "name": name, "region": region,
            "unit": unit, "resourceGroup": "rg-" + self.random.choice(["app", "data", "core"]), "price": price,
            "shape": {"base": round(quantity * scale, 3), "weekly": weekly, "growth": growth, "noise": noise,
                      "seed": self.random.randrange(1, 10**6), "events": []},
        }

    def usage(self, legacy):
        _, parts, noise, growth = self.random.choice(WORKLOADS)
        region = self.random.choice(REGIONS)
        scale = self.random.choice([0.3, 0.5, 0.8, 1, 1, 1.5, 2.5])
        meters = [self.meter(key, quantity, noise, growth, region, scale) for key, quantity in parts]
        if self.random.random() < 0.15:  # a credit
            meters[0]["shape"]["events"].append({"from": -17, "to": -17, "add": round(-1.6 * meters[0]["shape"]["base"], 2)})
        if self.random.random() < 0.2:  # days that nothing is known of
            first = -self.random.randrange(8, 60)
            for meter in meters:
                meter["shape"]["events"].append({"from": first, "to": first + self.random.choice([0, 1]), "missing": True})
        if self.random.random() < 0.15:  # a day that comes late
            for meter in meters:
                meter["shape"]["events"].append({"from": -3, "to": -3, "late": 3})
        if legacy and self.random.random() < 0.3:  # a meter that costs nobody knows what
            unpriced = self.meter("egress", 40, noise, growth, region, scale)
            unpriced.update(name="Data Transfer, Partner Rate", price=None)
            meters.append(unpriced)
        usage = {"meters": meters}
        if legacy and self.random.random() < 0.4:
            usage["notReady"] = 1
        if self.random.random() < 0.1:
            usage["late"] = "68h"
        return usage

    def licence(self):
        return {"kind": "licence", "id": self.guid(), "name": "Microsoft 365 Business Basic",
                "created": self.age(self.random.randrange(30, 900) * DAY), "quantity": self.random.randrange(3, 80)}

    def legacy(self, customer):
        name = customer["name"].split()[0] + " " + self.random.choice(SUBSCRIPTION_NAMES)
        subscription = {"kind": "legacy", "id": self.guid(), "name": name, "azureId": self.guid(),
                        "created": self.age(self.random.randrange(500, 2200) * DAY), "usage": self.usage(True)}
        self.azure.append((customer, subscription, True))
        return subscription

    def plan(self, customer, n_entitlements):
        names = self.random.sample(SUBSCRIPTION_NAMES, n_entitlements)
        plan = {"kind": "azure-plan", "id": self.guid(), "created": self.age(self.random.randrange(60, 900) * DAY),
                "entitlements": []}
        for name in names:
            entitlement = {"id": self.guid(), "name": customer["name"].split()[0] + " " + name, "usage": self.usage(False)}
            plan["entitlements"].append(entitlement)
            self.azure.append((customer, entitlement, False))
        return plan

    def customer(self, index, name, country, resellers):
        currency, locale, phone, cities, street = COUNTRIES[country]
        city, postal_code = cities[index % len(cities)]
        domain = "".join(c for c in name.split()[0].lower() if c.isascii() and c.isalnum()) + f"{index}.example"
        here = [r["id"] for r, (_, where) in zip(resellers, RESELLERS) if where == country] or [resellers[0]["id"]]
        customer = {
            "id": self.guid(), "name": name, "domain": domain, "country": country, "city": city,
            "postalCode": postal_code, "address": f"{street} {index + 1}", "email": f"it@{domain}",
            "phone": f"{phone}{index:04d}", "currency": currency, "locale": locale,
            "delegatedAccess": index % 3 == 0, "reseller": here[index % len(here)],
        }
        validation = {2: "UnderReview", 9: "NotAllowed", 17: "Not Ready", 25: "Unknown"}.get(
            index, "Allowed" if index % 4 == 0 else None)
        if validation:
            customer["validation"] = validation
            customer["validated"] = self.age((3 + index) * DAY)
        if name.split()[0] in ("Hochschule", "School"):
            customer["qualifications"] = [{"qualification": "Education", "vettingStatus": "Approved"}]
        elif name.split()[0] in ("Mairie", "Stadtwerke", "Waterschap"):
            customer["qualifications"] = [{"qualification": "StateOwnedEntity", "vettingStatus": "InReview"}]
        if index in (20, 36):
            customer["consent"] = False

        subscriptions = [self.plan(customer, 1 + index % 3 if index % 7 else 4)]
        if index % 9 == 4:
            subscriptions.append(self.plan(customer, 1))
        subscriptions += [self.legacy(customer) for _ in range([1, 0, 2, 1][index % 4])]
        subscriptions += [self.licence() for _ in range(index % 3)]
        customer["subscriptions"] = subscriptions
        if index in (12, 30):
            subscriptions[0]["entitlements"][0]["readable"] = False
        if index == 33:
            subscriptions[0]["entitlements"][0]["status"] = "inactive"
        return customer

    # What the alert is about shows in the usage from the day it was first seen.
    def leave_trace(self, record, kind, first_day, last_day):
        usage = record["usage"]
        kind_type, resource_type = kind[0], kind[3]
        if kind_type in ("ServiceHealthSecurityAdvisory", "ARM_QuotaIncreaseAnomaly"):
            return
        if resource_type in MINING:
            service, subcategory, name, price = MINING[resource_type]
            hours = self.random.choice([72, 120, 192, 288, 480]) * (20 if price < 0.1 else 1)
            events = [{"from": -400, "to": first_day - 1, "factor": 0}]
            if record.get("kind") == "legacy":  # its hours can be read
                events[0]["hours"] = 1
            if last_day < 0:
                events.append({"from": last_day + 1, "factor": 0})
            usage["meters"].append({
                "id": self.guid(), "service": service, "subcategory": subcategory, "name": name,
                "region": self.random.choice(FOREIGN_REGIONS), "unit": "1 Hour", "resourceGroup": "rg-" + "%05x" % self.random.getrandbits(20),
                "price": price, "shape": {"base": hours, "noise": 0.08, "seed": self.random.randrange(1, 10**6), "events": events},
            })
        else:
            event = {"from": first_day, "factor": self.random.choice([2.6, 3.4, 4.5])}
            if last_day < 0:
                event["to"] = last_day
            usage["meters"][0]["shape"]["events"].append(event)

    def resources(self, kind):
        resource_type = kind[3]
        if resource_type is None:
            return []
        stem = {"virtualMachines": "vm", "virtualMachineScaleSets": "vmss", "workspaces": "ml", "batchAccounts": "batch",
                "containerGroups": "aci", "storageAccounts": "st", "managedClusters": "aks"}[resource_type.split("/")[1]]
        return [{"type": resource_type, "name": f"{stem}-{self.random.getrandbits(24):06x}"}
                for _ in range(self.random.choice([1, 1, 2, 3, 6]))]

    def details(self, kind, resources):
        if kind[0] not in ("CryptoMining", "NetworkConnectionsToCryptoMiningPools"):
            return {"resourcetype": "AzureResource", "deploymentCount": str(self.random.randrange(3, 60))}
        addresses = [f"203.0.113.{self.random.randrange(2, 250)}" for _ in resources or [0]]
        return {
            "resourcetype": "AzureResource",
            "vM_IP": "[" + ",".join(f'\r\n "{address}"' for address in addresses) + "\r\n]",
            "miningPool_IP": f'[\r\n "198.51.100.{self.random.randrange(2, 250)}"\r\n]',
            "connectionCount": str(self.random.randrange(3, 900)),
            "cryptoCurrencyMiningPoolDomainName": "pool.mining.example",
        }

    def history(self, state, minutes):
        who = self.people[0] if self.random.random() < 0.7 else "jo.lang@northwind.example"
        taken = {"status": "Investigating", "by": who, "at": self.age(max(1, minutes - self.random.randrange(2, 50)))}
        if state == "active":
            return []
        if state == "investigating":
            return [taken]
        reason = self.random.choice(["Legitimate", "Fraud", "Fraud", "Ignore"])
        resolved = {"status": "Resolved", "reason": reason, "by": who,
                    "at": self.age(max(0, minutes - self.random.randrange(55, 600)))}
        return [taken, resolved] if self.random.random() < 0.8 else [resolved]

    def alert(self, place, kind, minutes, state, test=False, seen_before=None):
        customer, record, legacy = place
        azure_id = record["azureId"] if legacy else record["id"]
        seen_before = seen_before or self.random.choice([40, 95, 300, 1500, 3100, 4500])
        first = minutes + seen_before
        last = minutes - 3 if state == "active" else max(0, minutes - self.random.randrange(20, 400))
        resources = self.resources(kind)
        alert = {
            "id": f"{azure_id}_{self.guid()}", "subscription": azure_id, "title": kind[4], "description": kind[5],
            "severity": kind[1], "confidence": kind[2], "created": self.age(minutes), "firstObserved": self.age(first),
            "lastObserved": self.age(max(1, last)), "service": "Azure", "resourceGroup": "rg-%05x" % self.random.getrandbits(20),
            "resources": resources, "hits": self.random.randrange(1, 900), "details": self.details(kind, resources),
        }
        if kind[0] is not None:
            alert["type"] = kind[0]
        else:
            for name in ("title", "description", "severity", "confidence"):
                del alert[name]
        if test:
            alert["test"] = True
        history = self.history(state, minutes)
        if history:
            alert["history"] = history
        if not test and first < 88 * DAY:
            end = 0 if state != "resolved" else -max(1, (minutes - 400) // DAY)
            start = -(first // DAY) - 1
            if start <= end or end == 0:
                self.leave_trace(record, kind, start, end)
        return alert

    def alerts(self):
        legacy_kind = (None, None, None, "Microsoft.Compute/virtualMachines", None, None)
        kinds = TYPES + UNKNOWN_TYPES
        recent = [kind for kind in kinds if kind[0] not in OLD_TYPES] + TYPES[8:10]
        places = self.azure[:]
        head, rest = places[0], places[1:]
        self.random.shuffle(rest)
        places = [head] + rest
        take = iter(places)
        made = [self.alert(next(take), TYPES[0], 19, "active", seen_before=4500)]

        for i, minutes in enumerate(m for m in RUNNING if m != 19):
            made.append(self.alert(next(take), recent[(i + 1) % len(recent)], minutes, "active"))
        for i, minutes in enumerate(OVERDUE):
            state = "investigating" if i % 3 == 1 else "active"
            made.append(self.alert(next(take), recent[(i + 4) % len(recent)], minutes, state))
        for i in range(22):  # over, in the last three months
            made.append(self.alert(next(take), recent[(i * 3 + 1) % len(recent)], (i * 3 + 2) * DAY + 37 * i, "resolved"))
        for i, kind in enumerate(kind for kind in TYPES if kind[0] in OLD_TYPES):  # from before May 2024
            made.append(self.alert(next(take), kind, (940 + 17 * i) * DAY, "active" if i == 1 else "resolved"))
            made.append(self.alert(next(take), kind, (930 + 23 * i) * DAY, "resolved"))
        for i in range(3):  # from before the types
            made.append(self.alert(next(take), legacy_kind, (1300 + 40 * i) * DAY, "active" if i == 0 else "resolved"))
        for i, minutes in enumerate([14, 3000, 40000, 71000]):
            made.append(self.alert(next(take), recent[i], minutes, "active" if i < 2 else "resolved", test=True))
        made[3]["resources"] = []
        return made

    # It comes after all that draws from the same random sources, so that the rest stays as it is.
    def leave_unreported(self, furnished):
        estate = furnished[UNREPORTED]
        kind = TYPES[0]
        self.leave_trace(estate.record, kind, -4, 0)
        estate.intrude({
            "firstObserved": self.age(3 * DAY + 400), "resourceGroup": "rg-%05x" % self.random.getrandbits(20),
            "resources": [{"type": kind[3], "name": f"vm-{self.random.getrandbits(24):06x}"} for _ in range(3)],
        }, MINING, 0)
        estate.settle()

    # What follows draws from a random source of its own, so that the rest stays as it is.
    def budgets(self, customers):
        for i, customer in enumerate(customers):
            if i % 3 == 1:
                customer["budget"] = self.more.choice([250, 800, 1500, 4000, 12000])
        customers[0]["budget"] = 12000  # and more is used
        customers[43]["budget"] = 30000  # a day's share of it is less than what misuse costs there

    # Tenants that ask for more, or do not let the partner in.
    def conditions(self, customers):
        customers[5]["conditionalAccess"] = "step-up"
        customers[8]["conditionalAccess"] = "mfa"
        customers[29]["conditionalAccess"] = "blocked"
        customers[36]["consentError"] = 700016
        customers[36]["mayConsent"] = False
        customers[33]["subscriptions"][0]["entitlements"][0]["reactivated"] = "30m"

    def record(self, operation, resource_type, customer, minutes, **more):
        record = {"operation": operation, "resourceType": resource_type, "customer": customer["id"], "at": self.age(minutes)}
        if self.more.random() < 0.2:
            record["application"] = "Partner Center Native App"
        else:
            record["user"] = self.more.choice(self.people[:2] + ["jo.lang@northwind.example"])
        record.update(more)
        return record

    # Who created which plan, and what else was done in the last ninety days.
    def audit(self, customers):
        records = []
        for customer in customers:
            for subscription in customer["subscriptions"]:
                days = int(subscription["created"][1:].split("d")[0])
                if days < 90:
                    records.append(self.record(
                        "create_order", "order", customer, days * DAY,
                        new={"Id": self.token(), "ReferenceCustomerId": customer["id"], "Status": "completed"},
                        data={"SubscriptionId-0": subscription["id"], "Quantity-0": str(subscription.get("quantity", 1))}))
        for operation, resource_type in [
                ("create_customer_user", "customer_user"), ("reset_customer_user_password", "customer_user"),
                ("add_user_member", "customer_user"), ("update_customer_spending_budget", "spending_limit"),
                ("granular_admin_relationship_approved", "granular_admin_relationship"),
                ("granular_admin_access_assignment_created", "granular_admin_access_assignment"),
                ("dap_admin_relationship_terminated", "dap_admin_relationship"), ("add_customer", "customer")] * 4:
            records.append(self.record(operation, resource_type, self.more.choice(customers),
                                       self.more.randrange(60, 89 * DAY), data={"IpAddress": "192.0.2.17", "Comment": None}))
        return records

    def token(self):
        return str(uuid.UUID(int=self.more.getrandbits(128), version=4))

    def service_requests(self, customers):
        texts = [
            ("Charges of a subscription that was compromised", "critical", "open", 0, 3),
            ("Subscription cannot be cancelled", "critical", "attention_needed", 12, 9),
            ("Quota was raised without a request", "moderate", "open", 24, 20),
            ("Invoice lists resources that were deleted", "minimal", "closed", 30, 70),
        ]
        return [
            {"id": str(616122292874576 + 1013 * i), "title": title, "severity": severity, "status": status,
             "customer": customers[index]["id"], "created": self.age(days * DAY),
             "description": title + ". The details are in the notes.",
             **({"closed": self.age((days - 6) * DAY)} if status == "closed" else {}),
             "notes": [{"by": "Microsoft", "text": "We are looking into it.", "at": self.age(days * DAY - 300)}]}
            for i, (title, severity, status, index, days) in enumerate(texts)
        ]

    def scenario(self):
        users = [{"userName": f"{name}@northwind.example", "password": PASSWORD, "displayName": display,
                  "objectId": self.guid(), "role": role, "mfa": mfa} for name, display, role, mfa in PARTNER_PEOPLE]
        self.people = [user["userName"] for user in users]
        resellers = [{"id": self.guid(), "name": name, "mpnId": str(4200000 + i * 731)}
                     for i, (name, _) in enumerate(RESELLERS)]
        customers = [self.customer(i, name, country, resellers) for i, (name, country) in enumerate(CUSTOMERS)]
        tenant = self.guid()
        alerts = self.alerts()
        self.budgets(customers)
        self.conditions(customers)
        self.leave_unreported(estates.furnish(self.azure, alerts, MINING, self.seed + 2))
        return {
            "version": 1,
            "partner": {"tenantId": tenant, "name": "Northwind Distribution", "domain": "northwind.example",
                        "country": "DE", "mpnId": "4100000", "phone": "+49 000 40 1815", "website": "https://northwind.example"},
            "behaviour": {"acceptLegitimate": True},
            "users": users, "resellers": resellers, "customers": customers,
            "alerts": alerts,
            "audit": self.audit(customers),
            "serviceRequests": self.service_requests(customers),
        }


# One line for what is small, so that the file reads like a table.
def write(value, indent=0):
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent < 110 or not isinstance(value, (dict, list)):
        return flat
    pad = " " * (indent + 1)
    if isinstance(value, list):
        return "[\n" + ",\n".join(pad + write(v, indent + 1) for v in value) + "\n" + " " * indent + "]"
    return "{\n" + ",\n".join(f"{pad}{json.dumps(k)}: {write(v, indent + 1)}" for k, v in value.items()) + "\n" + " " * indent + "}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1815)  # the year of the lamp
    print(write(Maker(parser.parse_args().seed).scenario()))


if __name__ == "__main__":
    main()
