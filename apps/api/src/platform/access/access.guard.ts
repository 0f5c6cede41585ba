import { type CanActivate, type ExecutionContext, Inject, Injectable, Optional } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { API_KEY_PREFIX } from '@relevo/contracts';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config';
import { ApiError } from '../errors/api-error';
import type { Principal } from '../principal';
import {
  ACCOUNT_AUTHENTICATOR,
  type AccountAuthenticator,
  API_KEY_AUTHENTICATOR,
  type ApiKeyAuthenticator,
  DEVICE_AUTHENTICATOR,
  type DeviceAuthenticator,
} from './authenticators';
import { bearerOf } from './bearer';
import { checkAccess } from './check-access';
import { checkForgery } from './forgery-check';
import { ACCESS, type Access, type RestrictedAccess } from './marks';
import { ownOrigins } from './origins';
import { signInCookie } from './sign-in-cookie';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access guard. */
    principal?: Principal;
  }
}

/** A socket proves itself once, at its handshake, which leaves here who it is. */
interface ProvenSocket {
  readonly data: { readonly principal: Principal };
}

/** Closes every handler that does not say who may call it, and proves who calls the others. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly cookie: string;
  private readonly origins: ReadonlySet<string>;

  constructor(
    private readonly reflector: Reflector,
    @Inject(CONFIG) config: Config,
    @Inject(ACCOUNT_AUTHENTICATOR) private readonly accounts: AccountAuthenticator,
    @Optional() @Inject(DEVICE_AUTHENTICATOR) private readonly devices?: DeviceAuthenticator,
    @Optional() @Inject(API_KEY_AUTHENTICATOR) private readonly keys?: ApiKeyAuthenticator,
  ) {
    this.cookie = signInCookie(config.publicUrl).name;
    this.origins = ownOrigins(config.publicUrl);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (!access) throw new ApiError('FORBIDDEN', 'this handler says nothing of who may call it');
    if (context.getType() === 'ws') {
      if (access.by !== 'anyone')
        checkAccess(access, context.switchToWs().getClient<ProvenSocket>().data.principal);
      return true;
    }
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    checkForgery(request, this.origins);
    if (access.by === 'anyone') return true;
    const principal = await this.prove(request, access);
    if (!principal) throw new ApiError('NOT_SIGNED_IN');
    checkAccess(access, principal);
    request.principal = principal;
    return true;
  }

  private async prove(request: FastifyRequest, access: RestrictedAccess): Promise<Principal | null> {
    const credential = bearerOf(request);
    if (access.by !== 'device' && credential?.startsWith(API_KEY_PREFIX))
      return (await this.keys?.authenticate(credential)) ?? null;
    if (access.by !== 'account' && credential !== undefined)
      return (await this.devices?.authenticate(credential)) ?? null;
    const token = request.cookies[this.cookie];
    if (access.by === 'device' || token === undefined) return null;
    return this.accounts.authenticate(token);
  }
}
