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

/** Knows programs by their API key. */
export interface ApiKeyAuthenticator {
  /** @returns null when the key is unknown, over, or may do nothing (any more). @throws ApiError TOO_MANY_REQUESTS */
  authenticate(secret: string): Promise<AccountPrincipal | null>;
}

/** `@Inject(ACCOUNT_AUTHENTICATOR)` */
export const ACCOUNT_AUTHENTICATOR = Symbol('AccountAuthenticator');
/** `@Inject(DEVICE_AUTHENTICATOR)` */
export const DEVICE_AUTHENTICATOR = Symbol('DeviceAuthenticator');
/** `@Inject(API_KEY_AUTHENTICATOR)` */
export const API_KEY_AUTHENTICATOR = Symbol('ApiKeyAuthenticator');
