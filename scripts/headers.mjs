/**
 * `npm run headers`: binds every C header that is installed, each alone, and lets gcc judge: what it takes must be bound, with all
 * functions, and with the sizes, offsets, types and values that it says. Takes about an hour for ten thousand headers. With `--files`
 * it reads the C files and headers of a folder instead, and says of each that does not agree why. Flags for the compiler stand behind
 * `--`; with `--test-flags` those count, too, that files of GCC's own tests name.
 *
 *     npm run headers
 *     npm run headers -- --every 50 --only /usr/include/linux
 *     npm run headers -- --every 3 --offset 1
 *     npm run headers -- --target x86_64-w64-windows-gnu --compiler x86_64-w64-mingw32-gcc
 *     npm run headers -- --target x86_64-w64-windows-gnu --compiler x86_64-w64-mingw32-gcc --before windows.h
 *     npm run headers -- --files ~/sqlite -- -I ~/sqlite/src -DSQLITE_ENABLE_FTS5
 *     npm run headers -- --files ~/gcc/gcc/testsuite/gcc.target/i386 --test-flags --compiler gcc
 */
import { parseArgs } from "node:util";
import { judgeHeaders } from "./headers/judge-headers.mjs";
import { runMain, setUp } from "./setup/set-up.mjs";
import { StepFailure } from "./process/progress.mjs";

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      target: { type: "string", default: "x86_64-unknown-linux-gnu" },
      compiler: { type: "string", default: "gcc" },
      before: { type: "string", multiple: true, default: [] },
      files: { type: "string" },
      "test-flags": { type: "boolean", default: false },
      only: { type: "string", default: "" },
      every: { type: "string", default: "1" },
      offset: { type: "string", default: "0" },
      jobs: { type: "string", default: "2" },
    },
  });
  const [every, offset, jobs] = [Number(values.every), Number(values.offset), Number(values.jobs)];
  if (!(Number.isInteger(every) && every > 0)) throw new StepFailure(`--every: "${values.every}" is no number`);
  if (!(Number.isInteger(offset) && offset >= 0)) throw new StepFailure(`--offset: "${values.offset}" is no number`);
  if (!(Number.isInteger(jobs) && jobs > 0)) throw new StepFailure(`--jobs: "${values.jobs}" is no number`);
  await setUp();
  const { target: triple, compiler: command, before, files: folder, only, "test-flags": readsTestFlags } = values;
  if (folder === undefined && (readsTestFlags || positionals.length > 0))
    throw new StepFailure("flags for the compiler need --files: installed headers have those of their libraries");
  const settings = { triple, command, before, flags: positionals, readsTestFlags };
  return judgeHeaders({ settings, folder, only, every, offset, jobs, print: console.log });
});
