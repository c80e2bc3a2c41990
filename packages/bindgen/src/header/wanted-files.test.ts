import assert from "node:assert/strict";
import { test } from "node:test";
import { pickWantedFiles } from "./wanted-files.ts";

const systemIncludeDirectories = ["/usr/local/include", "/usr/include/x86_64-linux-gnu", "/usr/include"];

function pick(header: string, files: readonly string[]): readonly string[] {
  return pickWantedFiles([header, ...files], { headers: [header], systemIncludeDirectories }).slice(1);
}

test("a header in a system directory speaks for its neighbours, but not for the C library", () => {
  const files = ["/usr/include/zconf.h", "/usr/include/stdio.h", "/usr/include/x86_64-linux-gnu/bits/types.h"];
  assert.deepEqual(pick("/usr/include/zlib.h", files), ["/usr/include/zconf.h"]);
});

test("it speaks for the directory of its name, wherever the system keeps it", () => {
  const files = ["/usr/include/git2/types.h", "/usr/include/x86_64-linux-gnu/git2/stdint.h", "/usr/include/gtk/gtk.h"];
  assert.deepEqual(pick("/usr/include/git2.h", files), files.slice(0, 2));
});

test("a header in a folder of a system directory speaks for that folder", () => {
  const files = [
    "/usr/include/x86_64-linux-gnu/openssl/configuration.h",
    "/usr/include/zlib.h",
    "/usr/include/sys/types.h",
  ];
  assert.deepEqual(pick("/usr/include/openssl/ssl.h", files), files.slice(0, 1));
});

test("a header elsewhere speaks for everything below its folder", () => {
  const files = ["/project/lib/detail/types.h", "/project/other.h", "/usr/include/stdio.h", "<built-in>/stddef.h"];
  assert.deepEqual(pick("/project/lib/lib.h", files), files.slice(0, 1));
});

test("a header that is named is wanted, also one of the C library", () => {
  const headers = ["/usr/include/stdio.h"];
  assert.deepEqual(pickWantedFiles(headers, { headers, systemIncludeDirectories }), headers);
});

test("a header of the C library speaks for the internal headers that it is made of, not for its neighbours", () => {
  const files = ["/usr/include/x86_64-linux-gnu/bits/mathcalls.h", "/usr/include/errno.h", "/usr/include/features.h"];
  assert.deepEqual(pick("/usr/include/math.h", files), files.slice(0, 1));
});
