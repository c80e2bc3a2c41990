/** What `node:path` is for bundles for browsers (the field `browser` of package.json), where all paths are those of `HeaderTexts`. */

export const sep = "/";
export const delimiter = ":";

/** As `path.posix.normalize`. */
export function normalize(path: string): string {
  const steps: string[] = [];
  const isRooted = isAbsolute(path);
  for (const step of path.split(sep)) {
    if (step === ".." && (steps.length === 0 ? !isRooted : steps.at(-1) === "..")) steps.push(step);
    else if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  const text = steps.join(sep) + (path.endsWith(sep) && steps.length > 0 ? sep : "");
  return isRooted ? `/${text}` : text === "" ? (path.endsWith(sep) ? "./" : ".") : text;
}

/** As `path.posix.join`. */
export function join(...paths: readonly string[]): string {
  return normalize(paths.filter((path) => path !== "").join(sep));
}

/** As `path.posix.resolve`, with `/` for the working directory. */
export function resolve(...paths: readonly string[]): string {
  const last = paths.findLastIndex(isAbsolute);
  return withoutSlash(normalize(`/${paths.slice(Math.max(last, 0)).join(sep)}`));
}

/** As `path.posix.isAbsolute`. */
export function isAbsolute(path: string): boolean {
  return path.startsWith(sep);
}

/** As `path.posix.dirname`. */
export function dirname(path: string): string {
  const [, folder = ""] = /^(.*?)\/+[^/]+\/*$/.exec(path) ?? [];
  return folder === "" ? (isAbsolute(path) ? sep : ".") : folder;
}

/** As `path.posix.basename`. */
export function basename(path: string, suffix: string = ""): string {
  if (path === suffix) return "";
  const name = withoutSlash(path).split(sep).at(-1) ?? "";
  return name !== suffix && name.endsWith(suffix) ? name.slice(0, name.length - suffix.length) : name;
}

/** As `path.posix.relative`. */
export function relative(from: string, to: string): string {
  const [start, end] = [stepsOf(from), stepsOf(to)];
  const shared = start.findIndex((step, at) => step !== end[at]);
  const common = shared < 0 ? start.length : shared;
  return [...start.slice(common).map(() => ".."), ...end.slice(common)].join(sep);
}

function stepsOf(path: string): readonly string[] {
  return resolve(path)
    .split(sep)
    .filter((step) => step !== "");
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith(sep) ? withoutSlash(path.slice(0, -1)) : path;
}

type Posix = Pick<
  typeof import("node:path").posix,
  "basename" | "dirname" | "join" | "normalize" | "relative" | "resolve"
>;

/** As `path.posix`, as far as it is used. */
export const posix: Posix = { basename, dirname, join, normalize, relative, resolve };
