/** The registers of x86-64 by their encoding (Intel SDM vol. 2, 2.2.1 and table 2-2). */

/** A general-purpose register's number. */
export type Register = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15;

export const rax = 0;
export const rcx = 1;
export const rdx = 2;
export const rbx = 3;
export const rsp = 4;
export const rbp = 5;
export const rsi = 6;
export const rdi = 7;
export const r8 = 8;
export const r9 = 9;
export const r10 = 10;
export const r11 = 11;
export const r12 = 12;
export const r13 = 13;
export const r14 = 14;
export const r15 = 15;

/** Integer argument registers in the order of the System V convention (psABI 3.2.3). */
export const systemVIntegerRegisters: readonly Register[] = [rdi, rsi, rdx, rcx, r8, r9];

/** Integer argument registers of the Microsoft x64 convention, by position. */
export const windowsIntegerRegisters: readonly Register[] = [rcx, rdx, r8, r9];
