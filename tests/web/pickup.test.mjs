// Medicine handed out at the console: what is missing before a try is spent, what is sent, and what a refusal is about.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { web } from './support.mjs';

const draft = (entries) => new Map(Object.entries(entries).map(([name, value]) => [`pickup-${name}`, value]));
const wrong = (entries) => web.faultsOf(draft(entries)).map(({ at }) => at.replace('pickup-', ''));
const asked = (entries) => web.requestOf(draft(entries));
const order = { id: 'o', pharmacy: 'p', moved_at: '', items: [{ name: '阿托伐他汀钙片', specification: '20 mg × 7', weeks: 4 }, { name: 'Aspirin', specification: '100 mg', weeks: 4 }], pickup_blocked: false, mandate_holders: [{ mandate_id: 'm1', name: '何秀英' }, { mandate_id: 'm2', name: '周桂香' }] };

test('console pickup: what is missing is said before a try is spent', () => {
  assert.deepEqual(wrong({}), ['code', 'who']);
  assert.deepEqual(wrong({ code: '12345', who: 'self' }), ['code']);
  assert.deepEqual(wrong({ code: '1234567', who: 'self' }), ['code']);
  assert.deepEqual(wrong({ code: ' 123 456 ', who: 'self' }), []);
  assert.deepEqual(wrong({ code: '123456', who: 'other' }), ['name', 'patient', 'proxy']);
  assert.deepEqual(wrong({ code: '123456', who: 'm1', name: ' ', patient: 'yes', proxy: '' }), ['name', 'proxy']);
  assert.deepEqual(wrong({ code: '123456', who: 'm1', name: '何秀英', patient: 'yes', proxy: 'yes' }), []);
});

test('console pickup: whoever comes themselves is sent as a code alone, whatever was written for somebody else before', () => {
  const proxy = { name: ' 何秀英 ', patient: 'yes', proxy: 'yes' };
  assert.deepEqual(asked({ code: '123-456', who: 'self', ...proxy }), { code: '123456' });
  assert.deepEqual(asked({ code: '123456', who: 'other', ...proxy }), { code: '123456', proxy: { name: '何秀英', patient_document_seen: true, proxy_document_seen: true } });
  assert.deepEqual(asked({ code: '123456', who: 'm1', ...proxy, patient: '' }), { code: '123456', proxy: { name: '何秀英', patient_document_seen: false, proxy_document_seen: true, mandate_id: 'm1' } });
});

test('console pickup: a worker\'s name is offered, and what somebody wrote is theirs', () => {
  assert.equal(web.nameFor('m1', '', order), '何秀英');
  assert.equal(web.nameFor('m2', '何秀英', order), '周桂香', 'another one');
  assert.equal(web.nameFor('other', '何秀英', order), '', 'not the worker after all');
  assert.equal(web.nameFor('m1', '王小明', order), '王小明');
  assert.equal(web.nameFor('self', '王小明', order), '王小明', 'kept for when it is somebody else again');
  assert.equal(web.nameFor('other', ' ', { ...order, mandate_holders: undefined }), '');
});

test('console pickup: each refusal is said where it belongs', () => {
  const of = (status, body) => web.faultsIn({ status, body }).map(({ at, name, values }) => [at, name, ...(values ? [values.n] : [])].join(' '));
  assert.deepEqual(of(422, { code: 'code_wrong', attempts_left: 3, errors: [{ pointer: '/code', code: 'code_wrong' }] }), ['pickup-code pickup.code.wrong_left 3']);
  assert.deepEqual(of(422, { code: 'code_wrong', attempts_left: 0 }), ['pickup-code pickup.code.used_up']);
  assert.deepEqual(of(422, { code: 'code_used_up' }), ['pickup-code pickup.code.used_up']);
  assert.deepEqual(of(409, { code: 'mandate_ended' }), ['pickup-who pickup.mandate.ended']);
  assert.deepEqual(of(422, { code: 'validation', errors: [{ pointer: '/proxy/name', code: 'mandate.name' }] }), ['pickup-name pickup.name.differs']);
  assert.deepEqual(of(422, { code: 'validation', errors: [{ pointer: '/proxy/name', code: 'name.character' }, { pointer: '/proxy/patient_document_seen', code: 'required' }, { pointer: '/proxy/proxy_document_seen', code: 'required' }, { pointer: '/elsewhere', code: 'x' }] }),
    ['pickup-name pickup.name.wrong', 'pickup-patient pickup.patient.unseen', 'pickup-proxy pickup.proxy.unseen']);
  for (const [status, body] of [[0, null], [409, { code: 'illegal_state' }], [404, { code: 'not_found' }], [403, { code: 'forbidden' }], [500, '']]) assert.deepEqual(of(status, body), []);
});

test('console pickup: found by a medicine, in parts, in any order', () => {
  for (const wanted of ['', '  ', '阿托', 'ASPIRIN', '100 asp', '20 阿托伐']) assert.ok(web.matches(order, wanted), wanted);
  for (const wanted of ['替格瑞洛', '阿托 200']) assert.ok(!web.matches(order, wanted), wanted);
});

test('console pickup: digits are looked for as a code, all else as a name, half a code not at all', () => {
  assert.deepEqual(web.searchOf(' 123 456 '), { code: '123456' });
  assert.deepEqual(web.searchOf('１２３－４５６'), { code: '123456' });
  assert.deepEqual(web.searchOf(' 任 '), { surname: '任' });
  assert.deepEqual(web.searchOf('O\'Neill'), { surname: 'O\'Neill' });
  for (const half of ['12345', '1234567', '-']) assert.equal(web.searchOf(half).name, 'pickup.code.short');
  assert.equal(web.searchOf('  ').name, 'pickup.find.empty');
  const said = (status, body) => web.foundNothing({ status, body })?.name;
  assert.equal(said(422, { code: 'code_wrong', attempts_left: 2 }), 'pickup.find.wrong_left');
  assert.equal(said(422, { code: 'code_wrong', attempts_left: 0 }), 'problem.code_tries');
  assert.equal(said(422, { code: 'validation' }), 'pickup.find.neither');
  assert.equal(said(429, { code: 'code_tries' }), undefined, 'as any other refusal');
  assert.equal(said(0, null), undefined);
});
