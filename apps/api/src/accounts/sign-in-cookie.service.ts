import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { signInCookie } from '../platform/access/sign-in-cookie';
import { CONFIG, type Config } from '../platform/config';

/** Gives the token of a sign-in to the browser, and takes it away. */
@Injectable()
export class SignInCookie {
  private readonly cookie: ReturnType<typeof signInCookie>;

  constructor(@Inject(CONFIG) config: Config) {
    this.cookie = signInCookie(config.publicUrl);
  }

  /** What the browser shows; undefined = nothing. */
  of(request: FastifyRequest): string | undefined {
    return request.cookies[this.cookie.name];
  }

  set(reply: FastifyReply, token: string): void {
    reply.setCookie(this.cookie.name, token, this.cookie.options);
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.cookie.name, this.cookie.options);
  }
}
