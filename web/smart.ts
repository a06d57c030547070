// Back from where the hospital signs its patients in (SMART App Launch): this page's address says in one word what came of it,
// and nothing else. Loaded only then. Who began it in a window beside is given the token there; else this page signs in.
import type { Emit, HostEvent } from './effects.js';
import { freshId } from './effects.js';
import { json, spend, type Spent } from './embed/token.js';

export const word = (search: string): string => /[?&]smart=([a-z_]{1,20})(?:&|$)/.exec(search)?.[1] ?? '';

// What the window beside says to the one that opened it.
export interface Came {
  banzhen: 'smart';
  outcome: string;
  launch?: string;
}

export const readCame = (data: unknown): Came | null => {
  const { banzhen, outcome, launch } = (data ?? {}) as Partial<Record<keyof Came, unknown>>;
  if (banzhen !== 'smart' || typeof outcome !== 'string' || !/^[a-z_]{1,20}$/.test(outcome)) return null;
  if (launch === undefined) return { banzhen, outcome };
  return typeof launch === 'string' && /^[\w.~-]{16,512}$/.test(launch) ? { banzhen, outcome, launch } : null;
};

// Those that the page for signing in has words for; whoever writes another one into an address reads the general one.
const problems = ['closed', 'denied', 'expired', 'not_patient', 'offline', 'popup', 'unavailable', 'unknown'];

// What the program has to know when it was no sign-in.
export function account(problem: string, spent?: Spent, launch = ''): HostEvent[] {
  const prefer = (name: string, value: string): HostEvent[] => [{ on: 'prefer', name, value }];
  if (!spent) return prefer('account_problem', problems.includes(problem) ? problem : 'refused');
  if ('token' in spent) return [];
  if (spent.wants.phone || spent.wants.terms) return prefer(spent.wants.phone ? 'account_phone' : 'account_terms', launch);
  return prefer('account_problem', spent.code === 'offline' ? 'offline' : spent.code.startsWith('launch_') ? 'expired' : 'refused');
}

export interface SmartDeps {
  window: Window;
  language: string;
  keepSession(token: string): void;
  fetch?: typeof fetch;
  patience_ms?: number;
}

// The window that opened this one, when it is the app's own: only then can it be looked into.
function opener(window: Window): Window | null {
  try {
    const found = window.opener as Window | null;
    return found && !found.closed && found.location.origin === window.location.origin ? found : null;
  } catch {
    return null;
  }
}

async function mint(call: typeof fetch, here: boolean): Promise<string> {
  const found = await call('/api/v1/smart-tokens', json({
    method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': freshId() }, body: JSON.stringify({ here }),
  })).catch(() => null);
  const body = (await found?.json().catch(() => null)) as { token?: string } | null;
  return found ? body?.token ?? '' : 'offline';
}

// Gives what the program is to hear once it has started.
export async function comeBack({ window, language, keepSession, fetch = window.fetch.bind(window), patience_ms = 3000 }: SmartDeps): Promise<(send: Emit) => void> {
  const { location, history } = window;
  let outcome = word(location.search);
  const query = new URLSearchParams(location.search);
  query.delete('smart');
  const rest = query.toString();
  history.replaceState(history.state, '', location.pathname + (rest && `?${rest}`) + location.hash);
  const launched = location.hash !== '#sign_in'; // by the hospital's system: it says who is here, whoever was before
  const tell = (events: HostEvent[]) => {
    if (events.length) history.replaceState(history.state, '', '#sign_in'); // that page says it
    return (send: Emit): void => events.forEach(send);
  };

  const asker = opener(window);
  const launch = outcome === 'done' ? await mint(fetch, !asker) : '';
  if (launch === 'offline') outcome = launch;
  else if (outcome === 'done' && !launch) outcome = 'expired';
  if (asker) {
    asker.postMessage({ banzhen: 'smart', outcome, ...(outcome === 'done' && { launch }) } satisfies Came, location.origin);
    await new Promise((go) => window.setTimeout(go, patience_ms)); // it closes this window
  }
  if (outcome !== 'done') return tell(account(outcome));
  const spent = await spend({ fetch, launch, terms: 0, language });
  if ('token' in spent) {
    if (launched) keepSession(''); // nothing of theirs stays
    keepSession(spent.token);
  }
  return tell(account('', spent, launch));
}
