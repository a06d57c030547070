// Checks of photographed papers: who waits, one paper at a time beside what is known of its people, a decision, and the next one.
// Documents and guardians' papers wait in one line: who has waited longest comes first.
import { make } from '../help/dom.js';
import { middleOf, nextCheck } from './check.js';
import { hospitalDay } from './check_data.js';
import { createCheckForm, type Decision } from './check_form.js';
import { createCheckQueue } from './check_queue.js';
import { decide, waitForNetwork } from './deciding.js';
import { codeOf, freshKey } from './desk.js';
import { createDocumentPhoto } from './document_photo.js';
import { clock } from './duration.js';
import { createSayer, nothing, type Line } from './line.js';
import type { Paper, PaperKind, PaperList } from './paper.js';
import { documents } from './paper_document.js';
import { guardians } from './paper_guardian.js';
import type { Section, SectionDeps, SectionKind } from './section.js';

const kinds = [documents, guardians];

const poll_ms = 10_000; // each look at the list is a line in the log
const poll_busy_ms = 30_000;
const hold_again_ms = 2 * 60_000; // the server holds for five minutes
const aim_ms = 60_000;
const clocks_ms = 5_000;

interface Open {
  id: string;
  redraw(): void;
  close(): void;
}

function createIdentitySection({ desk, words, app, counts, alarm, problem, left }: SectionDeps): Section {
  const lists = new Map<PaperKind, PaperList>();
  let now: Open | null = null;
  let on = false;
  let stopped = false;
  let moving = false; // to another one
  let keeping = false; // a decision that could not be sent yet
  let timer: ReturnType<typeof setTimeout> | undefined;
  let clocks: ReturnType<typeof setInterval> | undefined; // how long each has waited
  const aside = new Set<string>();
  const took: number[] = []; // since signing in
  const queue = createCheckQueue({ words, app, now: desk.now, next: () => void next() });
  const said = createSayer(make('p', 'c-state', [], { role: 'status' }));
  const idling = createSayer(make('p', 'c-idle'));
  const work = make('div', 'k-work');

  // ---- who waits
  const items = (): Paper[] => [...lists.values()].flatMap((list) => list.items).sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
  function showList(): void {
    queue.show(items(), [...lists], now?.id ?? '', { count: took.length, middle: middleOf(took) });
    counts(() => words('check.counts', { n: String(items().length) }));
  }
  async function look(): Promise<boolean> {
    const answers = await Promise.all(kinds.map(({ path }) => desk.get(path)));
    if (stopped) return false;
    const wrong = answers.find(({ status }) => status === 401) ?? answers.find(({ status }) => status !== 200);
    if (wrong?.status === 401) left();
    answers.forEach(({ status, body }, i) => {
      if (status === 200) lists.set(kinds[i]!, kinds[i]!.list(body));
    });
    if (!keeping) alarm(wrong ? () => problem(wrong) : nothing);
    showList();
    return !wrong;
  }
  function again(): void {
    clearTimeout(timer);
    if (on) timer = setTimeout(() => void poll(), now ? poll_busy_ms : poll_ms);
  }
  async function poll(): Promise<void> {
    await look();
    if (!stopped) again();
  }

  // ---- between two
  function idle(name: string): void {
    now?.close();
    now = null;
    idling.say(() => words(name));
    work.replaceChildren(idling.root);
    showList();
    again();
  }
  // `before` is what came before, said together with what comes.
  async function next(before = nothing): Promise<void> {
    if (moving) return;
    moving = true;
    await move(before);
    moving = false;
  }
  async function move(before: Line): Promise<void> {
    const tell = (more: string): void => said.say(() => [before(), more && words(more)].filter(Boolean).join(' '));
    if (!(await look())) {
      if (!stopped) idle('check.start');
      return;
    }
    for (let tries = items().length; tries > 0; tries--) {
      const wanted = nextCheck(items(), aside);
      if (!wanted) break;
      const answer = await desk.post(`${pathOf(wanted)}/open`);
      if (stopped) return;
      if (answer.status === 200) {
        tell(before() && 'check.comes');
        return open(wanted, answer.body);
      }
      if (!['taken', 'illegal_state', 'not_found'].includes(codeOf(answer))) {
        alarm(() => problem(answer));
        idle('check.start');
        return;
      }
      before = () => words('check.taken');
      if (!(await look())) break;
    }
    const why = items().length ? 'check.all_held' : 'check.done';
    tell(why);
    idle(why);
    queue.focus();
  }

  // ---- one
  const pathOf = ({ kind, id }: Paper): string => `${kind.path}/${id}`;
  function open(paper: Paper, body: unknown): void {
    now?.close();
    const stop = new AbortController();
    const { kind } = paper;
    const path = pathOf(paper);
    const since = Date.now();
    let seen = false;
    let held = since;
    const running = make('span', 'q-time on');
    const tick = (): void => {
      const ms = Date.now() - since;
      running.textContent = words('check.running', { time: clock(ms) });
      running.classList.toggle('on', ms < aim_ms);
    };
    tick();
    const ticking = setInterval(tick, 1000);
    const photo = createDocumentPhoto({
      words, desk, path: `${path}/document`,
      there: () => void (seen = true),
      left,
    });
    const form = createCheckForm({ words, app, kind, seen: () => seen, decided: (decision) => void send(decision), aside: layAside });
    function layAside(): void {
      aside.add(paper.id);
      said.say(() => words('check.aside'));
      idle('check.start');
      queue.focus();
    }
    async function send(decision: Decision): Promise<void> {
      const key = freshKey();
      form.busy(true);
      said.say(() => words('check.sending'));
      const answer = await decide({
        post: () => desk.post(`${path}/decide`, decision, key),
        lost(lost) {
          keeping = lost;
          alarm(lost ? () => words('check.kept') : nothing);
        },
        wait: waitForNetwork,
      }, stop.signal);
      if (!answer) return;
      if (answer.status === 401) return left();
      if (answer.status === 200) {
        const ms = Date.now() - since;
        took.push(ms);
        return next(() => words(decision.verified ? 'check.accepted' : 'check.refused', { time: clock(ms) }));
      }
      if (['taken', 'illegal_state', 'not_found'].includes(codeOf(answer))) return next(() => words('check.taken'));
      said.say(nothing);
      form.busy(false);
      form.say(() => problem(answer));
    }
    // Whoever works on it goes on holding it; whoever went away lets a colleague have it.
    function hold(): void {
      if (Date.now() - held < hold_again_ms) return;
      held = Date.now();
      void desk.post(`${path}/open`).then((answer) => {
        if (!stop.signal.aborted && ['taken', 'illegal_state'].includes(codeOf(answer))) void next(() => words('check.taken'));
      });
    }
    const head = make('div', 'k-head');
    const side = make('div', 'k-side');
    const room = make('section', 'k-check', [head, photo.root, side]);
    function draw(): void {
      room.setAttribute('aria-label', words(kind.title));
      head.replaceChildren(make('h2', '', words(kind.title)), running);
      side.replaceChildren(...kind.data(body, words, app(), hospitalDay(desk.now())), form.root);
    }
    draw();
    for (const kind of ['keydown', 'pointerdown', 'wheel'] as const) room.addEventListener(kind, hold, { passive: true });
    room.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      const yes = event.ctrlKey || event.metaKey;
      if (!yes && !(event.target as Element).matches('.d-stage')) return;
      event.preventDefault();
      if (event.repeat) return; // a key that is held down is not a second decision
      if (yes) form.accept();
      else form.focus();
    });
    now = {
      id: paper.id,
      redraw() {
        tick();
        photo.redraw();
        form.redraw();
        draw();
      },
      close() {
        keeping = false;
        stop.abort();
        clearInterval(ticking);
        photo.close();
      },
    };
    work.replaceChildren(room);
    showList();
    again();
    photo.focus();
  }
  idle('check.start');
  return {
    root: make('div', 'c-main', [queue.root, make('div', 'k-place', [said.root, work])]),
    shown() {
      on = true;
      clocks = setInterval(showList, clocks_ms);
      void poll().then(() => !now && !stopped && on && queue.focus());
    },
    hidden() {
      on = false;
      clearInterval(clocks);
      clearTimeout(timer);
    },
    redraw() {
      queue.redraw();
      showList();
      for (const line of [said, idling]) line.again();
      now?.redraw();
    },
    stop() {
      stopped = true;
      on = false;
      clearInterval(clocks);
      clearTimeout(timer);
      now?.close();
      now = null;
    },
  };
}

export const identitySection: SectionKind = { name: 'identity', roles: ['clerk'], make: createIdentitySection };
