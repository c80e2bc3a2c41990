/** Real headers: no diagnostics, and GCC confirms every size, offset, enumerator, constant and function type. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { parseTranslationUnit } from "../translation-unit.ts";
import { assertLikeGcc, hasHeader, linuxX64, parseSystemHeader, skipWithoutGcc } from "./gcc.case.ts";

const libraryHeaders =
  `assert.h complex.h ctype.h dirent.h dlfcn.h errno.h fcntl.h fenv.h float.h inttypes.h limits.h locale.h math.h netdb.h
   netinet/in.h poll.h pthread.h pwd.h regex.h sched.h setjmp.h signal.h stdarg.h stddef.h stdint.h stdio.h stdlib.h string.h
   sys/epoll.h sys/mman.h sys/resource.h sys/socket.h sys/stat.h sys/statvfs.h sys/time.h sys/types.h sys/un.h sys/wait.h
   termios.h time.h uchar.h ucontext.h unistd.h wchar.h wctype.h`.split(/\s+/);
const otherHeaders =
  "zlib.h sqlite3.h ffi.h lzma.h expat.h curl/curl.h git2.h uv.h openssl/ssl.h linux/if_ether.h".split(" ");

for (const header of [...libraryHeaders, ...otherHeaders]) {
  const isMissing = skipWithoutGcc === false && otherHeaders.includes(header) && !hasHeader(header);
  const skip = isMissing ? `<${header}> is not installed` : skipWithoutGcc;
  test(`<${header}> is read as gcc reads it`, { skip }, () => {
    const unit = parseSystemHeader(header);
    assert.deepEqual(unit.diagnostics, []);
    if (unit.declarations.length > 0 || unit.macros.length > 0) assertLikeGcc(unit, { includes: [`<${header}>`] });
  });
}

test("the compiler's own headers define what gcc's define without a C library", { skip: skipWithoutGcc }, () => {
  // Not limits.h: that of gcc cannot do without the one of a C library.
  const names = "float iso646 stdalign stdarg stdatomic stdbool stddef stdint stdnoreturn".split(" ");
  const text = names.map((name) => `#include <${name}.h>\n`).join("");
  const unit = parseTranslationUnit({
    entry: "test.h",
    readFile: (path) => (path === "test.h" ? text : undefined),
    target: linuxX64,
    defines: { __STDC_HOSTED__: 0 },
  });
  assert.deepEqual(unit.diagnostics, []);
  const directory = spawnSync("gcc", ["-print-file-name=include"], { encoding: "utf8" }).stdout.trim();
  assertLikeGcc(unit, { text, flags: ["-ffreestanding", "-nostdinc", "-isystem", directory] });
});
