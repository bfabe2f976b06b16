"""Streets for vehicles: where they may drive, how long it takes, which way they go."""
