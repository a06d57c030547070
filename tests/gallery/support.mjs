// The gallery in Chromium: its files served on loopback, a page for each look, any state shown by name.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { openBrowser } from '../browser/support/person.mjs';

const folder = join(root, 'build/gallery');

// What a person may have set, and the window it is seen in. `least` is the smallest side of a target in px, `contrast` what
// painted text must reach (WCAG 1.4.3; 1.4.6 for high contrast). `beyond`: only what is higher than a usual window, in one that shows
// all of it. `embedded`: as in the frame on a hospital's page, here as wide as in a column of its (tests/portal) or on a phone.
// `sampled`: some states of each screen, each time.
export const looks = {
  standard: { width: 390, height: 844 },
  elder: { width: 390, height: 844, size: 'elder' },
  contrast: { width: 390, height: 844, contrast: 'high' },
  english: { width: 390, height: 844, lang: 'en' },
  desktop: { width: 1280, height: 800 },
  plain: { width: 390, height: 844, paint: 'plain' },
  desktop_plain: { width: 1280, height: 800, paint: 'plain' },
  tablet: { width: 820, height: 1180 },
  elder_contrast: { width: 390, height: 844, size: 'elder', contrast: 'high' },
  narrow: { width: 320, height: 640, size: 'elder' },
  narrow_english: { width: 320, height: 640, lang: 'en', paint: 'plain', size: 'elder' },
  whole: { width: 390, height: 2400, beyond: 844 },
  whole_elder: { width: 390, height: 3400, size: 'elder', beyond: 844 },
  embedded: { width: 720, height: 640, embedded: true, sampled: true },
  embedded_phone: { width: 390, height: 640, size: 'elder', embedded: true },
};
export const targetOf = (look) => (look.size === 'elder' ? 60 : 48);
export const contrastOf = (look) => (look.contrast === 'high' ? 7 : 4.5);

// The first state of each screen and every fifth of the others, chosen by name: so a new state moves no other.
export function sample(names) {
  const met = new Set();
  const first = (screen) => !met.has(screen) && !!met.add(screen);
  return names.filter((name) => first(name.split('/')[0]) || [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 5 === 0);
}

// Its files as they are on disk; any other path is the page.
export function galleryServer() {
  const { files } = JSON.parse(readFileSync(join(folder, 'site.json'), 'utf8'));
  return createServer((request, answer) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const file = files[path] ? path : '/index.html';
    answer.writeHead(200, { 'content-type': files[file].type, 'cache-control': 'max-age=3600' });
    answer.end(readFileSync(join(folder, file)));
  });
}

let server;
export async function startGallery() {
  server = galleryServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${server.address().port}`;
}
export const stopGallery = () => server?.close();

export async function openLook(url, { width, height, size = 'standard', contrast = 'normal', lang = 'zh-CN', paint = 'canvas', embedded = false, touch = false, prepare }, density = 1) {
  const context = await (await openBrowser()).newContext({
    viewport: { width, height }, deviceScaleFactor: density, locale: lang, reducedMotion: 'reduce', hasTouch: touch, timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  await prepare?.(page);
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(`${url}/?${new URLSearchParams({ size, contrast, lang, paint, ...(embedded && { embedded }) })}`);
  await page.waitForFunction(() => window.gallery);
  return { page, faults, names: await page.evaluate(() => window.gallery.names), close: () => context.close() };
}

// Whether the state that is shown belongs to a look: has it more than a usual window shows?
export const belongs = async (page, { beyond = 0 }) =>
  !beyond || (await page.evaluate(() => parseFloat(document.getElementById('content').style.height))) > beyond;

export async function show(page, name) {
  const missing = await page.evaluate(async (wanted) => {
    window.gallery.show(wanted);
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    const missing = await window.gallery.settled();
    // A code to scan names the port of this run: it is there, and not compared.
    const code = document.querySelector('[data-id="hand_over.scan"]');
    if (code) code.style.opacity = '0';
    return missing;
  }, name);
  if (missing.length) throw new Error(`${name}: no picture in ${missing}`);
}
