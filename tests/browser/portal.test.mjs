// The app on hospitals' own pages: two portals of one server, third-party cookies blocked, strict policies on both sides.
import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { test } from '../../tools/test-runner.mjs';
import { hospitals } from '../portal/hospitals.mjs';
import { auditor } from './support/audit.mjs';
import { gateForRefill, identity, refillToTheDoor, signIn } from './support/journeys.mjs';
import { launch, launchFirefox } from './support/person.mjs';
import { PortalPerson, startPortals } from './support/portal.mjs';

const screens = [
  'home', 'red_flags', 'diagnosed', 'changed', 'identity', 'consents', 'verify', 'photo', 'records', 'refill', 'review', 'sandbox_pay', 'chat', 'fulfilment', 'bill',
  'sandbox_pay', 'order',
];
const noCookies = '--test-third-party-cookie-phaseout';
// (This Firefox's driver cannot press what is in another process, as a frame of another site's would be.)
const firefoxWithout = { 'network.cookie.cookieBehavior': 1, 'fission.autostart': false };
const desktop = { width: 1280, height: 800 };
// For a picture the driver puts a style into every frame.
const isPicture = (report) => !!process.env.BANZHEN_SHOTS && /^style-src/.test(report['violated-directive']) && report['blocked-uri'] === 'inline';

// Ids, coarse places, heights, this hospital's name: nothing else was said.
async function hearsIdsOnly(person, hospital) {
  const told = await person.news();
  for (const [type, detail] of told)
    for (const [name, value] of Object.entries(detail))
      assert.match(`${type}.${name}=${value}`, new RegExp(`^(ready\\.hospital=${hospital}|resize\\.height=\\d+|navigated\\.place=[a-z-]+|(submitted|paid|ended)\\.(visit=vis|order=ord)_\\w+)$`));
  return told.map(([type]) => type);
}

async function wholeRefill(person, portal, name, look = async () => {}) {
  const at = async (screen) => {
    await person.shot(`portal-${name}-${screen}`);
    await look(screen);
  };
  await refillToTheDoor(person, at, { signedIn: true });
  const types = await hearsIdsOnly(person, portal.id);
  for (const type of ['signed-in', 'ready', 'submitted']) assert.ok(types.includes(type), type);
  assert.deepEqual((await person.told('paid')).map((one) => Object.keys(one)), [['visit'], ['order']]);
  // The frame is a third party: nothing of this patient is kept, wherever a page may keep things, and no address had a token.
  const kept = await person.page.evaluate(() => {
    const keys = (storage) => {
      try {
        return Object.keys(storage());
      } catch {
        return [];
      }
    };
    return [document.cookie, ...keys(() => sessionStorage), ...keys(() => localStorage)].join();
  });
  assert.ok(!/token|draft|upload/.test(kept), `kept: ${kept}`);
  assert.equal(portal.minted.length, 1);
  for (const url of person.asked) assert.ok(!url.includes(portal.minted[0]), url);
  assert.ok(!JSON.stringify(await person.news()).includes(portal.minted[0]));
}

test('portal: the whole refill on the hospital\'s page in Chromium, without third-party cookies', { timeoutMs: 240_000 }, async () => {
  const portals = await startPortals();
  const browser = await launch(noCookies);
  const person = await PortalPerson.visit(portals.qinglan, { browser, ...desktop });
  assert.equal(await person.page.evaluate(() => { try { return !!sessionStorage; } catch { return false; } }), false, 'the browser gives third parties nothing to keep');
  await wholeRefill(person, portals.qinglan, 'chromium');
  assert.ok(!portals.site.allLog().includes(portals.qinglan.minted[0]));
  await person.leave();
  await browser.close();
  await portals.stop();
});

test('portal: the whole refill on a phone, elder size, on the other hospital\'s page; axe finds nothing in the frame', { timeoutMs: 240_000 }, async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.linjiang, { query: { size: 'elder' } });
  const audit = auditor(person);
  await wholeRefill(person, portals.linjiang, 'elder', audit);
  audit.done(screens);
  await person.leave();
  await portals.stop();
});

