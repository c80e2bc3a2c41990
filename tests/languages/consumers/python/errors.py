"""Every way to fail."""

from check import ends, raises
from errors import ApiError, bank, probe

BankError = bank.BankError
assert bank.withdraw("alice", 40) == 60
assert raises(BankError.NotFound, lambda: bank.withdraw("bob", 1), "there is no such account").code == 1
assert str(raises(BankError.Overdrawn, lambda: bank.withdraw("alice", 101))) == "alice has only 100"
assert raises(BankError.Frozen, lambda: bank.withdraw("frozen", 1)).code == -7
assert issubclass(BankError.Frozen, BankError) and issubclass(BankError, ApiError)
assert str(raises(BankError.Frozen, lambda: bank.fail(-7, "a ü"))) == "a ü"
assert raises(ApiError, lambda: bank.fail(99, "")).code == 99
assert bank.fail(0, "") is None
assert bank.fail_generic("") == "fine"
assert raises(ApiError, lambda: bank.fail_generic("generic"), "generic").code == -1
assert raises(ApiError, bank.panic, "the library panicked").code == -2
raises(BankError.NotFound, bank.fail_silently, "there is no such account")
branch = bank.branch
assert branch.close("main") is True
raises(BankError.NotFound, lambda: branch.close("other"), "there is no such branch")
raises(ValueError, lambda: bank.withdraw("a\0", 1), "withdraw(): account")
ends(probe.live)
