// A clerk's page: what a signed mandate says is written down here, and ended here.
import { key, make } from '../help/dom.js';
import type { Words } from '../help/words.js';
import type { Answered, Desk } from './desk.js';
import { keep, type Draft } from './draft.js';
import { createSayer, nothing, type Line } from './line.js';
import { createMandatePaper, type MandatePaper } from './mandate_paper.js';
import { problemIn } from './problems.js';
import { markWrong } from './wrong.js';

interface Mandate {
  id: string;
  person_name: string;
  worker_name: string;
  worker_title: string;
  signed_on: string;
  ends_on: string;
  state: string;
  paper: boolean;
}
export interface Mandates {
  items: Mandate[];
  workers: { id: string; name: string; title: string }[];
}

export interface MandatesDeps {
  words: Words;
  desk: Desk;
  left(): void;
}

export interface MandatesPage {
  root: HTMLElement;
  load(): Promise<void>;
  redraw(): void; // what is typed stays
  stop(): void;
}

const fields = ['worker_id', 'name', 'number', 'signed_on', 'ends_on', 'phone'] as const;
type Field = (typeof fields)[number];

export function createMandatesPage({ words, desk, left }: MandatesDeps): MandatesPage {
  const trouble = (answer: Answered): Line => () => problemIn(words, answer, 'mandate');
  const state = createSayer(make('p', 'c-state', [], { role: 'status' }));
  const alarm = createSayer(make('p', 'c-alarm', [], { role: 'alert' }));
  const draft: Draft = new Map();
  let known: Mandates = { items: [], workers: [] };
  let faults: { pointer: string; code: string }[] = [];
  let [none, no_worker] = [make('p'), make('p')];
  let list = make('ul');
  let title = make('h2');
  let worker = make('select');
  const photos = new Map<string, MandatePaper>(); // by mandate, while it holds
  const wrongs = new Map<Field, HTMLElement>();
  const inputs = new Map<Field, HTMLInputElement | HTMLSelectElement>();
  function row(name: Field, label: string, input: HTMLInputElement | HTMLSelectElement): HTMLElement {
    const wrong = make('p', 'c-error', [], { id: `m-${name}-error` });
    input.id = `m-${name}`;
    input.setAttribute('aria-describedby', wrong.id);
    wrongs.set(name, wrong);
    inputs.set(name, keep(draft, input));
    return make('div', 'm-row', [make('label', 'c-label', label, { for: input.id }), wrong, input]);
  }
  const text = (type = 'text'): HTMLInputElement => make('input', 'c-field', [], { type, autocomplete: 'off' });
  const root = make('div', 'm-main');
  function draw(): void {
    none = make('p', 'quiet', words('mandate.none'));
    no_worker = make('p', 'c-error', words('mandate.no_worker'));
    list = make('ul', 'q-list');
    title = make('h2', '', words('mandate.list'), { tabindex: '-1' });
    worker = make('select', 'c-field');
    const form = make('form', 'c-card m-form', [
      make('h2', '', words('mandate.title')), make('p', 'quiet', words('mandate.paper')), no_worker,
      row('worker_id', words('mandate.worker'), worker), row('name', words('mandate.name'), text()), row('number', words('mandate.number'), text()),
      row('signed_on', words('mandate.signed_on'), text('date')), row('ends_on', words('mandate.ends_on'), text('date')), row('phone', words('mandate.phone'), text('tel')),
      make('button', 'c-key main', words('mandate.action'), { type: 'submit' }), state.root,
    ]);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void record();
    });
    for (const line of [state, alarm]) line.again();
    for (const photo of photos.values()) photo.redraw();
    root.replaceChildren(form, make('section', 'c-card', [title, none, list], { 'aria-label': words('mandate.list') }), alarm.root);
    complain();
    show();
  }

  const wordsFor = (code: string): string => {
    const name = `mandate.field.${code}`;
    return words(name) === name ? words('mandate.field.other') : words(name);
  };
  const faultOf = (name: Field): { code: string } | undefined => faults.find(({ pointer }) => pointer === `/${name}`);
  function complain(): void {
    for (const name of fields) {
      const found = faultOf(name);
      wrongs.get(name)!.textContent = found ? wordsFor(found.code) : '';
      markWrong(inputs.get(name), !!found);
    }
  }
  async function load(): Promise<void> {
    const answer = await desk.get('/desk/mandates');
    if (answer.status === 401) return left();
    alarm.say(answer.status === 200 ? nothing : trouble(answer));
    if (answer.status !== 200) return;
    known = answer.body as Mandates;
    show();
  }
  async function record(): Promise<void> {
    const value = Object.fromEntries(fields.map((name) => [name, inputs.get(name)!.value.trim()])) as Record<Field, string>;
    const { phone, ...others } = value;
    const answer = await desk.post('/desk/mandates', { ...others, ...(phone && { phone }) });
    if (answer.status === 401) return left();
    state.say(nothing);
    const { errors = [] } = (answer.body ?? {}) as { errors?: typeof faults };
    faults = answer.status === 422 ? errors : [];
    complain();
    const first = fields.find(faultOf);
    if (first) inputs.get(first)!.focus();
    alarm.say(answer.status === 201 || faults.length ? nothing : trouble(answer));
    if (answer.status !== 201) return;
    const made = answer.body as Mandate;
    state.say(() => words('mandate.done', { worker: made.worker_name, name: made.person_name }));
    for (const name of ['name', 'number', 'phone'] as const) {
      inputs.get(name)!.value = '';
      draft.delete(`m-${name}`);
    }
    inputs.get('name')!.focus();
    await load();
  }
  async function end(one: Mandate): Promise<void> {
    const answer = await desk.post(`/desk/mandates/${encodeURIComponent(one.id)}/end`);
    if (answer.status === 401) return left();
    alarm.say(answer.status === 204 ? nothing : trouble(answer));
    if (answer.status === 204) state.say(() => words('mandate.ended_told'));
    await load();
  }
  function line(one: Mandate): HTMLElement {
    const live = one.state === 'active';
    const entry = make('li', 'q-item', [
      make('div', 'q-head', [make('strong', '', one.person_name), make('span', 'quiet', [one.worker_name, one.worker_title].filter(Boolean).join(' · ')), make('span', live ? 'q-time on' : 'q-time', words(live ? 'mandate.active' : 'mandate.ended'))]),
      make('p', 'quiet', words('mandate.days', { from: one.signed_on, until: one.ends_on })),
    ]);
    if (live) {
      const button = key(words('mandate.end'), 'c-key', () => void end(one));
      button.dataset.for = one.id;
      button.setAttribute('aria-label', words('mandate.end_of', { worker: one.worker_name, name: one.person_name }));
      const photo = photos.get(one.id) ?? createMandatePaper({ words, desk, id: one.id, name: one.person_name, has: one.paper, problem: (answer) => problemIn(words, answer, 'mandate'), left });
      photos.set(one.id, photo);
      photo.known(one.paper);
      entry.append(photo.root, button);
    }
    return entry;
  }
  function show(): void {
    const { items, workers } = known;
    worker.replaceChildren(...workers.map(({ id, name, title }) => make('option', '', [name, title].filter(Boolean).join(' · '), { value: id })));
    const chosen = draft.get('m-worker_id');
    if (workers.some(({ id }) => id === chosen)) worker.value = chosen!;
    no_worker.hidden = workers.length > 0;
    // Focus stays on the same key; when that is gone, because it was pressed, it is above the list.
    const at = list.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.for : undefined;
    for (const [id, photo] of photos) if (!items.some((one) => one.id === id && one.state === 'active')) {
      photo.stop();
      photos.delete(id);
    }
    list.replaceChildren(...items.map(line));
    if (at) (list.querySelector<HTMLElement>(`[data-for="${CSS.escape(at)}"]`) ?? title).focus();
    none.hidden = items.length > 0;
  }
  draw();
  return { root, load, redraw: draw, stop: () => photos.forEach((photo) => photo.stop()) };
}
