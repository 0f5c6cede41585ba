/** `@Inject(CERTIFICATE) certificate: ServerCertificate | null`; null = this server speaks plain HTTP. */
export const CERTIFICATE = Symbol('ServerCertificate');
