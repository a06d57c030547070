// The language of a page of those who help, and its words: its own, and the app's, which are what the patient reads.
import type { Table } from '../help/mask_text.js';
import { loadTable, wordsOf, type Words } from '../help/words.js';

export function languageAtFirst({ location, navigator }: Window): string {
  const asked = new URLSearchParams(location.search).get('lang');
  return asked === 'en' || asked === 'zh-CN' ? asked : navigator.language.startsWith('en') ? 'en' : 'zh-CN';
}

export async function speak(page: HTMLElement, language: string): Promise<{ words: Words; app: Table }> {
  const { wordsZh, wordsEn, textZh, textEn } = page.dataset;
  const [own, app] = await Promise.all((language === 'en' ? [wordsEn, textEn] : [wordsZh, textZh]).map((url) => loadTable(url!)));
  page.lang = language;
  return { words: wordsOf(own!), app: app! };
}
