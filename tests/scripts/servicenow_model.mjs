// SPDX-License-Identifier: Apache-2.0
// As much of an instance as the scripts of docs/servicenow.md use. Standard input: {"scripts": {include, tickets, comments,
// retry}, "statuses": [an HTTP status or "unreachable" for each try], "event": insert, update, delete or comment}. Answers
// what was sent and what the event queue was given, run until nothing waits.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const { scripts, statuses, event, forgets } = JSON.parse(readFileSync(0, 'utf8'));
const told = { sent: [], queued: [], errors: [] };
const row = (table, id, values, more = {}) => ({
  ...values, table,
  getValue: (column) => values[column] ?? null,
  getUniqueValue: () => id,
  getRecordClassName: () => table,
  ...more,
});
const task = row('incident', 'a'.repeat(32), {
  number: 'INC0010001', state: '6', sys_updated_on: '2026-11-28 10:00:00', sys_mod_count: '4', correlation_display: 'itsm-link',
});
const comment = row('sys_journal_field', 'c'.repeat(32), {
  name: 'incident', element_id: 'a'.repeat(32), element: 'comments', value: 'Done "today" ünïcode', sys_created_on: '2026-11-28 10:00:00',
  sys_created_by: 'lead',
});
let records = [task, comment];

const world = {
  Class: { create: () => function (...given) { this.initialize(...given); } },
  gs: {
    generateGUID: () => 'd'.repeat(32),
    getUserID: () => 'e'.repeat(32),
    getUserDisplayName: () => 'Lea Dahl',
    base64Encode: (text) => Buffer.from(text).toString('base64'),
    getProperty: (name) => ({ 'itsm_link.secret': 'a secret', 'itsm_link.url': 'https://host.example/hook' })[name],
    error: (text) => told.errors.push(text),
    eventQueueScheduled: (name, about, parm1, parm2, at) => told.queued.push({ name, parm1, parm2, seconds: at.added }),
  },
  GlideDateTime: class {
    added = 0;
    getNumericValue() { return 1_800_000_000_123; }
    addSeconds(seconds) { this.added += seconds; }
  },
  GlideCertificateEncryption: class {
    generateMac(key, algorithm, data) {
      if (algorithm !== 'HmacSHA256') throw new Error(algorithm);
      return createHmac('sha256', Buffer.from(key, 'base64')).update(data).digest('base64');
    }
  },
  GlideRecord: class {
    constructor(table) { this.table = table; }
    get(id) {
      const found = records.find((one) => one.table === this.table && one.getUniqueValue() === id);
      if (found) Object.assign(this, found);
      return found !== undefined;
    }
  },
  sn_ws: {
    RESTMessageV2: class {
      headers = {};
      setEndpoint(url) { this.url = url; }
      setHttpMethod(method) { this.method = method; }
      setHttpTimeout() {}
      setRequestHeader(name, value) { this.headers[name] = value; }
      setRequestBody(body) { this.body = body; }
      execute() {
        const status = statuses[told.sent.length] ?? 200;
        told.sent.push({ url: this.url, method: this.method, headers: this.headers, body: this.body });
        if (status === 'unreachable') throw new Error('no route to host');
        return { getStatusCode: () => status };
      }
    },
  },
};
vm.createContext(world);
vm.runInContext(scripts.include, world);
const run = (script, given) => vm.runInContext(script, Object.assign(world, given));
if (event === 'comment') run(scripts.comments, { current: comment });
else run(scripts.tickets, { current: { ...task, operation: () => event }, previous: null });
if (forgets) records = records.filter((one) => !forgets.includes(one.table));
for (let next = 0; next < told.queued.length; next += 1)
  run(scripts.retry, { event: { parm1: told.queued[next].parm1, parm2: told.queued[next].parm2 } });
console.log(JSON.stringify(told));
