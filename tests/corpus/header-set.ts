/** The corpus of `koine bind`: header sets of libraries that Debian packages, as their users include them. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Headers that other tools wrote, checked in beside what they were written from. */
function ownHeaders(tool: string): string {
  return fileURLToPath(new URL(`../../corpus/headers/${tool}`, import.meta.url));
}

/** A library's headers, bound in one go. */
export interface HeaderSet {
  readonly name: string;
  readonly headers: readonly string[];
  /** `-I` directories of its own. */
  readonly includeDirectories?: readonly string[];
  /** Names that `#line` gives to parts of the headers, by which gcc then calls them. */
  readonly lineNames?: readonly string[];
  /** Package that `pkg-config` knows, for sets that need the directories of others. */
  readonly pkgConfig?: string;
}

/** All header sets; the Debian packages stand in `scripts/setup/debian-packages.mjs`. Debian 12 has no package of raylib. */
export const headerSets: readonly HeaderSet[] = [
  { name: "sqlite3", headers: ["sqlite3.h"] },
  { name: "zlib", headers: ["zlib.h"] },
  { name: "curl", headers: ["curl/curl.h"] },
  { name: "git2", headers: ["git2.h"] },
  { name: "SDL2", headers: ["SDL2/SDL.h"] },
  { name: "libxml2", headers: ["libxml/parser.h", "libxml/tree.h"], includeDirectories: ["/usr/include/libxml2"] },
  { name: "openssl", headers: ["openssl/ssl.h", "openssl/evp.h"] },
  { name: "uv", headers: ["uv.h"] },
  { name: "lua", headers: ["lua.h", "lualib.h", "lauxlib.h"], includeDirectories: ["/usr/include/lua5.4"] },
  { name: "avcodec", headers: ["libavcodec/avcodec.h"] },
  { name: "avformat", headers: ["libavformat/avformat.h"] },
  { name: "avutil", headers: ["libavutil/avutil.h", "libavutil/common.h", "libavutil/mathematics.h"] },
  { name: "vulkan", headers: ["vulkan/vulkan.h"] },
  { name: "gtk3", headers: ["gtk/gtk.h"], pkgConfig: "gtk+-3.0" },
  { name: "libclang", headers: ["clang-c/Index.h"], includeDirectories: ["/usr/lib/llvm-19/include"] },
  { name: "ncurses", headers: ["ncurses.h"] },
  { name: "X11", headers: ["X11/Xlib.h"] },
  { name: "libpq", headers: ["libpq-fe.h"], includeDirectories: ["/usr/include/postgresql"] },
  { name: "libffi", headers: ["ffi.h"] },
  { name: "libarchive", headers: ["archive.h", "archive_entry.h"] },
  { name: "libusb", headers: ["libusb-1.0/libusb.h"] },
  { name: "uinput", headers: ["linux/uinput.h", "linux/input.h"] },
  { name: "ioctl", headers: ["asm/ioctls.h", "linux/if_tun.h", "linux/fs.h"] },
  { name: "stdio", headers: ["stdio.h", "stdlib.h", "string.h"] },
  { name: "math", headers: ["math.h", "complex.h"] },
  { name: "sockets", headers: ["sys/socket.h", "netinet/in.h", "netdb.h"] },
  { name: "pthread", headers: ["pthread.h", "semaphore.h", "sched.h"] },
  {
    name: "cgo",
    headers: ["store.h"],
    includeDirectories: [ownHeaders("cgo")],
    lineNames: ["cgo-builtin-export-prolog", "store.go", "cgo-gcc-export-header-prolog", "cgo-generated-wrapper"],
  },
  { name: "cbindgen", headers: ["inventory.h"], includeDirectories: [ownHeaders("cbindgen")] },
];

/** The largest header sets, which make one module of 13,000 functions. */
export const largestSets: ReadonlySet<string> = new Set(
  "gtk3 openssl git2 SDL2 libxml2 vulkan ncurses X11 libclang".split(" "),
);

/** Gives the `-I` directories of a set. */
export function findIncludeDirectories(set: HeaderSet): readonly string[] {
  if (set.pkgConfig === undefined) return set.includeDirectories ?? [];
  const { stdout } = spawnSync("pkg-config", ["--cflags-only-I", set.pkgConfig], { encoding: "utf8" });
  return [...stdout.matchAll(/-I(\S+)/g)].map(([, directory]) => directory ?? "");
}

/** Tells which headers of a set gcc does not find. */
export function findMissingHeaders(set: HeaderSet): readonly string[] {
  const directories = findIncludeDirectories(set).map((directory) => `-I${directory}`);
  const source = set.headers.map((header) => `#if !__has_include(<${header}>)\nabsent ${header}\n#endif\n`).join("");
  const { stdout } = spawnSync("gcc", ["-E", "-P", ...directories, "-xc", "-"], { input: source, encoding: "utf8" });
  return [...stdout.matchAll(/^absent (\S+)$/gm)].map(([, header]) => header ?? "");
}

/** Why the tests of a set are skipped, if they are; where CI is set they run, and fail without the headers. */
export function reasonToSkip(set: HeaderSet): string | false {
  if (process.platform !== "linux" || process.arch !== "x64") return "the expectations come from gcc on x86-64 Linux";
  const missing = findMissingHeaders(set);
  const isCi = (process.env["CI"] ?? "") !== "";
  return missing.length > 0 && !isCi ? `<${missing.join(">, <")}> is not installed` : false;
}
