/**
 * Libraries that the runtime has inside and that a library in C++ needs call themselves, not the runtime's, also for what is opened
 * behind it: zlib's streams ended the process, because two versions of zlib worked on each of them.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileInto } from "../native-library.ts";

/** As zlib, which calls functions of its own that others can call as well. */
const needed = `
const char *zlibVersion(void) { return "of the library"; }
const char *call_version(void) { return zlibVersion(); }
`;
const user = `
const char *call_version(void);
const char *tell(void) { return call_version(); }
`;

testInChild(
  "what a library in C++ needs calls itself",
  import.meta.url,
  { prints: ["of the library", "of the library"] },
  (print) => {
    const folder = mkdtempSync(join(tmpdir(), "koine-second-zlib-"));
    try {
      compileInto(folder, "z", needed, []);
      const link = ["-Wl,--no-as-needed", `-L${folder}`, "-lz", `-Wl,-rpath,${folder}`];
      // What tells a library in C++ is that it needs the library of C++.
      const cpp = compileInto(folder, "cpp", user, [...link, "-l:libstdc++.so.6"]);
      const plain = compileInto(folder, "plain", user, link);
      for (const path of [cpp, plain]) print(openLibrary(path, { tell: c.fn([], c.string) }).symbols.tell());
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
