// Handing medicine out at the counter, for pharmacies; and letting a code be tried again, for clerks.
import { make } from '../help/dom.js';
import { createAttempts, isPassing } from './attempts.js';
import type { Answered } from './desk.js';
import type { Draft } from './draft.js';
import { createSayer, nothing } from './line.js';
import { faultsIn, foundNothing, requestOf, searchOf, type ReadyOrder } from './pickup.js';
import { createPickupForm, type PickupForm } from './pickup_form.js';
import { createPickupList } from './pickup_list.js';
import { problemIn } from './problems.js';
import type { Section, SectionDeps, SectionKind } from './section.js';

const poll_ms = 10_000; // each look at the list is a line in the log

const handers = ['pharmacy', 'system'];
const unblockers = ['clerk', 'system'];

function createPickupSection({ desk, me, words, language, counts, alarm, problem, left }: SectionDeps): Section {
  const hands = handers.includes(me.role);
  const unblocks = unblockers.includes(me.role);
  const attempt = createAttempts(desk.post);
  const drafts = new Map<string, Draft>(); // what was entered, by order, until it was handed out
  let orders: ReadyOrder[] | null = null;
  let opened: { id: string; form: PickupForm } | null = null;
  let on = false;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const said = createSayer(make('p', 'c-state', [], { role: 'status' }));
  const idling = createSayer(make('p', 'c-idle'));
  const work = make('div', 'b-work');
  const list = createPickupList({ words, language, finds: hands, find: (text) => void find(text), open });
  const pathOf = (id: string): string => `/desk/orders/${encodeURIComponent(id)}`;
  const refusal = (answer: Answered): string => problemIn(words, answer, 'pickup');

  function show(): void {
    list.show(orders, opened?.id ?? '');
    if (orders) counts(() => words(hands ? 'pickup.counts' : 'pickup.counts_blocked', { n: String(orders!.length) }));
  }
  async function look(): Promise<void> {
    clearTimeout(timer);
    const answer = await desk.get('/desk/orders?state=ready');
    if (stopped) return;
    if (answer.status === 401) return left();
    alarm(answer.status === 200 ? nothing : () => problem(answer));
    if (answer.status === 200) {
      const all = (answer.body as { items: ReadyOrder[] }).items;
      orders = hands ? all : all.filter(({ pickup_blocked }) => pickup_blocked);
      for (const id of drafts.keys()) if (id !== opened?.id && !all.some((one) => one.id === id)) drafts.delete(id);
      opened?.form.known(all.find(({ id }) => id === opened!.id));
      show();
    }
    clearTimeout(timer);
    if (on) timer = setTimeout(() => void look(), poll_ms);
  }

  // ---- found by what is not in the list
  async function find(text: string): Promise<void> {
    const search = searchOf(text);
    if ('at' in search) return list.found(text, [], () => words(search.name));
    const answer = await attempt('/desk/orders/find', search);
    if (stopped) return;
    if (answer.status === 401) return left();
    if (answer.status !== 200) {
      const fault = foundNothing(answer);
      return list.found(text, [], () => (fault ? words(fault.name, fault.values) : refusal(answer)));
    }
    const { items } = answer.body as { items: ReadyOrder[] };
    orders = [...(orders ?? []).filter(({ id }) => !items.some((one) => one.id === id)), ...items];
    list.found(text, items.map(({ id }) => id), () => words(items.length ? 'pickup.find.found' : 'pickup.find.nobody', { n: String(items.length) }));
    show();
    const [one] = items;
    if (!('code' in search) || items.length !== 1 || !one) return;
    // It is typed once: the same code hands it out.
    drafts.set(one.id, (drafts.get(one.id) ?? new Map<string, string>()).set('pickup-code', search.code));
    open(one.id);
  }

  function idle(): void {
    opened = null;
    idling.say(() => words(hands ? 'pickup.start' : 'pickup.start_blocked'));
    work.replaceChildren(idling.root);
    show();
  }
  function back(): void {
    idle();
    list.focus();
  }
  function open(id: string): void {
    const order = orders?.find((one) => one.id === id);
    if (!order) return;
    said.say(nothing); // it was about another one
    const draft = drafts.get(id) ?? new Map<string, string>();
    drafts.set(id, draft);
    let busy = false;
    const mine = (): boolean => opened?.form === form;
    async function send(what: string, body?: object): Promise<Answered | null> {
      if (busy) return null;
      busy = true;
      form.busy(true);
      const answer = await attempt(`${pathOf(id)}/${what}`, body);
      busy = false;
      if (stopped) return null;
      form.busy(false);
      if (answer.status === 401) left();
      return answer.status === 401 ? null : answer;
    }
    async function hand(): Promise<void> {
      const answer = await send('pick-up', requestOf(draft));
      if (!answer) return;
      if (answer.status === 200) {
        drafts.delete(id);
        orders = orders?.filter((one) => one.id !== id) ?? null;
        said.say(() => words('pickup.done'));
        list.clear();
        if (mine()) back();
        return look();
      }
      const faults = faultsIn(answer);
      form.tell(faults.length ? nothing : () => refusal(answer));
      if (mine()) form.wrong(faults);
      if (!isPassing(answer)) void look(); // it may be locked now, or gone
    }
    async function unblock(): Promise<void> {
      const answer = await send('unblock');
      if (!answer) return;
      form.tell(nothing);
      if (answer.status !== 200) return form.tell(() => (isPassing(answer) ? words('problem.other') : refusal(answer)));
      said.say(() => words('pickup.unblocked'));
      if (mine() && !hands) back();
      return look();
    }
    const form = createPickupForm({ words, order, draft, hands, unblocks, hand: () => void hand(), unblock: () => void unblock(), back });
    opened = { id, form };
    work.replaceChildren(form.root);
    show();
    form.focus();
  }

  idle();
  return {
    root: make('div', 'c-main', [list.root, make('div', 'b-side', [said.root, work])]),
    shown() {
      on = true;
      void look();
      if (opened) opened.form.focus();
      else list.focus();
    },
    hidden() {
      on = false;
      clearTimeout(timer);
    },
    redraw() {
      list.redraw();
      for (const line of [said, idling]) line.again();
      opened?.form.redraw();
    },
    stop() {
      stopped = true;
      on = false;
      clearTimeout(timer);
      drafts.clear();
    },
  };
}

export const pickupSection: SectionKind = { name: 'pickup', roles: ['pharmacy', 'clerk'], make: createPickupSection };
