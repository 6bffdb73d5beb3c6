import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertAccessible, assertFitsWidth, openBrowser, shot } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { does, photo, press, signIn } from '#test/browser/portal-steps.ts';

const city = await testCity();
const browser = await openBrowser();
after(() => browser.close());

const spot = (await city.guest.get('/api/v1/regions/440902000000')).body.centre as [number, number];
const unit = (await (await city.as('repair')).get('/api/v1/session')).body.reader.organ as string;
let number = '';
let id = '';

test('One entrance on a phone: what waits for me, services, licences, my data and reporting are each one press away', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'phone' });
  await signIn(page, 'citizen');
  for (const [name, title] of [['我的事项', '我的事项'], ['我的证照', '我的证照'], ['随手报', '随手报'], ['全部事项', '全部事项'], ['核验证照', '核验证照'], ['我的数据', '我的数据']] as const) {
    await page.goto('/');
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), title);
    await assertFitsWidth(page);
  }
  assert.match(await page.getByRole('main').innerText(), /谁查过我的数据[^]*彭宇鹏/);
  await shot(page, 'stories/my-data-phone');
});

test('A citizen reports a broken road with a photo and the position of the phone, and sees it become a case', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'phone', position: spot });
  await signIn(page, 'citizen');
  await page.goto('/report');
  await page.getByLabel('问题类型').selectOption({ label: '道路破损、坑洼' });
  await page.getByLabel('说说情况').fill('路口塌了一个大坑，电动车容易摔');
  await page.getByLabel(/位置说明/).fill('人民南路农行门口');
  await page.getByLabel(/照片/).setInputFiles(photo);
  await Promise.all([page.waitForEvent('load'), press(page, '用我现在的位置')]);
  assert.match(await page.locator('#place-chosen').innerText(), /所选位置：茂名市茂南区/);
  assert.match(await page.getByRole('list', { name: '已上传' }).innerText(), /现场\.(png|jpg)/, 'the photo is kept while the place is chosen');
  await shot(page, 'stories/report-phone');
  await assertAccessible(page, { strict: true });
  await press(page, '提交');
  number = await page.locator('.big-number').innerText();
  id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  assert.match(await page.locator('.thread').innerText(), /现在：待立案[^]*政务服务数据管理局[^]*处理中[^]*待核查[^]*待反映人确认/);
  await shot(page, 'stories/report-sent');
});

test('Without script a neighbour points at the same place on the map, sees the report that is there, and joins it instead', async () => {
  const page = await browser.newPage({ origin: city.url, device: 'phone', javaScript: false });
  await signIn(page, 'owner');
  await page.goto('/report');
  await page.getByLabel('问题类型').selectOption({ label: '道路破损、坑洼' });
  await page.getByLabel('说说情况').fill('农行门口有个坑');
  await page.getByLabel('输入地名查找').fill('红旗');
  await press(page, '查找');
  await page.getByRole('radio', { name: '茂名市茂南区红旗街道', exact: true }).check();
  await page.getByRole('group', { name: '找到这些地方，请选一个' }).getByRole('button').click();
  assert.match(await page.locator('#place-chosen').innerText(), /红旗街道/);
  await page.getByLabel('输入地名查找').fill('茂南区');
  await press(page, '查找');
  assert.match(await page.locator('#place-chosen').innerText(), /所选位置：茂名市茂南区/);
  const map = page.locator('input[type=image]');
  await map.click({ position: { x: 144, y: 144 } });
  assert.match(await page.locator('#place-chosen').innerText(), /所选位置：茂名市茂南区/, 'pressing the middle of the map keeps the place');
  await page.getByText('直接填经纬度').click();
  const [lon, lat] = [Number(await page.getByLabel('经度').inputValue()), Number(await page.getByLabel('纬度').inputValue())];
  assert.ok(Math.hypot(lon - spot[0], lat - spot[1]) < 0.002, `${lon}, ${lat} is where was pressed`);
  await press(page, '提交');
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), '附近已有人报告，是同一件事吗？');
  assert.match(await page.getByRole('main').innerText(), /人民南路农行门口[^]*约 \d+ 米 · 1 人报告/);
  await assertAccessible(page, { strict: true });
  await shot(page, 'stories/report-same');
  await press(page, '就是这件');
  assert.match(await page.getByRole('main').innerText(), /已把您加入这件事/);
  assert.equal(new URL(page.url()).pathname, `/reports/${number}`);
});

test('Anybody follows the public progress, which tells nothing of who reported', async () => {
  await does(city, 'dispatch', id, 'dispatch', { data: { organ: unit } });
  const page = await browser.newPage({ origin: city.url, device: 'phone', javaScript: false });
  await page.goto(`/reports/${number}`);
  const shown = await page.getByRole('main').innerText();
  assert.match(shown, /处理中[^]*城市管理和综合执法局/);
  assert.doesNotMatch(shown, /彭宇鹏|吴华杰|电动车/);
  await shot(page, 'stories/report-public');
});

test('The reporter finds it unsolved and reopens it, then confirms on the phone; it is closed only by them', async () => {
  const repair = await city.as('repair');
  const after = (await repair.upload('after.png', photo.buffer)).body.id as string;
  const handle = { reason: '已填补并压实', files: [after], position: spot };
  await does(city, 'repair', id, 'handle', handle);
  await does(city, 'dispatch', id, 'pass');
  const page = await browser.newPage({ origin: city.url, device: 'phone' });
  await signIn(page, 'citizen');
  await page.goto('/');
  assert.match(await page.getByRole('main').innerText(), /等您办理[^]*道路破损[^]*待反映人确认/, 'home says first what waits');
  await shot(page, 'stories/home-waiting');
  await page.getByRole('main').getByRole('link', { name: /道路破损/ }).click();
  const repaired = await page.request.get(await page.getByRole('link', { name: '看现场照片 1' }).getAttribute('href') ?? '');
  assert.match(repaired.headers()['content-type'] ?? '', /^image\//, 'who is to say whether it is put right sees how it looks now');
  await page.getByRole('link', { name: '没有解决，重新处理' }).click();
  await press(page, '没有解决，重新处理');
  assert.match(await page.locator('.summary').innerText(), /请填写“说明理由”/);
  await page.getByLabel('说明理由').fill('边上又塌了一块');
  await press(page, '没有解决，重新处理');
  assert.match(await page.locator('.thread').innerText(), /边上又塌了一块[^]*现在：处理中/);
  await does(city, 'repair', id, 'handle', handle);
  await does(city, 'dispatch', id, 'pass');
  await page.reload();
  await press(page, '确认已解决');
  assert.match(await page.getByRole('status').first().innerText(), /已经办好：确认已解决/);
  assert.equal(await page.locator('h1 + p .state').innerText(), '已解决');
});
