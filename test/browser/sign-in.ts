import type { Page } from 'playwright-core';

/** Signs in to a face as a demonstration account, by its form. */
export async function enter(page: Page, face: 'office' | 'command' | 'hub', username: string): Promise<Page> {
  await page.goto(`/${face}`);
  const english = (await page.locator('html').getAttribute('lang')) === 'en';
  await page.getByLabel(english ? 'User name' : '用户名').fill(username);
  await page.getByLabel(english ? 'Password' : '密码').fill('yiwang-demo');
  await page.getByRole('button', { name: english ? 'Sign in' : '登录', exact: true }).click();
  await page.locator('#password').waitFor({ state: 'detached' });
  return page;
}
