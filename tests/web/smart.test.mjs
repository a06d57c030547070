// Coming back from where the hospital signs its patients in: the window beside, the same window, and the frame that hears of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { load, sleep, until } from './support.mjs';

const { account, comeBack, join, readCame, word } = await load(['smart', 'embed/frame']);
const app = 'https://ih.example.org';
const portal = 'https://portal.example.org';
const launch = 'a'.repeat(52);
const session = () => Response.json({ id: 's', token: 'secret' }, { status: 201 });
const wanting = (...pointers) => () => Response.json({ code: 'validation', errors: pointers.map((pointer) => ({ pointer, code: 'required' })) }, { status: 422 });

// A page that was led back to; `answers` of the two calls that it may make.
async function page({ search = '?smart=done', hash = '#sign_in', opener = null, mint = () => Response.json({ token: launch }, { status: 201 }), sessions = session } = {}) {
  const seen = { requests: [], tokens: [], urls: [], events: [] };
  const window = {
    opener, location: { origin: app, pathname: '/', search, hash }, setTimeout: (work, ms) => setTimeout(work, ms),
    history: { state: { depth: 2 }, replaceState: (state, _, url) => seen.urls.push([state, url]) },
  };
  const tell = await comeBack({
    window, language: 'zh-CN', keepSession: (token) => seen.tokens.push(token), patience_ms: 5,
    fetch: async (url, init) => {
      seen.requests.push({ url, ...init, body: JSON.parse(init.body) });
      return url === '/api/v1/smart-tokens' ? mint() : sessions();
    },
  });
  tell((event) => seen.events.push(event));
  return seen;
}
const own = (more = {}) => ({ closed: false, location: { origin: app }, said: [], postMessage(...what) { this.said.push(what); }, ...more });

test('smart: only the one word in the address is looked at', () => {
  for (const [search, found] of [['?smart=done', 'done'], ['?a=1&smart=denied&b=2', 'denied'], ['', ''], ['?smart=', ''], ['?smart=<b>', ''], ['?notsmart=done', ''], [`?smart=${'x'.repeat(21)}`, '']])
    assert.equal(word(search), found, search);
});

test('smart: in the same window the page signs in by itself, and the word leaves the address', async () => {
  const seen = await page({ search: '?lang=en&smart=done' });
  assert.deepEqual(seen.urls, [[{ depth: 2 }, '/?lang=en#sign_in']]);
  const [minted, spent] = seen.requests;
  assert.deepEqual([minted.url, minted.credentials, minted.redirect, minted.body], ['/api/v1/smart-tokens', 'same-origin', 'error', { here: true }]);
  assert.deepEqual([spent.url, spent.credentials, spent.body], ['/api/v1/sessions', 'omit', { launch_token: launch, terms_version: 0 }]);
  assert.deepEqual([seen.tokens, seen.events], [['secret'], []]);
});

test('smart: sent here by the hospital\'s system, nothing stays of whoever was here before', async () => {
  assert.deepEqual((await page({ hash: '' })).tokens, ['', 'secret']);
});

test('smart: what the account lacks is asked for on the page for signing in', async () => {
  const prefer = (name) => [{ on: 'prefer', name, value: launch }];
  const phone = await page({ hash: '', sessions: wanting('/sms_code_id', '/code', '/terms_version') });
  assert.deepEqual([phone.events, phone.tokens, phone.urls.at(-1)[1]], [prefer('account_phone'), [], '#sign_in']);
  assert.deepEqual((await page({ sessions: wanting('/terms_version') })).events, prefer('account_terms'));
});

test('smart: every other end has its word, and nobody is signed in', async () => {
  const problem = (value) => [{ on: 'prefer', name: 'account_problem', value }];
  for (const one of ['denied', 'unavailable', 'expired', 'unknown', 'not_patient', 'refused']) {
    const seen = await page({ search: `?smart=${one}` });
    assert.deepEqual([seen.events, seen.requests, seen.tokens], [problem(one), [], []]);
  }
  const lost = () => Promise.reject(new TypeError('no network'));
  for (const [options, value] of [
    [{ mint: () => Response.json({ code: 'launch_used' }, { status: 422 }) }, 'expired'], [{ mint: lost }, 'offline'], [{ sessions: lost }, 'offline'],
    [{ sessions: () => Response.json({ code: 'launch_expired' }, { status: 422 }) }, 'expired'], [{ sessions: () => new Response('', { status: 500 }) }, 'refused'],
  ]) {
    const seen = await page(options);
    assert.deepEqual([seen.events, seen.tokens], [problem(value), []]);
  }
});

