import { Injectable } from '@nestjs/common';

/** Whether this server is about to end: what runs is finished, new work goes to another node (SEC-R3). */
@Injectable()
export class Draining {
  private on = false;

  get begun(): boolean {
    return this.on;
  }

  begin(): void {
    this.on = true;
  }
}
