// Voice notes: recording with a microphone that behaves as told, and playing one at a time.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { recorder as events, until, web } from './support.mjs';

class Track {
  stopped = false;
  stop() {
    this.stopped = true;
  }
}

// Just enough of a MediaRecorder: bytes come when it is stopped.
function microphone({ refuse, types = ['audio/webm;codecs=opus'] } = {}) {
  const tracks = [new Track()];
  const made = [];
  class FakeRecorder {
    static isTypeSupported = (type) => types.includes(type);
    state = 'inactive';
    constructor(stream, options) {
      this.mimeType = options.mimeType ?? '';
      made.push(this);
    }
    start() {
      this.state = 'recording';
    }
    stop() {
      this.state = 'inactive';
      this.ondataavailable({ data: new Blob(['sound']) });
      this.onstop();
    }
  }
  const mediaDevices = {
    async getUserMedia() {
      if (refuse) throw Object.assign(new Error('no'), { name: refuse });
      return { getTracks: () => tracks };
    },
  };
  return { tracks, made, window: { navigator: { mediaDevices }, MediaRecorder: FakeRecorder } };
}

function setUp(options = {}) {
  const mic = microphone(options);
  const record = events();
  const files = [];
  const recorder = web.createRecorder({
    window: { ...mic.window, ...options.window },
    emit: record.emit,
    addFile: (picker, file) => (files.push({ picker, file }), 'handle'),
    language: () => 'zh-CN',
    ...options.deps,
  });
  const states = () => record.events.filter((one) => one.on === 'file').map((one) => one.state);
  const last = () => record.events.at(-1);
  return { ...mic, ...record, files, recorder, states, last };
}

const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test('recorder: what was said becomes a picked file, and the microphone is let go', async () => {
  const t = setUp();
  await t.recorder.start('chat.voice');
  assert.deepEqual(t.states(), ['recording']);
  await later(350); // longer than a slip of the finger
  t.recorder.stop();
  const [{ picker, file }] = t.files;
  assert.deepEqual([picker, file.name, file.type, await file.text()], ['chat.voice', 'voice.webm', 'audio/webm', 'sound']);
  assert.ok(t.tracks[0].stopped);
  assert.ok(t.last().sent >= 1, 'a note is never 0 seconds long');
});

test('recorder: a browser without WebM records what it can', async () => {
  const t = setUp({ types: ['audio/mp4'] });
  await t.recorder.start('chat.voice');
  await later(350);
  t.recorder.stop();
  assert.deepEqual([t.files[0].file.name, t.files[0].file.type], ['voice.mp4', 'audio/mp4']);
});

test('recorder: a slip of the finger is no note, and says so', async () => {
  const t = setUp();
  await t.recorder.start('chat.voice');
  t.recorder.stop();
  assert.equal(t.files.length, 0);
  assert.deepEqual([t.last().state, t.last().error], ['failed', 'mic_short']);
  assert.ok(t.tracks[0].stopped);
});

test('recorder: what is thrown away leaves nothing', async () => {
  const t = setUp();
  await t.recorder.start('chat.voice');
  await later(350);
  t.recorder.drop();
  assert.equal(t.files.length, 0);
  assert.ok(t.tracks[0].stopped);
});

test('recorder: it stops by itself at the longest', async () => {
  const t = setUp({ deps: { longestMs: 320 } });
  await t.recorder.start('chat.voice');
  await until(() => t.files.length === 1, 'the note');
  assert.ok(t.tracks[0].stopped);
});

test('recorder: each refusal has its name', async () => {
  for (const [refuse, code] of [['NotAllowedError', 'mic_denied'], ['NotFoundError', 'mic_missing'], ['AbortError', 'mic_failed']]) {
    const t = setUp({ refuse });
    await t.recorder.start('chat.voice');
    assert.deepEqual([t.last().state, t.last().error], ['failed', code]);
  }
  const without = setUp({ window: { MediaRecorder: undefined } });
  await without.recorder.start('chat.voice');
  assert.equal(without.last().error, 'mic_missing');
});

test('recorder: permission that comes after the person gave up records nothing', async () => {
  const t = setUp();
  const starting = t.recorder.start('chat.voice');
  t.recorder.drop();
  await starting;
  assert.deepEqual(t.states(), []);
  assert.ok(t.tracks[0].stopped);
});

