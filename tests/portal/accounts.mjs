// What a hospital has that signs its patients in: an OpenID provider with SMART's document beside its FHIR server. A certified
// one from npm (oidc-provider), with the pages that a hospital would have: who are you, and may this app know it.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

export const people = {
  ren: { fhirUser: 'Patient/7', phone_number: '+86 139 0000 2468', phone_number_verified: true },
  su: { fhirUser: 'Patient/8', phone_number: '13900002469', phone_number_verified: false },
  daughter: { fhirUser: 'RelatedPerson/3' },
  doctor: { fhirUser: 'Practitioner/3' },
};

const key = (alg, kind, options) => ({ ...generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: `${alg}-1` });
const keys = [key('RS256', 'rsa', { modulusLength: 2048 }), key('ES256', 'ec', { namedCurve: 'P-256' })];

const page = (title, body) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title></head><body><main><h1>${title}</h1>${body}</main></body></html>`;

export class Accounts {
  constructor() {
    this.launches = new Map(); // what the hospital's record system gave along: whose page it was begun from
    this.seen = []; // every authorization request
    this.apart = false; // true: its pages cut off the window that opened them
    this.smart = true; // false: only OpenID's own document
  }

  // Its address must be known before the app's server starts: it stands in the hospital's file.
  async listen(port = 0) {
    this.server = createServer((request, response) => this.#answer(request, response).catch(() => response.writeHead(500).end()));
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    this.origin = `http://localhost:${this.server.address().port}`; // for browsers another site than the app
    return this;
  }
  // As a launch names it, and as the hospital's file does.
  get iss() {
    return this.smart ? `${this.origin}/fhir` : this.origin;
  }

  // { id: { redirect, secret?, alg? } }
  register(clients) {
    this.provider = new Provider(this.origin, {
      clients: Object.entries(clients).map(([client_id, { redirect, secret, alg = 'RS256' }]) => ({
        client_id, redirect_uris: [redirect].flat(), grant_types: ['authorization_code'], response_types: ['code'], id_token_signed_response_alg: alg,
        token_endpoint_auth_method: secret ? 'client_secret_basic' : 'none', ...(secret && { client_secret: secret }),
      })),
      jwks: { keys },
      cookies: { keys: ['only-for-tests'] },
      scopes: ['openid', 'launch', 'launch/patient'],
      claims: { openid: ['sub'], fhirUser: ['fhirUser'], phone: ['phone_number', 'phone_number_verified'] },
      conformIdTokenClaims: false,
      extraParams: ['launch', 'aud'],
      features: { devInteractions: { enabled: false } },
      pkce: { required: () => true },
      ttl: { Interaction: 600, Session: 3600, Grant: 3600, AccessToken: 600, AuthorizationCode: 60, IdToken: 600 },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: `patient-${id}`, ...people[id], fhirUser: `${this.origin}/fhir/${people[id].fhirUser}` }) },
      renderError: (context, { error }) => {
        context.type = 'html';
        context.body = page('登录系统', `<p>${error}</p>`);
      },
    });
    this.provider.proxy = false;
    this.handle = this.provider.callback();
    return this;
  }

  // As the hospital's record system would, for the patient whose page is open there.
  launch(account) {
    const launch = `launch-${this.launches.size + 1}-${Math.random().toString(36).slice(2)}`;
    this.launches.set(launch, account);
    return launch;
  }

  async #answer(request, response) {
    const url = new URL(request.url, this.origin);
    if (this.apart) response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    const send = (type, body) => response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
    if (url.pathname === '/fhir/.well-known/smart-configuration' && this.smart) return send('application/json', JSON.stringify({
      issuer: this.origin, jwks_uri: `${this.origin}/jwks`, authorization_endpoint: `${this.origin}/auth`, token_endpoint: `${this.origin}/token`,
      grant_types_supported: ['authorization_code'], code_challenge_methods_supported: ['S256'],
      capabilities: ['launch-ehr', 'launch-standalone', 'client-public', 'client-confidential-symmetric', 'sso-openid-connect', 'context-banner', 'context-style'],
    }));
    if (url.pathname.startsWith('/fhir/')) return response.writeHead(404).end();
    if (url.pathname === '/auth') this.seen.push(Object.fromEntries(url.searchParams));
    if (url.pathname.startsWith('/interaction/')) return this.#interact(request, response, send);
    return this.handle(request, response);
  }

  // Signing in, then agreeing. A launch says already whose page it is.
  async #interact(request, response, send) {
    const details = await this.provider.interactionDetails(request, response);
    const { prompt, params, session } = details;
    const fields = new URLSearchParams(request.method === 'POST' ? Buffer.concat(await request.toArray()).toString() : '');
    const finish = (result) => this.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
    const launched = this.launches.get(params.launch);
    if (fields.get('answer') === 'no') return finish({ error: 'access_denied', error_description: 'The person said no' });
    if (prompt.name === 'login') {
      const account = fields.get('account') ?? launched;
      if (people[account]) return finish({ login: { accountId: account } });
      return send('text/html; charset=utf-8', page('患者登录', `<form method="post"><label>账号 <input name="account" autocomplete="username" autofocus></label>
<button name="answer" value="yes">登录</button></form>`));
    }
    if (fields.get('answer') === 'yes') {
      const grant = new this.provider.Grant({ accountId: session.accountId, clientId: params.client_id });
      grant.addOIDCScope(params.scope);
      return finish({ consent: { grantId: await grant.save() } });
    }
    return send('text/html; charset=utf-8', page('让伴诊知道您是谁？', `<form method="post"><button name="answer" value="yes">允许</button>
<button name="answer" value="no">不允许</button></form>`));
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
