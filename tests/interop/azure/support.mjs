// SPDX-License-Identifier: GPL-3.0-or-later
// Tickets with Azure's support, in the name of a customer: with the partner's token beside. This
// client speaks the first version of the interface, 2020-04-01.

import assert from 'node:assert/strict';
import { MicrosoftSupport } from '@azure/arm-support';
import { PARTNER_TENANT, collect, refuses } from './world.mjs';

const WITHOUT_PLAN = '40000000-0000-4000-8000-00000000000d';
const NAME = 'davylamp-1';
let service, problem;

const client = (world, more) => world.client(MicrosoftSupport, more);

/** The options that bring the token of the partner's own tenant along. */
async function behalf(world) {
  const { token } = await world.getToken('ada', PARTNER_TENANT);
  return {
    requestOptions: { customHeaders: { 'x-ms-authorization-auxiliary': `Bearer ${token}` } },
  };
}

const ticket = (more) => ({
  title: 'Compromised subscription',
  description: 'Machines that nobody knows were made here.',
  severity: 'moderate',
  serviceId: service.id,
  problemClassificationId: problem.id,
  require24X7Response: false,
  contactDetails: {
    firstName: 'Ada',
    lastName: 'Kern',
    preferredContactMethod: 'email',
    primaryEmailAddress: 'ada@northwind.example',
    preferredTimeZone: 'W. Europe Standard Time',
    country: 'deu',
    preferredSupportLanguage: 'en-us',
  },
  ...more,
});

export default [
  [
    'arm-support lists the services',
    async (world) => {
      const items = await collect(client(world).services.list());
      service = items.find(({ displayName }) => /Virtual Machine/i.test(displayName)) ?? items[0];
      assert.match(service.id, /^\/providers\/Microsoft\.Support\/services\//i);
    },
  ],
  [
    'arm-support lists the classifications of a service',
    async (world) => {
      const items = await collect(client(world).problemClassifications.list(service.name));
      [problem] = items;
      assert.ok(problem.displayName);
      assert.match(problem.id, /\/problemClassifications\//i);
    },
  ],
  [
    'arm-support asks whether a name may be used',
    async (world) => {
      const answer = await client(world).supportTickets.checkNameAvailability(
        { name: NAME, type: 'Microsoft.Support/supportTickets' }, await behalf(world));
      assert.equal(answer.nameAvailable, true);
    },
  ],
  [
    'arm-support opens a ticket and waits until it is there',
    async (world) => {
      const opened = await client(world).supportTickets.beginCreateAndWait(
        NAME, ticket(), await behalf(world));
      assert.equal(opened.title, 'Compromised subscription');
      assert.ok(opened.supportTicketId);
      assert.equal(opened.status.toLowerCase(), 'open');
    },
  ],
  [
    'arm-support is told that a name is taken',
    async (world) => {
      const answer = await client(world).supportTickets.checkNameAvailability(
        { name: NAME, type: 'Microsoft.Support/supportTickets' }, await behalf(world));
      assert.equal(answer.nameAvailable, false);
      await refuses(
        client(world).supportTickets.beginCreateAndWait(NAME, ticket(), await behalf(world)),
        409,
        'Conflict',
      );
    },
  ],
  [
    'arm-support gets a ticket and lists all',
    async (world) => {
      const one = await client(world).supportTickets.get(NAME, await behalf(world));
      assert.ok(one.createdDate instanceof Date);
      assert.ok(one.serviceLevelAgreement.slaMinutes > 0);
      const items = await collect(client(world).supportTickets.list(await behalf(world)));
      assert.deepEqual(items.map(({ name }) => name), [NAME]);
    },
  ],
  [
    'arm-support adds a message to a ticket and lists the messages',
    async (world) => {
      const message = await client(world).communications.beginCreateAndWait(
        NAME,
        'message-1',
        { subject: 'More', body: 'The machines are gone.', sender: 'ada@northwind.example' },
        await behalf(world),
      );
      assert.equal(message.subject, 'More');
      const items = await collect(client(world).communications.list(NAME, await behalf(world)));
      assert.deepEqual(items.map(({ name }) => name), ['message-1']);
    },
  ],
  [
    'arm-support closes a ticket',
    async (world) => {
      const closed = await client(world).supportTickets.update(
        NAME, { status: 'closed' }, await behalf(world));
      assert.equal(closed.status.toLowerCase(), 'closed');
    },
  ],
  [
    'arm-support is told what is wrong with a ticket',
    async (world) =>
      refuses(
        client(world).supportTickets.beginCreateAndWait(
          'davylamp-2', ticket({ severity: 'terrible' }), await behalf(world)),
        400,
        'InvalidParameterValue',
      ),
  ],
  [
    'arm-support is told that the token of the partner is missing',
    (world) => refuses(client(world).supportTickets.beginCreateAndWait('davylamp-3', ticket()), 403),
  ],
  [
    'arm-support is told that there is no paid support plan',
    async (world) =>
      refuses(
        client(world, { words: [WITHOUT_PLAN] }).supportTickets.beginCreateAndWait(
          'davylamp-4', ticket(), await behalf(world)),
        403,
      ),
  ],
];
