import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DEVICE_AUTHENTICATOR } from '../platform/access/authenticators';
import { SiteModule } from '../site/site.module';
import { StreamsModule } from '../streams/streams.module';
import { DeviceAuthenticatorService } from './device-authenticator.service';
import { DeviceCodeEntity } from './device-code.entity';
import { DeviceCredentialEntity } from './device-credential.entity';
import { DevicesController } from './devices.controller';
import { DevicesService } from './devices.service';
import { EntrancesService } from './entrances.service';
import { GuessLimits } from './guess-limits';

@Module({
  imports: [TypeOrmModule.forFeature([DeviceCredentialEntity, DeviceCodeEntity]), StreamsModule, SiteModule],
  controllers: [DevicesController],
  providers: [
    DevicesService,
    GuessLimits,
    EntrancesService,
    DeviceAuthenticatorService,
    { provide: DEVICE_AUTHENTICATOR, useExisting: DeviceAuthenticatorService },
  ],
  exports: [DEVICE_AUTHENTICATOR, GuessLimits, EntrancesService],
})
export class DevicesModule {}
