/** A value as XML: objects become elements, lists repeat the element `item` names, null is an empty element. */
export type XmlValue = string | number | boolean | null | readonly XmlValue[] | { readonly [name: string]: XmlValue | undefined };

/** What the entries of a list are called, as GeoReport v2 names them. */
const itemNames: Readonly<Record<string, string>> = {
  services: 'service', service_requests: 'request', attributes: 'attribute', values: 'value', errors: 'error', endpoints: 'endpoint', formats: 'format', service_request_updates: 'request_update',
};

/** A whole document with the given root. */
export const toXml = (root: string, value: XmlValue): string => `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`;

function element(name: string, value: XmlValue): string {
  if (Array.isArray(value)) return `<${name}>${(value as readonly XmlValue[]).map((each) => element(itemNames[name] ?? 'item', each)).join('')}</${name}>`;
  if (value === null || value === '') return `<${name}/>`;
  if (typeof value === 'object') return `<${name}>${Object.entries(value).map(([key, each]) => (each === undefined ? '' : element(key, each as XmlValue))).join('')}</${name}>`;
  return `<${name}>${escaped(String(value))}</${name}>`;
}

/** Characters XML 1.0 cannot hold at all are left out. */
const escaped = (text: string) =>
  // oxlint-disable-next-line no-control-regex -- taking them out is the point
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
