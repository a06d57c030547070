// The files that were picked: which are sent, one document after the other; how far they are; what the server has of them, so that
// a reload loses nothing once the same file is picked again. `tus` brings one file across, `slices` the many of one series.
import { freshId, type Emit, type FileEvent, type FileState } from './effects.js';
import { createKept } from './kept_uploads.js';
import type { Link } from './link.js';
import { apiBase, type Fetch } from './request.js';
import type { Prepare } from './prepare/preparer.js';
import type { Edges } from './prepare/plan.js';
import { idOf, readSlices, travelTogether, writeSlices, type Slice, type SliceFile } from './slices.js';
import type { Store } from './store.js';
import { ask, travel, type End, type Road } from './tus.js';

export interface UploadDeps {
  fetch: Fetch;
  emit: Emit;
  link: Link;
  store: Store;
  token(): string;
  base?: string;
  origin?: string; // of the page; an upload address elsewhere is not trusted with the token
  preparer?(): Promise<Prepare>; // asked for with the first photo
}

export interface Uploads {
  // Gives the handle. Of files that were picked at once: how many, and the handle of the first.
  addFile(picker: string, file: File, count?: number, batch?: string): string;
  // Many files that are one document. `print` tells the same series when it is picked again, and each file's tells the file.
  addSeries(picker: string, series: SeriesFiles, count?: number): string;
  prepare(handle: string, turns: number, edges: Edges): void; // what is sent is made of the photo first
  file(source: string): Blob | null; // what would be sent of "<handle>" or "<handle>:<anything>"; null when it is gone
  start(handle: string): void; // also resumes
  pause(handle: string): void;
  forget(handle: string): void; // and has the server delete what it got
  flush(): void; // the page may die
  clear(): void; // signed out
}

export interface SeriesFiles {
  print: string;
  name: string;
  files: SliceFile[]; // in order
}

interface Item {
  handle: string;
  picker: string;
  print: string; // tells it after a reload
  file: File | null; // as it was picked; null of a series
  body: Blob | null; // what is sent of it; null of a series, and of a prepared one that has arrived: it takes memory
  sum: string; // of a prepared body
  wish: number; // the newest prepare(): answers to older ones are dropped
  name: string;
  type: string;
  bytes: number;
  sent: number;
  state: FileState;
  url: string;
  stop: AbortController;
  slices: Slice[]; // of a series, else none
}

const progress_gap_ms = 200;

