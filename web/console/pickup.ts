// Medicine handed out at the counter, as plain values: what waits, who fetches it, what is asked of the server and what its
// refusals are about.
import { codeOf, type Answered } from './desk.js';
import type { Draft } from './draft.js';

// As the contract's DeskOrder has it, of an order that is ready.
export interface ReadyOrder {
  id: string;
  pharmacy: string;
  moved_at: string; // since when it is ready
  items: { name: string; specification: string; weeks: number }[]; // empty for those who do not hand it out
  pickup_blocked: boolean;
  mandate_holders?: { mandate_id: string; name: string }[];
}

// Where on the form something is wrong; these are the ids of its parts, too.
export const parts = ['pickup-code', 'pickup-who', 'pickup-name', 'pickup-patient', 'pickup-proxy'] as const;
export type Part = (typeof parts)[number] | 'pickup-find';

export interface Fault {
  at: Part;
  name: string; // of its words
  values?: Record<string, string>;
}

// Who fetches it, besides a mandate's id.
export const self = 'self';
export const other = 'other';

interface PickUp {
  code: string;
  proxy?: { name: string; patient_document_seen: boolean; proxy_document_seen: boolean; mandate_id?: string };
}

const typed = (draft: Draft, part: Part): string => (draft.get(part) ?? '').trim();
const digitsOf = (draft: Draft): string => typed(draft, 'pickup-code').replace(/[\s-]/g, '');
const ticked = (draft: Draft, part: Part): boolean => draft.get(part) === 'yes';
export const byProxy = (draft: Draft): boolean => ![undefined, '', self].includes(draft.get('pickup-who'));

// What is missing before anything is sent: a code that cannot be one costs no try.
export function faultsOf(draft: Draft): Fault[] {
  const missing = (wrong: boolean, at: Part, name: string): Fault[] => (wrong ? [{ at, name }] : []);
  const proxy = byProxy(draft);
  return [
    ...missing(!/^\d{6}$/.test(digitsOf(draft)), 'pickup-code', 'pickup.code.short'),
    ...missing(!draft.get('pickup-who'), 'pickup-who', 'pickup.who.empty'),
    ...missing(proxy && !typed(draft, 'pickup-name'), 'pickup-name', 'pickup.name.empty'),
    ...missing(proxy && !ticked(draft, 'pickup-patient'), 'pickup-patient', 'pickup.patient.unseen'),
    ...missing(proxy && !ticked(draft, 'pickup-proxy'), 'pickup-proxy', 'pickup.proxy.unseen'),
  ];
}

export function requestOf(draft: Draft): PickUp {
  const who = draft.get('pickup-who');
  const code = digitsOf(draft);
  if (!byProxy(draft)) return { code };
  return {
    code,
    proxy: {
      name: typed(draft, 'pickup-name'), patient_document_seen: ticked(draft, 'pickup-patient'), proxy_document_seen: ticked(draft, 'pickup-proxy'),
      ...(who && who !== other && { mandate_id: who }),
    },
  };
}

// The name of whoever was chosen is offered, where nobody has written another one.
export function nameFor(who: string, name: string, { mandate_holders: holders = [] }: ReadyOrder): string {
  const offered = holders.find(({ mandate_id }) => mandate_id === who)?.name ?? '';
  return !name.trim() || holders.some((one) => one.name === name.trim()) ? offered : name;
}

const named: Record<string, Fault> = {
  '/code': { at: 'pickup-code', name: 'pickup.code.short' },
  '/proxy/name': { at: 'pickup-name', name: 'pickup.name.wrong' },
  '/proxy/patient_document_seen': { at: 'pickup-patient', name: 'pickup.patient.unseen' },
  '/proxy/proxy_document_seen': { at: 'pickup-proxy', name: 'pickup.proxy.unseen' },
  '/proxy/mandate_id': { at: 'pickup-who', name: 'pickup.mandate.ended' },
};

// What a refusal says about the form; nothing when it is about something else.
export function faultsIn(answer: Answered): Fault[] {
  const { attempts_left: left = 0, errors = [] } = (answer.body ?? {}) as { attempts_left?: number; errors?: { pointer: string; code: string }[] };
  switch (codeOf(answer)) {
    case 'code_wrong':
      return [left > 0 ? { at: 'pickup-code', name: 'pickup.code.wrong_left', values: { n: String(left) } } : { at: 'pickup-code', name: 'pickup.code.used_up' }];
    case 'code_used_up':
      return [{ at: 'pickup-code', name: 'pickup.code.used_up' }];
    case 'mandate_ended':
      return [{ at: 'pickup-who', name: 'pickup.mandate.ended' }];
    case 'validation':
      return errors.flatMap(({ pointer, code }) => {
        const fault = named[pointer];
        return fault ? [code === 'mandate.name' ? { ...fault, name: 'pickup.name.differs' } : fault] : [];
      });
    default:
      return [];
  }
}

// What the server is asked for besides medicines, which are here: a code when there are only digits, otherwise a name. It goes in a
// body, never in an address.
export type Search = { code: string } | { surname: string };
export function searchOf(text: string): Search | Fault {
  const plain = text.normalize('NFKC').trim();
  if (!plain) return { at: 'pickup-find', name: 'pickup.find.empty' };
  if (!/^[\d\s-]+$/.test(plain)) return { surname: plain };
  const code = plain.replace(/[\s-]/g, '');
  return /^\d{6}$/.test(code) ? { code } : { at: 'pickup-find', name: 'pickup.code.short' };
}

// What a search came to, in words; null when that is to be said as any other refusal.
export function foundNothing(answer: Answered): Fault | null {
  const { attempts_left: left = 0 } = (answer.body ?? {}) as { attempts_left?: number };
  switch (codeOf(answer)) {
    case 'code_wrong':
      return left > 0 ? { at: 'pickup-find', name: 'pickup.find.wrong_left', values: { n: String(left) } } : { at: 'pickup-find', name: 'problem.code_tries' };
    case 'validation':
      return { at: 'pickup-find', name: 'pickup.find.neither' };
    default:
      return null;
  }
}

// Found by a medicine's name, in parts of any order.
export const matches = ({ items }: ReadyOrder, wanted: string): boolean =>
  wanted.trim().split(/\s+/).every((part) => !part || items.some(({ name, specification }) => `${name} ${specification}`.toLowerCase().includes(part.toLowerCase())));
