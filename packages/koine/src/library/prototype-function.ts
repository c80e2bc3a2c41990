export type FunctionOfPrototype<T extends string, U> = (...parameters: any[]) => any;
