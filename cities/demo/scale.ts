/** How many of each the demonstration has; `things` beside the stations the city names. */
export type Amounts = { readonly addresses: number; readonly persons: number; readonly enterprises: number; readonly matters: number; readonly things: number };

const small: Amounts = { addresses: 3_000, persons: 2_000, enterprises: 300, matters: 5_000, things: 0 };
/** A whole city of the size the platform is built for: 6 million people, 100,000 devices. */
const city: Amounts = { addresses: 1_500_000, persons: 6_000_000, enterprises: 1_000_000, matters: 10_000_000, things: 100_000 };

/** The amounts of a SCALE: `small`, `city`, or a number of matters with everything else in proportion. */
export function amountsFor(scale: string): Amounts {
  if (scale === 'small') return small;
  if (scale === 'city') return city;
  const matters = Number(scale);
  const share = (whole: number, least: number) => Math.max(least, Math.round((whole * matters) / city.matters));
  return { addresses: share(city.addresses, small.addresses), persons: share(city.persons, small.persons), enterprises: share(city.enterprises, small.enterprises), things: share(city.things, 0), matters };
}
