import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertAccessible, assertFitsWidth, openBrowser, shot } from '#test/kit/browser.ts';
import { bicycleTown } from '#test/kit/bicycle-town.ts';
import { portalFloor } from '#web/portal/floor.ts';
import { registerBicycle } from './portal-bicycles.ts';
import { letter, photo, press } from './portal-steps.ts';

const town = await bicycleTown(undefined, [portalFloor], [registerBicycle]);
const browser = await openBrowser();
after(() => browser.close());
const { citizen } = town.people;
const session = [{ name: 'yiwang_session', value: citizen.token ?? '', url: town.url }];
const answers = { origin: 'second', motor: 'yes' };
const newDraft = async (form: object = {}) => ((await citizen.post('/api/v1/drafts', { type: 'register-bicycle', answers, form, materials: {} })).body as { id: string }).id;

async function open(options: Parameters<typeof browser.newPage>[0] = {}) {
  const page = await browser.newPage({ origin: town.url, ...options });
  await page.context().addCookies(session);
  return page;
}

test('A form with every kind of field is accessible empty, with faults, and filled in, on a phone and in elder mode', async () => {
  for (const options of [{ device: 'phone' }, { device: 'phone', elder: true }] as const) {
    const page = await open({ ...options, javaScript: false });
    const draft = await newDraft({ phone: null, owner: null });
    for (const step of ['1', '2', '3', 'materials']) {
      await page.goto(`/drafts/${draft}/${step}`);
      await assertAccessible(page, { strict: true });
      await assertFitsWidth(page);
      await press(page, '保存并继续');
      assert.equal(await page.getByRole('alert').count(), 1, step);
      await assertAccessible(page, { strict: true });
      await assertFitsWidth(page);
      await shot(page, `portal/forms/${step}-faults${'elder' in options ? '-elder' : ''}`);
    }
  }
});

test('What is typed is kept when one leaves, right or wrong, and stands there again on another device', async () => {
  const page = await open({ javaScript: false });
  const draft = await newDraft();
  await page.goto(`/drafts/${draft}/2`);
  await page.getByLabel('车架号').fill('短');
  await page.getByRole('group', { name: '购置日期' }).getByLabel('年').fill('26');
  await page.getByLabel('购置价格').fill('一千二');
  await press(page, '先保存，以后再填');
  const phone = await open({ device: 'phone', javaScript: false });
  await phone.goto(`/drafts/${draft}/2`);
  assert.equal(await phone.getByLabel('车架号').inputValue(), '短');
  assert.equal(await phone.getByRole('group', { name: '购置日期' }).getByLabel('年').inputValue(), '26');
  assert.equal(await phone.getByLabel('购置价格').inputValue(), '一千二');
  await press(phone, '保存并继续');
  assert.deepEqual((await phone.locator('.summary a').allInnerTexts()).slice(0, 4), ['“车架号”至少 8 个字', '请填写“颜色”', '请填写“购置日期”的月、日', '“购置价格”请填金额，最多两位小数，例如 1200.50']);
});

test('A registry that knows nothing leaves the boxes empty and open, and one’s own words are never overwritten', async () => {
  const page = await open({ javaScript: false });
  const draft = await newDraft();
  await page.goto(`/drafts/${draft}/1`);
  assert.equal(await page.getByLabel('所有人姓名').inputValue(), '梁小海');
  await page.getByLabel('手机号码').fill('');
  await page.getByLabel('所有人姓名').fill('梁大海');
  await press(page, '先保存，以后再填');
  await page.goto(`/drafts/${draft}/1`);
  assert.equal(await page.getByLabel('所有人姓名').inputValue(), '梁大海');
  assert.equal(await page.getByLabel('手机号码').inputValue(), '', 'what was taken away stays away');
  assert.deepEqual(await page.locator('.field').filter({ has: page.locator('.source') }).locator('> label').allInnerTexts(), ['公民身份号码'], 'only what is still the registry’s says so');

  const stranger = await town.as({ username: `nobody-${crypto.randomUUID()}`, kind: 'citizen', name: '无登记者', region: '999901000000' });
  const empty = await browser.newPage({ origin: town.url, javaScript: false });
  await empty.context().addCookies([{ ...session[0]!, value: stranger.token ?? '' }]);
  await empty.goto(`/apply/register-bicycle?origin=gift&motor=no&ready=1`);
  await press(empty, '开始填写');
  assert.equal(await empty.getByLabel('所有人姓名').inputValue(), '');
  assert.equal(await empty.locator('.source').count(), 0);
});

