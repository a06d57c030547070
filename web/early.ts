// The first script of the page, some hundred bytes that the parser waits for: keeps what is tapped on the prerendered page
// until the program runs and takes it over (main.ts).
declare global {
  interface Window {
    early?: { ids: string[]; keep(event: Event): void };
  }
}

const ids: string[] = [];
const keep = ({ target }: Event): void => {
  const id = target instanceof Element && target.closest('button')?.dataset.id;
  if (id) ids.push(id);
};
window.early = { ids, keep };
document.addEventListener('click', keep);

export {};
