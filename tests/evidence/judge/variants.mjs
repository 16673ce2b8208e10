// SPDX-License-Identifier: Apache-2.0
// Words that the lists of required requests share.
export const CLOUD = ['cloud'];
export const DATA_CENTER = ['data-center'];
export const BOTH = ['cloud', 'data-center'];

export const any = () => true;
export const asks = (parameter) => (e) => e.parameters.has(parameter);
export const throughGateway = (e) => e.throughGateway;
export const says = (member) => (e) => e.body?.[member] !== undefined && e.body[member] !== null;

// Mistakes. Each changes the request that it is given.
export const UNKNOWN_PARAMETER = ['an unknown parameter', (e) => { e.query += `${e.query ? '&' : ''}expandd=all`; }];
export const PAGE_OF_A_WORD = ['a page that starts at a word', (e) => { e.query = 'startAt=first'; }];
export const withMember = (path, value) => (e) => {
  const steps = path.split('.');
  const last = steps.pop();
  const target = steps.reduce((at, step) => (at[step] ??= {}), e.body);
  target[last] = value;
};
export const without = (member) => (e) => { delete e.body[member]; };
