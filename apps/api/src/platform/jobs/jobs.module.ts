import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { JobEntity } from './job.entity';
import { JobMetrics } from './job-metrics';
import { JobQueue } from './job-queue';
import { JobRunner } from './job-runner';
import { Jobs } from './jobs.service';
import { JobsSweeper } from './jobs.sweeper';

/** Work for later. Features say with `JobRunner.handle` who does it, and with `Jobs.add` that it is to be done. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([JobEntity])],
  providers: [Jobs, JobMetrics, JobQueue, JobRunner, JobsSweeper],
  exports: [Jobs, JobRunner],
})
export class JobsModule {}
