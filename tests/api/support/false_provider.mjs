// A sign-in system that answers what a test tells it to: late, too much, elsewhere, or with tokens that are not what they say.
import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import https from 'node:https';

const part = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
export const pairs = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  other: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  small: generateKeyPairSync('rsa', { modulusLength: 1024 }),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
};
const jwk = (pair, more) => ({ ...pair.publicKey.export({ format: 'jwk' }), use: 'sig', ...more });

export function token(claims, { alg = 'RS256', kid = 'rsa', pair = alg === 'ES256' ? pairs.ec : pairs.rsa, header = {}, signature } = {}) {
  const text = `${part({ alg, kid, typ: 'JWT', ...header })}.${part(claims)}`;
  const made = signature ?? (alg === 'HS256'
    ? createHmac('sha256', createPublicKey(pairs.rsa.publicKey.export({ format: 'pem', type: 'spki' })).export({ format: 'pem', type: 'spki' })).update(text).digest()
    : sign('sha256', Buffer.from(text), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }));
  return `${text}.${made.toString('base64url')}`;
}

export class FalseProvider {
  constructor() {
    this.keys = [jwk(pairs.rsa, { kid: 'rsa' }), jwk(pairs.ec, { kid: 'ec' }), jwk(pairs.small, { kid: 'small' })];
    this.asked = []; // [method, path, fields]
    this.reset();
  }
  reset() {
    this.document = {}; // laid over what it says of itself
    this.answers = {}; // path: (request, response, fields) => void
    this.claims = {}; // laid over the token's
    this.signing = {};
  }
  async listen({ tls } = {}) {
    const work = (request, response) => this.#answer(request, response);
    this.server = tls ? https.createServer(tls, work) : createServer(work);
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.origin = `${tls ? 'https' : 'http'}://127.0.0.1:${this.server.address().port}`;
    return this;
  }
  get iss() {
    return this.origin;
  }
  // As a browser that has signed in would be sent back: what was asked decides what the token says.
  answerTo(address, client = 'banzhen') {
    this.request = Object.fromEntries(new URL(address).searchParams);
    this.client = client;
    return `${this.request.redirect_uri}?${new URLSearchParams({ code: 'a-code', state: this.request.state, iss: this.origin })}`;
  }
  idToken() {
    const now = Math.floor(Date.now() / 1000);
    return token({ iss: this.origin, sub: 'somebody', aud: this.client, exp: now + 300, iat: now, nonce: this.request.nonce, ...this.claims }, this.signing);
  }

  async #answer(request, response) {
    const path = new URL(request.url, this.origin).pathname;
    const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(await request.toArray().catch(() => [])).toString()));
    this.asked.push([request.method, path, fields]);
    const send = (status, body, headers = {}) => response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body));
    if (this.answers[path]) return this.answers[path]({ request, response, fields, send });
    if (path === '/.well-known/smart-configuration') return send(200, {
      issuer: this.origin, jwks_uri: `${this.origin}/jwks`, authorization_endpoint: `${this.origin}/auth`, token_endpoint: `${this.origin}/token`,
      code_challenge_methods_supported: ['S256'], ...this.document,
    });
    if (path === '/jwks') return send(200, { keys: this.keys });
    if (path === '/token') return send(200, { access_token: 'never-used', token_type: 'Bearer', patient: '7', need_patient_banner: true, id_token: this.idToken() });
    return send(404, {});
  }
  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
