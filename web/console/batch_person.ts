// One person of the list, open: prepare, call and read out, send, fetch. Everything that is known came from the server.
import { key, make } from '../help/dom.js';
import type { Words } from '../help/words.js';
import { createQuestions, weeksLong, type Answers } from './batch_questions.js';
import type { Detail, Medicine, Row } from './batch_rows.js';
import { keep, keepOpen, type Draft } from './draft.js';
import { dayAndTime } from './duration.js';

export interface PersonDeps {
  words: Words;
  language: string;
  worker: string;
  detail: Detail;
  draft: Draft; // what was entered about this person since the page was opened
  prepare(ids: string[], weeks: number): void;
  mark(answers: Answers): void;
  send(): void;
  back(): void;
  paper: HTMLElement; // the photo of what was signed
  next: { label: string; press(): void } | null;
}

const grouped = (phone: string): string => (/^\d{11}$/.test(phone) ? phone.replace(/^(...)(....)/, '$1 $2 ') : phone);

export function createPerson(deps: PersonDeps): HTMLElement {
  const { words, language, detail, draft } = deps;
  const { person } = detail;
  const { row } = person;
  const card = (title: string, ...inner: (Node | string)[]): HTMLElement => make('section', 'c-card', [make('h3', '', title), ...inner], { 'aria-label': title });
  const facts = (one: Medicine): string => [one.specification, one.usage].filter(Boolean).join(words('read.and'));

  function prepareCard(before?: Row): HTMLElement {
    const chosen = before?.medicines.map(({ id }) => id) ?? detail.medicines.filter(({ hospital_only }) => !hospital_only).map(({ id }) => id);
    const boxes = detail.medicines.map((one, i) => make('input', '', [], { type: 'checkbox', id: `b-med-${i}`, value: one.id, 'aria-describedby': `b-med-${i}-note` }));
    for (const box of boxes) {
      box.checked = chosen.includes(box.value);
      keep(draft, box);
    }
    const lines = detail.medicines.map((one, i) => make('div', 'b-medicine', [
      make('label', 'b-choice', [boxes[i]!, make('strong', '', one.name)], { for: `b-med-${i}` }),
      make('p', 'quiet', [facts(one), ' · ', words('prepare.last', { day: one.last_prescribed_on }), ...(one.hospital_only ? [' · ', words('prepare.hospital')] : [])], { id: `b-med-${i}-note` }),
    ]));
    const weeks = make('select', 'c-field', Array.from({ length: detail.weeks_max }, (_, i) => make('option', '', weeksLong(words, i + 1), { value: String(i + 1) })), { id: 'b-weeks' });
    weeks.value = String(before?.weeks ?? detail.weeks_max);
    keep(draft, weeks);
    const wrong = make('p', 'c-error', [], { id: 'b-prepare-error', role: 'alert' });
    const missed = (on: boolean): void => {
      draft.set('missing', on ? 'yes' : '');
      wrong.textContent = on ? words('prepare.none') : '';
    };
    missed(draft.get('missing') === 'yes');
    const which = make('fieldset', 'b-ask', [make('legend', '', words('prepare.which')), wrong, ...lines], { 'aria-describedby': 'b-prepare-error' });
    which.addEventListener('change', () => missed(false));
    const form = make('form', 'b-form', [
      which,
      make('label', 'c-label', words('prepare.how_long'), { for: 'b-weeks' }), weeks,
      make('button', 'c-key main', words('prepare.action'), { type: 'submit' }),
    ]);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const ids = boxes.filter(({ checked }) => checked).map(({ value }) => value);
      missed(!ids.length);
      if (ids.length) deps.prepare(ids, Number(weeks.value));
      else boxes[0]?.focus();
    });
    return detail.medicines.length ? card(words('prepare.title'), form) : card(words('prepare.title'), make('p', '', words('prepare.nothing')));
  }
  // What is done already, or rarely wanted, is one press away.
  const folded = (name: string, inner: HTMLElement): HTMLElement => keepOpen(draft, name, make('details', 'b-more', [make('summary', '', words(name)), inner]));
  const call = (now: Row): HTMLElement => createQuestions({ words, language, worker: deps.worker, detail, row: now, draft, marked: deps.mark });
  const called = (now: Row): Node[] => (now.calls ? [make('p', 'quiet', words('call.tries', { n: String(now.calls), time: now.called_at ? dayAndTime(now.called_at, language) : '' }))] : []);
  const medicines = (now: Row): HTMLElement => make('ul', 'b-list-plain', now.medicines.map((one) => make('li', '', `${one.name} · ${facts(one)}`)));

  function cards(): HTMLElement[] {
    if (!row) return [prepareCard()];
    const again = folded('prepare.again', prepareCard(row));
    switch (row.state) {
      case 'prepared':
      case 'not_reached':
        return [card(words('call.title'), ...called(row), call(row)), again];
      case 'confirmed':
        return [
          card(words('send.title'), medicines(row), make('p', '', words('send.until', { time: row.send_by ? dayAndTime(row.send_by, language) : '' })), key(words('send.one'), 'c-key main', deps.send)),
          folded('call.again', call(row)), again,
        ];
      case 'failed':
        return [
          card(words('failed.title'), make('p', 'b-reason', words(`failed.${row.failure}`)), key(words('failed.retry'), 'c-key main', deps.send)),
          folded('call.again', call(row)), again,
        ];
      case 'changed':
        return [
          card(words('changed.title'), make('p', 'b-reason', words(`advice.${row.advice ?? 'consultation'}`))),
          ...(detail.hold_until ? [make('p', 'quiet', words('changed.hold', { time: dayAndTime(detail.hold_until, language) }))] : [prepareCard(row)]),
        ];
      case 'sent':
        return [
          card(words('sent.title'), medicines(row), make('p', 'b-reason', words(`progress.${row.progress ?? 'queued'}`)),
            ...(row.pickup_code ? [make('p', 'b-code', [words('sent.code'), make('strong', '', row.pickup_code)]), make('p', '', words('sent.documents'))] : [])),
          ...(row.progress === 'done' || row.progress === 'ended' ? [folded('prepare.next', prepareCard(row))] : []),
        ];
      default:
        return [card(words('declined.title'), make('p', '', words('declined.text'))), folded('prepare.again', prepareCard(row))];
    }
  }

  const title = make('h2', '', person.age === undefined ? person.name : words('person.title', { name: person.name, age: String(person.age) }), { tabindex: '-1', id: 'b-who' });
  return make('section', 'b-person', [
    make('div', 'b-head', [title, make('a', 'c-key', words('person.call', { phone: grouped(person.phone) }), { href: `tel:${person.phone}` }), key(words('person.back'), 'c-key b-back', deps.back)]),
    make('p', 'quiet', words('person.mandate', { day: person.ends_on })),
    ...(deps.next ? [key(deps.next.label, row?.state === 'prepared' ? 'c-key b-next' : 'c-key main b-next', deps.next.press)] : []),
    ...cards(),
    card(words('paper.title'), deps.paper),
  ], { 'aria-labelledby': 'b-who' });
}
