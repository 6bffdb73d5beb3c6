import { resolve } from 'node:path';

/** What one process of the city may do. One process holds all roles by default. */
export type ProcessRole = 'web' | 'worker' | 'sensing';

/** Everything the environment decides, read once at start. */
export type Config = {
  readonly port: number;
  readonly host: string;
  /** A PostgreSQL of one's own (15 or newer); null means the embedded one. */
  readonly databaseUrl: string | null;
  /** The same PostgreSQL as the role that owns the tables and migrates them; null means DATABASE_URL does both. */
  readonly migrateDatabaseUrl: string | null;
  /** Where the embedded database, files and the lake live. Absolute. */
  readonly dataDir: string;
  readonly city: string;
  /** The address citizens see: in QR codes, letters and links. */
  readonly publicUrl: string;
  /** Demonstration accounts work only while this is true. */
  readonly demo: boolean;
  readonly mqttPort: number;
  readonly roles: ReadonlySet<ProcessRole>;
  readonly logLevel: string;
  /** 'small' for a laptop, 'city' for the sizes of a whole city; or a number of demonstration matters. */
  readonly scale: string;
  /** An S3-compatible store for files; null keeps them on disk. */
  readonly s3: S3Config | null;
  /** A cryptographic device that holds the key of keys; null keeps it in a file. */
  readonly token: { readonly library: string; readonly token: string; readonly pin: string } | null;
  /** Nodes that co-sign the chain of evidence. */
  readonly witnesses: readonly WitnessConfig[];
  /** Where messages to phones go; null where none can be sent. */
  readonly messageGateway: GatewayConfig | null;
  /** Hosts inside private networks that addresses entered by people may lead to: the applications of the single sign-on. */
  readonly insideHosts: readonly string[];
  /** The identity service above this city; null where there is none. */
  readonly upstreamIdentity: UpstreamConfig | null;
};

/** A witness of the chain of evidence (deploy/witness.ts), run by somebody else. */
export type WitnessConfig = { readonly name: string; readonly url: string };

/** A gateway that takes messages to phones: POST JSON { id, to, text }. */
export type GatewayConfig = { readonly url: string; readonly authorization: string | null };

/** An OpenID provider above this city: the national identity service, or what stands in for it. */
export type UpstreamConfig = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };

export type S3Config = { endpoint: string; bucket: string; accessKeyId: string; secretAccessKey: string; region: string };

type Setting = { readonly name: string; readonly fallback: string; readonly says: string };

/** Every setting there is, in the order `npm start -- --help` prints them. */
export const settings: readonly Setting[] = [
  { name: 'PORT', fallback: '8080', says: '网站与接口的端口 · port of the web site and the API' },
  { name: 'HOST', fallback: '127.0.0.1', says: '监听地址 · address to listen on' },
  { name: 'DATABASE_URL', fallback: '', says: '自有 PostgreSQL（15 或更新）；留空则用内置数据库 · own PostgreSQL 15+; empty: the embedded one' },
  { name: 'MIGRATE_DATABASE_URL', fallback: '', says: '同一数据库的属主角色，仅用于建表；程序以 DATABASE_URL 的角色运行，改不了审计 · owner of the tables; the program then works as the role of DATABASE_URL' },
  { name: 'DATA_DIR', fallback: '.yiwang', says: '数据目录 · folder for the database, files and the lake' },
  { name: 'CITY', fallback: 'maoming', says: '城市（cities/ 下的目录名）· city, a folder under cities/' },
  { name: 'PUBLIC_URL', fallback: '', says: '对外网址，用于二维码 · public address, printed in QR codes' },
  { name: 'DEMO', fallback: '', says: '演示帐号：1 开 0 关；内置数据库默认开，自有数据库始终关 · demonstration accounts' },
  { name: 'MQTT_PORT', fallback: '1883', says: '物联接入端口，0 为随机，off 为关闭 · MQTT port, 0 random, off none' },
  { name: 'PKCS11_LIBRARY', fallback: '', says: '密码设备的 PKCS#11 库；留空则密钥存文件 · PKCS#11 library of a cryptographic device; empty: keys in files' },
  { name: 'PKCS11_TOKEN', fallback: 'yiwang', says: '密码设备中的令牌名 · label of the token in it' },
  { name: 'PKCS11_PIN', fallback: '', says: '令牌口令 · PIN of the token' },
  { name: 'WITNESSES', fallback: '', says: '存证链的见证节点 名称=https://主机 ，逗号分隔 · witnesses of the chain of evidence, name=url, separated by commas' },
  { name: 'MESSAGE_GATEWAY', fallback: '', says: '短信网关 https://用户:密码@主机/路径 ；留空则不发短信 · gateway for messages to phones; empty: none are sent' },
  { name: 'UPSTREAM_IDENTITY', fallback: '', says: '上级统一身份认证 https://客户端:密钥@主机/路径（OpenID Connect）· identity service above this city; empty: none' },
  { name: 'INSIDE_HOSTS', fallback: '', says: '登记应用可回连的内网主机，逗号分隔；演示时含本机 · hosts inside that registered applications may have, separated by commas' },
  { name: 'ROLES', fallback: 'web,worker,sensing', says: '本进程承担的角色 · what this process does' },
  { name: 'LOG_LEVEL', fallback: 'warn', says: '日志级别 · log level' },
  { name: 'SCALE', fallback: 'small', says: '演示数据规模：small、city 或事项数 · size of the demonstration data' },
  { name: 'S3_URL', fallback: '', says: '对象存储 https://密钥ID:密钥@主机/桶?region=… ；留空则存本地磁盘 · object store; empty: local disk' },
];

