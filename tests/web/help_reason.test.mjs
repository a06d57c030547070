// Why someone asks for help: what of it leaves the page, and how the console says it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/files.mjs';
import { test } from '../../tools/test-runner.mjs';
import { web } from './support.mjs';

const table = (name) => JSON.parse(readFileSync(join(root, `assets/text/${name}.json`), 'utf8'));
const zh = table('zh-CN');
const keyOf = web.createKeyOf(zh);
const said = (name) => ({ id: 'n', role: 'text', name });
const why = (screen, ...nodes) => web.reasonOf({ tree: { screen, nodes }, seconds: 9 }, keyOf);

test('help reason: the first wrong field, and which of its errors', () => {
  const wrong = [said(zh['identity.number.error_checksum']), { id: 'identity.name' }, { id: 'identity.number', invalid: 1 }, { id: 'identity.date', invalid: 1 }];
  assert.deepEqual(why('identity', ...wrong), { screen: 'identity', field: 'identity.number', error: 'identity.number.error_checksum', seconds: 9 });
  assert.deepEqual(why('people', { id: 'people.person.p1', invalid: 1 }), { screen: 'people', seconds: 9 }, 'a field whose id is data is not named');
  assert.deepEqual(web.reasonOf({ tree: undefined, seconds: 0 }, keyOf), { screen: 'home', seconds: 0 });
  const own = why('fulfilment', said(zh['fulfilment.error.name_empty']), { id: 'fulfilment.address_phone', invalid: 1 }, { id: 'fulfilment.address_phone.error', name: zh['fulfilment.error.phone_empty'] });
  assert.equal(own.error, 'fulfilment.error.phone_empty', 'the named field\'s own');
});

test('help reason: an error of the page, also with numbers in it; what only waits counts last', () => {
  assert.equal(why('sign_in', said('验证码不对，看看短信再填一次。还可以试 4 次。')).error, 'sign_in.code.error_code_wrong');
  assert.equal(why('identity', said('少了 1 位。身份证号是 18 位，您填了 17 位。')).error, 'identity.number.error_short');
  assert.equal(why('sign_in', said('没收到？09:31 后可以再发一条')).error, 'sign_in.code.again_at');
  assert.equal(why('sign_in', said(zh['sign_in.code.again']), said(zh['problem.server'])).error, 'problem.internal');
  assert.equal(why('records', said(zh['records.error.file_type'])).error, 'records.error.file_type');
  assert.equal(why('home', { id: 'n', role: 'text', name: 'x', description: zh['problem.offline'] }).error, 'problem.offline');
});

test('help reason: pages and fields that tell how somebody is go by a wider place, and their errors stay here', () => {
  for (const screen of ['red_flags', 'emergency', 'diagnosed', 'not_refill', 'changed', 'question'])
    assert.deepEqual(why(screen, { id: 'gate.question', invalid: 1 }, said(zh['identity.verify.error_open'])), { screen: 'start', seconds: 9 }, screen);
  for (const screen of ['waiting', 'chat', 'terminated', 'summary', 'rating'])
    assert.deepEqual(why(screen, said(zh['problem.offline'])), { screen: 'visit', error: 'problem.offline', seconds: 9 }, screen);
});

test('help reason: what is not on the list is not told', () => {
  const listed = new Set(Object.keys(web.errors).map((key) => zh[key]));
  for (const [key, text] of Object.entries(zh)) {
    const found = keyOf(text);
    if (!listed.has(text)) assert.ok(!found || /\{\w+\}/.test(zh[found]), `${key} is told as ${found}`);
  }
  for (const key of ['problem.prescription_expired', 'problem.guardian_needed', 'refill.error.none_chosen', 'identity.number.error_hk_macao', 'review.error.guardian', 'people.presence.error', 'gate.answer.missing', 'complaint.error.how'])
    assert.ok(keyOf(zh[key]) === '' , key);
  for (const text of ['请填任长河。', '', '任长河']) assert.equal(keyOf(text), '');
});

test('help reason: the browser, the contract and the console have one list', () => {
  const keys = Object.keys(web.errors);
  const contract = readFileSync(join(root, 'docs/openapi.yaml'), 'utf8');
  const [, listed] = /\n    HelpError:[\s\S]*?enum: \[([^\]]*)\]/.exec(contract);
  assert.deepEqual(listed.split(',').map((one) => one.trim()), keys);
  const words = [...new Set(Object.values(web.errors))].sort().map((word) => `error.${word}`);
  for (const language of ['zh-CN', 'en']) {
    for (const key of keys) assert.ok(table(language)[key], `${key} in ${language}`);
    assert.deepEqual(Object.keys(table(`console.${language}`)).filter((key) => key.startsWith('error.')), words);
  }
  for (const place of new Set(Object.values(web.wide))) assert.ok(table('console.en')[`route.${place}`]);
});

test('console: why someone asks, in words', () => {
  const { reason } = web.createNamer(web.wordsOf(table('console.zh-CN')), zh);
  const asked = (screen, more) => reason({ screen, ...more });
  assert.equal(asked('sign_in', { error: 'sign_in.code.again_at', seconds: 20 }), '登录：收不到短信');
  assert.equal(asked('identity', { field: 'identity.number', error: 'identity.number.error_checksum' }), '实名登记：“身份证号”有一位填错了');
  assert.equal(asked('identity', { field: 'identity.number', seconds: 300 }), '实名登记：“身份证号”填不对，停了 5 分钟');
  assert.equal(asked('identity', { field: 'identity.unknown', seconds: 200 }), '实名登记：停了 3 分钟');
  assert.equal(asked('start', { seconds: 5 }), '开始前的问题');
  assert.equal(asked('nowhere', { error: 'nothing' }), '别的页面');
});
