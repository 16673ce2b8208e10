// SPDX-License-Identifier: Apache-2.0
// The simulated Jira Cloud as jira.js understands it, which checks every answer against its own schemas.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { createCloudClient } from 'jira.js';

import { Simulator } from './simulator.mjs';

const analyst = { type: 'basic', email: 'analyst@example.test', apiToken: 'sim-token' };

let simulator;
let jira;

const client = auth => createCloudClient({ host: simulator.address, auth, onSchemaMismatch: 'throw', retry: { maxAttempts: 1 } });
const bug = (summary, more = {}) => ({ project: { key: 'SEC' }, issuetype: { id: '10004' }, summary, ...more });
const paragraph = text => ({ type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });

async function searchAll(request) {
  const issues = [];
  let pages = 0;
  let nextPageToken;
  do {
    const page = await jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({ ...request, nextPageToken });
    issues.push(...page.issues);
    pages += 1;
    nextPageToken = page.nextPageToken;
    assert.equal(page.isLast, !nextPageToken);
  } while (nextPageToken);
  return { issues, pages };
}

before(async () => {
  simulator = await Simulator.start('jira-cloud');
  jira = client(analyst);
});
after(async () => assert.equal(await simulator.stop(), 0));
beforeEach(() => simulator.control('POST', 'reset'));

test('the site and the account are described', async () => {
  const server = await jira.serverInfo.getServerInfo();
  assert.equal(server.deploymentType, 'Cloud');
  const me = await jira.myself.getCurrentUser();
  assert.equal(me.emailAddress, analyst.email);
  await assert.rejects(client({ ...analyst, apiToken: 'wrong' }).myself.getCurrentUser(), { name: 'AuthError' });
});

test('an answer of another shape would be noticed', async () => {
  const wrong = { match: { path: '*/priority/search' }, do: 'status', status: 200, body: { values: 'none' } };
  await simulator.control('POST', 'faults', wrong);
  await assert.rejects(jira.issuePriorities.searchPriorities(), { name: 'SchemaMismatchError' });
});

test('an issue is created with a property and read back', async () => {
  const created = await jira.issues.createIssue({
    fields: bug('SQL injection in login', {
      description: paragraph('Found by a scanner.'),
      labels: ['itsm-4711'],
      priority: { id: '2' },
      assignee: { id: '557058:0a000000-0000-4000-8000-000000000003' },
      duedate: '2026-12-31',
      customfield_10050: { value: 'Network' },
      customfield_10051: 9.8,
      customfield_10055: { value: 'Production', child: { value: 'Europe' } },
      customfield_10057: '2026-11-21T10:20:30.000+0100',
    }),
    properties: [{ key: 'itsm', value: { finding: 'f-1' } }],
  });
  assert.equal(created.key, 'SEC-1');
  const issue = await jira.issues.getIssue({ issueIdOrKey: 'sec-1', properties: ['itsm'] });
  assert.equal(issue.id, created.id);
  assert.equal(issue.fields.summary, 'SQL injection in login');
  assert.deepEqual(issue.fields.description, paragraph('Found by a scanner.'));
  assert.equal(issue.fields.priority.name, 'High');
  assert.equal(issue.fields.assignee.displayName, 'Enzo Ruiz');
  assert.equal(issue.fields.assignee.emailAddress, undefined, 'the mail address is hidden');
  assert.equal(issue.fields.customfield_10050.value, 'Network');
  assert.equal(issue.fields.customfield_10055.child.value, 'Europe');
  assert.equal(issue.fields.customfield_10057, '2026-11-21T09:20:30.000+0000');
  assert.deepEqual(issue.properties.itsm, { finding: 'f-1' });
  const property = await jira.issueProperties.getIssueProperty({ issueIdOrKey: created.id, propertyKey: 'itsm' });
  assert.deepEqual(property, { key: 'itsm', value: { finding: 'f-1' } });
  const keys = await jira.issueProperties.getIssuePropertyKeys({ issueIdOrKey: created.id });
  assert.deepEqual(keys.keys.map(({ key }) => key), ['itsm']);
});

