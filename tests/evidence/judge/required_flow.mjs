// SPDX-License-Identifier: Apache-2.0
// What happens after the create: updates, transitions, comments, links, changes.
import { BOTH, CLOUD, DATA_CENTER, PAGE_OF_A_WORD, UNKNOWN_PARAMETER, any, asks, says, withMember, without } from './variants.mjs';

const TRANSITIONS = '/issue/{issueIdOrKey}/transitions';
const COMMENT = '/issue/{issueIdOrKey}/comment';
const fields = (e) => e.body?.fields ?? {};

export const FLOW = [
  [CLOUD, 'POST /search/jql', 'changes since a time', (e) => /updated >=/.test(e.body?.jql), 'a query that is a list',
    withMember('jql', ['a'])],
  [DATA_CENTER, 'POST /search', 'changes since a time', (e) => /updated >=/.test(e.body?.jql), 'a query that is a list',
    withMember('jql', ['a'])],

  [CLOUD, 'GET /serverInfo', 'the clock', any, ...UNKNOWN_PARAMETER],
  [DATA_CENTER, 'GET /issue/{issueIdOrKey}', 'a ticket with our key', asks('properties'), ...UNKNOWN_PARAMETER],
  [BOTH, 'GET /issue/{issueIdOrKey}', 'before a change', (e) => asks('fields')(e) && !asks('properties')(e), ...UNKNOWN_PARAMETER],

  [BOTH, 'PUT /issue/{issueIdOrKey}', 'the summary', (e) => fields(e).summary, 'a summary of 256 characters',
    withMember('fields.summary', 'x'.repeat(256))],
  [BOTH, 'PUT /issue/{issueIdOrKey}', 'without mail to watchers', asks('notifyUsers'), 'a word for yes or no',
    (e) => { e.query = 'notifyUsers=perhaps'; }],
  [CLOUD, 'PUT /issue/{issueIdOrKey}', 'the description', (e) => fields(e).description, 'a description that is text',
    withMember('fields.description', 'plain')],
  [DATA_CENTER, 'PUT /issue/{issueIdOrKey}', 'the description', (e) => fields(e).description, 'a document of Cloud',
    withMember('fields.description', { type: 'doc', version: 1, content: [] })],
  [BOTH, 'PUT /issue/{issueIdOrKey}', 'no components', (e) => fields(e).components?.length === 0, 'a list that is null',
    withMember('fields.components', null)],
  [CLOUD, 'PUT /issue/{issueIdOrKey}', 'no parent', (e) => e.body?.update?.parent, 'operations in a list',
    withMember('update', [])],

  [BOTH, `GET ${TRANSITIONS}`, 'with their screens', asks('expand'), ...UNKNOWN_PARAMETER],
  [BOTH, `POST ${TRANSITIONS}`, 'bare', (e) => Object.keys(fields(e)).length === 0, 'no transition', without('transition')],
  [BOTH, `POST ${TRANSITIONS}`, 'with a field of its screen', (e) => Object.keys(fields(e)).length > 0, 'fields in a list',
    withMember('fields', [])],

  [CLOUD, `POST ${COMMENT}`, 'for everyone', (e) => e.body && !e.body.properties, 'a body that is text', withMember('body', 'text')],
  [DATA_CENTER, `POST ${COMMENT}`, 'for everyone', (e) => e.body && !e.body.properties, 'a document of Cloud',
    withMember('body', { type: 'doc', version: 1, content: [] })],
  [BOTH, `POST ${COMMENT}`, 'internal', says('properties'), 'properties as an object', withMember('properties', {})],
  [BOTH, `GET ${COMMENT}`, 'a page', any, ...PAGE_OF_A_WORD],
  [BOTH, 'GET /mypermissions', 'on a ticket', (e) => asks('issueId')(e) || asks('issueKey')(e), ...UNKNOWN_PARAMETER],
  [BOTH, 'POST /issueLink', 'a link', any, 'no type', without('type')],
];
