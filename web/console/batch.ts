// A community worker's page: the list, and one person of it. The server keeps all of it, so it goes on where it was left, on any
// device; nothing is stored here.
import { make } from '../help/dom.js';
import type { Words } from '../help/words.js';
import { createList } from './batch_list.js';
import { createPerson } from './batch_person.js';
import type { Answers } from './batch_questions.js';
import { nextPerson, sendAll, todoOf, withPerson, withTodo, type Batch, type Detail, type Person, type Todo } from './batch_rows.js';
import type { Answered, Desk } from './desk.js';
import type { Draft } from './draft.js';
import { createSayer, nothing, type Line } from './line.js';
import { createMandatePaper, type MandatePaper } from './mandate_paper.js';
import { problemIn } from './problems.js';

export interface BatchDeps {
  words: Words;
  language(): string;
  desk: Desk;
  left(): void; // the token is no longer good
  refresh: HTMLElement; // asks for the list again; its word is set here
}

export interface BatchPage {
  root: HTMLElement;
  show(batch: Batch): void;
  load(): Promise<void>;
  failed(answer: Answered): void; // there is no list yet
  redraw(): void;
  stop(): void;
}

export function createBatchPage({ words, language, desk, left, refresh }: BatchDeps): BatchPage {
  let batch: Batch = { worker_name: '', items: [] };
  let opened = '';
  let sending = false;
  let paper: MandatePaper | null = null; // of whose page is open
  let paper_of = '';
  const work = make('div', 'b-work');
  let drawn: (() => HTMLElement) | null = null; // whose page is open, as it was answered, with what was entered since
  const state = createSayer(make('p', 'c-state b-state', [], { role: 'status' }));
  const alarm = createSayer(make('p', 'c-alarm', [], { role: 'alert' }));
  const list = createList({ words, open: (id) => void turnTo(id), sendAll: () => void sendConfirmed() });
  const side = make('div', 'b-side', [refresh, state.root, work]);
  const root = make('div', 'c-main b-main', [list.root, side, alarm.root]);

  function redraw(): void {
    root.classList.toggle('b-open', !!opened);
    list.show(batch.items, opened, sending);
  }
  const how = (): HTMLElement => make('section', 'c-card b-how', [
    make('h3', '', words('how.title')), make('ol', 'b-list-plain', ['how.prepare', 'how.call', 'how.send', 'how.fetch'].map((name) => make('li', '', words(name)))),
  ], { 'aria-label': words('how.title') });
  function drawWork(): void {
    refresh.textContent = words('batch.refresh');
    work.replaceChildren(...(drawn ? [drawn()] : [make('p', 'quiet', words(batch.items.length ? 'person.none' : 'list.none')), how()]));
  }
  function idle(): void {
    opened = '';
    drawn = null;
    paper?.stop();
    paper = null;
    drawWork();
    redraw();
  }
  const trouble = (answer: Answered): Line => () => problemIn(words, answer, 'batch');
  // True when the answer is what was wanted; else it is said why not.
  async function good(answer: Answered): Promise<boolean> {
    if (answer.status === 401) {
      left();
      return false;
    }
    alarm.say(answer.status === 200 ? nothing : trouble(answer));
    return answer.status === 200;
  }
  async function load(): Promise<void> {
    const answer = await desk.get('/desk/batch');
    if (answer.status === 401) return left();
    if (answer.status !== 200) return alarm.say(trouble(answer));
    const before = batch.items;
    batch = answer.body as Batch;
    const gone = before.filter(({ id }) => !batch.items.some((one) => one.id === id)).map(({ name }) => name);
    alarm.say(gone.length ? () => words('list.gone', { names: gone.join(words('read.and')) }) : nothing);
    if (!opened || batch.items.some(({ id }) => id === opened)) return redraw();
    const [inside, id] = [work.contains(document.activeElement), opened];
    idle();
    if (inside) list.focusOn(id);
  }
  const path = (id: string): string => `/desk/batch/${encodeURIComponent(id)}`;

  async function open(id: string, after?: Todo): Promise<void> {
    const answer = await desk.get(path(id));
    if (!(await good(answer))) return;
    const detail = answer.body as Detail;
    opened = id;
    batch = { ...batch, items: withPerson(batch.items, detail.person) };
    redraw();
    draw(detail, after);
  }
  function turnTo(id: string): Promise<void> {
    state.say(nothing); // it was about another person
    return open(id);
  }
  function draw(detail: Detail, after?: Todo): void {
    const id = detail.person.id;
    const follower = after ? nextPerson(batch.items, id, after) : null;
    const draft: Draft = new Map();
    if (paper_of !== id) paper?.stop();
    if (!paper || paper_of !== id) paper = createMandatePaper({ words, desk, id, name: detail.person.name, has: detail.person.paper, problem: (answer) => problemIn(words, answer, 'batch'), left });
    paper_of = id;
    paper.known(detail.person.paper);
    const { root: photo } = paper;
    drawn = () => createPerson({
      paper: photo,
      words, language: language(), detail, draft, worker: batch.worker_name,
      next: follower && { label: words(`next.${after}`, { name: follower.name }), press: () => void turnTo(follower.id) },
      prepare: (ids, weeks) => void change('prepare', { medicine_ids: ids, weeks }),
      mark: (answers) => void read(detail, answers),
      send: () => void change('send'),
      back: () => {
        idle();
        list.focusOn(id);
      },
    });
    drawWork();
    // The next one is one key away; otherwise whose page it is comes first.
    const next = work.querySelector<HTMLElement>('.b-next');
    (next ?? work.querySelector<HTMLElement>('h2'))?.focus();
    side.scrollIntoView({ block: 'start' }); // what was done just now stands above
  }
  let busy = false;
  async function change(what: string, body?: object): Promise<void> {
    if (busy) return;
    busy = true;
    const id = opened;
    const before = batch.items.find((one) => one.id === id);
    const answer = await desk.post(`${path(id)}/${what}`, body);
    busy = false;
    if (!(await good(answer))) {
      // Someone else was at it, or the mandate has ended: what is there now is shown, and the reason stays.
      if (answer.status === 409 || answer.status === 404) await again(trouble(answer));
      return;
    }
    const person = answer.body as Person;
    batch = { ...batch, items: withPerson(batch.items, person) };
    state.say(() => words(`told.${person.row?.state ?? 'none'}`, { name: person.name }));
    // After a call comes the next one to be called; who prepared something else has to call this one.
    const was = before && todoOf(before);
    await open(id, what === 'prepare' && was !== 'prepare' ? undefined : was);
  }
  async function again(why: Line): Promise<void> {
    await load();
    if (opened) await open(opened);
    alarm.say(why);
  }
  const read = (detail: Detail, answers: Answers): Promise<void> => change('read-back', { content: detail.person.row!.content, ...answers });

  async function sendConfirmed(): Promise<void> {
    if (sending) return;
    sending = true;
    alarm.say(nothing);
    const ids = withTodo(batch.items, 'send').map(({ id }) => id);
    let problems = 0;
    const end = await sendAll(ids, async (id) => {
      const answer = await desk.post(`${path(id)}/send`);
      if (answer.status === 200) return answer.body as Person;
      problems++;
      return answer.status;
    }, (now, person) => {
      if (person) batch = { ...batch, items: withPerson(batch.items, person) };
      state.say(() => words('send.progress', { n: String(now.done), total: String(now.total) }));
      redraw();
    });
    sending = false;
    if (problems) await load(); // an answer that was lost on its way back: the server knows
    const sent = batch.items.filter((one) => ids.includes(one.id) && one.row?.state === 'sent').length;
    const left = withTodo(batch.items, 'send').length;
    state.say(() => words(end.stopped ? 'send.stopped' : sent < ids.length ? 'send.some' : 'send.done', { n: String(sent), m: String(ids.length - sent), left: String(left) }));
    redraw();
    if (opened && ids.includes(opened)) await open(opened);
  }

  idle();
  return {
    root,
    show(now) {
      batch = now;
      if (!opened) idle();
      else redraw();
    },
    load,
    failed: (answer) => void good(answer),
    redraw() {
      for (const line of [state, alarm]) line.again();
      list.redraw();
      paper?.redraw();
      drawWork();
    },
    stop: () => paper?.stop(),
  };
}
