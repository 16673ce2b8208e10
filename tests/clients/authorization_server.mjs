// SPDX-License-Identifier: Apache-2.0
// An authorisation server that other people wrote, for the host's token keeper: PKCE is demanded, refresh tokens rotate,
// and one that comes twice ends its grant. People consent at once, or as POST /_control says. Behind it is a desk with
// sites, which asks it about every token.
//   run.sh authorization_server.mjs CALLBACK_URL
import { createServer } from 'node:http';

import { Provider } from 'oidc-provider';

const callback = process.argv[2];
const server = createServer();
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

// What is decided next, what the desk has, and what was seen.
let next = {};
let sites = [{ id: 'site-1', name: 'https://one.desk.test' }];
const seen = { refreshes: 0, exchanges: 0, reuse: 0, tokens: [] };
const grants = [];
const access = [];

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'desk-app',
      client_secret: 'canary-app-secret',
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types: ['code'],
      redirect_uris: [callback],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  routes: { authorization: '/authorize', token: '/token', revocation: '/revoke' },
  scopes: ['openid', 'offline_access', 'read', 'write', 'people'],
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: async () => true,
  features: { devInteractions: { enabled: false }, revocation: { enabled: true }, clientCredentials: { enabled: true } },
  findAccount: async (_, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: ['for tests'] },
  ttl: { AccessToken: 3600, RefreshToken: 86400, Grant: 86400, Session: 600, Interaction: 600 },
});

provider.on('grant.success', ({ oidc }) => {
  if (oidc.params.grant_type === 'refresh_token') seen.refreshes += 1;
  if (oidc.params.grant_type === 'authorization_code') seen.exchanges += 1;
});
provider.on('grant.error', (_, error) => {
  if (/already used/.test(error.error_detail ?? '')) seen.reuse += 1;
});
for (const event of ['access_token.saved', 'access_token.issued'])
  provider.on(event, token => {
    seen.tokens.push(token.jti);
    access.push(token);
  });
provider.on('refresh_token.saved', token => seen.tokens.push(token.jti));

// The vendor's log-in and consent pages, clicked through.
async function decide(request, response) {
  const details = await provider.interactionDetails(request, response);
  if (next.refuse) {
    next = {};
    const result = { error: 'access_denied', error_description: 'the user said no' };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  const result = { login: { accountId: 'robot' } };
  if (details.prompt.name === 'consent') {
    const grant = new provider.Grant({ accountId: 'robot', clientId: details.params.client_id });
    for (const scope of details.params.scope.split(' '))
      if (next.without?.includes(scope)) grant.rejectOIDCScope(scope);
      else grant.addOIDCScope(scope);
    result.consent = { grantId: await grant.save() };
    grants.push(result.consent.grantId);
    next = {};
  }
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}

const send = (response, status, body) => {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
};

// /sites and /app/SITE/me, for those with a token.
async function desk(request, response) {
  const token = await provider.AccessToken.find((request.headers.authorization ?? '').replace(/^Bearer /, ''));
  const site = request.url.match(/^\/app\/([^/]+)\/me$/)?.[1];
  if (!token) send(response, 401, { error: 'invalid_token' });
  else if (request.url === '/sites') send(response, 200, sites);
  else if (sites.some(({ id }) => id === site)) send(response, 200, { id: token.accountId, scope: token.scope });
  else send(response, 404, { error: 'no such site' });
}

async function control(request, response) {
  let text = '';
  for await (const piece of request) text += piece;
  const order = text ? JSON.parse(text) : {};
  if (order.next) next = order.next;
  if (order.sites) sites = order.sites;
  if (order.expire) for (const token of access.splice(0)) await token.destroy();
  if (order.revoke) for (const id of grants.splice(0)) await provider.RefreshToken.revokeByGrantId(id);
  const valid = await Promise.all(seen.tokens.map(id => provider.RefreshToken.find(id)));
  send(response, 200, { ...seen, refresh_tokens: valid.filter(token => token && !token.consumed).length });
}

const answer = provider.callback();
server.on('request', (request, response) => {
  const failed = error => {
    console.error(error);
    send(response, 500, { error: String(error) });
  };
  const path = request.url;
  if (path.startsWith('/_control')) control(request, response).catch(failed);
  else if (path.startsWith('/interaction/')) decide(request, response).catch(failed);
  else if (path === '/sites' || path.startsWith('/app/')) desk(request, response).catch(failed);
  else answer(request, response);
});
process.on('SIGTERM', () => process.exit(0));
console.log(`listening on ${issuer}`);