/**
 * Reads the configuration from the environment and the command line (`--port 9000` overrides `PORT`).
 * Throws an Error with a sentence for the operator when a value cannot be used.
 */
export function readConfig(env: NodeJS.ProcessEnv, argv: readonly string[] = []): Config {
  const given = (name: string) => fromArguments(name, argv) ?? env[name] ?? '';
  const value = (name: string) => given(name) || (settings.find((setting) => setting.name === name)?.fallback ?? '');
  const databaseUrl = value('DATABASE_URL') || null;
  const port = portOf('PORT', value('PORT'));
  const host = value('HOST');
  const scale = value('SCALE');
  if (!/^(small|city|\d+)$/.test(scale)) throw new Error(`SCALE 应为 small、city 或一个整数，而不是 “${scale}”。 SCALE must be small, city or a whole number.`);
  return {
    port,
    host,
    databaseUrl,
    migrateDatabaseUrl: databaseUrl === null ? null : value('MIGRATE_DATABASE_URL') || null,
    dataDir: resolve(value('DATA_DIR')),
    city: value('CITY'),
    publicUrl: (value('PUBLIC_URL') || `http://${host.includes(':') ? `[${host}]` : host}:${port}`).replace(/\/$/, ''),
    demo: databaseUrl === null && value('DEMO') !== '0',
    mqttPort: value('MQTT_PORT') === 'off' ? -1 : portOf('MQTT_PORT', value('MQTT_PORT')),
    roles: rolesOf(value('ROLES')),
    logLevel: value('LOG_LEVEL'),
    scale,
    s3: value('S3_URL') ? s3Of(value('S3_URL')) : null,
    token: value('PKCS11_LIBRARY') ? { library: value('PKCS11_LIBRARY'), token: value('PKCS11_TOKEN'), pin: value('PKCS11_PIN') } : null,
    witnesses: witnessesOf(value('WITNESSES')),
    messageGateway: value('MESSAGE_GATEWAY') ? gatewayOf(value('MESSAGE_GATEWAY')) : null,
    insideHosts: [...value('INSIDE_HOSTS').split(',').map((each) => each.trim()).filter(Boolean), ...(databaseUrl === null && value('DEMO') !== '0' ? ['127.0.0.1', 'localhost'] : [])],
    upstreamIdentity: value('UPSTREAM_IDENTITY') ? upstreamOf(value('UPSTREAM_IDENTITY')) : null,
  };
}

/** The help text of `npm start -- --help`. */
export function configHelp(): string {
  const lines = settings.map(({ name, fallback, says }) => `  ${name.padEnd(14)} ${(fallback || '—').padEnd(22)} ${says}`);
  return ['npm start [-- --名称 值]', '', ...lines, ''].join('\n');
}

function fromArguments(name: string, argv: readonly string[]): string | undefined {
  const flag = `--${name.toLowerCase().replaceAll('_', '-')}`;
  const at = argv.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (at < 0) return undefined;
  const word = argv[at] ?? '';
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : argv[at + 1];
}

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`${name} 应为 0–65535 的端口号，而不是 “${text}”。 ${name} must be a port number.`);
  return port;
}

function rolesOf(text: string): ReadonlySet<ProcessRole> {
  const known: readonly ProcessRole[] = ['web', 'worker', 'sensing'];
  const roles = text.split(',').map((role) => role.trim()).filter(Boolean);
  const unknown = roles.filter((role) => !known.includes(role as ProcessRole));
  if (unknown.length > 0 || roles.length === 0) throw new Error(`ROLES 只认识 ${known.join('、')}，不认识 “${unknown.join('、')}”。 ROLES knows ${known.join(', ')}.`);
  return new Set(roles as ProcessRole[]);
}

function witnessesOf(text: string): WitnessConfig[] {
  return text.split(',').map((each) => each.trim()).filter(Boolean).map((each) => {
    const [name = '', url = ''] = [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)];
    if (!/^[\p{L}\p{N} _-]{1,40}$/u.test(name) || !/^https?:\/\//.test(url) || !URL.canParse(url)) throw new Error(`WITNESSES 应写作 名称=https://主机，而不是 “${each}”。 WITNESSES are written name=https://host.`);
    return { name, url: url.replace(/\/$/, '') };
  });
}

function s3Of(text: string): S3Config {
  const url = new URL(text);
  return {
    endpoint: `${url.protocol}//${url.host}`,
    bucket: url.pathname.replaceAll('/', ''),
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    region: url.searchParams.get('region') ?? 'us-east-1',
  };
}

/** An address with user and password in it, taken apart: the secret must not travel in addresses that are logged. */
function gatewayOf(text: string): GatewayConfig {
  const { url, user, password } = withoutSecrets('MESSAGE_GATEWAY', text);
  return { url, authorization: user ? `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` : null };
}

function upstreamOf(text: string): UpstreamConfig {
  const { url, user, password } = withoutSecrets('UPSTREAM_IDENTITY', text);
  return { issuer: url.replace(/\/$/, ''), clientId: user, clientSecret: password };
}

function withoutSecrets(name: string, text: string): { url: string; user: string; password: string } {
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new Error(`${name} 应为 https://用户:密码@主机/路径，现在的值不是网址。 ${name} must be an address such as https://user:password@host/path.`);
  const url = new URL(text);
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  url.username = '';
  url.password = '';
  return { url: url.href, user, password };
}
