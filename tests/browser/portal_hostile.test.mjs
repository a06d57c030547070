// Strangers around an embedded app: none of them changes anything.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { exchange } from '../api/support/client.mjs';
import { Hostile } from '../portal/hostile.mjs';
import { gateForRefill } from './support/journeys.mjs';
import { openBrowser } from './support/person.mjs';
import { PortalPerson, startPortals } from './support/portal.mjs';

const desktop = { width: 1280, height: 800 };
const sessionsBegun = (person) => person.asked.filter((url) => url.endsWith('/api/v1/sessions')).length;
const lookOf = (person) => person.page.evaluate(() => [document.documentElement.dataset.size, document.documentElement.lang, getComputedStyle(document.documentElement).getPropertyValue('--c700').trim(), location.hash].join());
const unseen = { polling: 100 }; // a frame out of sight gets no animation frames
const shouted = (frame, rounds = 3) => frame.waitForFunction((least) => Number(/\d+/.exec(document.title)?.[0]) >= least, rounds, unseen);

test('portal hostile: a page that the hospital does not name gets no app at all, also with the real element and a good token', async () => {
  const portals = await startPortals();
  const evil = await new Hostile().listen();
  evil.token = await portals.qinglan.launch();
  evil.embed(portals.qinglan.app);
  const context = await (await openBrowser()).newContext();
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${evil.origin}/element`);
  for (let tries = 0; tries < 100 && !complaints.some((text) => /frame-ancestors/.test(text)); tries++) await new Promise((done) => setTimeout(done, 100));
  assert.ok(complaints.some((text) => /frame-ancestors/.test(text)), complaints.join('\n'));
  assert.equal(await page.title(), 'element');
  assert.ok(!asked.some((url) => url.includes('/api/')), 'nothing of the app ran');
  // The other hospital's page is a stranger, too.
  const { headers } = await exchange(portals.site.url, { path: '/', headers: { Host: new URL(portals.linjiang.app.origin).host } });
  const [ancestors] = /frame-ancestors [^;]+/.exec(headers['content-security-policy']);
  assert.equal(ancestors, `frame-ancestors 'self' ${portals.linjiang.origin}`);
  await context.close();
  evil.stop();
  await portals.stop();
});

test('portal hostile: a stranger\'s frame beside the app shouts at page and app, before and after the greeting', async () => {
  const portals = await startPortals();
  const evil = await new Hostile().listen();
  evil.token = await portals.qinglan.launch();
  const strict = portals.qinglan.policy;
  portals.qinglan.policy = (app) => strict(app).replace('frame-src', `frame-src ${evil.origin}`);
  const person = await PortalPerson.visit(portals.qinglan, { ...desktop, waits: false });
  person.origins.push(evil.origin);
  // A window that it can reach: put into the page by hand, without the element (whose frame is out of reach).
  await person.tab.evaluate(([app, other]) => {
    for (const src of [`${app}/?embed=1&lang=zh`, `${other}/shout`]) document.body.append(Object.assign(document.createElement('iframe'), { src, width: 700, height: 500 }));
  }, [person.app, evil.origin]);
  await person.entered();
  const loud = await person.tab.waitForSelector('iframe[src$="/shout"]').then((element) => element.contentFrame());
  await shouted(loud);
  const heights = () => person.tab.locator('banzhen-portal iframe').evaluate((frame) => frame.style.height);
  await person.atRest(heights);
  const before = [await lookOf(person), JSON.stringify(await person.news())];
  const height = await heights();
  await shouted(loud, 10);
  assert.deepEqual([await lookOf(person), JSON.stringify(await person.news()), await heights()], [...before, height]);
  // The one within reach has waited in vain for a page that it believes, and is nobody's patient.
  const bare = person.tab.frames().find((frame) => frame.url().startsWith(person.app) && frame !== person.page);
  await bare.waitForFunction(() => performance.getEntriesByName('banzhen:painted').length > 0, undefined, unseen);
  assert.equal(await bare.evaluate(() => document.documentElement.dataset.size), 'standard');
  assert.equal(sessionsBegun(person), 1, 'only the portal\'s own patient was signed in');
  await person.leave();
  evil.stop();
  await portals.stop();
});

test('portal hostile: what is in the frame\'s place at another address is not heard', async () => {
  const portals = await startPortals();
  const evil = await new Hostile().listen();
  const strict = portals.qinglan.policy;
  portals.qinglan.policy = (app) => strict(app).replace('frame-src', `frame-src ${evil.origin}`);
  const person = await PortalPerson.visit(portals.qinglan, desktop);
  person.origins.push(evil.origin);
  const before = JSON.stringify(await person.atRest(() => person.news())); // heights come a moment after the rest
  const minted = portals.qinglan.minted.length;
  await person.tab.evaluate((to) => { document.getElementById('care').shadowRoot.querySelector('iframe').contentWindow.location = to; }, `${evil.origin}/shout`);
  await person.holds(() => person.tab.frames().some((frame) => frame.url().startsWith(evil.origin)));
  await shouted(person.tab.frames().find((frame) => frame.url().startsWith(evil.origin)), 5);
  assert.equal(JSON.stringify(await person.news()), before);
  assert.equal(portals.qinglan.minted.length, minted, 'and no token is fetched for it');
  await person.leave();
  evil.stop();
  await portals.stop();
});

test('portal hostile: the hospital\'s own page, taken over, can say nothing but what the protocol knows', async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, desktop);
  await gateForRefill(person);
  const before = [await lookOf(person), JSON.stringify((await person.news()).filter(([type]) => type !== 'resize'))];
  await person.tab.evaluate((app) => {
    const frame = document.getElementById('care').shadowRoot.querySelector('iframe').contentWindow;
    const huge = { banzhen: 1, type: 'look' };
    for (let n = 0; n < 50_000; n++) huge[`k${n}`] = n;
    const words = [
      { banzhen: 1, type: 'init', entry: 'records', theme: { brand: '#0000aa' } }, { banzhen: 1, type: 'look', language: 'en', size: 'elder', more: 1 }, { banzhen: 1, type: 'look', size: 'x'.repeat(5_000_000) },
      { banzhen: 1, type: 'theme', theme: { brand: '#0000aa;}' } }, { banzhen: 1, type: 'theme', theme: { brand: '#eeeeee' } }, { banzhen: 1, type: 'page', keyboard: 1, inset: -1 }, { banzhen: 1, type: 'page', keyboard: false, inset: 1e9 },
      { on: 'press', id: 'gate.red_flags.yes' }, { do: 'session', token: 'x'.repeat(52) }, 'banzhen:back', huge, null, [], { banzhen: 1, type: 'launch', launch: '../../etc' }, { banzhen: 1, type: 'back', __proto__: { a: 1 }, to: 'home' },
    ];
    for (const word of words) frame.postMessage(word, app);
  }, person.app);
  await person.frames(30);
  const after = (await person.news()).filter(([type]) => type !== 'resize' && type !== 'error');
  assert.deepEqual([await lookOf(person), JSON.stringify(after)], before);
  await person.sees('identity.heading');
  await person.leave();
  await portals.stop();
});

test('portal hostile: a token that was used, is too old or belongs to another page signs nobody in', async () => {
  const second = await new Hostile().listen();
  const portals = await startPortals({ more: { qinglan: [second.origin.replace('evil', 'second')] } });
  const { qinglan } = portals;
  const used = await qinglan.launch();
  const first = await PortalPerson.visit(qinglan, { query: { guest: '1' } });
  const give = (person, token) => person.tab.evaluate((one) => { document.getElementById('care').launchToken = one; }, token);
  await give(first, used);
  await first.told('signed-in');
  await first.leave();
  const person = await PortalPerson.visit(qinglan, { query: { guest: '1' } });
  const refusedAs = async (token) => {
    const before = (await person.news('error')).length;
    await give(person, token);
    await person.holds(async () => (await person.news('error')).length, before + 1);
    return (await person.news('error')).at(-1)[1].code;
  };
  assert.equal(await refusedAs(used), 'launch_used');
  assert.equal(await refusedAs('n'.repeat(52)), 'launch_expired');
  // One that was made for another page of this hospital: seen here it has leaked, and is spent.
  const leaked = await qinglan.launch({ origin: second.origin.replace('evil', 'second') });
  assert.equal(await refusedAs(leaked), 'launch_origin');
  assert.equal(await refusedAs(leaked), 'launch_used');
  // One of the other hospital's.
  assert.equal(await refusedAs(await portals.linjiang.launch()), 'launch_expired');
  const old = await qinglan.launch();
  portals.site.sql('UPDATE launch_tokens SET expires_at=1 WHERE used_at IS NULL');
  assert.equal(await refusedAs(old), 'launch_expired');
  assert.deepEqual(await person.news('signed-in'), []);
  await gateForRefill(person);
  await person.sees('sign_in.heading');
  await person.leave();
  second.stop();
  await portals.stop();
});

test('portal hostile: the page of another hospital in the frame is refused, and the page\'s own words stand there', async () => {
  const portals = await startPortals({ more: {} });
  // The portal names itself, but is led to the other hospital's address, which does not name it.
  const { qinglan, linjiang } = portals;
  const strict = qinglan.policy;
  qinglan.policy = (app) => strict(app).replace('frame-src', `frame-src ${linjiang.app.origin}`);
  const context = await (await openBrowser()).newContext();
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`${qinglan.origin}/?${new URLSearchParams({ server: linjiang.app.origin })}`);
  for (let tries = 0; tries < 100 && !complaints.some((text) => /frame-ancestors/.test(text)); tries++) await new Promise((done) => setTimeout(done, 100));
  assert.ok(complaints.some((text) => /frame-ancestors/.test(text)));
  assert.ok(await page.getByRole('link', { name: '点这里' }).isVisible());
  assert.equal(await page.locator('#events > li').count(), 0);
  await context.close();
  await portals.stop();
});
