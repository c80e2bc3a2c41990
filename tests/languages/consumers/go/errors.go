// Every way to fail.
package main

import (
	"errors"

	lib "example.com/bindings/errors"
)

func main() {
	check(must(lib.BankWithdraw("alice", 40)) == 60)
	code := func(code lib.BankBankErrorCode) error { return &lib.BankBankError{Code: code} }
	fails(failed(lib.BankWithdraw("bob", 1)), code(lib.BankBankErrorNotFound), "there is no such account")
	fails(failed(lib.BankWithdraw("alice", 101)), code(lib.BankBankErrorOverdrawn), "alice has only 100")
	fails(failed(lib.BankWithdraw("frozen", 1)), code(lib.BankBankErrorFrozen), "")
	var failure *lib.BankBankError
	check(errors.As(lib.BankFail(-7, "a ü"), &failure) && failure.Code == -7 && failure.Message == "a ü")
	var generic *lib.Error
	check(errors.As(lib.BankFail(99, ""), &generic) && generic.Code == 99)
	check(lib.BankFail(0, "") == nil && must(lib.BankFailGeneric("")) == "fine")
	check(errors.As(failed(lib.BankFailGeneric("generic")), &generic) && generic.Code == -1 && generic.Message == "generic")
	check(errors.As(failed(lib.BankPanic()), &generic) && generic.Code == -2)
	fails(lib.BankFailSilently(), code(lib.BankBankErrorNotFound), "there is no such account")
	check(must(lib.BankBranchClose("main")))
	fails(failed(lib.BankBranchClose("other")), code(lib.BankBankErrorNotFound), "there is no such branch")
	fails(failed(lib.BankWithdraw("a\x00", 1)), lib.ErrText, "account: ")
	ends(lib.ProbeLive)
}
