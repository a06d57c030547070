// What the element reads of the hospital's page around it: how it should look, and what of the window can be seen.
import { themeTokens, type Theme, type ThemeToken, type ToFrame } from './protocol.js';

// What the page passes on to the app: photos and voice notes, copying or sharing a link for someone close.
export const passedOn = ['camera', 'microphone', 'clipboard-read', 'clipboard-write', 'fullscreen', 'autoplay', 'web-share'] as const;

const keyboard_min = 120; // what disappears at the lower end when only the browser's own bars come and go is less

// The page's own language, where the element names none.
export function lookOf(element: HTMLElement): ToFrame['look'] {
  const language = element.getAttribute('language') || /^(?:zh|en)\b/i.exec(document.documentElement.lang)?.[0];
  const size = element.getAttribute('size');
  return {
    ...(language && { language: /^en\b/i.test(language) ? 'en' as const : 'zh' as const }),
    ...(size && { size: size === 'elder' ? size : 'standard' as const }),
  };
}

// The property's, else what the page's style says: --banzhen-brand and so on. As it is written there.
export function wishedColours(element: HTMLElement, theme: Theme | null): [ThemeToken, string][] {
  const style = getComputedStyle(element);
  return themeTokens.flatMap((token) => {
    const colour = theme ? theme[token] : style.getPropertyValue(`--banzhen-${token.replace('_', '-')}`).trim();
    return colour ? [[token, colour] as [ThemeToken, string]] : [];
  });
}

// What can be seen of the page; less while a keyboard covers it.
export const seenHeight = (): number => Math.round(visualViewport ? visualViewport.height * visualViewport.scale : innerHeight);
export const typing = (element: HTMLElement): boolean => document.activeElement === element && innerHeight - seenHeight() > keyboard_min;

// How much of the frame the safe area at the screen's lower end covers.
export function coveredBy(safe: number, frame: HTMLElement | null): number {
  const below = innerHeight - (frame?.getBoundingClientRect().bottom ?? 0);
  return Math.max(0, Math.min(safe, Math.round(safe - below)));
}
