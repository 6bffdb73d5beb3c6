import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inventCitizenId, inventDay, inventMobilePhone, seededPick } from './generate.ts';
import { maskAddress, maskBankCard, maskEmail, maskCitizenId, maskName, maskPhone, maskPlate } from './mask.ts';
import { findUnmasked } from './unmasked.ts';

test('Names show who is meant to those who know them, and to nobody else', () => {
  const shown: Record<string, string> = {
    王明: '王*', 王小明: '王*明', 王李小明: '王**明', 欧阳修: '欧阳*', 欧阳小明: '欧阳**', 欧阳: '欧*', 明: '*', '': '',
    '阿依古丽·买买提': '阿***·买**', 'John Smith': 'J*** S****', Madonna: 'M******', '𠮷田一': '𠮷*一',
  };
  for (const [name, masked] of Object.entries(shown)) assert.equal(maskName(name), masked);
});

test('Identity numbers show more to staff than to the public', () => {
  assert.equal(maskCitizenId('999901199003070017', 'staff'), '999901********0017');
  assert.equal(maskCitizenId('999901199003070017'), '9****************7');
  assert.equal(maskCitizenId('99990117', 'staff'), '********');
});

test('Telephones, cards, addresses, e-mail and plates follow the conventions', () => {
  assert.equal(maskPhone('13800005678'), '138****5678');
  assert.equal(maskPhone('0668-2912345'), '0668-*******');
  assert.equal(maskPhone('110'), '***');
  assert.equal(maskBankCard('6222 0000 0000 5678'), '************5678');
  assert.equal(maskAddress('广东省茂名市茂南区河东街道文明中路99号2栋301房'), '广东省茂名市茂南区河东街道****');
  assert.equal(maskAddress('江苏省镇江市京口区大市口街道1号'), '江苏省镇江市京口区大市口街道****');
  assert.equal(maskAddress('茂名市电白区水东镇忠良街8号'), '茂名市电白区水东镇****');
  assert.equal(maskAddress('人民大道5号'), '人民大道****');
  assert.equal(maskAddress('某处三楼'), '某处三****');
  assert.equal(maskEmail('liwen@example.cn'), 'l***@example.cn');
  assert.equal(maskEmail('nonsense'), '********');
  assert.equal(maskPlate('粤K·12345'), '粤K·***45');
  assert.equal(maskPlate('粤KD12345'), '粤K·****45');
});

test('The search for open personal data finds what is open and nothing that is masked', () => {
  const today = '2026-03-12';
  fc.assert(fc.property(fc.string(), (seed) => {
    const pick = seededPick(seed);
    const id = inventCitizenId(pick, { bornOn: inventDay(pick, '1930-01-01', today), sex: 'male' });
    const mobile = inventMobilePhone(pick);
    assert.deepEqual(findUnmasked(`{"id":"${id}","phone":"+86 ${mobile}"}`, today), [{ kind: 'idNumber', value: id }, { kind: 'mobile', value: `+86 ${mobile}` }]);
    assert.deepEqual(findUnmasked(`${maskCitizenId(id, 'staff')} ${maskPhone(mobile)} ${id}0 a${mobile}`, today), []);
  }));
  assert.deepEqual(findUnmasked('编号 999901199003070018，时间 20260312140509123', today), []);
});
