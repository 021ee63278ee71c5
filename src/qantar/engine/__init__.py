"""The two quadratic jobs, on DuckDB or Spark."""
