/* The C side of handles.test.ts: sessions that are opened, closed, and replaced through a pointer to the pointer. */
#include <stdlib.h>

typedef struct session { int number; } session;

static int live, made, closed_twice;

session *open_session(void) {
  session *made_now = malloc(sizeof *made_now);
  made_now->number = ++made;
  live++;
  return made_now;
}

void close_session(session *given) {
  if (given->number == 0) closed_twice++;
  given->number = 0;
  live--;
  free(given);
}

int live_sessions(void) { return live; }
int sessions_closed_twice(void) { return closed_twice; }
int session_number(const session *given) { return given == NULL ? -1 : given->number; }

enum { LEAVE, TAKE, REPLACE };

/* Leaves the session, ends it, or ends it and gives another; calls back before it returns. Gives what it was passed. */
int change_session(session **given, int how, void (*tell)(void)) {
  int number = session_number(*given);
  if (how != LEAVE && *given != NULL) close_session(*given);
  if (how == TAKE) *given = NULL;
  if (how == REPLACE) *given = open_session();
  if (tell != NULL) tell();
  return number;
}
