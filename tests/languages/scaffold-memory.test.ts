/** What the C that scaffolds generate does when memory ends, at each of its allocations. */
import { join } from "node:path";
import { test } from "node:test";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { languagesRoot, runTool } from "./producer.ts";
import { layScaffold } from "./scaffold-files.ts";

test("the glue in C fails in order when memory is exhausted", () => {
  inTemporaryDirectory((directory) => {
    const programs = join(languagesRoot, "programs");
    const sources = layScaffold(directory, "every-construct", "c").filter((file) => file.endsWith(".c"));
    const folders = [join(directory, "c"), join(directory, "scaffold", "c"), programs];
    const headers = [...folders, join(languagesRoot, "consumers", "c")].flatMap((folder) => ["-I", folder]);
    const warnings = ["-std=gnu11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-g", "-pthread"];
    const options = [...warnings, "-fsanitize=address,undefined", "-fno-sanitize-recover=all", ...headers];
    const replaced = [
      "EVERY_MALLOC=exhausting_allocate",
      "EVERY_FREE=exhausting_free",
      "pthread_create=exhausting_create",
    ];
    const objects = sources.map((source, index) => {
      const object = join(directory, `${String(index)}.o`);
      const macros = ["-include", "exhausting.h", ...replaced.map((macro) => `-D${macro}`)];
      runTool("gcc", [...options, ...macros, "-c", source, "-o", object]);
      return object;
    });
    const program = join(directory, "program");
    runTool("gcc", [...options, join(programs, "exhausted-memory.c"), ...objects, "-o", program]);
    runTool(program, []);
  });
});
