// SPDX-License-Identifier: Apache-2.0
// Atlassian's published specifications as judges: requests strictly, answers tolerantly.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import OpenApi from 'openapi-backend';
import { registrations, signedWebhook } from './administrators_webhooks.mjs';
import { asDataCenter } from './data_center.mjs';

// Routes that the strict subset leaves out, as Atlassian's whole file has them.
const FURTHER_CLOUD_ROUTES = [
  '/rest/api/3/jql/autocompletedata/suggestions',
  '/rest/api/3/label',
  '/rest/api/3/project/{projectIdOrKey}/component',
  '/rest/api/3/project/{projectKeyOrId}/securitylevel',
  '/rest/api/3/resolution/search',
  '/rest/api/3/user/bulk',
];

// Outside every API: the sites that a consent reaches, at the gateway, and a site's own cloud id.
const GATEWAY = {
  openapi: '3.0.1',
  info: { title: 'gateway', version: '1' },
  paths: {
    '/oauth/token/accessible-resources': { get: { operationId: 'sites', responses: { 200: { description: 'sites' } } } },
    '/_edge/tenant_info': { get: { operationId: 'cloudId', responses: { 200: { description: 'cloudId' } } } },
  },
  components: { schemas: {} },
};

const HTTP_METHODS = ['get', 'put', 'post', 'delete'];

function cloudDefinition(folder) {
  const strict = JSON.parse(readFileSync(join(folder, 'jira/openapi/v3-subset-strict.json'), 'utf8'));
  const whole = JSON.parse(gunzipSync(readFileSync(join(folder, 'jira/openapi/jira-cloud-v3.json.gz'))));
  for (const route of FURTHER_CLOUD_ROUTES) strict.paths[route] ??= whole.paths[route];
  Object.assign(strict.paths, registrations('/rest/webhooks/1.0/webhook', 'Webhook', signedWebhook));
  strict.components.schemas = { ...whole.components.schemas, ...strict.components.schemas };
  return strict;
}

// What real answers hold beyond the specification is allowed, and what it gets wrong is put right.
function tolerant(definition) {
  const copy = structuredClone(definition);
  const relax = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (node.additionalProperties === false) delete node.additionalProperties;
    // Real answers hold null where there is nothing, times as Jira writes them and addresses without a scheme.
    if (typeof node.type === 'string') node.nullable = true;
    if (typeof node.format === 'string') delete node.format;
    Object.values(node).forEach(relax);
  };
  relax(copy);
  // serverTimeZone is text at every Jira that was ever recorded.
  const info = copy.components.schemas.ServerInformation;
  if (info) info.properties.serverTimeZone = { type: 'string' };
  // All remote links of a ticket are a list, as in the specification's own example; its schema knows only one link.
  for (const [path, item] of Object.entries(copy.paths)) {
    if (!path.endsWith('/remotelink') || !item.get) continue;
    const content = item.get.responses['200'].content['application/json'];
    content.schema = { anyOf: [content.schema, { type: 'array', items: structuredClone(content.schema) }] };
  }
  return copy;
}

// "nullable" beside "allOf" means what it says, which a validator of plain JSON Schema does not see.
function withNulls(node) {
  if (node === null || typeof node !== 'object') return node;
  if (Array.isArray(node)) return node.map(withNulls);
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withNulls(value)]));
  if (copy.nullable !== true || !Array.isArray(copy.allOf)) return copy;
  const { nullable, ...whole } = copy;
  return { anyOf: [whole, { enum: [null] }] };
}

async function backend(definition) {
  const { OpenAPIBackend } = OpenApi;
  const api = new OpenAPIBackend({
    definition,
    quick: true, // the documents are Atlassian's; whether they are right is not asked here
    coerceTypes: true, // parameters of a query are text
    ajvOpts: { strict: false, allErrors: true },
    customizeAjv: (ajv) => addFormats.default(ajv),
  });
  return api.init();
}

