// What a helper may see, as lists. Everything that is not on one of them is masked: a new screen, a new placeholder and a new
// kind of node are hidden until someone decides otherwise, here.

// Screens where what is chosen says nothing about health or family: which way to be checked, how to get the medicine.
const choices = new Set(['sign_in', 'consents', 'verify', 'face_consent', 'fulfilment', 'settings', 'help']);

// Screens where what stands beside a row's name says no more than the form itself: the kind of document.
const facts = new Set([...choices, 'identity']);

// Screens whose very sentences are about the patient, even where they are the app's own words ("your condition has changed"):
// only what can be pressed or filled in keeps its words.
const told = new Set(['chat', 'terminated', 'summary', 'emergency', 'viewer', 'document', 'photo', 'order', 'rating', 'question', 'not_refill']);

// Placeholders whose value may be seen when it is a number of at most three digits, in texts about the form itself.
const counts = new Set(['n', 'm', 'index', 'step', 'count', 'total', 'of', 'done', 'max', 'given']);
const counted = /^(common|identity|sign_in|records|addresses|waiting|complaint\.words|feedback\.words|gate\.question|(fulfilment|refill|review)\.error|people\.code|help\.(code|duty))\./;

// Placeholders whose value may be seen when it is one of the app's own texts: the name of a step, of a document.
const named = new Set(['name', 'what', 'title', 'label', 'side']);

// Data that the app draws in its own way.
const drawn = /\b(bubble|person|digits|value|history)\b/;

// Ids that no text belongs to.
const fixed = new Set(['saved', 'status', 'h1', 'errors', 'errors.title', 'emergency.dialog', 'emergency.call', 'emergency.close', 'viewer.tag',
  // Fields that a helper may propose (src/domain/help.cpp): the console must know them by name.
  'addresses.address_line', 'addresses.address_name', 'addresses.address_phone', 'records.date', 'records.hospital',
]);

export const showsChoices = (screen: string): boolean => choices.has(screen);
export const showsFacts = (screen: string): boolean => facts.has(screen);
export const tellsOfPatient = (screen: string): boolean => told.has(screen);
export const isCount = (name: string): boolean => counts.has(name);
export const mayCount = (key: string): boolean => counted.test(key);
export const isNamed = (name: string): boolean => named.has(name);
export const isData = (variant: string): boolean => drawn.test(variant);
export const isFixed = (id: string): boolean => fixed.has(id) || id.startsWith('bar.') || id.startsWith('dock.') || id.startsWith('steps.');
