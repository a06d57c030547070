// The photographed document, large: closer, further, about, turned; by wheel, fingers, keys and buttons. It is in memory only,
// drawn on a canvas, and gone when this is closed.
import { key, make } from '../help/dom.js';
import type { Words } from '../help/words.js';
import { listenTo } from '../viewer/gestures';
import { clampLook, placePicture, type Look, type Size } from '../viewer/view';
import type { Desk } from './desk.js';
import { createSayer, nothing } from './line.js';

export interface PhotoDeps {
  words: Words;
  desk: Desk;
  path: string; // of the document
  there(): void; // it can be looked at
  left(): void; // the token is good no more
}

export interface DocumentPhoto {
  root: HTMLElement;
  focus(): void;
  redraw(): void; // the picture stays as it is looked at
  close(): void;
}

const closer = 1.4;
const step = 0.12;
const tries_ms = 3_000;
const pdf_kept_ms = 60_000; // by then the browser's reader has it
const whole: Look = { zoom: 1, x: 0.5, y: 0.5 };

export function createDocumentPhoto({ words, desk, path, there, left }: PhotoDeps): DocumentPhoto {
  const stop = new AbortController();
  const canvas = make('canvas', 'd-canvas', [], { role: 'img' });
  const state = createSayer(make('p', 'd-state', [], { role: 'status' }));
  const hint = make('p', 'quiet d-hint', [], { id: 'photo-hint' });
  const stage = make('div', 'd-stage', [canvas, state.root], { tabindex: '0', role: 'group', 'aria-describedby': 'photo-hint', 'aria-busy': 'true' });
  state.say(() => words('photo.coming'));
  let picture: ImageBitmap | null = null;
  let turns = 0;
  let look = whole;

  // ---- drawing
  const size = (): Size | null => picture && (turns % 2 ? { width: picture.height, height: picture.width } : picture);
  function draw(): void {
    const room = { width: stage.clientWidth, height: stage.clientHeight };
    const shown = size();
    const pen = canvas.getContext('2d');
    if (!picture || !shown || !pen || !room.width) return;
    const dense = devicePixelRatio || 1;
    canvas.width = Math.round(room.width * dense);
    canvas.height = Math.round(room.height * dense);
    const at = placePicture(room, shown, look);
    pen.imageSmoothingQuality = 'high';
    pen.scale(dense, dense);
    pen.translate(at.left + at.width / 2, at.top + at.height / 2);
    pen.rotate((turns * Math.PI) / 2);
    const [width, height] = turns % 2 ? [at.height, at.width] : [at.width, at.height];
    pen.drawImage(picture, -width / 2, -height / 2, width, height);
  }
  function to(next: Look): void {
    look = clampLook(next);
    draw();
  }
  const nearer = (by: number): void => to({ ...look, zoom: look.zoom * by });
  function turn(): void {
    turns = (turns + 1) % 4;
    to(whole);
  }
  listenTo(canvas, { look: () => look, picture: size, moved: to });
  const resized = new ResizeObserver(draw);
  resized.observe(stage);

  // ---- keys, while the picture has focus and only then
  const about = (x: number, y: number): void => to({ ...look, x: look.x + (x * step) / look.zoom, y: look.y + (y * step) / look.zoom });
  const keys: Record<string, () => void> = {
    '+': () => nearer(closer), '=': () => nearer(closer), '-': () => nearer(1 / closer), '0': () => to(whole), r: turn, R: turn,
    ArrowLeft: () => about(-1, 0), ArrowRight: () => about(1, 0), ArrowUp: () => about(0, -1), ArrowDown: () => about(0, 1),
  };
  stage.addEventListener('keydown', (event) => {
    const run = keys[event.key];
    if (!run || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    run();
  });

  // ---- bringing it
  const pdf = key('', 'c-key', () => undefined);
  pdf.hidden = true;
  function offer(content: Blob): void {
    state.say(() => words('photo.is_pdf'));
    stage.setAttribute('aria-busy', 'false');
    pdf.hidden = false;
    pdf.onclick = () => {
      const url = URL.createObjectURL(content);
      make('a', '', '', { href: url, target: '_blank', rel: 'noopener' }).click();
      setTimeout(() => URL.revokeObjectURL(url), pdf_kept_ms);
      there();
    };
  }
  // It can still be sent back: the patient takes another one.
  function give_up(): void {
    state.say(() => words('photo.none'));
    stage.setAttribute('aria-busy', 'false');
  }
  async function show(content: Blob): Promise<boolean> {
    const made = await createImageBitmap(content).catch(() => null);
    if (stop.signal.aborted) made?.close();
    else picture = made;
    return !!made;
  }
  async function bring(of: string): Promise<void> {
    for (;;) {
      const { status, content } = await desk.file(of, stop.signal);
      if (stop.signal.aborted) return;
      if (!content) {
        if (status === 401) return left();
        if (status !== 0 && status !== 429 && status < 500) return give_up();
        state.say(() => words('photo.lost'));
        await new Promise((resolve) => setTimeout(resolve, tries_ms));
        if (stop.signal.aborted) return;
        continue;
      }
      if (content.type.startsWith('application/pdf')) return offer(content);
      // What this browser cannot read (a phone's own kind of file) the server has as a small picture.
      if (!(await show(content)) && !of.endsWith('/preview')) return bring(`${path}/preview`);
      if (stop.signal.aborted) return;
      if (!picture) return give_up();
      state.say(nothing);
      stage.setAttribute('aria-busy', 'false');
      draw();
      return there();
    }
  }
  void bring(path);

  const named: [string, HTMLButtonElement][] = [['photo.pdf', pdf]];
  function tool(name: string, run: () => void): HTMLButtonElement {
    const button = key('', 'c-key', run);
    named.push([name, button]);
    return button;
  }
  const tools = make('div', 'd-tools', [
    tool('photo.nearer', () => nearer(closer)), tool('photo.further', () => nearer(1 / closer)), tool('photo.turn', turn), tool('photo.whole', () => to(whole)), pdf,
  ], { role: 'group' });
  function label(): void {
    canvas.setAttribute('aria-label', words('photo.alt'));
    stage.setAttribute('aria-label', words('photo.title'));
    tools.setAttribute('aria-label', words('photo.tools'));
    for (const [name, button] of named) button.textContent = words(name);
    hint.textContent = words('photo.hint');
    state.again();
  }
  label();
  return {
    root: make('div', 'd-photo', [stage, tools, hint]),
    redraw: label,
    focus: () => stage.focus(),
    close() {
      stop.abort();
      resized.disconnect();
      picture?.close();
      picture = null;
      canvas.width = canvas.height = 0;
    },
  };
}
