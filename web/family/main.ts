// The page that a family member opens from a link: a name, the patient's yes, then their page with a helper's tools.
import { codeOf, createDesk, asFamily, freshKey, type Answered, type Joined } from '../console/desk.js';
import { languageAtFirst, speak } from '../console/language.js';
import { createLive, type Live } from '../console/live.js';
import { problemIn } from '../console/problems.js';
import { createNamer } from '../console/reasons.js';
import { watch, type Watch } from '../console/session.js';
import { key, make } from '../help/dom.js';
import type { Table } from '../help/mask_text.js';
import type { Words } from '../help/words.js';
import { again } from './again.js';
import { isPassing, knock, type Knock } from './knock.js';
import { beginningOf, keeper, takeSecret, type Kept } from './secret.js';

interface Family {
  id: string;
  state: string; // waiting | active | ended | expired
  token?: string;
  help?: Joined;
  ended_by?: string;
  let_in: boolean;
}

let secret = takeSecret(window);
const root = document.getElementById('console')!;
let language = languageAtFirst(window);
const desk = createDesk(() => language, asFamily);
const tab = keeper(() => sessionStorage);
let words: Words = (name) => name;
let app: Table = {};
let kept: Kept | null = null;
let waiting: Watch | null = null;
let live: Live | null = null;
let shown: (() => void) | null = null; // what is on the page, drawn anew in another language
let drawn = 0; // how often: whoever waits to go on sees whether their page is still there
let looks = 0;
let leaving = false;
let name = '';
let lost: Knock[] = []; // asked, and never answered
const alarm = make('p', 'c-alarm', [], { role: 'alert' });
const place = make('main');

const path = (): string => `/family-sessions/${encodeURIComponent(kept?.id ?? '')}`;
const problem = (answer: Answered): string => problemIn(words, answer, 'family');

async function turnTo(wanted: string): Promise<void> {
  ({ words, app } = await speak(document.documentElement, wanted));
  language = wanted;
  document.title = words('family.title');
}

function show(...inner: HTMLElement[]): void {
  drawn++;
  const other = key(words('page.language'), 'c-key', () => void turnTo(language === 'en' ? 'zh-CN' : 'en').then(() => shown?.(), () => void (alarm.textContent = words('problem.family.offline'))));
  other.lang = language === 'en' ? 'zh-CN' : 'en';
  alarm.textContent = '';
  place.replaceChildren(...inner, alarm);
  root.replaceChildren(make('header', 'c-top', [make('h1', '', words('family.title')), make('p', 'c-counts'), other]), place);
}
// A card in the middle, with focus on its heading: what comes is said.
function card(title: string, ...inner: HTMLElement[]): void {
  const heading = make('h2', '', title, { tabindex: '-1' });
  show(make('div', 'c-door', [make('section', 'c-card c-enter', [heading, ...inner])]));
  heading.focus();
}

// ---- at the door
const door = (): void => tab.writeDoor({ secret, name, lost });

function enter(): void {
  shown = enter;
  const box = make('input', 'c-field', [], { id: 'name', autocomplete: 'name', maxlength: '20', 'aria-describedby': 'name-hint name-error', value: name });
  const wrong = make('p', 'c-error', [], { id: 'name-error', role: 'alert' });
  const send = make('button', 'c-key main', words('family.name.action'), { type: 'submit' });
  const form = make('form', 'c-form', [make('label', 'c-label', words('family.name.label'), { for: 'name' }), make('p', 'quiet', words('family.name.hint'), { id: 'name-hint' }), box, wrong, send]);
  const say = (line: string, atName = true): void => {
    wrong.textContent = line;
    box.toggleAttribute('aria-invalid', !!line && atName);
    if (line && atName) box.focus();
  };
  let trying = 0; // the last one goes on
  async function send_name(): Promise<void> {
    const mine = ++trying;
    const page = drawn;
    for (let tries = 0; ; tries++) {
      send.disabled = true;
      const answer = await knock(secret, name, { post: (body, once) => desk.post('/family-sessions/join', body, once), freshKey, lost, keep: (left) => void ((lost = left), door()) });
      send.disabled = false;
      if (answer.status === 200) return kept ? undefined : entered(answer.body as Family);
      if (mine !== trying || page !== drawn) return;
      if (['link_used', 'code_expired', 'code_wrong'].includes(codeOf(answer))) return over(problem(answer));
      if (!isPassing(answer)) return say(codeOf(answer) === 'validation' ? words('family.name.wrong') : problem(answer));
      say(words(answer.status === 0 ? 'family.enter.offline' : 'family.enter.busy'), false);
      await again(tries);
      if (mine !== trying || page !== drawn) return;
    }
  }
  box.addEventListener('input', () => {
    name = box.value.trim();
    trying++; // half a name is not sent by itself
    say('');
    door();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (send.disabled) return;
    say(name ? '' : words('family.name.empty'));
    if (name) void send_name();
  });
  card(words('family.enter.title'), make('p', '', words('family.enter.text')), form);
  if (name && lost.at(-1)?.name === name) void send_name(); // its answer never came: it may have used the link
  else box.focus();
}
function entered({ id, token }: Family): void {
  kept = { id, token: token ?? '', link: beginningOf(secret) };
  secret = '';
  lost = [];
  tab.write(kept);
  tab.writeDoor(null);
  desk.enter(kept.token);
  wait();
}

