//go:build !linux

package main

import "os"

// resident returns 0, because other systems report memory in other units.
func resident(*os.ProcessState) int64 { return 0 }
