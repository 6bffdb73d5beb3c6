import deviceCare from '#packs/common/device-care/pack.ts';
import dataGuard from '#packs/data/data-guard/pack.ts';
import dataDuty from '#packs/data/data-duty/pack.ts';
import systemProtection from '#packs/data/system-protection/pack.ts';
import cityHall from '#packs/common/city-hall/pack.ts';
import personalData from '#packs/common/personal-data/pack.ts';
import oneCode from '#packs/common/one-code/pack.ts';
import cityReport from '#packs/governance/city-report/pack.ts';
import vitalSigns from '#packs/governance/vital-signs/pack.ts';
import air from '#packs/environment/air/pack.ts';
import river from '#packs/environment/river/pack.ts';
import employment from '#packs/service/employment/pack.ts';
import health from '#packs/service/health/pack.ts';
import market from '#packs/service/market/pack.ts';
import supervision from '#packs/office/supervision/pack.ts';
import rating from '#packs/service/rating/pack.ts';
import { defineCity } from '../city.ts';
import { maomingOrgans } from './organs.ts';
import { maomingPast, maomingSince } from './past.ts';
import { maomingPosts } from './posts.ts';
import { maomingSketch } from './sketch.ts';
import { maomingStations } from './stations.ts';
import { maomingWords } from './words.ts';

/** 茂名市, Guangdong: the demonstration city. */
export const maoming = defineCity({
  key: 'maoming',
  title: '茂名市',
  english: 'Maoming',
  region: '440900000000',
  packs: [cityHall, personalData, cityReport, rating, market, health, employment, supervision, deviceCare, oneCode, dataDuty, dataGuard, systemProtection, air, river, vitalSigns],
  pastRegions: maomingPast,
  standsSince: maomingSince,
  sketch: maomingSketch,
  organs: maomingOrgans,
  posts: maomingPosts,
  stations: maomingStations,
  words: maomingWords,
});
