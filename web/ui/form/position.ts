/** Where the device is, `[longitude, latitude]`. Devices give WGS 84, which differs from CGCS2000 by centimetres. Fails with a sentence. */
export const whereAmI = (): Promise<[lon: number, lat: number]> => new Promise((found, failed) => {
  if (!('geolocation' in navigator)) return failed(new Error('—'));
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => found([round(coords.longitude), round(coords.latitude)]),
    (error) => failed(new Error(error.message)),
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
  );
});

/** Six decimals are a tenth of a metre. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