test('wiki text through the second version of the interface comes back as a document', async () => {
  const { key } = await jira.issues.createIssue({ fields: bug('Old style', { description: 'first\nsecond' }) });
  const issue = await jira.issues.getIssue({ issueIdOrKey: key });
  assert.equal(issue.fields.description.type, 'doc');
  assert.equal(issue.fields.description.content.length, 2);
});

test('a bulk create makes the good ones and names the bad ones by number', async () => {
  const issueUpdates = Array.from({ length: 50 }, (_, i) => ({ fields: bug(i === 7 ? 'two\nlines' : `finding ${i}`) }));
  const { issues, errors } = await jira.issues.createIssues({ issueUpdates });
  assert.equal(issues.length, 49);
  assert.equal(errors.length, 1);
  assert.equal(errors[0].failedElementNumber, 7);
  assert.equal(errors[0].elementErrors.errors.summary, 'The summary is invalid because it contains newline characters.');
  const tickets = await simulator.control('GET', 'tickets');
  assert.deepEqual(tickets.map(({ key }) => key), issues.map(({ key }) => key));

  await assert.rejects(jira.issues.createIssues({ issueUpdates: [...issueUpdates, { fields: bug('one too many') }] }), { status: 400 });
  await assert.rejects(jira.issues.createIssues({ issueUpdates: [{ fields: bug('') }] }), { status: 400 });
  assert.equal((await simulator.control('GET', 'tickets')).length, 49);
});

test('search pages are walked by their tokens', async () => {
  for (let batch = 0; batch < 5; batch += 1)
    await jira.issues.createIssues({
      issueUpdates: Array.from({ length: 50 }, (_, i) => ({ fields: bug(`finding ${batch * 50 + i}`, { labels: [`batch-${batch}`] }) })),
    });
  const jql = 'project = SEC ORDER BY created ASC, key ASC';
  const all = await searchAll({ jql, fields: ['summary'], maxResults: 1000 });
  assert.equal(all.pages, 3, 'fields make pages of at most 100');
  assert.deepEqual(all.issues.map(({ fields }) => fields.summary), Array.from({ length: 250 }, (_, i) => `finding ${i}`));
  const ids = await searchAll({ jql: 'project = SEC AND labels = batch-3', maxResults: 7 });
  assert.equal(ids.pages, 8);
  assert.deepEqual(Object.keys(ids.issues[0]), ['id'], 'only ids unless fields are asked for');
  const { count } = await jira.issueSearch.countIssues({ jql: 'project = SEC AND labels in (batch-1, batch-2)' });
  assert.equal(count, 100);
  await assert.rejects(jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql: 'ORDER BY key' }), { status: 400 });
});

test('a connection that is cut says nothing about what was done', async () => {
  const cut = how => simulator.control('POST', 'faults', { match: { method: 'POST', path: '*/issue' }, do: how });
  await cut('cut_before');
  await assert.rejects(jira.issues.createIssue({ fields: bug('Lost on the way') }), { name: 'NetworkError' });
  await cut('cut_after');
  await assert.rejects(jira.issues.createIssue({ fields: bug('Made all the same') }), { name: 'NetworkError' });
  const tickets = await simulator.control('GET', 'tickets');
  assert.deepEqual(tickets.map(({ fields }) => fields.summary), ['Made all the same']);
});

test('a request that hangs is let go when the faults are cleared', async () => {
  await simulator.control('POST', 'faults', { match: { path: '*/serverInfo' }, do: 'hang' });
  const hanging = assert.rejects(jira.serverInfo.getServerInfo(), { name: 'NetworkError' });
  while ((await simulator.control('GET', 'faults'))[0].left !== 0);
  await simulator.control('DELETE', 'faults');
  await hanging;
});

