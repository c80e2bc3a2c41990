/** What a run of `koine bind` has to do: by the command line, by a configuration, or by both. */
import { existsSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { mapLibraryNames, standardInput } from "@koine/bindgen/cached";
import type { BindingPaths, BindOptions } from "@koine/bindgen/cached";
import type { GivenOptions, Surroundings } from "../command-line/command.ts";
import { isMacroDefinition, isMacroName } from "../config/check-config.ts";
import { libraryFrom, toBindingPaths, toBindOptions, wrapperFrom } from "../config/bind-options.ts";
import { configNames } from "../config/load-config.ts";
import type { ConfiguredBinding } from "../config/load-config.ts";
import { noteUnusedConfig, warnOfConfiguredFiles, warnOfNamedFiles } from "./bind-advice.ts";
import type { BindPlan, BindTask } from "./bind-task.ts";
import { orderMacros } from "./order-macros.ts";

/** What was given for the options; the table of them is in `bind.ts`. */
export interface BindValues {
  readonly lib: readonly string[];
  readonly out: string | undefined;
  readonly spec: string | undefined;
  readonly wrap: string | undefined;
  readonly target: readonly string[];
  readonly std: string | undefined;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly "include-directory": readonly string[];
  readonly isystem: readonly string[];
  readonly sysroot: string | undefined;
  readonly "embed-dir": readonly string[];
  readonly preinclude: readonly string[];
  readonly define: readonly string[];
  readonly undefine: readonly string[];
  readonly config: string | undefined;
  readonly backend: string | undefined;
  readonly probe: boolean;
  readonly cc: readonly string[];
  readonly check: boolean;
  readonly "no-parts": boolean;
  readonly "no-cache": boolean;
  readonly format: string | undefined;
}

/** How the command was called. */
export interface Invocation {
  readonly values: BindValues;
  readonly headers: readonly string[];
  /** The options in the order in which they were given. */
  readonly order: GivenOptions;
  readonly surroundings: Surroundings;
}

/** What the command line asks for. */
export function planCommandLine({ values, headers: words, order, surroundings }: Invocation): BindPlan {
  // As compilers take it.
  const headers = words.map((word) => (word === "-" ? standardInput : word));
  const problems = [...checkUsage(values, headers)];
  const { workingDirectory } = surroundings;
  const paths = pathsOf(values, workingDirectory);
  const libraries = values.lib.map((name) => libraryFrom(name, workingDirectory, paths));
  if (headers.some(isSpecFile)) {
    const specs = headers.map((name) => resolve(workingDirectory, name));
    const task = { specs, libraries, paths };
    const advice = warnOfNamedFiles(values.lib, { directory: workingDirectory, headers: [] });
    return { problems: [...problems, ...checkPaths([task])], tasks: [task], advice };
  }
  const { module = workingDirectory, wrapper } = paths;
  const bindOptions: BindOptions = {
    headers,
    libraries,
    targets: [...new Set(values.target)],
    standard: values.std,
    includeDirectories: values["include-directory"],
    systemIncludeDirectories: values.isystem,
    sysroot: values.sysroot,
    embedDirectories: values["embed-dir"],
    preincludes: values.preinclude,
    ...orderMacros({}, order),
    include: values.include,
    exclude: values.exclude,
    wrapper: wrapper === undefined ? undefined : wrapperFrom(module, wrapper),
    wrapperFolder: wrapper === undefined ? undefined : dirname(wrapper),
    workingDirectory,
  };
  const task = { options: bindOptions, paths };
  const advice = [
    ...noteUnusedConfig(workingDirectory),
    ...warnOfNamedFiles(values.lib, { directory: workingDirectory, headers }),
  ];
  return { problems: [...problems, ...checkPaths([task])], tasks: [task], advice };
}

/** What a configuration asks for; the command line decides where both say something. */
export function planConfig(
  bindings: readonly ConfiguredBinding[],
  { values, headers, order, surroundings }: Invocation,
): BindPlan {
  const { workingDirectory } = surroundings;
  const given = pathsOf(values, workingDirectory);
  const isSame = ({ config }: ConfiguredBinding): boolean => headers.every((header) => config.headers.includes(header));
  const chosen = bindings.length === 1 ? bindings : bindings.filter(isSame);
  const problems = [...checkValues(values)];
  if (chosen.length === 0) problems.push(`the configuration binds no ${headers.join(", ") || "headers"}`);
  const isDirected = (given.module ?? given.spec ?? given.wrapper) !== undefined || values.lib.length > 0;
  if (chosen.length > 1 && isDirected) problems.push("-l, -o, --spec and --wrap are for one binding: name its header");
  const tasks = chosen.map((binding): BindTask => {
    const others = isSame(binding) ? [] : headers.map((header) => fromHere(header, workingDirectory));
    return overrideBinding(binding, others, { values, order, workingDirectory });
  });
  for (const { paths } of tasks) {
    if (paths.wrapper === undefined || paths.module !== undefined) continue;
    problems.push("a wrapper needs a module, which names the built wrapper by its place beside it");
  }
  problems.push(...chosen.flatMap(({ config }) => checkFolders(config.module, config.spec, config.wrapper)));
  if (values.check && tasks.some(({ paths }) => paths.module === undefined && paths.spec === undefined)) {
    problems.push("--check needs the files to compare: module or spec in the configuration");
  }
  const advice =
    values.lib.length > 0
      ? warnOfNamedFiles(values.lib, { directory: workingDirectory, headers })
      : chosen.flatMap(warnOfConfiguredFiles);
  return { problems: [...problems, ...checkPaths(tasks)], tasks, advice };
}

/** What was written first would be lost, and so would a header. */
function checkPaths(tasks: readonly BindTask[]): readonly string[] {
  const paths = tasks.flatMap(({ paths: own }) =>
    [own.module, own.spec, own.wrapper].filter((path) => path !== undefined),
  );
  const repeated = paths.filter((path, place) => paths.indexOf(path) !== place);
  const headers = new Set(tasks.flatMap(listHeaders));
  const lost = [
    ...[...new Set(repeated)].map((path) => `two files would be written to ${path}`),
    ...[...new Set(paths.filter((path) => headers.has(path)))].map(
      (path) => `${path} is a header that is read: write to another file`,
    ),
  ];
  return lost.length > 0 ? lost : tasks.flatMap(({ paths: own }) => checkEndings(own));
}

/** What a file is called says what it is: to those who import it, to compilers, and to `koine bind` itself. */
function checkEndings({ module, spec, wrapper }: BindingPaths): readonly string[] {
  const problems: string[] = [];
  if (module !== undefined && !/^(?!.*\.d\.[cm]?ts$)(?:[^.]*|.*\.(?:[cm]ts|tsx?))$/is.test(basename(module))) {
    problems.push(`${basename(module)} is no name for a module, which is TypeScript: call it ${nameAs(module, ".ts")}`);
  }
  // Devices have no endings.
  if (spec !== undefined && !["", ".json"].includes(extname(spec))) {
    problems.push(`${basename(spec)} is no name for a spec, which is JSON: call it ${nameAs(spec, ".json")}`);
  }
  if (wrapper !== undefined && extname(wrapper) !== ".c") {
    problems.push(`${basename(wrapper)} is no name for a wrapper, which is C: call it ${nameAs(wrapper, ".c")}`);
  }
  return problems;
}

function nameAs(path: string, ending: string): string {
  return `${basename(path).replace(/(?<=.)(?:\.d)?\.\w*$/, "")}${ending}`;
}

/** A name that only an include directory has is no file of the user's. */
function listHeaders(task: BindTask): readonly string[] {
  if ("specs" in task) return [];
  const { headers, preincludes = [], workingDirectory = process.cwd() } = task.options;
  return [...headers, ...preincludes].map((header) => resolve(workingDirectory, header));
}

function overrideBinding(
  binding: ConfiguredBinding,
  headers: readonly string[],
  { values, order, workingDirectory }: Pick<Invocation, "values" | "order"> & { readonly workingDirectory: string },
): BindTask {
  const configured = toBindOptions(binding);
  const given = pathsOf(values, workingDirectory);
  const own = toBindingPaths(binding);
  const module = given.module ?? own.module;
  const wrapper = given.wrapper ?? own.wrapper;
  const toAbsolute = (path: string): string => resolve(workingDirectory, path);
  const paths = { module, spec: given.spec ?? own.spec, wrapper, isWhole: given.isWhole };
  const { libraries } = configured;
  const place = (name: string): string => libraryFrom(name, dirname(binding.text.file), paths);
  return {
    paths,
    options: {
      ...configured,
      headers: headers.length > 0 ? headers : configured.headers,
      libraries:
        values.lib.length > 0
          ? values.lib.map((name) => libraryFrom(name, workingDirectory, paths))
          : libraries && mapLibraryNames(libraries, place),
      targets: values.target.length > 0 ? [...new Set(values.target)] : configured.targets,
      standard: values.std ?? configured.standard,
      includeDirectories: [...values["include-directory"].map(toAbsolute), ...(configured.includeDirectories ?? [])],
      systemIncludeDirectories: [...values.isystem.map(toAbsolute), ...(configured.systemIncludeDirectories ?? [])],
      sysroot: values.sysroot === undefined ? configured.sysroot : toAbsolute(values.sysroot),
      embedDirectories: [...values["embed-dir"].map(toAbsolute), ...(configured.embedDirectories ?? [])],
      preincludes: [
        ...(configured.preincludes ?? []),
        ...values.preinclude.map((header) => fromHere(header, workingDirectory)),
      ],
      ...orderMacros(configured, order),
      include: [...(configured.include ?? []), ...values.include],
      exclude: [...(configured.exclude ?? []), ...values.exclude],
      wrapper: wrapper === undefined ? undefined : wrapperFrom(module ?? workingDirectory, wrapper),
      wrapperFolder: wrapper === undefined ? undefined : dirname(wrapper),
    },
  };
}

/** Headers of the command line are relative to where it was typed, or names. */
function fromHere(header: string, workingDirectory: string): string {
  const path = resolve(workingDirectory, header);
  return existsSync(path) ? path : header;
}

const headerOptions = [
  "target",
  "std",
  "include",
  "exclude",
  "include-directory",
  "isystem",
  "sysroot",
  "embed-dir",
  "preinclude",
  "define",
  "undefine",
] as const;

function checkUsage(values: BindValues, headers: readonly string[]): readonly string[] {
  if (headers.includes("")) return ["the name of a header is empty"];
  if (headers.length === 0) return [`expected HEADER…, but nothing was given, and there is no ${configNames[0] ?? ""}`];
  const problems: string[] = [];
  const isPrinted = values.out === undefined || values.out === "-";
  if (values.check && isPrinted && values.spec === undefined) {
    problems.push("--check needs the files to compare: -o OUT.ts or --spec OUT.json");
  }
  if (values.wrap !== undefined && isPrinted) {
    problems.push("--wrap needs -o OUT.ts: the module names the built wrapper by its place beside it");
  }
  if (values.probe && headers.includes(standardInput)) {
    problems.push("--probe needs headers that a compiler can read, too: standard input is read once");
  }
  if (values.wrap !== undefined && headers.includes(standardInput)) {
    problems.push("--wrap needs headers that C can include: standard input has no name");
  }
  if (headers.some(isSpecFile)) {
    if (!headers.every(isSpecFile)) problems.push("specs are bound alone, without headers");
    if (values.wrap !== undefined) problems.push("option --wrap is for headers: what is in a spec is decided");
    if (values.probe) problems.push("option --probe is for headers: a compiler knows nothing of specs");
    if (values.backend !== undefined) problems.push("option --backend is for headers: a spec was read before");
    for (const name of headerOptions) {
      if ((values[name] ?? "").length > 0)
        problems.push(`option --${name} is for headers: what is in a spec is decided`);
    }
  }
  return [...problems, ...checkValues(values)];
}

function checkValues(values: BindValues): readonly string[] {
  return [
    ...checkProbe(values),
    ...checkExpressions(values),
    ...checkMacros(values),
    ...(values.spec === "-" || values.wrap === "-"
      ? ["only -o - is standard output: name a file for --spec and --wrap"]
      : []),
    ...(values.lib.includes("") ? ["option --lib: the name of a library is empty"] : []),
    ...pathOptions.flatMap((name) => (values[name].includes("") ? [`option --${name}: the path is empty`] : [])),
    ...checkFolders(values.out, values.spec, values.wrap),
  ];
}

const pathOptions = ["include-directory", "isystem", "embed-dir", "preinclude"] as const;

/** A path with a slash at its end is no file, and without it would be another one. */
function checkFolders(...paths: readonly (string | undefined)[]): readonly string[] {
  return paths.flatMap((path) =>
    path !== undefined && /[/\\]$/.test(path) && path !== "/" ? [`${path} is a directory: name a file in it`] : [],
  );
}

function checkMacros({ define, undefine }: BindValues): readonly string[] {
  return [
    ...define.filter((macro) => !isMacroDefinition(macro)).map((macro) => ["-D", macro] as const),
    ...undefine.filter((name) => !isMacroName(name)).map((name) => ["-U", name] as const),
  ].map(([option, text]) => `option ${option}: ${JSON.stringify(text)} is no name of a macro`);
}

function checkProbe({ probe, cc }: BindValues): readonly string[] {
  if (cc.length > 0 && !probe) return ["--cc names the compiler that --probe asks: give both"];
  return cc.some((words) => words.trim() === "") ? ["--cc needs the name of a compiler"] : [];
}

function checkExpressions({ include, exclude }: BindValues): readonly string[] {
  return Object.entries({ include, exclude }).flatMap(([name, sources]) =>
    sources.flatMap((source) => {
      const problem = checkExpression(source);
      return problem === undefined ? [] : [`option --${name}: ${problem}`];
    }),
  );
}

function checkExpression(source: string): string | undefined {
  try {
    void new RegExp(source, "u");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isSpecFile(name: string): boolean {
  return name.endsWith(".json");
}

function pathsOf(values: BindValues, workingDirectory: string): BindingPaths {
  return {
    // As compilers take it.
    module: values.out === undefined || values.out === "-" ? undefined : resolve(workingDirectory, values.out),
    spec: values.spec === undefined ? undefined : resolve(workingDirectory, values.spec),
    wrapper: values.wrap === undefined ? undefined : resolve(workingDirectory, values.wrap),
    isWhole: values["no-parts"],
  };
}
