"""Functions that the library calls until they are unregistered, on any thread."""

import sys
import threading

from check import ends, raises
from listeners import events, probe

heard = []
kept = []
assert events.send("nobody") == 0
first = events.on_message(lambda message: heard.append(message.text))
second = events.on_message(kept.append)
assert events.listeners() == 2
assert events.send("hello") == 2 and heard == ["hello"]
raises(ValueError, lambda: kept[0].text, "lent")
first.close()
first.close()
assert events.send("again") == 1 and heard == ["hello"]
with second:
    pass
assert events.send("gone") == 0 and events.listeners() == 0

ticks = []
with events.on_tick(lambda count, label: ticks.append((count, label, threading.get_ident()))):
    events.tick_here("here")
    events.tick_from_thread(10)
    assert sum(count for count, _label, _thread in ticks) == 1 + 55
    assert len({thread for _count, _label, thread in ticks}) == 2
    events.tick_later(10)
    events.join_threads()
    assert sum(count for count, _label, _thread in ticks) == 1 + 55 + 55
events.tick_here("gone")
assert len(ticks) == 21

# A registration outlives its object, and may end while it is called.
events.on_tick(lambda count, label: ticks.append((count, label, 0)))
events.tick_here("held")
assert len(ticks) == 22


def close_itself(count, label):
    ticks.append((count, label, 1))
    own.close()


own = events.on_tick(close_itself)
events.tick_from_thread(3)
assert [one for one in ticks if one[2] == 1] == [(1, "thread", 1)]

# Unregistered while the library's thread calls it.
for _attempt in range(50):
    short = events.on_tick(lambda count, label: None)
    events.tick_later(20)
    short.close()
    events.join_threads()

reported = []
sys.excepthook = lambda kind, error, trace: reported.append(error)
with events.on_message(lambda message: 1 / 0):
    assert events.send("hello") == 1
assert [type(error) for error in reported] == [ZeroDivisionError]
reported.clear()
ends(probe.live)
