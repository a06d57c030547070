// The page that a family member opens from a link: a name, the patient's yes, then their page with a helper's tools.
import { isPassing } from '../console/attempts.js';
import { codeOf, createDesk, asFamily, freshKey, type Answered, type Joined } from '../console/desk.js';
import { languageAtFirst, speak } from '../console/language.js';
import { createSayer, nothing, type Line } from '../console/line.js';
import { createLive, type Live, type LiveHead } from '../console/live.js';
import { problemIn } from '../console/problems.js';
import { createNamer, namerOf } from '../console/reasons.js';
import { watch, type Watch } from '../console/session.js';
import { key, make } from '../help/dom.js';
import type { Table } from '../help/mask_text.js';
import type { Words } from '../help/words.js';
import { again } from './again.js';
import { knock, type Knock } from './knock.js';
import { createNameForm } from './name_form.js';
import { card, createPage } from './page.js';
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
let language = languageAtFirst(window);
const desk = createDesk(() => language, asFamily);
const tab = keeper(() => sessionStorage);
let own: Words = (name) => name;
const words: Words = (name, values) => own(name, values);
let app: Table = {};
const page = createPage({ root: document.getElementById('console')!, words, language: () => language, turnTo });
let kept: Kept | null = null;
let waiting: Watch | null = null;
let live: Live | null = null;
let looks = 0;
let leaving = false;
let name = '';
let lost: Knock[] = []; // asked, and never answered

const path = (): string => `/family-sessions/${encodeURIComponent(kept?.id ?? '')}`;
const problem = (answer: Answered): string => problemIn(words, answer, 'family');

async function turnTo(wanted: string): Promise<void> {
  ({ words: own, app } = await speak(document.documentElement, wanted));
  language = wanted;
  document.title = words('family.title');
}

// ---- at the door
const door = (): void => tab.writeDoor({ secret, name, lost });

function enter(): void {
  let trying = 0; // the last one goes on
  const form = createNameForm({
    words, name,
    typed(now) {
      name = now;
      trying++; // half a name is not sent by itself
      door();
    },
    send() {
      form.say(name ? nothing : () => words('family.name.empty'));
      if (name) void send_name();
    },
  });
  async function send_name(): Promise<void> {
    const mine = ++trying;
    const view = page.views();
    for (let tries = 0; ; tries++) {
      form.busy(true);
      const answer = await knock(secret, name, { post: (body, once) => desk.post('/family-sessions/join', body, once), freshKey, lost, keep: (left) => void ((lost = left), door()) });
      form.busy(false);
      if (answer.status === 200) return kept ? undefined : entered(answer.body as Family);
      if (mine !== trying || view !== page.views()) return;
      if (['link_used', 'code_expired', 'code_wrong'].includes(codeOf(answer))) return over(() => problem(answer));
      if (!isPassing(answer)) return form.say(() => (codeOf(answer) === 'validation' ? words('family.name.wrong') : problem(answer)));
      form.say(() => words(answer.status === 0 ? 'family.enter.offline' : 'family.enter.busy'), false);
      await again(tries);
      if (mine !== trying || view !== page.views()) return;
    }
  }
  page.show(() => card(words('family.enter.title'), make('p', '', words('family.enter.text')), form.draw()));
  if (name && lost.at(-1)?.name === name) void send_name(); // its answer never came: it may have used the link
  else form.focus();
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
  const note = createSayer(make('p', 'quiet', [], { role: 'status' }));
  note.say(() => words('family.wait.text'));
  page.show(() => {
    note.again();
    return card(words('family.wait.title'), note.root, key(words('family.wait.cancel'), 'c-key', () => void leave()));
  });
  waiting = watch({
    desk, path: path(), page: () => undefined, answered: () => undefined,
    let_in: () => void look(),
    ended: () => void look(),
    lost(on) {
      note.say(() => words(on ? 'problem.offline' : 'family.wait.text'));
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
    if (answer.status === 404) return over(() => words('family.over.time'));
    if (!page.views()) opening();
    page.alarm(() => (answer.status === 0 ? words('problem.offline') : problem(answer)));
    await again(tries);
    if (mine !== looks) return;
  }
}
function stands({ state, help, let_in, ended_by }: Family): void {
  page.alarm(nothing);
  if (state === 'active' && help) return begin(help);
  if (state === 'waiting') return waiting ? undefined : wait();
  if (state === 'expired') return over(() => words('family.over.unanswered'));
  if (!let_in && ended_by === 'patient') return over(() => words('family.over.refused'));
  over(() => words(ended_by === 'patient' ? 'family.over.patient' : ended_by === 'helper' ? 'family.over.own' : 'family.over.time'));
}
// A page opened anew, of which nothing is known yet.
function opening(): void {
  page.show(() => card(words('family.open.title'), make('p', '', words('family.opening')), key(words('family.open.action'), 'c-key main', () => void look())));
}

function begin(help: Joined): void {
  waiting?.stop();
  live?.stop();
  waiting = null;
  const head = (): LiveHead => ({ title: help.who ? words('live.title', { who: help.who }) : words('family.live.title'), why: '' });
  const begun = live = createLive({
    words, namer: namerOf(() => createNamer(words, app)), desk, problem, path: path(), joined: help, ...head(),
    alarm: (_, line) => page.alarm(line),
    ended: () => void look(),
    over: () => over(() => words('family.over.own')),
  });
  const work = make('div', 'c-work', begun.parts);
  page.show(() => {
    begun.redraw(head());
    return [work];
  });
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
      over(() => words('family.over.own'));
      break;
    }
    page.alarm(() => words('family.leave.offline'));
    await again(tries);
  }
  leaving = false;
}
function over(line: Line): void {
  waiting?.stop();
  live?.stop();
  waiting = live = null;
  secret = name = '';
  lost = [];
  kept = null;
  tab.write(null);
  tab.writeDoor(null);
  desk.enter('');
  page.show(() => card(line(), make('p', 'quiet', words('family.over.again'))));
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
  if (!secret) return over(() => words('family.over.no_link'));
  door();
  enter();
}
// The link opened once more in the same tab.
addEventListener('hashchange', () => {
  secret = takeSecret(window);
  if (secret && !kept && page.views()) begin_anew();
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
