import { fileURLToPath } from 'node:url';
import type { Floor } from '#kernel/house.ts';
import { subjectRoutes } from './routes.ts';

export const subjectFloor: Floor = {
  key: 'subject',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: subjectRoutes,
};
