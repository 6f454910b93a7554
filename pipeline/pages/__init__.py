"""A saved page: what it shows, what it says of itself, and the signals that its outcome rests on."""
