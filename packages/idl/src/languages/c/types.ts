/** How types, parameters and signatures of the ABI are spelled in C. */
import type { AbiFunction, AbiFunctionPointerType, AbiParameter } from "../../abi/abi-model.ts";
import type { CType } from "../../abi/c-type.ts";

/** Lines longer than this have one parameter a line. */
const maximumWidth = 120;

/** Spells a type: `const char* const*`. */
export function spellType(type: CType): string {
  switch (type.kind) {
    case "void":
      return "void";
    case "scalar":
      return type.name;
    case "named":
      return type.symbol;
    case "pointer": {
      const to = spellType(type.to);
      if (!type.isConst) return `${to}*`;
      return type.to.kind === "pointer" ? `${to} const*` : `const ${to}*`;
    }
    case "array":
      throw new Error("an array is declared with its name");
    default:
      return type satisfies never;
  }
}

/** Spells a type with the name that it declares: `double at[2]`. */
export function spellDeclaration(type: CType, name: string): string {
  if (type.kind === "array") return spellDeclaration(type.of, `${name}[${String(type.length)}]`);
  return `${spellType(type)} ${name}`;
}

/** Spells the prototype of a function, without `;`. */
export function spellPrototype({ symbol, parameters, result }: AbiFunction, attributes: string = ""): string {
  return spellCallable(`${attributes}${spellType(result)} ${symbol}`, parameters);
}

/** Spells the declaration of a function pointer, without `;`. */
export function spellFunctionPointer({ symbol, parameters, result }: AbiFunctionPointerType): string {
  return spellCallable(`typedef ${spellType(result)} (*${symbol})`, parameters);
}

function spellCallable(head: string, parameters: readonly AbiParameter[]): string {
  if (parameters.length === 0) return `${head}(void)`;
  const spelled = parameters.map(({ name, type }) => spellDeclaration(type, name));
  const line = `${head}(${spelled.join(", ")})`;
  return line.length < maximumWidth ? line : `${head}(\n${spelled.map((text) => `    ${text}`).join(",\n")})`;
}
