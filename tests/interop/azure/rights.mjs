// SPDX-License-Identifier: GPL-3.0-or-later
// Locks, effective permissions, role assignments, and the activity log.

import assert from 'node:assert/strict';
import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ManagementLockClient } from '@azure/arm-locks';
import { MonitorClient } from '@azure/arm-monitor';
import { SUBSCRIPTION, collect, refuses } from './world.mjs';

const SCOPE = `/subscriptions/${SUBSCRIPTION}`;
const EVE = 'eve@fabrikam.example';
const HOUR = 3600 * 1000;
let assignment;

const locks = (world, more) => world.client(ManagementLockClient, more).managementLocks;
const roles = (world, more) => world.client(AuthorizationManagementClient, more);
const monitor = (world) => world.client(MonitorClient);

const lastDays = (days, more = '') => {
  const [begin, end] = [Date.now() - days * 24 * HOUR, Date.now() + HOUR].map((time) =>
    new Date(time).toISOString());
  return `eventTimestamp ge '${begin}' and eventTimestamp le '${end}'${more}`;
};
const events = (world, more) => collect(monitor(world).activityLogs.list(lastDays(80, more)));

export default [
  [
    'arm-locks lists the locks of a subscription',
    async (world) => {
      const items = await collect(locks(world).listAtSubscriptionLevel());
      const lock = items.find(({ name }) => name === 'keep');
      assert.equal(lock.level, 'CanNotDelete');
      assert.equal(lock.notes, 'Backups');
      assert.match(lock.id, /\/stapp\/providers\/Microsoft\.Authorization\/locks\/keep$/i);
    },
  ],
  [
    'arm-locks lists the locks of a group and of a resource',
    async (world) => {
      const ofGroup = await collect(locks(world).listAtResourceGroupLevel('rg-ml'));
      assert.deepEqual(ofGroup.map(({ level }) => level), ['ReadOnly']);
      const ofResource = await collect(
        locks(world).listAtResourceLevel(
          'rg-App', 'Microsoft.Storage', '', 'storageAccounts', 'stapp'));
      assert.deepEqual(ofResource.map(({ name }) => name), ['keep']);
    },
  ],
  [
    'arm-locks gets a lock, or is told that there is none',
    async (world) => {
      const lock = await locks(world).getByScope(`${SCOPE}/resourceGroups/rg-ml`, 'mine');
      assert.equal(lock.level, 'ReadOnly');
      await refuses(locks(world).getByScope(SCOPE, 'none'), 404);
    },
  ],
  [
    'arm-locks is told that a reader may not delete a lock',
    (world) =>
      refuses(
        locks(world, { name: 'luc' }).deleteAtResourceGroupLevel('rg-ml', 'mine'),
        403,
        'AuthorizationFailed',
      ),
  ],
  [
    'arm-locks sets a lock and deletes it',
    async (world) => {
      const lock = await locks(world).createOrUpdateAtResourceGroupLevel('rg-mine', 'evidence', {
        level: 'CanNotDelete',
        notes: 'Evidence',
      });
      assert.equal(lock.level, 'CanNotDelete');
      await locks(world).deleteAtResourceGroupLevel('rg-mine', 'evidence');
      await refuses(locks(world).getAtResourceGroupLevel('rg-mine', 'evidence'), 404);
    },
  ],
  [
    'arm-locks deletes the lock that holds the others up',
    async (world) => {
      await locks(world).deleteByScope(`${SCOPE}/resourceGroups/rg-ml`, 'mine');
      assert.deepEqual(await collect(locks(world).listAtResourceGroupLevel('rg-ml')), []);
    },
  ],
  [
    'arm-authorization lists what an owner may do in a group',
    async (world) => {
      const items = await collect(roles(world).permissions.listForResourceGroup('rg-mine'));
      assert.ok(items.some(({ actions }) => actions.includes('*')));
    },
  ],
  [
    'arm-authorization lists what a reader may do to a machine',
    async (world) => {
      const items = await collect(
        roles(world, { name: 'luc' }).permissions.listForResource(
          'rg-mine', 'Microsoft.Compute', '', 'virtualMachines', 'vm-evil'));
      assert.ok(items.some(({ actions }) => actions.includes('*/read')));
      assert.ok(items.every(({ actions }) => !actions.includes('*')));
    },
  ],
  [
    'arm-authorization lists the role assignments of a subscription',
    async (world) => {
      const items = await collect(roles(world).roleAssignments.listForSubscription());
      assignment = items.find(({ principalType }) => principalType === 'ServicePrincipal');
      assert.equal(assignment.principalId, '60000000-0000-4000-8000-00000000000f');
      assert.equal(assignment.scope, SCOPE);
      assert.ok(assignment.createdOn instanceof Date && assignment.createdBy);
    },
  ],
  [
    'arm-authorization lists the role assignments of one principal',
    async (world) => {
      const filter = `principalId eq '${assignment.principalId}'`;
      const items = await collect(roles(world).roleAssignments.listForScope(SCOPE, { filter }));
      assert.deepEqual(items.map(({ id }) => id), [assignment.id]);
    },
  ],
  [
    'arm-authorization lists the role assignments at a scope',
    async (world) => {
      const filter = 'atScope()';
      const items = await collect(roles(world).roleAssignments.listForScope(SCOPE, { filter }));
      assert.ok(items.some(({ id }) => id === assignment.id));
    },
  ],
  [
    'arm-authorization gets the definition of a role by its id',
    async (world) => {
      const role = await roles(world).roleDefinitions.getById(assignment.roleDefinitionId);
      assert.equal(role.roleName, 'Contributor');
      assert.ok(role.permissions.length > 0);
    },
  ],
  [
    'arm-authorization is told that a reader may not remove a role assignment',
    (world) =>
      refuses(
        roles(world, { name: 'luc' }).roleAssignments.deleteById(assignment.id),
        403,
        'AuthorizationFailed',
      ),
  ],
  [
    'arm-authorization removes a role assignment, and then there is none to remove',
    async (world) => {
      await roles(world).roleAssignments.deleteById(assignment.id);
      const items = await collect(roles(world).roleAssignments.listForSubscription());
      assert.ok(items.every(({ id }) => id !== assignment.id));
      await roles(world).roleAssignments.deleteById(assignment.id);
    },
  ],
  [
    'arm-monitor reads the activity log, page by page',
    async (world) => {
      const before = (await world.asked()).length;
      const items = await events(world);
      const created = items.find(({ caller, operationName }) =>
        caller === EVE && operationName.value === 'Microsoft.Compute/virtualMachines/write');
      assert.ok(created.eventTimestamp instanceof Date && created.correlationId);
      assert.equal(created.claims.ipaddr, '203.0.113.66');
      const pages = (await world.asked(before)).filter(({ path }) => /\/values$/.test(path));
      assert.ok(pages.length > 1);
    },
  ],
  [
    'arm-monitor reads what happened to one machine',
    async (world) => {
      const id = `${SCOPE}/resourceGroups/rg-mine/providers/Microsoft.Compute/virtualMachines/vm-evil`;
      const items = await events(world, ` and resourceUri eq '${id}'`);
      assert.ok(items.length > 0);
      for (const { resourceId } of items)
        assert.equal(resourceId.toLowerCase(), id.toLowerCase());
    },
  ],
  [
    'arm-monitor reads the events of one group, of one provider and of one operation',
    async (world) => {
      const ofGroup = await events(world, " and resourceGroupName eq 'rg-mine'");
      assert.ok(ofGroup.length > 0);
      const ofProvider = await events(world, " and resourceProvider eq 'Microsoft.Compute'");
      const [{ correlationId }] = ofProvider;
      const ofOne = await events(world, ` and correlationId eq '${correlationId}'`);
      assert.ok(ofOne.length > 0 && ofOne.every((event) => event.correlationId === correlationId));
    },
  ],
  [
    'arm-monitor is told that the log cannot be filtered by caller',
    (world) => refuses(events(world, ` and caller eq '${EVE}'`), 400),
  ],
  [
    'arm-monitor is told that the log does not reach back that far',
    (world) => refuses(collect(monitor(world).activityLogs.list(lastDays(200))), 400),
  ],
  [
    'arm-monitor reads the log of the tenant',
    async (world) => {
      const filter = lastDays(2);
      await collect(monitor(world).tenantActivityLogs.list({ filter }));
    },
  ],
  [
    'arm-monitor lists what scales by itself, and turns it off',
    async (world) => {
      const { autoscaleSettings } = monitor(world);
      const [setting] = await collect(autoscaleSettings.listBySubscription());
      assert.equal(setting.enabled, true);
      assert.equal(setting.profiles[0].capacity.maximum, '20');
      const { profiles, targetResourceUri } = setting;
      const changed = await autoscaleSettings.update('rg-mine', setting.name, {
        enabled: false,
        profiles,
        targetResourceUri,
      });
      assert.equal(changed.enabled, false);
      assert.equal((await autoscaleSettings.get('rg-mine', setting.name)).enabled, false);
    },
  ],
];
