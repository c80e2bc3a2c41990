module contacts

go 1.23
