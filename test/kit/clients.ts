import { spawnSync } from 'node:child_process';

/** Foreign clients the stories are tried with, and the Debian package that brings each. `.ci/run` installs them all. */
const packages = {
  mosquitto_pub: 'mosquitto-clients',
  mosquitto_sub: 'mosquitto-clients',
  ogrinfo: 'gdal-bin',
  xmllint: 'libxml2-utils',
  openssl: 'openssl',
  apache2: 'apache2',
  pdfdetach: 'poppler-utils',
  'softhsm2-util': 'softhsm2',
} as const;
export type ForeignClient = keyof typeof packages;

/**
 * The `skip` option of a test that needs a program from outside npm: false when it is there, else a sentence that names it.
 * With FOREIGN_CLIENTS=required (as in CI) the run counts such a skip as a failure.
 * @example test('mosquitto_pub is acknowledged after commit', { skip: missing('mosquitto_pub') }, async () => { … });
 */
export function missing(client: ForeignClient): string | false {
  const { error } = spawnSync(client, ['--version'], { stdio: 'ignore' });
  return error ? `the foreign client "${client}" is not installed: apt install ${packages[client]}` : false;
}
