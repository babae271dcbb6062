// SPDX-License-Identifier: GPL-3.0-or-later
// Machines, scale sets and snapshots, and the other kinds of compute with their own clients.

import assert from 'node:assert/strict';
import { BatchManagementClient } from '@azure/arm-batch';
import { ComputeManagementClient } from '@azure/arm-compute';
import { ContainerInstanceManagementClient } from '@azure/arm-containerinstance';
import { ContainerServiceClient } from '@azure/arm-containerservice';
import { AzureMachineLearningWorkspaces } from '@azure/arm-machinelearning';
import { NetworkManagementClient } from '@azure/arm-network';
import { SUBSCRIPTION, collect, refuses } from './world.mjs';

const GROUP = 'rg-mine';
const PROVIDERS = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}/providers`;

const compute = (world, more) => world.client(ComputeManagementClient, more);
const learning = (world) => world.client(AzureMachineLearningWorkspaces);
const batch = (world) => world.client(BatchManagementClient);
const containers = (world) => world.client(ContainerInstanceManagementClient);
const kubernetes = (world) => world.client(ContainerServiceClient);
const network = (world) => world.client(NetworkManagementClient);

async function powerOf(world, name) {
  const view = await compute(world).virtualMachines.instanceView(GROUP, name);
  return view.statuses.map(({ code }) => code).find((code) => code.startsWith('PowerState/'));
}

export default [
  [
    'arm-compute lists all machines',
    async (world) => {
      const items = await collect(compute(world).virtualMachines.listAll());
      const machine = items.find(({ name }) => name === 'vm-evil');
      assert.equal(machine.hardwareProfile.vmSize, 'Standard_NC16as_T4_v3');
      assert.equal(machine.instanceView, undefined);
    },
  ],
  [
    'arm-compute lists all machines with their state',
    async (world) => {
      const items = await collect(compute(world).virtualMachines.listAll({ statusOnly: 'true' }));
      const machine = items.find(({ name }) => name === 'vm-evil');
      assert.ok(machine.instanceView.statuses.some(({ code }) => code === 'PowerState/running'));
    },
  ],
  [
    'arm-compute is told that a reader may not stop a machine',
    (world) =>
      refuses(
        compute(world, { name: 'luc' }).virtualMachines.beginDeallocateAndWait(GROUP, 'vm-evil'),
        403,
        'AuthorizationFailed',
      ),
  ],
  [
    'arm-compute is told that there is no such machine',
    (world) =>
      refuses(
        compute(world).virtualMachines.beginDeallocateAndWait(GROUP, 'vm-none'),
        404,
        'ResourceNotFound',
      ),
  ],
  [
    'arm-compute takes a snapshot of a disk and waits for it',
    async (world) => {
      const snapshot = await compute(world).snapshots.beginCreateOrUpdateAndWait(GROUP, 'evidence', {
        location: 'eastus2',
        incremental: true,
        creationData: {
          createOption: 'Copy',
          sourceResourceId: `${PROVIDERS}/Microsoft.Compute/disks/disk-evil`,
        },
      });
      assert.equal(snapshot.name, 'evidence');
      assert.equal(snapshot.provisioningState, 'Succeeded');
      const items = await collect(compute(world).snapshots.list());
      assert.ok(items.some(({ name }) => name === 'evidence'));
    },
  ],
  [
    'arm-compute deallocates a machine and waits for it',
    async (world) => {
      await compute(world).virtualMachines.beginDeallocateAndWait(GROUP, 'vm-evil');
      assert.equal(await powerOf(world, 'vm-evil'), 'PowerState/deallocated');
    },
  ],
  [
    'arm-compute deallocates a machine that is stopped already',
    (world) => compute(world).virtualMachines.beginDeallocateAndWait(GROUP, 'vm-evil'),
  ],
  [
    'arm-compute starts a machine, and powers it off without releasing it',
    async (world) => {
      await compute(world).virtualMachines.beginStartAndWait(GROUP, 'vm-evil');
      assert.equal(await powerOf(world, 'vm-evil'), 'PowerState/running');
      await compute(world).virtualMachines.beginPowerOffAndWait(GROUP, 'vm-evil');
      assert.equal(await powerOf(world, 'vm-evil'), 'PowerState/stopped');
    },
  ],
  [
    'arm-compute lists scale sets and brings one to nothing',
    async (world) => {
      const sets = compute(world).virtualMachineScaleSets;
      const [set] = await collect(sets.listAll());
      assert.equal(set.sku.name, 'Standard_F72s_v2');
      const { tier } = set.sku;
      const changed = await sets.beginUpdateAndWait(GROUP, set.name, {
        sku: { name: set.sku.name, tier, capacity: 0 },
      });
      assert.equal(changed.sku.capacity, 0);
      assert.equal((await sets.get(GROUP, set.name)).sku.capacity, 0);
    },
  ],
  [
    'arm-compute deallocates a scale set',
    (world) => compute(world).virtualMachineScaleSets.beginDeallocateAndWait(GROUP, 'vmss-evil'),
  ],
  [
    'arm-compute deletes a machine at once, by force',
    async (world) => {
      await compute(world).virtualMachines.beginDeleteAndWait(GROUP, 'vm-evil', {
        forceDeletion: true,
      });
      await refuses(compute(world).virtualMachines.get(GROUP, 'vm-evil'), 404, 'ResourceNotFound');
    },
  ],
  [
    'arm-machinelearning lists workspaces and what computes in them',
    async (world) => {
      const workspaces = await collect(learning(world).workspaces.listBySubscription());
      assert.deepEqual(workspaces.map(({ name }) => name), ['ml']);
      const [item] = await collect(learning(world).computeOperations.list('rg-ml', 'ml'));
      assert.equal(item.properties.computeType, 'AmlCompute');
      assert.equal(item.properties.properties.scaleSettings.maxNodeCount, 8);
    },
  ],
  [
    'arm-machinelearning brings a cluster to nothing',
    async (world) => {
      const changed = await learning(world).computeOperations.beginUpdateAndWait(
        'rg-ml', 'ml', 'gpu', {
          properties: { scaleSettings: { minNodeCount: 0, maxNodeCount: 0 } },
        });
      assert.equal(changed.properties.properties.scaleSettings.maxNodeCount, 0);
    },
  ],
  [
    'arm-machinelearning stops an instance and waits for it',
    async (world) => {
      const { computeOperations } = learning(world);
      await computeOperations.beginCreateOrUpdateAndWait('rg-ml', 'ml', 'desk', {
        location: 'westeurope',
        properties: { computeType: 'ComputeInstance', properties: { vmSize: 'STANDARD_NC6' } },
      });
      await computeOperations.beginStopAndWait('rg-ml', 'ml', 'desk');
      const instance = await computeOperations.get('rg-ml', 'ml', 'desk');
      assert.equal(instance.properties.properties.state, 'Stopped');
      await computeOperations.beginDeleteAndWait('rg-ml', 'ml', 'desk', 'Delete');
    },
  ],
  [
    'arm-machinelearning deletes a cluster',
    async (world) => {
      const { computeOperations } = learning(world);
      await computeOperations.beginDeleteAndWait('rg-ml', 'ml', 'gpu', 'Delete');
      assert.deepEqual(await collect(computeOperations.list('rg-ml', 'ml')), []);
    },
  ],
  [
    'arm-batch lists accounts and their pools',
    async (world) => {
      const accounts = await collect(batch(world).batchAccountOperations.list());
      assert.deepEqual(accounts.map(({ name }) => name), ['batch']);
      const [pool] = await collect(batch(world).poolOperations.listByBatchAccount('rg-ml', 'batch'));
      assert.equal(pool.scaleSettings.fixedScale.targetDedicatedNodes, 10);
    },
  ],
  [
    'arm-batch brings a pool to nothing',
    async (world) => {
      const changed = await batch(world).poolOperations.update('rg-ml', 'batch', 'pool', {
        scaleSettings: { fixedScale: { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 } },
      });
      assert.equal(changed.scaleSettings.fixedScale.targetDedicatedNodes, 0);
    },
  ],
  [
    'arm-batch ends the resizing of a pool',
    (world) => batch(world).poolOperations.stopResize('rg-ml', 'batch', 'pool'),
  ],
  [
    'arm-containerinstance lists container groups and stops one',
    async (world) => {
      const groups = await collect(containers(world).containerGroups.list());
      assert.deepEqual(groups.map(({ name }) => name), ['aci']);
      await containers(world).containerGroups.stop('rg-ml', 'aci');
      const group = await containers(world).containerGroups.get('rg-ml', 'aci');
      assert.equal(group.instanceView.state, 'Stopped');
    },
  ],
  [
    'arm-containerservice lists clusters, stops one and waits for it',
    async (world) => {
      const clusters = await collect(kubernetes(world).managedClusters.list());
      assert.deepEqual(clusters.map(({ powerState }) => powerState.code), ['Running']);
      await kubernetes(world).managedClusters.beginStopAndWait('rg-ml', 'aks');
      const cluster = await kubernetes(world).managedClusters.get('rg-ml', 'aks');
      assert.equal(cluster.powerState.code, 'Stopped');
    },
  ],
  [
    'arm-network makes a security group, lists it, and denies everything with a rule',
    async (world) => {
      const { networkSecurityGroups, securityRules } = network(world);
      await networkSecurityGroups.beginCreateOrUpdateAndWait(GROUP, 'nsg', { location: 'eastus2' });
      const groups = await collect(networkSecurityGroups.listAll());
      assert.deepEqual(groups.map(({ name }) => name), ['nsg']);
      const rule = await securityRules.beginCreateOrUpdateAndWait(GROUP, 'nsg', 'quarantine', {
        priority: 100,
        direction: 'Outbound',
        access: 'Deny',
        protocol: '*',
        sourceAddressPrefix: '*',
        sourcePortRange: '*',
        destinationAddressPrefix: '*',
        destinationPortRange: '*',
      });
      assert.equal(rule.access, 'Deny');
      const group = await networkSecurityGroups.get(GROUP, 'nsg');
      assert.deepEqual(group.securityRules.map(({ name }) => name), ['quarantine']);
    },
  ],
  [
    'arm-network takes the rule away again',
    async (world) => {
      const { networkSecurityGroups, securityRules } = network(world);
      await securityRules.beginDeleteAndWait(GROUP, 'nsg', 'quarantine');
      assert.deepEqual((await networkSecurityGroups.get(GROUP, 'nsg')).securityRules, []);
    },
  ],
];
