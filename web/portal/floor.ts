import type { App } from '#kernel/http/app.ts';
import { showFailuresWith } from '#kernel/http/edge.ts';
import type { Floor, House } from '#kernel/house.ts';
import { checkPage, takeSubmit } from './apply/check.ts';
import { questionsPage, takeAnswers } from './apply/questions.ts';
import { resumeDraft, stepPage, takeDrop, takeStep } from './apply/steps.ts';
import { assetRoutes } from './assets.ts';
import { failurePage } from './failure.ts';
import { licencePage, licencesPage } from './licences/mine.ts';
import { verifyForm, verifyPage } from './licences/verify.ts';
import { actPage, takeAct } from './mine/act.ts';
import { minePage } from './mine/list.ts';
import { matterPage } from './mine/matter.ts';
import { ratingPage, takeRating } from './mine/rating.ts';
import { accessibilityPage } from './pages/accessibility.ts';
import { guidePage, mustFindItem } from './pages/guide.ts';
import { homePage } from './pages/home.ts';
import { itemsPage } from './pages/items.ts';
import { myDataPage } from './pages/my-data.ts';
import { searchPage } from './pages/search.ts';
import { signInPage, takeSignIn, takeSignOut } from './pages/sign-in.ts';
import { reportFormPage, reportPage, takeJoin, takeReport } from './report/form.ts';
import { mapRoute } from './report/map.ts';
import { publicReportPage } from './report/public.ts';
import { portalOn } from './routes.ts';

/** The citizens' face: pages that need no script, at the root of the site. */
export const portalFloor: Floor = { key: 'portal', routes: portalRoutes };

function portalRoutes(app: App, house: House): void {
  assetRoutes(app);
  mapRoute(app, house);
  showFailuresWith(failurePage(house));
  const { page, form } = portalOn(app, house);

  page('/', homePage);
  page('/search', searchPage);
  page('/items', itemsPage);
  page('/items/:key', (visit, { key = '' }) => guidePage(visit, mustFindItem(visit, key)));
  page('/apply/:key', (visit, { key = '' }) => questionsPage(visit, mustFindItem(visit, key)));
  form('/apply/:key', (visit, sent, { key = '' }) => takeAnswers(visit, sent, mustFindItem(visit, key)), 'signed-in');
  page('/drafts/:id', (visit, { id = '' }) => resumeDraft(visit, id), 'signed-in');
  page('/drafts/:id/check', (visit, { id = '' }) => checkPage(visit, id), 'signed-in');
  page('/drafts/:id/:step', (visit, { id = '', step = '' }) => stepPage(visit, id, step), 'signed-in');
  form('/drafts/:id/submit', (visit, _sent, { id = '' }) => takeSubmit(visit, id), 'signed-in');
  form('/drafts/:id/drop', (visit, _sent, { id = '' }) => takeDrop(visit, id), 'signed-in');
  form('/drafts/:id/:step', (visit, sent, { id = '', step = '' }) => takeStep(visit, sent, id, step), 'signed-in');
  page('/mine', minePage, 'signed-in');
  page('/mine/:id', (visit, { id = '' }) => matterPage(visit, id), 'signed-in');
  page('/mine/:id/acts/:act', (visit, { id = '', act = '' }) => actPage(visit, id, act), 'signed-in');
  form('/mine/:id/acts/:act', (visit, sent, { id = '', act = '' }) => takeAct(visit, sent, id, act), 'signed-in');
  page('/mine/:id/rating', (visit, { id = '' }) => ratingPage(visit, id), 'signed-in');
  form('/mine/:id/rating', (visit, sent, { id = '' }) => takeRating(visit, sent, id), 'signed-in');
  page('/report', reportPage);
  page('/report/:type', (visit, { type = '' }) => reportFormPage(visit, type));
  form('/report/:type', (visit, sent, { type = '' }) => takeReport(visit, sent, type));
  form('/report/:type/join', (visit, sent) => takeJoin(visit, sent), 'signed-in');
  page('/reports/:number', (visit, { number = '' }) => publicReportPage(visit, number));
  page('/licences', licencesPage, 'signed-in');
  page('/licences/:identifier', (visit, { identifier = '' }) => licencePage(visit, identifier), 'signed-in');
  page('/verify', verifyForm);
  page('/verify/:identifier', (visit, { identifier = '' }) => verifyPage(visit, identifier));
  page('/my-data', myDataPage, 'signed-in');
  page('/accessibility', accessibilityPage);
  page('/sign-in', signInPage);
  form('/sign-in', (visit, sent, _parameters, reply) => takeSignIn(visit, sent, reply));
  form('/sign-out', (visit, _sent, _parameters, reply) => takeSignOut(visit, reply), 'signed-in');
}
