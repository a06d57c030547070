// Signing in with an account at the hospital (SMART App Launch 2.2): the whole way against a real OpenID provider, and what
// becomes of everything that is not as it should be.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../../tools/test-runner.mjs';
import { Accounts } from '../portal/accounts.mjs';
import { Browser } from './support/browser.mjs';
import { Client, ok, refused } from './support/client.mjs';
import { FalseProvider, pairs } from './support/false_provider.mjs';
import { freshPhone, requestCode, signIn } from './support/journey.mjs';
import { runProgram, startServer, temporaryFolder } from './support/server.mjs';

const portal = 'https://portal.example.org';
const folder = temporaryFolder('smart');
const write = (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

// One server with a real provider (twice: as a public client, and with a secret and the phone), a second one without SMART's
// document, and a false one.
let starting;
const started = () => (starting ??= (async () => {
  const [real, plain, secret, liar, hidden] = await Promise.all([new Accounts().listen(), new Accounts().listen(), new Accounts().listen(), new FalseProvider().listen(), new FalseProvider().listen()]);
  plain.smart = false;
  const file = write('hospital.json', {
    id: 'smart-a', origins: [portal], smart: [
      { iss: real.iss, client_id: 'banzhen' }, { iss: `${plain.iss}/`, client_id: 'banzhen' },
      { iss: secret.iss, client_id: 'ban zhen:+', client_secret_file: write('secret', 'a secret: of +100%\n'), phone: true },
      { iss: liar.iss, client_id: 'banzhen' },
    ],
  });
  const server = await startServer({ args: ['--hospital', file] });
  const redirect = `${server.url}/smart/callback`;
  real.register({ banzhen: { redirect } });
  plain.register({ banzhen: { redirect, alg: 'ES256' } });
  secret.register({ 'ban zhen:+': { redirect, secret: 'a secret: of +100%' } });
  return { server, real, plain, secret, liar, hidden };
})());

const launchUrl = ({ server }, fields) => `${server.url}/smart/launch?${new URLSearchParams(fields)}`;
const landed = (url) => url.searchParams.get('smart') !== null;
const outcome = ({ url }) => url.searchParams.get('smart');

// Through the provider's pages, as a person would: signs in, agrees.
async function through(all, browser, fields, { account = 'ren', agrees = true } = {}) {
  let page = await browser.go(launchUrl(all, fields), { stop: landed });
  if (/name="account"/.test(page.text)) page = await browser.go(page.url, { form: { account, answer: 'yes' }, stop: landed });
  if (/不允许/.test(page.text)) page = await browser.go(page.url, { form: { answer: agrees ? 'yes' : 'no' }, stop: landed });
  return page;
}
const take = (all, browser, { here = true, cookie = browser.cookies(all.server.url) } = {}) =>
  new Client(all.server).post('/smart-tokens', { here }, { headers: { Origin: all.server.url, ...(cookie && { Cookie: cookie }) } });
const spend = (all, launch_token, { headers = { Origin: all.server.url }, ...body } = {}) =>
  new Client(all.server).post('/sessions', { launch_token, terms_version: 1, ...body }, { headers });
async function withCode(all, token, phone = freshPhone()) {
  const code = await requestCode(new Client(all.server), phone);
  return ok(await spend(all, token, { sms_code_id: code.id, code: code.sandbox_code }), 201);
}
const accountOf = async (all, session) => ok(await new Client(all.server, { token: session.token }).get('/account')).phone_masked;

test('smart: the first time the phone is proven once; from then on the hospital\'s account is enough', async () => {
  const all = await started();
  const browser = new Browser();
  const page = await through(all, browser, { iss: all.real.iss, launch: all.real.launch('su') });
  assert.equal(`${page.url.pathname}${page.url.search}${page.url.hash}`, '/?smart=done');
  const asked = all.real.seen.at(-1);
  assert.deepEqual([asked.response_type, asked.client_id, asked.redirect_uri, asked.aud, asked.code_challenge_method], ['code', 'banzhen', `${all.server.url}/smart/callback`, all.real.iss, 'S256']);
  assert.deepEqual(asked.scope.split(' ').sort(), ['fhirUser', 'launch', 'openid'], 'who somebody is, and nothing else');
  assert.ok(asked.launch && asked.state.length >= 40 && asked.nonce.length >= 40 && asked.code_challenge.length === 43);
  const { token, expires_at } = ok(await take(all, browser), 201);
  assert.ok(Date.parse(expires_at) - Date.now() > 5 * 60_000, 'time for a code');
  refused(await spend(all, token), 422, 'validation', { '/sms_code_id': 'required', '/code': 'required' });
  refused(await spend(all, token, { terms_version: 0 }), 422, 'validation', { '/terms_version': 'consent.required', '/code': 'required' });
  const phone = freshPhone();
  const first = await withCode(all, token, phone);
  assert.equal(await accountOf(all, first), `${phone.slice(0, 3)}****${phone.slice(7)}`);
  refused(await spend(all, token), 422, 'launch_used');
  // Again, from another device: no code, no terms.
  const other = new Browser();
  assert.equal(outcome(await through(all, other, { iss: all.real.iss, launch: all.real.launch('su') })), 'done');
  const again = ok(await take(all, other), 201);
  assert.ok(Date.parse(again.expires_at) - Date.now() <= 60_000);
  const second = ok(await spend(all, again.token, { terms_version: 0 }), 201);
  assert.equal(await accountOf(all, second), await accountOf(all, first));
  // The person may see that the two are linked, and since when; what they are called there is that system's.
  const taken = ok(await new Client(all.server, { token: second.token }).get('/account/export'));
  assert.deepEqual(taken.linked_accounts.map((one) => one.issuer), [all.real.origin]);
  assert.ok(Date.parse(taken.linked_accounts[0].since) <= Date.parse(taken.exported_at));
  const paper = await new Client(all.server, { token: second.token }).get('/account/export.html', { headers: { 'Accept-Language': 'zh' } });
  assert.ok(paper.text.includes('连着的医院账号') && paper.text.includes(all.real.origin));
  // It is the same account as with the code alone.
  const plain = await signIn(all.server, { phone });
  assert.equal(ok(await plain.get('/sessions')).items.length, 3);
});

test('smart: begun by a press in the app, with OpenID\'s document only, signed by an elliptic key', async () => {
  const all = await started();
  const browser = new Browser();
  const page = await through(all, browser, { iss: all.plain.iss, lang: 'en' }, { account: 'daughter' });
  assert.equal(`${page.url.search}${page.url.hash}`, '?smart=done#sign_in', 'back to the page that it was begun from');
  const asked = all.plain.seen.at(-1);
  assert.deepEqual([asked.scope, asked.launch, asked.ui_locales], ['openid fhirUser', undefined, 'en']);
  await withCode(all, ok(await take(all, browser), 201).token);
});

test('smart: a client with a secret; a phone that the system vouches for needs no code, but the terms', async () => {
  const all = await started();
  const browser = new Browser();
  assert.equal(outcome(await through(all, browser, { iss: all.secret.iss }, { account: 'ren' })), 'done');
  assert.match(all.secret.seen.at(-1).scope, /\bphone\b/);
  const { token } = ok(await take(all, browser), 201);
  const wanting = await spend(all, token, { terms_version: 0 });
  refused(wanting, 422, 'validation', { '/terms_version': 'consent.required' });
  assert.equal(wanting.json.errors.length, 1);
  assert.equal(await accountOf(all, ok(await spend(all, token), 201)), '139****2468');
  // One that it does not vouch for is no proof.
  const other = new Browser();
  assert.equal(outcome(await through(all, other, { iss: all.secret.iss }, { account: 'su' })), 'done');
  refused(await spend(all, ok(await take(all, other), 201).token), 422, 'validation', { '/code': 'required' });
});

test('smart: without iss the hospital\'s first system is meant; another name of the same address is the same', async () => {
  const all = await started();
  const page = await new Browser().go(launchUrl(all, {}), { stop: (url) => url.origin === all.real.origin });
  assert.equal(page.url.origin, all.real.origin);
  const slash = await new Browser().go(launchUrl(all, { iss: `${all.real.iss}/` }), { stop: (url) => url.origin === all.real.origin });
  assert.equal(slash.url.searchParams.get('aud'), all.real.iss, 'as the file writes it');
});

test('smart: begun from a portal\'s page the token is that page\'s, and no other\'s', async () => {
  const all = await started();
  const token = async (here) => {
    const browser = new Browser();
    assert.equal(outcome(await through(all, browser, { iss: all.secret.iss, portal }, { account: 'ren' })), 'done');
    return ok(await take(all, browser, { here }), 201).token;
  };
  refused(await spend(all, await token(false)), 422, 'launch_origin');
  ok(await spend(all, await token(false), { headers: { Origin: all.server.url, 'X-Banzhen-Embedder': portal } }), 201);
  ok(await spend(all, await token(true)), 201);
  assert.equal(outcome(await new Browser().go(launchUrl(all, { iss: all.real.iss, portal: 'https://evil.example' }), { stop: landed })), 'unknown');
});

test('smart: the person says no, or is of the staff', async () => {
  const all = await started();
  const no = new Browser();
  assert.equal(outcome(await through(all, no, { iss: all.real.iss }, { account: 'daughter', agrees: false })), 'denied');
  refused(await take(all, no), 422, 'launch_expired');
  const doctor = new Browser();
  assert.equal(outcome(await through(all, doctor, { iss: all.real.iss }, { account: 'doctor' })), 'not_patient');
  refused(await take(all, doctor), 422, 'launch_expired');
});

test('smart: an answer counts once, for the browser that began, with the state that it began with', async () => {
  const all = await started();
  const browser = new Browser();
  const home = `${all.server.url}/smart/callback`;
  let back;
  const stop = (url) => url.pathname === '/smart/callback' && (back = url.href);
  await browser.go(launchUrl(all, { iss: all.real.iss }), { stop });
  await browser.go(browser.hops.at(-1), { form: { account: 'daughter', answer: 'yes' }, stop });
  if (!back) await browser.go(browser.hops.at(-1), { form: { answer: 'yes' }, stop });
  const callback = new URL(back);
  const changed = (name, value) => {
    const url = new URL(callback);
    url.searchParams.set(name, value);
    return url;
  };
  // Somebody else's browser with this very address, this browser with another state: neither, and nothing is spent by it.
  assert.equal(outcome(await new Browser().go(callback, { stop: landed })), 'expired');
  assert.equal(outcome(await browser.go(changed('state', `${callback.searchParams.get('state')}x`), { stop: landed })), 'expired');
  assert.equal(outcome(await browser.go(home, { stop: landed })), 'expired');
  const stranger = new Browser();
  await stranger.go(launchUrl(all, { iss: all.real.iss }), { stop: (url) => url.origin === all.real.origin });
  assert.equal(outcome(await stranger.go(callback, { stop: landed })), 'expired', 'a browser with a sign-in of its own');
  assert.equal(outcome(await browser.go(callback, { stop: landed })), 'done');
  assert.equal(outcome(await browser.go(callback, { stop: landed })), 'expired', 'the same again');
  refused(await take(all, stranger), 422, 'launch_expired');
  refused(await take(all, browser, { cookie: '' }), 422, 'launch_expired');
  const { token } = ok(await take(all, browser), 201);
  refused(await take(all, browser), 422, 'launch_used');
  await withCode(all, token);
  // A code that was handed in already, in a sign-in of its own.
  const second = new Browser();
  const begun = await second.go(launchUrl(all, { iss: all.real.iss }), { stop: (url) => url.origin === all.real.origin });
  const replay = changed('state', begun.url.searchParams.get('state'));
  assert.equal(outcome(await second.go(replay, { stop: landed })), 'refused');
  refused(await take(all, second), 422, 'launch_expired');
});

test('smart: an answer of one system is not handed in at another', async () => {
  const all = await started();
  const browser = new Browser();
  const begun = await browser.go(launchUrl(all, { iss: all.real.iss }), { stop: (url) => url.origin === all.real.origin });
  const state = begun.url.searchParams.get('state');
  const mixed = `${all.server.url}/smart/callback?${new URLSearchParams({ code: 'x', state, iss: all.liar.origin })}`;
  assert.equal(outcome(await browser.go(mixed, { stop: landed })), 'refused');
});

// ---- a system that is not what it says ----
async function lied(all, change) {
  const { liar } = all;
  liar.reset();
  const browser = new Browser();
  const sent = await browser.go(launchUrl(all, { iss: liar.iss }), { stop: (url) => url.origin === liar.origin || landed(url) });
  if (landed(sent.url)) return outcome(sent);
  const back = liar.answerTo(sent.url);
  await change(liar);
  const word = outcome(await browser.go(back, { stop: landed }));
  if (word !== 'done') refused(await take(all, browser), 422, 'launch_expired');
  return word;
}

test('smart: a token is believed only when it is signed, fresh, for this client and of this sign-in', async () => {
  const all = await started();
  const now = () => Math.floor(Date.now() / 1000);
  const right = {
    rsa: () => {}, 'an elliptic key': (liar) => (liar.signing = { alg: 'ES256', kid: 'ec' }),
    'no key named': (liar) => (liar.signing = { kid: undefined }), 'clocks apart': (liar) => (liar.claims = { iat: now() + 30, exp: now() - 30 }),
    'two audiences': (liar) => (liar.claims = { aud: ['banzhen', 'more'], azp: 'banzhen' }),
  };
  for (const [name, change] of Object.entries(right)) assert.equal(await lied(all, change), 'done', name);
  const wrong = {
    'another client': { aud: 'other' }, 'another among two': { aud: ['banzhen', 'more'] }, 'no client': { aud: undefined }, 'made for another': { azp: 'other' },
    'another nonce': { nonce: 'x' }, 'no nonce': { nonce: undefined }, expired: { exp: now() - 120 }, 'no end': { exp: undefined }, 'an end in words': { exp: 'never' },
    old: { iat: now() - 3600 }, 'not yet': { iat: now() + 3600 }, 'no beginning': { iat: undefined }, 'another issuer': { iss: 'https://evil.example' }, nobody: { sub: '' },
    'no subject': { sub: undefined }, 'a number': { sub: 7 }, endless: { sub: 'x'.repeat(300) },
  };
  for (const [name, claims] of Object.entries(wrong)) assert.equal(await lied(all, (liar) => (liar.claims = claims)), 'refused', name);
  const signatures = {
    'another key': { pair: pairs.other }, 'the elliptic key under the name of the other': { alg: 'ES256', kid: 'rsa' }, 'a key too small': { kid: 'small', pair: pairs.small },
    none: { alg: 'none', signature: Buffer.alloc(0) }, 'the public key as a secret': { alg: 'HS256' }, 'cut off': { signature: Buffer.alloc(255) },
    'an unknown demand': { header: { crit: ['b64'], b64: false } }, 'no zeros': { alg: 'ES256', kid: 'ec', signature: Buffer.alloc(64) }, 'a key that is not there': { kid: 'gone' },
  };
  for (const [name, signing] of Object.entries(signatures)) assert.equal(await lied(all, (liar) => (liar.signing = signing)), 'refused', name);
  for (const text of ['', 'a.b.c', 'a.b', '....', 'ä.ö.ü', `${'a'.repeat(20_000)}.b.c`])
    assert.equal(await lied(all, (liar) => (liar.idToken = () => text)), 'refused', text.slice(0, 10));
  delete all.liar.idToken;
});

test('smart: a new key is fetched when a token names it', async () => {
  const all = await started();
  assert.equal(await lied(all, () => {}), 'done');
  const { server, liar } = all;
  assert.ok(liar.asked.filter(([, path]) => path === '/jwks').length >= 1);
  assert.ok(liar.asked.filter(([, path]) => path === '/jwks').length < 5, 'and not for every token');
  const posted = liar.asked.filter(([method, path]) => method === 'POST' && path === '/token').at(-1)[2];
  assert.deepEqual([posted.grant_type, posted.client_id, posted.redirect_uri], ['authorization_code', 'banzhen', `${server.url}/smart/callback`]);
  assert.equal(createHash('sha256').update(posted.code_verifier).digest('base64url'), liar.request.code_challenge);
});

test('smart: what answers late, too much, elsewhere or not at all is no sign-in, and each has its word', async () => {
  const all = await started();
  const token = (answer) => (liar) => (liar.answers['/token'] = answer);
  const words = [
    ['down', 'unavailable', token(({ request }) => request.socket.destroy())],
    ['late', 'unavailable', token(() => {})],
    ['dribbling', 'unavailable', token(({ response }) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 200);
      response.on('close', () => clearInterval(timer));
    })],
    ['its own fault', 'unavailable', token(({ send }) => send(500, {}))],
    ['endless', 'refused', token(({ response }) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const more = () => { while (response.write('x'.repeat(65_536)) && !response.destroyed); if (!response.destroyed) response.once('drain', more); };
      more();
    })],
    ['redirecting', 'refused', token(({ response }) => response.writeHead(307, { Location: `${all.hidden.origin}/token` }).end())],
    ['no code of its', 'refused', token(({ send }) => send(400, { error: 'invalid_grant' }))],
    ['no token', 'refused', token(({ send }) => send(200, { access_token: 'x' }))],
    ['no JSON', 'refused', token(({ send }) => send(200, '<html>'))],
    ['no HTTP', 'refused', token(({ request }) => request.socket.end('hello\r\n\r\n'))],
    ['a wrong length', 'refused', token(({ request }) => request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{}'))],
  ];
  const found = await Promise.all([0].map(async () => {
    const list = [];
    for (const [name, word, change] of words) list.push([name, word, await lied(all, change)]);
    return list;
  }));
  for (const [name, word, got] of found[0]) assert.equal(got, word, name);
  assert.deepEqual(all.hidden.asked, [], 'nobody else was asked');
  // In the pieces that HTTP allows.
  assert.equal(await lied(all, token(({ response }) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const text = JSON.stringify({ id_token: all.liar.idToken() });
    response.write(text.slice(0, 7));
    response.end(text.slice(7));
  })), 'done');
});

