import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvitesModule } from '../invites/invites.module';
import { SessionsModule } from '../sessions/sessions.module';
import { StartDefaultsController } from './start-defaults.controller';
import { StartDefaultsEntity } from './start-defaults.entity';
import { StartedAnswerEntity } from './started-answer.entity';
import { StartsController } from './starts.controller';
import { StartsService } from './starts.service';

@Module({
  imports: [
    TypeOrmModule.forFeature([StartDefaultsEntity, StartedAnswerEntity]),
    SessionsModule,
    InvitesModule,
  ],
  controllers: [StartsController, StartDefaultsController],
  providers: [StartsService],
})
export class StartsModule {}
