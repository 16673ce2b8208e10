// SPDX-License-Identifier: Apache-2.0
// Prints what a Jira Cloud site has, as a client that is not ours sees it: every issue of a query as JSON with id, key,
// summary, labels and the entity property `itsm.link`.
//   run.sh read_back.mjs ADDRESS JQL [EMAIL TOKEN]
import { createCloudClient } from 'jira.js';

const [host, jql, email = 'analyst@example.test', apiToken = 'sim-token'] = process.argv.slice(2);
if (!host || !jql) {
  console.error('usage: read_back.mjs ADDRESS JQL [EMAIL TOKEN]');
  process.exit(2);
}
const jira = createCloudClient({ host, auth: { type: 'basic', email, apiToken }, onSchemaMismatch: 'throw' });

const issues = [];
let nextPageToken;
do {
  const page = await jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({
    jql,
    fields: ['summary', 'labels'],
    properties: ['itsm.link'],
    maxResults: 100,
    nextPageToken,
  });
  for (const { id, key, fields, properties } of page.issues)
    issues.push({ id, key, summary: fields.summary, labels: fields.labels, itsm: properties?.['itsm.link'] ?? null });
  nextPageToken = page.nextPageToken;
} while (nextPageToken);
console.log(JSON.stringify(issues, null, 1));