const said = (errors) => errors.map((error) => `${error.instancePath || error.dataPath || ''} ${error.message}` +
  (error.params?.additionalProperty ? ` (${error.params.additionalProperty})` : '')).join('; ');

function* documentsIn(value, at = '') {
  if (value === null || typeof value !== 'object') return;
  if (value.type === 'doc' && 'content' in value) yield [at, value];
  else for (const [key, member] of Object.entries(value)) yield* documentsIn(member, `${at}/${key}`);
}

function* membersNamed(value, name, at = '') {
  if (value === null || typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value)) {
    if (key === name) yield `${at}/${key}`;
    yield* membersNamed(member, name, `${at}/${key}`);
  }
}

export async function specifications(folder) {
  const adf = new AjvDraft04({ strict: false }).compile(
    JSON.parse(readFileSync(join(folder, 'jira/adf/adf-schema-full.json'), 'utf8')));
  const definitions = {
    gateway: GATEWAY,
    cloud: cloudDefinition(folder),
    'data-center': asDataCenter(JSON.parse(readFileSync(join(folder, 'jira/openapi/v2-subset-strict.json'), 'utf8'))),
  };
  const strict = {};
  const lenient = {};
  for (const [api, definition] of Object.entries(definitions)) {
    lenient[api] = await backend(tolerant(definition));
    strict[api] = await backend(withNulls(definition));
  }

  const asked = (exchange) => ({
    method: exchange.method,
    path: exchange.path,
    query: exchange.query,
    headers: exchange.headers,
    body: exchange.body ?? undefined,
  });

  return {
    // "METHOD /path/with/{parameters}" or nothing where the vendor has no such route.
    operation(exchange) {
      const found = exchange.api && strict[exchange.api].matchOperation(asked(exchange));
      return found ? `${found.method.toUpperCase()} ${found.path}` : undefined;
    },
    routes: Object.fromEntries(Object.entries(definitions).map(([api, definition]) => [api,
      Object.entries(definition.paths).flatMap(([path, operations]) =>
        HTTP_METHODS.filter((method) => operations[method]).map((method) => `${method.toUpperCase()} ${path}`))])),

    // What is wrong with a request; an empty list: nothing.
    wrongRequest(exchange) {
      if (!exchange.api) return [`there is no API at ${exchange.path}`];
      const operation = strict[exchange.api].matchOperation(asked(exchange));
      if (!operation) return [`${exchange.api} has no route ${exchange.method} ${exchange.path}`];
      const wrong = [];
      if (exchange.body?.withheld_bytes) wrong.push('the body is not JSON');
      const verdict = strict[exchange.api].validateRequest(asked(exchange), operation);
      if (!verdict.valid) wrong.push(said(verdict.errors));
      if (exchange.body !== null && operation.requestBody === undefined) wrong.push('a body where none belongs');
      for (const [at, document] of documentsIn(exchange.body)) {
        if (exchange.api !== 'cloud') wrong.push(`${at} is a document, where this API takes wiki markup`);
        else if (!adf(document)) wrong.push(`${at} is no valid document: ${said(adf.errors.slice(0, 3))}`);
      }
      if (exchange.api === 'data-center')
        for (const at of membersNamed(exchange.body, 'accountId')) wrong.push(`${at}: Data Center knows no accountId`);
      return wrong;
    },

    // What is wrong with the answer that a simulated vendor gave.
    wrongAnswer(exchange) {
      if (exchange.answer === undefined || exchange.answer?.withheld_bytes) return [];
      if (exchange.status < 200 || exchange.status > 299) return []; // what real refusals look like is not specified
      const operation = exchange.api && lenient[exchange.api].matchOperation(asked(exchange));
      if (!operation || !operation.responses[exchange.status]?.content) return [];
      const verdict = lenient[exchange.api].validateResponse(exchange.answer, operation, exchange.status);
      return verdict.valid || !verdict.errors ? [] : [said(verdict.errors)];
    },
  };
}
