// The rules of who may include whom, each with its reason. A file belongs to the first part whose pattern matches its path.

export const parts = [
  ['base', /^base\//],
  ['domain', /^domain\//],
  ['api', /^api\//],
  ['ui', /^client\/ui\//],
  ['state', /^client\/state\//],
  ['screens', /^client\/screens\//],
  ['host.hpp', /^client\/host\/host\.hpp$/],
  ['host', /^client\/host\//],
  ['app', /^client\/app\//],
  ['client main', /^client\/main_[a-z_]+\.[ch]pp$/],
  ['store', /^server\/store\//],
  ['media', /^server\/media\//],
  ['providers', /^server\/providers\//],
  ['relay', /^server\/relay\//],
  ['smart', /^server\/smart\//],
  ['fhir', /^server\/fhir\//],
  ['handlers', /^server\/handlers\//],
  ['demo', /^server\/demo\//],
  ['http', /^server\/http\//],
  ['server main', /^server\/main\.cpp$/],
  ['server tools', /^server\/[a-z_]+\.[ch]pp$/],
];

const shared = ['base', 'domain', 'api'];

// What each part may include besides itself, and why nothing else.
export const allowed = {
  base: [[], 'base is the ground that everything stands on; it knows the standard library only'],
  domain: [['base'], 'the rules of care must be testable and readable without wire, screen or database'],
  api: [['base', 'domain'], 'the contract is compiled into both sides, so it can belong to neither'],
  ui: [shared, 'widgets are used by every screen; knowing a screen or the app would make each change travel'],
  state: [shared, 'the state that screens share must not know how it is drawn'],
  screens: [[...shared, 'ui', 'state'], 'screens ask for a route and return effects; the app and the host act on them'],
  'host.hpp': [[...shared, 'ui', 'state'], 'the seam must not depend on what stands on either side of it'],
  app: [[...shared, 'ui', 'state', 'screens', 'host.hpp'], 'the app knows hosts by their interface only, so that it runs natively in tests'],
  host: [[...shared, 'ui', 'state', 'host.hpp', 'app'], 'a host carries out effects and paints; it knows no screen'],
  'client main': [[...shared, 'ui', 'state', 'screens', 'host.hpp', 'host', 'app'], 'client and server share the contract, never code'],
  store: [[...shared, 'server tools'], 'SQL must not know requests: it is reused by handlers, tests and tools'],
  media: [['base', 'domain'], 'what a file is must be found out without database, request or clock: it is fuzzed alone'],
  providers: [[...shared, 'server tools'], 'a hospital swaps providers; they may know neither database nor requests'],
  relay: [['base'], 'what passes between two browsers is kept from the database and from everything that writes'],
  smart: [[...shared, 'server tools'], 'speaking with other servers must go without database and request, so that it can be held up without holding them up'],
  fhir: [[...shared, 'store'], 'what a resource says must follow from the rows it is given; it asks no database and no request'],
  handlers: [[...shared, 'store', 'providers', 'media', 'relay', 'fhir', 'server tools'], 'handlers see types, never HTTP'],
  demo: [[...shared, 'store', 'providers', 'handlers', 'server tools'], 'the demo desk plays the hospital staff: it may do what handlers do, not speak HTTP'],
  http: [[...shared, 'store', 'providers', 'relay', 'smart', 'fhir', 'handlers', 'demo', 'server tools'], 'HTTP is the outermost layer; nothing of the client belongs here'],
  'server main': [[...shared, 'store', 'providers', 'handlers', 'demo', 'http', 'server tools'], 'client and server share the contract, never code'],
  'server tools': [shared, 'helpers of the whole server (logging) must not pull its layers in'],
};

// Third-party headers and the only places where they may be seen.
export const foreign = [
  [/^SDL/, /^client\/host\/web_/, 'SDL2 exists in the web host only; the headless host has no window'],
  [/^(imgui|misc\/freetype)/, /^client\/(ui|host)\//, 'ui is the only place that lays out and paints with Dear ImGui'],
  [/^emscripten/, /^client\/host\/web_/, 'everything else must compile natively, where tests and sanitizers run'],
  [/^(sqlite3|libpq)/, /^server\/store\//, 'store is the only SQL'],
  [/^(jpeglib|png|webp\/)/, /^server\/media\//, 'media is the only place that decodes what strangers send'],
  [/^openssl/, /^server\/smart\//, 'smart is the only place that speaks TLS and checks what others have signed'],
  [/^sodium/, /^server\//, 'keys and sealed fields never reach a browser'],
  [/^drogon\/Http/, /^server\/(http\/|main\.cpp$)/, 'http is the only place that knows HTTP'],
];

export const partOf = (path) => parts.find(([, pattern]) => pattern.test(path))?.[0];