test('a lag hides new issues from searches, not from those who name them', async () => {
  await simulator.control('POST', 'search_lag', { searches: 2 });
  const { id } = await jira.issues.createIssue({ fields: bug('Late') });
  const jql = 'project = SEC';
  const found = async reconcileIssues =>
    (await jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql, reconcileIssues })).issues.map(issue => issue.id);
  assert.deepEqual(await found(), []);
  assert.deepEqual(await found([Number(id)]), [id]);
  assert.deepEqual(await found(), [id]);
});

test('transitions follow the workflow and ask for a resolution', async () => {
  const { key } = await jira.issues.createIssue({ fields: bug('To be closed') });
  const available = async () =>
    (await jira.issues.getTransitions({ issueIdOrKey: key, expand: 'transitions.fields' })).transitions;
  assert.deepEqual((await available()).map(({ name }) => name), ['Accept', 'Reject']);
  await jira.issues.doTransition({ issueIdOrKey: key, transition: { id: '11' } });
  const resolve = (await available()).find(({ to }) => to.name === 'Done');
  assert.equal(resolve.hasScreen, true);
  assert.equal(resolve.fields.resolution.required, true);
  await assert.rejects(jira.issues.doTransition({ issueIdOrKey: key, transition: { id: resolve.id } }), { status: 400 });
  await jira.issues.doTransition({
    issueIdOrKey: key,
    transition: { id: resolve.id },
    fields: { resolution: { name: 'Done' } },
    update: { comment: [{ add: { body: paragraph('Fixed in 2.1') } }] },
  });
  const issue = await jira.issues.getIssue({ issueIdOrKey: key });
  assert.equal(issue.fields.status.statusCategory.key, 'done');
  assert.equal(issue.fields.resolution.name, 'Done');
  assert.notEqual(issue.fields.resolutiondate, null);
  assert.equal(issue.fields.comment.total, 1);
  const changes = await jira.issues.getChangeLogs({ issueIdOrKey: key });
  assert.deepEqual(changes.values.map(({ items }) => items.map(({ fieldId }) => fieldId).sort()), [['status'], ['resolution', 'status']]);
});

test('comments, edits, links and remote links', async () => {
  const first = await jira.issues.createIssue({ fields: bug('First', { labels: ['a'] }) });
  const second = await jira.issues.createIssue({ fields: bug('Second') });
  const comment = await jira.issueComments.addComment({ issueIdOrKey: first.key, body: paragraph('Seen again') });
  assert.deepEqual(comment.body, paragraph('Seen again'));
  const { comments } = await jira.issueComments.getComments({ issueIdOrKey: first.key });
  assert.deepEqual(comments.map(({ id }) => id), [comment.id]);

  await jira.issues.editIssue({ issueIdOrKey: first.key, fields: { summary: 'Changed' }, update: { labels: [{ add: 'b' }, { remove: 'a' }] } });
  await jira.issueLinks.linkIssues({ type: { name: 'Blocks' }, inwardIssue: { key: first.key }, outwardIssue: { key: second.key } });
  const fetched = await jira.issues.bulkFetchIssues({ issueIdsOrKeys: [second.key, first.id, 'SEC-999'], fields: ['summary', 'labels', 'issuelinks'] });
  assert.deepEqual(fetched.issues.map(({ key }) => key), [first.key, second.key]);
  assert.equal(fetched.issues[0].fields.summary, 'Changed');
  assert.deepEqual(fetched.issues[0].fields.labels, ['b']);
  assert.equal(fetched.issues[0].fields.issuelinks[0].outwardIssue.key, second.key);
  assert.equal(fetched.issues[1].fields.issuelinks[0].inwardIssue.key, first.key);

  const link = { issueIdOrKey: first.key, globalId: 'system=scanner&id=1', object: { url: 'https://scanner.example/1', title: 'Finding 1' } };
  const made = await jira.issueRemoteLinks.createOrUpdateRemoteIssueLink(link);
  const again = await jira.issueRemoteLinks.createOrUpdateRemoteIssueLink(link);
  assert.equal(again.id, made.id);
  await jira.issueRemoteLinks.getRemoteIssueLinks({ issueIdOrKey: first.key });
});

