// Sends picked files by tus 1.0.0, one after the other, in pieces that the browser slices from disk: neither WASM nor this
// page ever holds a whole file. Survives lost networks, and reloads when the same file is picked again.
import { freshId, type Emit, type FileEvent, type FileState } from './effects.js';
import type { Link } from './link.js';
import { apiBase, member, parse, request, retryAfter, type Answer, type Fetch } from './request.js';
import type { Prepare } from './prepare/preparer.js';
import type { Edges } from './prepare/plan.js';
import type { Store } from './store.js';

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
  prepare(handle: string, turns: number, edges: Edges): void; // what is sent is made of the photo first
  file(source: string): Blob | null; // what would be sent of "<handle>" or "<handle>:<anything>"; null when it is gone
  start(handle: string): void; // also resumes
  pause(handle: string): void;
  forget(handle: string): void; // and has the server delete what it got
  clear(): void; // signed out
}

interface Item {
  handle: string;
  picker: string;
  file: File | null; // as it was picked; null when done
  body: Blob | null; // what is sent of it; null when done
  sum: string; // of a prepared body
  wish: number; // the newest prepare(): answers to older ones are dropped
  name: string;
  type: string;
  bytes: number;
  sent: number;
  state: FileState;
  url: string;
  stop: AbortController;
}

// What survives a reload: which file it was, and where the server keeps its part.
interface Kept {
  print: string;
  url: string;
  sum: string; // of the prepared photo that the server has a part of; '' when the file goes as it is
}

const piece_min = 32 * 1024;
const piece_first = 128 * 1024;
const piece_max = 512 * 1024;
const refusals_max = 8;
const restarts_max = 3;
const progress_gap_ms = 200;
const codes: Readonly<Record<number, string>> = { 413: 'upload_too_large', 415: 'upload_type' };

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text.slice(-200))));
}

