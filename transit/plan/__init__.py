"""The printed plan of one person's journey to one session: steps, words, pictures, sheets."""
