/**
 * Completes a lock file. npm leaves out optional packages that the registry in use does not have (binaries for other
 * platforms, on a partial mirror), and `npm ci` then refuses the lock file that npm itself has written. What is missing is
 * known from the packages that ask for it; only the hash of the content is not, and npm checks that when it is there.
 */

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 */

/** @typedef {Record<string, LockEntry>} LockPackages */

const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const systemAliases = new Map([["windows", "win32"]]);
const processors = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"];
const processorAliases = new Map([["aarch64", "arm64"]]);

/**
 * Finds the optional packages that are asked for and not in the lock file.
 *
 * @param {LockPackages} packages
 * @returns {LockPackages} An entry for each.
 */
export function findMissingOptionals(packages) {
  /** @type {LockPackages} */
  const missing = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (hasPackage(packages, path, name)) continue;
      const version = range.replace(/^npm:.*@/, "");
      if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        throw new Error(`${path} asks for ${name}@${range}, no exact version`);
      const { cpu, libc, os } = platformOf(name);
      // The keys in npm's order, so that npm has no reason to rewrite them.
      missing[`node_modules/${name}`] = {
        version,
        cpu,
        ...(entry.dev === true ? { dev: true } : {}),
        ...(libc === undefined ? {} : { libc }),
        optional: true,
        os,
      };
    }
  }
  return missing;
}

/**
 * Looks where Node would: in the asking package's own node_modules, and in all those above.
 *
 * @param {LockPackages} packages
 * @param {string} path
 * @param {string} name
 * @returns {boolean}
 */
function hasPackage(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(folder.lastIndexOf("/"), 0))) {
    if (packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === "") return false;
  }
}

/**
 * Reads the platform off a package's name, as makers of native packages write it.
 *
 * @param {string} name
 * @returns {{ os: string[], cpu: string[], libc?: string[] }}
 */
export function platformOf(name) {
  const words = name.split(/[-/.]/);
  const os = words.map((word) => systemAliases.get(word) ?? word).findLast((word) => systems.includes(word));
  const cpu = words.map((word) => processorAliases.get(word) ?? word).find((word) => processors.includes(word));
  if (os === undefined || cpu === undefined) throw new Error(`${name} does not name its platform`);
  const isMusl = words.some((word) => word.startsWith("musl"));
  const isGlibc = words.some((word) => word.startsWith("gnu") || word === "glibc");
  const libc = os !== "linux" || isMusl === isGlibc ? {} : { libc: [isMusl ? "musl" : "glibc"] };
  return { os: [os], cpu: [cpu], ...libc };
}

/**
 * Adds what is missing, in npm's order.
 *
 * @param {{ packages: LockPackages }} lock
 * @returns {string[]} The paths that were added; the lock is changed in place.
 */
export function completeLock(lock) {
  const missing = findMissingOptionals(lock.packages);
  const all = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, "en")));
  return Object.keys(missing);
}