export function createUploads(deps: UploadDeps): Uploads {
  const { fetch, emit, link, store, base = apiBase, origin = location.origin } = deps;
  const items = new Map<string, Item>();
  const queue: Item[] = [];
  let current: Item | null = null;
  const kept = new Map<string, Kept>();
  const stored = parse(store.get('uploads'));
  if (stored && typeof stored === 'object')
    for (const [handle, entry] of Object.entries(stored as Record<string, unknown>))
      kept.set(handle, { print: member(entry, 'print'), url: member(entry, 'url'), sum: member(entry, 'sum') });

  function keep(handle: string, entry: Kept | null): void {
    if (entry) kept.set(handle, entry);
    else kept.delete(handle);
    store.set('uploads', kept.size > 0 ? JSON.stringify(Object.fromEntries(kept)) : '');
  }
  function place(item: Item, url: string): void {
    item.url = url;
    const entry = kept.get(item.handle);
    if (entry) keep(item.handle, { ...entry, url, sum: item.sum });
  }
  function tell(item: Item, state: FileState, error = '', more: Partial<FileEvent> = {}): void {
    item.state = state;
    const { handle, picker, name, type, bytes, sent } = item;
    const upload_id = state === 'done' ? (item.url.split('/').pop() ?? '') : '';
    emit({ on: 'file', file: handle, picker, name, type, bytes, sent, state, upload_id, error, ...more });
  }
  function ask(item: { url: string }, method: string, headers: Record<string, string>, stop: AbortSignal, body?: Blob): Promise<Answer | null> {
    const token = deps.token();
    return request(fetch, link, item.url || `${base}/uploads`, {
      method,
      headers: { 'Tus-Resumable': '1.0.0', ...(token && { Authorization: `Bearer ${token}` }), ...headers },
      ...(body ? { body } : { keepalive: method === 'DELETE' }),
    }, stop, body ? 120_000 : 30_000);
  }

  // Brings one file to its end, or to a pause. The offset is -1 while only the server knows it.
  async function travel(item: Item): Promise<void> {
    const stop = item.stop.signal;
    let offset = -1;
    let piece = piece_first;
    let silences = 0;
    let refusals = 0;
    let restarts = 0;
    let told_at = 0;
    while (!stop.aborted && item.body) {
      if (offset >= item.bytes) {
        item.sent = item.bytes;
        item.file = item.body = null;
        keep(item.handle, null);
        return tell(item, 'done');
      }
      const began = Date.now();
      const had = !!item.url;
      const sending = had && offset >= 0;
      let answer: Answer | null;
      if (!had) {
        answer = await ask(item, 'POST', {
          'Upload-Length': String(item.bytes),
          'Upload-Metadata': `filename ${base64(item.name)},filetype ${base64(item.body.type || item.type || 'application/octet-stream')}`,
        }, stop);
      } else if (!sending) {
        answer = await ask(item, 'HEAD', {}, stop);
      } else {
        answer = await ask(item, 'PATCH', {
          'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream',
        }, stop, item.body.slice(offset, offset + piece));
      }
      if (stop.aborted) return;

      if (answer && answer.status >= 200 && answer.status < 300) {
        if (!had) {
          const url = new URL(answer.headers.get('Location') ?? '', new URL(`${base}/uploads`, origin));
          if (url.origin !== origin) return tell(item, 'failed', 'server');
          place(item, url.pathname);
          offset = 0;
          continue;
        }
        const text = answer.headers.get('Upload-Offset');
        const reached = text ? Number(text) : NaN;
        if (reached >= 0 && reached <= item.bytes && (!sending || reached > offset)) {
          if (sending) {
            silences = refusals = restarts = 0;
            // Pieces of about a second: quick lines need few of them, slow ones show progress and lose little when cut.
            const took = Date.now() - began;
            if (took < 1000) piece = Math.min(piece * 2, piece_max);
            else if (took > 4000) piece = Math.max(piece / 2, piece_min);
          }
          item.sent = offset = reached;
          if (offset < item.bytes && began - told_at >= progress_gap_ms) {
            told_at = began;
            tell(item, 'sending');
          }
          continue;
        }
      }

      offset = -1;
      if (!answer) {
        piece = Math.max(piece / 2, piece_min);
        // A file that was moved or changed on disk fails in the same way as a network does.
        if (!(await readable(item.body))) return tell(item, 'failed', 'upload_unreadable');
        await link.backoff(++silences, stop);
        continue;
      }
      const { status } = answer;
      if (status === 401) return tell(item, 'paused', 'session');
      const gone = status === 404 || status === 410 || (status === 403 && !sending);
      if (had && gone && ++restarts <= restarts_max) {
        place(item, '');
        item.sent = 0;
        continue;
      }
      const passing = status < 400 || status >= 500 || [408, 409, 423, 425, 429].includes(status);
      if (!passing || ++refusals > refusals_max) {
        // What the server refused it will refuse again: a next try begins anew.
        place(item, '');
        return tell(item, 'failed', member(parse(answer.text), 'code') || codes[status] || (passing ? 'server' : 'upload_refused'));
      }
      const asked = retryAfter(answer.headers);
      if (asked !== null) await link.wait(Math.min(asked, 60_000), stop);
      else if (status !== 409 || refusals > 1) await link.backoff(refusals, stop);
    }
  }

  async function readable(file: Blob): Promise<boolean> {
    try {
      await file.slice(0, 1).arrayBuffer();
      return true;
    } catch {
      return false;
    }
  }

  async function pump(): Promise<void> {
    while (!current && (current = queue.shift() ?? null)) {
      current.stop = new AbortController();
      await travel(current);
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
    void ask({ url: item.url }, 'DELETE', {}, new AbortController().signal);
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
      const known = [...kept].find(([handle, entry]) => entry.print === print && !items.has(handle));
      const handle = known?.[0] ?? freshId();
      const item: Item = {
        handle, picker, file, body: file, sum: '', wish: 0, name: file.name, type: file.type, bytes: file.size, sent: 0, state: 'picked',
        url: known?.[1].url ?? '', stop: new AbortController(),
      };
      items.set(handle, item);
      keep(handle, { print, url: item.url, sum: known?.[1].sum ?? '' });
      tell(item, 'picked', '', count > 1 ? { count, batch: batch || handle } : {});
      return handle;
    },
    prepare(handle, turns, edges) {
      const item = items.get(handle);
      if (item?.file) void prepare(item, turns, edges);
      else emit({ on: 'file', file: handle, picker: '', name: '', type: '', bytes: 0, sent: 0, state: 'failed', upload_id: '', error: 'pick_again' });
    },
    file: (source) => items.get(source.split(':')[0]!)?.body ?? null,
    start(handle) {
      const item = items.get(handle);
      if (!item) {
        emit({ on: 'file', file: handle, picker: '', name: '', type: '', bytes: 0, sent: 0, state: 'failed', upload_id: '', error: 'pick_again' });
        return;
      }
      if (item.state === 'sending' || item.state === 'done') return;
      tell(item, 'sending');
      queue.push(item);
      void pump();
    },
    pause(handle) {
      const item = items.get(handle);
      if (!item || item.state === 'done' || item.state === 'failed') return;
      halt(item);
      tell(item, 'paused');
    },
    forget(handle) {
      const item = items.get(handle);
      const url = item?.url || kept.get(handle)?.url || '';
      if (item) halt(item);
      items.delete(handle);
      keep(handle, null);
      if (url) void ask({ url }, 'DELETE', {}, new AbortController().signal);
    },
    clear() {
      queue.length = 0;
      current?.stop.abort();
      items.clear();
      kept.clear();
      store.set('uploads', '');
    },
  };
}
