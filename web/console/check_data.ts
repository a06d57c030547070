// What is known of a person, field by field, to be held against the photo; and what the number says of itself.
import { make } from '../help/dom.js';
import type { Table } from '../help/mask_text.js';
import type { Words } from '../help/words.js';
import { factsOf, partsOf, type Papers } from './facts.js';

export const hospitalDay = (now: number): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);

export interface Told extends Papers {
  name: string;
  country?: string;
}

// Of somebody whom another check has verified a few lines do (`brief`): the paper is what is judged.
export function createCheckData(words: Words, app: Table, check: Told, title: string, today: string, brief = false): HTMLElement {
  const facts = factsOf(check, today);
  const day = (text: string): string => {
    const [year, month, date] = text.split('-').map(Number);
    return words('data.day', { year: String(year), month: String(month), day: String(date) });
  };
  const tag = (good: boolean, name: string): HTMLElement => make('span', good ? 'k-tag' : 'k-tag bad', words(name));
  const rows: HTMLElement[] = [];
  const row = (name: string, ...inner: (Node | string)[]): void => void rows.push(make('div', 'k-row', [make('dt', 'quiet', words(name)), make('dd', '', inner)]));

  if (!brief) row('data.document', app[`identity.document.${check.document_type}`] ?? check.document_type);
  row('data.name', make('span', 'k-large', check.name));
  row('data.number', make('span', 'k-large k-number', partsOf(check.number).map((part) => make('span', '', part))));
  if (facts.fits !== undefined && !brief) row('data.checksum', tag(facts.fits, facts.fits ? 'data.fits' : 'data.fits_not'));
  const born = facts.born ?? check.born_on;
  if (born) row(facts.born && !brief ? 'data.born_by_number' : 'data.born', `${day(born)} ${words('data.age', { n: String(facts.age) })}`, ...(brief && facts.sex ? [words(`data.${facts.sex}`)] : []), ...(facts.agrees === false ? [tag(false, 'data.born_differs')] : []));
  if (facts.sex && !brief) row('data.sex', words(`data.${facts.sex}`));
  if (check.country) row('data.country', check.country);
  if (check.expires_on) row('data.expires', day(check.expires_on), tag(!facts.expired, facts.expired ? 'data.expired' : 'data.valid'));
  return make('section', 'c-card', [make('h2', '', title), make('dl', 'k-data', rows)], { 'aria-label': title });
}
