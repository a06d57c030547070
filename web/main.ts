// The page's program: starts the WASM client, hands it what people do, shows what it answers. Frames are drawn on demand only.
import type { Client, ClientHooks } from 'banzhen-client';
import type {} from './early';
import { runEffect, stamp, type Effect, type HostEvent } from './effects';
import { createGlyphs } from './glyphs';
import { drawnAhead, type HomeGlyphs } from './glyphs_ahead';
import type { Frame } from './embed/frame';
import { createHost } from './host';
import { createIdle } from './idle';
import { createMirror } from './mirror';
import { nextFrame } from './next_frame';
import type { UiTree } from './nodes';
import { insist, loadProgram } from './program';
import { createReader } from './reader';
import { createSystem } from './system';
import { textTable } from './texts';
import { showTouches } from './touch';
import { createViewport } from './viewport';

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const root = document.documentElement;
const canvas = byId<HTMLCanvasElement>('canvas');
const scroller = byId('s');
const content = byId('content');
const bar = byId('bar');

document.addEventListener('focusin', ({ target }) => {
  const id = target instanceof Element && target.closest('[data-id]')?.getAttribute('data-id');
  if (id) reader.focused(id);
});

showTouches(document);

const scratch = document.createElement('canvas');
scratch.hidden = true;
scratch.lang = 'zh-CN';
document.body.append(scratch);
const glyphs = drawnAhead(createGlyphs(scratch));

let client: Client | null = null;
let pending = 0; // requestAnimationFrame handle
let begun = false; // the program has heard of the start: before, it has nothing to draw
let painted = false;
let barHeight = 0; // of the painted bar at the bottom
let shown = ''; // the newest tree
let unmirrored: (() => void) | undefined; // the painting shows it, the elements do not yet
let canPaint = false; // WebGL2 is there and glyphs can be read back
const embedded = window.parent !== window && new URLSearchParams(location.search).has('embed'); // in a hospital's page
let frame: Frame | undefined;

// Led back here from a payment page that a frame has opened: the frame goes on, and closes this window (unless the opener is no
// frame of ours).
const ledBack = !!window.opener && /[?&](?:un)?(?:paid|checked)=/.test(location.search);
if (ledBack) (window.opener as Window).postMessage('banzhen:back', location.origin);

// The same from where the hospital signs its patients in.
const smart = /[?&]smart=/.test(location.search);

// Until all of the program is there, what its first part cannot know of waits here.
let held: HostEvent[] | null = [];
const knownAtFirst = ['start', 'online'];

const plain = (): boolean => root.dataset.paint !== 'canvas';

function send(event: HostEvent): void {
  if (!client) return;
  if (held && !knownAtFirst.includes(event.on)) return void held.push(event);
  frame?.heard(event);
  handed(JSON.stringify(stamp(event)), client._bz_event);
  wake();
}

// Puts a text into the program's memory for as long as it is read.
function handed(text: string, read: (at: number, bytes: number) => void): void {
  const bytes = client!.lengthBytesUTF8(text);
  const at = client!._malloc(bytes + 1);
  client!.stringToUTF8(text, at, bytes + 1);
  read(at, bytes);
  client!._free(at);
}

const host = createHost({ window, emit: send, status: byId('status'), focus: (node) => mirror.focus(node), scroll, read: (on) => reader.read(on), preferred, system: createSystem(window), embedded, embedder: () => frame?.embedder() ?? '', leave: (url) => !!frame?.leave(url), seen: () => nextFrame(window) });
const reader = createReader({ on: () => host.prefs.read_aloud === 'on', speak: host.speak });
const mirror = createMirror({
  roots: [content, bar, byId('overlay')],
  emit: send,
  addFile: (...picked) => host.addFile(...picked),
  plain,
  pictures: host.pictures,
});
const viewport = createViewport({ scroller, bar, canvas, plain, changed: wake });

// After the next frame, when what was just added has its place.
function scroll(top: number): void {
  requestAnimationFrame(() => requestAnimationFrame(() => scroller.scrollTo({ top: top < 0 ? scroller.scrollHeight : top })));
}

function wake(): void {
  pending ||= requestAnimationFrame(draw);
}

function draw(): void {
  pending = 0;
  if (!client || !begun) return;
  const view = viewport.read();
  client._bz_frame(view.width, view.height, view.density, view.scroll, view.inset, Number(view.keyboard), Number(plain()));
  if (unmirrored && painted && !plain() && !viewport.typing()) setTimeout(follow); // what is seen comes first
  else follow(view);
  if (!painted) {
    painted = true;
    performance.mark('banzhen:painted');
  }
  idle.later();
}

// The elements become what is painted.
function follow(view = viewport.read()): void {
  const mirrored = unmirrored;
  unmirrored = undefined;
  mirrored?.();
  mirror.settle();
  mirror.clip(view.scroll + view.height - barHeight);
}

// Some browsers let go of a canvas that nobody saw for a while.
for (const [target, name] of [[document, 'visibilitychange'], [window, 'pageshow']] as const)
  target.addEventListener(name, () => {
    client?._bz_forget_picture();
    wake();
  });

// What is typed goes into fields that know what the program knows.
document.addEventListener('beforeinput', () => unmirrored && follow(), true);

// What is likely to be opened next is made ready while nothing else is to be done.
const idle = createIdle(() => !held && !pending && client?._bz_rehearse() === 1);

// Painted is what can be painted; the program hears of it when painting was asked for, and cannot be.
function setPaint(wanted: string): void {
  const paint = wanted === 'canvas' && canPaint ? 'canvas' : 'plain';
  root.dataset.paint = paint;
  if (begun && paint !== wanted) send({ on: 'prefer', name: 'painting', value: 'no' });
  wake();
}

