# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the demonstration's Azure subscriptions: what the customers run, and what was put
beside it by whoever mines there. make-scenario.py calls furnish()."""

import random
import re
import uuid

DAY = 24 * 60

# The name of a meter, the size that it stands for
SIZES = {"D4 v5": "Standard_D4s_v5", "D8 v5": "Standard_D8s_v5", "B2s v2": "Standard_B2s_v2"}

# What a service's meter is about, when it is no machine: type, stem of the name, kind, SKU
KINDS = {
    "Premium SSD Managed Disks": ("Microsoft.Compute/disks", "disk-data", None, {"name": "Premium_LRS"}),
    "Hot LRS": ("Microsoft.Storage/storageAccounts", "st", "StorageV2", {"name": "Standard_LRS"}),
    "Single Standard": ("Microsoft.Sql/servers", "sql", "v12.0", None),
    "Premium v3 Plan": ("Microsoft.Web/sites", "web", "app", None),
    "Premium": ("Microsoft.Web/sites", "func", "functionapp", None),
    "Rtn Preference: MGN": ("Microsoft.Network/publicIPAddresses", "ip-out", None, {"name": "Standard"}),
}

VM = "Microsoft.Compute/virtualMachines"
SCALE_SET = "Microsoft.Compute/virtualMachineScaleSets"
WORKSPACE = "Microsoft.MachineLearningServices/workspaces"
BATCH = "Microsoft.Batch/batchAccounts"
CONTAINERS = "Microsoft.ContainerInstance/containerGroups"
CLUSTER = "Microsoft.ContainerService/managedClusters"


def path(group, kind, name):
    namespace, *types = kind.split("/")
    return f"~/{group}/providers/{namespace}/" + "/".join(f"{t}/{n}" for t, n in zip(types, name.split("/")))


class Estate:
    def __init__(self, source, customer, record):
        self.random = source
        self.customer = customer
        self.record = record
        self.azure = {"callers": [], "resources": [], "locks": [], "assignments": [], "activity": [], "quotas": []}
        self.admin = "admin@" + customer["domain"]
        self.azure["callers"].append({"name": self.admin, "objectId": self.guid(), "ip": "192.0.2.44"})

    def guid(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def age(self, minutes):
        parts = [(minutes // DAY, "d"), (minutes % DAY // 60, "h"), (minutes % 60, "m")]
        return "-" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0m")

    def add(self, what, name, group, region, minutes, by, properties=None, **more):
        resource = {"type": what, "name": name, "group": group, "location": region, "created": self.age(minutes)}
        if by:
            resource["by"] = by
        resource.update({key: value for key, value in more.items() if value is not None})
        if properties:
            resource["properties"] = properties
        self.azure["resources"].append(resource)
        return path(group, what, name)

    # A machine with its disk, its interface and perhaps an address.
    def machine(self, name, group, region, size, minutes, by, address=False, ephemeral=False, **more):
        system = {"osType": "Linux", "createOption": "FromImage", "name": f"disk-{name}"}
        if ephemeral:
            system["diffDiskSettings"] = {"option": "Local"}
            system["caching"] = "ReadOnly"
        else:
            system["managedDisk"] = {"id": self.add(
                "Microsoft.Compute/disks", f"disk-{name}", group, region, minutes, by,
                {"diskSizeGB": 128, "diskState": "Attached", "osType": "Linux"}, sku={"name": "Premium_LRS"})}
        inner = {"privateIPAllocationMethod": "Dynamic"}
        if address:
            inner["publicIPAddress"] = {"id": self.add(
                "Microsoft.Network/publicIPAddresses", f"ip-{name}", group, region, minutes, by,
                {"ipAddress": f"203.0.113.{self.random.randrange(2, 250)}", "publicIPAllocationMethod": "Dynamic"},
                sku={"name": "Basic"})}
        card = self.add("Microsoft.Network/networkInterfaces", f"nic-{name}", group, region, minutes, by,
                        {"ipConfigurations": [{"name": "ipconfig1", "properties": inner}]})
        return self.add(VM, name, group, region, minutes, by, {
            "hardwareProfile": {"vmSize": size},
            "storageProfile": {"imageReference": {"publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server"},
                               "osDisk": system},
            "osProfile": {"computerName": name, "adminUsername": "azureuser"},
            "networkProfile": {"networkInterfaces": [{"id": card}]}}, **more)

    # What the customer runs: what its meters count.
    def stock(self):
        for i, meter in enumerate(self.record["usage"]["meters"]):
            group, region = meter["resourceGroup"], meter["region"]
            minutes = self.random.randrange(120, 900) * DAY
            if meter["name"] in SIZES:
                name = f"vm-{group[3:]}-{i + 1}"
                meter["resource"] = self.machine(name, group, region, SIZES[meter["name"]], minutes, None,
                                                 tags={"department": self.random.choice(["sales", "plant", "it"])})
            elif meter["subcategory"] in KINDS:
                kind, stem, sort, sku = KINDS[meter["subcategory"]]
                name = f"{stem}-{i + 1}" if stem != "st" else f"st{self.random.getrandbits(32):08x}"
                meter["resource"] = self.add(kind, name, group, region, minutes, None, kind=sort, sku=sku)
        if self.random.random() < 0.3 and self.azure["resources"]:
            self.azure["locks"].append({"scope": "~/" + self.azure["resources"][0]["group"], "name": "do-not-delete",
                                        "notes": "Ask the operator first"})

    # Who mines: a person whose account was taken over, or a service principal.
    def intruder(self):
        name = self.guid() if self.random.random() < 0.4 else f"kim.temp@{self.customer['domain']}"
        caller = {"name": name, "ip": f"198.51.100.{self.random.randrange(2, 250)}"}
        if "@" in name:
            caller["objectId"] = self.guid()
        else:
            caller["appId"] = self.guid()
        self.azure["callers"].append(caller)
        return caller

    def prepare(self, caller, minutes, region):
        principal = caller.get("objectId", caller["name"])
        self.azure["assignments"].append({
            "principal": principal, "principalType": "User" if "objectId" in caller else "ServicePrincipal",
            "role": "Contributor", "created": self.age(minutes + 90), "by": self.admin})
        self.azure["assignments"].append({
            "principal": self.guid(), "principalType": "ServicePrincipal", "role": "Owner",
            "created": self.age(minutes + 40), "by": caller["name"]})
        for before, operation in [(35, "Microsoft.Compute/register/action"), (30, "Microsoft.Quota/quotas/write"),
                                  (12, "Microsoft.Resources/deployments/write")]:
            self.azure["activity"].append({"at": self.age(minutes + before), "operation": operation, "by": caller["name"]})
        self.azure["quotas"].append({"region": region, "name": "standardNCASv3_T4Family", "limit": 480, "used": 64})

    def scale_set(self, name, group, region, minutes, by, capacity=12):
        target = self.add(SCALE_SET, name, group, region, minutes, by, {
            "virtualMachineProfile": {"priority": "Spot", "storageProfile": {"osDisk": {"createOption": "FromImage"}}},
            "orchestrationMode": "Uniform"}, sku={"name": "Standard_F72s_v2", "tier": "Standard", "capacity": capacity})
        self.add("Microsoft.Insights/autoscaleSettings", f"grow-{name}", group, region, minutes, by, {
            "enabled": True, "targetResourceUri": target, "notifications": [],
            "profiles": [{"name": "all", "rules": [],
                          "capacity": {"minimum": "6", "maximum": "40", "default": str(capacity)}}]})
        return target

    def workspace(self, name, group, region, minutes, by):
        self.add(WORKSPACE, name, group, region, minutes, by, kind="Default", sku={"name": "Basic", "tier": "Basic"})
        return self.add(WORKSPACE + "/computes", f"{name}/gpu-cluster", group, region, minutes, by, {
            "computeType": "AmlCompute", "properties": {
                "vmSize": "STANDARD_NC24S_V3", "vmPriority": "LowPriority", "allocationState": "Steady",
                "currentNodeCount": 16, "scaleSettings": {"minNodeCount": 4, "maxNodeCount": 16,
                                                           "nodeIdleTimeBeforeScaleDown": "PT120S"}}})

    def batch(self, name, group, region, minutes, by):
        self.add(BATCH, name, group, region, minutes, by)
        self.add(BATCH + "/pools", f"{name}/pool-b", group, region, minutes, by, {
            "vmSize": "STANDARD_HB120RS_V3", "allocationState": "Steady", "currentDedicatedNodes": 4, "currentLowPriorityNodes": 0,
            "scaleSettings": {"autoScale": {"formula": "$TargetDedicatedNodes=4"}}})
        return self.add(BATCH + "/pools", f"{name}/pool-a", group, region, minutes, by, {
            "vmSize": "STANDARD_HB120RS_V3", "allocationState": "Steady", "currentDedicatedNodes": 20, "currentLowPriorityNodes": 0,
            "scaleSettings": {"fixedScale": {"targetDedicatedNodes": 20, "targetLowPriorityNodes": 0}}})

    def containers(self, name, group, region, minutes, by):
        return self.add(CONTAINERS, name, group, region, minutes, by, {
            "osType": "Linux", "containers": [{"name": "worker", "properties": {
                "image": "registry.example/worker:latest", "resources": {"requests": {"cpu": 4, "memoryInGB": 8}}}}]})

    def cluster(self, name, group, region, minutes, by):
        return self.add(CLUSTER, name, group, region, minutes, by, {
            "kubernetesVersion": "1.30",
            "agentPoolProfiles": [{"name": "nodes", "count": 3, "vmSize": "Standard_D4s_v5", "mode": "System"}]},
            sku={"name": "Base", "tier": "Free"})

    # One resource that an alert names.
    def suspect(self, kind, name, group, region, minutes, by):
        if kind == VM:
            return self.machine(name, group, region, "Standard_NC16as_T4_v3", minutes, by, address=True)
        if kind == SCALE_SET:
            return self.scale_set(name, group, region, minutes, by)
        if kind == WORKSPACE:
            return self.workspace(name, group, region, minutes, by)
        if kind == BATCH:
            return self.batch(name, group, region, minutes, by)
        if kind == CONTAINERS:
            return self.containers(name, group, region, minutes, by)
        if kind == CLUSTER:  # these were there before
            return self.cluster(name, group, self.record["usage"]["meters"][0]["region"], 300 * DAY, None)
        return self.add(kind, name, group, self.record["usage"]["meters"][0]["region"], 400 * DAY, None, kind="StorageV2")

    # What an alert is about that is not over: the resources that it names, and the meter that shows them.
    def intrude(self, alert, mining, number):
        minutes = began(alert)
        meter = find_meter(self.record, alert, mining)
        group = alert["resourceGroup"]
        region = meter["region"] if meter else "eastus2"
        caller = self.intruder()
        self.prepare(caller, minutes, region)
        ids = [self.suspect(r["type"], r["name"], group, region, minutes - 2 * i, caller["name"])
               for i, r in enumerate(alert["resources"])]
        if meter and ids:
            self.share(meter, group, ids)
        if number % 3 == 0:
            self.azure["locks"].append({"scope": f"~/{group}", "name": "keep-" + "%04x" % self.random.getrandbits(16),
                                        "created": self.age(minutes - 8), "by": caller["name"]})
        return caller, region

    def settle(self):
        self.record["azure"] = {key: value for key, value in self.azure.items() if value}

    # The meter's quantity is that of all of them.
    def share(self, meter, group, ids):
        meters = self.record["usage"]["meters"]
        shape = dict(meter["shape"], base=round(meter["shape"]["base"] / len(ids), 3))
        meter.update(resourceGroup=group, resource=ids[0], shape=shape)
        for other in ids[1:]:
            meters.append(dict(meter, id=self.guid(), resource=other, shape=dict(shape)))

    # The first alert's subscription has some of everything.
    def zoo(self, alert, minutes, caller, region):
        group, by = alert["resourceGroup"], caller["name"]
        self.machine("vm-brief-1", group, region, "Standard_D8ds_v5", minutes - 10, by, ephemeral=True)
        self.scale_set("vmss-a1", group, region, minutes - 12, by)
        self.scale_set("vmss-b2", group, "koreacentral", minutes - 14, by, capacity=8)
        self.workspace("ml-9f21", group + "-ml", "southcentralus", minutes - 20, by)
        self.batch("batch9f21", group + "-ml", "southcentralus", minutes - 22, by)
        self.containers("aci-9f21", group, region, minutes - 25, by)
        self.azure["locks"].append({"scope": f"~/{group}-ml", "name": "hold", "level": "ReadOnly",
                                    "created": self.age(minutes - 26), "by": by})
        self.cluster("aks-plant", "rg-core", "westeurope", 350 * DAY, None)
        # an older machine, which somebody probably broke into
        old = self.machine("vm-gateway", group, "westeurope", "Standard_D4s_v5", 610 * DAY, None, address=True,
                           changed=self.age(minutes - 30), tags={"department": "plant", "owner": "it"})
        self.add("Microsoft.Network/networkSecurityGroups", "nsg-vm-gateway", group, "westeurope", 610 * DAY, None, {
            "securityRules": [{"name": "ssh", "properties": {"priority": 300, "direction": "Inbound", "access": "Allow"}}],
            "networkInterfaces": [{"id": path(group, "Microsoft.Network/networkInterfaces", "nic-vm-gateway")}]})
        self.azure["activity"].append({"at": self.age(minutes - 30), "operation": VM + "/runCommand/action", "scope": old, "by": by})
        alert["resources"].append({"type": VM, "name": "vm-gateway"})


def span(text):
    return sum(int(n) * {"d": DAY, "h": 60, "m": 1}[unit] for n, unit in re.findall(r"(\d+)([dhm])", text))


# When it was made: a little before it was seen.
def began(alert):
    return span(alert["firstObserved"]) + 25


def find_meter(record, alert, mining):
    kinds = {resource["type"] for resource in alert["resources"]}
    for meter in record["usage"]["meters"]:
        for kind in kinds & set(mining):
            if meter["name"] == mining[kind][2] and "resource" not in meter:
                return meter
    return None


# Draws from a random source of its own, so that the rest of the scenario stays as it is. Returns
# the estates by the names of their subscriptions.
def furnish(azure, alerts, mining, seed):
    source = random.Random(seed)
    furnished = {}
    by_id = {}
    for alert in alerts:
        over = any(entry["status"] == "Resolved" for entry in alert.get("history", []))
        if not over and not alert.get("test") and span(alert["firstObserved"]) < 88 * DAY:
            by_id.setdefault(alert["subscription"], []).append(alert)

    number = 0
    for customer, record, legacy in azure:
        estate = Estate(source, customer, record)
        estate.stock()
        for alert in by_id.get(record["azureId"] if legacy else record["id"], []):
            caller, region = estate.intrude(alert, mining, number)
            if alert is alerts[0]:
                estate.zoo(alert, began(alert), caller, region)
            number += 1
        estate.settle()
        furnished[record["name"]] = estate

    return furnished