test('create metadata and pickers', async () => {
  const projects = await jira.projects.searchProjects({ action: 'create' });
  assert.deepEqual(projects.values.map(({ key }) => key), ['HELP', 'PLAT', 'SEC', 'TEAM']);
  const { issueTypes } = await jira.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'PLAT' });
  assert.deepEqual(issueTypes.map(({ name }) => name), ['Epic', 'Task', 'Sub-task', 'Bug']);
  const { fields } = await jira.issues.getCreateIssueMetaIssueTypeId({ projectIdOrKey: 'PLAT', issueTypeId: '10004' });
  const vector = fields.find(({ fieldId }) => fieldId === 'customfield_10050');
  assert.equal(vector.required, true);
  assert.deepEqual(vector.allowedValues.map(({ value }) => value), ['Network', 'Adjacent', 'Local', 'Physical']);
  assert.equal(fields.some(({ fieldId }) => fieldId === 'duedate'), false, 'not on the screen of this project');
  const priorities = await jira.issuePriorities.searchPriorities({ projectId: ['10001'] });
  assert.deepEqual(priorities.values.map(({ name }) => name), ['Blocker', 'High', 'Medium', 'Low']);
  const people = await jira.userSearch.findAssignableUsers({ project: 'SEC', query: 'e' });
  assert.equal(people.some(({ displayName }) => displayName === 'Vera Novak'), false, 'a reader cannot be assigned');
  const { permissions } = await jira.permissions.getMyPermissions({ projectKey: 'READ', permissions: 'BROWSE_PROJECTS,CREATE_ISSUES' });
  assert.equal(permissions.BROWSE_PROJECTS.havePermission, true);
  assert.equal(permissions.CREATE_ISSUES.havePermission, false);
  const types = await jira.projects.getAllStatuses({ projectIdOrKey: 'SEC' });
  assert.ok(types.every(({ statuses }) => statuses.length > 0));
  assert.ok((await jira.issueFields.getFields()).length > 30);
  assert.equal((await jira.issueLinkTypes.getIssueLinkTypes()).issueLinkTypes.length, 4);
  assert.equal((await jira.labels.getAllLabels()).total, 0);
});

