// The helper's page: signing in, who waits, and one patient at a time.
import { key, make } from '../help/dom.js';
import type { Table } from '../help/mask_text.js';
import type { MaskedPage } from '../help/mask.js';
import { loadTable, wordsOf, type Words } from '../help/words.js';
import { createChoose } from './choose.js';
import { codeOf, createDesk, type Answered, type Joined, type Queue } from './desk.js';
import { clock, createQueue, type QueueView } from './queue.js';
import { createNamer, type Namer } from './reasons.js';
import { watch, type Watch } from './session.js';
import { createTools, type Action } from './tools.js';

const poll_ms = 4_000;
const root = document.getElementById('console')!;
const page = document.documentElement;
let language = navigator.language.startsWith('en') || new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'zh-CN';
if (new URLSearchParams(location.search).get('lang') === 'zh-CN') language = 'zh-CN';

const desk = createDesk(() => language);
let words: Words = (name) => name;
let app: Table = {};
let namer: Namer = createNamer(words, app);
let queue: QueueView | null = null;
let live: { id: string; watch: Watch } | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const counts = make('p', 'c-counts');
const alarm = make('p', 'c-alarm', [], { role: 'alert' });

const problem = (answer: Answered): string => {
  const name = `problem.${codeOf(answer)}`;
  const text = words(name);
  return text === name ? words('problem.other') : text;
};

async function speak(wanted: string): Promise<void> {
  const { wordsZh, wordsEn, textZh, textEn } = page.dataset;
  const [own, texts] = await Promise.all([loadTable((wanted === 'en' ? wordsEn : wordsZh)!), loadTable((wanted === 'en' ? textEn : textZh)!)]);
  language = wanted;
  page.lang = wanted;
  words = wordsOf(own);
  app = texts;
  namer = createNamer(words, app);
  document.title = words('page.title');
}

// ---- the page's frame
function header(inside: boolean): HTMLElement {
  const other = key(words('page.language'), 'c-key', () => void speak(language === 'en' ? 'zh-CN' : 'en').then(() => {
    const shown = live?.id;
    if (!inside) return enter();
    desktop();
    if (shown) resume(shown);
  }));
  other.lang = language === 'en' ? 'zh-CN' : 'en';
  return make('header', 'c-top', [
    make('h1', '', words('page.title')), counts, other,
    ...(inside ? [key(words('page.leave'), 'c-key', leave)] : []),
  ]);
}

function enter(wrong = ''): void {
  const token = make('input', 'c-field', [], { id: 'token', type: 'password', autocomplete: 'off', 'aria-describedby': 'token-hint token-error', ...(wrong && { 'aria-invalid': 'true' }) });
  const form = make('form', 'c-card c-enter', [
    make('h2', '', words('enter.title')), make('label', 'c-label', words('enter.label'), { for: 'token' }), make('p', 'quiet', words('enter.hint'), { id: 'token-hint' }),
    token, make('p', 'c-error', wrong, { id: 'token-error', role: 'alert' }), make('button', 'c-key main', words('enter.action'), { type: 'submit' }),
  ]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void (async () => {
      desk.enter(token.value.trim());
      const answer = await desk.get('/desk/help-queue');
      if (answer.status === 200) return desktop(answer.body as Queue);
      enter(problem(answer));
    })();
  });
  counts.textContent = '';
  root.replaceChildren(header(false), make('main', 'c-door', [form]));
  token.focus();
}

function leave(): void {
  clearTimeout(timer);
  live?.watch.stop();
  live = null;
  queue = null;
  desk.enter('');
  enter();
}

const work = make('div', 'c-work');

function desktop(first?: Queue): void {
  queue = createQueue({
    words, namer, join,
    live: () => live?.id ?? '',
    resume,
    called: (id) => void desk.post(`/desk/help-sessions/${id}/called`).then((answer) => (answer.status < 300 && answer.status > 0 ? poll() : alert(answer))),
  });
  root.replaceChildren(header(true), make('main', 'c-main', [queue.root, work, alarm]));
  idle(words('live.none'));
  if (first) show(first);
  void poll();
  queue.focus();
}
const resume = (id: string): void => void desk.get(`/desk/help-sessions/${id}`).then((answer) => (answer.status === 200 ? help(answer.body as Joined) : alert(answer)));
const alert = (answer: Answered): void => void (alarm.textContent = problem(answer));

function show(now: Queue): void {
  queue?.show(now);
  const waiting = now.items.filter(({ kind, state }) => kind === 'code' && state === 'waiting').length;
  counts.textContent = words('page.counts', { n: String(waiting), m: String(now.helpers_on_duty), time: clock(now.mean_wait_s * 1000) });
}
async function poll(): Promise<void> {
  clearTimeout(timer);
  const answer = await desk.get('/desk/help-queue');
  if (!queue) return;
  if (answer.status === 401) return leave();
  if (answer.status === 200) show(answer.body as Queue);
  alarm.textContent = answer.status === 200 ? '' : problem(answer);
  timer = setTimeout(() => void poll(), poll_ms);
}

// ---- one patient
function idle(line: string): void {
  live?.watch.stop();
  live = null;
  work.replaceChildren(make('p', 'c-idle', line, { role: 'status' }));
}

async function join(code: string): Promise<string> {
  const answer = await desk.post('/desk/help-sessions/join', { code });
  if (answer.status !== 200) {
    const left = (answer.body as { attempts_left?: number } | null)?.attempts_left;
    return left ? words('problem.code_wrong_left', { n: String(left) }) : problem(answer);
  }
  help(answer.body as Joined);
  void poll();
  return '';
}

function help(joined: Joined): void {
  live?.watch.stop();
  const path = `/desk/help-sessions/${joined.id}`;
  const who = joined.who || words('queue.unknown');
  const note = make('p', 'quiet', words('live.note'));
  const tools = createTools({
    words, namer, joined,
    pointed: (id) => choose.pointed(id),
    async act(action: Action) {
      const answer = await desk.post(`${path}/actions`, action);
      alarm.textContent = answer.status === 201 ? '' : problem(answer);
      return answer.status === 201 ? (answer.body as { seq: number }).seq : 0;
    },
    end: () => void desk.post(`${path}/end`).then((answer) => (answer.status === 0 ? alert(answer) : (idle(words('live.ended.helper')), void poll()))),
  });
  const choose = createChoose({ words, chosen: tools.choose, point: tools.point });
  choose.show(null, joined);
  const watching = watch({
    desk, id: joined.id,
    page(now: MaskedPage) {
      choose.show(now, joined);
      tools.show(now);
    },
    answered: tools.answered,
    ended(by) {
      idle(words(by === 'patient' ? 'live.ended.patient' : by === 'helper' ? 'live.ended.helper' : 'live.ended.time', { who }));
      void poll();
    },
    lost: (on) => void (note.textContent = words(on ? 'live.lost' : 'live.note')),
  });
  live = { id: joined.id, watch: watching };
  work.replaceChildren(
    make('section', 'c-live', [make('h2', '', words('live.title', { who })), make('p', 'quiet', namer.reason(joined.reason)), note, choose.root], { 'aria-label': words('live.title', { who }) }),
    tools.root,
  );
}

void speak(language).then(() => enter());
