// SPDX-License-Identifier: Apache-2.0
// The requests that the plugin must have been seen to make: route, variant, how the variant is recognised, and one
// mistake of its kind, which the judge must find. Where a route is not seen, the tests of the plugin lack something.
import { CREATE } from './required_create.mjs';
import { FLOW } from './required_flow.mjs';
import { PICKERS } from './required_pickers.mjs';
import { WEBHOOKS } from './required_webhooks.mjs';

const ROOTS = { cloud: '/rest/api/3', 'data-center': '/rest/api/2', gateway: '' };

// { api, route, variant, when, mistake, spoil } with the route as the specification has it.
export const REQUIRED = [...CREATE, ...FLOW, ...PICKERS, ...WEBHOOKS].flatMap(([apis, route, variant, when, mistake, spoil]) =>
  apis.map((api) => {
    const [method, path] = route.split(' ');
    const whole = path.startsWith('/rest/') ? path : ROOTS[api] + path;
    return { api, route: `${method} ${whole}`, variant, when, mistake, spoil };
  }));
