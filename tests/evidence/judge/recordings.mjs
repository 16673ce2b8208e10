// SPDX-License-Identifier: Apache-2.0
// Reads what the tests recorded: files of one JSON document a line, written by itsm/testing/recording.hpp.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// Programs whose requests are not the plugin's. Their answers count, their requests do not: some are wrong on purpose.
const OTHER_CLIENTS = [
  /^unit-test/, // tests/unit/simulators
  /^node(\/|$)|^undici|^axios/, // jira.js
  /^python-requests|^Python-urllib/, // python3-jira and the integration tests' own requests
  /^Ruby|^Faraday/i, // ruby-jira
  /^curl/,
];

// Vendors that publish no OpenAPI file which says more than where a request goes: their plugins' own tests, and
// tests/integration/servicenow_swagger_test.py, hold requests against what is published.
const OTHER_VENDORS = /^\/(api\/v3|app\/[^/]+\/api\/v3|oauth\/v2|api\/now|oauth_token\.do)(\/|$)/;

// What the host does by itself: it gets and renews tokens, and logs in and out.
const HOSTS_OWN = /^\/(authorize|oauth\/token|rest\/auth\/1\/session)$/;

// The API that a request belongs to, "cloud", "data-center" or "gateway".
function apiOf(path, { by, body }) {
  if (path.startsWith('/rest/api/3/')) return 'cloud';
  if (path.startsWith('/rest/api/2/')) return 'data-center';
  if (/^\/(oauth\/token|_edge)\//.test(path)) return 'gateway';
  // Administrators' webhooks have the same route on both: who was asked decides, and where nobody knows whom a unit
  // test means, that Cloud alone takes a secret.
  if (path.startsWith('/rest/webhooks/1.0/'))
    return by === 'jira-cloud-simulator' || body?.secret !== undefined ? 'cloud' : 'data-center';
  // The suggested labels are what Jira's own forms ask for.
  if (/^\/rest\/(jira-webhook\/1\.0|api\/1\.0\/labels)\//.test(path)) return 'data-center';
  return null;
}

// Where a request went, with the path as the specification has it.
function place(recorded, target) {
  const path = target.replace(/^\/ex\/jira\/[^/]+/, '');
  return { api: apiOf(path, recorded), path, throughGateway: target.startsWith('/ex/jira/') };
}

export function read(folder) {
  const exchanges = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl')).sort()) {
    readFileSync(join(folder, file), 'utf8').split('\n').forEach((line, index) => {
      if (!line) return;
      const recorded = JSON.parse(line);
      const [path, query = ''] = recorded.target.split(/\?(.*)/s);
      const where = place(recorded, path);
      const agent = recorded.headers['user-agent'] ?? '';
      exchanges.push({
        ...recorded,
        ...where,
        query,
        parameters: new URLSearchParams(query),
        byPlugin: !HOSTS_OWN.test(where.path) && !OTHER_VENDORS.test(where.path) &&
          (recorded.by === 'fake_host' || !OTHER_CLIENTS.some((client) => client.test(agent))),
        at: `${file}:${index + 1}`,
      });
    });
  }
  return exchanges;
}

// What must never be in a recording, as text. The seeds' passwords and tokens, and header values that carry any.
export const CREDENTIALS = [/"authorization"/i, /"cookie"/i, /\bBearer [A-Za-z0-9._-]{8}/, /\bBasic (?!Authentication)[A-Za-z0-9+/]{8}/];

export function credentials(folder, secrets) {
  const found = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const pattern of CREDENTIALS) if (pattern.test(text)) found.push(`${file}: ${pattern}`);
    for (const secret of secrets) if (text.includes(secret)) found.push(`${file}: the secret ${secret.slice(0, 3)}…`);
  }
  return found;
}
