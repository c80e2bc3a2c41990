/** The packages that read YAML and TOML, loaded when the first such document comes: they take longer to load than to run. */
import { createRequire } from "node:module";

/** Loads the package that reads YAML. */
export function requireYaml(): typeof import("yaml") {
  return requireDependency("yaml") as typeof import("yaml");
}

/** Loads the package that reads TOML. */
export function requireToml(): typeof import("toml-eslint-parser") {
  return requireDependency("toml-eslint-parser") as typeof import("toml-eslint-parser");
}

/** Finds it from this package, by its name: the command has this module in a script of its own package, which cannot. */
function requireDependency(name: string): unknown {
  const here = createRequire(import.meta.url).resolve("@koine/idl/package.json");
  return createRequire(here)(name) as unknown;
}
