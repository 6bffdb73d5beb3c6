import type { App } from '#kernel/http/app.ts';
import { showFailuresWith } from '#kernel/http/edge.ts';
import type { Floor, House } from '#kernel/house.ts';
import { assetRoutes } from './assets.ts';
import { failurePage } from './failure.ts';
import { accessibilityPage } from './pages/accessibility.ts';
import { guidePage, mustFindItem } from './pages/guide.ts';
import { homePage } from './pages/home.ts';
import { itemsPage } from './pages/items.ts';
import { searchPage } from './pages/search.ts';
import { signInPage, takeSignIn, takeSignOut } from './pages/sign-in.ts';
import { portalOn } from './routes.ts';

/** The citizens' face: pages that need no script, at the root of the site. */
export const portalFloor: Floor = { key: 'portal', routes: portalRoutes };

function portalRoutes(app: App, house: House): void {
  assetRoutes(app);
  showFailuresWith(failurePage(house));
  const { page, form } = portalOn(app, house);

  page('/', homePage);
  page('/search', searchPage);
  page('/items', itemsPage);
  page('/items/:key', (visit, { key }) => guidePage(visit, mustFindItem(visit, key ?? '')));
  page('/accessibility', accessibilityPage);
  page('/sign-in', signInPage);
  form('/sign-in', (visit, sent, _parameters, reply) => takeSignIn(visit, sent, reply));
  form('/sign-out', (visit, _sent, _parameters, reply) => takeSignOut(visit, reply), 'signed-in');
}
