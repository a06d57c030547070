// Brings the masked page to the relay: what changed since the last frame that arrived, one at a time, the newest only. After a
// lost network the whole page goes first.
import type { Reply } from './calls.js';
import { frameOf, type Frame } from './diff.js';
import type { MaskedPage } from './mask.js';

export interface SenderDeps {
  page(): MaskedPage | null; // as it is now
  post(frame: Frame, stop: AbortSignal): Promise<Reply | null>;
  wait(failures: number, stop: AbortSignal): Promise<void>; // before the next try
  refused(status: number): void; // it is over
  lost(on: boolean): void; // the network
  sent?(bytes: number): void;
}

export interface Sender {
  changed(): void;
  whole(): void; // the other side has to have all of it again
  stop(): void;
}

const pause_ms = 80; // what changes together goes together

export function createSender(deps: SenderDeps): Sender {
  const stopping = new AbortController();
  const stop = stopping.signal;
  let seq = 0;
  let base: number | null = null;
  let sent: MaskedPage | null = null;
  let dirty = false;
  let busy = false;

  async function run(): Promise<void> {
    let failures = 0;
    while (dirty && !stop.aborted) {
      await new Promise((done) => setTimeout(done, pause_ms));
      dirty = false;
      const page = deps.page();
      const frame = page && frameOf(seq + 1, base, sent, page);
      if (!page || !frame || stop.aborted) continue;
      const answer = await deps.post(frame, stop);
      if (stop.aborted) return;
      if (answer && answer.status < 300) {
        if (failures > 0) deps.lost(false);
        failures = 0;
        seq = frame.seq;
        base = seq;
        sent = page;
        deps.sent?.(JSON.stringify(frame).length);
        continue;
      }
      // 409 and 404: nobody is there any more. Anything else passes.
      if (answer && (answer.status === 409 || answer.status === 404 || answer.status === 403)) return deps.refused(answer.status);
      seq++; // it may have arrived, and its answer not
      base = null;
      dirty = true;
      if (++failures === 1) deps.lost(true);
      await deps.wait(failures, stop);
    }
  }
  function changed(): void {
    dirty = true;
    if (busy) return;
    busy = true;
    void run().finally(() => (busy = false));
  }

  return {
    changed,
    whole() {
      base = null;
      changed();
    },
    stop: () => stopping.abort(),
  };
}