function listenerClass(answer) {
  const made = [];
  class Listener {
    static asked = [];
    static async available(options) {
      Listener.asked.push(options);
      return answer;
    }
    constructor() {
      made.push(this);
    }
    start() {
      this.started = true;
    }
    abort() {
      this.stopped = true;
    }
  }
  return { Listener, made };
}

test('recorder: words are heard only where the device itself understands them', async () => {
  const here = listenerClass('available');
  const t = setUp({ window: { SpeechRecognition: here.Listener } });
  await t.recorder.start('chat.voice');
  await until(() => here.made[0]?.started, 'the listener');
  assert.deepEqual(here.Listener.asked, [{ langs: ['zh-CN'], processLocally: true }]);
  assert.equal(here.made[0].processLocally, true);
  here.made[0].onresult({ results: [[{ transcript: '晚上' }], [{ transcript: '没事' }]] });
  assert.deepEqual([t.last().state, t.last().name], ['heard', '晚上没事']);
  t.recorder.drop();
  assert.ok(here.made[0].stopped);

  const far = listenerClass('downloadable');
  const other = setUp({ window: { SpeechRecognition: far.Listener } });
  await other.recorder.start('chat.voice');
  await later(20);
  assert.equal(far.made.length, 0, 'nothing is sent to a service of the browser’s maker');
  other.recorder.drop();
});

function speaker(fetch) {
  const record = events();
  const audio = { duration: 7, currentTime: 0, src: '', paused: true, play: async () => {}, pause() {}, getAttribute: () => audio.src };
  const urls = { made: 0, gone: [], createObjectURL: () => `blob:${++urls.made}`, revokeObjectURL: (url) => urls.gone.push(url) };
  const player = web.createPlayer({
    fetch, emit: record.emit, token: () => 't1', fileOf: (handle) => (handle === 'f1' ? new Blob(['x']) : null), audio: () => audio, urls,
  });
  const states = () => record.events.map(({ file, state }) => `${state} ${file}`);
  return { player, audio, urls, states, ...record };
}

test('player: a message is fetched once, with the token, and tells how far it is', async () => {
  const asked = [];
  const t = speaker(async (url, init) => (asked.push([url, init.headers.Authorization]), new Response('sound')));
  await t.player.play('chat.play', 'message:m1');
  assert.deepEqual(asked, [['/api/v1/messages/m1/content', 'Bearer t1']]);
  t.audio.currentTime = 3.4;
  t.audio.ontimeupdate();
  t.audio.ontimeupdate(); // the same second is told once
  assert.deepEqual([t.events.at(-1).sent, t.events.at(-1).bytes, t.events.length], [3, 7, 2]);
  t.audio.onended();
  await t.player.play('chat.play', 'message:m1');
  assert.equal(asked.length, 1);
  assert.deepEqual(t.states(), ['playing message:m1', 'playing message:m1', 'ended message:m1', 'playing message:m1']);
});

test('player: one at a time; a second press on another ends the first', async () => {
  const t = speaker(async () => new Response('sound'));
  await t.player.play('chat.play', 'message:m1');
  await t.player.play('chat.play', 'file:f1');
  assert.deepEqual(t.states(), ['playing message:m1', 'ended message:m1', 'playing file:f1']);
  t.player.stop();
  assert.equal(t.states().at(-1), 'ended file:f1');
});

test('player: what cannot be had or heard is said, and signing out forgets the sounds', async () => {
  const t = speaker(async () => new Response('', { status: 404 }));
  await t.player.play('chat.play', 'message:m1');
  assert.deepEqual([t.events.at(-1).state, t.events.at(-1).error], ['failed', 'offline']);
  await t.player.play('chat.play', 'file:f1');
  t.audio.onerror();
  assert.deepEqual([t.events.at(-1).state, t.events.at(-1).error], ['failed', 'sound']);
  t.player.clear();
  assert.deepEqual(t.urls.gone, ['blob:1']);
});

test('sounds: leaving the page keeps what was said, and stops what is heard', async () => {
  const mic = microphone();
  const record = events();
  const files = [];
  const sounds = web.createSounds({
    window: { ...mic.window, Audio: class {}, URL }, fetch: async () => new Response('x'), emit: record.emit,
    token: () => '', language: () => 'en', addFile: (picker, file) => (files.push(file), 'h'), fileOf: () => null,
  });
  sounds.record('chat.voice', 'start');
  await until(() => record.events.some((one) => one.state === 'recording'), 'recording');
  await later(350);
  sounds.leave();
  assert.equal(files.length, 1);
  assert.ok(mic.tracks[0].stopped);
});