test('read_back prints every issue of a query with its property', async () => {
  for (let batch = 0; batch < 3; batch += 1)
    await jira.issues.createIssues({
      issueUpdates: Array.from({ length: 50 }, (_, i) => ({
        fields: bug(`finding ${batch * 50 + i}`, { labels: ['pushed'] }),
        properties: [{ key: 'itsm.link', value: { finding: `f-${batch * 50 + i}` } }],
      })),
    });
  const script = fileURLToPath(new URL('read_back.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, simulator.address, 'labels = pushed ORDER BY key ASC']);
  const issues = JSON.parse(stdout);
  assert.equal(issues.length, 150);
  for (const [i, issue] of issues.entries())
    assert.deepEqual(issue, { id: String(10000 + i), key: `SEC-${i + 1}`, summary: `finding ${i}`, labels: ['pushed'], itsm: { finding: `f-${i}` } });
});

test('people are found, assigned and taken off again', async () => {
  const lead = '557058:0a000000-0000-4000-8000-000000000002';
  const found = await jira.userSearch.findUsers({ query: 'lea dahl' });
  assert.deepEqual(found.map(({ displayName }) => displayName), ['Lea Dahl']);
  assert.equal((await jira.users.getUser({ accountId: lead })).timeZone, 'Europe/Zurich');
  const { key } = await jira.issues.createIssue({ fields: bug('Assigned') });
  await jira.issues.assignIssue({ issueIdOrKey: key, accountId: lead });
  assert.equal((await jira.issues.getIssue({ issueIdOrKey: key })).fields.assignee.accountId, lead);
  await jira.issues.assignIssue({ issueIdOrKey: key, accountId: null });
  assert.equal((await jira.issues.getIssue({ issueIdOrKey: key })).fields.assignee, null);
});

test('what can be edited is described, and changes of many issues are read at once', async () => {
  const { key, id } = await jira.issues.createIssue({ fields: bug('Edited') });
  const { fields } = await jira.issues.getEditIssueMeta({ issueIdOrKey: key });
  assert.equal(fields.summary.required, true);
  assert.deepEqual(fields.priority.allowedValues.map(({ name }) => name), ['Highest', 'High', 'Medium', 'Low', 'Lowest']);
  await jira.issues.editIssue({ issueIdOrKey: key, fields: { summary: 'Edited twice', priority: { name: 'Low' } } });
  const { issueChangeLogs } = await jira.issues.getBulkChangelogs({ issueIdsOrKeys: [key], fieldIds: ['priority'] });
  assert.equal(issueChangeLogs[0].issueId, id);
  assert.deepEqual(issueChangeLogs[0].changeHistories.flatMap(({ items }) => items.map(item => item.toString)), ['Low']);
});

test('an issue is deleted by those who may', async () => {
  const { key } = await jira.issues.createIssue({ fields: bug('Gone') });
  await assert.rejects(jira.issues.deleteIssue({ issueIdOrKey: key }), { status: 403 });
  await client({ ...analyst, email: 'lead@example.test', apiToken: 'lead-token' }).issues.deleteIssue({ issueIdOrKey: key });
  await assert.rejects(jira.issues.getIssue({ issueIdOrKey: key }), { status: 404 });
});

test('properties and remote links are replaced and removed', async () => {
  const { key } = await jira.issues.createIssue({ fields: bug('Marked') });
  const property = { issueIdOrKey: key, propertyKey: 'itsm' };
  await jira.issueProperties.setIssueProperty({ ...property, body: { finding: 1 } });
  await jira.issueProperties.setIssueProperty({ ...property, body: { finding: 2 } });
  assert.deepEqual((await jira.issueProperties.getIssueProperty(property)).value, { finding: 2 });
  await jira.issueProperties.deleteIssueProperty(property);
  await assert.rejects(jira.issueProperties.getIssueProperty(property), { status: 404 });
  const link = { issueIdOrKey: key, globalId: 'system=scanner&id=1' };
  await jira.issueRemoteLinks.createOrUpdateRemoteIssueLink({ ...link, object: { url: 'https://scanner.example/1', title: 'Finding 1' } });
  await jira.issueRemoteLinks.deleteRemoteIssueLinkByGlobalId(link);
  assert.deepEqual(await jira.issueRemoteLinks.getRemoteIssueLinks({ issueIdOrKey: key }), []);
});

test('the lists of a site and of a project', async () => {
  assert.deepEqual((await jira.workflowStatuses.getStatuses()).map(({ name }) => name).sort(),
    ['Backlog', 'Done', 'In Progress', 'In Review', 'Resolved', 'To Do', 'Waiting for customer', 'Waiting for support',
      'Won\'t Do']);
  assert.ok((await jira.issueTypes.getIssueAllTypes()).some(({ subtask }) => subtask));
  const project = await jira.projects.getProject({ projectIdOrKey: 'SEC' });
  assert.equal(project.lead.displayName, 'Lea Dahl');
  const components = await jira.projectComponents.getProjectComponents({ projectIdOrKey: 'SEC' });
  assert.deepEqual(components.map(({ name }) => name), ['Web', 'API', 'Infrastructure']);
  const versions = await jira.projectVersions.getProjectVersions({ projectIdOrKey: 'SEC' });
  assert.deepEqual(versions.map(({ name }) => name), ['1.0', '2.0']);
});
