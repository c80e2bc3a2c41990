/**
 * What `koine bind` needs when it really binds: all that `cached.ts` does without. Who imports this imports it late; the installed command
 * has it as a script of its own, which is loaded where a module would be.
 */
export { bindHeaders, bindHeadersFrom } from "./bind-headers.ts";
export { bindSpecFiles } from "./bind-spec.ts";
export { describeSyntax } from "./json/describe-problems.ts";
export { rehearse } from "./rehearsal/rehearse.ts";
export { loadWasmClang } from "./wasm-clang/index.ts";
