// What went wrong, in words. A page may have its own, because the same code means another thing to other work.
import type { Words } from '../help/words.js';
import { codeOf, type Answered } from './desk.js';

export function problemIn(words: Words, answer: Answered, page = ''): string {
  const code = codeOf(answer);
  const known = [`problem.${page}.${code}`, `problem.${code}`].find((name) => words(name) !== name);
  return words(known ?? 'problem.other');
}
