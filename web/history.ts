// Routes and the browser's back key. An address holds a route's name and nothing else: no id, nothing personal. The one-time code
// of another device, which a camera brings along, leaves the address before anything else happens.
import type { Emit } from './effects.js';

export interface HistoryDeps {
  history: Pick<History, 'pushState' | 'replaceState' | 'back' | 'state'>;
  location: Pick<Location, 'pathname' | 'search' | 'hash'>;
  emit: Emit;
  seen?(): Promise<void>; // when the page has shown what was asked for: browsers take their time with an address
}

export interface Routes {
  start(): { route: string; paid: boolean | null; checked: boolean | null };
  begun(): void; // the app has heard of the start
  go(route: string, replace: boolean): void;
  settle(): void; // the address is what was last gone to, now
  open(route: string): void; // as if its address had been opened
  back(): void;
  popped(): void; // to be called on popstate
}

export function createRoutes({ history, location, emit, seen }: HistoryDeps): Routes {
  // How many of our own pages lie behind this one.
  function depth(): number {
    const state: unknown = history.state;
    const found = typeof state === 'object' && state !== null ? (state as { depth?: unknown }).depth : 0;
    return typeof found === 'number' ? found : 0;
  }
  const here = (): string => /^#([a-z_]+)$/.exec(location.hash)?.[1] ?? 'home';
  function write(route: string, at: number, push: boolean, search = location.search): void {
    const url = location.pathname + search + (route === 'home' ? '' : `#${route}`);
    if (push) history.pushState({ depth: at }, '', url);
    else history.replaceState({ depth: at }, '', url);
  }
  let owed: (() => void) | null = null;
  function settle(): void {
    const write = owed;
    owed = null;
    write?.();
  }
  function go(route: string, replace: boolean): void {
    settle();
    owed = () => {
      if (replace || route === here()) write(route, depth(), false);
      else write(route, depth() + 1, true);
    };
    if (seen) void seen().then(settle);
    else settle();
  }
  function arrive(): void {
    scan();
    emit({ on: 'route', route: here() });
    typeScanned();
  }
  let scanned = '';
  function scan(): void {
    scanned = /^#carry_on=(\d{8})$/.exec(location.hash)?.[1] ?? '';
    if (scanned) write('carry_on', depth(), false);
  }
  // As if it had been typed: whoever came goes on with a press, not by opening an address.
  function typeScanned(): void {
    if (scanned) emit({ on: 'input', id: 'hand_over.code', value: scanned, checked: false });
    scanned = '';
  }
  return {
    begun: typeScanned,
    start() {
      scan();
      const query = new URLSearchParams(location.search);
      // How people come back from a page of someone else's: done there, or left.
      const back = (done: string, left: string): boolean | null => (query.has(done) ? true : query.has(left) ? false : null);
      const paid = back('paid', 'unpaid');
      const checked = back('checked', 'unchecked');
      if (paid !== null || checked !== null) {
        for (const name of ['paid', 'unpaid', 'checked', 'unchecked']) query.delete(name);
        const rest = query.toString();
        write(here(), depth(), false, rest && `?${rest}`);
      }
      return { route: here(), paid, checked };
    },
    go,
    settle,
    open(route) {
      go(route, false);
      settle();
      arrive();
    },
    back() {
      settle();
      if (depth() > 0) return history.back();
      // Someone came straight to this page: home is better than leaving the app.
      write('home', 0, false);
      emit({ on: 'route', route: 'home' });
    },
    // Where the browser has gone back to counts, not where a tap was about to lead.
    popped() {
      owed = null;
      arrive();
    },
  };
}

// What a camera reads from the other device's page. After `#`: what stands there is sent to no server.
export const scanAddress = (origin: string, code: string): string => `${origin}/#carry_on=${code}`;
