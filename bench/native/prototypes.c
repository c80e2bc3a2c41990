/*
 * One thousand functions, f0 to f999, each `int fN(int a, int b)` returning a + b + N: what "bind 1,000 prototypes"
 * binds. Their bodies differ so that a peer that mixed two of them up would be noticed.
 */
#define EXPORT __attribute__((visibility("default")))

#define ONE(number) \
  EXPORT int f##number(int a, int b) { return a + b + number; }

/* f1 to f9 must not become f01 to f09: the leading digit group is pasted only where it exists. */
#define TEN(tens)                                                                                       \
  ONE(tens##0) ONE(tens##1) ONE(tens##2) ONE(tens##3) ONE(tens##4) ONE(tens##5) ONE(tens##6) ONE(tens##7) \
  ONE(tens##8) ONE(tens##9)

#define HUNDRED(hundreds)                                                                              \
  TEN(hundreds##0) TEN(hundreds##1) TEN(hundreds##2) TEN(hundreds##3) TEN(hundreds##4) TEN(hundreds##5) \
  TEN(hundreds##6) TEN(hundreds##7) TEN(hundreds##8) TEN(hundreds##9)

ONE(0) ONE(1) ONE(2) ONE(3) ONE(4) ONE(5) ONE(6) ONE(7) ONE(8) ONE(9)
TEN(1) TEN(2) TEN(3) TEN(4) TEN(5) TEN(6) TEN(7) TEN(8) TEN(9)
HUNDRED(1) HUNDRED(2) HUNDRED(3) HUNDRED(4) HUNDRED(5) HUNDRED(6) HUNDRED(7) HUNDRED(8) HUNDRED(9)
