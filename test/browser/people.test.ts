import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newId } from '#kernel/database/id.ts';
import { inventCitizenId, seededPick } from '#domain/subject/identifiers/generate.ts';
import { savePersons } from '#domain/subject/persons.ts';
import { assertAccessible, assertFitsWidth, assertQuiet, openBrowser, shot, troublesOf, type PageOptions } from '#test/kit/browser.ts';
import { personOf, testCity } from '#test/kit/city.ts';
import { enter } from './sign-in.ts';

const [city, browser] = await Promise.all([testCity({ faces: true }), openBrowser()]);
after(() => browser.close());
const { db } = city.house;
const office = async (username: string, options: PageOptions = {}) => enter(await browser.newPage({ origin: city.url, ...options }), 'office', username);
const prove = () => db`update sessions set proven_at = now()`;

const child = { id: newId(), name: '梁小童', idNumber: inventCitizenId(seededPick('child'), { bornOn: '2018-05-06', sex: 'male' }), phone: null, address: '演示路 8 号', sex: '男' as const, born: '2018-05-06', region: '440902001000' };
await savePersons(db, city.house, [child]);

test('A clerk finds a child, registers the guardian by papers; without the guardian’s consent nothing is shown in full, with it it is, and the guardian takes it back', async () => {
  const guardian = await personOf(city, 'citizen');
  const clerk = await office('window');
  await clerk.getByRole('link', { name: '人员查询' }).first().click();
  await clerk.getByRole('radio', { name: '姓名' }).check();
  await clerk.getByLabel('查找内容').fill('没有这个人');
  await clerk.getByRole('button', { name: '查找' }).click();
  await clerk.getByText('人口库里没有完全相符的人').waitFor();
  await clerk.getByRole('radio', { name: '公民身份号码' }).check();
  await clerk.getByLabel('查找内容').fill(child.idNumber);
  await clerk.getByRole('button', { name: '查找' }).click();
  await clerk.getByText('没有登记').waitFor();
  assert.ok(!(await clerk.locator('.found-person').innerText()).includes(child.idNumber.slice(6, 14)), 'what was found is masked');
  assert.ok(!clerk.url().includes(child.idNumber), 'what was looked for stands in no address');
  await assertAccessible(clerk);
  await shot(clerk, 'office/person');

  await clerk.getByRole('button', { name: '登记代办或监护' }).click();
  assert.equal(await clerk.getByLabel('授权到').count(), 0, 'a guardian is one until somebody ends it');
  await clerk.getByLabel('代办人（监护人）姓名').fill(guardian.name);
  await clerk.getByLabel('代办人（监护人）公民身份号码').fill(guardian.idNumber);
  await clerk.locator('#mandate-evidence').setInputFiles({ name: '户口簿.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF') });
  await assertAccessible(clerk);
  await clerk.getByRole('button', { name: '登记', exact: true }).click();
  await clerk.getByText(/长期 · 窗口登记/).waitFor();
  await clerk.getByText(/^监护人是 .\*/).waitFor();
  await shot(clerk, 'office/person-mandate');

  const see = async () => {
    await clerk.getByRole('button', { name: '查看完整信息' }).first().click();
    await clerk.getByLabel('用途').fill('核对入学材料');
    await clerk.getByRole('dialog').getByRole('button', { name: '查看完整信息' }).click();
  };
  await prove();
  await see();
  await clerk.getByText('未成年人信息受特别保护').waitFor();
  await clerk.keyboard.press('Escape');

  const portal = await browser.newPage({ origin: city.url, device: 'phone', javaScript: false });
  await portal.goto('/sign-in?back=/my-data');
  await portal.getByLabel('用户名').fill('citizen');
  await portal.getByLabel('密码').fill('yiwang-demo');
  await portal.locator('main').getByRole('button', { name: '登录' }).first().click();
  await portal.getByText('没有您的同意，任何部门都不能查看孩子的完整信息').waitFor();
  await assertAccessible(portal);
  await shot(portal, 'portal/child-consent');
  await portal.getByRole('radio', { name: '梁小童' }).check();
  await portal.getByLabel('同意用来做什么').fill('核对入学材料');
  await portal.getByLabel('同意哪个部门').selectOption({ label: '本市各政务部门' });
  await portal.getByRole('button', { name: '我同意' }).click();
  await portal.getByText('监护人代梁小童同意').waitFor();
  assert.equal(await portal.getByText('没有您的同意').count(), 0);

  await see();
  await clerk.getByText(child.idNumber).waitFor();
  await portal.getByRole('button', { name: /撤回/ }).first().click();
  await portal.getByText('没有您的同意').waitFor();

  await clerk.getByRole('button', { name: /^终止 / }).click();
  await clerk.getByLabel('原因（双方都会看到）').fill('监护关系变更');
  await clerk.getByRole('dialog').getByRole('button', { name: '终止' }).click();
  await clerk.getByText('已终止：监护关系变更').waitFor();
  assert.deepEqual(troublesOf(portal), []);
});

test('The page fits a phone, and who may not look persons up is not offered it', async () => {
  const clerk = await office('window', { device: 'phone' });
  await clerk.goto('/office/people');
  await clerk.getByLabel('查找内容').waitFor();
  await assertFitsWidth(clerk);
  await assertAccessible(clerk);
  assertQuiet(clerk);
  const dispatcher = await office('dispatch');
  assert.equal(await dispatcher.getByRole('link', { name: '人员查询' }).count(), 0);
});
