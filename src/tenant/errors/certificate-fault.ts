/**
 * Whether a code of Node's means that a certificate is not accepted, so that nothing was sent. What begins with ERR_SSL_ is what the other
 * side has against us.
 */
export const isCertificateFault = (code: string): boolean => /^(?!ERR_SSL_).*CERT|^UNABLE_TO_/.test(code);

/** What a person can do about it. */
export function certificateHint(code: string): string {
  if (/EXPIRED|NOT_YET_VALID/.test(code))
    return "Check this machine's clock; if it is right, the certificate has to be renewed";
  if (/ALTNAME|HOSTNAME/.test(code)) return 'Check the base URL: the certificate is for another host';
  return 'Where your company signs certificates itself, set NODE_EXTRA_CA_CERTS to the file of its CA certificate (PEM)';
}
