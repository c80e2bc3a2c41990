/** The registers of AArch64 that stubs name (Arm ARM B1.2.1; roles in AAPCS64 6.1.1). Vector registers are plain numbers. */

/** A general-purpose register's number; 31 is the stack pointer or zero, as the instruction says. */
export type Register =
  | (0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10)
  | (11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20)
  | (21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 31);

export const x0 = 0;
export const x1 = 1;
/** Where the address of a result in memory travels. */
export const x8 = 8;
export const x9 = 9;
export const x10 = 10;
export const x11 = 11;
export const x12 = 12;
export const x13 = 13;
/** The first scratch register between a call and its target, which veneers may change. */
export const x16 = 16;
export const x17 = 17;
/** The platform's register: on Windows the address of the thread's block. */
export const x18 = 18;
/** The first register that a function preserves. */
export const x19 = 19;
export const framePointer = 29;
export const linkRegister = 30;
export const sp = 31;
/** Where a value is stored, the same number is zero. */
export const zero = 31;

/** Registers of arguments in the order of the convention. */
export const aapcs64IntegerRegisters: readonly Register[] = [0, 1, 2, 3, 4, 5, 6, 7];