test('smart: the window beside gives the token to the page that opened it, by its origin, and does not use it while that page lives', async () => {
  const opener = own();
  const seen = await page({ opener });
  assert.deepEqual(opener.said, [[{ banzhen: 'smart', outcome: 'done', launch }, app]]);
  assert.deepEqual(seen.requests[0].body, { here: false });
  const denied = own();
  await page({ search: '?smart=denied', opener: denied });
  assert.deepEqual(denied.said, [[{ banzhen: 'smart', outcome: 'denied' }, app]]);
});

test('smart: a stranger, or nobody, has opened this window: it goes on here', async () => {
  const stranger = { closed: false, get location() { return { get origin() { throw new DOMException('cross-origin'); } }; }, postMessage: () => assert.fail('it was told') };
  for (const opener of [stranger, own({ closed: true }), own({ location: { origin: 'https://evil.example' } })]) {
    const seen = await page({ opener });
    assert.deepEqual([seen.requests[0].body, seen.tokens], [{ here: true }, ['secret']]);
  }
});

test('smart: what is no message of the window beside is none', () => {
  assert.deepEqual(readCame({ banzhen: 'smart', outcome: 'done', launch, more: 1 }), { banzhen: 'smart', outcome: 'done', launch });
  for (const one of [null, undefined, 'smart', [], {}, { banzhen: 'smart' }, { banzhen: 'smart', outcome: 'a b' }, { banzhen: 'smart', outcome: 'x'.repeat(21) }, { banzhen: 1, outcome: 'done' }, { banzhen: 'smart', outcome: 'done', launch: 7 }, { banzhen: 'smart', outcome: 'done', launch: 'short' }, { banzhen: 'smart', outcome: 'done', launch: 'x'.repeat(513) }])
    assert.equal(readCame(one), null);
  assert.deepEqual(account('denied'), [{ on: 'prefer', name: 'account_problem', value: 'denied' }]);
  assert.deepEqual(account('made_up'), [{ on: 'prefer', name: 'account_problem', value: 'refused' }]);
  for (const language of ['zh-CN', 'en']) {
    const texts = JSON.parse(readFileSync(path(root, `assets/text/${language}.json`), 'utf8'));
    const said = Object.keys(texts).filter((key) => key.startsWith('sign_in.account.error_')).map((key) => key.slice('sign_in.account.error_'.length));
    assert.deepEqual(said.filter((one) => account(one)[0].value !== one), [], 'each text can be reached');
    assert.equal(said.length, 9);
  }
});

// ---- the frame ----
const start = { on: 'start', draft: '', signed_in: false, shared: false, online: true, route: 'home', paid: null, checked: null, size: 'standard', language: 'zh-CN', paint: 'canvas', contrast: 'normal', read_aloud: 'off', can_speak: false, folders: false };
async function frame({ sessions = session, terms, smart } = {}) {
  const seen = { posted: [], requests: [], events: [], tokens: [], opened: [] };
  const target = new EventTarget();
  const parent = { postMessage: (message) => seen.posted.push(message) };
  const window = {
    parent, location: { origin: app, hash: '#sign_in', reload: () => assert.fail('it was loaded anew') },
    addEventListener: (...what) => target.addEventListener(...what), removeEventListener: (...what) => target.removeEventListener(...what),
    setTimeout: (work, ms) => setTimeout(work, ms).unref(), setInterval, clearInterval,
    open: (url) => {
      if (seen.blocked) return null;
      seen.opened.push({ url: new URL(url), closed: false, close() { this.closed = true; } });
      return seen.opened.at(-1);
    },
  };
  const hear = (data, { source = parent, origin = portal } = {}) => target.dispatchEvent(Object.assign(new Event('message'), { data, source, origin }));
  const joining = join({
    window, app: { prefs: { language: 'zh-CN' }, keepSession: (token) => seen.tokens.push(token), draft: () => '{"weeks":4}', back() {}, prefer() {} },
    send: (event) => seen.events.push(event), colour() {}, covered() {},
    fetch: async (url, init) => {
      if (url === '/api/v1/embedding') return Response.json({ hospital_id: 'qinglan', origins: [portal] });
      seen.requests.push({ url, ...init, body: JSON.parse(init.body) });
      return sessions();
    },
  });
  await until(() => seen.posted.length > 0);
  hear({ banzhen: 1, type: 'init', ...(terms && { terms }), ...(smart && { smart }) });
  const made = await joining;
  made.begin(start);
  made.begun();
  seen.events.length = seen.posted.length = 0;
  const press = () => made.leave(new URL('/smart/launch?lang=zh', app));
  const beside = (data, from = {}) => hear(data, { source: seen.opened.at(-1), origin: app, ...from });
  return { ...seen, seen, made, press, beside };
}

