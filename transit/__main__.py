"""``python -m transit`` is the command line."""

from transit.cli import main

if __name__ == "__main__":
    main()
