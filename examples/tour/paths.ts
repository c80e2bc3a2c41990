/** Where the tour finds and leaves its files. Compiled, it is `examples/tour/dist/paths.js`. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryRoot: string = fileURLToPath(new URL("../../../", import.meta.url));

/** What the tour generates; not part of the repository. */
export const outputDirectory: string = join(repositoryRoot, ".koine", "tour");

/** The programs that use the generated modules. */
export const programsDirectory: string = join(repositoryRoot, "examples", "tour", "programs");
