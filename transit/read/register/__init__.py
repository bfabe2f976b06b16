"""Register files: which tables and columns there are, and rows checked against them."""
