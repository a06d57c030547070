// One patient's page as it comes: held requests, frames put together; what does not fit together is asked for anew.
import { applyFrame, type Frame } from '../help/diff.js';
import type { MaskedPage } from '../help/mask.js';
import type { Desk } from './desk.js';

// To a proposal: taken, taken over to be changed, or gone with the page that it was for.
export type Answer = 'accepted' | 'changed' | 'declined';

export interface WatchDeps {
  desk: Desk;
  path: string; // of the session
  page(page: MaskedPage): void;
  answered(seq: number, how: Answer): void;
  let_in(): void; // the patient has said yes
  ended(by: string): void;
  lost(on: boolean): void;
}

export interface Watch {
  stop(): void;
}

type Item = Partial<Frame> & { at?: number; kind?: string; accepted?: boolean; changed?: boolean; by?: string };

const held_ms = 25_000;
const waits_ms = [500, 1000, 2000, 4000, 8000];

export function watch({ desk, path, page, answered, let_in, ended, lost }: WatchDeps): Watch {
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

  function take(item: Item): void {
    if (item.kind === 'answer') return answered(item.seq ?? 0, item.accepted ? 'accepted' : item.changed ? 'changed' : 'declined');
    if (item.kind === 'let_in') return let_in();
    if (item.kind === 'ended') {
      stopping.abort();
      return ended(item.by ?? '');
    }
    if (item.seq === undefined || !item.nodes) return;
    const next = applyFrame(shown, at, item as Frame);
    if (next) {
      shown = next;
      at = item.seq;
      asked = false;
      return page(next);
    }
    if (asked) return;
    asked = true;
    void desk.post(`${path}/actions`, { kind: 'resync' });
  }
  async function run(): Promise<void> {
    let failures = 0;
    while (!stop.aborted) {
      held = new AbortController();
      const { status, body } = await desk.get(`${path}/frames?after=${after}`, held_ms, held.signal);
      if (stop.aborted) return;
      if ([401, 403, 404, 409].includes(status)) return ended('time');
      if (status !== 200) {
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
      for (const item of (body as { items: Item[] }).items) {
        if (item.at !== undefined) after = Math.max(after, item.at);
        if (!stop.aborted) take(item);
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
