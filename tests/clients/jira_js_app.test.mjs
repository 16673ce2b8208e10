// SPDX-License-Identifier: Apache-2.0
// An app that a person consented to, as jira.js makes one: OAuth 2.0, the gateway, and webhooks whose deliveries are
// proved with the app's secret.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';

import { createCloudClient, exchangeAuthorizationCode, generateAuthorizationUrl, getAccessibleResources } from 'jira.js';
import { errors, jwtVerify } from 'jose';

import { Simulator } from './simulator.mjs';

const app = { clientId: 'sim-client', clientSecret: 'sim-client-secret' };
const redirectUri = 'http://localhost:8080/api/v1/oauth/callback';
const scopes = ['read:jira-work', 'write:jira-work', 'manage:jira-webhook', 'offline_access'];
const security = { events: ['jira:issue_created', 'jira:issue_updated'], jqlFilter: 'project = SEC' };

let simulator;
let receiver;
let received = [];

// jira.js knows Atlassian's own addresses only; the simulator stands at all of them.
const fetchFromAnywhere = globalThis.fetch;
const fetchFromSimulator = (address, init) =>
  fetchFromAnywhere(String(address).replace(/^https:\/\/(api|auth)\.atlassian\.com/, simulator.address), init);

const hook = () => `http://127.0.0.1:${receiver.address().port}/hooks/jira`;

async function consent() {
  await simulator.control('POST', 'oauth', { consent: 'accept', as: 'analyst' });
  const asked = generateAuthorizationUrl({ ...app, scopes, redirectUri, state: 'once' });
  const answer = await fetch(asked, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location'));
  assert.equal(back.searchParams.get('state'), 'once');
  return exchangeAuthorizationCode({ ...app, redirectUri, code: back.searchParams.get('code') });
}

async function connected() {
  const { accessToken } = await consent();
  const [site] = await getAccessibleResources(accessToken);
  return createCloudClient({ auth: { type: 'oauth2', accessToken, cloudId: site.id }, onSchemaMismatch: 'throw', retry: { maxAttempts: 1 } });
}

const made = ({ webhookRegistrationResult }) => webhookRegistrationResult.map(({ createdWebhookId }) => createdWebhookId);

before(async () => {
  simulator = await Simulator.start('jira-cloud');
  globalThis.fetch = fetchFromSimulator;
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    received.push({ headers: request.headers, body });
    response.end();
  });
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
});
after(async () => {
  globalThis.fetch = fetchFromAnywhere;
  receiver.close();
  assert.equal(await simulator.stop(), 0);
});
beforeEach(async () => {
  received = [];
  await simulator.control('POST', 'reset');
});

test('webhooks of an app are registered, listed, extended and removed', async () => {
  const jira = await connected();
  const wanted = [security, { ...security, jqlFilter: 'watchCount = 3' }, { ...security, jqlFilter: 'project = PLAT' }];
  const registered = await jira.webhooks.registerDynamicWebhooks({ url: hook(), webhooks: wanted });
  const [first, refused, second] = made(registered);
  assert.equal(refused, undefined);
  assert.deepEqual(registered.webhookRegistrationResult[1].errors, ['The clause watchCount is unsupported']);

  const { values, total } = await jira.webhooks.getDynamicWebhooksForApp();
  assert.equal(total, 2);
  assert.deepEqual(values.map(({ id, url, jqlFilter }) => ({ id, url, jqlFilter })),
    [{ id: first, url: hook(), jqlFilter: 'project = SEC' }, { id: second, url: hook(), jqlFilter: 'project = PLAT' }]);

  await simulator.control('POST', 'clock', { advance_ms: 60_000 });
  const { expirationDate } = await jira.webhooks.refreshWebhooks({ webhookIds: [first] });
  assert.ok(expirationDate > values[0].expirationDate);
  const extended = (await jira.webhooks.getDynamicWebhooksForApp()).values;
  assert.deepEqual(extended.map(webhook => webhook.expirationDate), [expirationDate, values[1].expirationDate]);

  await jira.webhooks.deleteWebhookById({ webhookIds: [first] });
  assert.deepEqual((await jira.webhooks.getDynamicWebhooksForApp()).values.map(({ id }) => id), [second]);
});

test('an app has one address and five webhooks', async () => {
  const jira = await connected();
  const six = await jira.webhooks.registerDynamicWebhooks({ url: hook(), webhooks: Array(6).fill(security) });
  assert.equal(made(six).filter(id => id).length, 5);
  assert.match(six.webhookRegistrationResult[5].errors[0], /limit/);
  await assert.rejects(jira.webhooks.registerDynamicWebhooks({ url: `${hook()}/other`, webhooks: [security] }),
    { status: 400 });
});

test('a person who uses an API token is no app', async () => {
  const auth = { type: 'basic', email: 'analyst@example.test', apiToken: 'sim-token' };
  const person = createCloudClient({ host: simulator.address, auth, onSchemaMismatch: 'throw' });
  await assert.rejects(person.webhooks.getDynamicWebhooksForApp(), { status: 403 });
});

test('a delivery is proved by the secret of the app, and by no other', async () => {
  const jira = await connected();
  const [id] = made(await jira.webhooks.registerDynamicWebhooks({ url: hook(), webhooks: [security] }));
  const { key } = await jira.issues.createIssue({ fields: { project: { key: 'SEC' }, issuetype: { id: '10004' }, summary: 'Heard of' } });
  await simulator.control('GET', 'deliveries?settle_ms=20000');

  assert.equal(received.length, 1);
  const [{ headers, body }] = received;
  const event = JSON.parse(body);
  assert.equal(event.webhookEvent, 'jira:issue_created');
  assert.equal(event.issue.key, key);
  assert.deepEqual(event.matchedWebhookIds, [id]);
  const token = headers.authorization.replace(/^Bearer /, '');
  const proof = secret => jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'], issuer: app.clientId });
  const { payload } = await proof(app.clientSecret);
  assert.ok(payload.exp > payload.iat);
  await assert.rejects(proof(`${app.clientSecret}x`), errors.JWSSignatureVerificationFailed);
});
