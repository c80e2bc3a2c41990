/** The tour that `npm start` runs: from C headers to typed, fast calls, and from an API document to packages. Exit code 1 when a result is wrong. */
import { bindHeaders, compileModules, showModule } from "./bind-headers.ts";
import { generatePackages } from "./generate-packages.ts";
import { measureCalls } from "./measure-calls.ts";
import { compressFile, queryDatabase } from "./run-programs.ts";
import { showMistakes } from "./show-mistakes.ts";
import { printHeading, printLines, style } from "./terminal.ts";

interface Step {
  readonly title: string;
  readonly run: () => void | Promise<void>;
}

const steps: readonly Step[] = [
  { title: "Bind two C headers that are installed here", run: bindHeaders },
  {
    title: "What a generated module looks like",
    run: () => {
      showModule();
      compileModules();
    },
  },
  { title: "Compress and inflate a file with libz", run: compressFile },
  { title: "Query a database with libsqlite3; each row comes through a callback", run: queryDatabase },
  { title: "From one API document to packages in several languages", run: generatePackages },
  { title: "What a call costs", run: measureCalls },
  { title: "What mistakes look like", run: showMistakes },
  { title: "Where to go from here", run: showNextSteps },
];

function showNextSteps(): void {
  printLines(
    [
      "README.md                     five minutes: call a library, bind a header",
      "docs/guide/calling.md         declarations, types, strings, memory, callbacks",
      "docs/guide/generating.md      one API document, a C ABI, packages in many languages",
      "docs/from-koffi.md            the same program in koffi and in Koine (also node:ffi, bun:ffi, Deno)",
      ".koine/tour/sqlite3.ts        the module that this tour generated",
      "npm test                      every check there is",
    ].join("\n"),
  );
}

console.log(style("bold", "Koine: call C from TypeScript"));
for (const [index, { title, run }] of steps.entries()) {
  printHeading(index + 1, title);
  try {
    await run();
  } catch (error) {
    console.error(`\n${style("red", `Step ${String(index + 1)} failed:`)} ${String((error as Error).stack ?? error)}`);
    process.exitCode = 1;
    break;
  }
}
