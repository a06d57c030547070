// What counts as soon as it arrives (a code may be wrong so many times, and works once), asked again when no answer came: under the
// same key, so that it counts once, whichever of the two was the first to arrive.
import { codeOf, freshKey, type Answered, type Desk } from './desk.js';

// Whether asking once more may help: no answer, a busy server, or one that has the same request in hand.
export const isPassing = (answer: Answered): boolean =>
  answer.status === 0 || answer.status >= 500 || codeOf(answer) === 'idempotency_in_flight';

export type Attempt = (path: string, body?: object) => Promise<Answered>;

export function createAttempts(post: Desk['post'], fresh = freshKey): Attempt {
  const unanswered = new Map<string, string>(); // by what was asked; in memory, until an answer comes
  return async (path, body) => {
    const request = `${path} ${JSON.stringify(body ?? null)}`;
    const key = unanswered.get(request) ?? fresh();
    unanswered.set(request, key);
    const answer = await post(path, body, key);
    if (!isPassing(answer)) unanswered.delete(request);
    return answer;
  };
}
