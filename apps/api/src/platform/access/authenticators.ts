import type { AccountPrincipal, DevicePrincipal } from '../principal';

/** Knows accounts by the token of their sign-in. */
export interface AccountAuthenticator {
  /** @returns null when the token is unknown, ended or too old. */
  authenticate(token: string): Promise<AccountPrincipal | null>;
}

/** Knows devices by their credential. */
export interface DeviceAuthenticator {
  /** @returns null when the credential is unknown or has ended. */
  authenticate(credential: string): Promise<DevicePrincipal | null>;
}

/** `@Inject(ACCOUNT_AUTHENTICATOR)` */
export const ACCOUNT_AUTHENTICATOR = Symbol('AccountAuthenticator');
/** `@Inject(DEVICE_AUTHENTICATOR)` */
export const DEVICE_AUTHENTICATOR = Symbol('DeviceAuthenticator');
