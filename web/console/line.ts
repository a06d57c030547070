// A line that is said on the page, kept as what makes it: in another language it is said anew.
export type Line = () => string;
export const nothing: Line = () => '';

export interface Sayer {
  root: HTMLElement;
  say(line: Line): void;
  again(): void; // the words are others now
  said(): boolean;
}

export function createSayer(root: HTMLElement): Sayer {
  let last = nothing;
  return {
    root,
    say(line) {
      last = line;
      root.textContent = line();
    },
    again() {
      const now = last();
      if (root.textContent !== now) root.textContent = now; // (what did not change is not read out again)
    },
    said: () => !!last(),
  };
}
