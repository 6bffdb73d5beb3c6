import { fileURLToPath } from 'node:url';
import type { House } from '#kernel/house.ts';
import { indexWords } from '#kernel/search/segment.ts';
import { savePersons, type NewPerson } from '#domain/subject/persons.ts';
import type { City } from '../city.ts';
import type { Growth } from './grow.ts';
import { menNames, surnames, womenNames } from './names.ts';
import type { Amounts } from './scale.ts';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Addresses, persons and enterprises: what grows, in which order, from which file with which values after the two numbers. */
export function registries(house: House, city: City, amounts: Amounts, spots: number): Growth[] {
  const { roads, shopNames, products } = city.words;
  return [
    { name: 'addresses', title: '地址', wanted: amounts.addresses, file: file('addresses.sql'), values: [roads, roads.map(indexWords), spots] },
    { name: 'persons', title: '人口', wanted: amounts.persons, file: file('persons.sql'), values: [roads, spots, amounts.addresses, surnames, menNames, womenNames], write: (tx, rows) => savePersons(tx, house, rows as readonly NewPerson[]) },
    { name: 'enterprises', title: '法人', wanted: amounts.enterprises, file: file('enterprises.sql'), values: [roads, spots, amounts.addresses, amounts.persons, shopNames, products, city.title] },
  ];
}
