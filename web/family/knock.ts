// Asking to be let in. The link works once, so an answer that got lost on its way must not use it up: what was sent is asked
// for again, word for word, under the same key, also after a reload.
import { isPassing } from '../console/attempts.js';
import { codeOf, type Answered } from '../console/desk.js';

export interface Knock {
  name: string;
  key: string;
}

export interface Knocking {
  post(body: object, key: string): Promise<Answered>;
  freshKey(): string;
  lost: Knock[]; // sent by this tab, and never answered
  keep(lost: Knock[]): void;
}

export async function knock(secret: string, name: string, { post, freshKey, lost, keep }: Knocking): Promise<Answered> {
  const ask = async (one: Knock): Promise<Answered> => {
    const answer = await post({ secret, name: one.name }, one.key);
    if (!isPassing(answer)) {
      lost = lost.filter((other) => other !== one);
      keep(lost);
    }
    return answer;
  };
  let mine = lost.find((one) => one.name === name);
  if (!mine) {
    mine = { name, key: freshKey() };
    lost = [...lost, mine];
    keep(lost); // before it is sent: the page may be gone before the answer comes
  }
  const answer = await ask(mine);
  if (codeOf(answer) !== 'link_used') return answer;
  // It may have been this tab that used it, under the name of before.
  for (const one of lost) {
    const first = await ask(one);
    if (first.status === 200 || isPassing(first)) return first;
  }
  return answer;
}
