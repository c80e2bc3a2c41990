/**
 * The Debian packages that development needs, each with what proves that it is there. Other systems need the same
 * commands and headers under other package names. The step that checks them is `system-packages.mjs`.
 */

/**
 * @typedef {object} SystemPackage
 * @property {string} name Debian package.
 * @property {string} [command] A program on the path that proves it.
 * @property {string} [header] A C header that proves it.
 * @property {string} purpose
 */

/** @type {readonly SystemPackage[]} */
export const debianPackages = [
  { name: "gcc", command: "gcc", purpose: "builds the addon; oracle for layouts and the preprocessor" },
  { name: "g++", command: "g++", purpose: "linker driver of node-gyp" },
  { name: "make", command: "make", purpose: "build tool of node-gyp" },
  { name: "python3", command: "python3", purpose: "runs gyp" },
  { name: "zlib1g-dev", header: "zlib.h", purpose: "a real library that tests, docs and the tour bind" },
  { name: "libsqlite3-dev", header: "sqlite3.h", purpose: "a real library that tests, docs and the tour bind" },
  { name: "libffi-dev", header: "ffi.h", purpose: "oracle for call conventions" },
];
