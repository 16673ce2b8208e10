// SPDX-License-Identifier: Apache-2.0
// Check, create, fetch and find.
import { BOTH, CLOUD, DATA_CENTER, UNKNOWN_PARAMETER, any, asks, throughGateway, withMember } from './variants.mjs';

const drafts = (e) => e.body?.issueUpdates ?? [];
const some = (test) => (e) => drafts(e).some(test);
const each = (change) => (e) => drafts(e).forEach(change);
const fields = (e) => drafts(e)[0].fields;
const emptyText = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: '' }] }] };

export const CREATE = [
  // serverInfo tells the kind of Jira, so it is asked for where both kinds have it.
  [DATA_CENTER, 'GET /serverInfo', 'probe', any, ...UNKNOWN_PARAMETER],
  [BOTH, 'GET /myself', 'the account', any, ...UNKNOWN_PARAMETER],
  [BOTH, 'GET /mypermissions', 'in a project', (e) => asks('projectKey')(e) || asks('projectId')(e), ...UNKNOWN_PARAMETER],
  [CLOUD, 'GET /mypermissions', 'by name', asks('permissions'), 'no permission named', (e) => { e.query = 'permission=X'; }],

  [BOTH, 'POST /issue/bulk', 'one ticket', (e) => drafts(e).length === 1, 'a summary of two lines',
    (e) => { fields(e).summary = 'one\ntwo'; }],
  [BOTH, 'POST /issue/bulk', 'several tickets', (e) => drafts(e).length > 1, 'fifty-one tickets',
    (e) => { while (drafts(e).length < 51) drafts(e).push(drafts(e)[0]); }],
  [BOTH, 'POST /issue/bulk', 'a sub-task', some((d) => d.fields.parent), 'a parent that is text',
    each((d) => { d.fields.parent = 'SEC-1'; })],
  [BOTH, 'POST /issue/bulk', 'a link made with the ticket', some((d) => d.update?.issuelinks), 'a link outside a list',
    each((d) => { d.update = { issuelinks: { add: {} } }; })],
  [BOTH, 'POST /issue/bulk', 'our key as property', some((d) => d.properties), 'properties as an object',
    each((d) => { d.properties = { 'itsm.link': {} }; })],
  [BOTH, 'POST /issue/bulk', 'our key as label', some((d) => d.fields.labels?.includes('itsm-link')), 'a label with a blank',
    (e) => { fields(e).labels = ['itsm link']; }],
  [CLOUD, 'POST /issue/bulk', 'a description', some((d) => d.fields.description), 'a description that is text',
    (e) => { fields(e).description = 'plain'; }],
  [CLOUD, 'POST /issue/bulk', 'a document', some((d) => d.fields.description?.type === 'doc'), 'a text node without text',
    (e) => { fields(e).description = emptyText; }],
  [DATA_CENTER, 'POST /issue/bulk', 'a description', some((d) => d.fields.description), 'a document of Cloud',
    (e) => { fields(e).description = { ...emptyText }; }],

  [CLOUD, 'GET /myself', 'through the gateway', throughGateway, ...UNKNOWN_PARAMETER],
  [CLOUD, 'POST /issue/bulk', 'through the gateway', throughGateway, 'a summary of two lines',
    (e) => { fields(e).summary = 'one\ntwo'; }],
  [CLOUD, 'POST /search/jql', 'through the gateway', throughGateway, 'paging by startAt', withMember('startAt', 0)],
  [CLOUD, 'POST /issue/bulkfetch', 'several tickets', any, 'ids outside a list', withMember('issueIdsOrKeys', '10000')],
  [CLOUD, 'POST /issue/bulkfetch', 'with schemas', (e) => e.body?.expand?.includes('schema'), 'an expansion outside a list',
    withMember('expand', 'schema')],
  [CLOUD, 'POST /search/jql', 'by our label', (e) => /labels/.test(e.body?.jql), 'paging by startAt', withMember('startAt', 0)],
  [CLOUD, 'POST /search/jql', 'a further page', (e) => e.body?.nextPageToken, 'a page token that is a number',
    withMember('nextPageToken', 7)],
  [DATA_CENTER, 'POST /search', 'by our label', (e) => /labels/.test(e.body?.jql), 'paging by token', withMember('nextPageToken', 'x')],
  [DATA_CENTER, 'POST /search', 'a further page', (e) => e.body?.startAt > 0, 'a page that starts at a word',
    withMember('startAt', 'first')],
];