test('Files are sent with the form, listed by name, dropped by a box, and refused with a reason when their content is not what it says', async () => {
  const page = await open({ javaScript: false });
  const draft = await newDraft();
  await page.goto(`/drafts/${draft}/3`);
  const control = page.getByLabel('车辆照片');
  await control.setInputFiles([photo, { ...photo, name: '侧面.png' }]);
  await press(page, '先保存，以后再填');
  await page.goto(`/drafts/${draft}/3`);
  assert.deepEqual(await page.locator('.file-name').allInnerTexts(), ['现场.png', '侧面.png']);
  await page.getByRole('checkbox', { name: '去掉 侧面.png' }).check();
  await control.setInputFiles(letter);
  await press(page, '保存并继续');
  assert.match(await page.locator('.summary').innerText(), /“证明\.pdf”的格式不能用，请改传 JPG、PNG/);
  assert.deepEqual(await page.locator('.file-name').allInnerTexts(), ['现场.png'], 'what was dropped is gone, what was refused is not there');
});

test('A file too large is refused in its place, what was typed after it is kept, and the next page comes at once', async () => {
  const page = await open();
  const draft = await newDraft();
  await page.goto(`/drafts/${draft}/3`);
  await page.getByLabel('车辆照片').setInputFiles({ name: '全景.jpg', mimeType: 'image/jpeg', buffer: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(24 * 1024 * 1024)]) });
  await page.getByLabel('其他说明').fill('车铃是铜的');
  await press(page, '保存并继续');
  assert.match(await page.locator('.summary').innerText(), /全景\.jpg：文件太大。这类文件最大 20 MB/);
  // The answer came while the rest of the file was still on its way on the same connection.
  await page.goto(`/drafts/${draft}/3`, { timeout: 5000 });
  assert.equal(await page.getByLabel('其他说明').inputValue(), '车铃是铜的');
  assert.equal(await page.locator('.file-name').count(), 0);
});

test('A file of somebody else cannot be taken into one’s own application by its id', async () => {
  const theirs = (await town.people.neighbour.upload('私密.png', photo.buffer)).body.id as string;
  const draft = await newDraft();
  const csrf = (await citizen.get('/api/v1/session')).body.csrf as string;
  const body = new FormData();
  body.set('photos-kept', theirs);
  body.set('then', 'later');
  await fetch(`${town.url}/drafts/${draft}/3?_csrf=${encodeURIComponent(csrf)}`, { method: 'POST', redirect: 'manual', headers: { cookie: `yiwang_session=${citizen.token}` }, body });
  const saved = (await citizen.get(`/api/v1/drafts/${draft}`)).body as { form: { photos?: unknown } };
  assert.equal(saved.form.photos ?? null, null);
});

test('With script a draft keeps itself while one types, says when, and says so when it could not', async () => {
  const page = await open();
  const draft = await newDraft();
  await page.goto(`/drafts/${draft}/2`);
  await page.getByLabel('车架号').fill('ABC12345678');
  await page.getByText(/^已保存 \d\d:\d\d$/).waitFor();
  assert.equal(((await citizen.get(`/api/v1/drafts/${draft}`)).body as { form: { frame: string } }).form.frame, 'ABC12345678');
  await page.route('**/drafts/**', (route) => route.abort());
  await page.getByLabel('车架号').fill('ABC123456789');
  await page.getByText('暂时没能保存，请点“保存并继续”。').waitFor();
});

test('A draft of questions that have changed since is asked again, and nothing typed is lost', async () => {
  const page = await open({ javaScript: false });
  const id = ((await citizen.post('/api/v1/drafts', { type: 'register-bicycle', answers: { origin: 'inherited' }, form: { frame: 'ABC12345678', removed: '旧表单的内容' }, materials: {} })).body as { id: string }).id;
  await page.goto(`/drafts/${id}`);
  assert.equal(new URL(page.url()).pathname, '/apply/register-bicycle');
  await page.getByRole('radio', { name: '二手买的' }).check();
  await page.getByRole('radio', { name: '没有' }).check();
  await press(page, '继续');
  await press(page, '开始填写');
  await page.goto(`/drafts/${id}/2`);
  assert.equal(await page.getByLabel('车架号').inputValue(), 'ABC12345678');
  assert.equal((await citizen.get('/api/v1/drafts')).body.filter((draft: { id: string }) => draft.id === id).length, 1, 'it is the same draft');
});
