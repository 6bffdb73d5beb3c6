import type { City } from './city.ts';
import { maoming } from './maoming/city.ts';

/** Every city there is a folder for. */
const cities: ReadonlyMap<string, City> = new Map([maoming].map((city) => [city.key, city]));

/** The city of a key. Throws a sentence for the operator when there is none. */
export function cityNamed(key: string): City {
  const city = cities.get(key);
  if (!city) throw new Error(`没有名为 “${key}” 的城市，已有：${[...cities.keys()].join('、')}。 There is no city “${key}”; known: ${[...cities.keys()].join(', ')}.`);
  return city;
}
