// Photos and voice notes in the conversation, with a microphone that the browser makes up.
import assert from 'node:assert/strict';
import { test, ways } from '../../tools/test-runner.mjs';
import { Desk } from '../api/support/desk.mjs';
import { ok } from '../api/support/client.mjs';
import { auditor } from './support/audit.mjs';
import { photo } from './support/files.mjs';
import { askDoctor } from './support/journeys.mjs';
import { launch, Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required'];

// In conversation with a doctor whom the test plays.
async function inConversation(options = {}) {
  const site = await startSite({ desk: false });
  const person = await Person.arrive(site.url, options);
  await askDoctor(person, person.language === 'en' ? 'Dizzy in the morning.' : '早上有点头晕。');
  const desk = new Desk(site);
  const [visit] = ok(await desk.get('/desk/queue')).items;
  await desk.accept(visit.id);
  await person.field('chat.text.label').waitFor();
  return { site, person, desk, visit: visit.id };
}

const saidBy = async (desk, visit) => ok(await desk.get(`/desk/visits/${visit}/messages`)).items.filter((one) => one.from === 'patient');

for (const [name, options] of ways([['painted', {}], ['in plain paint', { paint: 'plain' }], ['in elder size, in English', { size: 'elder', language: 'en' }]])) {
  test(`a photo is looked at before it goes, and read marks come back, ${name}`, { timeoutMs: 240_000 }, async () => {
    const { site, person, desk, visit } = await inConversation(options);
    const at = auditor(person);
    await person.pick('chat.photo.pick', photo('血压记录.png', 60_000));
    await person.node('button', person.t('chat.photo.send')).waitFor();
    await person.type('chat.photo.words', '血压');
    await at('photo');
    await person.shot(`chat-photo-${name}`);
    await person.press('chat.photo.send');
    await person.node('button', new RegExp(person.t('chat.photo.see', { who: '.*' }))).waitFor();
    const [said] = await saidBy(desk, visit);
    assert.deepEqual([said.text, said.attachment.kind], ['血压', 'photo']);
    ok(await desk.post(`/desk/visits/${visit}/read`, { message_id: said.id }), 204);
    await person.reads(person.t('chat.read.mark'));
    await at('read');
    await person.shot(`chat-read-${name}`);
    at.done(['photo', 'read']);
    await person.leave();
    await site.stop();
  });
}

test('a voice note is recorded, listened to, sent and played again', { timeoutMs: 240_000 }, async () => {
  const browser = await launch(...microphone);
  const { site, person, desk, visit } = await inConversation({ browser });
  const listen = new RegExp(person.t('chat.listen.now', { n: '\\d+' }));
  const nothing = person.page.getByText(person.t('chat.mic_failed')).first();
  const record = async () => {
    await person.press('chat.record.start');
    await person.node('button', person.t('chat.record.stop')).waitFor();
    await person.shot('chat-recording');
    await person.reads(/0:0[1-9]/); // a second was recorded
    await person.press('chat.record.stop');
    await person.node('button', listen).first().or(nothing).first().waitFor();
  };
  await record();
  if (await nothing.isVisible()) await record(); // the browser's invented microphone gave nothing: done again, as the page says
  await person.pressNamed(listen);
  await person.node('button', listen).waitFor(); // heard to its end
  await person.shot('chat-voice');
  await person.press('chat.voice.send');
  const play = new RegExp(person.t('chat.play.now', { who: '.*', length: '.*' }));
  await person.node('button', play).waitFor();
  const [said] = await saidBy(desk, visit);
  assert.equal(said.attachment.kind, 'voice');
  await person.pressNamed(play);
  await person.node('button', play).waitFor();
  await person.leave();
  await browser.close();
  await site.stop();
});

test('without a microphone the page says what to do instead', { timeoutMs: 240_000 }, async () => {
  const { site, person } = await inConversation(); // this browser has none, and may not ask
  await person.press('chat.record.start');
  const texts = ['chat.mic_denied', 'chat.mic_missing', 'chat.mic_failed'].map((key) => person.page.getByText(person.t(key)).first());
  await texts[0].or(texts[1]).or(texts[2]).first().waitFor();
  await person.type('chat.text.label', '那我打字。');
  await person.press('chat.send.now');
  await person.reads('那我打字。');
  await person.leave();
  await site.stop();
});