// The driver of this Firefox needs eval in the page. So the policies allow that, and beside them stand both pages' own, to the letter,
// of which the browser reports what they would have stopped: nothing but that eval.
test('portal: the whole refill on the hospital\'s page in Firefox, without third-party cookies, and nothing that the strict policies forbid', { timeoutMs: 300_000 }, async () => {
  const portals = await startPortals({ evaluates: true });
  const browser = await launchFirefox(firefoxWithout);
  const person = await PortalPerson.visit(portals.qinglan, { browser, ...desktop });
  assert.match(await person.tab.evaluate(() => navigator.userAgent), /Firefox/);
  await wholeRefill(person, portals.qinglan, 'firefox');
  const { reports } = portals;
  // (What the driver runs stands in no file; the pages themselves have all of theirs in files.)
  const ofDriver = ({ 'blocked-uri': what, 'source-file': where = '' }) => what === 'eval' && !/\.m?js$/.test(where.split('?')[0]);
  for (const origin of [portals.qinglan.origin, person.app]) {
    const inline = (one) => one['blocked-uri'] === 'inline' && one['document-uri'].startsWith(origin);
    assert.ok(reports.some((one) => ofDriver(one) && one['document-uri'].startsWith(origin)), `${origin}: nothing was reported at all`);
    assert.ok(!reports.some(inline), origin);
  }
  assert.deepEqual(reports.filter((one) => !ofDriver(one) && !isPicture(one)), []);
  assert.deepEqual(person.unreported(), []);
  // What they do forbid is reported, of either page.
  for (const page of [person.tab, person.page]) {
    await page.evaluate(() => document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.planted = 1' })));
    const { origin } = new URL(page.url());
    await person.holds(() => reports.some((one) => one['blocked-uri'] === 'inline' && /^script-src/.test(one['effective-directive'] ?? one['violated-directive']) && one['document-uri'].startsWith(origin)));
    assert.equal(await page.evaluate(() => window.planted), undefined);
  }
  person.faults.length = 0;
  await person.leave();
  await browser.close();
  await portals.stop();
});

// No look into either page, so no eval: what the frame asks of the hospital tells that the patient is signed in.
test('portal: in Firefox the element and the app run under both pages\' own policies', async () => {
  const portals = await startPortals();
  const browser = await launchFirefox(firefoxWithout);
  const page = await browser.newPage();
  const asked = page.waitForRequest((request) => request.url().endsWith('/api/v1/account'));
  await page.goto(`${portals.linjiang.origin}/`);
  const headers = await (await asked).allHeaders();
  assert.match(headers.authorization, /^Bearer ./);
  await browser.close();
  await portals.stop();
});

test('portal: two hospitals on one server: each page has its own rules and colours, and no header of the app\'s', async () => {
  const portals = await startPortals();
  const pixel = async (person) => {
    const card = person.node('button', person.t('home.refill.title')).first();
    const box = await card.boundingBox();
    const png = PNG.sync.read(await person.tab.screenshot({ clip: { x: box.x + box.width / 2, y: box.y + box.height - 3, width: 1, height: 1 } }));
    return [...png.data.subarray(0, 3)];
  };
  const near = (found, hex) => found.every((part, i) => Math.abs(part - parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16)) < 6);
  for (const [id, fee, brand] of [['qinglan', '15', '#1b675f'], ['linjiang', '20', '#7a1f3d']]) {
    const person = await PortalPerson.visit(portals[id], desktop);
    await person.reads(new RegExp(`${fee} 元`));
    await person.shot(`portal-two-${id}`);
    const found = await pixel(person);
    assert.ok(near(found, brand), `${id}: painted ${found}`);
    assert.equal(await person.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--c700').trim().toLowerCase()), brand);
    // No header, no name of the product, no sign-out; who answers for it stands above the help.
    assert.equal(await person.page.getByText(person.t('home.brand'), { exact: true }).count(), 0);
    assert.equal(await person.page.getByText(new RegExp(person.t('home.sign_out.action', { phone: '.*' }))).count(), 0);
    await person.pressNamed(person.t('portal.licence', { hospital: `${hospitals[id].name}互联网医院` }));
    await person.node('heading', `${hospitals[id].name}互联网医院`).waitFor();
    await person.press('common.back');
    await person.node('button', person.t('home.refill.title')).waitFor();
    // High contrast keeps its own colours.
    await person.press('home.settings.action');
    await person.check(person.node('radio', person.t('settings.contrast.on')).first());
    await person.holds(() => person.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--c700').trim()), '#003f39');
    await person.leave();
  }
  await portals.stop();
});

test('portal: each entry leads where it says, in the language and size that the page asks for', async () => {
  const portals = await startPortals();
  const places = { refill: 'gate.red_flags.heading', consultation: 'gate.red_flags.heading', records: 'my_records.heading' };
  for (const [entry, heading] of Object.entries(places)) {
    const person = await PortalPerson.visit(portals.qinglan, { language: 'en', query: { entry, language: 'en', size: entry === 'records' ? 'elder' : 'standard' } });
    await person.sees(heading);
    assert.equal(await person.page.evaluate(() => document.documentElement.dataset.size), entry === 'records' ? 'elder' : 'standard');
    await person.leave();
  }
  const person = await PortalPerson.visit(portals.qinglan, { query: { entry: 'orders' } });
  await person.reads(person.t('home.orders.none'));
  // The page changes its mind while the app is there.
  await person.tab.evaluate(() => Object.assign(document.getElementById('care'), { size: 'elder', language: 'en' }));
  await person.holds(() => person.page.evaluate(() => document.documentElement.dataset.size + document.documentElement.lang), 'elderen');
  await person.leave();
  await portals.stop();
});

test('portal: without a token the app asks for a code itself, and the page hears that somebody signed in', async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, { query: { guest: '1' } });
  await gateForRefill(person);
  assert.deepEqual(await person.news('signed-in'), []);
  await signIn(person);
  await person.told('signed-in');
  await person.sees('identity.heading');
  await person.leave();
  await portals.stop();
});

