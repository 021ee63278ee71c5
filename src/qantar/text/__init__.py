"""Language primitives that keep offsets and know no case."""
