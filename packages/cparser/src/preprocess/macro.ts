/**
 * Macros and how `#define` states them. What happens when one is used is in `macro-expander.ts`.
 *
 * @see C17 6.10.3
 */
import { lexDefinition } from "../lex/lexer.ts";
import { readPlainParameters, startOfReplacement } from "../lex/plain-definition.ts";
import { isToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import { featureQueries } from "./feature-queries.ts";
import type { FeatureQuery } from "./feature-queries.ts";

/** Macros whose replacement depends on where or when they are used. */
export type SpecialMacro =
  | "__LINE__"
  | "__FILE__"
  | "__FILE_NAME__"
  | "__COUNTER__"
  | "__INCLUDE_LEVEL__"
  | "__BASE_FILE__"
  | "__DATE__"
  | "__TIME__"
  | "__TIMESTAMP__"
  | "_Pragma"
  | "__pragma"
  | FeatureQuery;

/** A macro as it is defined at the moment. */
export interface Macro {
  readonly name: string;
  /** The name in its definition; `undefined` for special macros. */
  readonly nameToken: Token | undefined;
  /** Parameter names, `undefined` for an object-like macro. A variadic parameter is the last one. */
  readonly parameters: readonly string[] | undefined;
  /** `__VA_ARGS__`, or the name that GNU's `args...` gives it. */
  readonly variadicName: string | undefined;
  readonly body: readonly Token[];
  /** The body where it is known to be one number without having been read; `undefined` says nothing. */
  readonly loneNumber?: string | undefined;
  /** Whether the body has `#`, `##` or `__VA_OPT__`. */
  readonly hasOperators: boolean;
  /** Comment marks and text of the doc comment in front of the definition. */
  readonly doc: string | undefined;
  readonly isPredefined: boolean;
  readonly special: SpecialMacro | undefined;
}

/** What is said of `#define defined`. */
export const cannotDefineDefined = '"defined" cannot be a macro';

/** What is wrong with a definition. */
export interface DefinitionProblem {
  readonly token: Token;
  readonly message: string;
}

/**
 * Reads the tokens behind `#define`.
 *
 * @param hash The `#` of the directive, which carries the doc comment.
 */
export function parseMacroDefinition(
  hash: Token,
  line: readonly Token[],
  isPredefined: boolean,
): Macro | DefinitionProblem {
  const nameToken = line[0];
  if (nameToken?.kind !== "identifier") {
    return { token: nameToken ?? hash, message: "expected the name of a macro after #define" };
  }
  if (nameToken.text === "defined") return { token: nameToken, message: cannotDefineDefined };
  const next = line[1];
  const isFunctionLike = isToken(next, "(") && next?.hasSpaceBefore === false;
  const list = isFunctionLike ? parseParameterList(line, nameToken) : undefined;
  if (list !== undefined && "message" in list) return list;
  const written = line.slice(list?.end ?? 1);
  const hasOperators = written.some(isOperator);
  const body = hasOperators ? joinPasteOperators(written) : written;
  const misplaced = hasOperators ? findMisplacedOperator(body, list?.parameters) : undefined;
  if (misplaced !== undefined) return misplaced;
  return {
    name: nameToken.text,
    nameToken,
    parameters: list?.parameters,
    variadicName: list?.variadicName,
    body,
    hasOperators,
    doc: hash.doc ?? body.at(-1)?.trailingDoc ?? nameToken.trailingDoc,
    isPredefined,
    special: undefined,
  };
}

/** A macro whose definition is plain: without operators. Its body is read when somebody asks for it. */
export class PlainMacro implements Macro {
  readonly name: string;
  readonly nameToken: Token;
  readonly isPredefined: boolean;
  readonly parameters: readonly string[] | undefined;
  readonly #end: number;
  #body: readonly Token[] | undefined;
  declare readonly variadicName: undefined;
  declare readonly hasOperators: false;
  declare readonly special: undefined;

  /**
   * @param nameToken The token that stands for the whole directive.
   * @param end Offset behind the replacement.
   */
  constructor(nameToken: Token, end: number, isPredefined: boolean) {
    this.name = nameToken.text;
    this.nameToken = nameToken;
    this.isPredefined = isPredefined;
    this.parameters = readPlainParameters(nameToken.source.text, nameToken.offset + nameToken.text.length);
    this.#end = end;
  }

  get body(): readonly Token[] {
    return (this.#body ??= lexDefinition(this.nameToken, this.#end));
  }

  get loneNumber(): string | undefined {
    const { source, offset, text } = this.nameToken;
    const written = source.text.slice(startOfReplacement(source.text, offset + text.length), this.#end).trim();
    return /^\d\w*$/.test(written) ? written : undefined;
  }

  get doc(): string | undefined {
    return this.nameToken.doc ?? this.nameToken.trailingDoc;
  }
}

const placesByMacro = new WeakMap<Macro, readonly number[]>();

/** Gives for each token of a macro's body the index of the parameter that it is, -1 for all others. */
export function parameterPlaces(macro: Macro): readonly number[] {
  const known = placesByMacro.get(macro);
  if (known !== undefined) return known;
  const { parameters = [] } = macro;
  const places = macro.body.map(({ kind, text }) => (kind === "identifier" ? parameters.indexOf(text) : -1));
  placesByMacro.set(macro, places);
  return places;
}

/** Several `##` behind each other paste once: what they make of nothing is nothing. */
function joinPasteOperators(body: readonly Token[]): readonly Token[] {
  return body.filter((token, index) => !(isToken(token, "##") && isToken(body[index - 1], "##")));
}

/** @see C17 6.10.3.2p1, 6.10.3.3p1 */
function findMisplacedOperator(
  body: readonly Token[],
  parameters: readonly string[] | undefined,
): DefinitionProblem | undefined {
  const atEnd = [body[0], body.at(-1)].find((token) => isToken(token, "##"));
  if (atEnd !== undefined) return { token: atEnd, message: '"##" stands between two tokens' };
  if (parameters === undefined) return undefined;
  const isOperand = (text = ""): boolean => parameters.includes(text) || text === "__VA_OPT__";
  const index = body.findIndex((token, place) => isToken(token, "#") && !isOperand(body[place + 1]?.text));
  const token = body[index];
  return token && { token, message: 'expected the name of a macro parameter behind "#"' };
}

function isOperator({ kind, text }: Token): boolean {
  if (kind === "punctuator") return text === "#" || text === "##";
  return kind === "identifier" && text === "__VA_OPT__";
}

interface ParameterList {
  readonly parameters: readonly string[];
  readonly variadicName: string | undefined;
  /** Index of the first token of the body. */
  readonly end: number;
}

function parseParameterList(line: readonly Token[], nameToken: Token): ParameterList | DefinitionProblem {
  const parameters: string[] = [];
  let variadicName: string | undefined;
  let index = 2;
  while (!isToken(line[index], ")")) {
    const token = line[index];
    if (token === undefined || variadicName !== undefined) {
      return { token: token ?? nameToken, message: 'expected ")" to close the parameters of a macro' };
    }
    if (isToken(token, "...")) {
      variadicName = "__VA_ARGS__";
      parameters.push(variadicName);
      index++;
    } else if (parameters.includes(token.text)) {
      return { token, message: `macro parameter "${token.text}" is named twice` };
    } else if (token.kind === "identifier") {
      parameters.push(token.text);
      index++;
      if (isToken(line[index], "...")) {
        variadicName = token.text;
        index++;
      }
    } else {
      return { token, message: "expected the name of a macro parameter" };
    }
    if (isToken(line[index], ",")) index++;
  }
  return { parameters, variadicName, end: index + 1 };
}

/** Makes the macros that no `#define` states; Microsoft's compilers know `__pragma`. */
export function makeSpecialMacros(isMicrosoft: boolean): Macro[] {
  const names: readonly SpecialMacro[] = [
    "__LINE__",
    "__FILE__",
    "__COUNTER__",
    "__INCLUDE_LEVEL__",
    "__BASE_FILE__",
    "__FILE_NAME__",
    "__DATE__",
    "__TIME__",
    "__TIMESTAMP__",
    "_Pragma",
    ...featureQueries,
    ...(isMicrosoft ? (["__pragma"] as const) : []),
  ];
  return names.map((name) => ({
    name,
    nameToken: undefined,
    parameters: undefined,
    variadicName: undefined,
    body: [],
    hasOperators: false,
    doc: undefined,
    isPredefined: true,
    special: name,
  }));
}
