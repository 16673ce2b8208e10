// SPDX-License-Identifier: Apache-2.0
// What set-up pages and forms ask for.
import { CLOUD, PAGE_OF_A_WORD, UNKNOWN_PARAMETER, any, asks } from './variants.mjs';

export const PICKERS = [
  [CLOUD, 'GET /issue/createmeta/{projectIdOrKey}/issuetypes', 'types of a project', any, ...PAGE_OF_A_WORD],
  [CLOUD, 'GET /issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}', 'fields of a type', any, ...PAGE_OF_A_WORD],
  [CLOUD, 'GET /issue/{issueIdOrKey}/editmeta', 'fields of a ticket', any, ...UNKNOWN_PARAMETER],
  [CLOUD, 'GET /issueLinkType', 'types of links', any, ...UNKNOWN_PARAMETER],
  [CLOUD, 'GET /user/assignable/search', 'people of a project', any, ...UNKNOWN_PARAMETER],
  [CLOUD, 'GET /project/search', 'a page', any, 'a page of a word', (e) => { e.query = 'maxResults=all'; }],
  [CLOUD, 'GET /priority/search', 'of a project', asks('projectId'), ...UNKNOWN_PARAMETER],
];
