package command

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// A Run runs a command and returns its exit status. Its context ends when the
// command must stop.
type Run func(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int

// Main runs a command in its process and returns the exit status. A closed pipe
// is a write error like any other. The first interrupt or SIGTERM ends the
// context, a second one the process.
func Main(run Run) int {
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}
