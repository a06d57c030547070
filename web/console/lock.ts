// The mark that stands for what a helper does not see.
const shape = 'M6 11h12a1 1 0 0 1 1 1v8a1 1 0 0 1 -1 1h-12a1 1 0 0 1 -1 -1v-8a1 1 0 0 1 1 -1M8 11V7.5a4 4 0 0 1 8 0V11';

export function lock(word: string): HTMLElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'i' })) svg.setAttribute(name, value);
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', shape);
  svg.append(line);
  const mark = document.createElement('span');
  mark.className = 'masked';
  mark.append(svg, word);
  return mark;
}
