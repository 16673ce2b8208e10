// SPDX-License-Identifier: Apache-2.0
// What set-up pages and forms ask for.
import { BOTH, CLOUD, DATA_CENTER, PAGE_OF_A_WORD, UNKNOWN_PARAMETER, any, asks } from './variants.mjs';

export const PICKERS = [
  [BOTH, 'GET /issue/createmeta/{projectIdOrKey}/issuetypes', 'types of a project', any, ...PAGE_OF_A_WORD],
  [BOTH, 'GET /issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}', 'fields of a type', any, ...PAGE_OF_A_WORD],
  [DATA_CENTER, 'GET /issue/createmeta', 'before version 8.4', any, ...UNKNOWN_PARAMETER],
  [BOTH, 'GET /issue/{issueIdOrKey}/editmeta', 'fields of a ticket', any, ...UNKNOWN_PARAMETER],
  [BOTH, 'GET /issueLinkType', 'types of links', any, ...UNKNOWN_PARAMETER],
  [BOTH, 'GET /user/assignable/search', 'people of a project', any, ...UNKNOWN_PARAMETER],
  [BOTH, 'GET /user/assignable/search', 'people of a ticket', asks('issueKey'), ...UNKNOWN_PARAMETER],
  [BOTH, 'GET /project/{projectIdOrKey}', 'one project', any, ...UNKNOWN_PARAMETER],
  [BOTH, 'GET /project/{projectIdOrKey}/statuses', 'statuses', any, ...UNKNOWN_PARAMETER],
  [BOTH, 'GET /project/{projectIdOrKey}/versions', 'versions', any, ...UNKNOWN_PARAMETER],
  [BOTH, 'GET /project/{projectKeyOrId}/securitylevel', 'security levels', any, ...UNKNOWN_PARAMETER],
  [CLOUD, 'GET /project/search', 'a page', any, 'a page of a word', (e) => { e.query = 'maxResults=all'; }],
  [CLOUD, 'GET /priority/search', 'of a project', asks('projectId'), ...UNKNOWN_PARAMETER],
  [CLOUD, 'GET /priority', 'where no form shows any', any, ...UNKNOWN_PARAMETER],
  [CLOUD, 'GET /project/{projectIdOrKey}/component', 'components', any, ...PAGE_OF_A_WORD],
  [CLOUD, 'GET /label', 'labels', any, ...PAGE_OF_A_WORD],
  [CLOUD, 'GET /jql/autocompletedata/suggestions', 'labels that begin so', any, ...UNKNOWN_PARAMETER],
  [CLOUD, 'GET /resolution/search', 'resolutions', any, ...UNKNOWN_PARAMETER],
  [['gateway'], 'GET /oauth/token/accessible-resources', 'sites of a consent', any, ...UNKNOWN_PARAMETER],
  [['gateway'], 'GET /_edge/tenant_info', 'the cloud id of a site', any, ...UNKNOWN_PARAMETER],
  [CLOUD, 'GET /user/search', 'people by address', any, ...UNKNOWN_PARAMETER],
  [DATA_CENTER, 'GET /user/search', 'people by name', any, ...UNKNOWN_PARAMETER],
  [DATA_CENTER, 'GET /rest/api/1.0/labels/suggest', 'labels that begin so', any, ...UNKNOWN_PARAMETER],
  [DATA_CENTER, 'GET /priority/page', 'of a project', any, ...PAGE_OF_A_WORD],
  [DATA_CENTER, 'GET /resolution', 'resolutions', any, ...UNKNOWN_PARAMETER],
  [DATA_CENTER, 'GET /project', 'all projects', any, ...UNKNOWN_PARAMETER],
  [DATA_CENTER, 'GET /project/{projectIdOrKey}/components', 'components', any, ...UNKNOWN_PARAMETER],
  [DATA_CENTER, 'GET /priority', 'priorities', any, ...UNKNOWN_PARAMETER],
];
