// SPDX-License-Identifier: GPL-3.0-or-later
// Subscriptions, resources, groups, providers and deleting; what every list, long-running operation
// and refusal has in common is looked at here. The estate is tests/unit/emulator/estate.json.

import assert from 'node:assert/strict';
import { ResourceManagementClient } from '@azure/arm-resources';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { CUSTOMER_TENANT, PARTNER_TENANT, SUBSCRIPTION, collect, refuses } from './world.mjs';

const GROUPS = `/subscriptions/${SUBSCRIPTION}/resourceGroups`;
const MACHINES = 'Microsoft.Compute/virtualMachines';
const machine = (name) => `${GROUPS}/rg-mine/providers/${MACHINES}/${name}`;
const VERSION = '2024-07-01';
const STORAGE = `${GROUPS}/rg-App/providers/Microsoft.Storage/storageAccounts/stapp`;

const client = (world, more) => world.client(ResourceManagementClient, more);
const subscriptions = (world) => world.client(SubscriptionClient, { words: [] });

export default [
  [
    'arm-resources-subscriptions lists the subscriptions of a tenant',
    async (world) => {
      const items = await collect(subscriptions(world).subscriptions.list());
      const item = items.find(({ subscriptionId }) => subscriptionId === SUBSCRIPTION);
      assert.equal(item.displayName, 'Production');
      assert.equal(item.tenantId, CUSTOMER_TENANT);
      assert.equal(item.state, 'Enabled');
    },
  ],
  [
    'arm-resources-subscriptions gets a subscription',
    async (world) => {
      const item = await subscriptions(world).subscriptions.get(SUBSCRIPTION);
      assert.equal(item.id, `/subscriptions/${SUBSCRIPTION}`);
      assert.ok(item.subscriptionPolicies.quotaId);
    },
  ],
  [
    'arm-resources-subscriptions lists the tenants of a person',
    async (world) => {
      const items = await collect(subscriptions(world).tenants.list());
      assert.ok(items.some(({ tenantId }) => tenantId === CUSTOMER_TENANT));
    },
  ],
  [
    'arm-resources-subscriptions is told that there is no such subscription',
    (world) =>
      refuses(
        subscriptions(world).subscriptions.get('40000000-0000-4000-8000-0000000000ff'),
        404,
        'SubscriptionNotFound',
      ),
  ],
  [
    'arm-resources is told that the token is of another tenant',
    (world) =>
      refuses(
        collect(client(world, { tenant: PARTNER_TENANT }).resources.list()),
        401,
        'InvalidAuthenticationTokenTenant',
      ),
  ],
  [
    'arm-resources lists all resources, page by page, the first of them empty',
    async (world) => {
      const sizes = [];
      const names = new Set();
      for await (const page of client(world).resources.list().byPage()) {
        sizes.push(page.length);
        for (const { id } of page) names.add(id);
      }
      assert.equal(sizes[0], 0);
      assert.ok(sizes.length > 3 && Math.max(...sizes) === 4, String(sizes));
      assert.equal(names.size, sizes.reduce((sum, size) => sum + size));
      assert.ok(names.has(machine('vm-evil')));
    },
  ],
  [
    'arm-resources is told when resources were created, when it asks',
    async (world) => {
      const expand = 'createdTime,changedTime,provisioningState';
      const [item] = await collect(
        client(world).resources.list({ expand, filter: `resourceType eq '${MACHINES}'` }));
      assert.ok(item.createdTime instanceof Date && item.changedTime instanceof Date);
      assert.equal(item.provisioningState, 'Succeeded');
    },
  ],
  [
    'arm-resources is not told when resources were created, when it does not ask',
    async (world) => {
      const [item] = await collect(client(world).resources.list());
      assert.equal(item.createdTime, undefined);
    },
  ],
  [
    'arm-resources lists resources of one type',
    async (world) => {
      const items = await collect(
        client(world).resources.list({ filter: `resourceType eq '${MACHINES}'` }));
      assert.ok(items.length >= 5 && items.every(({ type }) => type === MACHINES));
    },
  ],
  [
    'arm-resources lists the resources of a group',
    async (world) => {
      const items = await collect(client(world).resources.listByResourceGroup('rg-app'));
      assert.ok(items.length > 3 && items.every(({ id }) => /\/rg-app\//i.test(id)));
      assert.deepEqual(items.find(({ name }) => name === 'vm-app').tags, { role: 'web' });
    },
  ],
  [
    'arm-resources lists the resource groups',
    async (world) => {
      const items = await collect(client(world).resourceGroups.list());
      const group = items.find(({ name }) => name === 'rg-App');
      assert.deepEqual(group.tags, { team: 'shop' });
      assert.equal(group.properties.provisioningState, 'Succeeded');
    },
  ],
  [
    'arm-resources gets a resource group, or is told that there is none',
    async (world) => {
      assert.equal((await client(world).resourceGroups.get('RG-APP')).name, 'rg-App');
      await refuses(client(world).resourceGroups.get('rg-none'), 404, 'ResourceGroupNotFound');
    },
  ],
  [
    'arm-resources lists providers with the versions of their types',
    async (world) => {
      const items = await collect(client(world).providers.list());
      const compute = items.find(({ namespace }) => namespace === 'Microsoft.Compute');
      const type = compute.resourceTypes.find(({ resourceType }) =>
        resourceType === 'virtualMachines');
      assert.ok(type.apiVersions.includes(VERSION));
      assert.ok(type.locations.includes('West Europe'));
    },
  ],
  [
    'arm-resources gets a provider',
    async (world) => {
      const provider = await client(world).providers.get('microsoft.compute');
      assert.equal(provider.namespace, 'Microsoft.Compute');
      assert.equal(provider.registrationState, 'Registered');
    },
  ],
  [
    'arm-resources gets any resource by its id',
    async (world) => {
      const item = await client(world).resources.getById(machine('vm-evil'), VERSION);
      assert.equal(item.location, 'eastus2');
      assert.equal(item.properties.hardwareProfile.vmSize, 'Standard_NC16as_T4_v3');
    },
  ],
  [
    'arm-resources is told that a resource is not there',
    (world) =>
      refuses(client(world).resources.getById(machine('vm-none'), VERSION), 404, 'ResourceNotFound'),
  ],
  [
    'arm-resources is told which versions there are when it asks for another',
    async (world) => {
      await assert.rejects(
        client(world).resources.getById(machine('vm-evil'), '1999-01-01'),
        (error) =>
          error.statusCode === 400 &&
          error.code === 'NoRegisteredProviderFound' &&
          error.message.includes(VERSION),
      );
    },
  ],
  [
    'arm-resources waits as it is told when there were too many requests',
    async (world) => {
      const before = (await world.asked()).length;
      await world.spoil('GET /arm/*/resourcegroups x2 status=429,retry-after=5');
      assert.ok((await collect(client(world).resourceGroups.list())).length > 2);
      const statuses = (await world.asked(before))
        .filter(({ path }) => /resourcegroups$/i.test(path))
        .map(({ status }) => status);
      assert.deepEqual(statuses.slice(0, 3), [429, 429, 200]);
    },
  ],
  [
    'arm-resources runs into the limit of reads when it does not wait',
    async (world) => {
      const hasty = client(world, { retryOptions: { maxRetries: 0 } });
      await world.setScale(0.001); // nothing runs in again meanwhile, however slow we are
      const answers = await Promise.allSettled(
        Array.from({ length: 400 }, () => hasty.resourceGroups.get('rg-App')));
      await world.setScale(world.scale);
      const refused = answers.filter(({ status }) => status === 'rejected');
      assert.ok(refused.length > 0 && refused.length < 200, String(refused.length));
      for (const { reason } of refused) assert.equal(reason.statusCode, 429);
    },
  ],
  [
    'arm-resources is told that a lock keeps a resource from being deleted',
    (world) =>
      refuses(
        client(world).resources.beginDeleteByIdAndWait(STORAGE, '2023-01-01'),
        409,
        'ScopeLocked',
      ),
  ],
  [
    'arm-resources is told that a lock inside keeps a group from being deleted',
    (world) =>
      refuses(client(world).resourceGroups.beginDeleteAndWait('rg-App'), 409, 'ScopeLocked'),
  ],
  [
    'arm-resources is told that a reader may not delete',
    (world) =>
      refuses(
        client(world, { name: 'luc' }).resources.beginDeleteByIdAndWait(machine('vm-evil'), VERSION),
        403,
        'AuthorizationFailed',
      ),
  ],
  [
    'arm-resources is told of a challenge when a second factor is missing',
    async (world) => {
      await assert.rejects(
        client(world, { name: 'mia' }).resources.beginDeleteByIdAndWait(
          machine('vm-evil'), VERSION),
        (error) =>
          [401, 403].includes(error.statusCode) &&
          /claims="/.test(error.response.headers.get('www-authenticate')),
      );
    },
  ],
  [
    'arm-resources deletes a machine and waits until it is gone',
    async (world) => {
      const before = (await world.asked()).length;
      await client(world).resources.beginDeleteByIdAndWait(machine('vm-brief'), VERSION);
      assert.ok((await world.asked(before)).some(({ path }) => /\/operations\//.test(path)));
      await refuses(
        client(world).resources.getById(machine('vm-brief'), VERSION), 404, 'ResourceNotFound');
    },
  ],
  [
    'arm-resources is told by a finished operation that it failed',
    async (world) => {
      await assert.rejects(
        client(world).resources.beginDeleteByIdAndWait(machine('vm-stubborn'), VERSION),
        /failed/i,
      );
      await client(world).resources.getById(machine('vm-stubborn'), VERSION);
    },
  ],
  [
    'arm-resources deletes nothing twice',
    (world) => client(world).resources.beginDeleteByIdAndWait(machine('vm-brief'), VERSION),
  ],
  [
    'arm-resources deletes a group with all that is in it, by location',
    async (world) => {
      await client(world).resourceGroups.beginDeleteAndWait('rg-empty', {
        forceDeletionTypes: `${MACHINES},Microsoft.Compute/virtualMachineScaleSets`,
      });
      await refuses(client(world).resourceGroups.get('rg-empty'), 404, 'ResourceGroupNotFound');
    },
  ],
];
