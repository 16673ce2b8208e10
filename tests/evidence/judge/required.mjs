// SPDX-License-Identifier: Apache-2.0
// The requests that the plugin must have been seen to make: route, variant, how the variant is recognised, and one
// mistake of its kind, which the judge must find. Where a route is not seen, the tests of the plugin lack something.

const drafts = (e) => e.body?.issueUpdates ?? [];
const asks = (name) => (e) => e.parameters.has(name);
const any = () => true;
const unknownParameter = (e) => { e.query += `${e.query ? '&' : ''}expandd=all`; };
const unknownMember = (e) => { e.body.extra = true; };
const withoutParameter = (name) => (e) => {
  const parameters = new URLSearchParams(e.query);
  parameters.delete(name);
  e.query = parameters.toString();
};

const BOTH = [
  ['GET /serverInfo', 'probe', any, 'an unknown parameter', unknownParameter],
  ['GET /myself', 'account', any, 'an unknown parameter', unknownParameter],
  ['GET /mypermissions', 'in a project', (e) => e.parameters.has('projectKey') || e.parameters.has('projectId'),
    'an unknown parameter', unknownParameter],
  ['GET /issue/createmeta/{projectIdOrKey}/issuetypes', 'types of a project', any, 'a page that starts at a word',
    (e) => { e.query = 'startAt=first'; }],
  ['GET /issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}', 'fields of a type', any, 'a page of a word',
    (e) => { e.query = 'maxResults=many'; }],
  ['POST /issue/bulk', 'one ticket', (e) => drafts(e).length === 1, 'a summary of two lines',
    (e) => { drafts(e)[0].fields.summary = 'one\ntwo'; }],
  ['POST /issue/bulk', 'several tickets', (e) => drafts(e).length > 1, 'fifty-one tickets',
    (e) => { while (drafts(e).length < 51) drafts(e).push(drafts(e)[0]); }],
  ['POST /issue/bulk', 'a sub-task', (e) => drafts(e).some((d) => d.fields.parent), 'a parent that is text',
    (e) => { for (const d of drafts(e)) d.fields.parent = 'SEC-1'; }],
  ['POST /issue/bulk', 'a link made with the ticket', (e) => drafts(e).some((d) => d.update?.issuelinks),
    'a link outside a list', (e) => { for (const d of drafts(e)) d.update = { issuelinks: { add: {} } }; }],
  ['POST /issue/bulk', 'our key as property', (e) => drafts(e).some((d) => d.properties), 'properties as an object',
    (e) => { for (const d of drafts(e)) d.properties = { 'itsm.link': {} }; }],
  ['POST /issue/bulk', 'our key as label', (e) => drafts(e).some((d) => d.fields.labels?.includes('itsm-link')),
    'a label with a blank', (e) => { drafts(e)[0].fields.labels = ['itsm link']; }],
  ['GET /issueLinkType', 'types of links', any, 'an unknown parameter', unknownParameter],
  ['GET /user/assignable/search', 'people of a project', any, 'an unknown parameter', unknownParameter],
];

const CLOUD = [
  ['GET /mypermissions', 'permissions by name', asks('permissions'), 'no permissions named', (e) => { e.query = 'permission=X'; }],
  ['POST /issue/bulk', 'a description', (e) => drafts(e).some((d) => d.fields.description), 'a description that is text',
    (e) => { drafts(e)[0].fields.description = 'plain'; }],
  ['POST /issue/bulk', 'a document', (e) => drafts(e).some((d) => d.fields.description?.type === 'doc'), 'a text node without text',
    (e) => { drafts(e)[0].fields.description = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: '' }] }] }; }],
  ['POST /issue/bulkfetch', 'several tickets', any, 'ids outside a list', (e) => { e.body.issueIdsOrKeys = '10000'; }],
  ['POST /issue/bulkfetch', 'with schemas', (e) => e.body?.expand?.includes('schema'), 'an expansion outside a list',
    (e) => { e.body.expand = 'schema'; }],
  ['POST /search/jql', 'by our label', (e) => /labels/.test(e.body?.jql), 'paging by startAt', (e) => { e.body.startAt = 0; }],
  ['POST /search/jql', 'a further page', (e) => e.body?.nextPageToken, 'a page token that is a number',
    (e) => { e.body.nextPageToken = 7; }],
  ['GET /project/search', 'a page', any, 'a page of a word', (e) => { e.query = 'maxResults=all'; }],
  ['GET /priority/search', 'of a project', asks('projectId'), 'an unknown parameter', unknownParameter],
];

const DATA_CENTER = [];

// { route, variant, when, mistake, spoil } with the route as the specification has it, for one API each.
export const REQUIRED = Object.entries({ cloud: ['/rest/api/3', BOTH, CLOUD], 'data-center': ['/rest/api/2', DATA_CENTER] })
  .flatMap(([api, [root, ...lists]]) => lists.flat().map(([route, variant, when, mistake, spoil]) => {
    const [method, path] = route.split(' ');
    return { api, route: `${method} ${path.startsWith('/rest/') ? '' : root}${path}`, variant, when, mistake, spoil };
  }));
