// Fetches, decodes and paints what the viewer shows. Loaded when it is first needed.
import type { Order } from '../dicom/image';
import type { HostEvent } from '../effects';
import { createDecoder, Failure, type Opened } from './decoder';
import { listenTo } from './gestures';
import { createPages, type Page } from './pages';
import { createSeries } from './series';
import { fetchPage, type SourceDeps } from './source';
import { placePicture, readView, writeLook, type Look, type Size, type View } from './view';

export interface ViewerDeps extends SourceDeps {
  emit(event: HostEvent): void;
  openWorker(path: string): Worker | null;
}

export interface Viewer {
  show(canvas: HTMLCanvasElement, node: string, source: string, view: string): void;
  close(): void;
}

type Drawable = ImageBitmap | HTMLCanvasElement;

interface Session {
  show(view: View): void;
  close(): void;
}

const head_bytes = 8 * 1024; // enough of a slice to know its place
const heads_at_once = 3;
const head_tries = 3;
const head_wait_ms = 1500;
const ahead = [1, -1, 2, -2, 3];

function openSession(deps: ViewerDeps, source: string, pageCount: number, tell: (news: string) => void, draw: (picture: Drawable, colour: boolean) => void): Session {
  const stop = new AbortController();
  const series = createSeries(pageCount);
  const decoder = createDecoder(deps.openWorker, () => pages.forget());
  const pages = createPages(deps, decoder, source);
  const screen = document.createElement('canvas'); // the slice, pixel by pixel
  let wanted: View | null = null;
  let busy = false;
  let shown = ''; // what is drawn: slice and window
  let failed = ''; // slice that could not be shown, until another is asked for
  let said = ''; // the last "opened"
  let prepared = ''; // the slice and window whose neighbours were asked for
  let told = -1; // the last "shown"
  let ordered = pageCount < 2;

  const say = (news: string): void => {
    if (!stop.signal.aborted) tell(news);
  };
  // Tells what was opened, when that is new.
  function sayOpened(opened: Opened | null): boolean {
    const { centre, width } = opened?.own ?? { centre: 128, width: 256 };
    const what = `${opened?.grey ? 'grey' : 'colour'} ${series.count()} ${opened?.modality ?? 'OT'}`;
    if (what === said) return false;
    said = what;
    say(`opened ${what} ${Math.round(centre)} ${Math.max(1, Math.round(width))}`);
    return true;
  }
  // A slice that found its place in the series is at another number, though nothing is drawn anew.
  function sayShown(): void {
    if (!wanted || keyOf(wanted) !== shown) return;
    say(`shown ${wanted.frame}`);
    told = wanted.frame;
  }
  // Which slice is which file is known from their beginnings, a few at a time, while the first is looked at already.
  async function orderOf(page: number): Promise<Order | null> {
    for (let tries = 1; ; tries++) {
      try {
        return await decoder.order(page, await fetchPage(deps, source, page, stop.signal, () => {}, head_bytes));
      } catch {
        if (tries === head_tries || stop.signal.aborted) return null;
        await new Promise((resolve) => setTimeout(resolve, head_wait_ms * tries));
      }
    }
  }
  async function findOrder(): Promise<void> {
    ordered = true;
    let next = 0;
    let lost = 0;
    const work = async (): Promise<void> => {
      while (next < pageCount && !stop.signal.aborted) {
        const page = next++;
        const order = await orderOf(page);
        if (!order) {
          lost++;
          continue;
        }
        const here = wanted && series.at(wanted.frame);
        if (series.order(page, order) && here && series.find(here) !== wanted!.frame) say(`frame ${series.find(here)}`);
      }
    };
    await Promise.all(Array.from({ length: heads_at_once }, work));
    // Then the slices stay in the order in which they were sent.
    if (lost > 0) say(`unordered ${lost}`);
  }

  function paintSlice(width: number, height: number, rgba: ArrayBuffer): void {
    screen.width = width;
    screen.height = height;
    screen.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  }
  async function paint(view: View, page: Page, slice: { page: number; frame: number }): Promise<void> {
    if (page.photo) return draw(page.photo, true);
    const level = page.opened!.grey ? { centre: view.centre, width: view.width } : null;
    const { width, height, rgba } = await decoder.frame(slice.page, slice.frame, level);
    if (stop.signal.aborted) return;
    paintSlice(width, height, rgba);
    draw(screen, !page.opened!.grey);
  }

  // Brings the stage to what is wanted now; what was wanted meanwhile and no longer is, is passed over.
  async function step(): Promise<void> {
    const view = wanted!;
    const slice = series.at(view.frame);
    const page = await pages.get(slice.page, (percent) => {
      if (wanted && series.at(wanted.frame).page === slice.page) say(`progress ${percent}`);
    });
    if (stop.signal.aborted) return;
    series.frames(slice.page, page.opened?.frames ?? 1);
    if (sayOpened(page.opened)) {
      if (!ordered && page.opened) void findOrder();
      // The screen answers with how it wants to look at that; when it wants the same as before, it says nothing.
      requestAnimationFrame(() => requestAnimationFrame(() => void run()));
      return;
    }
    const key = keyOf(view);
    await paint(view, page, slice);
    if (stop.signal.aborted) return;
    shown = key;
    sayShown();
  }
  const keyOf = ({ frame, centre, width }: View): string => {
    const slice = series.at(frame);
    return `${slice.page} ${slice.frame} ${centre} ${width}`;
  };
  async function run(): Promise<void> {
    if (busy) return;
    busy = true;
    while (wanted && !stop.signal.aborted && keyOf(wanted) !== shown) {
      const key = keyOf(wanted);
      if (failed === key) break;
      const before = said;
      try {
        await step();
      } catch (error) {
        failed = key;
        // What the person has left already is no news.
        if (wanted && keyOf(wanted) === key) say(`failed ${error instanceof Failure ? error.code : 'picture.unreadable'}`);
      }
      if (said !== before) break; // the next look comes with the screen's answer
    }
    busy = false;
    if (!wanted || keyOf(wanted) !== shown) return;
    if (told !== wanted.frame) sayShown();
    if (prepared !== shown) void prepare(wanted.frame);
    prepared = shown;
  }
  // The neighbours, so that the next press finds them there.
  async function prepare(index: number): Promise<void> {
    for (const offset of ahead) {
      const at = index + offset;
      if (at < 0 || at >= series.count()) continue;
      if (stop.signal.aborted || wanted?.frame !== index) return;
      const slice = series.at(at);
      try {
        const page = await pages.get(slice.page);
        series.frames(slice.page, page.opened?.frames ?? 1);
        if (page.opened && wanted?.frame === index && !stop.signal.aborted) decoder.prepare(slice.page, slice.frame);
      } catch {
        return; // who asks for it will hear why
      }
    }
  }

  return {
    show(view) {
      if (wanted && keyOf(wanted) !== keyOf(view)) failed = '';
      wanted = view;
      void run();
    },
    close() {
      stop.abort();
      pages.close();
      decoder.stop();
    },
  };
}

