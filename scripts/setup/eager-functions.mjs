/**
 * The functions of `koine` that every program runs which opens a library and calls a function. V8 compiles functions when they are first
 * called, after it has looked over each of them once to find its end; those in parentheses it compiles at once, in one go. Which
 * they are tells `node --log-function-events`.
 */

/** Names of functions in `packages/koine/src`, and below it. */
export const eagerFunctions = [
  "addressOfHandle",
  "assertOpen",
  "assertPlatform",
  "assertTypes",
  "call",
  "callWith",
  "candidatesOf",
  "countPassed",
  "createAddonBackend",
  "createBinder",
  "createEarlyCalls",
  "createNumberCalls",
  "createPrototype",
  "createTemplateCompiler",
  "createTrampolinePrototype",
  "createTrampolines",
  "currentBackend",
  "cutParameter",
  "cutPrototype",
  "describeCapabilities",
  "describeLibrary",
  "findAddonFile",
  "findAddress",
  "findCounts",
  "findNumberCall",
  "findSpelling",
  "findTemplate",
  "findTypeAround",
  "groupByShape",
  "handle",
  "hasWideInteger",
  "hostTarget",
  "integerRule",
  "integerShape",
  "isFunction",
  "isMuslProcess",
  "isPathLike",
  "isScalarSignature",
  "isTypeWord",
  "isWideInteger",
  "keyOf",
  "keywordOf",
  "libraryCandidates",
  "libraryOperations",
  "loadAddon",
  "loadQuickly",
  "knownWords",
  "lookUp",
  "lookUpFunction",
  "lowerSpelling",
  "makeGroup",
  "makeStates",
  "memoryOperations",
  "once",
  "openCandidates",
  "openCodeMemory",
  "openLedger",
  "openLibrary",
  "parameterList",
  "placeCandidates",
  "processOperations",
  "readDeclaration",
  "readDeclarations",
  "readEngineWish",
  "readSymbol",
  "recordOwned",
  "renameSymbols",
  "renderFactory",
  "renderForgetting",
  "renderSheet",
  "renderTemplate",
  "renderTrampoline",
  "requireRuntime",
  "resolve",
  "resolveSymbol",
  "scalarRule",
  "shapeOf",
  "sheetNames",
  "toAddress",
  "toNodeArchitecture",
  "toNumber",
  "toPaths",
  "toSignature",
  "toValueKinds",
];

/**
 * Has V8 compile functions of a bundle when it is loaded: their declarations become variables. Lines stay where they are.
 *
 * @param {string} text What esbuild wrote, in which a function begins and ends with a line of its own.
 * @param {readonly string[]} names
 */
export function compileEagerly(text, names) {
  const wanted = new Set(names);
  return text.replace(
    /^function ([A-Za-z_$][\w$]*?)(\d*)(\([^\n]*\{\n[^]*?^\})$/gm,
    (
      /** @type {string} */ whole,
      /** @type {string} */ name,
      /** @type {string} */ suffix,
      /** @type {string} */ rest,
    ) =>
      // esbuild numbers functions of the same name.
      wanted.has(name) || wanted.has(name + suffix) ? `var ${name}${suffix} = (function${rest});` : whole,
  );
}
