// SPDX-License-Identifier: Apache-2.0
// Judges what the tests recorded:
//   judge.mjs RECORDED [SHARED_DATA]      (or the variable ITSM_SHARED_DATA)
// Without the folder of specifications, only what needs none is judged: that the required requests were made, and that
// no credential was recorded. Exit status: 0 right, 1 something is wrong.
import { existsSync } from 'node:fs';
import { credentials, read } from './recordings.mjs';
import { REQUIRED } from './required.mjs';
import { specifications } from './specification.mjs';

const [recorded, data = process.env.ITSM_SHARED_DATA] = process.argv.slice(2);
const SECRETS = ['sim-token', 'lead-token', 'engineer-token', 'viewer-token', 'sim-key', 'lead-key', 'engineer-key', 'viewer-key'];
const MOST_SHOWN = 20;

let failed = false;
function report(title, wrong) {
  console.log(`${wrong.length} ${title}`);
  for (const line of wrong.slice(0, MOST_SHOWN)) console.log(`  ${line}`);
  if (wrong.length > MOST_SHOWN) console.log(`  and ${wrong.length - MOST_SHOWN} more`);
  failed ||= wrong.length > 0;
}

const shown = ({ method, path, query, body }) =>
  `${method} ${path}${query ? `?${query}` : ''}${body ? ` ${JSON.stringify(body).slice(0, 300)}` : ''}`;

const exchanges = read(recorded);
const requests = exchanges.filter((exchange) => exchange.byPlugin);
console.log(`${exchanges.length} exchanges, ${requests.length} of them requests of the plugin`);
report('credentials in recordings', credentials(recorded, SECRETS));

// A route's parameters stand for one segment each.
const pattern = (route) => new RegExp(`^${route.split(' ')[1].replace(/\{[^}]+\}/g, '[^/]+')}$`);
const meets = (entry) => {
  const path = pattern(entry.route);
  const method = entry.route.split(' ')[0];
  return (exchange) => exchange.api === entry.api && exchange.method === method && path.test(exchange.path) && entry.when(exchange);
};

console.log('\nrequired requests, and how often they were made');
const unseen = [];
const samples = new Map();
for (const entry of REQUIRED) {
  const made = requests.filter(meets(entry));
  console.log(`${String(made.length).padStart(6)}  ${entry.route}  ${entry.variant}`);
  if (made.length === 0) unseen.push(`${entry.route}  ${entry.variant}`);
  else samples.set(entry, made);
}
report(`of ${REQUIRED.length} required requests were not made`, unseen);

// The list is whole: what the plugin asks and no entry speaks of, nobody would miss.
const listed = REQUIRED.map((entry) => meets({ ...entry, when: () => true }));
report('operations of the plugin that the list lacks', [...new Set(requests
  .filter((request) => !listed.some((meetsEntry) => meetsEntry(request)))
  .map((request) => `${request.api ?? 'no API'}  ${request.method} ${request.path}  ${request.at}`))]);

if (data && existsSync(data)) {
  const specification = await specifications(data);
  console.log('\nrequests of the plugin by route');
  const count = new Map();
  for (const request of requests) {
    const operation = specification.operation(request) ?? `unknown ${request.method} ${request.path}`;
    count.set(operation, (count.get(operation) ?? 0) + 1);
  }
  for (const [operation, number] of [...count].sort()) console.log(`${String(number).padStart(6)}  ${operation}`);

  report('violations in requests', requests.flatMap((request) =>
    specification.wrongRequest(request).map((wrong) => `${request.at} ${shown(request)}\n    ${wrong}`)));
  report('violations in the simulated answers', exchanges.flatMap((exchange) =>
    specification.wrongAnswer(exchange).map((wrong) => `${exchange.at} ${shown(exchange)} → ${exchange.status}\n    ${wrong}`)));

  // The judge is judged: a right request, spoiled in one thing, must be found wrong.
  const overlooked = [];
  for (const [entry, made] of samples) {
    const right = made.find((request) => specification.wrongRequest(request).length === 0);
    if (!right) continue; // reported above
    const spoiled = structuredClone({ ...right, parameters: undefined, when: undefined });
    entry.spoil(spoiled);
    if (specification.wrongRequest(spoiled).length === 0) overlooked.push(`${entry.route}  ${entry.variant}: ${entry.mistake}`);
  }
  report(`of ${samples.size} planted mistakes were overlooked`, overlooked);
} else if (!failed) {
  console.log('skipped: ITSM_SHARED_DATA does not name the folder of published specifications');
}
process.exitCode = failed ? 1 : 0;
