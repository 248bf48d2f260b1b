import { generate } from 'selfsigned';

/** A server's key and certificate, and that of the authority that signed it. All PEM. */
export interface Certificates {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
}

const common = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

/** Makes an authority, and lets it sign a certificate for host names and IP addresses. */
export async function certificatesFor(...hosts: readonly string[]): Promise<Certificates> {
  const ca = await generate([{ name: 'commonName', value: 'cxform test authority' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const altNames = hosts.map((host) =>
    /^[\d.]+$/.test(host) ? ({ type: 7, ip: host } as const) : ({ type: 2, value: host } as const),
  );
  const leaf = await generate([{ name: 'commonName', value: 'cxform test tenant' }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  return { key: leaf.private, cert: leaf.cert, ca: ca.cert };
}