test('portal: a token that comes later signs the visitor in where they are', async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, { query: { guest: '1' } });
  await gateForRefill(person);
  await person.sees('sign_in.heading');
  const token = await portals.qinglan.launch();
  await person.tab.evaluate((one) => document.getElementById('care').setAttribute('launch-token', one), token);
  await person.told('signed-in');
  await person.sees('identity.heading');
  assert.equal(await person.tab.evaluate(() => document.getElementById('care').outerHTML.includes('launch-token')), false, 'it does not lie about in the page');
  await person.leave();
  await portals.stop();
});

test('portal: after a reload of the hospital\'s page the patient is signed in again and not asked again who they are', { timeoutMs: 180_000 }, async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, desktop);
  await gateForRefill(person);
  await identity(person);
  await person.sees('records.heading');
  await person.tab.reload();
  await person.entered();
  await gateForRefill(person);
  await person.sees('records.heading');
  assert.equal(portals.qinglan.minted.length, 2);
  await person.leave();
  await portals.stop();
});

test('portal: the frame is as high as its content, never higher than the window; a page may let it fill a box instead', async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, { width: 1280, height: 1600 });
  const frame = person.tab.locator('banzhen-portal iframe');
  const height = async () => (await frame.boundingBox()).height;
  const wanted = async () => (await person.told('resize')).at(-1).height;
  const fits = () => person.holds(async () => Math.abs((await height()) - Math.max(await wanted(), 360)) <= 1);
  await fits();
  const home = await height();
  assert.ok(home > 500 && home < 1500, `${home}`);
  await person.press('home.refill.title');
  await person.sees('gate.red_flags.heading');
  await person.holds(async () => (await height()) !== home, true, 'another page, another height'); // (told a moment later)
  await fits();
  assert.equal(await person.page.evaluate(() => document.getElementById('s').scrollHeight - document.getElementById('s').clientHeight), 0, 'nothing is left to scroll inside');
  await person.tab.setViewportSize({ width: 1280, height: 600 });
  await person.holds(height, 600);
  await person.tab.evaluate(() => { const care = document.getElementById('care'); care.style.height = '420px'; care.height = 'fill'; });
  await person.holds(async () => Math.round(await height()), 418);
  await person.leave();
  await portals.stop();
});

