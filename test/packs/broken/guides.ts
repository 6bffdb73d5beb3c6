import { workingDays, calendarDays, hours } from '#kernel/time/duration.ts';
import { inMatter, withGuide, without, type Broken } from './sound.ts';

const at = ' · guide: ';

/** Guides a reviewer would send back. */
export const brokenGuides: readonly Broken[] = [
  inMatter('A service item without a guide', without('guide'), `${at}is missing: a service item needs all elements of an item guide.`),
  inMatter('No legal basis', withGuide({ basis: [] }), `${at}names no legal basis. Add law(name, article).`),
  inMatter('No condition', withGuide({ conditions: [] }), `${at}names no condition of acceptance.`),
  inMatter('No way', withGuide({ flow: [] }), `${at}names no step of the way. List them as the applicant meets them.`),
  inMatter('Nobody served', withGuide({ serves: [] }), `${at}serves nobody. Name at least one kind of applicant.`),
  inMatter('A catalogue code of eleven digits', withGuide({ catalogCode: '99011700209' }), `${at}catalogCode “99011700209” must have 12 digits (GB/T 39554.1).`),
  inMatter('A promise longer than the law allows', withGuide({ promised: workingDays(21) }), `${at}promises more time than the law allows.`),
  inMatter('A promise that cannot be compared with the law', withGuide({ promised: calendarDays(5) }), `${at}counts the promised and the statutory time in different units, so that nobody can compare them. Use one unit.`),
  inMatter('At once, in two days', withGuide({ handling: '即办件', promised: workingDays(2) }), `${at}is 即办件 but promises more than one day.`),
  inMatter('A visit without a reason', withGuide({ visits: 1 }), `${at}needs a visit; say why in visitsWhy.`),
  inMatter('No visit, and no way without one', withGuide({ forms: ['窗口办理'] }), `${at}needs no visit but can neither be done online nor by mail.`),
  inMatter('One number for questions and complaints', withGuide({ supervision: '1' }), `${at}gives the same number for questions and for complaints.`),
  inMatter('A fee without an item', withGuide({ fee: { items: [] } }), `${at}charges a fee but lists no fee item.`),
  inMatter('A licence as result, and none declared', without('issues', { lifecycle: without('issues').lifecycle }), ` · state read · act grant: issues a proof, but the matter declares none in “issues”.`, `${at}results in a licence but the matter declares none in “issues”.`),
  inMatter('An organ that decides without taking part', withGuide({ organ: 'Ministry', jointOrgans: ['Court'] }),
    `${at}names the organ “Ministry”, which takes no part in the matter. Known: Bureau.`, `${at}names the organ “Court”, which takes no part in the matter. Known: Bureau.`),
  inMatter('At once, in hours', withGuide({ handling: '即办件', statutory: hours(8), promised: hours(9) }), `${at}promises more time than the law allows.`),
];