export function createUploads(deps: UploadDeps): Uploads {
  const { fetch, emit, link, store, base = apiBase, origin = location.origin } = deps;
  const road: Road = { fetch, link, token: deps.token, base, origin };
  const items = new Map<string, Item>();
  const queue: Item[] = [];
  let current: Item | null = null;
  const kept = createKept(store);
  const taken = (handle: string): boolean => items.has(handle);

  function place(item: Item, url: string): void {
    item.url = url;
    const entry = kept.get(item.handle);
    if (entry) kept.keep(item.handle, { ...entry, url, sum: item.sum });
  }
  const urlOf = (id: string): string => new URL(`${base}/uploads/${id}`, origin).pathname;

  // Of a series it tells what has arrived, too.
  function tell(item: Item, state: FileState, error = '', more: Partial<FileEvent> = {}): void {
    item.state = state;
    const { handle, picker, name, type, bytes, sent, slices } = item;
    const series: Partial<FileEvent> = {};
    let upload_id = state === 'done' ? idOf(item.url) : '';
    if (slices.length > 0) {
      const arrived = slices.filter(({ done }) => done).map(({ url }) => idOf(url));
      if (state === 'done') upload_id = arrived.shift() ?? '';
      Object.assign(series, { pages: slices.length, arrived: state === 'done' ? slices.length : arrived.length });
      if (state === 'done' || state === 'failed') series.page_upload_ids = arrived;
    }
    emit({ on: 'file', file: handle, picker, name, type, bytes, sent, state, upload_id, error, ...series, ...more });
  }
  const remove = (url: string) => ask(road, url, 'DELETE', {}, new AbortController().signal);
  const unknown = (handle: string): void =>
    emit({ on: 'file', file: handle, picker: '', name: '', type: '', bytes: 0, sent: 0, state: 'failed', upload_id: '', error: 'pick_again' });

  // News of how far it is, at most so often.
  function progress(item: Item): () => void {
    let told_at = 0;
    return () => {
      if (item.stop.signal.aborted || item.sent >= item.bytes || Date.now() - told_at < progress_gap_ms) return;
      told_at = Date.now();
      tell(item, 'sending');
    };
  }
  function send(item: Item): Promise<End> {
    const say = progress(item);
    if (item.slices.length > 0) return sendSeries(item, say);
    return travel(road, {
      body: item.body!, name: item.name, type: item.type, url: item.url,
      placed: (url) => place(item, url),
      reached(offset) {
        item.sent = offset;
        say();
      },
      waits: () => tell(item, 'sending', 'upload_quota'),
    }, item.stop.signal);
  }
  function sendSeries(item: Item, say: () => void): Promise<End> {
    const sum = (): void => {
      item.sent = item.slices.reduce((all, { offset }) => all + offset, 0);
      say();
    };
    return travelTogether(item.slices, async (slice, stop) => {
      const end = await travel(road, {
        body: slice.file, name: slice.file.name, type: item.type, url: slice.url,
        placed(url) {
          slice.url = url;
          kept.changed(item.handle, item.slices);
        },
        reached(offset) {
          slice.offset = offset;
          sum();
        },
        waits: () => tell(item, 'sending', 'upload_quota'),
      }, stop);
      if (end.end === 'done') kept.changed(item.handle, item.slices);
      return end;
    }, item.stop.signal);
  }
  async function bring(item: Item): Promise<void> {
    const end = await send(item);
    if (end.end === 'stopped' || item.stop.signal.aborted) return;
    if (end.end !== 'done') return tell(item, end.end, end.error);
    item.sent = item.bytes;
    if (item.body !== item.file) item.body = null;
    kept.keep(item.handle, null);
    tell(item, 'done');
  }

  async function removeAll(urls: readonly string[]): Promise<void> {
    const token = deps.token();
    for (const url of urls) if (url && deps.token() === token) await remove(url);
  }

  async function pump(): Promise<void> {
    while (!current && (current = queue.shift() ?? null)) {
      current.stop = new AbortController();
      await bring(current);
      current = null;
    }
  }
  function halt(item: Item): void {
    const at = queue.indexOf(item);
    if (at >= 0) queue.splice(at, 1);
    else if (current === item) item.stop.abort();
  }

  // What the server has of it is of use only when the photo came out the same as before.
  function startAgain(item: Item): void {
    if (!item.url || kept.get(item.handle)?.sum === item.sum) return;
    void remove(item.url);
    place(item, '');
  }

  async function prepare(item: Item, turns: number, edges: Edges): Promise<void> {
    const wish = ++item.wish;
    const make = await deps.preparer?.().catch(() => null);
    const photo = make && item.file && item.wish === wish ? await make(item.file, turns, edges) : null;
    if (item.wish !== wish || items.get(item.handle) !== item || !item.file) return;
    item.body = photo?.blob ?? item.file;
    item.bytes = item.body.size;
    item.sum = photo?.sum ?? '';
    startAgain(item);
    tell(item, 'prepared', '', { quality: photo?.quality ?? '', width: photo?.width ?? 0, height: photo?.height ?? 0 });
  }

  return {
    addFile(picker, file, count = 1, batch = '') {
      const print = `${file.size} ${file.lastModified} ${file.name}`;
      // The same file after a reload gets its old handle back, so that the draft knows it again.
      const known = kept.find(print, taken);
      const handle = known ?? freshId();
      const before = kept.get(handle);
      const item: Item = {
        handle, picker, print, file, body: file, sum: '', wish: 0, name: file.name, type: file.type, bytes: file.size, sent: 0, state: 'picked',
        url: before?.url ?? '', stop: new AbortController(), slices: [],
      };
      items.set(handle, item);
      kept.keep(handle, { print, url: item.url, sum: before?.sum ?? '' });
      tell(item, 'picked', '', count > 1 ? { count, batch: batch || handle } : {});
      return handle;
    },
    addSeries(picker, { print, name, files }, count = 1) {
      // What failed goes on with these files; what is here already stays, and the new one says which that is.
      const twin = [...items.values()].find((item) => item.print === print);
      const goesOn = twin?.state === 'failed';
      const handle = goesOn ? twin!.handle : kept.find(print, taken) ?? freshId();
      const had = goesOn ? readSlices(writeSlices(twin!.slices)) : kept.slices(handle);
      const slices = files.map(({ file, print: own }): Slice => {
        const there = had.get(own);
        had.delete(own);
        return { file, print: own, url: there ? urlOf(there.id) : '', done: !!there?.done, offset: there?.done ? file.size : 0, error: '' };
      });
      void removeAll([...had.values()].map(({ id }) => urlOf(id))); // of what is not among them any more
      const bytes = files.reduce((all, { file }) => all + file.size, 0);
      const item: Item = {
        handle, picker, print, file: null, body: null, sum: '', wish: 0, name, type: 'application/dicom', bytes, state: 'picked', url: '',
        sent: slices.reduce((all, { offset }) => all + offset, 0), stop: new AbortController(), slices,
      };
      items.set(handle, item);
      kept.keep(handle, { print, url: '', sum: '' });
      kept.changed(item.handle, item.slices);
      tell(item, 'picked', '', { count, batch: goesOn ? '' : twin?.handle ?? '' });
      return handle;
    },
    prepare(handle, turns, edges) {
      const item = items.get(handle);
      if (item?.file) void prepare(item, turns, edges);
      else unknown(handle);
    },
    file: (source) => items.get(source.split(':')[0]!)?.body ?? null,
    start(handle) {
      const item = items.get(handle);
      if (!item) return unknown(handle);
      if (item.state === 'sending') return;
      if (item.state === 'done') {
        // The server no longer has it: all of it again.
        if (item.slices.length === 0 && !item.body) {
          items.delete(handle); // picked again, it is this one again
          kept.keep(handle, { print: item.print, url: '', sum: '' });
          return unknown(handle);
        }
        for (const slice of item.slices) Object.assign(slice, { url: '', done: false, offset: 0 });
        item.url = '';
        item.sent = 0;
        kept.keep(handle, { print: item.print, url: '', sum: item.sum });
      }
      tell(item, 'sending');
      queue.push(item);
      void pump();
    },
    pause(handle) {
      const item = items.get(handle);
      if (!item || item.state === 'done' || item.state === 'failed') return;
      halt(item);
      kept.flush();
      tell(item, 'paused');
    },
    forget(handle) {
      const item = items.get(handle);
      const url = item?.url || kept.get(handle)?.url || '';
      const slices = item?.slices.map((slice) => slice.url) ?? [...kept.slices(handle).values()].map(({ id }) => urlOf(id));
      if (item) halt(item);
      items.delete(handle);
      kept.keep(handle, null);
      void removeAll([url, ...slices]);
    },
    flush: kept.flush,
    clear() {
      queue.length = 0;
      current?.stop.abort();
      items.clear();
      kept.clear();
    },
  };
}
