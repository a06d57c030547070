// The server's time, as far as its answers tell it: who waits, waits by the server's clock, and this device's may be wrong.
// As long as both can be right together, this device's is believed; so what is counted runs evenly.
export interface ServerClock {
  now(): number; // ms since 1970
  heard(date: string | null, sent: number): void; // an answer's Date, to what was sent then by this device's clock
}

const step_ms = 1000; // a Date tells whole seconds

export function createServerClock(here: () => number = Date.now): ServerClock {
  let ahead = 0; // of this device
  return {
    now: () => here() + ahead,
    heard(date, sent) {
      const written = Date.parse(date ?? '');
      // It was written between sending and now, in the second that it names.
      const [least, most] = [written - here(), written + step_ms - sent];
      if (least <= most) ahead = Math.min(Math.max(ahead, least), most);
    },
  };
}
