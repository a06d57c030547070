// The page of those who work at the desk: signing in, and the sections of work that are theirs to do. Another language is
// other words for what is there: every section goes on with what it knows, and draws it anew.
import { key, make } from '../help/dom.js';
import type { Table } from '../help/mask_text.js';
import type { Words } from '../help/words.js';
import { batchSection } from './batch_section.js';
import { createDesk, type Answered } from './desk.js';
import { keep, type Draft } from './draft.js';
import { focusAt, placeOf } from './focus.js';
import { helpSection } from './help_section.js';
import { identitySection } from './identity_section.js';
import { languageAtFirst, speak } from './language.js';
import { createSayer, nothing, type Line } from './line.js';
import { mandatesSection } from './mandates_section.js';
import { pickupSection } from './pickup_section.js';
import { problemIn } from './problems.js';
import { isFor, type Me, type Section, type SectionKind } from './section.js';

const kinds: SectionKind[] = [helpSection, identitySection, mandatesSection, pickupSection, batchSection];

const root = document.getElementById('console')!;
let language = languageAtFirst(window);
const desk = createDesk(() => language);
let own: Words = (name) => name;
const words: Words = (name, values) => own(name, values);
let app: Table = {};
let me: Me | null = null;
let sections: { name: string; section: Section; tab: HTMLElement | null; counts: Line }[] = [];
let shown = '';
const door: Draft = new Map(); // what is typed there
let refused = nothing;
const counts = createSayer(make('p', 'c-counts'));
const alarm = createSayer(make('p', 'c-alarm', [], { role: 'alert' }));
const place = make('main');

const problem = (answer: Answered): string => problemIn(words, answer);

async function turnTo(wanted: string): Promise<void> {
  const { words: found, app: texts } = await speak(document.documentElement, wanted);
  [own, app, language] = [found, texts, wanted];
  document.title = words('page.title');
}
async function change(wanted: string): Promise<void> {
  try {
    await turnTo(wanted);
  } catch {
    return alarm.say(() => words('page.language.failed')); // all stays as it is
  }
  const focus = placeOf(root);
  if (me) redraw();
  else drawDoor();
  focusAt(root, focus);
}

// ---- the header
function who({ name }: Me): HTMLElement {
  return make('p', 'c-me', [make('span', 'c-face', [...name][0] ?? '', { 'aria-hidden': 'true' }), make('span', '', name)], { 'aria-label': words('page.me', { name }), role: 'group' });
}

function header(): HTMLElement {
  const wanted = language === 'en' ? 'zh-CN' : 'en';
  const other = key(words('page.language'), 'c-key', () => void change(wanted));
  other.lang = wanted;
  for (const one of sections) one.tab = key(words(`section.${one.name}`), 'c-tab', () => show(one.name));
  mark();
  const tabs = sections.length > 1 ? [make('nav', 'c-tabs', sections.map(({ tab }) => tab!), { 'aria-label': words('page.sections') })] : [];
  return make('header', 'c-top', [make('h1', '', words('page.title')), ...tabs, counts.root, ...(me?.name ? [who(me)] : []), other, ...(me ? [key(words('page.leave'), 'c-key', leave)] : [])]);
}
function mark(): void {
  for (const { name, tab } of sections) {
    if (name === shown) tab?.setAttribute('aria-current', 'page');
    else tab?.removeAttribute('aria-current');
  }
}

// ---- signing in and out
function drawDoor(): void {
  const wrong = refused();
  const token = keep(door, make('input', 'c-field', [], { id: 'token', type: 'password', autocomplete: 'off', 'aria-describedby': 'token-hint token-error', ...(wrong && { 'aria-invalid': 'true' }) }));
  const form = make('form', 'c-card c-enter', [
    make('h2', '', words('enter.title')), make('label', 'c-label', words('enter.label'), { for: 'token' }), make('p', 'quiet', words('enter.hint'), { id: 'token-hint' }),
    token, make('p', 'c-error', wrong, { id: 'token-error', role: 'alert' }), make('button', 'c-key main', words('enter.action'), { type: 'submit' }),
  ]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void signIn(token.value.trim());
  });
  root.replaceChildren(header(), make('main', 'c-door', [form, alarm.root]));
}
async function signIn(token: string): Promise<void> {
  desk.enter(token);
  const answer = await desk.get('/desk/me');
  if (answer.status !== 200) return enter(() => problem(answer));
  const one = answer.body as Me;
  if (kinds.some((kind) => isFor(kind, one))) return begin(one);
  enter(() => words('problem.forbidden'));
}
function enter(wrong = nothing): void {
  refused = wrong;
  door.clear();
  counts.say(nothing);
  alarm.say(nothing);
  drawDoor();
  document.getElementById('token')!.focus();
}

function leave(): void {
  for (const { section } of sections) section.stop();
  sections = [];
  me = null;
  shown = '';
  desk.enter('');
  enter();
}

// ---- the sections
function begin(one: Me): void {
  me = one;
  door.clear();
  sections = [];
  for (const { name, make: create } of kinds.filter((kind) => isFor(kind, one))) {
    const entry = { name, tab: null, counts: nothing };
    const section = create({
      desk, me: one, words, language: () => language, app: () => app, problem, left: leave,
      counts(line) {
        entry.counts = line; // (a section may say it while it is being made)
        if (shown === name) counts.say(line);
      },
      alarm: (line) => void (shown === name && alarm.say(line)),
    });
    sections.push(Object.assign(entry, { section }));
  }
  root.replaceChildren(header(), place);
  show(sections[0]!.name);
}

function show(wanted: string): void {
  if (shown !== wanted) sections.find(({ name }) => name === shown)?.section.hidden();
  shown = wanted;
  mark();
  const { section, counts: line } = sections.find(({ name }) => name === wanted)!;
  counts.say(line);
  alarm.say(nothing);
  place.replaceChildren(section.root, alarm.root);
  section.shown();
}

function redraw(): void {
  for (const { section } of sections) section.redraw();
  for (const line of [counts, alarm]) line.again();
  root.firstElementChild!.replaceWith(header());
}

void turnTo(language).then(() => enter());
