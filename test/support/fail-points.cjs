// Loaded before the server by the tests of faults, never by the product: the server stands still, as between two
// instructions, when it comes to a place for which a file of that name lies in the folder that TEST_FAIL_POINTS names.
require('reflect-metadata');
const { renameSync } = require('node:fs');
const { join } = require('node:path');

const folder = process.env.TEST_FAIL_POINTS;
const streams = join(__dirname, '../../dist/apps/api/src/streams');

/** Only one of several processes gets the file, so one stands still for each that was laid there. */
function haltAt(place) {
  try {
    renameSync(join(folder, place), join(folder, `${place}.${process.pid}`));
  } catch {
    return;
  }
  // For ever: nothing is read, answered or sent any more. Whoever laid the file kills us.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

if (folder && process.argv[1]?.endsWith('tools/supervisor/api-child.js')) {
  const { LogService } = require(join(streams, 'log/log.service.js'));
  const { took } = LogService.prototype;
  // Committed, and nobody has been told.
  LogService.prototype.took = function (advance) {
    haltAt('before-publish');
    return took.call(this, advance);
  };
  const { CommandsService } = require(join(streams, 'commands/commands.service.js'));
  const { give } = CommandsService.prototype;
  // Committed and published; the sender has no answer yet.
  CommandsService.prototype.give = async function (...command) {
    const answer = await give.apply(this, command);
    haltAt('before-answer');
    return answer;
  };
}
