// SPDX-License-Identifier: Apache-2.0
// Webhooks that administrators register. No OpenAPI file of Atlassian's has them; their documentation of webhooks does.

const answered = { 200: { description: 'done', content: { 'application/json': { schema: {} } } } };
export const inPath = (name) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
export const reads = (operationId, parameters = []) => ({ get: { operationId, parameters, responses: answered } });

// `events` of both registrations; the list is Atlassian's of issue and comment events.
const webhook = {
  type: 'object',
  required: ['name', 'url', 'events'],
  properties: { name: { type: 'string' }, url: { type: 'string' }, events: { type: 'array', minItems: 1, items: { type: 'string' } } },
};
// Until version 9 the body's own members; from version 10 in `configuration`, all texts.
export const classicWebhook = {
  ...webhook,
  additionalProperties: false,
  properties: { ...webhook.properties, filters: { type: 'object' }, excludeBody: { type: 'boolean' },
    enabled: { type: 'boolean' }, description: { type: 'string' } },
};
// Cloud's, which it signs.
export const signedWebhook = {
  ...classicWebhook,
  properties: { ...classicWebhook.properties, secret: { type: 'string' } },
};
export const configuredWebhook = {
  ...webhook,
  additionalProperties: false,
  properties: { ...webhook.properties, active: { type: 'boolean' }, description: { type: 'string' },
    configuration: { type: 'object', additionalProperties: { type: 'string' } } },
};

export function registrations(path, name, schema) {
  const body = { required: true, content: { 'application/json': { schema } } };
  const done = { 201: answered[200], 200: answered[200], 204: { description: 'done' } };
  return {
    [path]: { ...reads(`list${name}`), post: { operationId: `add${name}`, requestBody: body, responses: done } },
    [`${path}/{id}`]: {
      ...reads(`get${name}`, [inPath('id')]),
      put: { operationId: `change${name}`, parameters: [inPath('id')], requestBody: body, responses: done },
      delete: { operationId: `remove${name}`, parameters: [inPath('id')], responses: done },
    },
  };
}
