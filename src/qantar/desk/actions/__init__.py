"""What forms do, one module a page: each turns a form into a call, then shows a page."""
