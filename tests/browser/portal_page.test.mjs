// The app inside a page of a hospital's: a keyboard on the screen, the screen's own edge, fingers, paper, the clipboard.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { gateForRefill, toHospital } from './support/journeys.mjs';
import { PortalPerson, startPortals } from './support/portal.mjs';
import { texts } from './support/person.mjs';

const phone = { width: 390, height: 844 };
const boxOf = (person) => person.tab.locator('banzhen-portal iframe').boundingBox();
const devtools = (person) => person.context.newCDPSession(person.tab);

// No browser without a screen has a keyboard on it: the page is told of one in the way in which browsers tell.
const keyboard = (page) => page.addInitScript(() => {
  if (window !== top) return;
  const fake = Object.assign(new EventTarget(), { height: innerHeight, scale: 1, offsetTop: 0 });
  Object.defineProperty(window, 'visualViewport', { value: fake });
  window.cover = (height) => {
    fake.height = innerHeight - height;
    fake.dispatchEvent(new Event('resize'));
  };
});

test('portal: above a keyboard on the screen the frame is as high as what is left, the dock makes room, and the field is seen', async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, { width: 390, height: 700, query: { size: 'elder' }, prepare: keyboard });
  const cover = (height) => person.tab.evaluate((by) => window.cover(by), height);
  const high = (wanted) => person.holds(async () => Math.round((await boxOf(person)).height), wanted);
  const help = person.node('button', person.t('common.dock.help'));
  await gateForRefill(person);
  await person.sees('identity.heading');
  await help.waitFor();
  await high(700);
  // Bars of the browser that come and go are no keyboard, and neither is one that a field of the page has opened.
  await cover(100);
  await high(600);
  await help.waitFor();
  await person.tab.evaluate(() => document.activeElement.blur());
  await cover(350);
  await high(350);
  await help.waitFor();
  await cover(0);
  await high(700);
  // The lowest of the fields.
  const field = person.field('identity.number.label');
  await field.click();
  await person.holds(() => person.tab.evaluate(() => document.activeElement.id), 'care');
  await cover(350);
  await help.waitFor({ state: 'detached' });
  await high(350);
  await person.holds(async () => {
    const [frame, typing] = [await boxOf(person), await field.boundingBox()];
    return frame.y >= -1 && frame.y + frame.height <= 351 && typing.y >= frame.y && typing.y + typing.height <= frame.y + frame.height;
  });
  await person.shot('portal-keyboard');
  await cover(0);
  await help.waitFor();
  await high(700);
  await person.leave();
  await portals.stop();
});

test('portal: where the frame ends at the screen\'s edge, its keys stay above it', async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, { ...phone, query: { size: 'elder' } });
  const cdp = await devtools(person);
  const edge = (bottom) => cdp.send('Emulation.setSafeAreaInsetsOverride', { insets: { bottom } });
  await person.node('button', person.t('common.dock.help')).waitFor();
  // How far the lowest key ends above the screen's lower end.
  const above = async () => {
    const help = await person.node('button', person.t('common.dock.help')).boundingBox();
    return Math.round(844 - help.y - help.height);
  };
  const scrollTo = (top) => person.tab.evaluate((y) => scrollTo(0, y), top);
  const [{ y, height }] = [await boxOf(person)];
  await scrollTo(y + height - 844); // both end together
  await person.holds(async () => Math.round((await boxOf(person)).y + height), 844);
  const without = await above();
  await edge(34);
  await person.tab.evaluate(() => dispatchEvent(new Event('resize'))); // as when a device is turned
  await person.holds(above, without + 34);
  await person.shot('portal-edge');
  // Further up it needs less, then none.
  await scrollTo(y + height - 844 + 20);
  await person.holds(above, without + 34);
  await scrollTo(y + height - 844 + 100);
  await person.holds(above, without + 100);
  await person.leave();
  await portals.stop();
});

test('portal: a finger scrolls the frame, and at its end the page', async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, { width: 390, height: 600 });
  const cdp = await devtools(person);
  const inside = () => person.page.evaluate(() => document.getElementById('s').scrollTop);
  const outside = () => person.tab.evaluate(() => scrollY);
  assert.equal(await outside(), 0, 'it does not move by itself');
  // Within the frame, above its dock.
  const drag = async (distance) => {
    const { x, y, width, height } = await boxOf(person);
    const lower = Math.min(600, y + height - 130);
    const from = Math.round(distance > 0 ? lower - 20 : Math.max(0, y) + 60);
    const to = Math.min(595, Math.max(5, from - distance));
    const touch = (type, at) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x: Math.round(x + width / 2), y: at }] });
    await touch('touchStart', from);
    for (let step = 1; step <= 10; step++) await touch('touchMove', Math.round(from + ((to - from) * step) / 10));
    await touch('touchEnd');
    await person.frames(10);
  };
  const until = async (distance, what) => {
    for (let turns = 0; turns < 20 && !(await what()); turns++) await drag(distance);
    assert.ok(await what(), String(what));
  };
  await drag(200);
  assert.ok((await inside()) > 0, 'the frame moves first');
  assert.equal(await outside(), 0, 'and the page not yet');
  await until(200, async () => (await outside()) > 100);
  // And back, in the same order.
  const before = await person.atRest(outside);
  await person.atRest(inside);
  await drag(-250);
  await person.atRest(inside);
  assert.deepEqual([await inside(), await outside()], [0, before]);
  await until(-250, async () => (await outside()) === 0);
  await person.leave();
  await portals.stop();
});

test('portal: the key for printing prints the frame, and of it what is to be read', { timeoutMs: 180_000 }, async () => {
  const portals = await startPortals();
  const person = await PortalPerson.visit(portals.qinglan, { ...phone, query: { guest: '1' } });
  await toHospital(person); // presses the key, and waits for the frame's own print
  await person.tab.emulateMedia({ media: 'print' });
  const paper = () => person.page.evaluate(() => {
    const seen = (selector) => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility());
    const heading = document.querySelector('#content h1, #content h2');
    return [seen('#canvas'), seen('#bar'), seen('#content button'), getComputedStyle(heading).color, getComputedStyle(document.getElementById('s')).overflowY];
  });
  assert.deepEqual(await paper(), [false, false, false, 'rgb(0, 0, 0)', 'visible']);
  await person.leave();
  await portals.stop();
});

test('portal: what the page passes on may be used in the frame; a link for the family is copied there', async () => {
  const portals = await startPortals();
  const words = texts('help.zh-CN');
  const person = await PortalPerson.visit(portals.qinglan, { ...phone, prepare: (page, context) => context.grantPermissions(['clipboard-read', 'clipboard-write']) });
  const known = await person.page.evaluate(() => document.featurePolicy.features());
  const allowed = await person.page.evaluate(() => document.featurePolicy.allowedFeatures());
  const wanted = ['camera', 'microphone', 'clipboard-read', 'clipboard-write', 'fullscreen', 'autoplay', 'web-share'].filter((name) => known.includes(name));
  assert.ok(wanted.length >= 6, `${wanted}`);
  assert.deepEqual(wanted.filter((name) => !allowed.includes(name)), []);
  assert.ok(!allowed.includes('geolocation'), 'and nothing else');
  await person.press('common.dock.help');
  await person.press('help.family.title');
  await person.page.getByRole('button', { name: words('door.copy'), exact: true }).click();
  await person.reads(words('door.copied'));
  assert.match(await person.page.evaluate(() => navigator.clipboard.readText()), /^http:\/\/qinglan\.localhost:\d+\/family#[\w-]{22,}$/);
  await person.leave();
  await portals.stop();
});
