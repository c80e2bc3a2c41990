/** Which directories of headers the command that builds a wrapper names: those of the user's own project. */
import { dirname, join, relative, sep } from "node:path";
import { isInside } from "../lower/header-path.ts";

/** All paths are absolute. */
export interface IncludePlaces {
  /** Where the wrapper goes. */
  readonly folder: string;
  /** `-I` directories. */
  readonly stated: readonly string[];
  /** Where compilers look without being told. */
  readonly searched: readonly string[];
  /** Given headers, and the names by which the wrapper includes them. */
  readonly headers: ReadonlyMap<string, string>;
  /** Tells whether there is something at a path. */
  readonly exists: (path: string) => boolean;
}

/**
 * Gives directories relative to the wrapper, with `/`. Others, such as those that `pkg-config` knows, lie elsewhere on other machines,
 * and what is written must not.
 */
export function planIncludeDirectories({
  folder,
  stated,
  searched,
  headers,
  exists,
}: IncludePlaces): readonly string[] {
  const known = [...stated, ...searched];
  // A header that no directory has is named from its own folder, or from one around that.
  const own = [...headers]
    .filter(([path]) => !known.some((directory) => isInside(path, directory)))
    .map(([path, name]) => name.split("/").reduce((folderOfName) => dirname(folderOfName), path));
  const project = findProject(folder, exists);
  const inside = [...stated, ...own].filter((directory) => directory === project || isInside(directory, project));
  return [...new Set(inside.map((directory) => relative(folder, directory).split(sep).join("/")))].map((path) =>
    path === "" ? "." : path,
  );
}

/** The innermost directory with a `package.json` or a repository; else the wrapper's own. */
function findProject(folder: string, exists: IncludePlaces["exists"]): string {
  for (let directory = folder; ; directory = dirname(directory)) {
    if (exists(join(directory, "package.json")) || exists(join(directory, ".git"))) return directory;
    if (dirname(directory) === directory) return folder;
  }
}
