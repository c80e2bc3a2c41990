/** The packages that read YAML and TOML, loaded when the first such document comes: they take longer to load than to run. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Loads the package that reads YAML. */
export function requireYaml(): typeof import("yaml") {
  return require("yaml") as typeof import("yaml");
}

/** Loads the package that reads TOML. */
export function requireToml(): typeof import("toml-eslint-parser") {
  return require("toml-eslint-parser") as typeof import("toml-eslint-parser");
}
