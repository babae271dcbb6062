// SPDX-License-Identifier: GPL-3.0-or-later
// run.mjs EMULATOR SCALE MODULE…: plays the cases of the modules in order and reports in TAP. A line
// “open ADDRESS {what is typed there}” asks whoever reads it to be the browser.

import { World } from './world.mjs';

const [base, scaleText, ...names] = process.argv.slice(2);
const scale = Number(scaleText);

// The emulator's seconds are shorter than ours, so its “come back in ten seconds” is, too.
const sleep = globalThis.setTimeout;
globalThis.setTimeout = (callback, delay, ...words) =>
  sleep(callback, (delay ?? 0) / scale, ...words);

const world = new World(base, scale);
const cases = [];
for (const name of names)
  cases.push(...(await import(`./${name}.mjs`)).default);

console.log(`1..${cases.length}`);
for (const [index, [sentence, play]] of cases.entries()) {
  try {
    await play(world);
    console.log(`ok ${index + 1} ${sentence}`);
  } catch (error) {
    const text = `${error.stack}\n${JSON.stringify(error.details ?? error.body ?? '')}`;
    console.log(`not ok ${index + 1} ${sentence}\n${text.replace(/^/gm, '# ')}`);
    process.exitCode = 1;
  } finally {
    await world.forgetFaults();
  }
}
process.exit();