// All of them, or home's.
async function texts(language: string, which: 'text' | 'first' = 'text'): Promise<string> {
  const answer = await fetch(root.dataset[which + (language === 'en' ? 'En' : 'Zh')]!);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer.text();
}

async function setLanguage(language: string, loading = texts(language)): Promise<void> {
  const text = await loading;
  if (!client) return;
  root.lang = language;
  handed(JSON.stringify(stamp({ on: 'texts', language })), (event) => handed(textTable(text), (at, bytes) => client!._bz_texts(event, at, bytes)));
  wake();
}

function preferred(name: string, value: string): void {
  if (name === 'paint') setPaint(value);
  else if (name === 'size') root.dataset.size = value;
  else if (name === 'contrast') root.dataset.contrast = value;
  else if (name === 'read_aloud') reader.read(value === 'on');
  else if (name === 'language') void setLanguage(value);
}

function hooks(): ClientHooks {
  return {
    effects(json) {
      for (const effect of JSON.parse(json) as Effect[]) {
        runEffect(effect, host);
        frame?.asked(effect);
      }
    },
    draft: (text) => host.saveDraft(text),
    tree(json, contentHeight, bottomHeight) {
      if (json === shown) return;
      const same = json.slice(0, json.indexOf(',')) === shown.slice(0, shown.indexOf(','));
      if (!same) root.setAttribute('data-behind', ''); // another screen is painted than the elements know
      shown = json;
      unmirrored = () => {
        root.removeAttribute('data-behind');
        barHeight = bottomHeight;
        viewport.sized(contentHeight, bottomHeight, plain());
        const tree = JSON.parse(json) as UiTree;
        mirror.show(tree);
        reader.show(tree);
        host.shown(tree);
      };
    },
    ...glyphs,
  };
}

declare const HOME_GLYPHS: HomeGlyphs; // from the build

// What painting needs of the browser takes long (fonts, the graphics process) and not the program: it is made ready while that
// loads, but not before the page has shown itself.
const no_frame_ms = 500; // a page or frame that nobody sees gets no animation frame
function readyToPaint(): Promise<boolean> {
  return new Promise((done) => {
    let begun = false;
    const prepare = (): void => {
      if (begun) return;
      begun = true;
      const trustworthy = glyphs.trustworthy();
      // As SDL's driver will ask for it (cmake/sdl2_video_driver.c): it gets this one.
      if (trustworthy && host.prefs.paint === 'canvas') canvas.getContext('webgl2', { alpha: false, depth: false, stencil: false, antialias: false });
      done(trustworthy);
      if (trustworthy && host.prefs.paint === 'canvas') void glyphs.ahead(HOME_GLYPHS[host.prefs.language]![host.prefs.size]!, viewport.read().density, () => !!client);
    };
    requestAnimationFrame(() => setTimeout(prepare));
    setTimeout(prepare, no_frame_ms);
  });
}

async function main(): Promise<void> {
  if (ledBack) await new Promise((go) => setTimeout(go, 1000));
  const came = smart && !embedded ? await import('./smart').then(({ comeBack }) => comeBack({ window, language: host.prefs.language, keepSession: host.keepSession })).catch(() => undefined) : undefined;
  const wasm = document.querySelector<HTMLLinkElement>('link[type="application/wasm"]')!.href;
  const text = insist(() => texts(host.prefs.language, 'first')); // while the program loads
  const ready = readyToPaint();
  const joining = embedded ? import('./embed/join').then(({ joinPage }) => joinPage({ host, send, viewport, content, bar })).catch(() => undefined) : undefined;
  const program = await loadProgram({ host: hooks(), canvas, first: wasm, rest: root.dataset.rest ?? '', together: embedded || smart || location.hash.length > 1 });
  client = program.client;
  canPaint = (await ready) && client._bz_open() === 1;
  canvas.addEventListener('webglcontextlost', () => {
    canPaint = false;
    setPaint(host.prefs.paint);
  });
  root.dataset.size = host.prefs.size;
  root.dataset.contrast = host.prefs.contrast;
  frame = await joining;
  const start = host.start();
  // Whoever comes for the first time sees home, and the first part can draw it; what else there is to show needs all.
  const fresh = !frame && start.route === 'home' && !start.draft && !start.signed_in && start.paid === null && start.checked === null;
  const whole = Promise.all([program.whole, insist(() => texts(host.prefs.language))]);
  if (!fresh) await whole;
  await setLanguage(host.prefs.language, fresh ? text : insist(() => texts(host.prefs.language)));
  setPaint(host.prefs.paint);
  start.paint = root.dataset.paint!;
  frame?.begin(start);
  send(start);
  begun = true;
  host.begun();
  came?.(send);
  cancelAnimationFrame(pending);
  draw(); // at once: the first picture need not wait for the next frame
  const { early } = window; // missing when it did not arrive
  if (early) document.removeEventListener('click', early.keep);
  for (const id of early?.ids ?? []) send({ on: 'press', id, value: '', checked: false });
  const [, all] = await whole;
  if (fresh) await setLanguage(host.prefs.language, Promise.resolve(all));
  const waiting = held ?? [];
  held = null;
  for (const event of waiting) send(event);
  idle.later();
  frame?.begun();
}

// The gallery (web/gallery.ts) drives the same page.
export const running = main().then(() => ({ client: client!, wake, scroller, tree: () => JSON.parse(shown) as UiTree }));
running.catch((error: unknown) => {
  console.error(error);
  location.replace('/unsupported.html');
});