test('smart frame: a press opens a window beside that knows the page around; its token signs in where the patient is', async () => {
  const t = await frame({ terms: 1 });
  assert.equal(t.press(), true);
  assert.deepEqual([t.opened[0].url.pathname, t.opened[0].url.searchParams.get('portal')], ['/smart/launch', portal]);
  t.beside({ banzhen: 'smart', outcome: 'done', launch }, { origin: 'https://login.example' });
  t.beside({ banzhen: 'smart', outcome: 'done', launch }, { source: {} });
  t.beside('banzhen:back');
  t.beside({ banzhen: 'smart', outcome: 'done', launch: 1 });
  await sleep(5);
  assert.deepEqual([t.requests, t.events, t.opened[0].closed], [[], [], false], 'only that window, at the app\'s origin, in this shape');
  t.beside({ banzhen: 'smart', outcome: 'done', launch });
  await until(() => t.events.length > 0);
  assert.equal(t.opened[0].closed, true);
  assert.deepEqual(t.requests.map(({ body, headers }) => [body, headers['X-Banzhen-Embedder']]), [[{ launch_token: launch, terms_version: 1 }, portal]]);
  assert.deepEqual(t.tokens, ['secret']);
  const [again] = t.events;
  assert.deepEqual([again.on, again.signed_in, again.route, again.draft], ['start', true, 'sign_in', '{"weeks":4}']);
  assert.deepEqual(t.posted.map(({ type }) => type), ['signed-in']);
  t.beside({ banzhen: 'smart', outcome: 'done', launch });
  await sleep(5);
  assert.equal(t.requests.length, 1, 'once');
  assert.equal(t.made.embedder(), portal);
});

test('smart frame: what the page was launched with goes along', async () => {
  const t = await frame({ smart: { iss: 'https://fhir.example.org/r4', launch: 'a+b&c' } });
  t.press();
  assert.deepEqual(Object.fromEntries(t.opened[0].url.searchParams), { lang: 'zh', portal, iss: 'https://fhir.example.org/r4', launch: 'a+b&c' });
});

test('smart frame: refused, closed, blocked, or not enough: the page for signing in says so, and the hospital\'s page hears a word', async () => {
  const prefer = (name, value) => [{ on: 'prefer', name, value }];
  const t = await frame();
  t.press();
  t.beside({ banzhen: 'smart', outcome: 'denied' });
  await until(() => t.events.length === 1);
  assert.deepEqual([t.events.splice(0), t.posted.splice(0)], [prefer('account_problem', 'denied'), [{ banzhen: 1, type: 'error', code: 'account_denied' }]]);
  t.press();
  t.opened.at(-1).closed = true;
  await until(() => t.events.length === 1);
  assert.deepEqual([t.events.splice(0), t.posted.splice(0)], [prefer('account_problem', 'closed'), [{ banzhen: 1, type: 'error', code: 'account_closed' }]]);
  t.seen.blocked = true;
  assert.equal(t.press(), true);
  assert.deepEqual([t.events.splice(0), t.posted.splice(0)], [prefer('account_problem', 'popup'), [{ banzhen: 1, type: 'error', code: 'popup' }]]);
  const new_here = await frame({ sessions: wanting('/sms_code_id', '/code') });
  new_here.press();
  new_here.beside({ banzhen: 'smart', outcome: 'done', launch });
  await until(() => new_here.events.length === 1);
  assert.deepEqual([new_here.events, new_here.tokens], [prefer('account_phone', launch), []]);
});
