// The photo of a signed mandate: taken or chosen, sent, looked at. What was sent is the server's; here it is in memory only.
import { key, make } from '../help/dom.js';
import type { Words } from '../help/words.js';
import type { Answered, Desk } from './desk.js';
import { createDocumentPhoto, type DocumentPhoto } from './document_photo.js';
import { createSayer, nothing } from './line.js';

export interface PaperDeps {
  words: Words;
  desk: Desk;
  id: string; // the mandate's
  name: string; // of who signed
  has: boolean;
  problem(answer: Answered): string; // in words
  left(): void; // the token is good no more
}

export interface MandatePaper {
  root: HTMLElement; // stays the same
  known(has: boolean): void;
  redraw(): void; // the words are others now; what is on its way goes on
  stop(): void;
}

const accepted = 'image/jpeg,image/png,image/webp';

export function createMandatePaper({ words, desk, id, name, has, problem, left }: PaperDeps): MandatePaper {
  const path = `/desk/mandates/${encodeURIComponent(id)}`;
  const stopping = new AbortController();
  const said = createSayer(make('p', 'quiet', [], { role: 'status' }));
  const wrong = createSayer(make('p', 'c-error', [], { role: 'status' }));
  const input = make('input', '', [], { type: 'file', accept: accepted, hidden: '', tabindex: '-1' });
  const pick = key('', 'c-key', () => void (busy || input.click()));
  const look = key('', 'c-key', () => (photo ? close() : open()));
  const place = make('div');
  const root = make('div', 'm-paper', [said.root, wrong.root, make('div', 'm-keys', [pick, look, input]), place], { role: 'group' });
  let there = has;
  let busy = false;
  let photo: DocumentPhoto | null = null;

  function draw(): void {
    root.setAttribute('aria-label', words('paper.title'));
    pick.textContent = words(there ? 'paper.again' : 'paper.take');
    pick.setAttribute('aria-label', words(there ? 'paper.again_of' : 'paper.take_of', { name }));
    pick.setAttribute('aria-disabled', String(busy));
    look.textContent = words(photo ? 'paper.close' : 'paper.look');
    look.setAttribute('aria-label', words(photo ? 'paper.close_of' : 'paper.look_of', { name }));
    look.hidden = !there;
    if (!said.said()) said.say(() => words(there ? 'paper.there' : 'paper.none'));
    for (const line of [said, wrong]) line.again();
    photo?.redraw();
  }
  // ---- looking; each look is written down
  function open(): void {
    photo = createDocumentPhoto({ words, desk, path: `${path}/content`, there: () => undefined, left });
    place.replaceChildren(photo.root);
    draw();
  }
  function close(): void {
    photo?.close();
    photo = null;
    place.replaceChildren();
    draw();
  }
  // ---- sending
  const failed = (code: string): string => {
    const own = words(`paper.failed.${code}`);
    return own === `paper.failed.${code}` ? words('paper.failed') : own;
  };
  async function send(body: Blob): Promise<void> {
    busy = true;
    wrong.say(nothing);
    said.say(() => words('paper.sending'));
    close();
    const sent = await desk.send(body, { name: 'mandate_id', id }, (n) => said.say(() => words('paper.sending_percent', { n: String(n) })), stopping.signal);
    const answer = 'id' in sent ? await desk.post(`${path}/paper`, { upload_id: sent.id }) : null;
    if (stopping.signal.aborted) return;
    busy = false;
    if (answer?.status === 401 || ('error' in sent && sent.error === 'session')) return left();
    const { errors = [] } = (answer?.body ?? {}) as { errors?: { code: string }[] };
    said.say(nothing);
    if (answer?.status === 200) {
      there = true;
      said.say(() => words('paper.done'));
    } else if ('error' in sent) {
      wrong.say(() => failed(sent.error));
    } else {
      wrong.say(() => (errors[0] ? failed(errors[0].code) : problem(answer!)));
    }
    draw();
  }
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    input.value = ''; // the same one may be chosen again
    if (file) void send(file);
  });
  draw();
  return {
    root,
    known(now) {
      if (there === now) return;
      there = now;
      if (!busy) said.say(nothing);
      draw();
    },
    redraw: draw,
    stop() {
      stopping.abort();
      photo?.close();
      photo = null;
      place.replaceChildren();
    },
  };
}
