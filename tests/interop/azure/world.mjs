// SPDX-License-Identifier: GPL-3.0-or-later
// What the cases share: who and what is in the scenarios, people who sign in with MSAL, clients of
// Azure Resource Manager in their name, and the emulator's control.

import assert from 'node:assert/strict';
import { PublicClientApplication } from '@azure/msal-node';

export const APPLICATION = '00000000-0000-4000-8000-00000000da5e';
export const PARTNER_TENANT = '10000000-0000-4000-8000-000000000001';
export const CUSTOMER_TENANT = '20000000-0000-4000-8000-000000000001';
export const SUBSCRIPTION = '40000000-0000-4000-8000-00000000000b';
export const PARTNER_CENTER = 'https://api.partnercenter.microsoft.com/user_impersonation';
export const RESOURCE_MANAGER = 'https://management.azure.com/user_impersonation';

/** What a person types into the sign-in page: @name is the part before the @. */
export const person = (name) => ({ user: `${name}@northwind.example`, password: 'lamp' });

/** Asks for a browser that goes to an address and says yes, or no. */
export function open(address, typed) {
  console.log(`open ${address} ${JSON.stringify(typed)}`);
}

export const readToken = (token) =>
  JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());

export async function collect(pages) {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
}

/** A promise that must fail as Azure's clients tell what Resource Manager refused. */
export async function refuses(promise, statusCode, code) {
  await assert.rejects(promise, (error) => {
    assert.equal(error.name, 'RestError', error.stack);
    assert.equal(error.statusCode, statusCode, error.message);
    if (code) assert.equal(error.code, code, error.message);
    return true;
  });
}

export class World {
  #clients = new Map();
  #people = new Map();

  constructor(base, scale) {
    this.base = base;
    this.scale = scale;
    this.host = new URL(base).host;
  }

  newMsal() {
    return new PublicClientApplication({
      auth: {
        clientId: APPLICATION,
        authority: `${this.base}/organizations`,
        knownAuthorities: [this.host],
      },
    });
  }

  async #signIn(name) {
    const msal = this.newMsal();
    const { account } = await msal.acquireTokenInteractive({
      scopes: [PARTNER_CENTER],
      openBrowser: async (address) => open(address, person(name)),
    });
    return { msal, account };
  }

  /** A token for Resource Manager, as Azure's clients want to be given it. */
  async getToken(name, tenant) {
    if (!this.#people.has(name)) this.#people.set(name, await this.#signIn(name));
    const { msal, account } = this.#people.get(name);
    const result = await msal.acquireTokenSilent({
      account: { ...account, tenantId: tenant },
      scopes: [RESOURCE_MANAGER],
      authority: `${this.base}/${tenant}`,
    });
    return { token: result.accessToken, expiresOnTimestamp: result.expiresOn.getTime() };
  }

  /** One of Microsoft's clients in the name of somebody; @words come before its options. */
  client(Type, { name = 'ada', tenant = CUSTOMER_TENANT, words = [SUBSCRIPTION], ...more } = {}) {
    const key = JSON.stringify([Type.name, name, tenant, words, more]);
    const credential = { getToken: () => this.getToken(name, tenant) };
    if (!this.#clients.has(key))
      this.#clients.set(
        key,
        new Type(credential, ...words, {
          endpoint: `${this.base}/arm`,
          credentialScopes: RESOURCE_MANAGER,
          ...more,
        }),
      );
    return this.#clients.get(key);
  }

  /** Lets something go wrong, until the case is over. */
  async spoil(rule) {
    const answer = await fetch(`${this.base}/_emulator/faults`, { method: 'POST', body: rule });
    assert.ok(answer.ok, await answer.text());
  }

  async forgetFaults() {
    await fetch(`${this.base}/_emulator/faults`, { method: 'DELETE' });
  }

  /** How many of the emulator's seconds pass in one. */
  async setScale(scale) {
    await fetch(`${this.base}/_emulator/clock`, { method: 'POST', body: JSON.stringify({ scale }) });
  }

  /** What was asked since a number of requests had been asked. */
  async asked(since = 0) {
    const requests = await (await fetch(`${this.base}/_emulator/requests`)).json();
    return requests
      .slice(since)
      .map(({ method, path, query, status }) => ({ method, path, query, status }));
  }
}
