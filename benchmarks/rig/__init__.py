"""What benchmarks are made with: how they are found and run, timed, and printed."""
