"""Pages of the desk, one a module: each turns a request into data for its template."""
