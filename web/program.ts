// Loads the WASM program, which comes in two parts (tools/split-wasm.mjs): the first draws home, the rest is everything else.
import create, { type Client, type ClientHooks } from 'banzhen-client';

export interface Program {
  client: Client;
  whole: Promise<void>; // the rest is there, too; it is asked for until it comes
}

export interface ProgramParts {
  host: ClientHooks;
  canvas: HTMLCanvasElement;
  first: string;
  rest: string; // '' when the first part is all
  together: boolean; // both are needed before anything is seen
}

const retry_ms = 3000;

async function instantiate(url: string, imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  const asked = fetch(url);
  try {
    return (await WebAssembly.instantiateStreaming(asked, imports)).instance;
  } catch (error) {
    // Some hospitals' gateways send files under a type of their own.
    if (!(await asked).ok) throw error;
    return (await WebAssembly.instantiate(await (await fetch(url)).arrayBuffer(), imports)).instance;
  }
}

const untilNetworkOr = (ms: number): Promise<void> => new Promise((done) => {
  setTimeout(done, ms);
  addEventListener('online', () => done(), { once: true });
});

// What is needed is asked for until it comes.
export async function insist<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (error instanceof WebAssembly.LinkError) throw error; // parts of two builds will never fit
      await untilNetworkOr(retry_ms);
    }
  }
}

// The rest puts its functions into the first part's table.
async function follow(url: string, first: WebAssembly.Exports): Promise<void> {
  await insist(() => instantiate(url, { first } as WebAssembly.Imports));
}

export async function loadProgram({ host, canvas, first, rest, together }: ProgramParts): Promise<Program> {
  if (rest && together) void fetch(rest).catch(() => undefined); // into the cache
  let exports: WebAssembly.Exports;
  const client = await new Promise<Client>((resolve, reject) => {
    create({
      host, canvas,
      instantiateWasm(imports, receive) {
        instantiate(first, imports).then((instance) => {
          exports = instance.exports;
          receive(instance);
        }).catch(reject);
        return {};
      },
    }).then(resolve, reject);
  });
  return { client, whole: rest ? follow(rest, exports!) : Promise.resolve() };
}