function wait(): void {
  shown = wait;
  waiting?.stop();
  const note = make('p', 'quiet', words('family.wait.text'), { role: 'status' });
  card(words('family.wait.title'), note, key(words('family.wait.cancel'), 'c-key', () => void leave()));
  waiting = watch({
    desk, path: path(), page: () => undefined, answered: () => undefined,
    let_in: () => void look(),
    ended: () => void look(),
    lost(on) {
      note.textContent = words(on ? 'problem.offline' : 'family.wait.text');
      if (!on) void look();
    },
  });
}

// ---- how it stands
async function look(): Promise<void> {
  const mine = ++looks;
  const of = kept;
  for (let tries = 0; of && of === kept; tries++) {
    const answer = await desk.get(path());
    if (mine !== looks || of !== kept) return;
    if (answer.status === 200) return stands(answer.body as Family);
    if (answer.status === 404) return over(words('family.over.time'));
    if (!shown) opening();
    alarm.textContent = answer.status === 0 ? words('problem.offline') : problem(answer);
    await again(tries);
    if (mine !== looks) return;
  }
}
function stands({ state, help, let_in, ended_by }: Family): void {
  alarm.textContent = '';
  if (state === 'active' && help) return begin(help);
  if (state === 'waiting') return shown === wait ? undefined : wait();
  if (state === 'expired') return over(words('family.over.unanswered'));
  if (!let_in && ended_by === 'patient') return over(words('family.over.refused'));
  over(words(ended_by === 'patient' ? 'family.over.patient' : ended_by === 'helper' ? 'family.over.own' : 'family.over.time'));
}
// A page opened anew, of which nothing is known yet.
function opening(): void {
  shown = opening;
  card(words('family.open.title'), make('p', '', words('family.opening')), key(words('family.open.action'), 'c-key main', () => void look()));
}

function begin(help: Joined): void {
  shown = () => begin(help);
  waiting?.stop();
  live?.stop();
  waiting = null;
  const namer = createNamer(words, app);
  live = createLive({
    words, namer, desk, problem, path: path(), joined: help, title: help.who ? words('live.title', { who: help.who }) : words('family.live.title'), why: '',
    alarm: (line) => void (alarm.textContent = line),
    ended: () => void look(),
    over: () => over(words('family.over.own')),
  });
  show(make('div', 'c-work', live.parts));
}

// They must not go on asking the patient: it is told until it is heard.
async function leave(): Promise<void> {
  const of = kept;
  if (!of || leaving) return;
  leaving = true;
  const once = freshKey();
  for (let tries = 0; of === kept; tries++) {
    const answer = await desk.post(`${path()}/end`, undefined, once);
    if (of !== kept) break;
    if (!isPassing(answer)) {
      over(words('family.over.own'));
      break;
    }
    alarm.textContent = words('family.leave.offline');
    await again(tries);
  }
  leaving = false;
}
function over(line: string): void {
  shown = () => over(line);
  waiting?.stop();
  live?.stop();
  waiting = live = null;
  secret = name = '';
  lost = [];
  kept = null;
  tab.write(null);
  tab.writeDoor(null);
  desk.enter('');
  card(line, make('p', 'quiet', words('family.over.again')));
}

function begin_anew(): void {
  const before = tab.read();
  kept = !secret || before?.link === beginningOf(secret) ? before : null;
  if (kept) {
    secret = '';
    desk.enter(kept.token);
    return void look();
  }
  const earlier = tab.readDoor();
  if (earlier && (!secret || earlier.secret === secret)) ({ secret, name, lost } = earlier);
  if (!secret) return over(words('family.over.no_link'));
  door();
  enter();
}
// The link opened once more in the same tab.
addEventListener('hashchange', () => {
  secret = takeSecret(window);
  if (secret && !kept && shown) begin_anew();
});
// The words come over the network, too; until they do the page says so by itself (family.html).
async function start(): Promise<void> {
  if (secret && tab.read()?.link !== beginningOf(secret) && tab.readDoor()?.secret !== secret) door(); // a reload finds it
  for (let tries = 0; ; tries++) {
    try {
      await turnTo(language);
      break;
    } catch {
      await again(tries);
    }
  }
  begin_anew();
}
void start();