test('smart: what a system says of itself is believed only within the addresses of the hospital\'s file', async () => {
  const liars = await Promise.all(Array.from({ length: 11 }, () => new FalseProvider().listen()));
  const hidden = await new FalseProvider().listen();
  const tls = await new FalseProvider().listen({ tls: certificate() });
  const [elsewhere, keys, auth, named, noPkce, plainPkce, redirecting, lost, large, foreign, allowed] = liars;
  elsewhere.document = { token_endpoint: `${hidden.origin}/token` };
  keys.document = { jwks_uri: `${hidden.origin}/jwks` };
  auth.document = { authorization_endpoint: 'https://evil.example/auth' };
  named.document = { issuer: hidden.origin };
  noPkce.document = { code_challenge_methods_supported: undefined };
  plainPkce.document = { code_challenge_methods_supported: ['plain'] };
  redirecting.answers['/.well-known/smart-configuration'] = ({ response }) => response.writeHead(302, { Location: `${hidden.origin}/.well-known/smart-configuration` }).end();
  lost.answers['/.well-known/smart-configuration'] = ({ send }) => send(404, {});
  large.answers['/.well-known/smart-configuration'] = ({ send }) => send(200, { more: 'x'.repeat(400_000) });
  foreign.answers['/.well-known/smart-configuration'] = ({ send }) => send(404, {});
  foreign.answers['/.well-known/openid-configuration'] = ({ send }) => send(200, { issuer: hidden.origin, jwks_uri: `${foreign.origin}/jwks`, authorization_endpoint: `${foreign.origin}/auth`, token_endpoint: `${foreign.origin}/token`, code_challenge_methods_supported: ['S256'] });
  allowed.document = { token_endpoint: `${hidden.origin}/token` };
  const server = await startServer({ args: ['--hospital', write('many.json', { id: 'many', smart: [...liars, tls].map((one) => ({ iss: one.iss, client_id: 'c', ...(one === allowed && { origins: [hidden.origin] }) })) })] });
  const word = async (one) => {
    const page = await new Browser().go(launchUrl({ server }, { iss: one.iss }), { stop: (url) => landed(url) || url.origin === one.origin });
    return outcome(page) ?? 'sent';
  };
  const got = await Promise.all([...liars, tls].map(word));
  assert.deepEqual(got, ['refused', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused', 'sent', 'unavailable']);
  assert.deepEqual(hidden.asked, [], 'nobody else was asked');
  assert.deepEqual(tls.asked, [], 'nothing was said to one whose certificate nobody vouches for');
  // Not in the file: not asked at all.
  assert.equal(await word(hidden), 'unknown');
  assert.deepEqual(hidden.asked, []);
  for (const one of [...liars, hidden, tls]) one.stop();
  await server.stop();
});

test('smart: TLS is spoken with the very name that a trusted certificate is for', async () => {
  const tls = certificate();
  const right = await new FalseProvider().listen({ tls });
  const renamed = await new FalseProvider().listen({ tls });
  const iss = renamed.origin.replace('127.0.0.1', 'localhost');
  renamed.document = Object.fromEntries(Object.entries({ issuer: '', jwks_uri: '/jwks', authorization_endpoint: '/auth', token_endpoint: '/token' }).map(([name, path]) => [name, iss + path]));
  const server = await startServer({ env: { SSL_CERT_FILE: join(folder, 'tls.crt') }, args: ['--hospital', write('tls.json', { id: 'tls', smart: [right.iss, iss].map((one) => ({ iss: one, client_id: 'c' })) })] });
  const sent = await new Browser().go(launchUrl({ server }, { iss: right.iss }), { stop: () => true });
  assert.equal(sent.url.origin, right.origin);
  assert.equal(outcome(await new Browser().go(launchUrl({ server }, { iss }), { stop: () => true })), 'unavailable');
  assert.deepEqual(renamed.asked, []);
  right.stop();
  renamed.stop();
  await server.stop();
});

function certificate() {
  const [key, cert] = [join(folder, 'tls.key'), join(folder, 'tls.crt')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'], { stdio: 'ignore' });
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

test('smart: the pages\' cookie and headers, and what a frame gets', async () => {
  const all = await started();
  const client = new Client(all.server);
  const look = (path, headers = {}) => client.request('GET', path, { base: '', headers });
  const sent = await look(`/smart/launch?iss=${encodeURIComponent(all.real.iss)}`);
  assert.equal(sent.status, 303);
  assert.match(String(sent.headers['set-cookie']), /^banzhen-smart=[\w-]{40,}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
  assert.deepEqual([sent.headers['cache-control'], sent.headers['referrer-policy']], ['no-store', 'no-referrer']);
  const frame = await look(`/smart/launch?iss=${encodeURIComponent(all.real.iss)}&launch=${encodeURIComponent('"><b>&')}`, { 'Sec-Fetch-Dest': 'iframe' });
  assert.equal(frame.status, 200);
  assert.equal(frame.headers['set-cookie'], undefined);
  assert.match(frame.text, /target="_blank" rel="noopener" href="\/smart\/launch\?iss=http%3A/);
  assert.ok(!frame.text.includes('<b>'));
  assert.equal((await look('/smart/callback?state=x&code=y', { Cookie: 'banzhen-smart=z' })).headers.location, '/?smart=expired#sign_in');
  const posted = await client.request('POST', '/smart/launch', { base: '', undocumented: true });
  assert.deepEqual([posted.status, posted.headers.allow], [405, 'GET']);
  assert.match((await look(`/smart/launch?launch=${'x'.repeat(5000)}`)).headers.location, /smart=unknown/);
  assert.equal(ok(await client.get('/hospital')).hospital_account, true);
  const proxied = await startServer({ args: ['--behind-proxy', '--hospital', write('proxied.json', { id: 'proxied', hosts: ['care.example'], smart: [{ iss: all.liar.iss, client_id: 'c' }] })] });
  const behind = new Client(proxied, { host: 'care.example' });
  all.liar.reset();
  const secure = await behind.request('GET', '/smart/launch', { base: '' });
  assert.match(String(secure.headers['set-cookie']), /^__Host-banzhen-smart=[\w-]{40,}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/);
  assert.equal(new URL(secure.headers.location).searchParams.get('redirect_uri'), 'https://care.example/smart/callback');
  const strange = await new Client(proxied, { host: 'evil.example' }).request('GET', '/smart/launch', { base: '' });
  assert.equal(strange.headers.location, '/?smart=unknown#sign_in', 'no address of a name that is not the hospital\'s');
  await proxied.stop();
});

test('smart: one account deleted here, signed in with again: it starts anew', async () => {
  const all = await started();
  const first = new Browser();
  await through(all, first, { iss: all.plain.iss }, { account: 'su' });
  const phone = freshPhone();
  const session = await withCode(all, ok(await take(all, first), 201).token, phone);
  const code = await requestCode(new Client(all.server), phone);
  ok(await new Client(all.server, { token: session.token }).post('/account/delete', { sms_code_id: code.id, code: code.sandbox_code }), 204);
  const again = new Browser();
  await through(all, again, { iss: all.plain.iss }, { account: 'su' });
  refused(await spend(all, ok(await take(all, again), 201).token), 422, 'validation', { '/code': 'required' });
});

test('smart: nothing secret is in an address of ours, or in the log', async () => {
  const all = await started();
  const browser = new Browser();
  const launch = all.real.launch('su');
  await through(all, browser, { iss: all.real.iss, launch });
  const { token } = ok(await take(all, browser), 201);
  ok(await spend(all, token), 201);
  const cookie = browser.cookies(all.server.url).split('=')[1];
  const callback = browser.hops.find((hop) => hop.includes('/smart/callback'));
  const { code, state } = Object.fromEntries(new URL(callback).searchParams);
  const { nonce } = all.real.seen.at(-1);
  const log = all.server.state.output;
  for (const secret of [token, cookie, code, state, nonce, launch, 'patient-su', 'a secret']) {
    assert.ok(secret.length > 5);
    assert.ok(!log.includes(secret), 'in the log');
  }
  for (const secret of [token, cookie, nonce]) assert.ok(!browser.hops.filter((hop) => hop.startsWith(all.server.url)).some((hop) => hop.includes(secret)));
  assert.ok(log.includes('"route":"(smart)"'));
  assert.match(log, /"smart\.failed".*"code":"smart\.token"/);
});

test('smart: a file that names no usable system is refused at the start', async () => {
  const wrong = {
    '/smart/0/iss': [{ iss: 'ftp://x', client_id: 'c' }], '/smart/0/client_id': [{ iss: 'https://a.example', client_id: '' }],
    '/smart/1/iss': [{ iss: 'https://a.example', client_id: 'c' }, { iss: 'https://a.example/', client_id: 'c' }],
    '/smart/0/origins': [{ iss: 'https://a.example', client_id: 'c', origins: ['https://b.example/path'] }],
    '/smart/0/client_secret_file': [{ iss: 'https://a.example', client_id: 'c', client_secret_file: join(folder, 'missing') }],
  };
  for (const [at, smart] of Object.entries(wrong)) {
    const { code, output } = await runProgram(['--sandbox', '--data', temporaryFolder('refused'), '--check-config', '--hospital', write('wrong.json', { id: 'x', smart })]);
    assert.equal(code, 2, at);
    assert.ok(output.includes(at), output);
  }
});

test('smart: the end', async () => {
  const { server, ...systems } = await started();
  for (const one of Object.values(systems)) one.stop();
  await server.stop();
});
