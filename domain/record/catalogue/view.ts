import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { may, type Reader } from '#domain/subject/reader.ts';
import { organName } from '#domain/subject/organs.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { dimensionOf, titleOf, type Dimension } from '../quality/rule.ts';
import type { Dataset, Version } from './dataset.ts';

export type Use = { readonly requests: number; readonly grants: number; readonly calls: number };
/** A dataset with what the catalogue says beside it: its use and its quality by dimension. */
export type Listed = Dataset & Use & { readonly dimensions: Partial<Record<Dimension, number>> | null };
export type GrantedUser = { readonly organ: string; readonly purpose: string; readonly until: Date };

const moment = (at: Date | null) => (at ? formatMoment(at) : null);

/** A line of the catalogue. */
export function cardView(house: House, row: Listed) {
  return {
    id: row.id, key: row.key, title: row.title, summary: row.summary, organ: row.organ, organName: organName(house, row.organ), region: row.region, status: row.status, code: row.code, grade: row.grade, level: row.level,
    sharing: row.sharing, opening: row.opening, cycle: row.cycle, rows: row.rows, score: row.score, dimensions: row.dimensions, freshAt: moment(row.fresh_at), lateSince: moment(row.late_since), publishedAt: moment(row.published_at),
    use: { requests: row.requests, grants: row.grants, calls: row.calls },
  };
}

/** A dataset in full, as this reader may see it. */
export function datasetView(house: House, row: Listed & { readonly versions: number }, users: readonly GrantedUser[], reader: Reader, locale: Locale) {
  return {
    ...cardView(house, row),
    keywords: row.keywords, category: row.category, duty: row.duty, source: row.source, gradeBasis: row.grade_basis, sharingCondition: row.sharing_condition, sharingBasis: row.sharing_basis, openingCondition: row.opening_condition, keepDays: row.keep_days,
    columns: row.columns, rules: row.rules.map((rule) => ({ ...rule, title: titleOf(rule)[locale], dimension: dimensionOf[rule.kind] })), subjectColumn: row.subject_column,
    current: row.current, versions: row.versions, outOfStep: row.out_of_step, withdrawnReason: row.withdrawn_reason,
    users: users.map((user) => ({ organ: user.organ, organName: organName(house, user.organ), purpose: user.purpose, until: formatMoment(user.until) })),
    createdAt: formatMoment(row.created_at), changedAt: formatMoment(row.changed_at),
    mayManage: may(reader, 'dataset.manage', row), mayPublish: may(reader, 'dataset.publish', row),
    mayRequest: row.status === 'published' && row.sharing !== 'none' && reader.organ !== null && reader.organ !== row.organ && may(reader, 'dataset.request'),
  };
}

/** A version in its list. */
export function versionView(version: Version & { readonly kind: 'upload' | 'mapping' }, current: number | null) {
  return {
    number: version.number, rows: version.rows, bytes: version.bytes, score: version.score, madeAt: formatMoment(version.made_at), basedOn: version.based_on, importId: version.import_id, kind: version.kind, current: version.number === current,
    destroyedAt: moment(version.destroyed_at), destroyedReason: version.destroyed_reason,
  };
}

/** What differs between two versions: rows, score, columns, and how much is missing in each. */
export function comparison(from: Version, to: Version) {
  const before = new Map(from.columns.map((column) => [column.name, column]));
  const after = new Map(to.columns.map((column) => [column.name, column]));
  const empty = new Map(from.profile.map((profile) => [profile.name, profile.missing]));
  return {
    from: from.number, to: to.number, rows: { from: from.rows, to: to.rows }, score: { from: from.score, to: to.score },
    gained: [...after.keys()].filter((name) => !before.has(name)), lost: [...before.keys()].filter((name) => !after.has(name)),
    retyped: to.columns.flatMap((column) => (before.has(column.name) && before.get(column.name)!.type !== column.type ? [{ name: column.name, from: before.get(column.name)!.type, to: column.type }] : [])),
    missing: to.profile.flatMap((profile) => (empty.has(profile.name) && empty.get(profile.name) !== profile.missing ? [{ name: profile.name, from: empty.get(profile.name)!, to: profile.missing }] : [])),
  };
}
