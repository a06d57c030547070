// News from the server while there is something to wait for: a stream, and polling where streams do not get through. An idle
// page does nothing here but skip a heartbeat now and then.
import type { Emit } from './effects.js';
import type { Link } from './link.js';
import { apiBase, member, parse, quiet, request, type Fetch } from './request.js';
import { createSseParser } from './sse.js';

export interface EventsDeps {
  fetch: Fetch;
  emit: Emit;
  link: Link;
  token(): string;
  base?: string;
  pollMs?: number;
  silentMs?: number; // a stream without a byte (heartbeats count) for so long is dead
  hiddenMs?: number;
}

export interface Events {
  listen(on: boolean): void;
  hidden(hidden: boolean): void; // the page went out of sight, or came back
  restart(): void; // another network: the old connection may hang for minutes
  clear(): void; // signed out
}

const stream_failures_max = 3;
const polls_before_next_stream = 60;

export function createEvents(deps: EventsDeps): Events {
  const { fetch, emit, link, base = apiBase, pollMs = 5_000, silentMs = 60_000, hiddenMs = 60_000 } = deps;
  let wanted = false;
  let asleep = false;
  let stop: AbortController | null = null;
  let sleep_timer: ReturnType<typeof setTimeout> | undefined;
  let last_id = '';
  let poll_etag = '';
  let failures = 0; // streams that failed although the server answered otherwise

  function headers(): Record<string, string> {
    return { Authorization: `Bearer ${deps.token()}`, ...(last_id && { 'Last-Event-ID': last_id }) };
  }
  function tell(id: string, kind: string, subject: string): void {
    if (id) last_id = id;
    if (kind) emit({ on: 'news', kind, subject });
  }
  function signedOut(): void {
    wanted = false;
    settle();
    emit({ on: 'news', kind: 'session', subject: '' });
  }

  // Reads one stream to its end; true when it carried anything at all.
  async function stream(outer: AbortSignal): Promise<boolean> {
    const inner = new AbortController();
    const abort = (): void => inner.abort();
    outer.addEventListener('abort', abort);
    let timer = setTimeout(abort, silentMs);
    let alive = false;
    try {
      const response = await fetch(`${base}/events`, {
        ...quiet, signal: inner.signal, headers: { Accept: 'text/event-stream', ...headers() },
      });
      if (response.status === 401) signedOut();
      if (!response.body || response.status !== 200 || !response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
        abort();
        return false;
      }
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      const take = createSseParser((message) => {
        const body = parse(message.data);
        tell(message.id, member(body, 'kind') || message.event, member(body, 'subject'));
      });
      for (;;) {
        const { done, value } = await reader.read();
        if (done || outer.aborted) break;
        if (!alive) {
          alive = true;
          failures = 0;
          link.worked();
        }
        clearTimeout(timer);
        timer = setTimeout(abort, silentMs);
        if (!take(decoder.decode(value, { stream: true }))) break;
      }
    } catch {
      // The poll that follows finds out whether it was the stream or the network.
    } finally {
      clearTimeout(timer);
      outer.removeEventListener('abort', abort);
      abort();
    }
    return alive;
  }

  // Asks once for what happened since the last id; true when the server answered.
  async function poll(outer: AbortSignal): Promise<boolean> {
    const after = last_id && `&after=${encodeURIComponent(last_id)}`;
    const answer = await request(fetch, link, `${base}/events?poll=1${after}`, {
      headers: { Accept: 'application/json', ...headers(), ...(poll_etag && { 'If-None-Match': poll_etag }) },
    }, outer, 30_000);
    if (outer.aborted || !answer) return false;
    if (answer.status === 401) signedOut();
    if (answer.status !== 200) return true;
    poll_etag = answer.headers.get('ETag') ?? '';
    const body = parse(answer.text);
    const items: unknown = Array.isArray(body) ? body : (body as { items?: unknown } | null)?.items;
    if (Array.isArray(items)) for (const item of items as unknown[])
      tell(member(item, 'id'), member(item, 'kind'), member(item, 'subject'));
    return true;
  }

  async function run(outer: AbortSignal): Promise<void> {
    let polls = 0;
    let tries = 0;
    while (!outer.aborted) {
      const streaming = failures < stream_failures_max;
      const carried = streaming && (await stream(outer));
      if (outer.aborted) return;
      const answered = await poll(outer);
      if (outer.aborted) return;
      if (carried || answered) tries = 0;
      if (streaming) {
        polls = 0;
        if (!carried && answered) ++failures;
      } else if (++polls >= polls_before_next_stream) {
        failures = stream_failures_max - 1;
      }
      if (answered && failures >= stream_failures_max) await link.wait(pollMs, outer);
      else await link.backoff(Math.max(++tries, failures), outer);
    }
  }

  function settle(): void {
    const on = wanted && !asleep;
    if (on && !stop) {
      stop = new AbortController();
      void run(stop.signal);
    } else if (!on && stop) {
      stop.abort();
      stop = null;
    }
  }
  function restart(): void {
    stop?.abort();
    stop = null;
    settle();
  }

  return {
    listen(on) {
      wanted = on;
      settle();
    },
    hidden(hidden) {
      clearTimeout(sleep_timer);
      if (hidden) {
        sleep_timer = setTimeout(() => {
          asleep = true;
          settle();
        }, hiddenMs);
      } else {
        asleep = false;
        settle();
      }
    },
    restart,
    clear() {
      wanted = false;
      last_id = poll_etag = '';
      failures = 0;
      settle();
    },
  };
}
