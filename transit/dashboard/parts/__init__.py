"""Parts of pages: each draws one thing and returns what the visitor chose."""
