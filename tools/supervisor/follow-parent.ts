// Loaded into the server before its own code: when the supervisor is gone, even killed, the server ends too.
const GRACE = 25_000;

process.once('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();
