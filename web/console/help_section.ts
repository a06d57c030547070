// Help: who waits, and one patient at a time.
import { make } from '../help/dom.js';
import { createAttempts } from './attempts.js';
import type { Answered, Joined, Queue } from './desk.js';
import { clock } from './duration.js';
import { createSayer, nothing, type Line } from './line.js';
import { createLive, type Live, type LiveHead } from './live.js';
import { problemIn } from './problems.js';
import { createQueue } from './queue.js';
import { createNamer, namerOf } from './reasons.js';
import type { Section, SectionDeps, SectionKind } from './section.js';

const poll_ms = 4_000;

function createHelpSection({ desk, words, app, counts, alarm, problem, left }: SectionDeps): Section {
  const namer = namerOf(() => createNamer(words, app()));
  const work = make('div', 'c-work');
  const attempt = createAttempts(desk.post);
  const idling = createSayer(make('p', 'c-idle', [], { role: 'status' }));
  let live: (Live & { joined: Joined }) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let on = false;
  const alert = (answer: Answered): void => alarm(() => problem(answer));
  const queue = createQueue({
    words, namer, join, resume, now: desk.now,
    live: () => live?.joined.id ?? '',
    called: (id) => void desk.post(`/desk/help-sessions/${id}/called`).then((answer) => (answer.status < 300 && answer.status > 0 ? poll() : alert(answer))),
  });

  // ---- who waits
  function show(now: Queue): void {
    queue.show(now);
    const waiting = now.items.filter(({ kind, state }) => kind === 'code' && state === 'waiting').length;
    counts(() => words('page.counts', { n: String(waiting), m: String(now.helpers_on_duty), time: clock(now.mean_wait_s * 1000) }));
  }
  async function poll(): Promise<void> {
    clearTimeout(timer);
    const answer = await desk.get('/desk/help-queue');
    if (stopped) return;
    if (answer.status === 401) return left();
    if (answer.status === 200) show(answer.body as Queue);
    alarm(answer.status === 200 ? nothing : () => problem(answer));
    clearTimeout(timer);
    if (on) timer = setTimeout(() => void poll(), poll_ms);
  }
  function resume(id: string): void {
    void desk.get(`/desk/help-sessions/${id}`).then((answer) => {
      if (stopped) return;
      if (answer.status === 200) help(answer.body as Joined);
      else alert(answer);
    });
  }
  async function join(code: string): Promise<Line> {
    const answer = await attempt('/desk/help-sessions/join', { code });
    if (answer.status !== 200) {
      const tries = (answer.body as { attempts_left?: number } | null)?.attempts_left;
      return () => (tries ? words('problem.code_wrong_left', { n: String(tries) }) : problemIn(words, answer, 'join'));
    }
    help(answer.body as Joined);
    void poll();
    return nothing;
  }

  // ---- one patient
  function idle(line: Line): void {
    live?.stop();
    live = null;
    const inside = work.contains(document.activeElement);
    idling.say(line);
    work.replaceChildren(idling.root);
    if (inside) queue.focus(); // where the next one begins
  }
  const whom = (joined: Joined): string => joined.who || words('queue.unknown');
  const headOf = (joined: Joined): LiveHead => ({ title: words('live.title', { who: whom(joined) }), why: namer.reason(joined.reason) });
  function help(joined: Joined): void {
    live?.stop();
    const begun = createLive({
      words, namer, desk, joined, problem, ...headOf(joined), path: `/desk/help-sessions/${joined.id}`,
      alarm: (_, line) => alarm(line),
      ended(by) {
        const how = by === 'patient' || by === 'helper' ? by : 'time';
        idle(() => words(`live.ended.${how}`, { who: whom(joined) }));
        void poll();
      },
      over() {
        idle(() => words('live.ended.helper'));
        void poll();
      },
    });
    live = { ...begun, joined };
    work.replaceChildren(...begun.parts);
    begun.focus();
  }

  idle(() => words('live.none'));
  return {
    root: make('div', 'c-main', [queue.root, work]),
    shown() {
      on = true;
      void poll();
      queue.focus();
    },
    hidden() {
      on = false;
      clearTimeout(timer);
    },
    redraw() {
      queue.redraw();
      idling.again();
      live?.redraw(headOf(live.joined));
    },
    stop() {
      stopped = true;
      on = false;
      clearTimeout(timer);
      live?.stop();
      live = null;
    },
  };
}

export const helpSection: SectionKind = { name: 'help', roles: ['helper'], make: createHelpSection };
