// Words of these pages' own, by language: tables that the build wrote, asked for once each.
import type { Table } from './mask_text.js';

export type Words = (key: string, values?: Record<string, string>) => string;

export const wordsOf = (table: Table): Words => (key, values = {}) =>
  (table[key] ?? key).replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);

export async function loadTable(url: string): Promise<Table> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`no texts: ${answer.status}`);
  return (await answer.json()) as Table;
}

// The app's own: they came with the page, so they are at hand.
export async function textsOfApp(language: string): Promise<Table> {
  const { dataset } = document.documentElement;
  return loadTable((language === 'en' ? dataset.textEn : dataset.textZh)!);
}
