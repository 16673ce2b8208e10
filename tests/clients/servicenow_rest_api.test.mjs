// SPDX-License-Identifier: Apache-2.0
// The simulated instance as servicenow-rest-api understands it: display values both ways, versions with and without.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, beforeEach, test } from 'node:test';

import ServiceNow from 'servicenow-rest-api';

import { Simulator } from './simulator.mjs';

let simulator;
let client;

const ask = (method, ...given) =>
  new Promise((resolve, reject) => client[method](...given, answer => (answer instanceof Error ? reject(answer) : resolve(answer))));
const signIn = (user, password) => new ServiceNow(simulator.address.replace('http://', ''), user, password);

before(async () => {
  simulator = await Simulator.start('servicenow');
  signIn('nobody', '').setNetworkOptions({ transport: http }); // it speaks https only, which loopback does not
});
after(async () => assert.equal(await simulator.stop(), 0));
beforeEach(async () => {
  await simulator.control('POST', 'reset');
  client = signIn('lead', 'lead-password');
});

test('a record is made and changed as people would name things, and found again', async () => {
  const made = await ask('createNewTask', {
    short_description: 'SQL injection in login', impact: '1 - High', urgency: '2 - Medium', category: 'Security',
    assignment_group: 'Application Security', assigned_to: 'Enzo Ruiz',
  }, 'incident');
  assert.match(made.number, /^INC\d{7}$/);
  assert.equal(made.priority, '2 - High');
  assert.equal(made.assigned_to.display_value, 'Enzo Ruiz');
  assert.match(made.assignment_group.link, /\/api\/now\/table\/sys_user_group\/[0-9a-f]{32}$/);
  const changed = await ask('UpdateTask', 'incident', made.number, { state: 'In Progress', work_notes: 'Looking into it.' });
  assert.equal(changed.state, 'In Progress');
  assert.match(changed.work_notes, /Lea Dahl \(Work notes\)\nLooking into it\./);
  const [row] = await ask('getTableData', ['number', 'state', 'sys_mod_count'], [`number=${made.number}`, 'active=true'], 'incident');
  assert.deepEqual(row, { number: made.number, state: 'In Progress', sys_mod_count: '2' });
});

test('a part of a query that is not understood lets every row in', async () => {
  for (const short_description of ['one', 'two']) await ask('createNewTask', { short_description }, 'incident');
  assert.equal((await ask('getTableData', ['number'], ['short_description=one'], 'incident')).length, 1);
  assert.equal((await ask('getTableData', ['number'], ['short_descripton=one'], 'incident')).length, 2);
  await simulator.control('POST', 'world', { invalid_query_returns_no_rows: true });
  assert.equal((await ask('getTableData', ['number'], ['short_descripton=one'], 'incident')).length, 0);
});

test('refusals are in the words of the documentation', async () => {
  const refusal = async promise => (await promise.then(() => assert.fail('not refused'), error => error)).response;
  const unknown = await refusal(ask('getSampleData', 'no_such_table'));
  assert.deepEqual([unknown.status, unknown.data.error.message], [400, 'Invalid table no_such_table']);
  const { number } = await ask('createNewTask', { short_description: 'one' }, 'incident');
  const policy = await refusal(ask('UpdateTask', 'incident', number, { state: 'Resolved' }));
  assert.equal(policy.status, 403);
  assert.equal(policy.data.error.message, 'Data Policy Exception');
  assert.match(policy.data.error.detail, /Resolution code, Close notes/);
  client = signIn('engineer', 'engineer-password');
  const deletion = await refusal(ask('DeleteTask', 'incident', number));
  assert.match(deletion.data.error.detail, /^ACL Exception Delete Failed/);
  client = signIn('engineer', 'wrong');
  const stranger = await refusal(ask('getSampleData', 'incident'));
  assert.deepEqual([stranger.status, stranger.data.error.message], [401, 'User Not Authenticated']);
});

test('an administrator deletes, and then there is nothing', async () => {
  const { number } = await ask('createNewTask', { short_description: 'one' }, 'incident');
  assert.equal((await ask('DeleteTask', 'incident', number)).status, 204);
  assert.deepEqual(await ask('getTableData', ['number'], [`number=${number}`], 'incident'), []);
});
