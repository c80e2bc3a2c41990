/**
 * Names for the structs, unions and enums that C leaves without one: after what contains them, so that they stay the same
 * when other declarations come and go.
 */
import type {
  DeclaredType,
  EnumDeclaration,
  RecordDeclaration,
  RecordMemberDeclaration,
  TranslationUnit,
} from "@koine/cparser";

/** The name of every struct, union and enum of a translation unit. */
export class EntityNames {
  readonly #names = new Map<RecordDeclaration | EnumDeclaration, string>();

  constructor(unit: TranslationUnit) {
    for (const record of unit.records) if (record.name !== undefined) this.#nameMembers(record, record.name);
    for (const list of [unit.functions, unit.variables, unit.typedefs]) {
      for (const { type, name } of list) if (hasUnnamed(type)) this.#nameInside(type, `${name}.type`);
    }
  }

  /** Gives the name of an entity: C's, or one with dots, which C cannot have. */
  nameOf(entity: RecordDeclaration | EnumDeclaration): string {
    const known = entity.name ?? this.#names.get(entity);
    if (known !== undefined) return known;
    if (entity.kind === "enum") return `enum.${entity.enumerators?.[0]?.name ?? ""}`;
    return `${entity.recordKind}.${entity.members?.[0]?.name ?? ""}`;
  }

  #nameMembers(record: RecordDeclaration, name: string): void {
    let unnamed = 0;
    for (const member of record.members ?? []) {
      const part = member.name ?? String(unnamed);
      if (isUnnamedGroup(member)) unnamed += 1;
      if (hasUnnamed(member.type)) this.#nameInside(member.type, `${name}.${part}`);
    }
  }

  #nameInside(type: DeclaredType, name: string): void {
    switch (type.kind) {
      case "record":
        if (type.record.name !== undefined || this.#names.has(type.record)) return;
        this.#names.set(type.record, name);
        this.#nameMembers(type.record, name);
        return;
      case "enum":
        if (type.enumeration.name === undefined) this.#names.set(type.enumeration, name);
        return;
      case "pointer":
        this.#nameInside(type.target, name);
        return;
      case "array":
        this.#nameInside(type.element, name);
        return;
      case "function":
        this.#nameInside(type.result, `${name}.result`);
        for (const [index, parameter] of type.parameters.entries()) {
          this.#nameInside(parameter.type, `${name}.${parameter.name ?? String(index)}`);
        }
        return;
      default:
    }
  }
}

/** Whether there is something to name inside of a type: hardly ever. */
function hasUnnamed(type: DeclaredType): boolean {
  switch (type.kind) {
    case "record":
      return type.record.name === undefined;
    case "enum":
      return type.enumeration.name === undefined;
    case "pointer":
      return hasUnnamed(type.target);
    case "array":
      return hasUnnamed(type.element);
    case "function":
      for (const parameter of type.parameters) if (hasUnnamed(parameter.type)) return true;
      return hasUnnamed(type.result);
    default:
      return false;
  }
}

function isUnnamedGroup(member: RecordMemberDeclaration): boolean {
  return member.name === undefined && member.bitWidth === undefined;
}
