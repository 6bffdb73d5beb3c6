import { dictionary } from '../dictionary.ts';

/** My matters, their steps, rating. */
export const mineWords = dictionary({
  'mine.until': '请在此前办理：',
}, {
  'mine.until': 'please act before',
});
