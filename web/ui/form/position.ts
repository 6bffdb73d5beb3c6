/** Why there is no position: the reader or the device does not let the page have it, or none was found in ten seconds. */
export type NoPosition = 'denied' | 'unknown';

/** Where the device is, `[longitude, latitude]`. Devices give WGS 84, which differs from CGCS2000 by centimetres. Fails with a `NoPosition`. */
export const whereAmI = (): Promise<[lon: number, lat: number]> => new Promise((found, failed) => {
  if (!('geolocation' in navigator)) return failed('unknown' satisfies NoPosition);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => found([round(coords.longitude), round(coords.latitude)]),
    (error) => failed((error.code === error.PERMISSION_DENIED ? 'denied' : 'unknown') satisfies NoPosition),
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
  );
});

/** Six decimals are a tenth of a metre. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
