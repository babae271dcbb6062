// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs: queries of Cost Management. Its client knows no pages; the next one is asked for
// through the client's own pipeline.

import assert from 'node:assert/strict';
import { CostManagementClient } from '@azure/arm-costmanagement';
import { createPipelineRequest } from '@azure/core-rest-pipeline';
import { SUBSCRIPTION, refuses } from './world.mjs';

const SCOPE = `/subscriptions/${SUBSCRIPTION}`;
const DAY = 24 * 3600 * 1000;

const client = (world) => world.client(CostManagementClient, { words: [] });

/** Daily costs of the last days, by one or two dimensions. */
function query(days, ...dimensions) {
  return {
    type: 'ActualCost',
    timeframe: 'Custom',
    timePeriod: { from: new Date(Date.now() - days * DAY), to: new Date() },
    dataset: {
      granularity: 'Daily',
      aggregation: { totalCost: { name: 'PreTaxCost', function: 'Sum' } },
      grouping: dimensions.map((name) => ({ type: 'Dimension', name })),
    },
  };
}

/** The rows as objects, by the names of the columns. */
const tell = ({ columns, rows }) =>
  rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));

export default [
  [
    'arm-costmanagement asks for the daily cost of every service',
    async (world) => {
      const rows = tell(await client(world).query.usage(SCOPE, query(10, 'ServiceName')));
      assert.ok(rows.length >= 20);
      for (const { PreTaxCost, UsageDate, Currency } of rows) {
        assert.equal(typeof PreTaxCost, 'number');
        assert.ok(UsageDate > 20200101 && UsageDate < 21000101);
        assert.equal(Currency, 'EUR');
      }
      assert.deepEqual(
        [...new Set(rows.map(({ ServiceName }) => ServiceName))].sort(),
        ['Bandwidth', 'Storage', 'Virtual Machines'],
      );
    },
  ],
  [
    'arm-costmanagement asks for the daily cost of every resource and region',
    async (world) => {
      const answer = await client(world).query.usage(
        SCOPE, query(5, 'ResourceId', 'ResourceLocation'));
      const rows = tell(answer);
      assert.ok(rows.some(({ ResourceId }) => /\/virtualmachines\/vm-evil$/i.test(ResourceId)));
      assert.ok(rows.some(({ ResourceLocation }) => /east ?us ?2/i.test(ResourceLocation)));
    },
  ],
  [
    'arm-costmanagement asks for the cost of one group',
    async (world) => {
      const scope = `${SCOPE}/resourceGroups/rg-mine`;
      const rows = tell(await client(world).query.usage(scope, query(5, 'ResourceGroup')));
      assert.ok(rows.length > 0);
      assert.ok(rows.every(({ ResourceGroup }) => /^rg-mine$/i.test(ResourceGroup)));
    },
  ],
  [
    'arm-costmanagement asks for one service only',
    async (world) => {
      const parameters = query(5, 'ServiceName');
      parameters.dataset.filter = {
        dimensions: { name: 'ServiceName', operator: 'In', values: ['Storage'] },
      };
      const rows = tell(await client(world).query.usage(SCOPE, parameters));
      assert.ok(rows.length > 0);
      assert.ok(rows.every(({ ServiceName }) => ServiceName === 'Storage'));
    },
  ],
  [
    'arm-costmanagement sends the same query again for the next page',
    async (world) => {
      const parameters = query(80, 'ServiceName');
      let answer = await client(world).query.usage(SCOPE, parameters);
      const rows = answer.rows;
      let pages = 1;
      for (; answer.nextLink; pages += 1) {
        const request = createPipelineRequest({
          url: answer.nextLink,
          method: 'POST',
          body: JSON.stringify(parameters),
        });
        request.headers.set('Content-Type', 'application/json');
        const { status, bodyAsText } = await client(world).sendRequest(request);
        assert.equal(status, 200, bodyAsText);
        answer = JSON.parse(bodyAsText).properties;
        rows.push(...answer.rows);
      }
      assert.ok(pages > 1);
      assert.equal(new Set(rows.map((row) => row.slice(1).join())).size, rows.length);
    },
  ],
  [
    'arm-costmanagement waits as it is told when there were too many queries',
    async (world) => {
      const before = (await world.asked()).length;
      await world.spoil('POST /arm/*/query x1 status=429,retry-after=10');
      await client(world).query.usage(SCOPE, query(3, 'ServiceName'));
      const statuses = (await world.asked(before))
        .filter(({ method }) => method === 'POST')
        .map(({ status }) => status);
      assert.deepEqual(statuses.slice(-2), [429, 200]);
    },
  ],
  [
    'arm-costmanagement is told that a query makes no sense',
    (world) => {
      const parameters = query(5, 'ServiceName');
      parameters.dataset.grouping[0].name = 'FavouriteColour';
      return refuses(client(world).query.usage(SCOPE, parameters), 400, 'BadRequest');
    },
  ],
];
