"""What holds a process that reads a stranger's documents: every layer that this kernel has, and which those are."""
