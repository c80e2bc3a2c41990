/**
 * Headers that stand alone, from many packages: gcc agrees with all that is bound of each, and no function is missing. This is a
 * sample; `npm run headers` tries every header that is installed.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { findOracle, listInstalledHeaders } from "./installed-headers.ts";
import { judgeHeader, listMistakes } from "./judge-header.ts";

const samples = [
  {
    triple: "x86_64-unknown-linux-gnu",
    command: "gcc",
    names: (
      "X11/Xutil.h fnmatch.h linux/pkt_sched.h linux/can.h linux/videodev2.h linux/bpf.h linux/time.h sys/ptrace.h sys/user.h search.h " +
      "obstack.h argp.h printf.h openssl/asn1.h openssl/err.h git2/diff.h libavutil/frame.h menu.h glib.h libxml/xpath.h SDL_audio.h " +
      "vulkan/vulkan_core.h uv/linux.h ucontext.h regexp.h elf.h link.h"
    ).split(" "),
  },
  {
    triple: "x86_64-w64-windows-gnu",
    command: "x86_64-w64-mingw32-gcc",
    names: "process.h io.h conio.h direct.h signal.h sys/stat.h".split(" "),
  },
  {
    triple: "x86_64-w64-windows-gnu",
    command: "x86_64-w64-mingw32-gcc",
    before: ["windows.h"],
    names: ["tlhelp32.h"],
  },
];
const isCi = (process.env["CI"] ?? "") !== "";
const isX64Linux = process.platform === "linux" && process.arch === "x64";

for (const { triple, command, before, names } of samples) {
  const oracle = isX64Linux ? findOracle(triple, command, before) : undefined;
  const skip = oracle === undefined && !(isCi && isX64Linux) ? `needs ${command} on x86-64 Linux` : false;
  const place = before === undefined ? "" : ` behind ${before.join(" ")}`;
  test(`${command} agrees with what is bound of single headers${place}`, { skip }, (t) => {
    assert.ok(oracle !== undefined, `${command} is not installed`);
    const installed = listInstalledHeaders(oracle).filter(({ name }) => names.includes(name));
    const missing = names.filter((wanted) => !installed.some(({ name }) => name === wanted));
    if (isCi) assert.deepEqual(missing, [], "the set-up installs the packages of these");
    let claims = 0;
    for (const header of installed) {
      const verdict = judgeHeader(header, oracle);
      claims += verdict.claims;
      assert.deepEqual(listMistakes(verdict), [], header.path);
    }
    t.diagnostic(`${installed.length} headers, ${claims} claims; not installed: ${missing.join(", ") || "none"}`);
    assert.ok(claims > 0);
  });
}
