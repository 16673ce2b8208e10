// SPDX-License-Identifier: Apache-2.0
// A sign-in provider that other people wrote, for people who sign in to the host. POST /_control says who logs in next, in
// which groups people are, and what is wrong with the next ID token.
//   run.sh sign_in_provider.mjs PORT CALLBACK_URL
import { createServer } from 'node:http';

import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, decodeJwt } from 'jose';
import { Provider } from 'oidc-provider';

const [port, callback] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
const stranger = await generateKeyPair('RS256');
const kid = 'of-the-provider';

let order = { account: 'anna' };
let people = {};
const seen = { tokens: [], exchanges: 0 };

const provider = new Provider(issuer, {
  clients: [{ client_id: 'itsm', client_secret: 'canary-sign-in-secret', redirect_uris: [callback] }],
  jwks: { keys: [{ ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }] },
  routes: { authorization: '/authorize', token: '/token', userinfo: '/me' },
  scopes: ['openid', 'profile', 'groups'],
  claims: { openid: ['sub'], profile: ['preferred_username'], groups: ['groups'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id, ...people[id] }) }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: ['for tests'] },
  ttl: { AccessToken: 60, Grant: 600, IdToken: 60, Session: 600, Interaction: 600 },
});

// The same token with one thing wrong.
const signed = (claims, key = privateKey, header = {}) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, ...header }).sign(key);
const wrong = {
  another_key: claims => signed(claims, stranger.privateKey),
  unknown_key: claims => signed(claims, stranger.privateKey, { kid: 'of-a-stranger' }),
  no_signature: claims => new UnsecuredJWT(claims).encode(),
  public_key_as_secret: async claims => signed(claims, new TextEncoder().encode(await exportSPKI(publicKey)), { alg: 'HS256' }),
  another_audience: claims => signed({ ...claims, aud: 'another-app' }),
  another_issuer: claims => signed({ ...claims, iss: 'https://login.example.com' }),
  another_nonce: claims => signed({ ...claims, nonce: 'of-another-sign-in' }),
  expired: claims => signed({ ...claims, iat: claims.iat - 7200, exp: claims.iat - 3600 }),
  another_person: claims => signed({ ...claims, sub: 'boss' }),
  right: claims => signed(claims),
};
provider.use(async (context, next) => {
  await next();
  if (context.path !== '/token' || !context.body?.id_token) return;
  seen.exchanges += 1;
  seen.tokens.push(context.body.id_token, context.body.access_token);
  if (order.token) context.body = { ...context.body, id_token: await wrong[order.token](decodeJwt(context.body.id_token)) };
});

// The provider's log-in and consent pages, clicked through.
async function decide(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  if (order.refuse) return provider.interactionFinished(request, response, { error: order.refuse, error_description: 'the user said no' });
  const grant = new provider.Grant({ accountId: order.account, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const result = { login: { accountId: order.account }, consent: { grantId: await grant.save() } };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function control(request, response) {
  let text = '';
  for await (const piece of request) text += piece;
  const said = JSON.parse(text || '{}');
  if (said.next) order = said.next;
  if (said.people) people = said.people;
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ ...seen, wrong: Object.keys(wrong) }));
}

const answer = provider.callback();
const server = createServer((request, response) => {
  const failed = error => {
    console.error(error);
    response.writeHead(500);
    response.end(String(error));
  };
  if (request.url.startsWith('/_control')) control(request, response).catch(failed);
  else if (request.url.startsWith('/interaction/')) decide(request, response).catch(failed);
  else answer(request, response);
});
await new Promise(resolve => server.listen(Number(port), '127.0.0.1', resolve));
process.on('SIGTERM', () => process.exit(0));
console.log(`listening on ${issuer}`);
