// One patient's page, as whoever helps sees it: the picture with its list, and the tools beside it.
import { make } from '../help/dom.js';
import type { MaskedPage } from '../help/mask.js';
import type { Words } from '../help/words.js';
import { createChoose } from './choose.js';
import type { Answered, Desk, Joined } from './desk.js';
import { createEnlarge } from './enlarge.js';
import { createSayer, nothing, type Line } from './line.js';
import type { Namer } from './reasons.js';
import { watch } from './session.js';
import { createSilence } from './silence.js';
import { createTools, type Action } from './tools.js';

// What is said about it, in the language that is chosen.
export interface LiveHead {
  title: string;
  why: string; // they ask; '' when that is known
}

export interface LiveDeps extends LiveHead {
  words: Words;
  namer: Namer;
  desk: Desk;
  path: string; // of the session, for this side of it
  joined: Joined;
  alarm(line: string, made: Line): void; // and what makes it, for another language
  problem(answer: Answered): string;
  ended(by: string): void; // by the other side, or by time
  over(): void; // by this side
}

export interface Live {
  parts: HTMLElement[]; // stay the same
  focus(): void; // on its heading: whose page it is, is said
  redraw(head: LiveHead): void; // the words are others now; the session goes on
  stop(): void;
}

export function createLive({ words, namer, desk, path, joined, title, why, alarm, problem, ended, over }: LiveDeps): Live {
  const note = createSayer(make('p', 'quiet', [], { role: 'status' }));
  const dropped = createSayer(make('p', 'c-error', [], { role: 'status' }));
  const silence = createSilence(words);
  let lost = false;
  const noted = (): void => note.say(() => words(lost ? 'live.lost' : silence.on() ? 'live.unheard' : 'live.note'));
  const tell = (line: Line): void => alarm(line(), line);
  const tools = createTools({
    words, namer, joined,
    pointed: (id) => choose.pointed(id),
    async act(action: Action) {
      const answer = await desk.post(`${path}/actions`, action);
      tell(answer.status === 201 ? nothing : () => problem(answer));
      return answer.status === 201 ? (answer.body as { seq: number }).seq : 0;
    },
    end: () => void desk.post(`${path}/end`).then((answer) => (answer.status === 0 ? tell(() => problem(answer)) : over())),
  });
  const choose = createChoose({ words, chosen: tools.choose, point: tools.point });
  const enlarge = createEnlarge(words, choose.root);
  choose.show(null, joined);
  noted();
  const watching = watch({
    desk, path,
    page(now: MaskedPage) {
      choose.show(now, joined);
      tools.show(now);
    },
    answered: tools.answered,
    let_in: () => undefined,
    ended,
    lost(on) {
      lost = on;
      noted();
    },
    unheard(seconds) {
      const changes = silence.on() !== (seconds !== null);
      silence.show(seconds);
      if (!changes) return;
      noted();
      choose.still(silence.on());
      tools.hold(silence.on());
    },
    dropped: (count) => dropped.say(() => words('live.dropped', { n: String(count) })),
  });
  const page = make('section', 'c-live');
  function draw(head: LiveHead): void {
    page.setAttribute('aria-label', head.title);
    page.replaceChildren(make('h2', '', head.title, { tabindex: '-1' }), ...(head.why ? [make('p', 'quiet', head.why)] : []), note.root, silence.root, dropped.root, enlarge.root, choose.root);
  }
  draw({ title, why });
  return {
    parts: [page, tools.root],
    focus: () => page.querySelector<HTMLElement>('h2')!.focus(),
    redraw(head) {
      for (const line of [note, dropped]) line.again();
      silence.redraw();
      enlarge.redraw();
      choose.redraw();
      tools.redraw();
      draw(head);
    },
    stop() {
      watching.stop();
      silence.show(null);
    },
  };
}