test('portal: a wheel over the frame scrolls it, and at its end the page', async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, { width: 1280, height: 600 });
  const box = await person.tab.locator('banzhen-portal iframe').boundingBox();
  await person.tab.mouse.move(box.x + box.width / 2, box.y + 200);
  const inside = () => person.page.evaluate(() => document.getElementById('s').scrollTop);
  const outside = () => person.tab.evaluate(() => scrollY);
  await person.tab.mouse.wheel(0, 100);
  await person.holds(async () => (await inside()) > 0);
  for (let turns = 0; turns < 20 && (await outside()) === 0; turns++) {
    await person.tab.mouse.wheel(0, 400);
    await person.frames();
  }
  assert.ok((await outside()) > 0, 'the page never moved');
  await person.leave();
  await portals.stop();
});

test('portal: the browser\'s back key goes back in the app, and the hospital\'s page stays; so does the page\'s own key', async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, desktop);
  await person.press('home.refill.title');
  await person.sees('gate.red_flags.heading');
  await person.press('gate.red_flags.none');
  await person.sees('gate.diagnosed.heading');
  await person.tab.evaluate(() => history.back()); // what the browser's key does; a step within the frame is no new document
  await person.sees('gate.red_flags.heading');
  await person.tab.evaluate(() => document.getElementById('care').back());
  await person.node('button', person.t('home.refill.title')).waitFor();
  assert.equal((await person.news('ready')).length, 1, 'nothing was loaded anew');
  await person.leave();
  await portals.stop();
});

test('portal: a dialog stays in the frame, and the page brings it into sight; camera, microphone and clipboard are passed on', async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, { width: 1280, height: 700 });
  await person.press('home.refill.title');
  await person.sees('gate.red_flags.heading');
  await person.tab.evaluate(() => scrollTo(0, 0));
  await person.press('common.dock.emergency');
  const dialog = person.page.getByRole('dialog');
  await dialog.waitFor();
  await person.holds(async () => {
    const box = await person.tab.locator('banzhen-portal iframe').boundingBox();
    return box.y >= -1 && box.y + box.height <= 701;
  });
  await person.shot('portal-dialog');
  assert.equal(await person.node('link', person.t('common.emergency.call')).getAttribute('href'), 'tel:120');
  await person.press('common.emergency.close');
  await dialog.waitFor({ state: 'detached' });
  assert.match(await person.tab.locator('banzhen-portal iframe').getAttribute('allow'), /camera http.*microphone http.*clipboard-write http/);
  await person.leave();
  await portals.stop();
});

test('portal: the page\'s own colours are taken from its style; a colour that cannot be read on is refused by name', async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, desktop);
  const paint = (theme) => person.tab.evaluate((one) => { document.getElementById('care').theme = one; }, theme);
  const c700 = () => person.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--c700').trim());
  await paint({ brand: '#0b4f8a' });
  await person.holds(c700, '#0b4f8a');
  await paint({ brand: '#7fd0c0' });
  const [refused] = await person.told('error');
  assert.deepEqual([refused.code, refused.token, refused.against, refused.contrast < 4.5], ['theme', 'on_brand', 'brand', true]);
  assert.equal(await c700(), '#0b4f8a', 'what was there stays');
  await paint({ brand: 'blue' });
  await person.holds(async () => (await person.news('error')).at(-1)[1].code, 'colour');
  await person.leave();
  await portals.stop();
});
