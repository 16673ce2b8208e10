// SPDX-License-Identifier: Apache-2.0
// Registrations of webhooks: of apps, and of administrators in the vendor's three forms.
import { CLOUD, DATA_CENTER, PAGE_OF_A_WORD, UNKNOWN_PARAMETER, any, throughGateway, withMember, without } from './variants.mjs';

const CLASSIC = '/rest/webhooks/1.0/webhook';
const CONFIGURED = '/rest/jira-webhook/1.0/webhooks';
const NO_EVENTS = ['no events', withMember('events', [])];

export const WEBHOOKS = [
  [CLOUD, 'GET /webhook', 'of an app', any, ...PAGE_OF_A_WORD],
  [CLOUD, 'POST /webhook', 'of an app', any, 'no address', without('url')],
  [CLOUD, 'PUT /webhook/refresh', 'of an app', any, 'ids outside a list', withMember('webhookIds', 7)],
  [CLOUD, 'DELETE /webhook', 'of an app', any, 'ids outside a list', withMember('webhookIds', 7)],
  [CLOUD, 'POST /webhook', 'through the gateway', throughGateway, 'no filter',
    (e) => { delete e.body.webhooks[0].jqlFilter; }],
  [CLOUD, 'DELETE /webhook', 'through the gateway', throughGateway, 'no ids', without('webhookIds')],

  [CLOUD, `GET ${CLASSIC}`, 'of administrators', any, ...UNKNOWN_PARAMETER],
  [CLOUD, `POST ${CLASSIC}`, 'a new one', any, ...NO_EVENTS],
  [CLOUD, `PUT ${CLASSIC}/{id}`, 'in the place of one', any, ...NO_EVENTS],
  [CLOUD, `DELETE ${CLASSIC}/{id}`, 'one', any, ...UNKNOWN_PARAMETER],

  [DATA_CENTER, `GET ${CLASSIC}`, 'of administrators', any, ...UNKNOWN_PARAMETER],
  [DATA_CENTER, `POST ${CLASSIC}`, 'a new one', any, 'a secret, which only Cloud takes', withMember('secret', 'x')],
  [DATA_CENTER, `PUT ${CLASSIC}/{id}`, 'in the place of one', any, ...NO_EVENTS],
  [DATA_CENTER, `DELETE ${CLASSIC}/{id}`, 'one', any, ...UNKNOWN_PARAMETER],

  [DATA_CENTER, `GET ${CONFIGURED}`, 'from version 10 on', any, ...UNKNOWN_PARAMETER],
  [DATA_CENTER, `POST ${CONFIGURED}`, 'from version 10 on', any, 'a secret beside its configuration', withMember('secret', 'x')],
  [DATA_CENTER, `PUT ${CONFIGURED}/{id}`, 'from version 10 on', any, 'a filter that is no text',
    withMember('configuration.FILTERS', {})],
  [DATA_CENTER, `DELETE ${CONFIGURED}/{id}`, 'from version 10 on', any, ...UNKNOWN_PARAMETER],
];
