import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  attachBody,
  type DeviceCodeView,
  type DeviceCredential,
  type DevicePreview,
  deviceCodeBody,
  deviceCodeView,
  deviceCredential,
  devicePreview,
} from '@relevo/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentDevice } from '../platform/access/current-principal';
import { ForDevices, Public } from '../platform/access/marks';
import { Answers } from '../platform/openapi/answers';
import type { DevicePrincipal } from '../platform/principal';
import { clientAddress } from '../platform/rate-limit/client-address';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { DevicesService } from './devices.service';

const CODES: Limit = { name: 'devices:codes', points: 20, seconds: 60 };

@ApiTags('devices')
@Controller('devices')
export class DevicesController {
  constructor(
    private readonly devices: DevicesService,
    private readonly limits: RateLimits,
  ) {}

  @Post('codes')
  @ForDevices()
  @Answers(deviceCodeView, 201)
  async createCode(@CurrentDevice() who: DevicePrincipal): Promise<DeviceCodeView> {
    await this.limits.consume(CODES, who.deviceId);
    return this.devices.createCode(who);
  }

  @Post('preview')
  @Public('proves itself with a one-time code; the agent shows who is calling before it attaches')
  @Answers(devicePreview)
  preview(
    @Body({ schema: deviceCodeBody }) { code }: z.output<typeof deviceCodeBody>,
    @Req() request: FastifyRequest,
  ): Promise<DevicePreview> {
    return this.devices.preview(code, clientAddress(request.ip));
  }

  @Post('attach')
  @Public('proves itself with a one-time code')
  @Answers(deviceCredential, 201)
  attach(
    @Body({ schema: attachBody }) body: z.output<typeof attachBody>,
    @Req() request: FastifyRequest,
  ): Promise<DeviceCredential> {
    return this.devices.attach(body, clientAddress(request.ip));
  }
}
