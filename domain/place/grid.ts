import type { Point, Shape } from './geometry.ts';

/** A grid (网格): what one grid member walks; lies in one village or town. `keeper` is the member's appointment. */
export type Grid = {
  readonly code: string;
  readonly name: string;
  /** Code of the village or town it lies in. */
  readonly region: string;
  readonly centre: Point;
  readonly shape: Shape;
  readonly shapeSource: string;
  readonly keeper: string | null;
};
