"""The commands of `congkhai`: each adds its own parser, and its `run` prints and returns an exit code."""