export function createViewer(deps: ViewerDeps): Viewer {
  let session: Session | null = null;
  let key = '';
  let stage: HTMLCanvasElement | null = null;
  let node = '';
  let view: View | null = null;
  let look: Look = { zoom: 1, x: 0.5, y: 0.5 };
  let picture: { drawable: Drawable; colour: boolean } | null = null;
  let pending = 0; // requestAnimationFrame handle
  const known = new WeakSet<HTMLCanvasElement>();
  const resized = new ResizeObserver(() => paint());

  const tell = (news: string): void => deps.emit({ on: 'picture', id: node, value: news, checked: false });

  function paint(): void {
    if (!stage || !view) return;
    const density = Math.min(devicePixelRatio || 1, 3);
    const size: Size = { width: stage.clientWidth, height: stage.clientHeight };
    const w = Math.round(size.width * density), h = Math.round(size.height * density);
    if (stage.width !== w) stage.width = w;
    if (stage.height !== h) stage.height = h;
    const context = stage.getContext('2d')!;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, w, h);
    if (!picture) return;
    const { left, top, width, height } = placePicture(size, picture.drawable, look);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture.drawable, left * density, top * density, width * density, height * density);
    // Grey values have a window; colour has what the page can do.
    stage.style.filter = picture.colour && (view.brightness || view.contrast) ? `brightness(${1 + view.brightness / 125}) contrast(${2 ** (view.contrast / 50)})` : '';
    stage.style.touchAction = look.zoom > 1.01 ? 'none' : 'pan-y';
  }
  function draw(drawable: Drawable, colour: boolean): void {
    picture = { drawable, colour };
    paint();
  }
  function take(canvas: HTMLCanvasElement): void {
    if (stage === canvas) return;
    if (stage) resized.unobserve(stage);
    stage = canvas;
    resized.observe(canvas);
    if (known.has(canvas)) return;
    known.add(canvas);
    listenTo(canvas, {
      look: () => look,
      picture: () => picture?.drawable ?? null,
      moved(to) {
        look = to;
        pending ||= requestAnimationFrame(() => {
          pending = 0;
          tell(`moved ${writeLook(look)}`);
        });
      },
    });
  }
  function close(): void {
    session?.close();
    session = null;
    key = '';
    picture = null;
    if (stage) resized.unobserve(stage);
    stage = null;
  }

  return {
    show(canvas, id, source, text) {
      take(canvas);
      node = id;
      view = readView(text);
      if (!pending) look = { zoom: view.zoom, x: view.x, y: view.y };
      const wanted = `${source} ${view.pages} ${view.attempt}`;
      if (wanted !== key) {
        session?.close();
        picture = null;
        key = wanted;
        session = openSession(deps, source, view.pages, tell, draw);
      }
      session!.show(view);
      paint();
    },
    close,
  };
}
