/**
 * Other targets: what is bound for them from their own C libraries, and from headers that need none, is what their compilers
 * say. Sizes, offsets, types, enumerators and constants are asked for in C.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { bindHeaders, renderCCheck } from "@koine/bindgen";
import { listUnexplained } from "./explained-complaints.ts";

/** A target with the compiler that knows it. */
interface TargetOracle {
  readonly triple: string;
  readonly command: readonly string[];
  /** Headers of its C library; none where that cannot be had here. */
  readonly headers: readonly string[];
}

/** Without a system's headers, clang's own are enough for what needs no C library. */
function clangFor(triple: string): readonly string[] {
  return ["clang", `--target=${triple}`, "-ffreestanding", "-nostdlibinc"];
}

const posix = (
  "ctype.h dirent.h dlfcn.h errno.h fcntl.h glob.h inttypes.h limits.h locale.h math.h netdb.h netinet/in.h poll.h pthread.h pwd.h " +
  "regex.h sched.h semaphore.h setjmp.h signal.h stdint.h stdio.h stdlib.h string.h sys/epoll.h sys/mman.h sys/resource.h sys/socket.h " +
  "sys/stat.h sys/statvfs.h sys/time.h sys/types.h sys/un.h sys/wait.h termios.h time.h uchar.h ucontext.h unistd.h wchar.h"
).split(" ");
const windows = "stdio.h stdlib.h time.h math.h wchar.h windows.h winsock2.h ws2tcpip.h d3d11.h".split(" ");
const oracles: readonly TargetOracle[] = [
  { triple: "x86_64-unknown-linux-musl", command: ["musl-gcc"], headers: posix },
  { triple: "aarch64-unknown-linux-gnu", command: ["aarch64-linux-gnu-gcc"], headers: posix },
  { triple: "i686-unknown-linux-gnu", command: ["i686-linux-gnu-gcc"], headers: posix },
  { triple: "x86_64-w64-windows-gnu", command: ["x86_64-w64-mingw32-gcc"], headers: windows },
  { triple: "x86_64-apple-darwin", command: clangFor("x86_64-apple-darwin"), headers: [] },
  { triple: "aarch64-apple-darwin", command: clangFor("aarch64-apple-darwin"), headers: [] },
  { triple: "x86_64-pc-windows-msvc", command: clangFor("x86_64-pc-windows-msvc"), headers: [] },
  { triple: "aarch64-pc-windows-msvc", command: clangFor("aarch64-pc-windows-msvc"), headers: [] },
];
const selfContained = fileURLToPath(new URL("../../goldens/bindgen/headers/", import.meta.url));
const isCi = (process.env["CI"] ?? "") !== "";

function check(oracle: TargetOracle, header: string, directory?: string): number {
  const { triple, command } = oracle;
  const includeDirectories = directory === undefined ? [] : [directory];
  const result = bindHeaders({ headers: [header], libraries: ["x"], targets: [triple], includeDirectories });
  assert.deepEqual(
    result.diagnostics.filter(({ severity }) => severity !== "note"),
    [],
    header,
  );
  assert.ok(result.spec !== null);
  const source = renderCCheck(result.spec);
  const [program = "", ...flags] = command;
  const words = [
    ...flags,
    "-std=gnu17",
    "-fsyntax-only",
    "-fwrapv",
    "-w",
    ...includeDirectories.map((path) => `-I${path}`),
  ];
  const run = spawnSync(program, [...words, "-xc", "-"], { input: source, encoding: "utf8", maxBuffer: 2 ** 28 });
  assert.deepEqual(listUnexplained(run.stderr, source), [], header);
  return source.split("\n_Static_assert").length - 1;
}

for (const oracle of oracles) {
  const [program = ""] = oracle.command;
  const isMissing = spawnSync(program, ["--version"]).status !== 0;
  test(`${oracle.triple}: ${program} agrees`, { skip: isMissing && !isCi ? `needs ${program}` : false }, (t) => {
    let claims = check(oracle, "shapes.h", selfContained) + check(oracle, "vectors.h", selfContained);
    for (const header of oracle.headers) claims += check(oracle, header);
    t.diagnostic(
      `${claims} questions about shapes.h, vectors.h${oracle.headers.map((header) => `, ${header}`).join("")}`,
    );
    assert.ok(claims > 0);
  });
}

test("targets without headers here are left out, and the others are bound", () => {
  const targets = ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"];
  const { spec, diagnostics } = bindHeaders({ headers: ["stdio.h"], libraries: ["c"], targets });
  assert.deepEqual(spec?.head.targets, ["x86_64-unknown-linux-gnu"]);
  assert.deepEqual(
    diagnostics.map(({ code, severity }) => [code, severity]),
    [
      ["bindgen/target-not-generated", "warning"],
      ["bindgen/target-not-generated", "warning"],
    ],
  );
});
