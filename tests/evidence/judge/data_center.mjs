// SPDX-License-Identifier: Apache-2.0
// Jira Data Center publishes no OpenAPI file. Its version 2 is the root that Cloud's grew from, so Cloud's file is taken
// and changed where Atlassian's Data Center documentation and its release notes say that they differ.

import { classicWebhook, configuredWebhook, inPath, reads, registrations } from './administrators_webhooks.mjs';

// Only Cloud has these.
const CLOUD_ONLY = [
  '/rest/api/2/project/search',
  '/rest/api/2/priority/search',
  '/rest/api/2/issue/{issueIdOrKey}/changelog', // Data Center: expand=changelog
  '/rest/api/2/webhook',
  '/rest/api/2/webhook/failed',
  '/rest/api/2/webhook/refresh',
  '/rest/api/2/jql/parse',
];

const text = (name, required = false) => ({ name, in: 'query', required, schema: { type: 'string' } });
const number = (name) => ({ name, in: 'query', schema: { type: 'integer' } });
const flag = (name) => ({ name, in: 'query', schema: { type: 'boolean' } });
const page = [number('startAt'), number('maxResults')];

const OWN = {
  '/rest/api/2/project': reads('allProjects', [flag('includeArchived'), text('expand'), number('recent')]),
  '/rest/api/2/projects/picker': reads('pickProjects', [text('query'), number('maxResults'), flag('allowEmptyQuery')]),
  '/rest/api/2/priority/page': reads('priorityPage', [...page, text('query'), text('projectIds')]),
  '/rest/api/2/resolution/page': reads('resolutionPage', [...page, text('query')]),
  '/rest/api/2/jql/autocompletedata/suggestions': reads('suggestions',
    [text('fieldName'), text('fieldValue'), text('predicateName'), text('predicateValue')]),
  '/rest/api/2/project/{projectKeyOrId}/securitylevel': reads('levels', [inPath('projectKeyOrId')]),
  // People by name: there are no account ids.
  '/rest/api/2/user': reads('user', [text('username'), text('key'), text('expand')]),
  '/rest/api/2/user/search': reads('findUsers', [text('username', true), ...page, flag('includeActive'), flag('includeInactive')]),
  '/rest/api/2/user/assignable/search': reads('findAssignable',
    [text('project'), text('issueKey'), text('username'), number('actionDescriptorId'), ...page]),
  '/rest/api/2/mypermissions': reads('myPermissions', [text('projectKey'), text('projectId'), text('issueKey'), text('issueId')]),
  // Named as autoCompleteUrl in create metadata.
  '/rest/api/1.0/labels/suggest': reads('suggestLabels', [text('query')]),
  ...registrations('/rest/webhooks/1.0/webhook', 'Webhook', classicWebhook),
  ...registrations('/rest/jira-webhook/1.0/webhooks', 'ConfiguredWebhook', configuredWebhook),
};

export function asDataCenter(definition) {
  for (const route of CLOUD_ONLY) delete definition.paths[route];
  Object.assign(definition.paths, OWN);
  // Fields of forms have their id in the name of the member or in fieldId; no recorded Server knows `key`.
  const field = definition.components.schemas.FieldMetadata;
  field.required = field.required.filter((member) => member !== 'key');
  // Descriptions and comments are wiki markup here as on Cloud's version 2; dates and pages are the same.
  return definition;
}
