import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertAccessible, openBrowser, shot } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { does, fillUnemployment, find, letter, press, send, signIn } from '#test/browser/portal-steps.ts';

const city = await testCity();
const browser = await openBrowser();
after(() => browser.close());

/** What the stories hand on to each other: the licence of the first replaces a material of the second. */
let licence = '';
let hardship = { id: '', number: '' };

test('On a phone a citizen finds a service by their own words, reads its guide, and applies with a form the registry has filled in', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'phone' });
  await find(page, '没工作了怎么办', '失业登记');
  const guide = await page.getByRole('main').innerText();
  for (const element of ['设定依据', '实施主体', '服务对象', '办件类型', '法定办结', '承诺办结', '通办范围', '结果名称', '咨询电话', '监督投诉', '基本编码', '权力来源', '行使层级', '网上办理深度', '办理条件', '到现场', '费用', '送达方式']) assert.ok(guide.includes(element), element);
  await page.getByRole('link', { name: '现在办理' }).click();
  await page.getByRole('link', { name: '登录并开始填写' }).click();
  await page.getByLabel('用户名').fill('citizen');
  await page.getByLabel('密码').fill('yiwang-demo');
  await press(page, '登录');
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), '您需要准备这些', 'signing in leads back to where one was');
  await press(page, '开始填写');
  assert.equal(await page.getByLabel('申请人姓名').inputValue(), '彭宇鹏');
  assert.match(await page.locator('.source').first().innerText(), /取自人口库，\d{4}年\d{1,2}月\d{1,2}日核对/);
  await fillUnemployment(page);
  await shot(page, 'stories/apply-check-phone');
  const { id, number } = await send(page);
  await shot(page, 'stories/apply-sent-phone');
  await assertAccessible(page, { strict: true });
  await page.goto('/mine');
  assert.match(await page.getByRole('main').innerText(), new RegExp(`待办理[^]*${number}`));
  await does(city, 'window3', id, 'grant');
  await page.goto(`/mine/${id}`);
  await page.getByRole('link', { name: '查看证照' }).click();
  licence = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  assert.match(licence, /^1\.2\.156\.3005\.2\./);
  assert.equal(await page.locator('.stamp').innerText(), '有效');
  assert.ok(await page.getByRole('img', { name: /核验二维码/ }).isVisible());
  await shot(page, 'stories/licence-phone');
});

test('Without script a draft is kept, continued on another device, and a licence the citizen holds takes the place of a material', async () => {
  const page = await browser.newPage({ origin: city.url, javaScript: false });
  await signIn(page, 'citizen');
  await find(page, '4050 找不到工作', '就业困难人员认定');
  await page.getByRole('link', { name: '现在办理' }).click();
  await press(page, '继续');
  assert.match(await page.locator('.summary').innerText(), /有 1 处需要改正/);
  await page.getByRole('radio', { name: '残疾' }).check();
  await press(page, '继续');
  assert.match(await page.getByRole('main').innerText(), /用您的电子证照“失业登记凭证”[^]*残疾人证/, 'the answer decides the materials, the licence replaces one');
  await press(page, '开始填写');
  await press(page, '保存并继续');
  await page.getByLabel('居住的镇（街道）').selectOption({ label: '红旗街道' });
  await press(page, '先保存，以后再填');
  assert.match(await page.getByRole('main').innerText(), /已保存。换一台手机或电脑登录/);

  const phone = await browser.newPage({ origin: city.url, device: 'phone', javaScript: false });
  await signIn(phone, 'citizen');
  await phone.goto('/mine');
  await phone.getByRole('link', { name: '就业困难人员认定' }).click();
  assert.equal(await phone.getByLabel('居住的镇（街道）').locator('option:checked').innerText(), '红旗街道', 'what was chosen on the other device stands here');
  assert.ok(await phone.getByRole('radiogroup', { name: '困难类别' }).getByRole('radio', { name: '残疾' }).isChecked(), 'what was answered before is not asked twice');
  await press(phone, '保存并继续');
  assert.equal(await phone.locator('input[type=file]').count(), 1, 'only the material no licence replaces is asked for');
  await press(phone, '保存并继续');
  assert.match(await phone.locator('.summary').innerText(), /请提供“残疾人证”/);
  await phone.getByLabel('残疾人证').setInputFiles(letter);
  await press(phone, '保存并继续');
  assert.match(await phone.getByRole('main').innerText(), /证明\.pdf/);
  await shot(phone, 'stories/apply-check-replaced');
  hardship = await send(phone);
  await phone.goto('/mine');
  assert.doesNotMatch(await phone.getByRole('main').innerText(), /没写完的申请/, 'the draft is gone with the application');
});

