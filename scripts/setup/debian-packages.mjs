/**
 * The Debian packages that development needs, each with what proves that it is there. Other systems need the same
 * commands and headers under other package names. The step that checks them is `system-packages.mjs`.
 */

/**
 * @typedef {object} SystemPackage
 * @property {string} name Debian package.
 * @property {string} [command] A program on the path that proves it.
 * @property {string} [header] A C header that proves it, as a compiler finds it.
 * @property {string} [file] A file that proves it, where Debian puts it.
 * @property {string} purpose
 */

/** @type {readonly SystemPackage[]} */
export const debianPackages = [
  { name: "gcc", command: "gcc", purpose: "builds the addon; oracle for layouts and the preprocessor" },
  { name: "g++", command: "g++", purpose: "linker driver of node-gyp" },
  { name: "make", command: "make", purpose: "build tool of node-gyp" },
  { name: "python3", command: "python3", purpose: "runs gyp, and generated Python packages" },
  { name: "zlib1g-dev", header: "zlib.h", purpose: "a real library that tests, docs and the tour bind" },
  { name: "libsqlite3-dev", header: "sqlite3.h", purpose: "a real library that tests, docs and the tour bind" },
  { name: "libffi-dev", header: "ffi.h", purpose: "oracle for call conventions" },
];

/**
 * What only tests use: other compilers, and libraries whose headers are the corpus of `koine bind`. Without them `npm test`
 * skips those tests with a reason, except where CI is set.
 *
 * @type {readonly SystemPackage[]}
 */
export const testPackages = [
  { name: "gcc-aarch64-linux-gnu", command: "aarch64-linux-gnu-gcc", purpose: "oracle for AArch64 calls" },
  { name: "binutils-aarch64-linux-gnu", command: "aarch64-linux-gnu-as", purpose: "oracle for the arm64 assembler" },
  { name: "libc6-dev-arm64-cross", file: "/usr/aarch64-linux-gnu/include/stdio.h", purpose: "C library for AArch64" },
  { name: "clang", command: "clang", purpose: "second compiler of generated headers; oracle for other targets" },
  { name: "mypy", command: "mypy", purpose: "checks the types of generated Python packages" },
  { name: "valgrind", command: "valgrind", purpose: "memory checks of consumers in Rust" },
  { name: "qemu-user-static", command: "qemu-aarch64-static", purpose: "runs AArch64 programs" },
  { name: "libcurl4-openssl-dev", header: "curl/curl.h", purpose: "corpus of koine bind" },
  { name: "libgit2-dev", header: "git2.h", purpose: "corpus of koine bind" },
  { name: "libsdl2-dev", header: "SDL2/SDL.h", purpose: "corpus of koine bind" },
  { name: "libxml2-dev", file: "/usr/include/libxml2/libxml/parser.h", purpose: "corpus of koine bind" },
  { name: "libssl-dev", header: "openssl/ssl.h", purpose: "corpus of koine bind" },
  { name: "libuv1-dev", header: "uv.h", purpose: "corpus of koine bind" },
  { name: "liblua5.4-dev", file: "/usr/include/lua5.4/lua.h", purpose: "corpus of koine bind" },
  { name: "libavcodec-dev", header: "libavcodec/avcodec.h", purpose: "corpus of koine bind" },
  { name: "libavformat-dev", header: "libavformat/avformat.h", purpose: "corpus of koine bind" },
  { name: "libvulkan-dev", header: "vulkan/vulkan.h", purpose: "corpus of koine bind" },
  { name: "libgtk-3-dev", file: "/usr/include/gtk-3.0/gtk/gtk.h", purpose: "corpus of koine bind" },
  { name: "libclang-19-dev", file: "/usr/lib/llvm-19/include/clang-c/Index.h", purpose: "corpus of koine bind" },
  { name: "libclang1-19", file: "/usr/lib/llvm-19/lib/libclang-19.so.1", purpose: "second front end of koine bind" },
  { name: "musl-dev", file: "/usr/include/x86_64-linux-musl/stdio.h", purpose: "C library for musl targets" },
  { name: "musl-tools", command: "musl-gcc", purpose: "oracle for musl" },
  {
    name: "gcc-mingw-w64-x86-64",
    command: "x86_64-w64-mingw32-gcc",
    purpose: "oracle for MinGW, with its headers",
  },
  { name: "gcc-i686-linux-gnu", command: "i686-linux-gnu-gcc", purpose: "oracle for 32-bit x86" },
  { name: "libc6-dev-i386-cross", file: "/usr/i686-linux-gnu/include/stdio.h", purpose: "C library for 32-bit x86" },
  { name: "cmake", command: "cmake", purpose: "builds programs with generated C++ packages" },
  { name: "golang-go", command: "go", purpose: "builds and vets generated Go packages, 1.23 or later" },
  { name: "libgc-dev", header: "gc.h", purpose: "a collector that searches the stacks of functions that call back" },
  { name: "mono-mcs", command: "mcs", purpose: "compiles the C# part of a .NET library that calls back" },
  {
    name: "libmono-2.0-dev",
    file: "/usr/include/mono-2.0/mono/jit/jit.h",
    purpose: "a .NET runtime that is called and calls back",
  },
  { name: "libncurses-dev", header: "ncurses.h", purpose: "corpus of koine bind" },
  { name: "libx11-dev", header: "X11/Xlib.h", purpose: "corpus of koine bind" },
  { name: "cbindgen", command: "cbindgen", purpose: "corpus of koine bind: headers of Rust crates" },
  { name: "libarchive-dev", header: "archive.h", purpose: "corpus of koine bind" },
  { name: "libusb-1.0-0-dev", header: "libusb-1.0/libusb.h", purpose: "corpus of koine bind" },
  { name: "libpq-dev", file: "/usr/include/postgresql/libpq-fe.h", purpose: "corpus of koine bind" },
];
