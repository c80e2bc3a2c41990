/**
 * Classes of ASCII characters, as tables that the lexer indexes with character codes.
 */

const identifierStart = 1;
const identifierPart = 2;
const digit = 4;
/** May stand first, and may stand later, in a punctuator of two or three characters. */
const punctuatorStart = 8;
const punctuatorPart = 16;

const classes: Uint8Array = new Uint8Array(128);

function mark(characters: string, bits: number): void {
  for (let index = 0; index < characters.length; index++) {
    const code = characters.charCodeAt(index);
    classes[code] = (classes[code] ?? 0) | bits;
  }
}

mark("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$", identifierStart | identifierPart);
mark("0123456789", identifierPart | digit);
mark(".<>-+&|=!*/%^#:", punctuatorStart);
mark(".<>-+&|=#:%", punctuatorPart);

/** Whether an identifier may start with this character; beyond ASCII, every character may (C17 D.1 covers fewer). */
export function isIdentifierStart(code: number): boolean {
  return code < 128 ? ((classes[code] ?? 0) & identifierStart) !== 0 : code >= 128;
}

/** Whether an identifier may go on with this character. False for `NaN`, the code behind the end. */
export function isIdentifierPart(code: number): boolean {
  return code < 128 ? ((classes[code] ?? 0) & identifierPart) !== 0 : code >= 128;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function canStartLongPunctuator(code: number): boolean {
  return code < 128 && ((classes[code] ?? 0) & punctuatorStart) !== 0;
}

export function canContinuePunctuator(code: number): boolean {
  return code < 128 && ((classes[code] ?? 0) & punctuatorPart) !== 0;
}

/**
 * What a token that starts with a character can be, by the character's code: 0 anything else, 1 a blank, 2 a line end, 3 an identifier,
 * 4 a comment or an operator, 5 a punctuator that starts no longer one, 6 one that may, 7 a number, 8 a literal, 9 `#`. Beyond ASCII
 * there are identifiers only. Whoever switches over them writes the numbers down: V8 makes a jump table of numbers, not of names.
 */
export const startClasses: Uint8Array = new Uint8Array(128);

function startWith(characters: string, startClass: number): void {
  for (let index = 0; index < characters.length; index++) startClasses[characters.charCodeAt(index)] = startClass;
}

startClasses.fill(1, 0, 33);
startWith("\n", 2);
startWith("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$", 3);
startWith("/", 4);
startWith("[](){}~?;,", 5);
startWith("<>-+&|=!*%^:", 6);
startWith("0123456789", 7);
startWith("\"'", 8);
startWith("#", 9);
