import type { MapSketch } from '../shapes.ts';

/**
 * What the invented map of Maoming starts from. Facts: the seats of the counties (to about a kilometre) and their sizes
 * (km², rounded, public statistics). Invented: the outline, which is only about as wide and as high as the city.
 */
export const maomingSketch: MapSketch = {
  outline: [
    [110.98, 22.66], [110.78, 22.52], [110.70, 22.28], [110.52, 22.17], [110.34, 22.05], [110.31, 21.84], [110.40, 21.66], [110.52, 21.55],
    [110.70, 21.54], [110.84, 21.49], [110.96, 21.42], [111.12, 21.44], [111.28, 21.49], [111.43, 21.54], [111.44, 21.68], [111.36, 21.82],
    [111.32, 21.98], [111.33, 22.12], [111.46, 22.24], [111.60, 22.36], [111.58, 22.52], [111.40, 22.58], [111.22, 22.63],
  ],
  cellArea: 0.5,
  seed: 4409,
  seat: [110.925, 21.663],
  counties: {
    '440902000000': { seat: [110.92, 21.64], middle: [110.87, 21.68], area: 570 },
    '440904000000': { seatTown: '440904003000', seat: [111.01, 21.51], middle: [111.18, 21.65], area: 2130 },
    '440981000000': { seatTown: '440981007000', seat: [110.85, 21.92], middle: [110.99, 22.03], area: 3280 },
    '440982000000': { seatTown: '440982002000', seat: [110.64, 21.66], middle: [110.52, 21.86], area: 2360 },
    '440983000000': { seatTown: '440983001000', seat: [110.95, 22.35], middle: [111.14, 22.42], area: 3100 },
  },
};
