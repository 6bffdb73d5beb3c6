import { fileURLToPath } from 'node:url';
import type { Floor } from '#kernel/house.ts';
import { proofRoutes } from './routes.ts';

export const proofFloor: Floor = { key: 'proof', tables: fileURLToPath(new URL('./tables', import.meta.url)), routes: proofRoutes };
