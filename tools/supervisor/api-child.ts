// The server as the supervisor's child. Its modules are loaded while the database still starts: that is most of a start.
import '../../apps/api/src/app';

const GRACE = 25_000;

// When the supervisor is gone, even killed, the server ends too.
process.once('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE).unref();
  process.kill(process.pid, 'SIGTERM');
});

/** The one word from the supervisor: what the environment lacked. */
process.once('message', (environment: Record<string, string>) => {
  Object.assign(process.env, environment);
  process.channel?.unref();
  void import('../../apps/api/src/main.js');
});
