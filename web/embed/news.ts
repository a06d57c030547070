// What of the app's doings a hospital's page is told: ids and coarse places, never what anyone has, takes or answered.
import type { Effect, HostEvent } from '../effects.js';
import { wide } from '../places.js';
import type { Place, ToPage } from './protocol.js';

export type Tell = <Type extends keyof ToPage>(type: Type, more: ToPage[Type]) => void;

export interface News {
  asked(effect: Effect): void; // the app asks the host for something
  heard(event: HostEvent): void; // the host tells the app something
}

const placeOf: Record<string, Place> = {
  ...wide, home: 'home',
  sign_in: 'sign-in', identity: 'identity', consents: 'identity', verify: 'identity', staff_photo: 'identity', face_consent: 'identity',
  records: 'records', photo: 'records', document: 'records', my_records: 'records', viewer: 'records', history: 'records',
  refill: 'request', complaint: 'request', review: 'request', pay_return: 'payment',
  fulfilment: 'order', bill: 'order', order: 'order', help: 'help', feedback: 'help',
};
export const place = (route: string): Place => placeOf[route] ?? 'settings';

const asking = new Set(['load.visit', 'load.order', 'review.submit', 'review.cancel', 'waiting.cancel', 'order.cancel', 'fulfilment.order']);
const ends = new Set(['concluded', 'terminated', 'cancelled', 'expired', 'delivered', 'picked_up', 'refunded']);
const unpaid = new Set(['draft', 'submitted', 'created']);
const seen_max = 64;

export function createNews(tell: Tell): News {
  const seen = new Map<string, string>(); // the last known state of each visit and order
  let here: Place | '' = '';

  function changed(kind: 'visit' | 'order', id: string, state: string, submitted: boolean): void {
    const before = seen.get(id);
    seen.delete(id);
    seen.set(id, state);
    if (seen.size > seen_max) for (const oldest of seen.keys()) {
      seen.delete(oldest);
      break;
    }
    if (submitted && before !== 'submitted') tell('submitted', { visit: id });
    if (before === undefined || before === state) return; // how things were before this page is no news
    if (unpaid.has(before) && !unpaid.has(state) && !ends.has(state)) tell('paid', { [kind]: id });
    if (ends.has(state) && !ends.has(before)) tell('ended', { [kind]: id });
  }

  function reply(purpose: string, body: string): void {
    let found: unknown;
    try {
      found = JSON.parse(body);
    } catch {
      return;
    }
    const { id, state } = (found ?? {}) as { id?: unknown; state?: unknown };
    if (typeof id !== 'string' || typeof state !== 'string') return;
    if (id.startsWith('vis_')) changed('visit', id, state, purpose === 'review.submit');
    else if (id.startsWith('ord_')) changed('order', id, state, false);
  }

  function at(route: string): void {
    const next = place(route);
    if (next !== here) tell('navigated', { place: (here = next) });
  }

  return {
    asked(effect) {
      if (effect.do === 'go') at(effect.route);
      else if (effect.do === 'session') effect.token ? tell('signed-in', {}) : tell('ended', { session: true });
    },
    heard(event) {
      if (event.on === 'route' || event.on === 'start') at(event.route);
      else if (event.on === 'reply' && event.status >= 200 && event.status < 300 && asking.has(event.purpose)) reply(event.purpose, event.body);
    },
  };
}
