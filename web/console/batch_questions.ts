// What is read aloud on the phone, and the questions after it. Everything is asked of whoever says yes.
import { key, make } from '../help/dom.js';
import type { Words } from '../help/words.js';
import type { Choice, Detail, Row } from './batch_rows.js';
import { keep, type Draft } from './draft.js';

export interface Answers {
  reached: boolean;
  agrees?: boolean;
  red_flag?: boolean;
  unwell?: boolean;
  allergy?: boolean;
  answers?: { question: string; answer: string }[];
}

export interface QuestionsDeps {
  words: Words;
  language: string;
  worker: string;
  detail: Detail;
  row: Row;
  draft: Draft; // what was answered
  marked(answers: Answers): void;
}

interface Asked {
  id: string;
  field: HTMLFieldSetElement;
  miss(on: boolean): void;
  answer(): string;
}

export const weeksLong = (words: Words, n: number): string => words(n === 1 ? 'prepare.week' : 'prepare.weeks', { n: String(n) });
export const said = (language: string, text: { zh: string; en: string }): string => (language === 'en' ? text.en : text.zh);

export function createQuestions({ words, language, worker, detail, row, draft, marked }: QuestionsDeps): HTMLElement {
  const { person } = detail;
  let number = 0;
  function ask(id: string, text: string, choices: [string, string][], more: Node[] = []): Asked {
    const wrong = make('p', 'c-error', [], { id: `b-${id}-error` });
    const inputs = choices.map(([value]) => keep(draft, make('input', '', [], { type: 'radio', name: `b-${id}`, id: `b-${id}-${value}`, value })));
    const field = make('fieldset', 'b-ask', [
      make('legend', '', `${++number}. ${text}`), ...more, wrong,
      make('div', 'b-choices', choices.map(([, label], i) => make('label', 'b-choice', [inputs[i]!, label]))),
    ], { 'aria-describedby': wrong.id });
    const missed = `missing ${id}`;
    function miss(on: boolean): void {
      draft.set(missed, on ? 'yes' : '');
      wrong.textContent = on ? words('ask.missing') : '';
      field.toggleAttribute('data-wrong', on);
    }
    miss(draft.get(missed) === 'yes');
    field.addEventListener('change', () => miss(false));
    return { id, field, miss, answer: () => inputs.find(({ checked }) => checked)?.value ?? '' };
  }
  const yesNo: [string, string][] = [['no', words('ask.no')], ['yes', words('ask.yes')]];
  const flags = make('ul', 'b-flags', detail.red_flags.map(({ text }) => make('li', '', said(language, text))));
  const own = (question: Choice & { answers: Choice[] }): Asked =>
    ask(question.id, said(language, question.text), question.answers.map((one) => [one.id, said(language, one.text)]));

  const red_flag = ask('red_flag', words('ask.red_flag'), yesNo, [flags]);
  const unwell = ask('unwell', words('ask.unwell'), yesNo);
  const allergy = ask('allergy', words('ask.allergy'), yesNo);
  const hospital = detail.questions.map(own);
  const agrees = ask('agrees', words('ask.agrees'), [['yes', words('ask.agrees.yes')], ['no', words('ask.agrees.no')]]);
  const all = [red_flag, unwell, allergy, ...hospital, agrees];

  const lines = row.medicines.map((one) => make('li', '', words('read.medicine', { name: one.name, specification: one.specification, usage: one.usage })));
  const script = make('div', 'b-read', [
    make('p', '', words('read.hello', { name: person.name, worker })),
    make('p', '', words('read.what', { n: String(row.medicines.length), long: weeksLong(words, row.weeks) })),
    make('ol', '', lines),
    make('p', '', words('read.ask')),
  ], { tabindex: '0', role: 'group', 'aria-label': words('read.title') });

  function mark(): void {
    const no = agrees.answer() === 'no';
    // Somebody who wants nothing is not asked more, unless it was said before.
    const missing = all.filter((one) => !one.answer() && !(no && one !== agrees));
    for (const one of all) one.miss(missing.includes(one));
    if (missing.length) return missing[0]!.field.querySelector('input')!.focus();
    const flag = (one: Asked): Record<string, boolean> => (one.answer() ? { [one.id]: one.answer() === 'yes' } : {});
    const answers = hospital.filter((one) => one.answer()).map((one) => ({ question: one.id, answer: one.answer() }));
    marked({ reached: true, ...flag(agrees), ...flag(red_flag), ...flag(unwell), ...flag(allergy), ...(answers.length && { answers }) });
  }
  const form = make('form', 'b-form', [
    make('h3', '', words('read.title')), script, make('h3', '', words('ask.title')), ...all.map(({ field }) => field),
    make('div', 'c-pair', [make('button', 'c-key main', words('ask.done'), { type: 'submit' }), key(words('ask.away'), 'c-key', () => marked({ reached: false }))]),
  ]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    mark();
  });
  return form;
}
