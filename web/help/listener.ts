// What the helper's side does, in its order: held requests, one after another, until the session is over.
import type { Reply } from './calls.js';

export interface HelpEvent {
  seq: number;
  kind: string;
  helper_name?: string;
  node?: string;
  text?: string;
  route?: string;
  by?: string;
  fields?: { field: string; value: string }[];
}

export interface ListenerDeps {
  ask(after: number, stop: AbortSignal): Promise<Reply | null>;
  wait(failures: number, stop: AbortSignal): Promise<void>;
  heard(event: HelpEvent): void;
  quiet(): void; // nothing happened for as long as the server holds
  back(): void; // the network is there again
  refused(): void;
}

export interface Listener {
  renew(): void; // another network: what is held may hang for minutes
  stop(): void;
}

function itemsOf(text: string): HelpEvent[] {
  try {
    const { items } = JSON.parse(text) as { items?: unknown };
    return Array.isArray(items) ? (items as HelpEvent[]) : [];
  } catch {
    return [];
  }
}

export function createListener(after: number, deps: ListenerDeps): Listener {
  const stopping = new AbortController();
  const stop = stopping.signal;
  let held = new AbortController();
  async function run(): Promise<void> {
    let failures = 0;
    while (!stop.aborted) {
      held = new AbortController();
      const answer = await deps.ask(after, held.signal);
      if (stop.aborted) return;
      if (answer && [401, 403, 404, 410].includes(answer.status)) return deps.refused();
      if (answer?.status !== 200) {
        await deps.wait(++failures, stop);
        continue;
      }
      if (failures > 0) deps.back();
      failures = 0;
      const items = itemsOf(answer.text);
      if (!items.length) deps.quiet();
      for (const event of items) {
        if (stop.aborted) return;
        after = Math.max(after, event.seq);
        deps.heard(event);
      }
    }
  }
  void run();
  return {
    renew: () => held.abort(),
    stop() {
      stopping.abort();
      held.abort();
    },
  };
}
