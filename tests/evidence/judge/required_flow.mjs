// SPDX-License-Identifier: Apache-2.0
// What happens after the create.
import { CLOUD, DATA_CENTER, withMember } from './variants.mjs';

export const FLOW = [
  [CLOUD, 'POST /search/jql', 'changes since a time', (e) => /updated >=/.test(e.body?.jql), 'a query that is a list',
    withMember('jql', ['a'])],
  [DATA_CENTER, 'POST /search', 'changes since a time', (e) => /updated >=/.test(e.body?.jql), 'a query that is a list',
    withMember('jql', ['a'])],
];
