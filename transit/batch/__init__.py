"""Much at once: in blocks, on several cores or machines, stopped and taken up again."""
