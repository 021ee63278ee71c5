"""The local web pages; one file a page, thin."""
