/** What the type-level parser gives instead of a type when it cannot read a prototype. */

/** Says in its type argument what is wrong with a prototype. Nothing has this type at run time. */
export interface PrototypeError<TMessage extends string = string> {
  readonly "prototype error": TMessage;
}