test('What is wrong is asked for once, answered, and the decision comes with a licence whose withdrawal a stranger sees at once', async () => {
  await does(city, 'window3', hardship.id, 'correct', { reason: '残疾人证缺少有效期页，请重新上传完整的证件' });
  const page = await browser.newPage({ origin: city.url, device: 'phone', javaScript: false });
  await signIn(page, 'citizen');
  assert.match(await page.getByRole('navigation', { name: '主要栏目' }).innerText(), /我的事项\s*1/, 'the page head says that something waits');
  await page.goto(`/mine/${hardship.id}`);
  assert.match(await page.locator('.yours-box').innerText(), /需要您办理[^]*残疾人证缺少有效期页/);
  await shot(page, 'stories/correction-phone');
  await page.getByRole('link', { name: '提交补正' }).click();
  await page.getByRole('checkbox', { name: /去掉 证明\.pdf/ }).check();
  await page.getByLabel('残疾人证', { exact: true }).setInputFiles({ ...letter, name: '完整证件.pdf' });
  await press(page, '提交补正');
  assert.match(await page.getByRole('status').first().innerText(), /已经办好：提交补正/);
  await does(city, 'window3', hardship.id, 'accept');
  await does(city, 'reviewer3', hardship.id, 'grant');
  await page.goto(`/mine/${hardship.id}`);
  const steps = (await page.locator('.thread li b').allInnerTexts()).join(' → ');
  assert.equal(steps, '提交 → 一次告知补正 → 提交补正 → 受理 → 准予');
  await page.getByRole('link', { name: '查看证照' }).click();
  const identifier = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');

  const stranger = await browser.newPage({ origin: city.url, device: 'phone', javaScript: false });
  await stranger.goto('/verify');
  await stranger.getByLabel('证照标识').fill(` ${identifier} `);
  await press(stranger, '核验');
  assert.equal(await stranger.getByRole('heading', { level: 1 }).innerText(), '这张证照现在有效');
  const shown = await stranger.getByRole('main').innerText();
  assert.match(shown, /彭\*鹏/);
  assert.match(shown, /主体代码\s*＊＊＊/);
  assert.doesNotMatch(shown, /彭宇鹏/, 'a stranger learns whether it holds, not who it is');
  assert.match(shown, /签名核对\s*相符/);
  await assertAccessible(stranger, { strict: true });
  const answer = await (await city.as('reviewer3')).post(`/api/v1/proofs/${identifier}/changes`, { change: 'withdraw', why: '申请材料不实' });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  await stranger.reload();
  assert.match(await stranger.getByRole('heading', { level: 1 }).innerText(), /这张证照现在无效：已撤销/);
  await shot(stranger, 'stories/verify-withdrawn');
});

test('Pressing send twice opens one case, and a wrong file or a strange day changes nothing', async () => {
  const page = await browser.newPage({ origin: city.url });
  await signIn(page, 'citizen');
  const citizen = await city.as('citizen');
  const count = async () => (await city.house.db<{ count: number }[]>`select count(*)::int as count from matters where type = 'unemployment-registration' and not demo`)[0]?.count ?? 0;
  const before = await count();
  await page.goto('/apply/unemployment-registration');
  await press(page, '开始填写');
  await fillUnemployment(page);
  const draft = new URL(page.url()).pathname.split('/')[2] ?? '';
  const csrf = (await citizen.get('/api/v1/session')).body.csrf as string;
  const cookie = `yiwang_session=${citizen.token}`;
  const twice = await Promise.all([1, 2].map(() => fetch(`${city.url}/drafts/${draft}/submit`, { method: 'POST', redirect: 'manual', headers: { cookie, accept: 'text/html' }, body: new URLSearchParams({ _csrf: csrf }) })));
  assert.deepEqual(twice.map(({ status }) => status).toSorted(), [303, 404]);
  assert.equal(await count(), before + 1);

  const saved = (await citizen.post('/api/v1/drafts', { type: 'job-hardship', answers: { hardship: 'disabled' }, form: {}, materials: {} })).body as { id: string };
  await page.goto(`/drafts/${saved.id}/materials`);
  await page.getByLabel('残疾人证').setInputFiles({ name: '证件.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ\x90\0this is a program') });
  await press(page, '保存并继续');
  assert.match(await page.locator('.summary').innerText(), /证件\.pdf：不接收这种文件/);
  await page.goto(`/drafts/${saved.id}/check`);
  await press(page, '提交申请');
  assert.match(await page.locator('.summary').innerText(), /还有 \d 处没有填好/);
  await page.locator('.summary a').first().click();
  assert.match(new URL(page.url()).hash, /^#f-/, 'each line leads to the very box');
});
