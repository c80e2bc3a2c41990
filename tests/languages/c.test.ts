/** The C target: consumers in C, compiled with the header alone and run under the address and leak sanitizers. */
import { join } from "node:path";
import { testConsumers } from "./consumer.ts";
import { languagesRoot, runTool } from "./producer.ts";

const sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

testConsumers({
  name: "c",
  ending: ".c",
  programs: ["gcc"],
  compilerOptions: sanitizers,
  prepare: ({ source, scratch, generated, libraries, prefix, imports }) => {
    const program = join(scratch, "consumer");
    const dialect = ["-std=c11", "-D_DEFAULT_SOURCE", "-g", "-pthread", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];
    const headers = ["-I", join(generated, "c"), "-I", join(languagesRoot, "consumers", "c")];
    const linking = ["-L", libraries, ...[prefix, ...imports].map((name) => `-l${name}`)];
    runTool("gcc", [...dialect, ...sanitizers, ...headers, source, "-o", program, ...linking]);
    return { program, words: [], environment: { ASAN_OPTIONS: "detect_leaks=1" } };
  },
});
