// One patient's page as it comes: held requests, frames put together; what does not fit together is asked for anew, and what is no
// frame at all is dropped.
import { applyFrame } from '../help/diff.js';
import type { MaskedPage } from '../help/mask.js';
import type { Desk } from './desk.js';
import { isPage, itemsOf, numberOf, readItem, unheardOf, type Answer, type Item } from './incoming.js';

export interface WatchDeps {
  desk: Desk;
  path: string; // of the session
  page(page: MaskedPage): void;
  answered(seq: number, how: Answer): void;
  let_in(): void; // the patient has said yes
  ended(by: string): void;
  lost(on: boolean): void; // our own network
  unheard?(seconds: number | null): void; // so long the patient's page has said nothing; null: it does again
  dropped?(count: number): void; // so many items so far were not what may come
}

export interface Watch {
  stop(): void;
}

const held_ms = 25_000;
const waits_ms = [500, 1000, 2000, 4000, 8000];

export function watch({ desk, path, page, answered, let_in, ended, lost, unheard, dropped }: WatchDeps): Watch {
  const stopping = new AbortController();
  const stop = stopping.signal;
  let held = new AbortController();
  let wake = (): void => undefined;
  // The browser knows first: what is held would only fail much later.
  for (const kind of ['online', 'offline']) addEventListener(kind, () => {
    held.abort();
    wake();
  }, { signal: stop });
  let after = 0;
  let shown: MaskedPage | null = null;
  let at: number | null = null;
  let asked = false;
  let drops = 0;
  let silent = false;

  function again(): void {
    if (asked) return;
    asked = true;
    void desk.post(`${path}/actions`, { kind: 'resync' });
  }
  function drop(): void {
    dropped?.(++drops);
    again(); // it may have been a part of the page
  }
  function take(item: Item | null): void {
    if (!item) return drop();
    if (item.kind === 'answer') return answered(item.seq, item.how);
    if (item.kind === 'let_in') return let_in();
    if (item.kind === 'ended') {
      stopping.abort();
      return ended(item.by);
    }
    const next = applyFrame(shown, at, item.frame);
    if (!next) return again();
    if (!isPage(next)) return drop();
    shown = next;
    at = item.frame.seq;
    asked = false;
    page(next);
  }
  async function run(): Promise<void> {
    let failures = 0;
    while (!stop.aborted) {
      held = new AbortController();
      const { status, body } = await desk.get(`${path}/frames?after=${after}&unheard=${silent ? 'yes' : 'no'}`, held_ms, held.signal);
      if (stop.aborted) return;
      if ([401, 403, 404, 409].includes(status)) return ended('time');
      const items = status === 200 ? itemsOf(body) : null;
      if (!items) {
        if (++failures === 1) lost(true);
        const ms = waits_ms[Math.min(failures, waits_ms.length) - 1]!;
        await new Promise<void>((done) => {
          wake = done;
          setTimeout(done, ms);
        });
        continue;
      }
      if (failures > 0) lost(false);
      failures = 0;
      const seconds = unheardOf(body);
      if (silent || seconds !== null) unheard?.(seconds);
      silent = seconds !== null;
      for (const item of items) {
        after = Math.max(after, numberOf(item));
        if (!stop.aborted) take(readItem(item));
      }
    }
  }
  void run();
  return {
    stop() {
      stopping.abort();
      held.abort();
    },
  };
}
