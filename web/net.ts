// Calls to the API and their fate: tries again while it is safe, remembers answers by ETag, says when it is slow. Does not
// know what a call means.
import { freshId, type CallEffect, type Emit } from './effects.js';
import type { Link } from './link.js';
import { apiBase, request, retryAfter, type Answer, type Fetch } from './request.js';

export interface NetDeps {
  fetch: Fetch;
  emit: Emit;
  link: Link;
  token(): string;
  language(): string;
  embedder?(): string; // the hospital's page around this one
  seen?(): Promise<void>; // what is on its way to the screen
  base?: string;
  timeoutMs?: number;
  slowMs?: number;
}

export interface Net {
  call(call: CallEffect): void;
  clear(): void; // forgets remembered answers
  drop(): void; // also drops what is under way, but for deletions: signing out is one
}

interface Pending {
  call: CallEffect;
  stop: AbortController;
}

const remembered_max = 64;
const refusals_max = 3;
// A longer wait is not bridged silently: the person is told, and decides.
const polite_wait_ms_max = 15_000;

export function createNet(deps: NetDeps): Net {
  const { fetch, emit, link, base = apiBase, timeoutMs = 30_000, slowMs = 8_000 } = deps;
  const pending = new Set<Pending>();
  const slow = new Set<Pending>();
  const remembered = new Map<string, { etag: string; body: string }>();

  function remember(key: string, etag: string, body: string): void {
    remembered.delete(key);
    if (!etag) return;
    remembered.set(key, { etag, body });
    if (remembered.size > remembered_max) for (const oldest of remembered.keys()) {
      remembered.delete(oldest);
      break;
    }
  }

  // Sends until there is an answer to pass on; null when there is none and it is not to be tried again.
  async function send(call: CallEffect, headers: Record<string, string>, stop: AbortSignal): Promise<Answer | null> {
    let silences = 0;
    let refusals = 0;
    const init: RequestInit = { method: call.method, headers };
    if (call.body) init.body = call.body;
    for (;;) {
      const answer = await request(fetch, link, base + call.path, init, stop, timeoutMs);
      if (stop.aborted) return null;
      if (!answer) {
        if (!call.durable) return null;
        await link.backoff(++silences, stop);
        continue;
      }
      const { status } = answer;
      const asked = retryAfter(answer.headers);
      // 409 with Retry-After: the same request, sent before, is still at work. 502 and 504 come from a gateway that restarts.
      const passing =
        ((status === 409 || status === 429 || status === 503) && asked !== null && asked <= polite_wait_ms_max) ||
        (call.durable && asked === null && status >= 502 && status <= 504);
      if (!passing || ++refusals > refusals_max) return answer;
      if (asked === null) await link.backoff(refusals, stop);
      else await link.wait(asked, stop);
    }
  }

  async function run(call: CallEffect): Promise<void> {
    const entry: Pending = { call, stop: new AbortController() };
    const get = call.method === 'GET';
    const language = deps.language();
    const token = deps.token();
    const key = `${language} ${call.path}`;
    const known = get ? remembered.get(key) : undefined;
    const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language };
    if (token) headers['Authorization'] = `Bearer ${token}`;
    if (call.body) headers['Content-Type'] = 'application/json';
    const embedder = call.path === '/sessions' && deps.embedder?.();
    if (embedder) headers['X-Banzhen-Embedder'] = embedder;
    if (call.if_match) headers['If-Match'] = call.if_match;
    if (known) headers['If-None-Match'] = known.etag;
    // With a key, a repeated POST is the same POST; so it gets one even where the caller saw no need.
    const idempotency = call.idempotency_key || (call.method === 'POST' ? freshId() : '');
    if (idempotency) headers['Idempotency-Key'] = idempotency;

    pending.add(entry);
    const timer = call.purpose ? setTimeout(() => {
      if (slow.size === 0) emit({ on: 'slow', value: true });
      slow.add(entry);
    }, slowMs) : undefined;
    if (call.method !== 'DELETE') await deps.seen?.(); // who signs out may close the page at once
    const answer = await send(call, headers, entry.stop.signal);
    clearTimeout(timer);
    pending.delete(entry);
    if (slow.delete(entry) && slow.size === 0) emit({ on: 'slow', value: false });
    if (entry.stop.signal.aborted || !call.purpose) return;

    if (!answer) {
      emit({ on: 'reply', purpose: call.purpose, status: 0, body: '', etag: '' });
      probe();
    } else if (known && answer.status === 304) {
      emit({ on: 'reply', purpose: call.purpose, status: 200, body: known.body, etag: known.etag });
    } else {
      const etag = answer.headers.get('ETag') ?? '';
      if (get && answer.status === 200 && token === deps.token()) remember(key, etag, answer.text);
      emit({ on: 'reply', purpose: call.purpose, status: answer.status, body: answer.text, etag });
    }
  }

  // Without a durable call nobody would notice that the network is back. Nameless: its reply goes nowhere.
  function probe(): void {
    for (const entry of pending) if (entry.call.durable) return;
    void run({ do: 'call', purpose: '', method: 'GET', path: '/hospital', body: '', idempotency_key: '', if_match: '', durable: true });
  }

  return {
    call(call) {
      if (call.method === 'GET')
        for (const entry of pending)
          if (entry.call.method === 'GET' && (entry.call.purpose === call.purpose)) entry.stop.abort();
      void run(call);
    },
    clear: () => remembered.clear(),
    drop() {
      remembered.clear();
      for (const entry of pending) if (entry.call.method !== 'DELETE') entry.stop.abort();
    },
  };
}
