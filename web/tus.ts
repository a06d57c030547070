// One file's way to the server by tus 1.0.0, in pieces that the browser slices from disk: neither WASM nor this page ever holds
// a whole file. Waits out lost networks; what the server has already is not sent again.
import type { Link } from './link.js';
import { member, parse, request, retryAfter, type Answer, type Fetch } from './request.js';

export interface Road {
  fetch: Fetch;
  link: Link;
  token(): string;
  base: string;
  origin: string; // of the page; an upload address elsewhere is not trusted with the token
}

export interface Load {
  body: Blob;
  name: string;
  type: string;
  about?: string; // what the server is told of it besides: a pair of tus metadata
  url: string; // where the server has a part of it; '' when nowhere
  placed(url: string): void; // that is elsewhere from now on
  reached(offset: number): void;
  waits(): void; // for room: the server holds as much unfinished as it will
}

export type End = { end: 'done' } | { end: 'stopped' } | { end: 'paused' | 'failed'; error: string };

const piece_min = 32 * 1024;
const piece_first = 128 * 1024;
const piece_max = 512 * 1024;
const refusals_max = 8;
const restarts_max = 3;
const waits_max = 40; // for room: some ten minutes
const busy_max = 400; // of answers that say when to come again
const codes: Readonly<Record<number, string>> = { 413: 'upload_too_large', 415: 'upload_type' };

export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text.slice(-200))));
}

export function ask(road: Road, url: string, method: string, headers: Record<string, string>, stop: AbortSignal, body?: Blob): Promise<Answer | null> {
  const token = road.token();
  return request(road.fetch, road.link, url || `${road.base}/uploads`, {
    method,
    headers: { 'Tus-Resumable': '1.0.0', ...(token && { Authorization: `Bearer ${token}` }), ...headers },
    ...(body ? { body } : { keepalive: method === 'DELETE' }),
  }, stop, body ? 120_000 : 30_000);
}

export async function readable(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

// Brings one file to its end, or to a pause. The offset is -1 while only the server knows it.
export async function travel(road: Road, load: Load, stop: AbortSignal): Promise<End> {
  const { link, base, origin } = road;
  const bytes = load.body.size;
  let url = load.url;
  const place = (to: string): void => load.placed((url = to));
  let offset = -1;
  let piece = piece_first;
  let silences = 0;
  let refusals = 0;
  let restarts = 0;
  let waits = 0;
  let busy = 0;
  while (!stop.aborted) {
    if (offset >= bytes) return { end: 'done' };
    const began = Date.now();
    const had = !!url;
    const sending = had && offset >= 0;
    let answer: Answer | null;
    if (!had) {
      answer = await ask(road, '', 'POST', {
        'Upload-Length': String(bytes),
        'Upload-Metadata': `filename ${base64(load.name)},filetype ${base64(load.body.type || load.type || 'application/octet-stream')}${load.about ? `,${load.about}` : ''}`,
      }, stop);
    } else if (!sending) {
      answer = await ask(road, url, 'HEAD', {}, stop);
    } else {
      answer = await ask(road, url, 'PATCH', {
        'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream',
      }, stop, load.body.slice(offset, offset + piece));
    }
    if (stop.aborted) break;

    if (answer && answer.status >= 200 && answer.status < 300) {
      if (!had) {
        const made = new URL(answer.headers.get('Location') ?? '', new URL(`${base}/uploads`, origin));
        if (made.origin !== origin) return { end: 'failed', error: 'server' };
        place(made.pathname);
        offset = 0;
        continue;
      }
      const text = answer.headers.get('Upload-Offset');
      const reached = text ? Number(text) : NaN;
      if (reached >= 0 && reached <= bytes && (!sending || reached > offset)) {
        if (sending) {
          silences = refusals = restarts = busy = 0;
          // Pieces of about a second: quick lines need few of them, slow ones show progress and lose little when cut.
          const took = Date.now() - began;
          if (took < 1000) piece = Math.min(piece * 2, piece_max);
          else if (took > 4000) piece = Math.max(piece / 2, piece_min);
        }
        offset = reached;
        load.reached(offset);
        continue;
      }
    }

    offset = -1;
    if (!answer) {
      piece = Math.max(piece / 2, piece_min);
      // A file that was moved or changed on disk fails in the same way as a network does.
      if (!(await readable(load.body))) return { end: 'failed', error: 'upload_unreadable' };
      await link.backoff(++silences, stop);
      continue;
    }
    const { status } = answer;
    if (status === 401) return { end: 'paused', error: 'session' };
    const gone = status === 404 || status === 410 || (status === 403 && !sending);
    if (had && gone && ++restarts <= restarts_max) {
      place('');
      load.reached(0);
      continue;
    }
    const code = member(parse(answer.text), 'code');
    if (code === 'upload_quota' && ++waits <= waits_max) {
      load.waits(); // what is being filed makes room
      await link.backoff(waits, stop);
      continue;
    }
    const asked = retryAfter(answer.headers);
    if (asked !== null && status === 429 && ++busy <= busy_max) {
      await link.wait(Math.min(asked, 60_000), stop);
      continue;
    }
    const passing = status < 400 || status >= 500 || [408, 409, 423, 425, 429].includes(status);
    if (!passing || ++refusals > refusals_max) {
      // What the server refused it will refuse again: a next try begins anew.
      place('');
      return { end: 'failed', error: code || codes[status] || (passing ? 'server' : 'upload_refused') };
    }
    if (asked !== null) await link.wait(Math.min(asked, 60_000), stop);
    else if (status !== 409 || refusals > 1) await link.backoff(refusals, stop);
  }
  return { end: 'stopped' };
}
